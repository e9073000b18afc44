"""The ``conect`` command: thin, one module and one function ``run(options) -> exit code`` a subcommand."""

from __future__ import annotations

import atexit
import importlib
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from conect.building.leaving import end_is_near
from conect.cli import arguments

INTERRUPTED = 130
"""Exit code of a command that Ctrl-C ended: 128 and the number of the signal, as shells count."""

DEBUG = "CONECT_DEBUG"
"""Environment variable: where it is set, a fault of the program shows its traceback."""


def command() -> NoReturn:
    """Run the program, and end it without taking apart what it holds in memory, which the system drops at once.

    With 100,000 records in memory the interpreter takes 0.2 s for that, a tenth of the time of a small change.
    """
    end_is_near()
    code = main()
    if threading.active_count() > 1:
        sys.exit(code)
    # What an interpreter does at its end; there is no public way to ask for it.
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code: 0 done, 1 problems or a failure, 2 wrong use.

    Every expected failure is one message on standard error; a traceback is shown to nobody who has not asked for it.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal without Romanian letters gets escapes, not a failure.
            stream.reconfigure(errors="backslashreplace")
    options = arguments.parser().parse_args(argv)
    try:
        code: int = importlib.import_module(options.module).run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has left; the interpreter must not fail when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        message, code = _failure(error, options.lang)
        sys.stderr.write(f"conect: {message}\n")
    return code


def _failure(error: Exception, lang: str) -> tuple[str, int]:
    """Return what to tell a person about a failure, and the exit code."""
    from conect.building.errors import BuildingError
    from conect.cli.terminal import UsageError
    from conect.records.problems import ConectError, Text

    if isinstance(error, ConectError):
        return error.message.in_lang(lang), 2 if isinstance(error, UsageError) else 1
    if isinstance(error, BuildingError):
        return error.en if lang == "en" else error.ro, 1
    if isinstance(error, OSError) and error.strerror:
        where = f"„{error.filename}”: " if error.filename else ""
        return f"{where}{error.strerror}", 1
    what = f"{type(error).__name__}: {error}".strip(": ")
    return Text(
        f"greșeală a programului ({what}); raportați-o, cu ce arată {DEBUG}=1 în fața comenzii",
        f"a fault of the program ({what}); please report it, with what {DEBUG}=1 before the command shows",
    ).in_lang(lang), 1
