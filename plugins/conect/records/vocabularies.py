"""The lists that records choose from: ``content/vocabularies/*.yaml``, and the built-in counties and countries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from conect.records.problems import ConectError, Problem, Text
from conect.records.rule import rule
from conect.records.source import decode
from conect.records.yaml_events import parse
from conect.romania.counties import COUNTIES
from conect.romania.text import fold

REQUIRED = (
    "activity-scopes",
    "beneficiaries",
    "courts",
    "domains",
    "legal-forms",
    "origins",
    "registry-statuses",
    "sdgs",
    "social-networks",
    "verification-levels",
)
"""Vocabularies that the declaration refers to; a content folder without one of them is not built."""


@dataclass(frozen=True)
class Term:
    """One term: its id, its label and what else the file says about it."""

    id: str
    label: Text
    description: Text | None = None
    group: str | None = None
    related: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return (_term, (self.id, self.label, self.description, self.group, self.related, dict(self.attributes)))


def _term(
    id: str,
    label: Text,
    description: Text | None,
    group: str | None,
    related: tuple[str, ...],
    attributes: dict[str, str],
) -> Term:
    return Term(id, label, description, group, related, MappingProxyType(attributes))


@dataclass(frozen=True)
class Vocabulary(Mapping[str, Term]):
    """Terms by id, in the order of the file."""

    name: str
    label: Text
    terms: Mapping[str, Term]
    groups: dict[str, Text] = field(default_factory=dict)

    def __getitem__(self, id: str) -> Term:
        return self.terms[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __contains__(self, id: object) -> bool:
        return id in self.terms

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for term in self.terms.values():
            for name in (term.id, term.label.ro, term.label.en):
                names.setdefault(fold(name), term.id)
        return names

    def names(self) -> dict[str, str]:
        """Return folded ids and labels → id, for "did you mean"."""
        return self._names


Vocabularies = Mapping[str, Vocabulary]


@rule("vocabulary", scope="file")
def vocabulary(message: Text) -> Text:
    """O listă de termeni are un titlu și termeni cu identificatori diferiți, scriși în ambele limbi.

    A vocabulary has a title and terms with ids of their own, written in both languages.
    """
    return message


def load_vocabularies(content: Path) -> Vocabularies:
    """Read every vocabulary below ``content/vocabularies`` and add the built-in ones.

    Raises ``VocabularyError`` with all located problems when a file is missing or cannot be used.
    """
    files = sorted((content / "vocabularies").glob("*.yaml"))
    return read_vocabularies({path.stem: path.read_bytes() for path in files})


def read_vocabularies(files: Mapping[str, bytes]) -> Vocabularies:
    """Read vocabularies from the bytes of their files, by name; else as ``load_vocabularies``."""
    problems = []
    found = dict(_built_in())
    for stem, data in sorted(files.items()):
        name = f"vocabularies/{stem}.yaml"
        text, faults = decode(name, data)
        if text is None:
            problems += faults
            continue
        tree, faults = parse(name, text)
        if not faults:
            found[stem], faults = _vocabulary(stem, name, tree)
        problems += faults
    for missing in (name for name in REQUIRED if name not in found):
        if not any(problem.path == f"vocabularies/{missing}.yaml" for problem in problems):
            message = Text(
                "lista de termeni lipsește; puneți fișierul la loc", "the vocabulary is missing; put the file back"
            )
            problems.append(Problem(f"vocabularies/{missing}.yaml", 1, 1, "error", vocabulary.id, vocabulary(message)))
    if problems:
        raise VocabularyError(problems)
    return found


class VocabularyError(ConectError):
    """A vocabulary cannot be used; ``problems`` says where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=Problem.sort_key)
        super().__init__("listele de termeni au greșeli", "the vocabularies have faults")


def _vocabulary(stem: str, path: str, tree: Any) -> tuple[Vocabulary, list[Problem]]:
    problems: list[Problem] = []

    def fault(pointer: tuple[str | int, ...], ro: str, en: str) -> None:
        line, column = tree.mark(pointer)
        problems.append(Problem(path, line, column, "error", vocabulary.id, vocabulary(Text(ro, en))))

    def pair(value: Any, pointer: tuple[str | int, ...]) -> Text:
        if isinstance(value, dict) and value.get("ro") and value.get("en"):
            return Text(str(value["ro"]), str(value["en"]))
        fault(
            pointer,
            "scrieți textul în ambele limbi: „ro: …” și „en: …”",
            "write the text in both languages: “ro: …” and “en: …”",
        )
        return Text("", "")

    raw = tree.value if isinstance(tree.value, dict) else {}
    label = pair(raw.get("label"), ("label",))
    groups = {str(g.get("id")): pair(g, ("groups", i)) for i, g in enumerate(_dicts(raw.get("groups")))}
    terms: dict[str, Term] = {}
    for i, item in enumerate(_dicts(raw.get("terms"))):
        id, pointer = item.get("id"), ("terms", i)
        if not isinstance(id, str) or not id or id in terms:
            fault(pointer, "fiecare termen are un „id” al lui, unic", "each term has an “id” of its own, unique")
            continue
        group = item.get("group")
        if group is not None and group not in groups:
            fault(
                (*pointer, "group"),
                f"grupul „{group}” nu este definit mai sus",
                f"the group “{group}” is not defined above",
            )
        description = item.get("description")
        related = item.get("related")
        terms[id] = Term(
            id,
            pair(item, pointer),
            pair(description, (*pointer, "description")) if description is not None else None,
            group if isinstance(group, str) else None,
            tuple(str(r) for r in related) if isinstance(related, list) else (),
            MappingProxyType(
                {k: v for k, v in item.items() if isinstance(v, str) and k not in {"id", "ro", "en", "group"}}
            ),
        )
    for i, id in enumerate(terms):
        for related_id in terms[id].related:
            if related_id not in terms:
                fault(
                    ("terms", i, "related"),
                    f"termenul „{related_id}” nu există",
                    f"the term “{related_id}” does not exist",
                )
    if not terms and not problems:
        fault((), "lista nu are niciun termen („terms: …”)", "the vocabulary has no term (“terms: …”)")
    return Vocabulary(stem, label, terms, groups), problems


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


@lru_cache(maxsize=1)
def _built_in() -> dict[str, Vocabulary]:
    counties = {c.code: Term(c.code, Text(c.name, c.name)) for c in COUNTIES}
    return {
        "counties": Vocabulary("counties", Text("Județe", "Counties"), counties),
        "countries": Vocabulary("countries", Text("Țări", "Countries"), _Countries()),
    }


class _Countries(Mapping[str, Term]):
    """The countries, read when one is looked up: few records name one, and reading them takes longer than a record."""

    def __getitem__(self, id: str) -> Term:
        return _countries()[id]

    def __iter__(self) -> Iterator[str]:
        return iter(_countries())

    def __len__(self) -> int:
        return len(_countries())


@lru_cache(maxsize=1)
def _countries() -> dict[str, Term]:
    """Return the ISO 3166-1 alpha-2 countries with CLDR's names (Babel)."""
    from babel import localedata

    # Babel keeps what it loaded: a language read without what it inherits would format no number afterwards.
    ro, en = (localedata.load(lang)["territories"] for lang in ("ro", "en"))
    # CLDR also names codes that ISO 3166-1 only reserves (EU, UN, XA …): they are no countries.
    reserved = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
    codes = sorted(c for c in map(str, en) if len(c) == 2 and c.isalpha() and c not in reserved)
    return {c: Term(c, Text(ro[c], en[c])) for c in codes}
