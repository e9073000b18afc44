"""YAML events of the C parser built into plain strings, lists and maps, with the place of every value.

Every scalar stays text: the declaration gives the type, never YAML. What strangers could use against a reader is
refused here, located: anchors, aliases, tags, directives, duplicate keys, several documents, deep nesting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from conect.records import characters
from conect.records.problems import Fix, Pointer, Problem, Text
from conect.records.rule import Rule
from conect.records.rules import yaml as rules
from conect.records.yaml_errors import explain

MAX_DEPTH = 8
MAX_NODES = 4000

Raw = str | list["Raw"] | dict[str, "Raw"]


@dataclass(slots=True)
class Tree:
    """A parsed document: its plain values and, by pointer, the events they and their keys came from."""

    value: Any = None
    nodes: dict[Pointer, Event] = field(default_factory=dict)
    keys: dict[Pointer, Event] = field(default_factory=dict)
    ends: dict[Pointer, Event] = field(default_factory=dict)
    line_offset: int = 0
    suspect: bool = True
    """Some value may hold a refused character: the text has one, or has escapes that could make one."""

    def mark(self, pointer: Pointer, *, key: bool = False) -> tuple[int, int]:
        """Return (line, column), from 1, of a value or of its key; of the nearest parent where it does not exist."""
        here = pointer
        if key and here in self.keys:
            return self._place(self.keys[here])
        while here and here not in self.nodes:
            here = here[:-1]
        return self._place(self.nodes[here]) if here in self.nodes else (1 + self.line_offset, 1)

    def _place(self, event: Event) -> tuple[int, int]:
        mark = event.start_mark
        return (mark.line + 1 + self.line_offset, mark.column + 1) if mark else (1 + self.line_offset, 1)

    def is_plain(self, pointer: Pointer) -> bool:
        """Tell whether the scalar at ``pointer`` stands without quotes (plain style)."""
        event = self.nodes.get(pointer)
        return isinstance(event, ScalarEvent) and not event.style


class _Stop(Exception):  # noqa: N818 - control flow inside this module, never seen outside
    """The rest of the document cannot be read."""


def _tag_name(tag: str) -> str:
    """Return a resolved tag as a person writes it."""
    return tag.replace("tag:yaml.org,2002:", "!!")


class _Builder:
    def __init__(self, path: str, text: str, line_offset: int) -> None:
        self.path = path
        self.next: Callable[[], Any] = CParser(text).get_event
        self.tree = Tree(line_offset=line_offset, suspect="\\" in text or characters.forbidden(text) is not None)
        self.lost = characters.LOST in text
        self.problems: list[Problem] = []
        self.count = 0

    def report(self, event: Event, rule: Rule[..., Text], message: Text, fix: Fix | None = None) -> None:
        line, column = self.tree._place(event)
        self.problems.append(Problem(self.path, line, column, rule.level, rule.id, message, fix))

    def build(self) -> None:
        self.next()  # stream start
        event = self.next()
        if isinstance(event, StreamEndEvent):
            # Comments alone; libyaml places the end of the stream on a line that may not exist.
            line, column = self.tree.mark(())
            self.problems.append(Problem(self.path, line, column, rules.empty.level, rules.empty.id, rules.empty()))
            return
        if isinstance(event, DocumentStartEvent) and (event.version or event.tags):
            self.report(event, rules.directive, rules.directive())
        self.tree.value = self.node(self.next(), (), 0)
        self.next()  # document end
        event = self.next()
        if not isinstance(event, StreamEndEvent):
            self.report(event, rules.several_documents, rules.several_documents())

    def node(self, event: Any, pointer: Pointer, depth: int) -> Raw:
        self.count += 1
        if self.count > MAX_NODES:
            self.report(event, rules.too_many_nodes, rules.too_many_nodes(MAX_NODES))
            raise _Stop
        if depth > MAX_DEPTH:
            self.report(event, rules.too_deep, rules.too_deep(MAX_DEPTH))
            raise _Stop
        self.tree.nodes[pointer] = event
        kind = type(event)
        if kind is ScalarEvent:
            return self.scalar(event)
        if kind is AliasEvent:
            self.report(event, rules.anchor, rules.anchor(f"*{event.anchor}"))
            return ""
        self.properties(event)
        return self.sequence(pointer, depth) if kind is SequenceStartEvent else self.mapping(pointer, depth)

    def properties(self, event: Any) -> None:
        """Refuse an anchor and a tag."""
        if event.anchor is not None:
            self.report(event, rules.anchor, rules.anchor(f"&{event.anchor}"))
        if event.tag is not None:
            self.report(event, rules.tag, rules.tag(_tag_name(event.tag)))

    def scalar(self, event: ScalarEvent) -> str:
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self.properties(event)
        if self.tree.suspect:
            for found in characters.FORBIDDEN.finditer(value):
                # What stood in the text itself was reported when it was decoded; here only what came through escapes.
                if found.group() != characters.LOST or not self.lost:
                    self.report(event, rules.characters, rules.characters(characters.character_name(found.group())))
                    break
        return value

    def sequence(self, pointer: Pointer, depth: int) -> list[Raw]:
        items: list[Raw] = []
        while type(event := self.next()) is not SequenceEndEvent:
            items.append(self.node(event, (*pointer, len(items)), depth + 1))
        self.tree.ends[pointer] = event
        return items

    def mapping(self, pointer: Pointer, depth: int) -> dict[str, Raw]:
        items: dict[str, Raw] = {}
        keys, next_event = self.tree.keys, self.next
        while type(event := next_event()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                self.report(event, rules.key_not_text, rules.key_not_text())
                raise _Stop
            key = self.scalar(event)
            here = (*pointer, key)
            if key in items:
                first_line, _ = self.tree.mark(here, key=True)
                self.report(event, rules.duplicate_key, rules.duplicate_key(key, first_line))
                # The second value is read, for its own problems, and set aside: the first one stays.
                self.node(next_event(), (*here, "second"), depth + 1)
                continue
            keys[here] = event
            items[key] = self.node(next_event(), here, depth + 1)
        self.tree.ends[pointer] = event
        return items


def parse(path: str, text: str, line_offset: int = 0) -> tuple[Tree, list[Problem]]:
    """Parse one YAML document strictly.

    ``text`` has no byte order mark and no refused character. Returns the tree (its ``value`` None where nothing could
    be built) and the problems; where there are problems the tree is what could be read in spite of them.
    """
    builder = _Builder(path, text, line_offset)
    try:
        builder.build()
    except _Stop:
        builder.tree.value = None
    except yaml.YAMLError as error:
        builder.tree.value = None
        builder.problems.append(explain(path, text, error, line_offset))
    return builder.tree, builder.problems
