"""The page of statistics: four charts, each with its table."""

from __future__ import annotations

from collections.abc import Sequence

from conect.catalogue.catalogue import Catalogue
from conect.catalogue.statistics import Figures, Statistics
from conect.records.problems import Text
from conect.romania.text import sort_key
from conect.site import addresses
from conect.site.charts import Chart, bars, columns
from conect.site.lists import DOMAINS_LABEL
from conect.site.press import Press, head
from conect.site.rows import county_label

EARLY = 1990
"""Years before this one are counted together: few organisations are older, and the axis would be mostly empty."""

_TITLE = Text("Statistici", "Statistics")
_LEAD = Text(
    "Câte organizații are catalogul, unde, în ce domenii, de când.", "How many, where, in which fields, since when."
)
_COUNTY = Text("Județ", "County")
_ORGANIZATIONS = Text("Organizații", "Organisations")
_PROFILES = Text("din care profiluri", "of which profiles")
_YEAR = Text("An", "Year")
_STATE = Text("Starea fișei", "State of the record")
_BEFORE = Text(f"înainte de {EARLY}", f"before {EARLY}")
_UNDATED = Text("an necunoscut", "year unknown")

_STATES = {
    "fresh": Text("confirmate de cel mult un an", "confirmed within a year"),
    "stale": Text("neconfirmate de peste un an", "not confirmed for over a year"),
    "never": Text("profiluri neconfirmate niciodată", "profiles never confirmed"),
    "register": Text("din registru, nerevendicate", "from the register, unclaimed"),
}


def print_statistics(press: Press, catalogue: Catalogue) -> None:
    """Print the page of statistics in every language."""
    counted, figures = Statistics.of(catalogue), Figures.of(catalogue)
    for lang in press.site.languages:
        context = head(
            press.site,
            lang,
            addresses.STATISTICS,
            _TITLE.in_lang(lang),
            _LEAD.in_lang(lang),
            [(_TITLE, None)],
        )
        charts = [
            _counties(counted, lang),
            _domains(press, counted, lang),
            _years(counted, lang),
            _freshness(counted, lang),
        ]
        press.page("statistics.html", lang, context | {"charts": charts, "figures": figures})


def _counties(counted: Statistics, lang: str) -> Chart:
    title = Text("Organizații pe județe", "Organisations by county").in_lang(lang)
    # As many counties with none would say nothing: only those that have some are drawn; the order is by number.
    order = sorted(counted.counties.items(), key=lambda item: (-item[1], sort_key(county_label(item[0]).ro)))
    values = [(county_label(code).in_lang(lang), count) for code, count in order]
    rows: list[list[str | int]] = [
        [county_label(code).in_lang(lang), count, counted.profiles_by_county[code]] for code, count in order
    ]
    return Chart(
        "by-county",
        title,
        Text("După sediu.", "By seat.").in_lang(lang),
        bars("by-county", title, values, lang),
        [_COUNTY.in_lang(lang), _ORGANIZATIONS.in_lang(lang), _PROFILES.in_lang(lang)],
        rows,
    )


def _domains(press: Press, counted: Statistics, lang: str) -> Chart:
    title = Text("Organizații pe domenii de activitate", "Organisations by field of activity").in_lang(lang)
    labels = {id: term.label for id, term in press.vocabularies["domains"].items()}
    order = sorted(counted.domains.items(), key=lambda item: (-item[1], sort_key(labels[item[0]].in_lang(lang))))
    return _simple(
        "by-field",
        title,
        Text(
            "O organizație poate avea până la cinci domenii; cele din registru nu au niciunul.",
            "An organisation may have up to five fields; those from the register have none.",
        ),
        DOMAINS_LABEL,
        [(labels[id].in_lang(lang), count) for id, count in order],
        lang,
    )


def _years(counted: Statistics, lang: str) -> Chart:
    title = Text("Organizații după anul înființării", "Organisations by year of founding").in_lang(lang)
    early = sum(count for year, count in counted.years.items() if year < EARLY)
    recent = [year for year in counted.years if year >= EARLY]
    span = range(min(recent), max(recent) + 1) if recent else range(0)
    values = [(str(year), counted.years[year]) for year in span]
    rows: list[list[str | int]] = [list(value) for value in values]
    if early:
        rows.insert(0, [_BEFORE.in_lang(lang), early])
    if counted.undated:
        rows.append([_UNDATED.in_lang(lang), counted.undated])
    return Chart(
        "by-year",
        title,
        Text(
            "Unde fișa nu spune anul înființării, este anul din numărul Registrului național.",
            "Where a record does not tell the year of founding, it is the year in its national register number.",
        ).in_lang(lang),
        columns("by-year", title, values, lang),
        [_YEAR.in_lang(lang), _ORGANIZATIONS.in_lang(lang)],
        rows,
    )


def _freshness(counted: Statistics, lang: str) -> Chart:
    title = Text("Cât de proaspete sunt fișele", "How fresh the records are").in_lang(lang)
    values = [(label.in_lang(lang), counted.freshness[state]) for state, label in _STATES.items()]
    return _simple(
        "by-freshness",
        title,
        Text("Un profil se confirmă cel puțin o dată pe an.", "A profile is confirmed at least once a year."),
        _STATE,
        values,
        lang,
    )


def _simple(id: str, title: str, description: Text, name: Text, values: Sequence[tuple[str, int]], lang: str) -> Chart:
    return Chart(
        id,
        title,
        description.in_lang(lang),
        bars(id, title, values, lang),
        [name.in_lang(lang), _ORGANIZATIONS.in_lang(lang)],
        [list(value) for value in values],
    )
