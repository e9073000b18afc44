"""The addresses that records name, tried from time to time: alive, dead, or not known.

``dead`` is said only where the name does not exist or the server itself says that the page is gone (404, 410).
Everything else, a refusal to programs or a server that is down today, is ``unknown``: a person looks. Results are kept
beside the records, never in them.
"""

from __future__ import annotations

import http.client
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, Literal, NamedTuple

from conect.records.declaration import FIELDS
from conect.records.fields import Field, Kind, Scalar
from conect.records.fields import Mapping as Group
from conect.records.fields import Sequence as Listed
from conect.records.primitives import WebAddress
from conect.records.record import Record
from conect.records.rules.upkeep import STRUCK_OFF
from conect.review.net import Answer, Net, NoSuchHost, Refused, target

State = Literal["ok", "dead", "unknown"]

MOST_REDIRECTS = 5
WORKERS = 8
MOST_OF_HOST = 20
"""Addresses of one host that are tried in one run, one after the other."""

PAUSE = 1.0
"""Seconds between two questions to one host."""

_GONE = frozenset({404, 410})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Result(NamedTuple):
    """State of an address, why, the day it was last tried and the first day of this state (ISO 8601)."""

    state: State
    why: str
    tried: str
    since: str


class Link(NamedTuple):
    """An address and where it stands: paths of records and keys."""

    address: str
    places: tuple[tuple[str, str], ...]


def links(records: Iterable[Record]) -> list[Link]:
    """Return the addresses of living organisations, sorted; those of the records' sources are not theirs."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for record in records:
        gone = record.get("registry_status") in STRUCK_OFF or "merged_into" in record or record.get("demo") is True
        if not gone:
            for field in FIELDS:
                if field.key != "sources":
                    for address in _addresses(field, record.get(field.key)):
                        found[address].append((record.path, field.key))
    return [Link(address, tuple(sorted(set(places)))) for address, places in sorted(found.items())]


def _addresses(field: Field, value: Any) -> Iterator[str]:
    yield from _inside(field.kind, value)


def _inside(kind: Kind, value: Any) -> Iterator[str]:
    if isinstance(kind, Scalar):
        if isinstance(value, str) and any(isinstance(check, WebAddress) for check in kind.checks):
            yield value
    elif isinstance(kind, Group) and isinstance(value, dict):
        for field in kind.fields:
            yield from _inside(field.kind, value.get(field.key))
    elif isinstance(kind, Listed) and isinstance(value, list):
        for item in value:
            yield from _inside(kind.item, item)


def due(found: Sequence[Link], known: Mapping[str, Result], most: int) -> list[str]:
    """Return the addresses to try now: never tried first, then the longest ago; not too many of one host."""
    of_host: dict[str, int] = defaultdict(int)
    chosen: list[str] = []
    for link in sorted(
        found, key=lambda link: (known[link.address].tried if link.address in known else "", link.address)
    ):
        host = link.address.partition("://")[2].partition("/")[0].lower()
        of_host[host] += 1
        if of_host[host] <= MOST_OF_HOST and len(chosen) < most:
            chosen.append(link.address)
    return chosen


def check(
    addresses: Sequence[str],
    known: Mapping[str, Result],
    today: date,
    net: Net,
    *,
    pause: float = PAUSE,
    told: Callable[[], object] = lambda: None,
) -> dict[str, Result]:
    """Try the addresses, hosts side by side and each host's one after the other; return their new results.

    Where no name at all is found the network is missing, not the sites: then none is called dead.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[address.partition("://")[2].partition("/")[0].lower()].append(address)

    def ask_host(some: list[str]) -> list[tuple[str, State, str]]:
        answers: list[tuple[str, State, str]] = []
        for number, address in enumerate(some):
            if number:
                time.sleep(pause)
            answers.append((address, *state(address, net)))
            told()
        return answers

    with ThreadPoolExecutor(WORKERS) as pool:
        answers = [answer for some in pool.map(ask_host, by_host.values()) for answer in some]
    offline = len(answers) > 1 and all(why == NO_HOST for _, _, why in answers)
    day = today.isoformat()
    results: dict[str, Result] = {}
    for address, found, why in answers:
        now: State = "unknown" if offline else found
        former = known.get(address)
        since = former.since if former is not None and former.state == now else day
        results[address] = Result(now, "no network" if offline else why, day, since)
    return results


NO_HOST = "no such host"


def state(address: str, net: Net) -> tuple[State, str]:
    """Return what became of one address, and why in a few words of our own."""
    for _ in range(MOST_REDIRECTS + 1):
        try:
            answer: Answer = net.ask(address)
        except Refused as error:
            return "unknown", str(error)
        except NoSuchHost:
            return "dead", NO_HOST
        except TimeoutError:
            return "unknown", "no answer in time"
        except (OSError, ValueError, http.client.HTTPException) as error:
            return "unknown", type(error).__name__
        if answer.status in _REDIRECTS and answer.location is not None:
            try:
                target(answer.location)
            except Refused as error:
                return "unknown", f"redirect: {error}"
            address = answer.location
            continue
        if answer.status in _GONE:
            return "dead", str(answer.status)
        # 416: a server that minds the range of an empty page, which is there all the same.
        return ("ok" if 200 <= answer.status < 300 or answer.status == 416 else "unknown"), str(answer.status)
    return "unknown", "too many redirects"


def load(data: bytes) -> dict[str, Result]:
    """Read results that were kept; what is not as it was written counts as not there."""
    try:
        kept = json.loads(data)
        return {address: _result(values) for address, values in kept.items()}
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        return {}


def _result(values: Any) -> Result:
    made = Result(*(values[key] for key in Result._fields))
    if made.state not in ("ok", "dead", "unknown") or not all(isinstance(value, str) for value in made):
        raise ValueError("no result")
    date.fromisoformat(made.tried)
    date.fromisoformat(made.since)
    return made


def dump(results: Mapping[str, Result]) -> bytes:
    """Return the results as JSON: {address: {state, why, tried, since}}."""
    made = {address: result._asdict() for address, result in sorted(results.items())}
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
