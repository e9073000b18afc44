"""Every list of the site: what it is called, whom it holds, and the narrower lists that it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from conect.catalogue.catalogue import Catalogue
from conect.catalogue.facets import Facets
from conect.records.problems import Text
from conect.records.vocabularies import Vocabularies
from conect.romania.counties import COUNTIES
from conect.romania.text import sort_key
from conect.site import addresses
from conect.site.finder import filters
from conect.site.listing import Counted, Delayed, Listing, Plan, Refinement
from conect.site.rows import county_label

ALL_LABEL = Text("Organizații", "Organisations")
COUNTIES_LABEL = Text("Județe", "Counties")
DOMAINS_LABEL = Text("Domenii de activitate", "Fields of activity")
FORMS_LABEL = Text("Forme juridice", "Legal forms")
LETTERS_LABEL = Text("De la A la Z", "From A to Z")
STRUCK_OFF_LABEL = Text("Organizații dizolvate sau radiate", "Dissolved or struck-off organisations")
STALE_LABEL = Text("Fișe de confirmat", "Records to confirm")

_BY_COUNTY = Text("Județ", "County")
_BY_DOMAIN = Text("Domeniu", "Field")
_BY_FORM = Text("Formă juridică", "Legal form")
_BY_LETTER = Text("Literă", "Letter")


class Lists:
    """Makes the lists of a catalogue."""

    def __init__(self, catalogue: Catalogue, facets: Facets, vocabularies: Vocabularies) -> None:
        self.catalogue = catalogue
        self.facets = facets
        self._vocabularies = vocabularies
        self.domains = {term.id: term.label for term in vocabularies["domains"].values()}
        self.forms = {term.id: term.label for term in vocabularies["legal-forms"].values()}
        self.counties: list[str | None] = sorted((c.code for c in COUNTIES), key=lambda c: sort_key(county_label(c).ro))
        if None in facets.counties:
            self.counties.append(None)

    def plans(self) -> Iterator[Plan]:
        """Yield every list, the largest first; not kept, for each refers back to the whole catalogue."""
        yield Plan(addresses.ALL, self._everything)
        for id in self.forms:
            yield Plan(addresses.form_list(id), partial(self._form, id), form=id)
        for letter in sorted(self.facets.letters):
            yield Plan(addresses.letter_list(letter), partial(self._letter, letter), letter=letter)
        for code in self.counties:
            yield Plan(addresses.county_list(code), partial(self._county, code), (code,))
        for id in self.domains:
            yield Plan(addresses.domain_list(id), partial(self._domain, id), None, id)
        for code in self.counties:
            for id in self.domains:
                if (code, id) in self.facets.county_domains:
                    make = partial(self._county_domain, code, id)
                    yield Plan(addresses.county_list(code, id), make, (code,), id)
        yield Plan(addresses.STALE, self._stale)
        yield Plan(addresses.STRUCK_OFF, self._struck_off)

    def all(self) -> Iterator[Listing]:
        """Yield every list."""
        return (each.make() for each in self.plans())

    def by_county(self) -> list[Counted]:
        """Return a link to each county's list, those without an organisation too."""
        return [_counted(county_label(c), addresses.county_list(c), self.facets.counties[c]) for c in self.counties]

    def by_domain(self) -> list[Counted]:
        """Return a link to each field's list, in the order of the vocabulary."""
        return self._links(self.domains, addresses.domain_list, self.facets.domains)

    def by_form(self) -> list[Counted]:
        """Return a link to each legal form's list, in the order of the vocabulary."""
        return self._links(self.forms, addresses.form_list, self.facets.forms)

    def by_letter(self) -> list[Counted]:
        """Return a link to the list of each letter that there is a name for."""
        return [
            _counted(_letter_label(letter), addresses.letter_list(letter), count)
            for letter, count in sorted(self.facets.letters.items())
        ]

    def _links(
        self, labels: Mapping[str, Text], path: Callable[[str], str], counts: Mapping[str, int]
    ) -> list[Counted]:
        return [_counted(label, path(id), counts.get(id, 0)) for id, label in labels.items()]

    def _everything(self) -> Listing:
        off = self.facets.struck_off_counties.total()
        return Listing(
            "all",
            addresses.ALL,
            Text("Toate organizațiile", "All organisations"),
            Text(
                "Organizațiile neguvernamentale din catalog, în ordine alfabetică.",
                "The non-governmental organisations of the catalogue, in alphabetical order.",
            ),
            self.catalogue.current,
            [(ALL_LABEL, None)],
            _refinements((_BY_COUNTY, self.by_county()), (_BY_DOMAIN, self.by_domain()), (_BY_FORM, self.by_form())),
            Counted(_OFF, addresses.STRUCK_OFF, off) if off else None,
            filters=filters(self.catalogue, self._vocabularies),
        )

    def _county(self, code: str | None) -> Listing:
        name = county_label(code)
        off = self.facets.struck_off_counties[code]
        fields = [
            _counted(label, addresses.county_list(code, id), self.facets.county_domains[code, id])
            for id, label in self.domains.items()
        ]
        return Listing(
            "county",
            addresses.county_list(code),
            _in_county(code, Text("Organizații", "Organisations")),
            Text(
                "Organizațiile cu sediul aici, în ordine alfabetică.",
                "The organisations that have their seat here, in alphabetical order.",
            )
            if code
            else Text(
                "Organizațiile al căror județ nu se cunoaște, în ordine alfabetică.",
                "The organisations whose county is not known, in alphabetical order.",
            ),
            Delayed(partial(self.facets.of_county, code), self.facets.counties[code]),
            [(COUNTIES_LABEL, addresses.COUNTIES), (name, None)],
            _refinements((_BY_DOMAIN, fields)),
            Counted(_OFF, addresses.STRUCK_OFF, off) if off else None,
            _HINT,
        )

    def _county_domain(self, code: str | None, id: str) -> Listing:
        counts = self.facets.county_domains
        name, label = county_label(code), self.domains[id]
        fields = [
            _counted(other, addresses.county_list(code, key), counts[code, key], current=key == id)
            for key, other in self.domains.items()
        ]
        counties = [
            _counted(county_label(c), addresses.county_list(c, id), counts[c, id], current=c == code)
            for c in self.counties
        ]
        return Listing(
            "county-domain",
            addresses.county_list(code, id),
            _in_county(code, label),
            Text(
                f"Organizațiile cu sediul aici care au ales domeniul „{label.ro}”.",
                f"The organisations that have their seat here and chose the field “{label.en}”.",
            ),
            Delayed(partial(self.facets.of_county_domain, code, id), counts[code, id]),
            [(COUNTIES_LABEL, addresses.COUNTIES), (name, addresses.county_list(code)), (label, None)],
            _refinements((_BY_DOMAIN, fields), (_BY_COUNTY, counties)),
        )

    def _domain(self, id: str) -> Listing:
        label = self.domains[id]
        counties = [
            _counted(county_label(c), addresses.county_list(c, id), self.facets.county_domains[c, id])
            for c in self.counties
        ]
        return Listing(
            "domain",
            addresses.domain_list(id),
            label,
            Text(
                "Organizațiile din toată țara care au ales acest domeniu, în ordine alfabetică.",
                "The organisations of the whole country that chose this field, in alphabetical order.",
            ),
            Delayed(partial(self.facets.of_domain, id), self.facets.domains[id]),
            [(DOMAINS_LABEL, addresses.DOMAINS), (label, None)],
            _refinements((_BY_COUNTY, counties)),
            empty_hint=_HINT,
        )

    def _form(self, id: str) -> Listing:
        label = self.forms[id]
        return Listing(
            "form",
            addresses.form_list(id),
            Text(f"Formă juridică: {label.ro}", f"Legal form: {label.en}"),
            Text(
                "Organizațiile cu această formă, în ordine alfabetică.",
                "Organisations of this form, in alphabetical order.",
            ),
            Delayed(partial(self.facets.of_form, id), self.facets.forms[id]),
            [(FORMS_LABEL, addresses.FORMS), (label, None)],
            _refinements((_BY_FORM, _marked(self.by_form(), addresses.form_list(id)))),
        )

    def _letter(self, letter: str) -> Listing:
        shown = _letter_label(letter)
        return Listing(
            "letter",
            addresses.letter_list(letter),
            Text(f"Organizații: {shown.ro}", f"Organisations: {shown.en}"),
            _WITHOUT_FORM,
            Delayed(partial(self.facets.of_letter, letter), self.facets.letters[letter]),
            [(LETTERS_LABEL, addresses.LETTERS), (shown, None)],
            _refinements((_BY_LETTER, _marked(self.by_letter(), addresses.letter_list(letter)))),
        )

    def _stale(self) -> Listing:
        return Listing(
            "stale",
            addresses.STALE,
            STALE_LABEL,
            Text(
                "Profiluri pe care organizațiile lor nu le-au mai confirmat de peste un an.",
                "Profiles that their organisations have not confirmed for over a year.",
            ),
            self.catalogue.stale,
            [(STALE_LABEL, None)],
            empty_hint=Text("Toate profilurile sunt confirmate.", "All profiles are confirmed."),
        )

    def _struck_off(self) -> Listing:
        return Listing(
            "struck-off",
            addresses.STRUCK_OFF,
            STRUCK_OFF_LABEL,
            Text(
                "Organizații care nu mai există. Fișele lor rămân la aceeași adresă; celelalte liste le lasă deoparte.",
                "Organisations that no longer exist. Their records keep their addresses; other lists leave them out.",
            ),
            self.catalogue.struck_off,
            [(STRUCK_OFF_LABEL, None)],
        )


_OFF = Text("organizații dizolvate sau radiate", "dissolved or struck-off organisations")
_HINT = Text(
    "Poate o găsiți la alt județ sau la alt domeniu.", "Perhaps you will find it under another county or field."
)
_WITHOUT_FORM = Text(
    "Așezate după numele propriu, fără cuvinte ca „Asociația” sau „Fundația”.",
    "Arranged by their own name, without words like „Asociația” or „Fundația”.",
)


def _in_county(code: str | None, what: Text) -> Text:
    if code is None:
        return Text(f"{what.ro} din județ necunoscut", f"{what.en}: county unknown")
    name = county_label(code)
    where = "din București" if code == "B" else f"din județul {name.ro}"
    return Text(f"{what.ro} {where}", f"{what.en} in {name.en}" + ("" if code == "B" else " county"))


def _letter_label(letter: str) -> Text:
    return Text("0–9", "0–9") if letter == "#" else Text(letter, letter)


def _counted(label: Text, path: str, count: int, *, current: bool = False) -> Counted:
    return Counted(label, path, count, current)


def _marked(links: list[Counted], path: str) -> list[Counted]:
    return [Counted(link.label, link.path, link.count, link.path == path) for link in links]


def _refinements(*refinements: Refinement) -> list[Refinement]:
    """Return the refinements with only the links that lead to someone, and only where there is a choice."""
    kept = [(heading, [link for link in links if link.count]) for heading, links in refinements]
    return [(heading, links) for heading, links in kept if links]
