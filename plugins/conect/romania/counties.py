"""The 42 counties (41 judete and Bucharest), with their codes in the systems that name them.

Facts from SIRUTA (INS), ISO 3166-2:RO, NUTS 2021 (Eurostat) and the postal code system (Poșta Română).
"""

import csv
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from conect.romania.mojibake import repair
from conect.romania.text import fold


class County(NamedTuple):
    """A county: its number plate code, and its name as it is written in Romanian."""

    code: str
    """Number plate code in upper case: ``CJ``, ``B``."""
    iso: str
    """ISO 3166-2: ``RO-CJ``."""
    name: str
    siruta: str
    nuts3: str
    region: str
    """Development region (NUTS 2)."""
    postal_prefixes: tuple[str, ...]
    """First two digits of its postal codes."""


def _load() -> tuple[County, ...]:
    table = Path(__file__).with_name("data").joinpath("counties.csv").read_text(encoding="utf-8")
    return tuple(
        County(
            row["code"], row["iso"], row["name"], row["siruta"], row["nuts3"], row["region"],
            tuple(row["postal_prefixes"].split()),
        )
        for row in csv.DictReader(table.splitlines())
    )  # fmt: skip


COUNTIES: tuple[County, ...] = _load()
"""All counties, in the order of their codes."""

_BY_CODE = {county.code: county for county in COUNTIES}
_PREFIX = re.compile(r"^(?:judetul|judet|jud|municipiul|mun|orasul|oras)\b[ .:]*")
_SECTOR = re.compile(r"[\s,]*\b(?:sectorul|sector|sect|sec|s)?[ .]*(?:[1-6]|i{1,3}|iv|vi?)$")
LONGEST = 100
"""Characters: longer text names no county, and looking for one in it could take long."""
_NOT_LETTER = re.compile(r"[^a-z]+")


def county(code: str) -> County | None:
    """Return the county with this *code* (``CJ``), None where there is none. The code's case counts."""
    return _BY_CODE.get(code)


@cache
def _by_key() -> dict[str, County]:
    keys: dict[str, County] = {}
    for item in COUNTIES:
        # The â of a name was î between 1953 and 1993 (Dîmbovița, Vîlcea), and many still write it so.
        for spelling in (item.name, item.name.replace("â", "î"), item.code, item.iso):
            keys.setdefault(_key(spelling), item)
    keys["mbucuresti"] = keys["bucharest"] = _BY_CODE["B"]
    return keys


def _key(text: str) -> str:
    return _NOT_LETTER.sub("", fold(text))


@lru_cache(maxsize=4096)
def match_county(text: str) -> County | None:
    """Return the county that *text* means, however it is spelt, else None.

    Copes with case, missing and wrongly encoded diacritics, hyphens, "jud.", "Municipiul București",
    "București, sector 3", î for â, the code and the ISO code.
    """
    if len(text) > LONGEST:
        return None
    folded = " ".join(fold(repair(text)).split()).strip(" .,;:")
    keys = _by_key()
    for candidate in (folded, _PREFIX.sub("", folded)):
        found = keys.get(_key(candidate))
        if found is not None and any(c.isalpha() for c in candidate):
            return found
        if candidate.startswith("bucuresti"):
            found = keys.get(_key(_SECTOR.sub("", candidate)))
            if found is not None:
                return found
    return None
