"""``conect new``: asks what a profile must have, judges each answer at once, and writes a valid record."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from conect.building.day import day
from conect.catalogue import rules
from conect.catalogue.changes import Change, write
from conect.catalogue.entry import Entry
from conect.catalogue.files import Content, list_records
from conect.catalogue.loading import load
from conect.catalogue.names import skeleton
from conect.cli.dialogue import Dialogue, Question, chosen
from conect.cli.terminal import content_folder, lists_folder, place_of, say
from conect.records.declaration import FIELDS
from conect.records.emit import scalar
from conect.records.fields import Field, Scalar
from conect.records.fields import Sequence as ListOf
from conect.records.mend import mend
from conect.records.problems import ConectError, Problem, Text
from conect.records.reader import read
from conect.records.rule import Context
from conect.records.rules.activity import WITH_COUNTIES
from conect.records.rules.identity import MAX_ID, RESERVED_IDS
from conect.records.vocabularies import load_vocabularies
from conect.records.writer import dump
from conect.romania import siruta
from conect.romania.localities import match_locality
from conect.romania.text import slug

Values = dict[str, Any]

_OPTIONAL = ("short_name", "phone", "website")
_CONDITIONAL: dict[str, Callable[[Values], bool]] = {
    "country": lambda values: values.get("legal_form") == "persoana_juridica_straina",
    "parent": lambda values: values.get("legal_form") == "filiala",
    "activity_counties": lambda values: values.get("activity_scope") in WITH_COUNTIES,
}
_LATER = frozenset({"missing-key", "branch-parent", "foreign-country", "activity-counties", "id-form", "id-reserved"})
"""Rules that a record not yet whole breaks: the next questions, or the choice of its id, see to them."""


def run(options: Namespace) -> int:
    """Ask, write the record and tell what is next; what was typed is printed where the answers end too early."""
    folder, lang = content_folder(options.content), options.lang
    context = Context(load_vocabularies(lists_folder(folder)), day(options.date), Content(folder).beside)
    entries = load(folder, context.vocabularies, context.today, lang=lang).entries
    interview = Interview(Dialogue(lang), context, entries)
    try:
        interview.hold()
        path = _write(folder, interview, entries, context)
    except (EOFError, KeyboardInterrupt, ConectError) as end:
        sys.stdout.write("\n".join(["", dump(interview.answers), *interview.dialogue.unfinished, ""]))
        say(
            lang,
            "# Nu s-a scris nimic; mai sus este ce ați răspuns.",
            "# Nothing was written; your answers stand above.",
        )
        if isinstance(end, EOFError):
            return 1
        raise
    shown = place_of(folder)(path)
    say(lang, f"Fișa este scrisă: {shown}", f"The record is written: {shown}")
    say(
        lang,
        f"Mai departe: completați în ea ce mai știți (docs/fields.md), verificați-o cu „conect validate {shown}” și "
        "propuneți-o printr-o cerere de modificare (CONTRIBUTING.md).",
        f"Next: add what else you know (docs/fields.md), check it with “conect validate {shown}” and propose it in a "
        "pull request (CONTRIBUTING.md).",
    )
    return 0


class Interview:
    """The questions of a profile in the declaration's order; ``answers`` grows with each one."""

    def __init__(self, dialogue: Dialogue, context: Context, entries: Sequence[Entry]) -> None:
        self.dialogue = dialogue
        self.context = context
        self.entries = entries
        self.answers: Values = {}

    def hold(self) -> None:
        """Ask all of it. Raises ``EOFError`` or ``KeyboardInterrupt`` where the person leaves."""
        given = {"registry_status", "confirmed_on", "origin"}
        for field in FIELDS:
            needed = field.required & {"always", "organization"} and field.key not in given
            condition = _CONDITIONAL.get(field.key)
            if needed or field.key in _OPTIONAL or (condition and condition(self.answers)):
                self._ask(field, optional=field.key in _OPTIONAL)
        self.answers |= {
            "registry_status": "inregistrata",
            "confirmed_on": self.context.today.isoformat(),
            "origin": "organization",
        }

    def _ask(self, field: Field, *, optional: bool) -> None:
        kind = field.kind.item if isinstance(field.kind, ListOf) else field.kind
        name = kind.vocabulary if isinstance(kind, Scalar) else None
        choices = self.context.vocabularies[name] if name else None
        # Of 42 counties and 250 countries everybody knows the name; the other lists are shown.
        shown = choices if choices is not None and len(choices) <= 40 else None
        example = field.example
        question = Question(
            field.label,
            field.help,
            ", ".join(example) if isinstance(example, list) else str(example).split("\n")[0],
            optional=optional,
            lines=isinstance(kind, Scalar) and kind.form != "plain",
            choices=shown,
        )

        def judge(typed: str) -> tuple[Any, list[Text]]:
            words: Any = [word for word in typed.split(",") if word.strip()] if kind is not field.kind else [typed]
            if choices is not None:
                words = [chosen(word, choices, self.dialogue.lang) for word in words]
            return self._judged(field.key, words if kind is not field.kind else words[0])

        answer = self.dialogue.ask(question, judge)
        if answer is not None:
            self.answers[field.key] = answer
            self._hint(field.key)

    def _judged(self, key: str, value: Any) -> tuple[Any, list[Text]]:
        """Return the value in its best form, and the messages about it; None where one of them is an error."""
        values = {**self.answers, "origin": "organization", key: value}
        path = f"organizations/{_folder(values)}/fisa.yaml"
        data = mend(path, dump(values).encode("utf-8"), self.context).data
        result = read(path, data, self.context)
        found = [
            problem for problem in _about(key, data.decode("utf-8"), result.problems) if problem.rule not in _LATER
        ]
        messages = [problem.message for problem in found]
        if result.record is None or any(problem.level == "error" for problem in found):
            return None, messages or [problem.message for problem in result.problems][:1]
        return _official(key, result.record.get(key), values), messages

    def _hint(self, key: str) -> None:
        """Tell of records that may be the same organisation."""
        value = self.answers[key]
        if key == "name":
            same = [entry.path for entry in self.entries if skeleton(entry.name) == skeleton(value)]
        elif key == "cui":
            same = [entry.path for entry in self.entries if entry.cui == value]
        else:
            return
        if same:
            where = ", ".join(same[:3])
            self.dialogue.say(
                Text(
                    f"  ! există deja {where}; dacă este aceeași organizație, opriți-vă (Ctrl-C) și completați fișa ei",
                    f"  ! {where} exists already; if it is the same organisation, stop (Ctrl-C) and complete that one",
                )
            )


def _official(key: str, value: Any, values: Values) -> Any:
    """Return a locality as SIRUTA writes it: „cluj napoca” is Cluj-Napoca."""
    if key != "locality":
        return value
    found = match_locality(value, str(values.get("county")))
    return found.name if found is not None and siruta.key(found.name) == siruta.key(value) else value


def _folder(values: Values) -> str:
    county = values.get("county")
    return county.lower() if isinstance(county, str) and county.isalpha() else "xx"


def _about(key: str, text: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems that stand in the lines of the top-level ``key``."""
    lines = text.split("\n")
    head = f"{scalar(key)}:"
    first = next((n for n, line in enumerate(lines, 1) if line.startswith(head)), 0)
    last = next((n for n, line in enumerate(lines[first:], first + 1) if line[:1] not in {" ", ""}), len(lines) + 1)
    return [problem for problem in problems if first <= problem.line < last]


def _write(folder: Path, interview: Interview, entries: Sequence[Entry], context: Context) -> str:
    """Write the record under an id that nobody has. Raises ``ConectError`` where it is not valid after all."""
    values = interview.answers
    path = f"organizations/{_folder(values)}/{free_id(values, folder, entries)}.yaml"
    data = dump(values).encode("utf-8")
    result = read(path, data, context)
    problems = [problem for problem in result.problems if problem.level == "error"]
    if result.record is not None:
        together = rules.check([*entries, Entry.of(result.record)], context, level="error")
        problems += [problem for problem in together if problem.path == path]
    if problems:
        ro, en = (";\n".join(problem.message.in_lang(lang) for problem in problems) for lang in ("ro", "en"))
        raise ConectError(f"fișa nu s-a scris: {ro}", f"the record was not written: {en}")
    write(folder, [Change(path, data)])
    return path


def free_id(values: Values, folder: Path, entries: Sequence[Entry]) -> str:
    """Return an id made of the name, of name and locality where that is taken, at last with a number."""
    taken = {path.rpartition("/")[2].rpartition(".")[0].lower() for path in list_records(folder).records}
    taken |= {id.lower() for entry in entries for id in entry.former_ids} | RESERVED_IDS
    name, locality = slug(str(values["name"]), MAX_ID), slug(str(values.get("locality", "")), 30)
    longer = f"{slug(str(values['name']), MAX_ID - len(locality) - 1)}-{locality}".strip("-") or "organizatie"
    for id in (name, longer):
        if id and id not in taken:
            return id
    return next(id for n in range(2, len(taken) + 3) if (id := f"{longer[: MAX_ID - 7].rstrip('-')}-{n}") not in taken)
