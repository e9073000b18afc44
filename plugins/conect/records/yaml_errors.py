"""libyaml's errors in the reader's language: what stands there and what to type instead."""

from __future__ import annotations

import yaml

from conect.records.problems import Problem, Text
from conect.records.rules import yaml as rules

_QUOTE_RO = 'puneți valoarea între ghilimele: "…"'
_QUOTE_EN = 'put the value in quotes: "…"'

# By libyaml's own words (problem, then context): the place to point at ("problem" or "context") and what to say.
_KNOWN: tuple[tuple[str, str, str, Text], ...] = (
    (
        "mapping values are not allowed",
        "",
        "problem",
        Text(
            f"„: ” nu poate sta într-o valoare fără ghilimele, iar o cheie începe la marginea blocului ei; {_QUOTE_RO} "
            "sau îndreptați spațiile de la începutul liniei",
            f"“: ” cannot stand in a value without quotes, and a key starts at its block's margin; {_QUOTE_EN} "
            "or mend the spaces at the start of the line",
        ),
    ),
    (
        "block sequence entries are not allowed",
        "",
        "problem",
        Text(
            "o listă începe pe rândul de sub cheia ei: scrieți „- …” pe linia următoare, cu două spații în față",
            "a list starts on the line below its key: write “- …” on the next line, after two spaces",
        ),
    ),
    (
        "found unexpected end of stream",
        "quoted scalar",
        "context",
        Text(
            "ghilimelele deschise aici nu se mai închid; adăugați ghilimeaua de la sfârșit",
            "the quote opened here is never closed; add the closing quote",
        ),
    ),
    (
        "found character that cannot start any token",
        "",
        "problem",
        Text(
            "o valoare nu poate începe cu acest caracter, iar la începutul liniei se pun spații, nu tab; "
            f"{_QUOTE_RO} sau înlocuiți tabul cu spații",
            "a value cannot start with this character, and a line is indented with spaces, not a tab; "
            f"{_QUOTE_EN} or replace the tab by spaces",
        ),
    ),
    (
        "did not find expected ',' or",
        "",
        "context",
        Text(
            "lista deschisă aici cu „[” sau „{” nu este închisă corect; puneți virgule între valori și semnul de la sfârșit",
            "the list opened here with “[” or “{” is not closed properly; put commas between its values and the closing sign",
        ),
    ),
    (
        "did not find expected node content",
        "",
        "problem",
        Text(f"aici lipsește o valoare; {_QUOTE_RO}", f"a value is missing here; {_QUOTE_EN}"),
    ),
    (
        "did not find expected key",
        "",
        "problem",
        Text(
            "după valoare urmează ceva ce nu are loc aici; dacă face parte din text, cuprindeți tot textul între ghilimele "
            '(ghilimelele din text se scriu \\"); altfel îndreptați spațiile de la începutul liniei',
            "after the value comes something that has no place here; if it belongs to the text, put the whole text in quotes "
            '(quotes inside it are written \\"); otherwise mend the spaces at the start of the line',
        ),
    ),
    (
        "did not find expected '-' indicator",
        "",
        "problem",
        Text(
            "această linie nu este element al listei de mai sus; scrieți „- ” în față sau îndreptați spațiile",
            "this line is no item of the list above; write “- ” before it or mend the spaces",
        ),
    ),
    (
        "could not find expected ':'",
        "",
        "context",
        Text(
            "după cheie lipsește „:”; scrieți „cheie: valoare”; un text pe mai multe rânduri se scrie după „|”, cu două "
            "spații la începutul fiecărui rând",
            "“:” is missing after the key; write “key: value”; a text of several lines follows “|”, each line after two spaces",
        ),
    ),
    (
        "unknown escape character",
        "",
        "problem",
        Text(
            "după „\\” între ghilimele duble urmează un semn necunoscut; pentru o bară oblică inversă scrieți „\\\\”",
            "an unknown sign follows “\\” in double quotes; for a backslash write “\\\\”",
        ),
    ),
    (
        "invalid Unicode character escape code",
        "",
        "problem",
        Text(
            "secvența „\\u…” nu este un caracter; scrieți caracterul însuși",
            "the “\\u…” is no character; write the character itself",
        ),
    ),
    (
        "did not find expected <document start>",
        "",
        "problem",
        Text(
            "după linia „...” nu mai poate urma nimic; ștergeți linia „...”",
            "nothing may follow the line “...”; delete that line",
        ),
    ),
    (
        "expected alphabetic or numeric character",
        "",
        "context",
        Text(
            f"„&” și „*” la începutul unei valori au un înțeles special; {_QUOTE_RO}",
            f"“&” and “*” at the start of a value have a special meaning; {_QUOTE_EN}",
        ),
    ),
)

_OTHER = Text(
    f"textul de aici nu este YAML corect; {_QUOTE_RO} și verificați spațiile de la începutul liniei",
    f"the text here is not well-formed YAML; {_QUOTE_EN} and check the spaces at the start of the line",
)


def explain(path: str, text: str, error: yaml.YAMLError, line_offset: int) -> Problem:
    """Turn an error of the C parser over ``text`` into a located problem with an instruction."""
    message, mark = _OTHER, getattr(error, "problem_mark", None)
    problem, context = getattr(error, "problem", None) or "", getattr(error, "context", None) or ""
    for known, known_context, place, words in _KNOWN:
        if known in problem and known_context in context:
            message = words
            if place == "context" and getattr(error, "context_mark", None) is not None:
                mark = error.context_mark  # type: ignore[attr-defined]  # present on MarkedYAMLError only
            break
    if mark is None:
        return Problem(path, 1 + line_offset, 1, "error", rules.syntax.id, rules.syntax(*message))
    # libyaml places an error at the end of the text on a line that does not exist.
    last_line = text.count("\n") + (not text.endswith("\n")) if text else 1
    line = min(mark.line + 1, last_line)
    column = mark.column + 1 if line == mark.line + 1 else len(text.splitlines()[line - 1]) + 1
    return Problem(path, line + line_offset, column, "error", rules.syntax.id, rules.syntax(*message))
