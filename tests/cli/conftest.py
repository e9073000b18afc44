"""A content folder of one's own, and the command run in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from conect.cli import main
from tests.records.examples import ROOT, with_keys

DAY = "2026-11-24"


class Done(NamedTuple):
    """What a run of the command left: its exit code and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty content folder with the repository's vocabularies; the current folder is the one that holds it."""
    folder = tmp_path / "content"
    shutil.copytree(ROOT / "content" / "vocabularies", folder / "vocabularies")
    (folder / "organizations").mkdir()
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def write(content: Path) -> Callable[..., Path]:
    """Write ``organizations/<name>``: the base record with the keys given, or the bytes given."""

    def written(name: str, keys: str | bytes = "") -> Path:
        path = content / "organizations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(keys if isinstance(keys, bytes) else with_keys(keys).encode("utf-8"))
        return path

    return written


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in this process; ``--date`` is added for the subcommands that take it."""

    def done(*arguments: str) -> Done:
        dated = (
            arguments[:1] and arguments[0] not in {"schema"} and "--date" not in arguments and "--help" not in arguments
        )
        capsys.readouterr()
        try:
            code = main([*arguments, *(["--date", DAY] if dated else [])])
        except SystemExit as leave:
            code = int(leave.code or 0)
        return Done(code, *capsys.readouterr())

    return done
