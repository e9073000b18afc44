"""Addresses are tried through a server on this machine; no test leaves it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conect.records.record import Record
from conect.review import net as network
from conect.review.links import Link, Result, check, due, dump, links, load, state
from conect.review.links_report import FORMS
from conect.review.net import Net, NoSuchHost, Refused, public, target

TODAY = date(2026, 11, 24)
PUBLIC = "93.184.216.34"


class Handler(BaseHTTPRequestHandler):
    """Answers by what the path says: /404, /to/ADDRESS, /hang, /broken."""

    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.asked.append((self.headers["Host"], self.path))
        kind, _, rest = self.path[1:].partition("/")
        if kind == "hang":
            self.server.stop.wait(5)  # type: ignore[attr-defined] # set below
            return
        if kind == "broken":
            self.wfile.write(b"nonsense\r\n\r\n")
            return
        self.send_response(302 if kind == "to" else int(kind or 200))
        if kind == "to":
            self.send_header("Location", rest)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    """A server on the loopback interface."""
    handler = type("Asked", (Handler,), {"asked": []})
    made = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    made.stop = threading.Event()  # type: ignore[attr-defined] # for the handler
    made.daemon_threads = True
    thread = threading.Thread(target=made.serve_forever, args=(0.02,))
    thread.start()
    yield made
    made.stop.set()  # type: ignore[attr-defined]
    made.shutdown()
    thread.join()
    made.server_close()


def through(server: ThreadingHTTPServer, *, seconds: float = 5.0, **hosts: list[str]) -> tuple[Net, list[str]]:
    """Return a net whose names are ``hosts`` (underscores for dots; all others public) and what it has dialled."""
    dialled: list[str] = []

    def resolve(host: str) -> list[str]:
        found = hosts.get(host.replace(".", "_"), [PUBLIC])
        if not found:
            raise NoSuchHost(host)
        return found

    def dial(address: str, limit: float) -> socket.socket:
        dialled.append(address)
        return socket.create_connection(server.server_address[:2], timeout=limit)  # type: ignore[arg-type]

    return Net(resolve, dial, lambda plain, _: plain.dup(), seconds), dialled


def asked(server: ThreadingHTTPServer) -> list[tuple[str, str]]:
    """Return what the server was asked."""
    found: list[tuple[str, str]] = server.RequestHandlerClass.asked  # type: ignore[attr-defined]
    return found


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://a.example/", "ok"),
        ("https://a.example/206", "ok"),
        ("https://a.example/404", "dead"),
        ("https://a.example/410", "dead"),
        ("https://a.example/403", "unknown"),
        ("https://a.example/429", "unknown"),
        ("https://a.example/500", "unknown"),
        ("https://a.example/broken", "unknown"),
        ("https://a.example/to/https://b.example/404", "dead"),
        ("https://a.example/to//200", "ok"),
        ("https://a.example/to/http://b.example/", "unknown"),
    ],
)
def test_three_states(address: str, wanted: str, server: ThreadingHTTPServer) -> None:
    net, _ = through(server)
    assert state(address, net)[0] == wanted


def test_a_host_that_does_not_exist_is_dead(server: ThreadingHTTPServer) -> None:
    net, dialled = through(server, gone_example=[])
    assert state("https://gone.example/", net) == ("dead", "no such host")
    assert dialled == []


def test_a_server_that_hangs_is_left(server: ThreadingHTTPServer) -> None:
    net, _ = through(server, seconds=0.3)
    assert state("https://a.example/hang", net)[0] == "unknown"


def test_redirects_end(server: ThreadingHTTPServer) -> None:
    net, dialled = through(server)
    loop = "https://a.example/to/" + "/to/" * 20
    assert state(loop, net)[0] == "unknown"
    assert len(dialled) <= 6


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["10.1.2.3"],
        ["169.254.169.254"],
        ["192.168.1.1"],
        ["100.64.0.1"],
        ["0.0.0.0"],  # noqa: S104 - an address to be refused
        ["224.0.0.1"],
        ["::1"],
        ["fd00::1"],
        ["fe80::1%eth0"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        [PUBLIC, "10.0.0.1"],
    ],
)
def test_a_private_address_is_never_dialled(addresses: list[str], server: ThreadingHTTPServer) -> None:
    net, dialled = through(server, inside_example=addresses)
    assert state("https://inside.example/", net) == ("unknown", "not a public host")
    assert state("https://a.example/to/https://inside.example/", net) == ("unknown", "not a public host")
    assert dialled == [PUBLIC]
    assert [host for host, _ in asked(server)] == ["a.example"]


def test_the_address_that_was_judged_is_the_one_dialled(server: ThreadingHTTPServer) -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    net, dialled = through(server)
    rebinding = Net(lambda _: next(answers), net.dial, net.secure, net.seconds)
    assert state("https://a.example/", rebinding)[0] == "ok"
    assert dialled == [PUBLIC]
    assert next(answers) == ["127.0.0.1"]


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example/",
        "ftp://a.example/",
        "file:///etc/passwd",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://localhost/",
        "https://a.example:8443/",
        "https://user@a.example/",
        "https://a.example\r\nHost: b/",
        "https://",
        "https://a.example:x/",
        "https://" + "a" * 3000 + ".example/",
    ],
)
def test_addresses_that_are_never_asked(address: str) -> None:
    with pytest.raises(Refused):
        target(address)


def test_a_path_cannot_leave_its_line() -> None:
    assert target("https://a.example/ă b?c=d e").path == "/%C4%83%20b?c=d%20e"
    host = target("https://www.școală.ro/").host
    assert host.startswith("www.xn--")
    assert host.isascii()


def test_public_addresses() -> None:
    assert public("1.1.1.1")
    assert public("2606:4700:4700::1111")
    assert not public("nothing")


def test_certificates_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[ssl.SSLContext] = []
    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", lambda self, *_, **__: seen.append(self))
    with socket.socket() as plain:
        network.secure(plain, "a.example")
    assert seen[0].check_hostname
    assert seen[0].verify_mode == ssl.CERT_REQUIRED


def test_addresses_come_from_every_field_of_living_organisations() -> None:
    values = {
        "website": "https://a.example",
        "social": {"facebook": "https://facebook.com/a"},
        "reports": [{"title": "x", "url": "https://a.example/r"}],
        "summary": "https://b.example",
        "sources": [{"field": "name", "url": "https://just.example"}],
    }
    records = [
        Record("organizations/cj/a.yaml", values),
        Record("organizations/cj/b.yaml", {"website": "https://a.example"}),
        Record("organizations/cj/c.yaml", {"website": "https://c.example", "registry_status": "radiata"}),
        Record("organizations/cj/d.yaml", {"website": "https://d.example", "demo": True}),
    ]
    found = {link.address: link.places for link in links(records)}
    assert sorted(found) == ["https://a.example", "https://a.example/r", "https://facebook.com/a"]
    assert [path for path, _ in found["https://a.example"]] == ["organizations/cj/a.yaml", "organizations/cj/b.yaml"]


def test_results_are_kept_and_the_longest_untried_come_first(server: ThreadingHTTPServer) -> None:
    net, _ = through(server, gone_example=[])
    known = {"https://gone.example/": Result("dead", "no such host", "2026-11-17", "2026-11-10")}
    found = [Link(f"https://{name}.example/", (("p", "website"),)) for name in ("gone", "a")]
    assert due(found, known, 1) == ["https://a.example/"]
    results = check(due(found, known, 9), known, TODAY, net, pause=0)
    assert results["https://gone.example/"] == Result("dead", "no such host", "2026-11-24", "2026-11-10")
    assert results["https://a.example/"] == Result("ok", "200", "2026-11-24", "2026-11-24")
    assert load(dump(results)) == results
    for spoilt in (b"", b"[]", b"{", b'{"a": {}}', b'{"a": {"state": "x", "why": "", "tried": "", "since": ""}}'):
        assert load(spoilt) == {}
    for form in FORMS.values():
        assert "https://gone.example/" in form(found, results, "ro")


def test_without_a_network_nobody_is_called_dead(server: ThreadingHTTPServer) -> None:
    net, _ = through(server, a_example=[], b_example=[])
    results = check(["https://a.example/", "https://b.example/"], {}, TODAY, net, pause=0)
    assert {result.state for result in results.values()} == {"unknown"}
