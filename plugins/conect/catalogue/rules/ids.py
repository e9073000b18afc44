"""Ids and official numbers are one organisation's alone."""

from __future__ import annotations

from collections.abc import Iterator

from conect.catalogue.rule import Fault, Whole, catalogue_rule, groups, named
from conect.records.problems import Text
from conect.records.rule import Context, Finding


@catalogue_rule("duplicate-id")
def duplicate_id(whole: Whole, context: Context) -> Iterator[Fault]:
    """Un identificator este al unei singure fișe, în toate dosarele, fie ea .yaml sau .md, cu litere mari sau mici.

    An id is one record's alone, over all folders, be it .yaml or .md, in capitals or not.

    Passes::

        # file: cj/alfa.yaml
        name: Asociația Alfa
        # file: tm/beta.yaml
        name: Asociația Beta

    Fails::

        # file: cj/alfa.yaml
        name: Asociația Alfa
        # file: tm/alfa.yaml
        name: Asociația Alfa din Timiș
    """
    paths: dict[str, list[str]] = {}
    for path in sorted([*(entry.path for entry in whole.entries), *whole.unread]):
        paths.setdefault(path.rpartition("/")[2].rpartition(".")[0].lower(), []).append(path)
    for entry in whole.entries:
        others = [path for path in paths[entry.id.lower()] if path != entry.path]
        if others:
            where = ", ".join(others[:3])
            yield Fault(
                entry,
                Finding(
                    (),
                    Text(
                        f"identificatorul „{entry.id}” este și al fișierului {where}; ștergeți unul dintre fișiere dacă sunt "
                        "aceeași organizație, altfel redenumiți unul",
                        f"the id “{entry.id}” is also that of {where}; delete one of the files if they are the same "
                        "organisation, else rename one",
                    ),
                ),
            )


@catalogue_rule("former-id-taken")
def former_id_taken(whole: Whole, context: Context) -> Iterator[Fault]:
    """Un identificator anterior nu este al altei fișe, nici acum, nici înainte: adresa veche duce într-un singur loc.

    A former id is not another record's, neither now nor formerly: the old address leads to one place.

    Passes::

        # file: cj/alfa.yaml
        former_ids: [alfa-veche]
        # file: tm/beta.yaml
        former_ids: [beta-veche]

    Fails::

        # file: cj/alfa.yaml
        former_ids: [beta]
        # file: tm/beta.yaml
        name: Asociația Beta
    """
    current = {entry.id.lower(): entry for entry in reversed(whole.entries)}
    holders: dict[str, list[tuple[int, int]]] = {}
    for at, entry in enumerate(whole.entries):
        for index, id in enumerate(entry.former_ids):
            holders.setdefault(id.lower(), []).append((at, index))
    for id, places in holders.items():
        owner = current.get(id)
        for at, index in places:
            entry = whole.entries[at]
            other = owner or next((whole.entries[a] for a, _ in places if a != at), None)
            if other is None:
                continue
            pointer = ("former_ids", index)
            if other is entry:
                ro = f"„{id}” este chiar identificatorul de acum al fișei; ștergeți-l de aici"
                en = f"“{id}” is the record's id of today; delete it here"
            else:
                ro = f"„{id}” este sau a fost identificatorul fișei {other.path}; ștergeți-l de unde nu are ce căuta"
                en = f"“{id}” is or was the id of {other.path}; delete it where it does not belong"
            yield Fault(entry, Finding(pointer, Text(ro, en)))


@catalogue_rule("duplicate-cui")
def duplicate_cui(whole: Whole, context: Context) -> Iterator[Fault]:
    """Un CUI este al unei singure organizații.

    A tax code (CUI) is one organisation's alone.

    Passes::

        # file: cj/alfa.yaml
        cui: "30339344"
        # file: cj/beta.yaml
        cui: "3151288"

    Fails::

        # file: cj/alfa.yaml
        cui: "30339344"
        # file: cj/beta.yaml
        cui: "30339344"
    """
    for group in groups(whole.entries, lambda entry: (entry.cui,) if entry.cui else None):
        for entry in group:
            where = named(other for other in group if other is not entry)
            yield Fault(
                entry,
                Finding(
                    ("cui",),
                    Text(
                        f"CUI „{entry.cui}” stă și în {where.ro}; dacă este aceeași organizație păstrați o singură fișă, "
                        "altfel îndreptați codul greșit",
                        f"the CUI “{entry.cui}” also stands in {where.en}; if it is the same organisation keep one record, "
                        "else correct the code that is wrong",
                    ),
                ),
            )


@catalogue_rule("duplicate-register-number", level="warning")
def duplicate_register_number(whole: Whole, context: Context) -> Iterator[Fault]:
    """Numărul din Registrul național al unui profil nu stă și într-o fișă importată, în afara filialelor.

    A profile's national register number does not stand in an imported record as well, branches excepted.

    Passes::

        # file: cj/alfa.yaml
        national_registry_number: "12/A/2005"
        # file: cj/beta.yaml
        origin: register
        national_registry_number: "13/A/2005"

    Fails::

        # file: cj/alfa.yaml
        national_registry_number: "12/A/2005"
        # file: cj/beta.yaml
        origin: register
        national_registry_number: "12/A/2005"
    """
    numbers = {entry.national_registry_number for entry in whole.entries if entry.profile}
    bearing = (e for e in whole.entries if e.national_registry_number in numbers and e.legal_form != "filiala")
    for group in groups(bearing, lambda e: (e.national_registry_number,) if e.national_registry_number else None):
        for entry in group:
            others = [other for other in group if other.profile != entry.profile and entry.parent != other.id]
            if not others:
                continue
            where, number = named(others), entry.national_registry_number
            yield Fault(
                entry,
                Finding(
                    ("national_registry_number",),
                    Text(
                        f"numărul „{number}” stă și în {where.ro}: un profil și o fișă din registru pentru aceeași organizație; "
                        "păstrați profilul și ștergeți fișa importată, sau verificați numărul",
                        f"the number “{number}” also stands in {where.en}: a profile and a register record of one "
                        "organisation; keep the profile and delete the imported record, or check the number",
                    ),
                ),
            )
