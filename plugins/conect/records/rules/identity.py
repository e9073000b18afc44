"""Ids and names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conect.records.phrases import phrase
from conect.records.record import Record
from conect.records.rule import Context, Finding, record_rule
from conect.romania.text import slug

RECORD_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_ID = 80
MAX_NAME = 250
"""Characters of a profile's name; register records keep longer ones."""

RESERVED_IDS = frozenset(
    {"pagina", "index", "feed", "atom", "rss", "judet", "domeniu", "cauta", "propune", "lista", "en", "ro", "404"}
)
"""Ids that would shadow a path of the site below ``/organizatii/``, today or one day."""


_ID_FORM = phrase(
    "id-form",
    "numele fișierului trebuie să aibă doar litere mici fără diacritice, cifre și cratime, cel mult {most}; "
    "redenumiți-l „{better}”",
    "the file's name must have only lower-case letters without diacritics, digits and hyphens, at most {most}; "
    "rename it to “{better}”",
)


@record_rule("id-form")
def id_form(record: Record, context: Context) -> Iterator[Finding]:
    """Numele fișierului este identificatorul: litere mici fără diacritice, cifre și cratime, cel mult 80 de caractere.

    The file's name is the id: lower-case letters without diacritics, digits and hyphens, at most 80 characters.

    Passes::

        # file: cj/asociatia-exemplu-2.yaml

    Fails::

        # file: cj/Asociatia_Exemplu.yaml
    """
    if len(record.id) > MAX_ID or not RECORD_ID.fullmatch(record.id):
        better = slug(record.id, MAX_ID) or slug(str(record.get("name", "")), MAX_ID) or "asociatia-exemplu"
        shown = f"{better}.{record.path.rpartition('.')[2]}"
        yield Finding((), _ID_FORM.say(most=MAX_ID, better=shown))


_ID_RESERVED = phrase(
    "id-reserved",
    "„{id}” este o adresă a site-ului; alegeți alt nume, de exemplu „asociatia-{id}”",
    "“{id}” is an address of the site; choose another name, for example “asociatia-{id}”",
)


@record_rule("id-reserved")
def id_reserved(record: Record, context: Context) -> Iterator[Finding]:
    """Identificatorul nu acoperă o adresă a site-ului.

    The id does not shadow an address of the site.

    Passes::

        # file: cj/asociatia-pagina.yaml

    Fails::

        # file: cj/pagina.yaml
    """
    if record.id in RESERVED_IDS:
        yield Finding((), _ID_RESERVED.say(id=record.id))


_NAME_LENGTH = phrase(
    "name-length",
    "denumirea are {size|caracter|caractere}, cel mult {most} sunt admise într-un profil; folosiți forma scurtă din statut",
    "the name has {size} characters, at most {most} are allowed in a profile; use the short form of the statute",
)


@record_rule("name-length")
def name_length(record: Record, context: Context) -> Iterator[Finding]:
    """Denumirea unui profil are cel mult 250 de caractere; cele mai lungi rămân doar în fișele din registru (300).

    A profile's name has at most 250 characters; longer ones stand in register records only (300).

    Passes::

        name: Asociația Exemplu pentru Lectură

    Fails::

        name: Asociația Aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg hhhhhhhhh iiiiiiiii jjjjjjjjj kkkkkkkkk lllllllll mmmmmmmmm nnnnnnnnn ooooooooo ppppppppp qqqqqqqqq rrrrrrrrr sssssssss ttttttttt uuuuuuuuu vvvvvvvvv xxxxxxxxx yyyyyyyyy zzzzzzzzz
    """
    name = record.get("name")
    if record.origin == "organization" and isinstance(name, str) and MAX_NAME < len(name) <= 300:
        yield Finding(("name",), _NAME_LENGTH.say(size=len(name), most=MAX_NAME))


_CAPITALS = phrase(
    "name-capitals",
    "denumirea este scrisă numai cu majuscule; scrieți de exemplu „{better}”",
    "the name is all in capitals; write for example “{better}”",
)


@record_rule("name-capitals", level="warning")
def name_capitals(record: Record, context: Context) -> Iterator[Finding]:
    """Denumirea unui profil se scrie cu litere mari doar unde se scrie de obicei.

    A profile's name is written in ordinary capitals.

    Passes::

        name: Asociația Exemplu pentru Lectură

    Fails::

        name: ASOCIAȚIA EXEMPLU PENTRU LECTURĂ
    """
    name = record.get("name")
    if record.origin == "organization" and isinstance(name, str) and len(name) > 12 and name.isupper():
        yield Finding(("name",), _CAPITALS.say(better=name.title()))
