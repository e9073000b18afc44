"""What holds for every text of a record: its letters, its spaces, and what must never stand in it."""

from __future__ import annotations

import re
import unicodedata

from conect.records.normalise import Form, spaces
from conect.records.phrases import phrase
from conect.records.problems import Text
from conect.records.rule import rule
from conect.romania.identifiers import find_cnp
from conect.romania.mojibake import repair
from conect.romania.text import comma_below


@rule("mojibake", scope="field")
def mojibake(value: str) -> str | None:
    """Literele stricate de o conversie (asociaþia, cãtre) se scriu din nou corect.

    Letters that a conversion broke (asociaþia, cãtre) are written properly again.

    Passes::

        purpose: Sprijin pentru asociația de către voluntari

    Fails::

        purpose: Sprijin pentru asociaþia de cãtre voluntari
    """
    better = repair(value)
    return better if better != value else None


@rule("cedilla", scope="field")
def cedilla(value: str) -> str | None:
    """Se scrie ș și ț cu virgulă dedesubt, nu ş și ţ cu sedilă.

    Ș and ț are written with a comma below, not with a cedilla.

    Passes::

        purpose: Știință și tehnică

    Fails::

        purpose: Ştiinţă şi tehnică
    """
    better = comma_below(value)
    return better if better != value else None


@rule("unicode-nfc", scope="field")
def nfc(value: str) -> str | None:
    """Literele cu semne sunt un singur caracter (forma Unicode NFC).

    Letters with marks are one character each (Unicode form NFC).

    Passes::

        purpose: "\\u0103"

    Fails::

        purpose: "abca\\u0306"
    """
    better = unicodedata.normalize("NFC", value)
    return better if better != value else None


@rule("spaces", scope="field")
def odd_spaces(value: str, form: Form) -> str | None:
    """Un singur spațiu între cuvinte, niciunul la capete, niciun tab.

    One space between words, none at the ends, no tab.

    Passes::

        short_name: Exemplu Vechi

    Fails::

        short_name: "Exemplu  Vechi "
    """
    if form == "markdown":
        better = value.replace("\t", "    ").strip("\n ").replace("\u00a0", " ")
    else:
        better = spaces(value, lines=form == "lines")
    return better if better != value else None


_PERSONAL_CODE = phrase(
    "personal-code",
    "textul conține un cod numeric personal (CNP); ștergeți-l: datele personale nu se publică",
    "the text holds a personal numeric code (CNP); delete it: personal data is not published",
)


@rule("personal-code", scope="field")
def personal_code(value: str) -> Text | None:
    """Codul numeric personal (CNP) al cuiva nu apare în nicio valoare.

    No value holds anybody's personal numeric code (CNP).

    Passes::

        purpose: Telefon intern 1960101, camera 22

    Fails::

        purpose: Președinte, CNP 1960101221141
    """
    found = find_cnp(value)
    if found is None:
        return None
    return _PERSONAL_CODE.say()


TIDY = {
    rule_id: phrase(rule_id, f"{ro}; scrieți „{{better}}”", f"{en}; write “{{better}}”")
    for rule_id, ro, en in (
        (mojibake.id, "literele sunt stricate de o conversie", "its letters were broken by a conversion"),
        (cedilla.id, "ş și ţ sunt scrise cu sedilă", "ş and ţ are written with a cedilla"),
        (nfc.id, "unele litere sunt scrise din două caractere", "some letters are made of two characters"),
        (odd_spaces.id, "are spații în plus", "it has superfluous spaces"),
    )
}
"""By rule, why a text is to be written otherwise, and how."""


def tidy(value: str, form: Form) -> tuple[str, list[str]]:
    """Return the value in tidy writing and the ids of the rules that changed it; equal texts change nothing."""
    if _ORDINARY.fullmatch(value) and _evenly_spaced(value, form):
        return value, []
    changed: list[str] = []
    for check in (mojibake, cedilla, nfc):
        if (better := check(value)) is not None:
            value = better
            changed.append(check.id)
    if (better := odd_spaces(value, form)) is not None:
        value = better
        changed.append(odd_spaces.id)
    return value, changed


_ORDINARY = re.compile("[\n -~ĂÂÎȘȚăâîșț„”]*")
"""Texts whose letters no rule here would write otherwise: nearly all are, and are told some thirty times as fast."""


def _evenly_spaced(value: str, form: Form) -> bool:
    """Tell of an ordinary text, whose white space is blanks and line breaks alone, that its spaces are right."""
    if value[:1] in _BLANK or value[-1:] in _BLANK:
        return False
    if form == "markdown":
        return True
    return "  " not in value and (" \n" if form == "lines" else "\n") not in value


_BLANK = (" ", "\n")
