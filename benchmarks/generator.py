"""Seeded records like those of life, of some 150 words each, with word frequencies as in real texts.

Seven of ten are imported from the register (a purpose, no domains), the others are whole profiles: far more than a
catalogue has in its first years, so that search and filters are measured where they have much to do.

Every record depends on the seed and its place alone, so that any part of a collection can be made by itself, in any
process. Words follow Zipf's law: function words and a few hundred common ones, the words of the record's domains, and
a long tail of some 60,000 (half of them made of syllables, half the names of real localities).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from conect.records.record import Record
from conect.records.vocabularies import Vocabularies, load_vocabularies
from conect.records.writer import dump
from conect.romania.counties import COUNTIES
from conect.romania.localities import Locality, in_county
from conect.romania.text import fold, slug

SEED = 2026
WORDS = 150
IMPORTED = 0.7
RELATED = 0.8
"""Share of further domains that are related to the first one."""
TAIL = 60_000
SOURCED = ("name", "national_registry_number", "county", "locality", "purpose")
"""Values that an imported record must name a source for."""
ROOT = Path(__file__).resolve().parent.parent


def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in (Path(__file__).with_name("words.txt")).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            found[name] = []
        elif line and not line.startswith("#"):
            found[name] += [line] if name == "kinds" else line.split()
    return found


LISTS = _lists()


class Weighted(NamedTuple):
    """Things to choose from, with the sums of their weights."""

    items: list[str]
    sums: list[float]

    def some(self, chance: random.Random, count: int) -> list[str]:
        """Choose with the weights, with repetition."""
        return chance.choices(self.items, cum_weights=self.sums, k=count)


def zipf(items: Iterable[str], power: float = 1.0, shift: float = 2.7) -> Weighted:
    """Give things the frequencies of words: 1 / (rank + shift) ** power, as Mandelbrot measured them."""
    listed = list(dict.fromkeys(items))
    return Weighted(listed, list(accumulate(1 / (rank + shift) ** power for rank in range(len(listed)))))


class World:
    """What all records of a seed share: vocabularies, places, words."""

    def __init__(self, seed: int = SEED, content: Path = ROOT / "content") -> None:
        self.seed = seed
        self.vocabularies: Vocabularies = load_vocabularies(content)
        chance = random.Random(f"{seed} world")  # noqa: S311 - not for secrets
        self.counties = zipf(self._counties(), 0.7)
        self.places: dict[str, list[Locality]] = {c.code: self._places(c.code) for c in COUNTIES}
        self.common = zipf(LISTS["common"], 0.8)
        self.function = zipf(LISTS["function"])
        self.tail = zipf(self._tail(chance), 0.9)
        self.domains = zipf(chance.sample(sorted(self.vocabularies["domains"]), len(self.vocabularies["domains"])), 0.9)
        self.of_domain = {id: zipf(self._domain_words(id), 0.7) for id in self.vocabularies["domains"]}
        listed = sorted(self.vocabularies["beneficiaries"])
        self.beneficiaries = {id: zipf(chance.sample(listed, 12), 1.2) for id in self.vocabularies["domains"]}

    def _counties(self) -> list[str]:
        first = ["B", "CJ", "TM", "IS", "BV", "MS", "HR", "BH", "SB", "DJ", "CT", "PH", "AR", "BC", "SV"]
        return first + [county.code for county in COUNTIES if county.code not in first]

    def _places(self, code: str) -> list[Locality]:
        found = sorted(in_county(code), key=lambda place: (place.kind, place.siruta))
        towns = [place for place in found if "urban" in place.kind or "municipi" in place.kind or "oras" in place.kind]
        return (towns or found)[:12] + found[: 200 - len(towns[:12])]

    def _domain_words(self, id: str) -> list[str]:
        term = self.vocabularies["domains"][id]
        texts = [term.label.ro, term.description.ro if term.description else ""]
        texts += [self.vocabularies["domains"][other].label.ro for other in term.related]
        return [word.strip(".,;:()").lower() for text in texts for word in text.split() if len(word) > 3]

    def _tail(self, chance: random.Random) -> Iterator[str]:
        places = sorted({place.name for code in self.places for place in self.places[code]})
        chance.shuffle(places)
        for at in range(TAIL):
            if at % 8 == 0 and places:
                yield places.pop()
            else:
                yield "".join(chance.choices(LISTS["syllables"], k=chance.choice((1, 2, 2, 3)))) + chance.choice(
                    LISTS["endings"]
                )


@lru_cache(maxsize=2)
def world(seed: int = SEED) -> World:
    """Return the world of a seed, made once in a process."""
    return World(seed)


def records(start: int, end: int, seed: int = SEED) -> list[Record]:
    """Return records ``start`` … ``end`` of the seed's endless collection."""
    shared = world(seed)
    return [_record(shared, number) for number in range(start, end)]


def _record(shared: World, number: int) -> Record:
    chance = random.Random(f"{shared.seed} {number}")  # noqa: S311 - not for secrets
    county = shared.counties.some(chance, 1)[0]
    places = shared.places[county]
    place = places[min(int(chance.expovariate(0.35)), len(places) - 1)]
    domains = _domains(shared, chance)
    form = chance.choices(("asociatie", "fundatie", "federatie"), (86, 12, 2))[0]
    name, short = _name(shared, chance, form, place.name, domains[0])
    year = chance.randint(1990, 2024)
    imported = chance.random() < IMPORTED
    if not imported:
        # Two profiles of one place may not have the same name.
        name += f" {_own_word(number)}"
    id = f"{slug(name, 60)}-{number}"
    status = chance.choices(("inregistrata", "in_lichidare", "dizolvata", "radiata"), (93, 1, 2, 4))[0]
    day = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    letter = {"asociatie": "A", "fundatie": "B"}.get(form, "C")
    values: dict[str, Any] = {
        "name": name,
        "legal_form": form,
        "national_registry_number": f"{number % 99999 + 1}/{letter}/{year}",
        "registry_status": status,
        "county": county,
        "locality": place.name,
    }
    if imported:
        values["purpose"] = _text(shared, chance, domains, WORDS - 15)[:2990] + "."
        values["origin"] = "register"
        values["sources"] = [{"field": key, "name": "Registrul național ONG", "date": "2026-03-09"} for key in SOURCED]
    else:
        values |= _profile(shared, chance, number, domains)
        values |= {"founded_on": day, **({"short_name": short} if short else {})}
        if chance.random() < 0.01:
            values["public_utility"] = {"act": f"HG {chance.randint(1, 999)}/{year}"}
    return Record(f"organizations/{county.lower()}/{id}.yaml", values)


def _own_word(number: int) -> str:
    """Return a word made of a number's digits, each a syllable: no other number has it."""
    syllables = list({fold(syllable): syllable for syllable in LISTS["syllables"]}.values())
    word = ""
    number += len(syllables)
    while number:
        number, digit = divmod(number, len(syllables))
        word += syllables[digit]
    return word.capitalize()


def _domains(shared: World, chance: random.Random) -> list[str]:
    found = shared.domains.some(chance, 1)
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        related = shared.vocabularies["domains"][found[0]].related
        near = related and chance.random() < RELATED
        found.append(chance.choice(related) if near else shared.domains.some(chance, 1)[0])
    return list(dict.fromkeys(found))


def _profile(shared: World, chance: random.Random, number: int, domains: list[str]) -> dict[str, Any]:
    year = chance.choices((2026, 2025, 2024), (70, 25, 5))[0]
    beneficiaries = shared.beneficiaries[domains[0]].some(chance, chance.choice((1, 1, 2, 2, 3)))
    return {
        "cui": cui(number),
        "activity_scope": "national",
        "domains": domains,
        "beneficiaries": list(dict.fromkeys(beneficiaries)),
        "summary": _text(shared, chance, domains, 18)[:245].rstrip(" ,") + ".",
        "description": "\n\n".join(_text(shared, chance, domains, (WORDS - 30) // 3) + "." for _ in range(3)),
        **({"consultation_domains": domains[:1]} if chance.random() < 0.08 else {}),
        "email": f"contact@org{number}.example",
        "website": f"https://org{number}.example",
        **({"volunteering": {"accepts": True}} if chance.random() < 0.3 else {}),
        "confirmed_on": f"{year}-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}",
        "origin": "organization",
    }


def cui(number: int) -> str:
    """Return the tax number of a place: seven digits and their check digit."""
    digits = f"{1_000_000 + number}"
    total = sum(int(digit) * weight for digit, weight in zip(f"{digits:0>9}", (7, 5, 3, 2, 1, 7, 5, 3, 2), strict=True))
    return digits + str(total * 10 % 11 % 10)


def _name(shared: World, chance: random.Random, form: str, place: str, domain: str) -> tuple[str, str]:
    start = {"asociatie": "Asociația", "fundatie": "Fundația", "federatie": "Federația"}[form]
    kind = chance.random()
    if kind < 0.25:
        return f"{start} {chance.choice(LISTS['kinds'])} din {place}", ""
    first = chance.choice(LISTS["names"])
    if kind < 0.4:
        return f"{start} „{first}”", ""
    if kind < 0.55:
        return f"{start} „{first} {chance.choice(LISTS['qualities'])}” {place}", ""
    made = " ".join(word.capitalize() for word in shared.tail.some(chance, chance.choice((1, 1, 2))))
    if kind < 0.8:
        return f"{start} „{made}”", ""
    label = shared.vocabularies["domains"][domain].label.ro
    whole = f"{start} {made} pentru {label}"
    return whole, "".join(word[0] for word in whole.split() if word[0].isupper() or len(word) > 4).upper()


def _text(shared: World, chance: random.Random, domains: list[str], count: int) -> str:
    words = shared.function.some(chance, count * 36 // 100)
    words += shared.common.some(chance, count * 34 // 100)
    for domain in domains:
        words += shared.of_domain[domain].some(chance, count * 18 // 100 // len(domains) + 1)
    words += shared.tail.some(chance, count * 12 // 100)
    chance.shuffle(words)
    words[0] = words[0].capitalize()
    for at in range(9, len(words) - 1, chance.randint(7, 12)):
        words[at] += "."
        words[at + 1] = words[at + 1].capitalize()
    return " ".join(words)


def write(folder: Path, count: int, seed: int = SEED) -> None:
    """Write a content folder of ``count`` records, beside the vocabularies that are there already."""
    for number in range(count):
        (record,) = records(number, number + 1, seed)
        path = folder / record.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(record.values), encoding="utf-8")
