"""A progress bar for people: drawn on a terminal, silent in a pipe or a log."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from conect.records.problems import Text
from conect.register.importing import Progress


@contextmanager
def terminal_progress(lang: str = "ro", console: Console | None = None) -> Iterator[Progress]:
    """Yield what ``import_files`` may be given as *progress*; nothing is drawn unless standard error is a terminal."""
    console = console or Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        tasks: dict[Text, TaskID] = {}

        def tell(stage: Text, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage.in_lang(lang), total=None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield tell
