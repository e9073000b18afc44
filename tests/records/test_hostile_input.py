"""Any bytes whatever give a record or located problems, never an exception."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conect.records.file import MAX_SIZE
from conect.records.problems import Problem
from conect.records.reader import ReadResult, read
from tests.records.examples import BASE, context, with_keys

PATH = "organizations/cj/asociatia-exemplu.yaml"
MARKDOWN = "organizations/cj/asociatia-exemplu.md"
CONTEXT = context()

BODY = BASE[BASE.index("  Mergem") : BASE.index("email:")].replace("  ", "")
FRONT = with_keys("", BASE.replace(BASE[BASE.index("description:") : BASE.index("email:")], ""))


def judged(data: bytes | str, path: str = PATH) -> ReadResult:
    """Read bytes, and hold the result to what every result must be."""
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    result = read(path, raw, CONTEXT)
    # libyaml counts these as line breaks, too.
    lines = raw.count(b"\n") + raw.count(b"\r") + raw.count(b"\x85") + raw.count(b"\xe2\x80") + 1
    assert result.record is not None or result.problems
    assert result.problems == sorted(result.problems, key=Problem.sort_key)
    for problem in result.problems:
        assert problem.path == path
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.message.ro and problem.message.en
        problem.message.ro.encode("utf-8")
        problem.message.en.encode("utf-8")
    return result


def told(data: bytes | str, path: str = PATH) -> list[tuple[int, int, str]]:
    """Line, column and rule of each problem."""
    return [(problem.line, problem.column, problem.rule) for problem in judged(data, path).problems]


BOMB = "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c]\n"


@pytest.mark.parametrize(
    ("data", "first"),
    [
        (b"", (1, 1, "file-empty")),
        (b" \n\t\n", (1, 1, "file-empty")),
        (b"# doar un comentariu\n", (1, 1, "file-empty")),
        (b"x" * (MAX_SIZE + 1), (1, 1, "file-size")),
        (b"name: A\nsummary: caf\xe9\n", (2, 13, "file-encoding")),
        (b"name: \xed\xa0\x80\n", (1, 7, "file-encoding")),
        (b"\xff\xfen\x00a\x00", (1, 1, "file-encoding")),
        (b"\xef\xbb\xbfname: A\n", (1, 1, "file-byte-order-mark")),
        (b"name: A\nsummary: a\x00b\n", (2, 11, "file-characters")),
        ("name: A\nsummary: a\u202eb\n", (2, 11, "file-characters")),
        ("name: A\nsummary: a\U000e0041b\n", (2, 11, "file-characters")),
        (b'name: "a\\uD800b"\n', (1, 11, "yaml-syntax")),
        (b'name: "a\\u202Eb"\n', (1, 7, "file-characters")),
        (b'name: "a\\0b"\n', (1, 7, "file-characters")),
        (b'"a\\u200Bb": x\n', (1, 1, "file-characters")),
        (b"[" * 30_000, (1, 10, "yaml-depth")),
        (b"- " * 20_000, (1, 19, "yaml-depth")),
        (b"{a: " * 15_000, (1, 37, "yaml-depth")),
        (b"- x\n" * 5_000, (4000, 3, "yaml-nodes")),
        (b"- a\n- b\n", (1, 1, "yaml-not-a-mapping")),
        (b"doar un text\n", (1, 1, "yaml-not-a-mapping")),
        (BOMB, (1, 1, "unknown-key")),
        (b"name: *nimic\n", (1, 7, "yaml-anchor")),
        (b"name: !!python/object/apply:os.system [x]\n", (1, 7, "yaml-tag")),
        (b"name: !!binary aGVsbG8=\n", (1, 7, "yaml-tag")),
        (b"%TAG ! tag:x,2000:\n---\nname: A\n", (1, 1, "yaml-directive")),
        (b"name: Abc\n---\nname: Def\n", (2, 1, "yaml-documents")),
        (b"name: Abc\nname: Def\n", (2, 1, "yaml-duplicate-key")),
        (b"? [a]\n: b\n", (1, 3, "yaml-key")),
        (b"<<: {name: Abc}\n", (1, 1, "unknown-key")),
        (b"name: a: b\n", (1, 8, "yaml-syntax")),
        (b'name: "abc\n', (1, 7, "yaml-syntax")),
        (b"name: @abc\n", (1, 7, "yaml-syntax")),
        (b"\tname: abc\n", (1, 1, "yaml-syntax")),
        (b"name: [a\n", (1, 7, "yaml-syntax")),
    ],
    ids=lambda value: value[2] if isinstance(value, tuple) else None,
)
def test_hostile_files_are_refused_in_their_place(data: bytes | str, first: tuple[int, int, str]) -> None:
    assert first in told(data)


def test_aliases_are_each_refused_and_never_followed() -> None:
    start = time.perf_counter()
    assert len([place for place in told(BOMB) if place[2] == "yaml-anchor"]) == 18
    assert time.perf_counter() - start < 1


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_break_is_one(newline: str) -> None:
    data = BASE.replace("\n", newline)
    assert told(data) == []
    wrong = data.replace("confirmed_on: ", "confirmed: ")
    assert told(wrong) == [(1, 1, "missing-key"), (15, 1, "unknown-key")]


def test_a_file_of_the_largest_size_is_read() -> None:
    data = BASE.encode() + b"# " + b"x" * (MAX_SIZE - len(BASE.encode()) - 3) + b"\n"
    assert len(data) == MAX_SIZE
    assert told(data) == []


def test_traps_of_other_readers_stay_what_was_written() -> None:
    keys = "postal_code: 010101\nshort_name: NO\ncourt: 12:30:45\nfounded_on: 2005-03-14\ncaen: 0x1F\n"
    result = judged(with_keys(keys))
    assert result.record is not None
    assert [result.record[k] for k in ("postal_code", "short_name", "court", "founded_on", "caen")] == [
        "010101",
        "NO",
        "12:30:45",
        "2005-03-14",
        "0x1F",
    ]
    assert {problem.line for problem in result.problems if problem.rule == "quotes"} == {17, 18, 19, 20, 21}


class TestFrontMatter:
    """The text after the second line --- is the description."""

    def test_a_markdown_file_gives_the_same_record(self) -> None:
        result = judged(f"---\n{FRONT}---\n\n{BODY}", MARKDOWN)
        plain = judged(BASE)
        assert result.problems == []
        assert result.record is not None and plain.record is not None
        assert dict(result.record.values) == dict(plain.record.values)

    @pytest.mark.parametrize("text", ["name: Abc\n", "---\nname: Abc\n", "--- \n", "----\nname: A\n---\n"])
    def test_without_two_lines_it_is_refused(self, text: str) -> None:
        assert told(text, MARKDOWN) == [(1, 1, "front-matter")]

    def test_faults_of_the_body_stand_where_it_starts(self) -> None:
        front = f"---\n{FRONT}---\n\n"
        assert told(f"{front}<b>{BODY}", MARKDOWN) == [(front.count("\n") + 1, 1, "markdown-html")]

    def test_faults_of_the_front_keep_the_lines_of_the_file(self) -> None:
        front = FRONT.replace("county: CJ", "county: XY")
        assert told(f"---\n{front}---\n{BODY}", MARKDOWN) == [(6, 9, "term")]

    def test_the_description_stands_in_one_place(self) -> None:
        [place] = told(f"---\n{BASE}---\n{BODY}", MARKDOWN)
        assert place == (12, 1, "front-matter-description")


ANY_BYTES = st.binary(max_size=400)
YAML_LIKE = st.text(
    alphabet=st.sampled_from(
        string.ascii_lowercase + " \n\t\r:-[]{},&*!|>'\"%@`#?\\.0123456789ășț\u00a0\u2028\ufeff\x00\x85"
    ),
    max_size=300,
)


@settings(max_examples=400, deadline=None)
@given(ANY_BYTES)
def test_any_bytes_give_a_record_or_a_problem(data: bytes) -> None:
    judged(data)
    judged(b"---\n" + data, MARKDOWN)


@settings(max_examples=600, deadline=None)
@given(YAML_LIKE)
def test_any_text_like_yaml_gives_a_record_or_a_problem(text: str) -> None:
    judged(text)
    judged(f"---\n{text}\n---\n{text}", MARKDOWN)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(BASE) - 1), st.integers(0, 30), YAML_LIKE)
def test_a_record_with_a_damaged_piece_gives_a_record_or_a_problem(start: int, size: int, text: str) -> None:
    judged(BASE[:start] + text[:40] + BASE[start + size :])


VALUES = st.recursive(
    st.one_of(st.text(max_size=40), st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=12), inner, max_size=4)),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted({line.split(":")[0] for line in BASE.splitlines() if line[0] != " "})), VALUES)
def test_any_value_of_any_key_gives_a_record_or_a_problem(key: str, value: object) -> None:
    import yaml

    text = yaml.safe_dump({key: value}, allow_unicode=True)
    judged(with_keys(text))
