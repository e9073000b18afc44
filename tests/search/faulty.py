"""A server whose files fail as networks do: with an error, cut off before or amid the answer, or without any answer."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event, Thread
from typing import Any

from tests.browser.server import Handler, Server


class Faults(dict[str, str]):
    """Part of an address → how it fails: ``500``, ``cut`` (no answer), ``half`` (half of one) or ``never``."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.over = Event()

    def of(self, path: str) -> str | None:
        """How this address fails, if it does."""
        self.asked.append(path)
        return next((kind for part, kind in self.items() if part in path), None)


class Faulty(Handler):
    """Serves a folder, but for the faults."""

    def __init__(self, faults: Faults, *rest: Any, **named: Any) -> None:
        self._faults = faults
        super().__init__(*rest, **named)

    def end_headers(self) -> None:
        """Let the browser keep nothing, so that each fault is met."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:  # noqa: N802 - the parent's name
        """Answer, or fail."""
        kind = self._faults.of(self.path)
        if kind is None:
            super().do_GET()
        elif kind == "500":
            self.send_error(500)
        elif kind == "half":
            whole = Path(self.translate_path(self.path)).read_bytes()
            self.send_response(200)
            self.send_header("Content-Length", str(len(whole)))
            self.end_headers()
            self.wfile.write(whole[: len(whole) // 2])
            self._cut()
        else:
            if kind == "never":
                self._faults.over.wait(60)
            self._cut()

    def _cut(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def serve(folder: Path, faults: Faults) -> Iterator[str]:
    """Serve a folder for the length of the block; gives the origin."""
    server = Server(("127.0.0.1", 0), partial(Faulty, faults, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        faults.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
