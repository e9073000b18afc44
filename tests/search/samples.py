"""Small collections of the tests' own, and what stands against the shards: one whole lunr index of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from lunr.builder import Builder

from conect.records.record import Record
from conect.records.vocabularies import Vocabularies, load_vocabularies
from conect.search import File, analyse, assemble
from conect.search.analysis import Lexicon
from conect.search.documents import texts_of
from conect.search.encoding import ROOT
from conect.search.fields import BOOSTS, NAMES
from conect.search.indexing import identifiers_of
from conect.search.layout import Layout
from conect.search.numbering import number

TODAY = date(2026, 11, 24)

TINY = Layout(
    inline=2,
    listed=5,
    best=4,
    block=3,
    few=3,
    exact=0,
    single=0,
    shard=80,
    numbers=80,
    head=6,
    row_bits=2,
    page_bits=2,
    order=4,
    spelling=40,
)
"""Thresholds so low that a few dozen records have terms of every kind, divided beginnings and parts of orders."""

WORDS = [
    *("școală", "școli", "școlar", "biblioteca", "biblioteci", "bibliotecă", "copii", "copil", "copilărie", "tineri"),
    *("tânăr", "cluj", "clujean", "sport", "sportiv", "sportivi", "muzică", "muzical", "muzee", "mediu", "medical"),
    *("apă", "ape", "aparat", "carte", "cărți", "cartier", "asociație", "fundație", "de", "pentru", "în", "12", "7"),
]

PLAIN = [word for word in WORDS if word not in {"asociație", "fundație", "de", "pentru", "în"}]


@cache
def vocabularies() -> Vocabularies:
    """The vocabularies of the repository."""
    return load_vocabularies(Path("content"))


@cache
def lexicon() -> Lexicon:
    """The lexicon made from them."""
    return Lexicon.of(vocabularies())


def typed(chance: random.Random) -> str:
    """What somebody may type: words, beginnings, words with a wrong letter, abbreviations, nothing."""
    if chance.random() < 0.15:
        return chance.choice(["AEL", "fundații", "xyzw", "copii xyzw", "12", "", "apahida", "fundație copii", "sport "])
    words = chance.choices([*PLAIN, "cluj"], k=chance.randint(1, 3))
    last = words[-1]
    if chance.random() < 0.3 and len(last) > 4:
        words[-1] = last[: chance.randint(3, len(last) - 1)]
    elif chance.random() < 0.3 and len(last) > 5:
        at = chance.randrange(2, len(last))
        words[-1] = last[:at] + chance.choice("xqz") + last[at + 1 :]
    return " ".join(words)


def record(id: str, county: str | None = "CJ", **values: Any) -> Record:
    """A record of a few values; what is missing is as in an imported one."""
    filled = {
        "name": id.replace("-", " ").capitalize(),
        "legal_form": "asociatie",
        "registry_status": "inregistrata",
        **({"county": county} if county else {}),
        "origin": "register",
        **values,
    }
    return Record(f"organizations/{(county or 'xx').lower()}/{id}.yaml", filled)


def built(records: Sequence[Record], layout: Layout | None = None, batch: int = 7, today: date = TODAY) -> list[File]:
    """The files of the index of some records, analysed in batches."""
    payloads = [analyse(records[at : at + batch], vocabularies()) for at in range(0, len(records), batch)]
    return list(assemble(payloads, vocabularies(), today, layout=layout))


class Files(dict[str, bytes]):
    """Files by path; called as the engine's fetch."""

    def __init__(self, files: Iterable[File]) -> None:
        super().__init__({file.path: file.data for file in files})

    def __call__(self, path: str) -> bytes:
        try:
            return self[path]
        except KeyError:
            raise FileNotFoundError(path) from None

    def without_root(self) -> set[str]:
        """The paths of all files but the root."""
        return set(self) - {ROOT}


def terms_by_field(each: Record) -> dict[str, list[str]]:
    """The terms of a record by index field, worked out text by text."""
    found = {}
    for name, texts in zip(NAMES, texts_of(each, vocabularies()), strict=True):
        if name == "ids":
            found[name] = identifiers_of(each, texts, lexicon())
        else:
            found[name] = [term for text in texts for term in lexicon().terms(text)]
    return found


def numbered(records: Sequence[Record]) -> list[tuple[int, Record]]:
    """Records with their numbers, in the order of these."""
    status = {"dizolvata", "radiata"}
    numbers = number((r.id, r.get("county"), r.get("registry_status") in status) for r in records).numbers
    return sorted(zip(numbers, records, strict=True), key=lambda item: item[0])


def whole_index(records: Sequence[Record]) -> Any:
    """One lunr index of all records, with terms that are already analysed."""
    builder = Builder()
    builder.ref("number")
    for name, boost in zip(NAMES, BOOSTS, strict=True):
        builder.field(name, boost=boost)
    for slot, each in numbered(records):
        builder.add({"number": str(slot), **terms_by_field(each)})
    return builder.build()


def collections(least: int = 0, most: int = 30) -> st.SearchStrategy[list[Record]]:
    """Collections of records whose few words come back often."""
    text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
    return st.lists(
        st.fixed_dictionaries(
            {"name": text, "county": st.sampled_from(["CJ", "B", "AB", None])},
            optional={
                "short_name": st.sampled_from(["AEL", "Sport", "Copii"]),
                "summary": text,
                "description": text,
                "locality": st.sampled_from(["Cluj-Napoca", "Apahida"]),
                "domains": st.lists(
                    st.sampled_from(["educatie", "sport", "mediu"]), min_size=1, max_size=2, unique=True
                ),
                "beneficiaries": st.lists(st.sampled_from(["copii", "tineri"]), min_size=1, max_size=2, unique=True),
                "registry_status": st.sampled_from(["inregistrata", "radiata"]),
                "legal_form": st.sampled_from(["asociatie", "fundatie"]),
                "confirmed_on": st.sampled_from(["2026-09-01", "2024-01-01"]),
                "volunteering": st.just({"accepts": True}),
            },
        ),
        min_size=least,
        max_size=most,
    ).map(lambda all: [record(f"org-{at}", **values) for at, values in enumerate(all)])


def collection(seed: int, count: int = 40) -> list[Record]:
    """Records of few words, so that every kind of term occurs; the same ones for a seed."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets

    def text(most: int) -> str:
        return " ".join(chance.choices(WORDS, k=chance.randint(1, most)))

    records = []
    for at in range(count):
        values: dict[str, Any] = {"name": text(4), "county": chance.choice(["CJ", "B", "AB", None])}
        if chance.random() < 0.7:
            values |= {
                "summary": text(8),
                "description": text(20),
                "locality": chance.choice(["Cluj-Napoca", "Apahida"]),
                "domains": chance.sample(["educatie", "sport", "mediu"], chance.randint(1, 2)),
                "beneficiaries": chance.sample(["copii", "tineri", "femei"], chance.randint(1, 2)),
                "confirmed_on": chance.choice(["2026-09-01", "2024-01-01"]),
                "origin": "organization",
            }
        if chance.random() < 0.2:
            values["short_name"] = chance.choice(["AEL", "Sport"])
        if chance.random() < 0.2:
            values["registry_status"] = "radiata"
        if chance.random() < 0.3:
            values["legal_form"] = "fundatie"
        records.append(record(f"org-{at}", **values))
    return records


def has_all(record: Record, groups: Sequence[set[str]]) -> bool:
    """Whether a record has a term of every group."""
    terms = {term for found in terms_by_field(record).values() for term in found}
    return all(not group.isdisjoint(terms) for group in groups)
