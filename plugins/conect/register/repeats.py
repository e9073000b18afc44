"""Rows that say again what another row says: some organisations stand in the register twice."""

from collections import defaultdict
from collections.abc import Sequence

from conect.register.identity import name_key, place_key
from conect.register.mapping import Entry, Refused
from conect.register.notes import note


def without_repeats(entries: Sequence[Entry]) -> tuple[list[Entry], list[Refused]]:
    """Set aside rows that repeat another: word for word, or the same organisation typed in twice.

    The same organisation is: the same part of the register, number, name, place, status and public utility. Branches
    differ in name or place, and stay. Of twins the row is kept whose name has diacritics and whose purpose is longest,
    so that the choice does not depend on the order of rows.
    """
    first: dict[str, Entry] = {}
    different: list[Entry] = []
    refused: list[Refused] = []
    for item in entries:
        said = repr((item.kind, sorted(item.values.items(), key=lambda pair: pair[0])))
        kept = first.setdefault(said, item)
        if kept is item:
            different.append(item)
        else:
            refused.append(_refused(item, kept, "row-repeated"))
    twins: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    for item in different:
        twins[_organisation(item)].append(item)
    kept_entries = [item for item in different if len(twins[_organisation(item)]) == 1]
    for same in twins.values():
        if len(same) > 1:
            best = max(same, key=_worth)
            kept_entries.append(best)
            refused += [_refused(item, best, "row-twin") for item in same if item is not best]
    return sorted(kept_entries, key=lambda item: (item.file, item.row)), refused


def _organisation(item: Entry) -> tuple[str, ...]:
    values = item.values
    number = values.get("national_registry_number")
    if number is None:
        return (item.file, str(item.row))
    same = (number, name_key(values["name"]), place_key(values), values["registry_status"])
    return (item.kind, *same, repr(values.get("public_utility")))


def _worth(item: Entry) -> tuple[bool, int, str]:
    name = item.values["name"]
    return not name.isascii(), len(item.values.get("purpose", "")), repr(sorted(map(str, item.values.items())))


def _refused(item: Entry, kept: Entry, code: str) -> Refused:
    number = item.values.get("national_registry_number")
    return Refused(item.file, item.row, note(code, f"{kept.file}:{kept.row}"), item.kind, number)
