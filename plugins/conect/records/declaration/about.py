"""What the organisation says about itself, in Romanian and in other languages."""

from __future__ import annotations

from conect.records.fields import PROFILE, Field, Mapping, Scalar
from conect.records.primitives import LatinScript, Length
from conect.records.problems import Text
from conect.records.rules.about import TEXT_MOST

_SUMMARY = Scalar((Length(50, 250),))
_DESCRIPTION = Scalar((Length(200, TEXT_MOST),), form="markdown")


def _translation(lang: str, label: Text, name: Scalar) -> Field:
    return Field(
        lang,
        label,
        Text("Denumirea și prezentarea în această limbă.", "Name and description in this language."),
        Mapping(
            (
                Field(
                    "name",
                    Text("Denumire", "Name"),
                    Text("Denumirea folosită în această limbă.", "The name used in this language."),
                    name,
                    "Example Association for Reading",
                    "about",
                    weight=6,
                ),
                Field(
                    "summary",
                    Text("Descriere scurtă", "Summary"),
                    Text("50–250 de caractere, fără formatare.", "50–250 characters, without formatting."),
                    _SUMMARY,
                    "We help children in villages to read, with mobile libraries and reading circles.",
                    "about",
                    weight=2,
                ),
                Field(
                    "description",
                    Text("Prezentare", "Description"),
                    Text("200–5.000 de caractere, Markdown.", "200–5,000 characters, Markdown."),
                    _DESCRIPTION,
                    "",
                    "about",
                    weight=1,
                    asked=Text("200–5.000 de caractere.", "200–5,000 characters."),
                ),
            )
        ),
        {"name": "Example Association for Reading"},
        "about",
    )


FIELDS: tuple[Field, ...] = (
    Field(
        "summary",
        Text("Descriere scurtă", "Summary"),
        Text(
            "O frază de 50–250 de caractere, fără formatare: ce face organizația și pentru cine.",
            "One sentence of 50–250 characters, without formatting: what the organisation does and for whom.",
        ),
        _SUMMARY,
        "Ajutăm copiii din sate să citească, cu biblioteci mobile și cercuri de lectură.",
        "about",
        required=PROFILE,
        weight=4,
        translatable=True,
    ),
    Field(
        "description",
        Text("Prezentare", "Description"),
        Text(
            "200–5.000 de caractere în Markdown: titluri cu ###, liste, legături https. Fără HTML, fără imagini.",
            "200–5,000 characters of Markdown: headings with ###, lists, https links. No HTML, no images.",
        ),
        _DESCRIPTION,
        "### Ce facem\n\nMergem în sate cu o bibliotecă mobilă …",
        "about",
        required=PROFILE,
        weight=2,
        translatable=True,
        asked=Text(
            "200–5.000 de caractere: ce faceți, pentru cine, de când. Un rând gol desparte paragrafele; puteți scrie "
            "titluri (### la început de rând), liste (- la început de rând), **litere groase** și legături https.",
            "200–5,000 characters: what you do, for whom, since when. A blank line parts paragraphs; you can write "
            "headings (### at the start of a line), lists (- at the start of a line), **bold** and https links.",
        ),
    ),
    Field(
        "purpose",
        Text("Scop (statut)", "Purpose (statute)"),
        Text("Scopul din statut, text simplu.", "The purpose in the statute, plain text."),
        Scalar((Length(3, 3000),), form="lines"),
        "Promovarea lecturii în rândul copiilor.",
        "about",
        weight=1,
    ),
    Field(
        "translations",
        Text("Traduceri", "Translations"),
        Text(
            "Denumirea, descrierea și prezentarea în engleză (en), maghiară (hu), ucraineană (uk).",
            "Name, summary and description in English (en), Hungarian (hu), Ukrainian (uk).",
        ),
        Mapping(
            (
                _translation("en", Text("Engleză", "English"), Scalar((Length(3, 300), LatinScript()))),
                _translation("hu", Text("Maghiară", "Hungarian"), Scalar((Length(3, 300), LatinScript()))),
                _translation("uk", Text("Ucraineană", "Ukrainian"), Scalar((Length(3, 300),))),
            )
        ),
        {"en": {"name": "Example Association for Reading"}},
        "about",
        asked=Text(
            "Puteți traduce și numai o parte; restul se arată în română.",
            "You may translate a part alone; the rest is shown in Romanian.",
        ),
    ),
)
