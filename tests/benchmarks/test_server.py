"""The host of the measurements: compresses text, counts what leaves it, and can be far away."""

from __future__ import annotations

import gzip
import http.client
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.server import LOCAL, TOLD, Host, Link, host


class Answer(NamedTuple):
    """An answer as it came: status, encoding, body."""

    status: int
    encoding: str | None
    whole: bytes


def asked(at: Host, *paths: str) -> list[Answer]:
    """Ask for files one after another over one connection, as a browser does."""
    connection = http.client.HTTPConnection(at.origin.removeprefix("http://"))
    answers = []
    for path in paths:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answers.append(Answer(answer.status, answer.getheader("Content-Encoding"), answer.read()))
    connection.close()
    return answers


def test_what_is_sent_is_counted_and_compressed(tmp_path: Path) -> None:
    (tmp_path / "text.js").write_text("let a = 1;\n" * 1000, encoding="utf-8")
    (tmp_path / "some.bin").write_bytes(bytes(range(256)) * 40)
    with host(tmp_path, {"/page.html": "<p>ă"}) as at:
        text, data, page, missing = asked(at, "/text.js", "/some.bin?v=1", "/page.html", "/none.js")
        sent = at.taken()
        assert at.taken() == []
    assert text.encoding == "gzip"
    assert gzip.decompress(text.whole) == b"let a = 1;\n" * 1000
    assert data.encoding is None
    assert data.whole == bytes(range(256)) * 40
    assert page.whole == "<p>ă".encode()
    assert [each.status for each in (text, data, page, missing)] == [200, 200, 200, 404]
    assert [each.path for each in sent] == ["/text.js", "/some.bin", "/page.html", "/none.js"]
    heads = [each.bytes - len(answer.whole) for each, answer in zip(sent, (text, data, page, missing), strict=True)]
    assert all(100 < head < 400 for head in heads)


def test_a_report_comes_with_what_was_sent_before_it(tmp_path: Path) -> None:
    (tmp_path / "some.bin").write_bytes(bytes(100))
    with host(tmp_path, {}) as at:
        for text in ("ă", "b"):
            asked(at, "/some.bin")
            connection = http.client.HTTPConnection(at.origin.removeprefix("http://"))
            connection.request("POST", TOLD, text.encode())
            assert connection.getresponse().status == 204
            connection.close()
        first, second, none = at.report(1), at.report(1), at.report(0.01)
    assert first is not None
    assert (first.text, [each.path for each in first.sent]) == ("ă", ["/some.bin"])
    assert second is not None
    assert (second.text, len(second.sent)) == ("b", 1)
    assert none is None


def test_a_link_takes_its_time(tmp_path: Path) -> None:
    (tmp_path / "some.bin").write_bytes(bytes(100_000))
    with host(tmp_path, {}) as at:
        at.link(Link("slow", 50, 8))
        start = time.monotonic()
        asked(at, "/some.bin", "/some.bin")
        slow = time.monotonic() - start
        at.link(LOCAL)
        start = time.monotonic()
        asked(at, "/some.bin")
        quick = time.monotonic() - start
    # Twice 50 ms there and back, and 100 kB at a megabyte a second.
    assert slow > 0.3
    assert quick < slow
