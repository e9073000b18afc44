"""Freshness, sources, logo: what keeps a record honest."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from conect.records.phrases import phrase
from conect.records.problems import Fix, Text
from conect.records.record import Record
from conect.records.rule import Context, Finding, record_rule
from conect.records.rules.legal import parsed
from conect.romania.text import amount

FRESH_DAYS = 365
"""A profile confirmed longer ago wears a mark and stands in the list of those to confirm."""

STRUCK_OFF = frozenset({"radiata", "dizolvata"})
"""Statuses of organisations that no longer exist: their page stays, lists leave it out by default."""

LOGO_MAX_BYTES = 100_000
LOGO_MAX_SIDE = 2000

OWN_FACTS = frozenset(
    {"origin", "sources", "demo", "former_ids", "register_absent_since", "maintainers", "verification", "siruta"}
)
"""Keys of an imported record that say something about the record, not about the organisation (``siruta`` is derived)."""


_STALE = phrase(
    "stale",
    'profilul a fost confirmat acum {days|zi|zile}; verificați toate datele și scrieți „confirmed_on: "{today}"”',
    'the profile was confirmed {days} days ago; check all of it and write “confirmed_on: "{today}"”',
)


@record_rule("stale", level="warning")
def stale(record: Record, context: Context) -> Iterator[Finding]:
    """Un profil se confirmă cel puțin o dată la 365 de zile.

    A profile is confirmed at least every 365 days.

    Passes::

        confirmed_on: "2026-09-01"

    Fails::

        confirmed_on: "2020-09-01"
    """
    day = parsed(record.get("confirmed_on"))
    if record.get("registry_status") in STRUCK_OFF:
        return  # nobody is left to ask
    if day is not None and (age := (context.today - day).days) > FRESH_DAYS:
        yield Finding(("confirmed_on",), _STALE.say(days=age, today=context.today.isoformat()))


_SOURCE_FIELD = phrase(
    "source-field",
    "fișa nu are câmpul „{key}”; scrieți unul dintre: {keys}",
    "the record has no field “{key}”; write one of: {keys}",
)


@record_rule("source-field")
def source_field(record: Record, context: Context) -> Iterator[Finding]:
    """O sursă se referă la un câmp care are o valoare în fișă.

    A source is about a field that has a value in the record.

    Passes::

        sources: [{field: name, name: Registrul național ONG, date: "2026-03-09"}]

    Fails::

        sources: [{field: purpose, name: Registrul național ONG, date: "2026-03-09"}]
    """
    for i, source in enumerate(record.get("sources") or []):
        key = source.get("field")
        if isinstance(key, str) and key not in record:
            near = ", ".join(k for k in record if k not in {"sources", "origin"})
            yield Finding(("sources", i, "field"), _SOURCE_FIELD.say(key=key, keys=near))


_SOURCE_MISSING = phrase(
    "source-missing",
    "„{key}” nu are o sursă; adăugați-o la „sources”",
    "“{key}” has no source; add one under “sources”",
)


@record_rule("source-missing")
def source_missing(record: Record, context: Context) -> Iterator[Finding]:
    """Fiecare valoare dintr-o fișă importată are o sursă.

    Every value of an imported record has a source.

    Passes::

        origin: organization

    Fails::

        origin: register
        national_registry_number: "12/A/2005"
        purpose: Promovarea lecturii
        sources: [{field: name, name: Registrul național ONG, date: "2026-03-09"}]
    """
    if record.origin != "register":
        return
    known = {source.get("field") for source in record.get("sources") or []}
    for key in record:
        if key not in known and key not in OWN_FACTS and key in IMPORTED:
            yield Finding((key,), _SOURCE_MISSING.say(key=key))


IMPORTED = frozenset({"purpose", "public_utility", "county", "locality", "country", "national_registry_number"})
"""Keys of an imported record whose values need a source."""


_LOGO_NAME = phrase(
    "logo.name",
    "fișierul siglei poartă numele fișei; redenumiți-l „{better}”",
    "the logo bears the record's name; rename it to “{better}”",
)


@record_rule("logo")
def logo(record: Record, context: Context) -> Iterator[Finding]:
    """Sigla este un fișier PNG sau WebP lângă fișă, cu numele ei, de cel mult 100 kB și 2000 × 2000 de pixeli.

    The logo is a PNG or WebP file beside the record, of its name, at most 100 kB and 2000 × 2000 pixels.

    Passes::

        short_name: AEL

    Fails::

        logo: {file: alt-nume.png, alt: Sigla asociației}
    """
    file = (record.get("logo") or {}).get("file")
    if not isinstance(file, str):
        return
    stem, _, suffix = file.rpartition(".")
    if stem != record.id:
        better = f"{record.id}.{suffix or 'png'}"
        yield Finding(("logo", "file"), _LOGO_NAME.say(better=better), Fix(better, pointer=("logo", "file")))
        return
    if suffix not in _FORMATS:
        return  # the field's pattern has said so
    folder = record.path.rpartition("/")[0]
    fault = _image_fault(context.read_file(f"{folder}/{file}"), suffix)
    if fault:
        yield Finding(("logo", "file"), fault)


_FORMATS = {"png": "PNG", "webp": "WEBP"}


def _image_fault(data: bytes | None, suffix: str) -> Text | None:
    from PIL import Image, UnidentifiedImageError

    if data is None:
        return Text(
            "fișierul siglei lipsește; puneți-l lângă fișă", "the logo's file is missing; put it beside the record"
        )
    if len(data) > LOGO_MAX_BYTES:
        return Text(
            f"sigla are {amount(len(data), 'octet', 'octeți')}, cel mult {LOGO_MAX_BYTES} sunt admiși; micșorați imaginea",
            f"the logo has {len(data)} bytes, at most {LOGO_MAX_BYTES} are allowed; make the picture smaller",
        )
    wanted = _FORMATS[suffix]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[wanted]) as image:
                if max(image.size) > LOGO_MAX_SIDE:
                    return Text(
                        f"sigla are {image.width} × {image.height} pixeli, cel mult {LOGO_MAX_SIDE} × {LOGO_MAX_SIDE} sunt admiși",
                        f"the logo has {image.width} × {image.height} pixels, at most {LOGO_MAX_SIDE} × {LOGO_MAX_SIDE} are allowed",
                    )
                image.load()
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        return Text(
            f"fișierul nu este o imagine {wanted} întreagă; salvați-o din nou ca {wanted}",
            f"the file is not a whole {wanted} image; save it again as {wanted}",
        )
    return None
