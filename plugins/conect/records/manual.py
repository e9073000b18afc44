"""The manual of the rules, ``docs/rules.md``, made from their own docstrings; the tests run the same examples."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from conect.records.problems import Text
from conect.records.rule import Rule

SUBJECTS: dict[str, Text] = {
    "yaml": Text("Fișierul și YAML", "The file and YAML"),
    "shape": Text("Chei și valori", "Keys and values"),
    "field": Text("Formele valorilor", "Forms of values"),
    "text": Text("Texte", "Texts"),
    "identity": Text("Identificatori și denumiri", "Ids and names"),
    "legal": Text("Date juridice", "Legal facts"),
    "place": Text("Sediu", "Place"),
    "activity": Text("Activitate și contact", "Activity and contact"),
    "about": Text("Prezentare", "Description"),
    "upkeep": Text("Îngrijirea fișei", "Upkeep of the record"),
    "vocabularies": Text("Listele de termeni", "Vocabularies"),
    "administrators": Text("Administratorii", "Administrators"),
    "files": Text("Dosare și fișiere", "Folders and files"),
    "ids": Text("Identificatori și numere, în tot catalogul", "Ids and numbers, over the whole catalogue"),
    "names": Text("Denumiri egale, în tot catalogul", "Equal names, over the whole catalogue"),
    "similar": Text("Denumiri asemănătoare, în tot catalogul", "Similar names, over the whole catalogue"),
    "relations": Text("Legături între fișe", "Links between records"),
}
"""Headings of the rules' subjects (the names of their modules), in the order of the manual."""

_LEVELS = {"error": "eroare / error", "warning": "avertisment / warning"}
_SCOPES = {
    "file": "fișierul / the file",
    "field": "o valoare / one value",
    "record": "o fișă / one record",
    "catalogue": "tot catalogul / the whole catalogue",
}


class Explained(NamedTuple):
    """A rule's docstring taken apart: its words and its examples, each the text of YAML."""

    words: Text
    passes: list[str]
    fails: list[str]


_BLOCK = re.compile(r"^(Passes|Fails)::\n\n((?:(?:    .*)?\n)+)", re.MULTILINE)


def explained(rule: Rule[..., Any]) -> Explained:
    """Take a rule's docstring apart.

    Raises ``ValueError`` where it is not a Romanian paragraph, an English one and then its examples.
    """
    doc = inspect.cleandoc(rule.doc) + "\n"
    examples: dict[str, list[str]] = {"Passes": [], "Fails": []}
    for name, block in _BLOCK.findall(doc):
        examples[name].append(inspect.cleandoc("\n" + block) + "\n")
    paragraphs = [" ".join(p.split()) for p in _BLOCK.sub("", doc).split("\n\n") if p.strip()]
    if len(paragraphs) != 2:
        raise ValueError(f"the docstring of {rule.id} needs one Romanian and one English paragraph")
    return Explained(Text(*paragraphs), examples["Passes"], examples["Fails"])


def rules_page(rules: Iterable[Rule[..., Any]]) -> str:
    """Return the manual of ``rules`` as Markdown: by subject, each with its words, its level and its examples."""
    by_subject: dict[str, list[Rule[..., Any]]] = {subject: [] for subject in SUBJECTS}
    for rule in rules:
        by_subject[rule.subject].append(rule)
    lines = [
        "# Regulile / The rules",
        "",
        _GENERATED,
        "",
        "`conect validate` arată fiecare greșeală cu fișierul, linia, coloana și regula ei. O **eroare** oprește "
        "publicarea, un **avertisment** cere o verificare. În exemple, cheile scrise le înlocuiesc pe cele ale unei "
        "fișe mici și corecte; `# file:` spune unde stă fișierul.",
        "",
        "`conect validate` shows each fault with its file, line, column and rule. An **error** stops publication, a "
        "**warning** asks for a check. In the examples the keys written replace those of a small valid record; "
        "`# file:` tells where the file stands.",
        "",
    ]
    for subject, title in SUBJECTS.items():
        if by_subject[subject]:
            lines += [f"## {title.ro} / {title.en}", ""]
            for rule in by_subject[subject]:
                lines += _rule_section(rule)
    return "\n".join(lines).rstrip("\n") + "\n"


_GENERATED = (
    "<!-- Scris de „conect schema” din declarație și din reguli: schimbați codul, nu acest fișier. "
    "Written by “conect schema”: change the code, not this file. -->"
)


def _rule_section(rule: Rule[..., Any]) -> list[str]:
    about = explained(rule)
    lines = [
        f"### {rule.id}",
        "",
        f"{_LEVELS[rule.level]} · {_SCOPES[rule.scope]}",
        "",
        about.words.ro,
        "",
        about.words.en,
        "",
    ]
    for title, examples in (("Corect / Passes", about.passes), ("Greșit / Fails", about.fails)):
        for example in examples:
            lines += [f"{title}:", "", "```yaml", example.rstrip("\n"), "```", ""]
    return lines
