"""The small server: the site's files and nothing else, as a static host would give them."""

from __future__ import annotations

import http.client
import socket
import struct
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from conect.building.errors import BuildingError
from conect.site.live import EVENTS, SCRIPT, SOURCE, Versions
from conect.site.serving import Answer, Server, answer, headers_for


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A built site in small, with a secret beside it."""
    files = {
        "index.html": "acasă",
        "404.html": "lipsă",
        "en/404.html": "missing",
        "en/index.html": "home",
        "judete/index.html": "județe",
        "judete/cluj/index.html": "Cluj",
        "fara/altul.txt": "x",
        "theme/css/conect.css": "a {}",
        "theme/js/conect.js": "1",
        "date/catalog.json": "{}",
        ".well-known/security.txt": "Contact: x",
        ".conect": "marcaj",
        "_headers": "/*\n  X-Content-Type-Options: nosniff\n/en/*\n  X-Lang: en\n/judete/\n  X-One: 1\n",
    }
    site = tmp_path / "site"
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret")
    return site


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    """A server of that site."""
    made = Server(folder, 0)
    made.start()
    yield made
    made.stop()


def ask(server: Server, target: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    """Send one request, its target unchanged; gives status, headers and body."""
    connection = http.client.HTTPConnection("127.0.0.1", int(server.address.rsplit(":", 1)[1].strip("/")), timeout=10)
    connection.putrequest(method, target)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read().decode("utf-8")
    connection.close()
    return response.status, dict(response.getheaders()), body


@pytest.mark.parametrize(
    ("target", "status", "body", "kind"),
    [
        ("/", 200, "acasă", "text/html; charset=utf-8"),
        ("/?q=x", 200, "acasă", "text/html; charset=utf-8"),
        ("/judete/cluj/", 200, "Cluj", "text/html; charset=utf-8"),
        ("/jude%74e/cluj/", 200, "Cluj", "text/html; charset=utf-8"),
        ("/theme/css/conect.css", 200, "a {}", "text/css; charset=utf-8"),
        ("/theme/js/conect.js", 200, "1", "text/javascript; charset=utf-8"),
        ("/date/catalog.json", 200, "{}", "application/json"),
        ("/.well-known/security.txt", 200, "Contact: x", "text/plain; charset=utf-8"),
        ("/nimic", 404, "lipsă", "text/html; charset=utf-8"),
        ("/nimic/", 404, "lipsă", "text/html; charset=utf-8"),
        ("/en/nimic", 404, "missing", "text/html; charset=utf-8"),
        ("/en/a/b/c/", 404, "missing", "text/html; charset=utf-8"),
        # A folder without index.html is no page, and what is for servers alone is not given.
        ("/fara/", 404, "lipsă", "text/html; charset=utf-8"),
        ("/theme/", 404, "lipsă", "text/html; charset=utf-8"),
        ("/_headers", 404, "lipsă", "text/html; charset=utf-8"),
        ("/.conect", 404, "lipsă", "text/html; charset=utf-8"),
        ("/.well-known/", 404, "lipsă", "text/html; charset=utf-8"),
        ("/404.html/", 404, "lipsă", "text/html; charset=utf-8"),
    ],
)
def test_addresses(server: Server, target: str, status: int, body: str, kind: str) -> None:
    found_status, headers, found = ask(server, target)
    assert (found_status, found, headers["Content-Type"]) == (status, body, kind)
    assert headers["Content-Length"] == str(len(body.encode()))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert ask(server, target, "HEAD") == (status, headers, "") or headers.pop("Date")


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/en/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//secret.txt",
        "//example.org/%2e%2e",
        "/en//index.html",
        "/./index.html",
        "/en/%00",
        "/%ff",
        "/%c0%ae%c0%ae/secret.txt",
        "secret.txt",
        "http://example.org/",
        "*",
        "/C:/secret.txt",
    ],
)
def test_nothing_outside_is_given(server: Server, folder: Path, target: str) -> None:
    status, _, body = ask(server, target)
    assert status in {400, 404}
    assert body in {"lipsă", ""}
    found = answer(folder, target)
    assert found.file is None or found.file.resolve().is_relative_to(folder)


def test_a_folder_without_its_slash_leads_to_it(server: Server) -> None:
    status, headers, body = ask(server, "/judete/cluj?x=1")
    assert (status, headers["Location"], body) == (301, "/judete/cluj/", "")
    # Never another host: two slashes at the start would name one.
    assert ask(server, "//judete")[1]["Location"] == "/judete/"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "NIMIC"])
def test_only_reading(server: Server, method: str) -> None:
    status, headers, body = ask(server, "/", method)
    assert (status, headers["Allow"], body) == (405, "GET, HEAD", "")


def test_headers_of_a_path() -> None:
    text = "# comentariu\n/*\n  A: 1\n  B: x: y\n/en/*\n  C: 2\n/en/unu/\n\tD: 3\n"
    assert headers_for(text, "/en/unu/") == [("A", "1"), ("B", "x: y"), ("C", "2"), ("D", "3")]
    assert headers_for(text, "/") == [("A", "1"), ("B", "x: y")]


def test_a_site_that_is_being_replaced_is_waited_for(server: Server, folder: Path) -> None:
    aside = folder.with_name("aside")
    folder.rename(aside)
    threading.Timer(0.2, aside.rename, [folder]).start()
    assert ask(server, "/")[2] == "acasă"


def test_without_a_site_there_is_an_answer_all_the_same(tmp_path: Path) -> None:
    assert answer(tmp_path, "/") == Answer(answer(tmp_path, "/x").status)


@pytest.fixture
def live(folder: Path) -> Iterator[Server]:
    """A server whose pages show themselves anew."""
    made = Server(folder, 0, live=True)
    made.start()
    yield made
    made.stop()


def test_a_live_page_has_the_script_and_other_files_have_not(live: Server, folder: Path) -> None:
    (folder / "index.html").write_text("<html><body>acasă</body></html>\n", encoding="utf-8")
    tag = f'<script type="module" src="{SCRIPT}"></script>'
    for method, status, target, body in [
        ("GET", 200, "/", f"<html><body>acasă{tag}</body></html>\n"),
        ("GET", 200, "/en/", f"home{tag}"),
        ("GET", 404, "/nimic", f"lipsă{tag}"),
        ("GET", 200, "/date/catalog.json", "{}"),
        ("HEAD", 200, "/", ""),
    ]:
        answered, headers, found = ask(live, target, method)
        assert (answered, found) == (status, body)
        assert method == "HEAD" or headers["Content-Length"] == str(len(body.encode()))
    assert ask(live, "/", "HEAD")[1]["Content-Length"] == ask(live, "/")[1]["Content-Length"]
    status, headers, script = ask(live, SCRIPT)
    assert (status, headers["Content-Type"], script) == (200, "text/javascript; charset=utf-8", SOURCE)
    assert "<script" not in (folder / "index.html").read_text("utf-8")


def test_an_ordinary_server_knows_nothing_of_it(server: Server) -> None:
    assert "script" not in ask(server, "/")[2]
    assert ask(server, SCRIPT)[0] == ask(server, EVENTS)[0] == 404
    server.changed()


def test_open_pages_are_told_of_each_new_site(folder: Path) -> None:
    server = Server(folder, 0, live=True)
    server.start()
    connection = http.client.HTTPConnection("127.0.0.1", int(server.address.rsplit(":", 1)[1].strip("/")), timeout=10)
    connection.request("GET", EVENTS)
    response = connection.getresponse()
    assert response.getheader("Content-Type") == "text/event-stream"
    lines = iter(response.readline, b"")
    told = [next(line for line in lines if line.strip())]
    for _ in range(2):
        server.changed()
        told.append(next(line for line in lines if line.strip()))
    first = int(told[0].removeprefix(b"data: "))
    assert told == [f"data: {first + number}\n".encode() for number in range(3)]
    # The end of the server is the end of the answer.
    server.stop()
    assert [line for line in lines if line.strip()] == []
    connection.close()


def test_a_listener_that_waits_hears_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conect.site.live._PULSE", 0.01)
    versions = Versions(5)
    assert versions.wait(5) == 5
    assert versions.wait(4) == 5
    versions.next()
    assert versions.wait(5) == versions.number == 6
    versions.end()
    assert versions.wait(6) is None


def test_a_port_in_use_is_told(server: Server, folder: Path) -> None:
    port = int(server.address.rsplit(":", 1)[1].strip("/"))
    with pytest.raises(BuildingError) as told:
        Server(folder, port)
    assert told.value.ro.startswith(f"portul {port} este folosit de alt program")


def test_it_listens_on_this_machine_alone(server: Server) -> None:
    port = int(server.address.rsplit(":", 1)[1].strip("/"))
    with socket.socket() as other:
        other.settimeout(2)
        # Any other address of the loopback network is not ours.
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_a_visitor_who_goes_away_leaves_no_traceback(
    server: Server, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "large.bin").write_bytes(b"x" * 20_000_000)
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", urlsplit(server.address).port or 0)) as connection:
            connection.sendall(b"GET /large.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            connection.recv(10)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert ask(server, "/")[0] == 200
    time.sleep(0.2)
    assert "Traceback" not in capfd.readouterr().err
