"""Entries as tuples, and a catalogue put in order from a former one."""

from __future__ import annotations

import marshal
import pickle
import random
from pathlib import Path
from typing import Any

import pytest

from conect.building.executor import Crew
from conect.catalogue.catalogue import MEASURES, OF_ALL, Catalogue, Former, linked_among
from conect.catalogue.entry import Entry
from conect.catalogue.facets import Facets
from conect.catalogue.loading import read_some
from conect.catalogue.packing import digest, pack, pack_all, unpack, unpack_all, work_out
from conect.catalogue.relations import Relations
from tests.catalogue.made import TODAY, entry, profile, put
from tests.records.examples import context


def test_an_entry_comes_back_from_its_tuple() -> None:
    one = work_out(
        entry("alfa", "Asociația Alfa", domains=("educatie", "cultura"), county="CJ", founded=2005, demo=True)
    )
    packed = pack(one)
    back = unpack(marshal.loads(marshal.dumps(packed)))  # noqa: S302 - own data
    assert back == one
    assert (back.skeleton, back.letter, back.digest) == (one.skeleton, "A", digest(one))
    assert back.mark("name") == (1, 1)


def test_entries_come_whole_from_another_process(tmp_path: Path) -> None:
    put(tmp_path, "cj/alfa.yaml", profile("Asociația Alfa") + "former_ids: [veche]\n")
    put(tmp_path, "cj/beta.yaml", "name: [1\n")
    (read,) = read_some(
        tmp_path,
        context().vocabularies,
        TODAY,
        ["organizations/cj/alfa.yaml", "organizations/cj/beta.yaml"],
        Crew(1, mode="serial"),
    )
    back = pickle.loads(pickle.dumps(read))  # noqa: S301 - own data
    assert back == read
    assert back.entries[0].marks == read.entries[0].marks
    assert back.entries[0].mark("former_ids", 0) == read.entries[0].mark("former_ids", 0) != (1, 1)
    assert back.entries[0][:-1] == read.entries[0][:-1]
    assert unpack_all(pack_all(read.entries)) == read.entries


def test_the_digest_tells_every_difference_and_no_place_in_the_file() -> None:
    one = entry("alfa", "Asociația Alfa", county="CJ")
    assert digest(one) == digest(entry("alfa", "Asociația Alfa", county="CJ"))
    assert digest(work_out(one)) == digest(entry("alfa", "Asociația Alfa", county="CJ"))
    others = [
        entry("alfa", "Asociația Alfă", county="CJ"),
        entry("alfa", "Asociația Alfa", county="SJ"),
        entry("alfa", "Asociația Alfa", county="CJ", summary="x"),
        entry("alfa", "Asociația Alfa", county="CJ", public_utility=True),
    ]
    assert len({digest(one), *map(digest, others)}) == 5


def more(chance: random.Random) -> dict[str, Any]:
    """Values of what is counted."""
    return {
        "legal_form": chance.choice(["asociatie", "fundatie", None]),
        "registry_status": chance.choice(["inregistrata", "inregistrata", "radiata"]),
        "domains": chance.choice([["educatie"], ["cultura", "educatie"], None]),
        "confirmed_on": chance.choice(["2026-09-01", "2024-01-01", None]),
        "origin": chance.choice(["organization", "register"]),
        "founded_on": chance.choice(["2001-02-03", None]),
        "merged_into": chance.choice([None, None, None, "x1"]),
    }


def test_a_catalogue_that_follows_another_is_in_the_same_order_as_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conect.catalogue.catalogue._MOVED", 12)
    told_anew = 0
    chance = random.Random(7)  # noqa: S311 - no secret
    words = ["Asociația", "Șansa", "Țara", "Ăla", "Clubul", "Zorile", "„Ana”", "Fundația", "Iași", "Înfrățirea", "2000"]

    def made(id: str) -> Entry:
        return entry(
            id,
            " ".join(chance.choices(words, k=chance.randint(1, 3))),
            county=chance.choice(["CJ", None]),
            **more(chance),
        )

    entries = {f"x{number}": made(f"x{number}") for number in range(60)}
    before = Catalogue(entries.values(), TODAY)
    letters = "ACFINSTZ#"
    under: dict[str, list[str]] = {}
    measures = [*MEASURES, *OF_ALL, "origin", "county", "domains", "legal_form", "confirmed_on"]
    for _ in range(20):
        for measure in measures:
            before.counted(measure)
        changed = {f"x{chance.randrange(70)}" for _ in range(chance.randint(0, 5))}
        gone = [entries[id] for id in sorted(changed) if id in entries]
        for id in sorted(changed):
            if id in entries and chance.random() < 0.3:
                del entries[id]
            else:
                entries[id] = made(id)
        linked = frozenset(e.id for e in linked_among(entries.values())) if chance.random() < 0.5 else None
        former = Former(before.order, before.counts, changed, gone, under, linked)
        after = Catalogue(entries.values(), TODAY, former=former)
        anew = Catalogue(entries.values(), TODAY)
        assert after.entries == anew.entries
        assert after.linked == anew.linked
        followed, found = Facets(after), Facets(anew)
        assert {letter: followed.of_letter(letter) for letter in letters} == {x: found.of_letter(x) for x in letters}
        assert followed.under == found.under
        # Of a letter that nobody knows of, the order is made anew.
        under = {letter: ids for letter, ids in followed.under.items() if chance.random() < 0.8}
        told_anew += not after.order.moved
        assert changed <= after.order.moved or not after.order.moved
        # The next one follows it, whether anyone asks for a number here or not.
        unasked = Catalogue(entries.values(), TODAY, former=former)
        assert unasked.counts == {measure: dict(anew.counted(measure)) for measure in measures}
        assert {measure: after.counted(measure) for measure in measures} == {m: anew.counted(m) for m in measures}
        before = after
    # The order is told anew when many have moved, and not for each change.
    assert 0 < told_anew < 10


def test_every_record_whose_kin_changes_is_among_the_touched_ones() -> None:
    chance = random.Random(11)  # noqa: S311 - no secret
    names = ["Ana", "Bogdan", "Corul", "Delta", "Egal", "Fapte", "Gând", "Horă", "Ideea", "Joc"]

    def made(id: str) -> Entry:
        others = [f"x{chance.randrange(80)}" for _ in range(2)]
        return entry(
            id,
            f"Asociația {chance.choice(names)} {chance.randrange(9)}",
            county=chance.choice(["CJ", "CJ", "SJ"]),
            locality=chance.choice(["Cluj-Napoca", "Dej", None]),
            domains=chance.choice([["educatie"], ["cultura", "educatie"], None]),
            registry_status=chance.choice(["inregistrata"] * 6 + ["radiata"]),
            parent=others[0] if chance.random() < 0.1 else None,
            memberships=others[1:] if chance.random() < 0.1 else None,
            merged_into=others[0] if chance.random() < 0.05 else None,
        )

    entries = {f"x{number}": made(f"x{number}") for number in range(80)}
    before = Relations(Catalogue(entries.values(), TODAY))
    seen = 0
    for _ in range(60):
        old = dict(entries)
        for id in {f"x{chance.randrange(80)}" for _ in range(chance.randint(1, 3))}:
            if id in entries and chance.random() < 0.3:
                del entries[id]
            else:
                entries[id] = made(id)
        after = Relations(Catalogue(entries.values(), TODAY))
        differing = [id for id in old | entries if old.get(id) != entries.get(id)]
        changed = [each for id in differing for each in (old.get(id), entries.get(id))]
        touched = after.touched(each for each in changed if each)
        pages = [id for id in old.keys() & entries.keys() if not (old[id].merged_into or entries[id].merged_into)]
        really = {id for id in pages if before.kin(old[id]) != after.kin(entries[id])}
        assert really <= touched
        seen += len(really)
        before = after
    assert seen > 100
