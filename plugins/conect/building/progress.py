"""A progress bar for work of more than two seconds, on a terminal only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

# What draws the bar is imported where one is drawn: most builds of a change end before.

PATIENCE = 2.0
"""Seconds before the bar shows itself: shorter work needs none."""


class Bar(Protocol):
    """Told how much was done."""

    def advance(self, done: int = 1) -> None:
        """Count ``done`` more items."""


class _Quiet:
    def advance(self, done: int = 1) -> None:
        """Show nothing."""


class _Rich:
    def __init__(self, label: str, total: int | None, console: Console) -> None:
        self._label, self._total, self._console = label, total, console
        self._done = 0
        self._start = time.monotonic()
        self._progress: Progress | None = None

    def advance(self, done: int = 1) -> None:
        self._done += done
        if self._progress is None and time.monotonic() - self._start > PATIENCE:
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=self._console,
                transient=True,
            )
            self._progress.start()
            self._task = self._progress.add_task(self._label, total=self._total)
        if self._progress is not None:
            self._progress.update(self._task, completed=self._done)

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()


@contextmanager
def bar(label: str, total: int | None, *, quiet: bool = False) -> Iterator[Bar]:
    """Give a bar for ``total`` items (None: nobody knows) on standard error; silent where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield _Quiet()
        return
    from rich.console import Console

    shown = _Rich(label, total, Console(stderr=True))
    try:
        yield shown
    finally:
        shown.close()
