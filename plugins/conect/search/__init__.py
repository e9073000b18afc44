"""Search: the analysis of words, the index cut into shards, and the engine that reads them as the browser does.

``analyse`` is called where records are at hand (in the workers that render their pages), ``assemble`` once with all
payloads; what it yields is written into the site. ``engine`` searches a built site.
"""

from conect.search.assembling import assemble
from conect.search.encoding import File
from conect.search.indexing import Payload, analyse

__all__ = ["File", "Payload", "analyse", "assemble"]
