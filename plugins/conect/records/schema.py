"""The JSON Schema that editors complete and check records by, made from the declaration (JSON Schema 2020-12).

It says less than the rules do: no check digits, no agreement between fields, nothing that depends on the day.
"""

from __future__ import annotations

import json
from functools import singledispatch
from typing import Any

from conect.records.declaration import FIELDS, ORGANIZATION
from conect.records.fields import Boolean, Field, Integer, Kind, Mapping, Need, Scalar, Sequence
from conect.records.primitives import DateValue, Length, Pattern, Primitive, Range, Term, WebAddress
from conect.records.vocabularies import Vocabularies

Schema = dict[str, Any]

_DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"


def organization_schema(vocabularies: Vocabularies) -> Schema:
    """Return the schema of a record; descriptions are Romanian, terms come from the vocabularies."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Fișa unei organizații (Conect)",
        "description": "O organizație neguvernamentală din catalog. „conect validate” verifică mai mult decât schema.",
        **_mapping(ORGANIZATION, vocabularies),
        "allOf": [_required_for("organization"), _required_for("register")],
    }


def schema_text(vocabularies: Vocabularies) -> str:
    """Return the schema as the text of its file."""
    return json.dumps(organization_schema(vocabularies), ensure_ascii=False, indent=2) + "\n"


def _required_for(origin: Need) -> Schema:
    return {
        "if": {"properties": {"origin": {"const": origin}}, "required": ["origin"]},
        "then": {"required": [field.key for field in FIELDS if origin in field.required]},
    }


def _field(field: Field, vocabularies: Vocabularies) -> Schema:
    example = {"examples": [field.example]} if field.example != "" else {}
    return {
        "title": field.label.ro,
        "description": field.help.ro,
        **_kind(field.kind, vocabularies),
        **example,
    }


def _kind(kind: Kind, vocabularies: Vocabularies) -> Schema:
    match kind:
        case Sequence():
            unique = {} if isinstance(kind.item, Mapping) else {"uniqueItems": True}
            items = _kind(kind.item, vocabularies)
            return {"type": "array", "items": items, "minItems": kind.least, "maxItems": kind.most, **unique}
        case Mapping():
            return _mapping(kind, vocabularies)
        case Boolean():
            return {"type": "boolean"}
        case Integer():
            return {"type": "integer", **_checks(kind.checks, vocabularies)}
        case Scalar():
            return {"type": "string", **_checks(kind.checks, vocabularies)}


def _mapping(kind: Mapping, vocabularies: Vocabularies) -> Schema:
    required = [field.key for field in kind.fields if "always" in field.required]
    return {
        "type": "object",
        "properties": {field.key: _field(field, vocabularies) for field in kind.fields},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _checks(checks: tuple[Primitive, ...], vocabularies: Vocabularies) -> Schema:
    """Join what the primitives ask; a second pattern goes under ``allOf``, since a schema has but one."""
    joined: Schema = {}
    for check in checks:
        for keyword, value in keywords(check, vocabularies).items():
            if keyword in joined:
                joined.setdefault("allOf", []).append({keyword: value})
            else:
                joined[keyword] = value
    return joined


@singledispatch
def keywords(_check: Primitive, _vocabularies: Vocabularies) -> Schema:
    """Return the keywords that say what a primitive asks; none where JSON Schema has no words for it."""
    return {}


@keywords.register
def _(check: Length, _vocabularies: Vocabularies) -> Schema:
    return {"minLength": check.least, "maxLength": check.most}


@keywords.register
def _(check: Pattern, _vocabularies: Vocabularies) -> Schema:
    return {"pattern": f"^({check.regex})$", "patternErrorMessage": f"scrieți {check.says.ro}"}


@keywords.register
def _(check: Term, vocabularies: Vocabularies) -> Schema:
    terms = vocabularies[check.vocabulary]
    return {"enum": list(terms), "enumDescriptions": [f"{t.label.ro} / {t.label.en}" for t in terms.values()]}


@keywords.register
def _(check: WebAddress, _vocabularies: Vocabularies) -> Schema:
    if not check.hosts:
        return {"pattern": "^https://"}
    hosts = "|".join(host.replace(".", "\\.") for host in check.hosts)
    return {"pattern": f"^https://([a-z0-9-]+\\.)*({hosts})(/|$)"}


@keywords.register
def _(check: DateValue, _vocabularies: Vocabularies) -> Schema:
    return {"pattern": f"^({_DATE}|[0-9]{{4}})$" if check.year_alone else f"^{_DATE}$"}


@keywords.register
def _(check: Range, _vocabularies: Vocabularies) -> Schema:
    return {"minimum": check.least, "maximum": check.most}
