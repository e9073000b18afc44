"""The progress bar: seen on a terminal after two seconds of work, and nowhere else."""

from __future__ import annotations

import io
import sys

import pytest

from conect.building import progress


class Terminal(io.StringIO):
    """Standard error that is, or is not, a terminal."""

    def __init__(self, tty: bool) -> None:
        super().__init__()
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty


def shown(monkeypatch: pytest.MonkeyPatch, *, tty: bool, patience: float, quiet: bool = False) -> str:
    terminal = Terminal(tty)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    with progress.bar("Se citesc fișele", 20, quiet=quiet) as bar:
        for _ in range(20):
            bar.advance()
    return terminal.getvalue()


def test_a_long_job_shows_itself_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Se citesc fișele" in shown(monkeypatch, tty=True, patience=-1)


def test_it_is_silent_for_short_jobs_in_pipes_and_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, tty=True, patience=60) == ""
    assert shown(monkeypatch, tty=False, patience=-1) == ""
    assert shown(monkeypatch, tty=True, patience=-1, quiet=True) == ""
