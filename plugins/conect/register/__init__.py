"""The official register's files in, records out.

``import_files`` reads the Ministry of Justice's files (Registrul național ONG) and brings the records in the content
folder up to date. What an organisation wrote about itself is never touched; nothing is dropped silently.
"""

from conect.register.importing import import_files
from conect.register.report import ImportReport
from conect.register.source import RegisterError

__all__ = ["ImportReport", "RegisterError", "import_files"]
