"""Serves a built folder on 127.0.0.1 as a static host would: folders by their index.html, 404 by 404.html."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class Handler(SimpleHTTPRequestHandler):
    """Quiet, without lists of folders, and with the site's own page for what is not there."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is its failures."""

    # The parent's type, io.BytesIO | None, is that of a list; there is none here, and None means so.
    def list_directory(self, path: str | os.PathLike[str]) -> None:  # noqa: ARG002 - the parent's signature
        """A folder without index.html is not a page."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's 404.html."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """Quiet about visitors who leave amid an answer: ending a page or a worker does so."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a connection that was closed."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve `folder` for the length of the block; gives the origin, such as http://127.0.0.1:40123."""
    server = Server(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
