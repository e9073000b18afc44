"""Equal names in one locality are most likely one organisation written twice."""

from __future__ import annotations

from collections.abc import Iterator

from conect.catalogue.entry import Entry
from conect.catalogue.names import folded_place, skeleton
from conect.catalogue.rule import Fault, Key, Whole, catalogue_rule, groups, named
from conect.records.problems import Text
from conect.records.rule import Context, Finding


@catalogue_rule("duplicate-name")
def duplicate_name(whole: Whole, context: Context) -> Iterator[Fault]:
    """Două profiluri nu au aceeași denumire în aceeași localitate, oricum ar fi scrisă (diacritice, ghilimele, majuscule).

    Two profiles do not bear the same name in the same locality, however written (diacritics, quotes, capitals).

    Passes::

        # file: cj/alfa.yaml
        name: Asociația Alfa
        locality: Turda
        # file: cj/alfa-2.yaml
        name: Asociația Alfa
        locality: Dej

    Fails::

        # file: cj/alfa.yaml
        name: Asociația „Alfa”
        # file: cj/alfa-2.yaml
        name: ASOCIATIA ALFA
    """
    for entry, others in _same(whole):
        same = [other for other in others if _twice(entry, other)]
        if same:
            where = named(same)
            yield Fault(
                entry,
                Finding(
                    ("name",),
                    Text(
                        f"{where.ro} are aceeași denumire și localitate; dacă este aceeași organizație păstrați o singură fișă, "
                        "altfel completați denumirea întreagă din statut",
                        f"{where.en} has the same name and locality; if it is the same organisation keep one record, "
                        "else write the full name of the statute",
                    ),
                ),
            )


@catalogue_rule("duplicate-name-register", level="warning")
def duplicate_name_register(whole: Whole, context: Context) -> Iterator[Fault]:
    """O fișă importată cu denumirea și localitatea alteia poate fi o filială sau aceeași organizație.

    An imported record with the name and locality of another may be a branch or the same organisation.

    Passes::

        # file: cj/alfa.yaml
        name: Asociația Alfa
        # file: cj/alfa-2.yaml
        origin: register
        name: Asociația Alfa Doi

    Fails::

        # file: cj/alfa.yaml
        name: Asociația Alfa
        # file: cj/alfa-2.yaml
        origin: register
        name: Asociația Alfa
    """
    for entry, others in _same(whole):
        maybe = [other for other in others if not _twice(entry, other) and not related(entry, other)]
        if maybe:
            where = named(maybe)
            yield Fault(
                entry,
                Finding(
                    ("name",),
                    Text(
                        f"{where.ro} are aceeași denumire și localitate; verificați dacă este aceeași organizație sau o filială",
                        f"{where.en} has the same name and locality; check whether it is the same organisation or a branch",
                    ),
                ),
            )


def _same(whole: Whole) -> Iterator[tuple[Entry, list[Entry]]]:
    """Yield each entry with all others of its name and place."""
    for group in groups(whole.entries, name_and_place):
        for entry in group:
            yield entry, [other for other in group if other is not entry]


def name_and_place(entry: Entry) -> Key:
    """Return the key that two records of one organisation share."""
    return entry.skeleton or skeleton(entry.name), entry.county or "", folded_place(entry.locality)


def _twice(one: Entry, other: Entry) -> bool:
    """Tell whether both are living organisations that wrote a profile and are not branch and mother."""
    return (
        one.profile
        and other.profile
        and not (one.struck_off or other.struck_off)
        and not related(one, other)
        and "filiala" not in {one.legal_form, other.legal_form}
    )


def related(one: Entry, other: Entry) -> bool:
    """Tell whether the records themselves say how they belong together."""
    return (
        one.id in {other.parent, other.merged_into}
        or other.id in {one.parent, one.merged_into}
        or (one.parent is not None and one.parent == other.parent)
    )
