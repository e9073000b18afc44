"""Who a change may have to do with: the records that share something with the changed ones, found among all others.

One walk over the rows of all records; only those that share a code, an id, a host or a place are looked at closer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from conect.catalogue.entry import Entry
from conect.catalogue.names import core, numbers, skeleton, words
from conect.catalogue.rules.names import related
from conect.catalogue.rules.relations import MOST_SUGGESTIONS, references
from conect.catalogue.rules.similar import ALIKE
from conect.review.rows import Row
from conect.romania.text import fold

Shared = Literal["cui", "number", "host", "name", "similar"]

MOST_COMPARED = 5_000
"""Names that are compared letter by letter with all of their county; of more, only equal ones are found here."""

MOST_OF_A_HOST = 20
"""Records on one host that are named; a host of more is a platform or a federation's, and tells nothing apart."""

# Sites on which many organisations have a page of their own under one host.
PLATFORMS = frozenset(
    {
        "facebook.com", "m.facebook.com", "instagram.com", "linkedin.com", "ro.linkedin.com", "youtube.com", "youtu.be",
        "x.com", "twitter.com", "tiktok.com", "linktr.ee", "sites.google.com", "docs.google.com", "forms.gle", "bit.ly",
        "github.io", "redirectioneaza.ro", "galantom.ro",
    }
)  # fmt: skip

_MOST_ALIKE = 5


class Duplicate(NamedTuple):
    """A record that may be the same organisation as a changed one, and what they share."""

    path: str
    other: str
    name: str
    shared: tuple[Shared, ...]


class Alike(NamedTuple):
    """The possible duplicates, and the paths of all records with nearly the name of a changed one in its county."""

    duplicates: list[Duplicate]
    paths: set[str]


class Subject(NamedTuple):
    """A changed record: None on the side where it is not, or cannot be read."""

    old: Entry | None
    new: Entry | None


def duplicates(subjects: Sequence[Subject], rows: Iterable[tuple[str, Row]]) -> Alike:
    """Return the possible duplicates that the change brings: by what is new or different in a changed record.

    ``rows`` are the records that stay as they are, with their paths.
    """
    wanted: dict[Shared, dict[str, list[Entry]]] = {key: defaultdict(list) for key in ("cui", "number", "host", "name")}
    by_county: dict[str, list[Entry]] = defaultdict(list)
    for old, new in subjects:
        if new is None:
            continue
        for shared, value in _keys(new):
            if old is None or value not in [v for s, v in _keys(old) if s == shared]:
                wanted[shared][value].append(new)
        if (old is None or core(old.name) != core(new.name) or old.county != new.county) and not new.struck_off:
            by_county[new.county or ""].append(new)
    found: dict[tuple[str, str], tuple[Entry, Entry, list[Shared]]] = {}

    def note(entry: Entry, other: Entry, shared: Shared) -> None:
        if other.path != entry.path and not related(entry, other):
            found.setdefault((entry.path, other.path), (entry, other, []))[2].append(shared)

    hosts: dict[str, list[Entry]] = defaultdict(list)
    counties: dict[str, list[Entry]] = defaultdict(list)
    places = {place(entry.county, entry.locality) for entries in wanted["name"].values() for entry in entries}
    for other in _sharing(subjects, rows, wanted, by_county, places):
        if other.county is not None and other.county in by_county:
            counties[other.county].append(other)
        for shared, value in _keys(other, wanted):
            if shared == "host":
                hosts[value].append(other)
            else:
                for entry in wanted[shared][value]:
                    note(entry, other, shared)
    for value, some in hosts.items():
        if len(some) <= MOST_OF_A_HOST:
            for entry in wanted["host"][value]:
                for other in some:
                    note(entry, other, "host")
    alike: set[str] = set()
    if sum(map(len, by_county.values())) <= MOST_COMPARED:
        for code, entries in by_county.items():
            for entry, other in _similar(entries, counties[code]):
                alike.add(other.path)
                near = not (entry.locality and other.locality) or fold(entry.locality) == fold(other.locality)
                if near and "name" not in found.get((entry.path, other.path), (None, None, []))[2]:
                    note(entry, other, "similar")
    named = [
        Duplicate(entry.path, other.path, other.name, tuple(shared))
        for _, (entry, other, shared) in sorted(found.items(), key=lambda item: item[0])
    ]
    return Alike(named, alike)


def _sharing(
    subjects: Iterable[Subject],
    rows: Iterable[tuple[str, Row]],
    wanted: Mapping[Shared, Mapping[str, object]],
    counties: Container[str | None],
    places: Container[str],
) -> Iterator[Entry]:
    """Yield the entries that may share something, the changed ones last. Most rows share nothing and become none."""
    cuis, numbers, hosts = wanted["cui"], wanted["number"], wanted["host"]
    for path, row in rows:
        if (
            row.county in counties
            or row.cui in cuis
            or row.national_registry_number in numbers
            or row.website in hosts
            or place(row.county, row.locality) in places
        ):
            yield row.entry(path)
    for subject in subjects:
        if subject.new is not None:
            yield subject.new


def _keys(entry: Entry, wanted: Mapping[Shared, Mapping[str, object]] | None = None) -> Iterator[tuple[Shared, str]]:
    """Yield what an entry may share with another; with ``wanted`` only what is in it."""
    if entry.cui and (wanted is None or entry.cui in wanted["cui"]):
        yield "cui", entry.cui
    number = entry.national_registry_number
    if number and entry.legal_form != "filiala" and (wanted is None or number in wanted["number"]):
        yield "number", number
    host = entry.website
    if host and host not in PLATFORMS and (wanted is None or host in wanted["host"]):
        yield "host", host
    if wanted is None or wanted["name"]:
        name = f"{place(entry.county, entry.locality)}|{skeleton(entry.name)}"
        if wanted is None or name in wanted["name"]:
            yield "name", name


def _similar(entries: Sequence[Entry], others: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Yield pairs in one county whose names are nearly the same."""
    cores = [core(other.name) for other in others]
    for entry in entries:
        best = process.extract(core(entry.name), cores, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=_MOST_ALIKE + 1)
        for _, _, at in best:
            other = others[at]
            if not other.struck_off and other.path != entry.path and numbers(entry.name) == numbers(other.name):
                yield entry, other


@lru_cache(maxsize=1 << 16)
def place(county: str | None, locality: str | None) -> str:
    """Return county and locality as one key, however the locality is written."""
    return f"{county or ''}|{fold(locality or '')}"


def concerned(subjects: Sequence[Subject], rows: Mapping[str, Row]) -> set[str]:
    """Return the paths among ``rows`` (the unchanged records) that the rules over all records must see.

    These are all that share an id, a code, or name and place with a changed record as it was or will be, that name it,
    or that are named by one of these.
    """
    entries = [entry for subject in subjects for entry in subject if entry is not None]
    ids = {id.lower() for entry in entries for id in (entry.id, *entry.former_ids)}
    codes = {code for entry in entries for code in (entry.cui, entry.national_registry_number) if code}
    places = {place(entry.county, entry.locality) for entry in entries}
    names = {(place(entry.county, entry.locality), skeleton(entry.name)) for entry in entries}
    found: set[str] = set()
    by_id: dict[str, str] = {}
    for path, row in rows.items():
        id = path[path.rindex("/") + 1 : path.rindex(".")]
        by_id[id] = path
        if (
            id.lower() in ids
            or row.cui in codes
            or row.national_registry_number in codes
            or (row.former_ids and not ids.isdisjoint(each.lower() for each in row.former_ids))
            or (row.parent and row.parent.lower() in ids)
            or (row.merged_into and row.merged_into.lower() in ids)
            or (row.memberships and not ids.isdisjoint(each.lower() for each in row.memberships))
            or ((here := place(row.county, row.locality)) in places and (here, skeleton(row.name or id)) in names)
        ):
            found.add(path)
    waiting = [*entries, *(rows[path].entry(path) for path in sorted(found))]
    all_ids, sought = list(by_id), 0
    while waiting:
        for _, id in references(waiting.pop()):
            named = by_id.get(id)
            if named is None and id.lower() not in ids and sought < MOST_SUGGESTIONS:
                # The rule suggests the id that was meant; it can only suggest one that it is shown.
                near = process.extractOne(id, all_ids, scorer=fuzz.ratio, score_cutoff=80)
                named, sought = (by_id[near[0]] if near else None), sought + 1
            if named is not None and named not in found:
                found.add(named)
                waiting.append(rows[named].entry(named))
    return found


def look_alikes(ids: Iterable[str], all_ids: Iterable[str]) -> dict[str, str]:
    """Return for each of the (new) ``ids`` that reads like another the first such id: digits for letters, rn for m."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        wanted[_rough(id)].append(id)
    found: dict[str, str] = {}
    for other in sorted(all_ids) if wanted else ():
        for id in wanted.get(_rough(other), ()):
            if id != other and seen(id) == seen(other):
                found.setdefault(id, other)
    return found


_DIGITS = str.maketrans("01345i", "oleasl", "-")


def _rough(id: str) -> str:
    """Return what two ids that read alike have in common, and some others too; quick."""
    return id.translate(_DIGITS).replace("rn", "m").replace("vv", "w")


def seen(id: str) -> str:
    """Return an id as a hasty reader sees it; a number stays what it is."""
    return "".join(words(id.replace("-", " "))).replace("rn", "m").replace("vv", "w").replace("i", "l")
