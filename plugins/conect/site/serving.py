"""A small server for one's own machine: gives a built folder as a static host would, and nothing else.

It listens on 127.0.0.1 alone. Folders are given by their ``index.html``, what is missing by the nearest ``404.html``,
with the headers that the site's own ``_headers`` asks for. Only where it is asked to be *live* it gives one thing more:
the script by which an open page shows itself anew after a build.
"""

from __future__ import annotations

import errno
import sys
import time
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import quote, unquote_to_bytes, urlsplit

from conect.building.errors import BuildingError
from conect.site.live import EVENTS, SCRIPT, SOURCE, Versions, with_script

HOST = "127.0.0.1"

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""Content types by suffix: written out, since a machine's own table may say anything."""

_PATIENCE = 2.0
"""Seconds to wait for a folder that a new build is just putting in place."""


class Answer(NamedTuple):
    """What is sent: the status, the file (None: an empty body) and where a redirect leads."""

    status: HTTPStatus
    file: Path | None = None
    location: str | None = None


def answer(folder: Path, target: str) -> Answer:
    """Return what the address ``target`` of a request means in ``folder``; nothing outside it is ever named."""
    raw = urlsplit(target if target.startswith("/") and not target.startswith("//") else "//").path
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        path = ""
    parts = path.split("/")[1:]
    if not path or any(_refused(part) for part in parts[:-1]) or (parts[-1] and _refused(parts[-1])):
        return _missing(folder, [])
    place = folder.joinpath(*parts)
    if parts[-1]:
        if place.is_dir():
            return Answer(HTTPStatus.MOVED_PERMANENTLY, location="/" + "/".join(map(quote, parts)) + "/")
    else:
        place = place / "index.html"
    return Answer(HTTPStatus.OK, place) if place.is_file() else _missing(folder, parts[:-1])


def _refused(part: str) -> bool:
    """Tell whether a piece of a path is not one of the site's: climbing, hidden, or the file that is for servers."""
    hidden = part.startswith(".") and part != ".well-known"
    return not part or hidden or part == "_headers" or any(char in part for char in '\\:\0"<>|?*')


def _missing(folder: Path, parts: list[str]) -> Answer:
    for depth in range(len(parts), -1, -1):
        page = folder.joinpath(*parts[:depth], "404.html")
        if page.is_file():
            return Answer(HTTPStatus.NOT_FOUND, page)
    return Answer(HTTPStatus.NOT_FOUND)


def headers_for(text: str, path: str) -> list[tuple[str, str]]:
    """Return the headers that a ``_headers`` file asks for at ``path``: blocks of ``/path/*`` and indented lines."""
    found: list[tuple[str, str]] = []
    applies = False
    for line in text.splitlines():
        if line and not line[0].isspace():
            pattern = line.strip()
            applies = path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern
        elif applies and ":" in line:
            name, _, value = line.partition(":")
            found.append((name.strip(), value.strip()))
    return found


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30  # a connection that says nothing does not hold its thread
    server_version = "conect"
    sys_version = ""

    def __init__(self, folder: Path, versions: Versions | None, *args: object) -> None:
        self.folder = folder
        self.versions = versions
        super().__init__(*args)  # type: ignore[arg-type]  # as the server calls it

    def do_GET(self) -> None:
        """Send the file."""
        if self.versions and self.path == EVENTS:
            self._tell_versions(self.versions)
        else:
            self._respond(body=True)

    def do_HEAD(self) -> None:
        """Send the headers of the file."""
        self._respond(body=False)

    def _respond(self, *, body: bool) -> None:
        if self.versions and self.path == SCRIPT:
            self._send(HTTPStatus.OK, SOURCE.encode(), TYPES[".js"], body=body)
            return
        self._wait_for_folder()
        found = answer(self.folder, self.path)
        try:
            data = found.file.read_bytes() if found.file else b""
        except OSError:
            # The new site took the old one's place between the look and the reading.
            found = answer(self.folder, self.path)
            data = found.file.read_bytes() if found.file else b""
        kind = TYPES.get(found.file.suffix, "application/octet-stream") if found.file else None
        if self.versions and kind == TYPES[".html"]:
            data = with_script(data)
        self._send(found.status, data, kind, body=body, location=found.location)

    def _send(
        self, status: HTTPStatus, data: bytes, kind: str | None, *, body: bool, location: str | None = None
    ) -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-cache")
        self._send_own_headers()
        self.end_headers()
        if body:
            self.wfile.write(data)

    def _tell_versions(self, versions: Versions) -> None:
        """Send the number of the version that stands, and each later one, until the listener or the server ends."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.close_connection = True
        self.end_headers()
        number: int | None = versions.number
        with suppress(ConnectionError, TimeoutError):
            while number is not None:
                self.wfile.write(f"data: {number}\n\n".encode("ascii"))
                number = versions.wait(number)

    def _send_own_headers(self) -> None:
        try:
            text = (self.folder / "_headers").read_text(encoding="utf-8")
        except OSError:
            return
        for name, value in headers_for(text, urlsplit(self.path).path):
            self.send_header(name, value)

    def _wait_for_folder(self) -> None:
        until = time.monotonic() + _PATIENCE
        while not self.folder.is_dir() and time.monotonic() < until:
            time.sleep(0.02)

    # The parent's signature.
    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002
        """Answer a request of another kind (405) or one that is none (400), without a page."""
        status = HTTPStatus.METHOD_NOT_ALLOWED if code == HTTPStatus.NOT_IMPLEMENTED else code
        self.send_response(status)
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Length", "0")
        self.send_header("Connection", "close")
        self.close_connection = True
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is for the problems of the build."""


class _Threads(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a visitor who has gone while the answer was on its way."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Server:
    """Serves ``folder`` at ``port`` of this machine; 0 takes a free one. The folder may be replaced meanwhile.

    Pages of a ``live`` server show themselves anew after ``changed``.

    Raises ``BuildingError`` where the port is taken or not for this user.
    """

    def __init__(self, folder: Path, port: int, *, live: bool = False) -> None:
        # A page that stayed open while the server was started anew knows an earlier number.
        self._versions = Versions(time.time_ns() // 1_000_000) if live else None
        try:
            self._server = _Threads((HOST, port), partial(_Handler, folder, self._versions))
        except OSError as error:
            raise _no_port(port, error) from None
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        """Return the address of the site's home."""
        return f"http://{HOST}:{self._server.server_port}/"

    def start(self) -> None:
        """Serve in a thread of its own until ``stop``."""
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def changed(self) -> None:
        """Let the open pages of a live server show themselves anew."""
        if self._versions:
            self._versions.next()

    def stop(self) -> None:
        """End serving and give the port back."""
        if self._versions:
            self._versions.end()
        self._server.shutdown()
        self._server.server_close()

    def close(self) -> None:
        """Give back the port of a server that was never started."""
        self._server.server_close()


def _no_port(port: int, error: OSError) -> BuildingError:
    if error.errno == errno.EADDRINUSE:
        return BuildingError(
            f"portul {port} este folosit de alt program; închideți-l sau alegeți alt port: --port {port % 65535 + 1}",
            f"the port {port} is used by another program; close it or choose another port: --port {port % 65535 + 1}",
        )
    return BuildingError(
        f"portul {port} nu poate fi folosit ({error.strerror}); alegeți altul, de exemplu --port 8000",
        f"the port {port} cannot be used ({error.strerror}); choose another, for example --port 8000",
    )
