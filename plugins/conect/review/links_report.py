"""The results of trying addresses, as text, Markdown for an issue, or JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from conect.records.problems import Text
from conect.review.escaping import code, fitting
from conect.review.links import Link, Result, State
from conect.review.reporters import one_line

MOST = 30_000
"""Characters of a Markdown list: two such lists fit into one issue."""

STATES: Mapping[State, Text] = {
    "ok": Text("merg", "alive"),
    "dead": Text("moarte", "dead"),
    "unknown": Text("nu se știe", "not known"),
}

Report = Callable[[Sequence[Link], Mapping[str, Result], str], str]


def _shown(links: Sequence[Link], results: Mapping[str, Result]) -> list[tuple[Link, Result]]:
    """Return the dead ones, then those not known, each the longest ago first."""
    order = {"dead": 0, "unknown": 1}
    found = [(link, results[link.address]) for link in links if link.address in results]
    wrong = [(link, result) for link, result in found if result.state in order]
    return sorted(wrong, key=lambda pair: (order[pair[1].state], pair[1].since, pair[0].address))


def _count(links: Sequence[Link], results: Mapping[str, Result], lang: str) -> str:
    counts = Counter(results[link.address].state for link in links if link.address in results)
    told = ", ".join(f"{STATES[state].in_lang(lang)}: {counts[state]}" for state in STATES)
    rest = len(links) - sum(counts.values())
    return Text(f"Adrese – {told}; neîncercate: {rest}.", f"Addresses – {told}; not tried: {rest}.").in_lang(lang)


def text(links: Sequence[Link], results: Mapping[str, Result], lang: str) -> str:
    """Return a line an address that is not alive, then the count."""
    lines = [
        f"{result.state:7}  {result.since}  {one_line(link.address)}  ({result.why})  {one_line(link.places[0][0])}\n"
        for link, result in _shown(links, results)
    ]
    return "".join(lines) + _count(links, results, lang) + "\n"


def markdown(links: Sequence[Link], results: Mapping[str, Result], lang: str) -> str:
    """Return a list for an issue; addresses stand in code spans, so that nobody follows one by accident."""
    shown = _shown(links, results)
    since = Text("din", "since").in_lang(lang)
    lines = (
        f"- **{STATES[result.state].in_lang(lang)}** {since} {result.since}: {code(link.address)} "
        f"({code(result.why)}), " + ", ".join(code(path, 120) for path, _ in link.places[:3])
        for link, result in shown
    )
    kept = fitting(lines, MOST)
    if (more := len(shown) - len(kept)) > 0:
        kept.append(Text(f"- … și încă {more}", f"- … and {more} more").in_lang(lang))
    return "\n".join([_count(links, results, lang), "", *kept]).rstrip() + "\n"


def as_json(links: Sequence[Link], results: Mapping[str, Result], lang: str) -> str:  # noqa: ARG001 - one signature
    """Return a list of {address, places, state, why, tried, since}; the last four are null where it was not tried."""
    empty = dict.fromkeys(Result._fields)
    made = [
        {"address": link.address, "places": [{"path": path, "key": key} for path, key in link.places]}
        | (results[link.address]._asdict() if link.address in results else empty)
        for link in links
    ]
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


FORMS: dict[str, Report] = {"text": text, "markdown": markdown, "json": as_json}
"""By the name that ``--format`` takes."""
