"""What a build remembers of the files of records and logos, in the state beside the site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from conect.building.checkout import Look
from conect.building.state import State
from conect.catalogue.stamps import Changes, Folder, Stamp, at_first, changes, folder_of, stamps_by_folder


def changed_files(state: State, content: Path, look: Look | None) -> Changes:
    """Return what has become of the files; ``look`` is what git saw of them. Raises ``StateError``."""
    return changes(content, _folders(state), lambda folder: stamps_of(state, folder), look)


def stamps_of(state: State, folder: str) -> dict[str, Stamp]:
    """Return what is remembered of the files in a folder. Raises ``StateError``."""
    found: dict[str, Stamp] = state.get(f"stamps {folder}")
    return found


def put_changes(state: State, found: Changes) -> bool:
    """Put what has changed into the state, and tell whether there was anything."""
    looked = {folder_of(path) for path in (*found.looked, *found.differing, *found.gone)}
    if not looked and found.folders == _folders(state):
        return False
    by_folder = stamps_by_folder(found.stamps)
    # Most folders are as they were.
    for folder in sorted(looked):
        state.put(f"stamps {folder}", by_folder.get(folder, {}))
    _put_folders(state, found.folders)
    return True


def put_all(
    state: State, stamps: Mapping[str, Stamp], before: Mapping[str, tuple[int, ...]], look: Look | None
) -> None:
    """Put all files into a new state; ``before`` are the identities of their folders before the build."""
    for folder, some in stamps_by_folder(stamps).items():
        state.put(f"stamps {folder}", some)
    _put_folders(state, at_first(stamps, before, look))


def _folders(state: State) -> dict[str, Folder]:
    return {path: Folder(*told) for path, told in state.get("folders").items()}


def _put_folders(state: State, folders: Mapping[str, Folder]) -> None:
    state.put("folders", {path: tuple(folders[path]) for path in sorted(folders)})
