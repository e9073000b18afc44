"""What can go wrong in work itself; each message is for a person, in Romanian and English."""

from __future__ import annotations


class BuildingError(Exception):
    """An expected failure. ``ro`` and ``en`` say what happened and what to do, in one sentence each."""

    def __init__(self, ro: str, en: str) -> None:
        self.ro = ro
        self.en = en
        super().__init__(ro, en)

    def __str__(self) -> str:
        return self.en


class WorkError(BuildingError):
    """A batch failed. ``details`` is the traceback of the process that worked on it, for a developer."""

    def __init__(self, ro: str, en: str, details: str = "") -> None:
        self.details = details
        super().__init__(ro, en)


class OutputError(BuildingError):
    """The output cannot be written where it was asked for."""


class NotInPlaceError(OutputError):
    """A standing site cannot be changed file by file into the new one; a whole build can take its place."""


class UnfinishedError(OutputError):
    """The site was changed in part: every page is whole, and the next build does the rest."""
