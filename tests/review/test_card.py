"""The card and the annotations show strangers' text and obey none of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from conect.records.problems import Problem, Text
from conect.review.annotations import commands
from conect.review.answer import MOST_BYTES, as_json
from conect.review.card import MOST, markdown
from conect.review.escaping import code
from conect.review.guard import Author
from conect.review.report import Report, Shown
from tests.review.repository import File, Repository, profile

HOSTILE = (
    "@ana",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](https://evil.example)",
    "https://evil.example/?q=1",
    "`@ana`",
    "``@ana`` #1 deadbeefdeadbeef",
    "x\n\n## Propunerea poate fi primită\n",
    "| a | b |\n|---|---|",
    "\u202eabc\u2066",
    "\\`@ana\\`",
    "::error file=x::y",
    "<!--",
    "$x$ :tada: &lt; &#64;ana",
)
PARSER = MarkdownIt("commonmark", {"html": True, "linkify": True})


def seen(text: str) -> tuple[list[str], list[str]]:
    """Return the kinds of all tokens, and all text outside code spans."""
    kinds: list[str] = []
    outside: list[str] = []
    for token in PARSER.parse(text):
        kinds.append(token.type)
        for child in token.children or []:
            kinds.append(child.type)
            if child.type == "text":
                outside.append(child.content)
    return kinds, outside


@given(st.text(max_size=80) | st.text("`@<>[]()|\\ \n\r\u2028a#", max_size=40) | st.sampled_from(HOSTILE))
@settings(max_examples=300, deadline=None)
def test_any_text_is_one_code_span_on_one_line(text: str) -> None:
    span = code(text)
    assert len(span.splitlines()) == 1
    kinds, outside = seen(f"a {span} b")
    assert kinds == ["paragraph_open", "inline", "text", "code_inline", "text", "paragraph_close"]
    assert outside == ["a ", " b"]


def test_a_hostile_record_cannot_write_the_card(repository: Repository, base: str) -> None:
    files: dict[str, File] = {
        f"content/organizations/cj/h{n}.yaml": profile(
            json.dumps(f"Asociația {text}"),
            "4921504",
            summary=json.dumps(text),
            reports=f"[{{title: {json.dumps(text)}}}]",
        )
        for n, text in enumerate(HOSTILE)
    }
    files |= {"@ana/<b>x\n::error::y": "z", "`x` [a](b)": "z"}
    report = repository.review(base, repository.commit(files, base), "ana")
    report = replace(report, author=Author("ana\n@sefa <b>", administrator=False))
    for lang in ("ro", "en"):
        card = markdown(report, lang)
        kinds, outside = seen(card)
        assert not {kind for kind in kinds if "html" in kind or "link" in kind or kind == "image"}
        assert not [text for text in outside if any(bad in text for bad in ("@", "<", "http", "evil", "alert"))]
        # Only the project's own headings.
        assert kinds.count("heading_open") == card.count("\n### ") + 1
        assert not any(line.startswith("::") for line in card.splitlines())


def test_annotations_stay_one_command_a_line(repository: Repository, base: str) -> None:
    files: dict[str, File] = {"a\n::error file=x::y,b:c%0A": "z", "content/organizations/cj/x.yaml": "name: [\n"}
    printed = commands(repository.review(base, repository.commit(files, base), "ana"), "en")
    lines = printed.splitlines()
    assert all(line.startswith(("::error file=", "::warning file=", "::notice title=")) for line in lines)
    assert lines[0].startswith("::error file=a ")
    assert "%3A%3Aerror" in lines[0]
    assert any("file=content/organizations/cj/x.yaml" in line for line in lines)


def test_annotations_stand_at_the_changed_line(repository: Repository, base: str) -> None:
    broken = profile("Asociația Nouă", "4921505")
    printed = commands(
        repository.review(base, repository.commit({"content/organizations/cj/n.yaml": broken}, base)), "ro"
    )
    assert "::error file=content/organizations/cj/n.yaml,line=3,col=6,title=check-digit::" in printed


@pytest.mark.parametrize("lang", ["ro", "en"])
def test_every_answer_has_a_limit(lang: str) -> None:
    message = Text("x" * 400, "y" * 400)
    problems = [Problem(f"content/organizations/cj/{n}.yaml", 1, 1, "error", "x", message) for n in range(20_000)]
    changes = [Shown("added", f"organizations/cj/{n}.yaml", None, "N" * 300, [], 0) for n in range(1000)]
    report = Report(
        "a" * 40, "b" * 40, "c" * 40, Author(None, False), [], "content", problems=problems, changes=changes
    )
    report.tally.kinds["added"] = 100_000
    card = markdown(report, lang)
    assert len(card) <= MOST
    assert ("100.000 de fișe noi" if lang == "ro" else "100,000 new records") in card
    text = as_json(report, lang)
    assert len(text.encode()) <= MOST_BYTES
    assert json.loads(text)["problems"]["total"] == 20_000
    assert len(commands(report, lang).splitlines()) <= 101
