"""A static host on this machine, in a process of its own, that counts what it sends and can be as far as a phone's.

It does what hosts do: keeps connections open, compresses text (gzip), lets files be cached. Bytes are counted where
they leave, heads included; what the browser has in its cache never arrives here.
"""

from __future__ import annotations

import asyncio
import gzip
import multiprocessing
import queue
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple, cast

from conect.site.serving import HOST, TYPES, answer

COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
LASTING = "public, max-age=31536000, immutable"
BRIEF = "public, max-age=600"

TOLD = "/told"
"""Where a page posts what it has to tell."""


class Link(NamedTuple):
    """A network between the browser and the host: milliseconds there and back, and megabits a second."""

    name: str
    delay: float
    rate: float


LOCAL = Link("local", 0, 0)
PHONE = Link("4G", 170, 9)
"""The profile “4G” of WebPageTest."""

FAR = 4
"""Of so many sessions one is also asked over the phone's network."""


class Sent(NamedTuple):
    """One answer: its path, and the bytes of head and body as they went out."""

    path: str
    bytes: int


class Report(NamedTuple):
    """What a page told, and what was sent to it since its last report."""

    text: str
    sent: list[Sent]


class Host:
    """The running server, seen from the process that measures."""

    def __init__(self, origin: str, line: Connection) -> None:
        self.origin = origin
        self._line = line

    def link(self, link: Link) -> None:
        """Be as far away as ``link`` says, from now on."""
        self._line.send(link)
        self._line.recv()

    def taken(self) -> list[Sent]:
        """Return what was sent since the last call."""
        self._line.send(None)
        sent: list[Sent] = self._line.recv()
        return sent

    def report(self, patience: float) -> Report | None:
        """Return what a page tells next; None where it tells nothing for ``patience`` seconds."""
        self._line.send(patience)
        report: Report | None = self._line.recv()
        return report


@contextmanager
def host(folder: Path, pages: dict[str, str]) -> Iterator[Host]:
    """Serve a built site, and ``pages`` (path to HTML) beside it, for the length of the block."""
    processes = multiprocessing.get_context("spawn")
    here, there = processes.Pipe()
    process = processes.Process(target=_run, args=(folder, pages, there), daemon=True)
    process.start()
    try:
        yield Host(f"http://{HOST}:{here.recv()}", here)
    finally:
        process.terminate()
        process.join()


def _run(folder: Path, pages: dict[str, str], line: Connection) -> None:
    state = _State(folder, pages)
    threading.Thread(target=asyncio.run, args=(_serve(state, line),), daemon=True).start()
    while True:
        try:
            asked = line.recv()
        except EOFError:
            return
        if isinstance(asked, Link):
            state.link = asked
            line.send(None)
        elif asked is None:
            line.send(state.taken())
        else:
            line.send(state.report(asked))


async def _serve(state: _State, line: Connection) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: _Connection(state), HOST, 0)
    line.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


class _State:
    """What the connections share with the thread that reports to the process that measures."""

    def __init__(self, folder: Path, pages: dict[str, str]) -> None:
        self.folder = folder
        self.link = LOCAL
        self._root = str(folder)
        self._files: dict[Path, bytes] = {}
        self._pages = pages
        self._lock = threading.Lock()
        self._sent: list[Sent] = []
        self._free = 0.0
        self._reports: queue.Queue[Report] = queue.Queue()

    def told(self, text: str) -> None:
        self._reports.put(Report(text, self.taken()))

    def report(self, patience: float) -> Report | None:
        try:
            return self._reports.get(timeout=patience)
        except queue.Empty:
            return None

    def taken(self) -> list[Sent]:
        with self._lock:
            taken, self._sent = self._sent, []
        return taken

    def count(self, path: str, size: int) -> float:
        """Count an answer, and return the seconds until it has come through the link."""
        with self._lock:
            self._sent.append(Sent(path, size))
        if not self.link.rate:
            return 0
        now = time.monotonic()
        self._free = max(now, self._free) + size / (self.link.rate * 125_000)
        return self._free - now

    def body(self, path: str) -> tuple[HTTPStatus, bytes, str, bool]:
        """Return status, body and suffix of what a path names, and whether the body is compressed by the host."""
        if path in self._pages:
            return HTTPStatus.OK, self._pages[path].encode(), ".html", False
        if _PLAIN(path):
            # Nearly all that is asked for: one look instead of three.
            with suppress(FileNotFoundError), open(self._root + path, "rb") as file:  # noqa: PTH123 - as quick as hosts
                return HTTPStatus.OK, file.read(), ".bin", False
        found = answer(self.folder, path)
        if found.status is not HTTPStatus.OK or found.file is None:
            return HTTPStatus.NOT_FOUND, b"", ".txt", False
        suffix = found.file.suffix
        if suffix not in COMPRESSED:
            return HTTPStatus.OK, found.file.read_bytes(), suffix, False
        if found.file not in self._files:
            self._files[found.file] = gzip.compress(found.file.read_bytes(), mtime=0)
        return HTTPStatus.OK, self._files[found.file], suffix, True


def _lasts(path: str) -> bool:
    """Tell whether a file has its hash in its path; the root of the index does not."""
    return path.endswith((".bin", ".pf_fragment", ".pf_index")) and not path.endswith("/root.bin")


class _Connection(asyncio.Protocol):
    """Answers a browser on a connection, one request after another.

    All in one thread that waits for all connections at once, as hosts do: what a host takes of the processors is taken
    from the browser here, and nowhere else. The standard library's own handler reads each head as mail, in a thread of
    its own.
    """

    def __init__(self, state: _State) -> None:
        self._state = state
        self._asked = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take a part of a request, and answer it where it was the last one."""
        self._asked += data
        head, end, body = self._asked.partition(b"\r\n\r\n")
        if not end:
            return
        length = _LENGTH.search(head)
        if length and len(body) < int(length[1]):
            return
        self._asked = b""
        method, path, *_ = head.split(maxsplit=2)
        if method == b"POST":
            self._write(self._take(path.decode(), body.decode()))
        elif delay := self._state.link.delay:
            asyncio.get_running_loop().call_later(delay / 1000, self._send, path.decode())
        else:
            self._send(path.decode())

    def _send(self, asked: str) -> None:
        """Send a file, compressed as a host would, when it has come through the link."""
        path = asked.partition("?")[0]
        status, body, suffix, compressed = self._state.body(path)
        # Hashes and fragments never change under their names; the rest is asked for anew after a while.
        head = {
            "Content-Type": TYPES.get(suffix, "application/octet-stream"),
            **({"Content-Encoding": "gzip"} if compressed else {}),
            "Cache-Control": LASTING if _lasts(path) else BRIEF,
        }
        whole = _answer(status, head, body)
        # Counted before the browser can know that it has everything.
        if wait := self._state.count(path, len(whole)):
            asyncio.get_running_loop().call_later(wait, self._write, whole)
        else:
            self._write(whole)

    def _write(self, answer: bytes) -> None:
        # Whoever asked may have gone meanwhile.
        if not self._transport.is_closing():
            self._transport.write(answer)

    def _take(self, path: str, text: str) -> bytes:
        """Take a page's report, at once however far away the page is: nobody measures how long this takes."""
        if path != TOLD:
            return _answer(HTTPStatus.NOT_FOUND, {}, b"")
        self._state.told(text)
        return _answer(HTTPStatus.NO_CONTENT, {}, b"")


_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_PLAIN = re.compile(r"(?:/[a-z0-9_]+(?:\.[a-z0-9]+)*)+\.(?:bin|pf_fragment|pf_index)").fullmatch
"""Paths of the files of both indexes, which need no look at what else they could mean."""


def _answer(status: HTTPStatus, head: dict[str, str], body: bytes) -> bytes:
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "\r\n"]).encode() + body
