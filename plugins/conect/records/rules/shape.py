"""The shape of a record: which keys, of which kind, which of them must stand."""

from __future__ import annotations

from conect.records.phrases import phrase
from conect.records.problems import Text
from conect.records.rule import rule

_UNKNOWN_NEAR = phrase(
    "unknown-key.near",
    "cheia „{key}” nu există; ați vrut să scrieți „{near}”?",
    "there is no key “{key}”; did you mean “{near}”?",
)
_UNKNOWN = phrase(
    "unknown-key",
    "cheia „{key}” nu există; cheile de aici sunt: {keys}",
    "there is no key “{key}”; the keys here are: {keys}",
)


@rule("unknown-key", scope="field")
def unknown_key(key: str, suggestion: str | None, allowed: list[str]) -> Text:
    """O cheie este una dintre cele declarate.

    A key is one of those declared.

    Passes::

        short_name: AEL

    Fails::

        shortname: AEL
    """
    if suggestion:
        return _UNKNOWN_NEAR.say(key=key, near=suggestion)
    return _UNKNOWN.say(key=key, keys=", ".join(allowed))


_MISSING = phrase(
    "missing-key",
    "lipsește „{key}” ({label}{condition}); adăugați de exemplu „{key}: {example}”",
    "“{key}” is missing ({label}{condition}); add for example “{key}: {example}”",
)


@rule("missing-key", scope="record")
def missing(key: str, label: Text, example: str, condition: Text | None) -> Text:
    """Cheile obligatorii sunt prezente.

    Required keys are there.

    Passes::

        public_utility: {act: "HG 123/2008", date: "2008-02-14"}

    Fails::

        public_utility: {date: "2008-02-14"}
    """
    return _MISSING.say(key=key, label=label, example=example, condition=condition or Text("", ""))


_EMPTY = phrase(
    "empty-value",
    "„{key}” este gol; scrieți valoarea sau ștergeți cheia",
    "“{key}” is empty; write its value or delete the key",
)


@rule("empty-value", scope="field")
def empty(key: str) -> Text:
    """O cheie are o valoare; ce nu se știe se lasă deoparte cu totul.

    A key has a value; what is not known is left out altogether.

    Passes::

        short_name: AEL

    Fails::

        short_name:
    """
    return _EMPTY.say(key=key)


_KIND = phrase("kind", "„{key}” trebuie să fie {wanted}", "“{key}” must be {wanted}")


@rule("kind", scope="field")
def wrong_kind(key: str, wanted: Text) -> Text:
    """O valoare are felul declarat: text, listă, grup de chei, da/nu sau număr întreg.

    A value is of its declared kind: text, list, group of keys, yes/no or whole number.

    Passes::

        domains: [educatie]

    Fails::

        domains: educatie
    """
    return _KIND.say(key=key, wanted=wanted)


@rule("quotes", scope="field")
def quotes(value: str) -> Text:
    """Textul pe care YAML l-ar lua drept număr, dată sau valoare de adevăr stă între ghilimele.

    Text that YAML would take for a number, a date or a truth value stands in quotes: other tools would read 010101 as
    4161 and NO as false.

    Passes::

        cui: "30339344"

    Fails::

        cui: 30339344
    """
    return Text(
        f'puneți ghilimele: "{value}"; fără ele alte programe citesc aici un număr, o dată sau un „da/nu”',
        f'put it in quotes: "{value}"; without them other programs read a number, a date or a truth value here',
    )


@rule("no-quotes", scope="field")
def no_quotes(value: str) -> Text:
    """Numerele întregi și valorile true/false se scriu fără ghilimele.

    Whole numbers and true/false are written without quotes.

    Passes::

        demo: true

    Fails::

        demo: "true"
    """
    return Text(f"scrieți fără ghilimele: {value}", f"write it without quotes: {value}")


_WRITTEN_FORM = phrase(
    "written-form", "scrieți „{better}” în loc de „{value}”", "write “{better}” instead of “{value}”"
)


@rule("written-form", scope="field")
def written_form(value: str, better: str) -> Text:
    """Codurile au o singură formă scrisă: CUI fără RO, telefon +40…, IBAN fără spații, date an-lună-zi.

    Codes have one written form: CUI without RO, telephone +40…, IBAN without spaces, dates year-month-day.

    Passes::

        cui: "30339344"

    Fails::

        cui: RO 30339344
    """
    return _WRITTEN_FORM.say(better=better, value=value)


_LIST_LENGTH = phrase(
    "list-length",
    "lista are {size|element|elemente}; sunt admise între {least} și {most}",
    "the list has {size} items; {least} to {most} are allowed",
)


@rule("list-length", scope="field")
def list_length(size: int, least: int, most: int) -> Text:
    """O listă are între un minim și un maxim de elemente.

    A list has between its minimum and its maximum of items.

    Passes::

        domains: [educatie, cultura]

    Fails::

        domains: []
    """
    return _LIST_LENGTH.say(size=size, least=least, most=most)


_LIST_DISTINCT = phrase(
    "list-distinct", "„{value}” apare de două ori; păstrați-l o singură dată", "“{value}” stands twice; keep it once"
)


@rule("list-distinct", scope="field")
def list_distinct(value: str) -> Text:
    """Elementele unei liste sunt diferite.

    The items of a list differ.

    Passes::

        former_names: [Asociația Exemplu, Asociația Exemplu Vechi]

    Fails::

        former_names: [Asociația Exemplu, Asociația Exemplu]
    """
    return _LIST_DISTINCT.say(value=value)
