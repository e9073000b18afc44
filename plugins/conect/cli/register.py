"""``conect register``: the national register's files in, records out, and a report of every doubt."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import ExitStack
from pathlib import Path

from conect.building.day import day
from conect.building.progress import Bar, bar
from conect.cli.terminal import UsageError, complain
from conect.records.problems import Text
from conect.register import import_files


def run(options: Namespace) -> int:
    """Bring the records up to date with the files and print what was done; return 1 where rows were not written."""
    lang: str = options.lang
    files = [Path(name) for name in options.files]
    for file in files:
        if not file.is_file():
            raise UsageError(f"nu există fișierul „{file}”", f"there is no file “{file}”")
    content = Path(options.content)
    content.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        report = import_files(files, content, day(options.date), Progress(stack, lang))
    if options.report:
        report.save(Path(options.report), lang)
    sys.stdout.write(report.render(lang))
    if options.report:
        complain(lang, f"Raportul întreg: {options.report}", f"The whole report: {options.report}")
    return 0


class Progress:
    """Shows how far the import is: a bar for each of its stages, one after the other."""

    def __init__(self, stack: ExitStack, lang: str) -> None:
        self._stack = stack
        self._lang = lang
        self._stage: Text | None = None
        self._done = 0
        self._bar: Bar | None = None

    def __call__(self, stage: Text, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` (0 where that is not known) are done in ``stage``."""
        if stage != self._stage or self._bar is None:
            self._stack.close()
            self._bar = self._stack.enter_context(bar(stage.in_lang(self._lang), total or None))
            self._stage, self._done = stage, 0
        self._bar.advance(done - self._done)
        self._done = done
