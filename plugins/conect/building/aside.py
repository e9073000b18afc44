"""One piece of work that a copy of this process does while this one goes on.

The copy knows all that this process has read and imported, and starts at once. It is made only where that is safe: by
the system's fork, in a process without other threads, whose locks a copy would hold for ever.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_KEEP, _DROP = b"k", b"d"


class Aside:
    """``work()`` done by a copy of this process, which then waits: ``end`` lets it call ``finish`` and go.

    What ``work`` returns is ``result``, None where it failed. Raises ``OSError`` where no copy can be made.
    """

    def __init__(self, work: Callable[[], Any], finish: Callable[[bool], None]) -> None:
        told, tell = os.pipe()
        heard, say = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(told)
            os.close(say)
            _as_copy(work, finish, tell, heard)
        os.close(tell)
        os.close(heard)
        self._told, self._say = os.fdopen(told, "rb"), os.fdopen(say, "wb", buffering=0)
        self._ended = False

    @staticmethod
    def possible() -> bool:
        """Tell whether a copy can be made safely, and has a processor of its own."""
        return hasattr(os, "fork") and threading.active_count() == 1 and (os.cpu_count() or 1) > 1

    def result(self) -> Any:
        """Wait for the work; None where it failed, and the copy has gone then."""
        try:
            return pickle.load(self._told)  # noqa: S301 - made by a copy of this process
        except (EOFError, pickle.UnpicklingError):
            self.end(keep=False)
            return None

    def end(self, *, keep: bool) -> bool:
        """Let the copy keep or drop what it has done, and wait until it has gone; tell whether all went well."""
        if self._ended:
            return False
        self._ended = True
        with suppress(OSError):
            self._say.write(_KEEP if keep else _DROP)
        self._say.close()
        # It may still be telling what nobody asked for.
        self._told.close()
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]) == 0


def _as_copy(work: Callable[[], Any], finish: Callable[[bool], None], tell: int, heard: int) -> None:
    """Work, wait and end; nothing of what this process would do after that is done twice."""
    code = 1
    try:
        with os.fdopen(tell, "wb") as out:
            pickle.dump(work(), out, pickle.HIGHEST_PROTOCOL)
        with os.fdopen(heard, "rb") as order:
            finish(order.read(1) == _KEEP)
        code = 0
    except BaseException:
        # Whoever asked does the work himself, and meets what went wrong.
        with suppress(BaseException):
            finish(False)
    finally:
        os._exit(code)
