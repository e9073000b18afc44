"""Questions to a person at a terminal, or to a pipe that holds one answer a line."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from conect.records.problems import ConectError, Text
from conect.records.vocabularies import Vocabulary

END = "."
"""A line of this alone ends an answer of several lines."""

Answer = TypeVar("Answer")
Judged = tuple[Answer | None, Sequence[Text]]


class Question(NamedTuple):
    """What is asked: its words, an example of the answer, whether it may stay empty, and whether it has lines."""

    label: Text
    help: Text
    example: str
    optional: bool = False
    lines: bool = False
    choices: Vocabulary | None = None


class Dialogue:
    """Asks in one language. At a terminal a wrong answer is asked again, in a pipe it ends the command.

    ``unfinished`` holds the lines of an answer that was broken off.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.unfinished: list[str] = []
        self.person = sys.stdin.isatty()
        if hasattr(sys.stdin, "reconfigure"):
            # What is not UTF-8 arrives as U+FFFD, which the reader refuses with a message.
            sys.stdin.reconfigure(errors="replace")
        if self.person:
            import readline  # noqa: F401 - makes input() a line that can be edited

    def say(self, words: Text) -> None:
        """Print a sentence."""
        sys.stdout.write(f"{words.in_lang(self.lang)}\n")

    def ask(self, question: Question, judge: Callable[[str], Judged[Answer]]) -> Answer | None:
        """Return the judged answer, None for an optional one that stays empty.

        ``judge`` gives the value, or None and what to type instead. Raises ``EOFError`` at the end of the input and
        ``ConectError`` for a wrong answer in a pipe.
        """
        if self.person:
            self._introduce(question)
        while True:
            typed = self._lines() if question.lines else self._line("> ")
            if not typed.strip() and question.optional:
                return None
            value, faults = judge(typed) if typed.strip() else (None, [self._needed(question)])
            for fault in faults:
                self._fault(question, fault, final=value is None)
            if value is not None:
                return value

    def _introduce(self, question: Question) -> None:
        more = Text(" (Enter dacă nu)", " (Enter if none)") if question.optional else Text("", "")
        sys.stdout.write(f"\n{question.label.in_lang(self.lang)}{more.in_lang(self.lang)}\n")
        sys.stdout.write(f"  {question.help.in_lang(self.lang)}\n")
        if question.choices is not None:
            for number, term in enumerate(question.choices.terms.values(), 1):
                sys.stdout.write(f"  {number:3} {term.label.in_lang(self.lang)} ({term.id})\n")
        elif question.example:
            sys.stdout.write(f"  {Text('de exemplu', 'for example').in_lang(self.lang)}: {question.example}\n")
        if question.lines:
            end = Text(f"  încheiați cu un rând pe care stă doar „{END}”", f"  end with a line that holds only “{END}”")
            sys.stdout.write(f"{end.in_lang(self.lang)}\n")

    def _needed(self, question: Question) -> Text:
        example = question.example or "…"
        return Text(
            f"răspunsul este necesar; scrieți de exemplu: {example}", f"an answer is needed; for example: {example}"
        )

    def _fault(self, question: Question, fault: Text, *, final: bool) -> None:
        if not self.person and final:
            raise ConectError(f"{question.label.ro}: {fault.ro}", f"{question.label.en}: {fault.en}")
        sys.stdout.write(f"  ! {fault.in_lang(self.lang)}\n")

    def _line(self, prompt: str) -> str:
        if self.person:
            return input(prompt)
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    def _lines(self) -> str:
        self.unfinished = []
        while (line := self._line("| ")) != END:
            self.unfinished.append(line)
        typed, self.unfinished = "\n".join(self.unfinished).strip("\n"), []
        return typed


def chosen(typed: str, vocabulary: Vocabulary, lang: str) -> str:
    """Return the id that an answer means: its number in the list, its id, or its label; else what was typed."""
    from conect.romania.text import fold

    word = typed.strip()
    if word.isascii() and word.isdigit() and word not in vocabulary and 1 <= int(word) <= len(vocabulary):
        return list(vocabulary)[int(word) - 1]
    other = "ro" if lang == "en" else "en"
    labels = {fold(term.label.in_lang(each)): term.id for each in (other, lang) for term in vocabulary.values()}
    return word if word in vocabulary else labels.get(fold(word), word)
