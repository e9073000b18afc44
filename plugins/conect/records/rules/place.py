"""County, locality, SIRUTA and postal code agree with one another and with the folder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conect.records.phrases import phrase
from conect.records.problems import Fix, Text
from conect.records.record import Record
from conect.records.rule import Context, Finding, record_rule
from conect.romania.counties import COUNTIES, county
from conect.romania.localities import match_locality
from conect.romania.siruta import by_siruta, in_county, key, names_in_county
from conect.romania.text import fold


@record_rule("folder")
def folder(record: Record, context: Context) -> Iterator[Finding]:
    """Fișierul stă în dosarul județului său (cj, b, …), sau în xx dacă județul nu se cunoaște.

    The file stands in its county's folder (cj, b, …), or in xx where the county is not known.

    Passes::

        county: CJ

    Fails::

        county: BN
        locality: Bistrița
        activity_counties: [BN]
    """
    expected = str(record.get("county") or "xx").lower()
    if record.folder != expected and (expected == "xx" or county(expected.upper())):
        name = record.path.rpartition("/")[2]
        yield Finding(
            ("county",),
            Text(
                f"fișierul stă în dosarul „{record.folder}”, dar județul este „{expected}”; mutați-l în „organizations/{expected}/{name}”",
                f"the file stands in the folder “{record.folder}”, but its county is “{expected}”; move it to “organizations/{expected}/{name}”",
            ),
        )


_LOCALITY_NEAR = phrase(
    "locality.near",
    "„{name}” nu este o localitate din județul {county}; ați vrut să scrieți „{near}”?",
    "“{name}” is not a locality of the county {county}; did you mean “{near}”?",
)
_LOCALITY = phrase(
    "locality",
    "„{name}” nu este o localitate din județul {county}; verificați județul și numele din nomenclatorul SIRUTA",
    "“{name}” is not a locality of the county {county}; check the county and the name in the SIRUTA nomenclature",
)


def _locality_fault(record: Record) -> Finding | None:
    code, name = record.get("county"), record.get("locality")
    if not isinstance(code, str) or not isinstance(name, str) or county(code) is None:
        return None
    found = by_siruta(str(record.get("siruta", "")))
    if found is not None and found.county_code == code and found.name == name:
        return None
    if key(name) in names_in_county(code) or match_locality(name, code) is not None:
        return None
    from rapidfuzz import fuzz, process  # few records have a wrong locality

    names = {fold(each.name): each.name for each in in_county(code)}
    near = process.extractOne(fold(name), names.keys(), scorer=fuzz.ratio, score_cutoff=70)
    here = county(code)
    label = here.name if here else code
    if near:
        better = names[near[0]]
        message = _LOCALITY_NEAR.say(name=name, county=label, near=better)
        return Finding(("locality",), message, Fix(better, pointer=("locality",)))
    return Finding(("locality",), _LOCALITY.say(name=name, county=label))


@record_rule("locality")
def locality(record: Record, context: Context) -> Iterator[Finding]:
    """Localitatea unui profil se află în județul ei (nomenclatorul SIRUTA).

    A profile's locality lies in its county (SIRUTA nomenclature).

    Passes::

        county: CJ
        locality: Turda

    Fails::

        county: CJ
        locality: Constanța
    """
    if record.origin != "register" and (finding := _locality_fault(record)):
        yield finding


@record_rule("locality-register", level="warning")
def locality_register(record: Record, context: Context) -> Iterator[Finding]:
    """Localitatea unei fișe importate care nu se regăsește în SIRUTA rămâne cum a scris-o registrul.

    An imported record's locality that SIRUTA does not know stays as the register wrote it.

    Passes::

        origin: register
        national_registry_number: "12/A/2005"
        locality: Turda
        sources: [{field: name, name: Registrul național ONG, date: "2026-03-09"}]

    Fails::

        origin: register
        national_registry_number: "12/A/2005"
        locality: Constanța
        sources: [{field: name, name: Registrul național ONG, date: "2026-03-09"}]
    """
    if record.origin == "register" and (finding := _locality_fault(record)):
        yield finding


@record_rule("siruta")
def siruta(record: Record, context: Context) -> Iterator[Finding]:
    """Codul SIRUTA există și este al localității scrise (77 de coduri oficiale își contrazic cifra de control: contează lista).

    The SIRUTA code exists and is the written locality's (77 official codes fail their own check digit: the list counts).

    Passes::

        locality: Turda
        siruta: "55268"

    Fails::

        siruta: "999999"
    """
    code = record.get("siruta")
    if not isinstance(code, str) or not code.isdigit():
        return
    found = by_siruta(code)
    name, county_code = record.get("locality"), record.get("county")
    match = match_locality(str(name), str(county_code)) if name and county_code else None
    hint = (
        Text(f"; codul pentru „{name}” este „{match.siruta}”", f"; the code of “{name}” is “{match.siruta}”")
        if match
        else Text("", "")
    )
    fix = Fix(match.siruta, pointer=("siruta",)) if match else None
    if found is None:
        yield Finding(
            ("siruta",),
            Text(f"codul SIRUTA „{code}” nu există{hint.ro}", f"there is no SIRUTA code “{code}”{hint.en}"),
            fix,
        )
    elif county_code and found.county_code != county_code:
        yield Finding(
            ("siruta",),
            Text(
                f"codul „{code}” este al localității {found.name}, județul {found.county_code}{hint.ro}",
                f"the code “{code}” is that of {found.name}, county {found.county_code}{hint.en}",
            ),
            fix,
        )
    elif name and found.name != name and (match is None or match.siruta != code):
        yield Finding(
            ("siruta",),
            Text(
                f"codul „{code}” este al localității „{found.name}”, nu „{name}”{hint.ro}",
                f"the code “{code}” is that of “{found.name}”, not of “{name}”{hint.en}",
            ),
            fix,
        )


_PREFIXES = {prefix: each.code for each in COUNTIES for prefix in each.postal_prefixes}


_POSTAL_CODE = phrase(
    "postal-code",
    "codul poștal „{code}” nu este din județul {county}{owner}; verificați codul sau județul",
    "the postal code “{code}” is not of the county {county}{owner}; check the code or the county",
)


@record_rule("postal-code")
def postal_code(record: Record, context: Context) -> Iterator[Finding]:
    """Primele două cifre ale codului poștal arată județul.

    The first two digits of the postal code tell the county.

    Passes::

        postal_code: "400001"

    Fails::

        postal_code: "110001"
    """
    code, here = record.get("postal_code"), record.get("county")
    if isinstance(code, str) and re.fullmatch(r"[0-9]{6}", code) and isinstance(here, str):
        owner = _PREFIXES.get(code[:2])
        if owner != here:
            whose = f" ({owner})" if owner else ""
            yield Finding(("postal_code",), _POSTAL_CODE.say(code=code, county=here, owner=whose))
