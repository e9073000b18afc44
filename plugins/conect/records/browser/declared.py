"""The declaration, its vocabularies, the rules' words and their constants as one JSON value."""

from __future__ import annotations

from typing import Any

import conect.records.reader  # noqa: F401 - its imports register every rule and every phrase
from conect.records.browser import letters, telephones
from conect.records.declaration import FIELDS, SECTIONS
from conect.records.fields import Boolean, Field, Integer, Kind, Mapping, Scalar, Sequence, walk
from conect.records.phrases import PHRASES
from conect.records.problems import Text
from conect.records.rule import RECORD_RULES
from conect.records.rules import about, activity, identity, legal, upkeep
from conect.records.vocabularies import Vocabularies, Vocabulary
from conect.romania.counties import COUNTIES, LONGEST
from conect.romania.localities import READ_SPECIALLY

Json = dict[str, Any]


def declaration(vocabularies: Vocabularies) -> Json:
    """Return all that the browser needs to judge a record but localities, countries and their telephones.

    Texts are ``[ro, en]``; a term's label is one string where both languages say the same.
    """
    used = {kind.vocabulary for kind in _scalars(FIELDS) if kind.vocabulary} - {"countries"}
    return {
        "sections": {key: list(label) for key, label in SECTIONS.items()},
        "fields": [_field(field) for field in FIELDS],
        "vocabularies": {name: vocabulary(vocabularies[name]) for name in sorted(used)},
        "phrases": {id: list(words) for id, words in sorted(PHRASES.items())},
        "warnings": sorted(rule.id for rule in RECORD_RULES if rule.level == "warning"),
        "counties": {each.code: [each.name, each.iso, " ".join(each.postal_prefixes)] for each in COUNTIES},
        "letters": letters.tables(),
        "telephones": {"signs": telephones.signs(), "plans": telephones.romanian_plan()},
        "rules": {
            "id": identity.RECORD_ID.pattern,
            "id_most": identity.MAX_ID,
            "reserved": sorted(identity.RESERVED_IDS),
            "name_most": identity.MAX_NAME,
            "registry_letters": legal.LETTERS,
            "deductions_days": legal.DEDUCTIONS_MAX_AGE,
            "with_counties": sorted(activity.WITH_COUNTIES),
            "county_most": LONGEST,
            "text_most": about.TEXT_MOST,
            "address_words": sorted(READ_SPECIALLY),
            "fresh_days": upkeep.FRESH_DAYS,
            "struck_off": sorted(upkeep.STRUCK_OFF),
            "with_source": sorted(upkeep.IMPORTED),
        },
    }


def _scalars(fields: tuple[Field, ...]) -> list[Scalar]:
    kinds = [field.kind.item if isinstance(field.kind, Sequence) else field.kind for _, field in walk(fields)]
    return [kind for kind in kinds if isinstance(kind, Scalar)]


def _field(field: Field) -> Json:
    made: Json = {
        "key": field.key,
        "label": list(field.label),
        "help": list(field.help),
        "example": field.example,
        "kind": _kind(field.kind),
        "section": field.section,
        "required": sorted(field.required),
        "setter": field.setter,
        "shown": field.shown,
        "translatable": field.translatable,
    }
    usual = {"required": [], "setter": "anyone", "shown": True, "translatable": False, "example": ""}
    return {key: value for key, value in made.items() if key not in usual or value != usual[key]}


def _kind(kind: Kind) -> Json:
    match kind:
        case Mapping():
            return {"type": "group", "fields": [_field(field) for field in kind.fields]}
        case Sequence():
            unique = {"unique_by": kind.unique_by} if kind.unique_by else {}
            return {"type": "list", "item": _kind(kind.item), "least": kind.least, "most": kind.most, **unique}
        case Boolean():
            return {"type": "boolean"}
        case Integer():
            return {"type": "integer", "checks": [check.to_json() for check in kind.checks]}
        case Scalar():
            made: Json = {
                "type": "text",
                "checks": [check.to_json() for check in kind.checks],
                "form": kind.form,
                "normalise": kind.normalise,
                "vocabulary": kind.vocabulary,
                "reference": kind.reference,
            }
            usual = {"form": "plain", "normalise": None, "vocabulary": None, "reference": False}
            return {key: value for key, value in made.items() if key not in usual or value != usual[key]}


def vocabulary(whole: Vocabulary) -> Json:
    """Return a vocabulary's label, groups and terms by id: ``label`` or ``[label, group or 0, description]``."""
    groups = {"groups": {id: list(label) for id, label in whole.groups.items()}} if whole.groups else {}
    terms = {
        term.id: _trimmed([_label(term.label), term.group or 0, list(term.description) if term.description else 0])
        for term in whole.terms.values()
    }
    return {"label": list(whole.label), **groups, "terms": terms}


def _label(label: Text) -> str | list[str]:
    return label.ro if label.ro == label.en else list(label)


def _trimmed(values: list[Any]) -> Any:
    """Leave out what is not there at the end; a label alone needs no list around it."""
    while len(values) > 1 and values[-1] == 0:
        values = values[:-1]
    return values[0] if len(values) == 1 and isinstance(values[0], str) else values
