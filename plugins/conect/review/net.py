"""One question to a public web server, asked so that no address in a record can lead to a machine of our own.

A name is resolved once; every address it gives must be public, and the connection goes to one of these very addresses,
so that a second answer of the name server cannot change anything (DNS rebinding). Only https, only port 443, redirects
are returned and never followed here.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

SECONDS = 15.0
"""Time for one question, from the name to the last header."""

PORT = 443
_AGENT = "conect-links/1 (link check of a public catalogue)"
_MOST_LENGTH = 2000

# Public by their numbers, yet made to carry any IPv4 address: NAT64 (RFC 6052, 8215) and 6to4 relays (RFC 7526).
_CARRIERS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "192.88.99.0/24")))


class Refused(Exception):  # noqa: N818 - a verdict, not an error of ours
    """An address that is never asked: not https, not a public host, or not an address."""


class NoSuchHost(Exception):  # noqa: N818 - what it says is not an error of ours
    """The name server says that there is no such name."""


class Answer(NamedTuple):
    """Status of the answer, and where it points to."""

    status: int
    location: str | None = None


class Target(NamedTuple):
    """Host in ASCII and what is asked of it."""

    host: str
    path: str


def target(address: str) -> Target:
    """Return host and path of an address. Raises ``Refused`` for any that is not plain https to a named host."""
    if len(address) > _MOST_LENGTH or not address.isprintable():
        raise Refused("not an address")
    try:
        parts = urlsplit(address)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").lower().removesuffix(".")
    except ValueError:
        raise Refused("not an address") from None
    if parts.scheme != "https":
        raise Refused("not https")
    if parts.username is not None or parts.password is not None or port not in (None, PORT) or "." not in host:
        raise Refused("not a public host")
    if not host.rpartition(".")[2].isalpha() and not host.rpartition(".")[2].startswith("xn--"):
        raise Refused("not a public host")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return Target(host, path + (f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""))


def public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet's, and carries no other inside."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        return public(str(found.ipv4_mapped))
    if any(found in network for network in _CARRIERS if network.version == found.version):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def resolve(host: str) -> list[str]:
    """Return the addresses of a host. Raises ``NoSuchHost``, or ``OSError`` where the name server does not answer."""
    try:
        found = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno == socket.EAI_NONAME:
            raise NoSuchHost(host) from None
        raise
    return [str(each[4][0]) for each in found]


def dial(address: str, seconds: float) -> socket.socket:
    """Connect to an IP address."""
    return socket.create_connection((address, PORT), timeout=seconds)


def secure(plain: socket.socket, host: str) -> socket.socket:
    """Return the connection in TLS; the certificate must be the host's."""
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host)


@dataclass(frozen=True)
class Net:
    """The ways to the outside; tests put their own in."""

    resolve: Callable[[str], Sequence[str]] = resolve
    dial: Callable[[str, float], socket.socket] = dial
    secure: Callable[[socket.socket, str], socket.socket] = secure
    seconds: float = SECONDS

    def ask(self, address: str) -> Answer:
        """Ask for the headers of an address.

        Raises ``Refused``, ``NoSuchHost``, ``OSError`` (also for TLS and time), ``http.client.HTTPException``.
        """
        where = target(address)
        addresses = list(self.resolve(where.host))
        # One private address among public ones is reason enough: which one is taken must not be the attacker's choice.
        if not addresses or not all(public(each) for each in addresses):
            raise Refused("not a public host")
        plain = self.dial(addresses[0], self.seconds)
        # The socket's own limit is for each read; this one is for all of them together.
        timer = threading.Timer(self.seconds, _end, [plain])
        timer.daemon = True
        timer.start()
        try:
            plain.settimeout(self.seconds)
            with self.secure(plain, where.host) as connection:
                head = (
                    f"GET {where.path} HTTP/1.1\r\nHost: {where.host}\r\nUser-Agent: {_AGENT}\r\n"
                    "Accept: */*\r\nRange: bytes=0-0\r\nConnection: close\r\n\r\n"
                )
                connection.sendall(head.encode("ascii"))
                answer = http.client.HTTPResponse(connection)
                answer.begin()
                location = answer.getheader("Location")
                return Answer(answer.status, None if location is None else urljoin(address, location))
        finally:
            timer.cancel()
            plain.close()


def _end(plain: socket.socket) -> None:
    with suppress(OSError):
        plain.shutdown(socket.SHUT_RDWR)
