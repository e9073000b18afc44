"""What ``conect search`` prints: the query as it was understood, then the results with the parts of their scores."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from conect.records.problems import Text
from conect.romania.text import amount
from conect.search.engine import Result
from conect.search.explaining import FIELD_LABELS, Explained, Part, Understood

WIDTH = 80
"""Columns that the text keeps within."""

TERM = 16
"""Columns of a term at most; the JSON has it whole."""

KINDS = {
    "exact": Text("rădăcină", "stem"),
    "synonym": Text("sinonim", "synonym"),
    "prefix": Text("început", "prefix"),
    "typo": Text("o literă", "typo"),
    "identifier": Text("număr", "number"),
    "name": Text("tot numele", "whole name"),
}
REASONS = {
    "filler": Text("nu spune nimic unei căutări", "says nothing to a search"),
    "legal form": Text(
        "o formă juridică, cântărește numai în denumiri întregi", "a legal form, weighs in whole names only"
    ),
    "same": Text("un alt cuvânt are aceeași rădăcină", "another word has the same stem"),
    "limit": Text("prea multe cuvinte", "too many words"),
}
MODES = {
    "any": Text(
        "Nicio organizație nu are toate cuvintele; acestea au unele dintre ele.",
        "No organisation has all the words; these have some of them.",
    ),
    "similar": Text(
        "Unele cuvinte nu apar nicăieri; s-au căutat cele care diferă printr-o literă.",
        "Some words stand nowhere; those one letter away were looked for.",
    ),
    "everything": Text(
        "Niciun cuvânt de căutat: toate organizațiile, după denumire.",
        "No word to look for: all organisations, by name.",
    ),
}
COLUMNS = (
    Text("termen", "term"),
    Text("cum", "how"),
    Text("câmp", "field"),
    Text("tf", "tf"),
    Text("lung.", "length"),
    Text("idf", "idf"),
    Text("pondere", "weight"),
    Text("ori", "times"),
    Text("parte", "part"),
)
_ALL = Text("toate (aproximativ)", "all (roughly)")


@dataclass(frozen=True)
class Answer:
    """All that is told of one search."""

    text: str
    understood: Understood
    result: Result
    hits: Sequence[Explained]


def as_json(answer: Answer, lang: str) -> str:  # noqa: ARG001 - one signature for both forms
    """Return the answer as one JSON object; its keys are those of the dataclasses."""
    result = answer.result
    told = {
        "query": answer.text,
        **asdict(answer.understood),
        "words": [{"typed": typed, "term": term, "found_as": kind} for typed, term, kind in answer.understood.words],
        "dropped": [{"typed": typed, "reason": reason} for typed, reason in answer.understood.dropped],
        "mode": result.mode,
        "total": result.total,
        "struck_off": result.struck_off,
        "chosen": result.chosen,
        "corrected": [{"typed": typed, "used": near} for typed, near in result.corrected],
        "suggestions": result.suggestions,
        "hits": [asdict(hit) for hit in answer.hits],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def as_text(answer: Answer, lang: str) -> str:
    """Return the answer for people, at most ``WIDTH`` columns wide unless an address or id is wider."""
    lines = [*_head(answer, lang), ""]
    for place, hit in enumerate(answer.hits, start=1):
        lines += [*_hit(place, hit, lang), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _head(answer: Answer, lang: str) -> list[str]:
    seen, result = answer.understood, answer.result
    lines = [_say(lang, f"Căutat: „{_one_line(answer.text)}”", f"Searched: “{_one_line(answer.text)}”")]
    for typed, term, kind in seen.words:
        how = KINDS[kind].in_lang(lang) if kind else _say(lang, "negăsit", "not found")
        lines.append(f"  {typed} → {term} ({how})")
    for number in seen.identifiers:
        lines.append(f"  {number} ({_say(lang, 'număr oficial', 'official number')})")
    if seen.legal_form:
        lines.append(_say(lang, f"  filtru: legal_form={seen.legal_form}", f"  filter: legal_form={seen.legal_form}"))
    for typed, reason in seen.dropped:
        if not (seen.legal_form and reason == "legal form"):
            lines.append(_say(lang, f"  fără „{typed}”: ", f"  without “{typed}”: ") + REASONS[reason].in_lang(lang))
    if seen.cut:
        lines.append(_say(lang, "  numai primele 200 de caractere", "  the first 200 characters only"))
    if result.mode in MODES and result.total:
        lines.append(MODES[result.mode].in_lang(lang))
    for typed, near in result.corrected if result.total else ():
        lines.append(f"  {typed} ≈ {', '.join(near) if near else _say(lang, 'niciun cuvânt asemănător', 'no word')}")
    if result.suggestions:
        better = "; ".join(result.suggestions)
        lines.append(_say(lang, f"Poate ați vrut: {better}", f"Did you mean: {better}"))
    lines.append(_total(result, lang))
    if result.chosen:
        lines.append(
            _say(
                lang,
                "Ordinea este aleasă după ponderi rotunjite, ca în browser.",
                "The order was chosen by rounded weights, as in the browser.",
            )
        )
    return [part for line in lines for part in _wrapped(line, "    ")]


def _total(result: Result, lang: str) -> str:
    if lang == "en":
        found = f"{result.total:,} organisation{'' if result.total == 1 else 's'} found"
        left = f"; {result.struck_off:,} struck off or dissolved left out" if result.struck_off else ""
        return f"{found if result.total else 'Nothing found'}{left}."
    verb = "găsită" if result.total == 1 else "găsite"
    found = f"{amount(result.total, 'organizație', 'organizații')} {verb}" if result.total else "Nimic găsit"
    if not result.struck_off:
        return f"{found}."
    one = result.struck_off == 1
    more = amount(result.struck_off, "radiată sau dizolvată", "radiate sau dizolvate")
    return f"{found}; {more}, {'lăsată' if one else 'lăsate'} deoparte."


def _hit(place: int, hit: Explained, lang: str) -> list[str]:
    start = f"{place}. "
    lines = _wrapped(start + _one_line(hit.name), " " * len(start))
    where = ", ".join(part for part in dict.fromkeys((hit.locality, hit.county)) if part)
    lines += _wrapped(f"   {hit.id}{' · ' if where else ''}{_one_line(where)}", "   ")
    if not hit.parts:
        return lines
    rows = [[column.in_lang(lang) for column in COLUMNS], *([*_cells(part, lang)] for part in hit.parts)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    for row in rows:
        cells = [
            cell.ljust(width) if at < 3 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("   " + " ".join(cells))
    total = _say(lang, "scor", "score")
    line = f"{total} {_number(hit.score, 4, lang)}"
    lines.append(" " * (3 + sum(widths) + len(widths) - 1 - len(line)) + line)
    lines += _wrapped(f"   {_division(hit.parts, lang)}", "   ")
    return lines


def _cells(part: Part, lang: str) -> list[str]:
    label = FIELD_LABELS.get(part.field or "")
    return [
        part.term if len(part.term) <= TERM else part.term[: TERM - 1] + "…",
        KINDS[part.kind].in_lang(lang),
        label.in_lang(lang) if label else part.field or _ALL.in_lang(lang),
        "" if part.frequency is None else str(part.frequency),
        "" if part.length is None else str(part.length),
        _number(part.idf, 2, lang),
        _number(part.weight, 3, lang),
        f"{part.boost:g}",
        _number(part.share, 4, lang),
    ]


def _division(parts: Sequence[Part], lang: str) -> str:
    """Say how a part comes from its row: lunr divides by the query's length in the field."""
    lengths = {round(part.query_length, 3): None for part in sorted(parts, key=lambda part: -part.query_length)}
    told = " / ".join(_number(length, 3, lang) for length in lengths)
    return _say(
        lang,
        f"parte = pondere · ori : lungimea interogării ({told})",
        f"part = weight · times : the query's length ({told})",
    )


def _number(value: float, digits: int, lang: str) -> str:
    shown = f"{value:.{digits}f}"
    return shown if lang == "en" else shown.replace(".", ",")


def _say(lang: str, ro: str, en: str) -> str:
    return Text(ro, en).in_lang(lang)


def _one_line(text: str) -> str:
    """Return a text that can neither break a line nor steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _wrapped(line: str, indent: str) -> list[str]:
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
    ) or [""]


FORMS = {"text": as_text, "json": as_json}
"""By the name that ``--format`` takes."""
