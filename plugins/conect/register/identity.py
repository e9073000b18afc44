"""Which record a row is about, and the id of a record that is new.

Numbers of the national register are not unique (branches bear their mother's), names still less. What is matched here
does not depend on the order of the rows: rows and records are paired by what they say, and only where no other
pairing is as good.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from conect.records.rules.identity import MAX_ID, RESERVED_IDS
from conect.register.cleaning import flat
from conect.register.mapping import Entry
from conect.romania.counties import county
from conect.romania.text import slug


class Traits(NamedTuple):
    """What a record or a row is known by. Absent traits are empty text."""

    number: str
    name: str
    """Folded letters and digits of the name."""
    place: str
    """SIRUTA code, else county and folded locality."""
    county: str
    kind: str
    """The part of the register it is from; empty for a profile that is from none."""
    tie: tuple[int, str]
    """Orders what is alike in all else, always in the same way."""


def name_key(name: str) -> str:
    """Return what two spellings of a name have in common."""
    return re.sub("[^a-z0-9]", "", flat(name))


def place_key(values: dict[str, str]) -> str:
    """Return what two records of the same place have in common."""
    if values.get("siruta"):
        return values["siruta"]
    return f"{values.get('county', '')}:{name_key(values.get('locality', ''))}"


def entry_traits(entry: Entry) -> Traits:
    """Return the traits of a row."""
    values = entry.values
    return Traits(
        values.get("national_registry_number", ""),
        name_key(values["name"]),
        place_key(values),
        values.get("county", ""),
        entry.kind,
        (0, str(values.get("purpose", ""))),
    )


Key = Callable[[Traits], Hashable | None]

# From the surest to the least sure. A key of None takes no part in its round.
_ROUNDS: tuple[Key, ...] = (
    lambda t: (t.number, t.name, t.place, t.kind) if t.number else None,
    lambda t: (t.number, t.name, t.place) if t.number else None,
    lambda t: (t.number, t.name) if t.number else None,
    lambda t: (t.number, t.place) if t.number and t.place != ":" else None,
    lambda t: t.number or None,
)
_BY_NUMBER_ALONE = 3
"""From this round on the name says nothing; a profile, whose number somebody typed, must then have a similar name."""
_SIMILAR = 75
_WITHOUT_NUMBER: tuple[Key, ...] = (
    lambda t: (t.name, t.place, t.kind),
    lambda t: (t.name, t.place),
    lambda t: (t.name, t.county) if t.county else None,
)


def _unknown(_row: int, _record: int) -> bool:
    return False


def match(
    rows: Sequence[Traits], known: Sequence[Traits], same: Callable[[int, int], bool] = _unknown
) -> dict[int, int]:
    """Pair rows with known records: index of row → index of record. What has no sure partner stays unpaired.

    By number with name, place, or alone; a row or a record without number by name and place. In the first round of
    each, things alike in everything are paired too: those first that are the *same* to the letter, then in the order
    of their ``tie``. Later only what is single on both sides is paired.
    """
    pairs: dict[int, int] = {}
    free_rows, free_known = set(range(len(rows))), set(range(len(known)))

    def run(key: Key, left: Iterable[int], right: Iterable[int], alike: bool, by_number_alone: bool = False) -> None:
        mine, theirs = defaultdict(list), defaultdict(list)
        for index in left:
            if (found := key(rows[index])) is not None:
                mine[found].append(index)
        for index in right:
            if (found := key(known[index])) is not None:
                theirs[found].append(index)
        for found, indices in mine.items():
            partners = theirs.get(found, [])
            if not partners or (not alike and (len(indices) > 1 or len(partners) > 1)):
                continue
            if by_number_alone and not _may_be_one(rows[indices[0]], known[partners[0]]):
                continue
            if len(indices) > 1 or len(partners) > 1:
                indices.sort(key=lambda i: rows[i].tie)
                partners = sorted(partners, key=lambda i: known[i].tie)
                for row in list(indices):
                    partner = next((record for record in partners if same(row, record)), None)
                    if partner is not None:
                        pairs[row] = partner
                        indices.remove(row)
                        partners.remove(partner)
            for row, record in zip(indices, partners, strict=False):
                pairs[row] = record
        free_rows.difference_update(pairs)
        free_known.difference_update(pairs.values())

    for position, key in enumerate(_ROUNDS):
        run(key, free_rows, free_known, alike=position == 0, by_number_alone=position >= _BY_NUMBER_ALONE)
    for position, key in enumerate(_WITHOUT_NUMBER):
        run(key, [i for i in free_rows if not rows[i].number], free_known, alike=position == 0)
        run(key, free_rows, [i for i in free_known if not known[i].number], alike=False)
    return pairs


_FORM_WORDS = re.compile("asociati(?:a|ei)|fundati(?:a|ei)|federati(?:a|ei)|clubul|sportiv|romania")


def _may_be_one(row: Traits, record: Traits) -> bool:
    if record.kind:
        return True
    names = (_FORM_WORDS.sub("", row.name) or row.name, _FORM_WORDS.sub("", record.name) or record.name)
    return fuzz.partial_ratio(*names) >= _SIMILAR


def new_ids(entries: Sequence[Entry], used: set[str]) -> list[str]:
    """Return an id for every new entry, in their order: unique, never one that is *used* or reserved.

    The name's slug where it is nobody else's; else with the locality, then with the number, then counted. Entries of
    the same name all get the longer form, so that none depends on standing before another.
    """
    ids: list[str] = [""] * len(entries)
    open_entries = list(range(len(entries)))
    taken = used | RESERVED_IDS
    for candidate in (_by_name, _by_place, _by_county, _by_number, _by_all):
        wanted = {index: candidate(entries[index]) for index in open_entries}
        counts = Counter(wanted.values())
        settled = [i for i in open_entries if counts[wanted[i]] == 1 and wanted[i] and wanted[i] not in taken]
        for index in settled:
            ids[index] = wanted[index]
        taken |= {wanted[index] for index in settled}
        open_entries = [index for index in open_entries if not ids[index]]
    alike: dict[str, list[int]] = defaultdict(list)
    for index in open_entries:
        alike[_by_all(entries[index])].append(index)
    for base in sorted(alike):
        count = 0
        for index in sorted(
            alike[base], key=lambda i: (entry_traits(entries[i]), sorted(map(str, entries[i].values.items())))
        ):
            count += 1
            while (made := _joined(base, str(count))) in taken:
                count += 1
            ids[index] = made
            taken.add(made)
    return ids


def _by_name(entry: Entry) -> str:
    return slug(entry.values["name"], MAX_ID)


def _by_place(entry: Entry) -> str:
    locality = slug(entry.values.get("locality", ""), 40)
    return _joined(_by_name(entry), locality) if locality else ""


def _by_county(entry: Entry) -> str:
    found = county(entry.values.get("county", ""))
    return _joined(_by_name(entry), slug(found.name)) if found else ""


def _by_number(entry: Entry) -> str:
    number = slug(entry.values.get("national_registry_number", ""))
    return _joined(_by_name(entry), number) if number else ""


def _by_all(entry: Entry) -> str:
    values = entry.values
    parts = (values.get("national_registry_number", ""), values.get("locality", ""))
    return _joined(_by_name(entry), slug(" ".join(part for part in parts if part), 50))


def _joined(name: str, suffix: str) -> str:
    if not suffix:
        return name
    room = MAX_ID - len(suffix) - 1
    start = name if len(name) <= room else slug(name, room)
    return f"{start}-{suffix}" if start else suffix
