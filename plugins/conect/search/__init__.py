"""Search: the analysis of words, the index cut into shards, and the engine that reads them as the browser does.

``analyse`` is called by workers while nothing else can be done yet, ``assemble`` once with all payloads; what it yields
is written into the site. ``engine`` searches a built site.

A ``Recorder`` given to ``assemble`` leaves a state, from which ``update`` changes the index where few records changed.
"""

from conect.search.assembling import Assembly, assemble
from conect.search.encoding import File
from conect.search.indexing import analyse
from conect.search.output import NeedsRebuild
from conect.search.payloads import Payload
from conect.search.recording import Recorder
from conect.search.state import NoRoomError, State, StateError
from conect.search.updating import Changes, update

__all__ = [
    "Assembly",
    "Changes",
    "File",
    "NeedsRebuild",
    "NoRoomError",
    "Payload",
    "Recorder",
    "State",
    "StateError",
    "analyse",
    "assemble",
    "update",
]
