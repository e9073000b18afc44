"""ruamel.yaml as a scribe: new values put into a YAML text with its comments and order, resolving nothing."""

from __future__ import annotations

import difflib
import io
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, PlainScalarString

from conect.records import emit


class _TextResolver(VersionedResolver):
    """Takes every plain scalar for the text it is."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        return super().resolve(kind, value, (False, implicit[1]) if kind is ScalarNode else implicit)


def assign(text: str, values: Mapping[str, Any]) -> str:
    """Return the YAML ``text`` (a mapping) holding exactly ``values``; what is equal already keeps its writing."""
    yaml = YAML(typ="rt")
    yaml.Resolver = _TextResolver
    yaml.preserve_quotes = True
    yaml.width = 2**20
    indented = "\n- " not in text.replace("\r\n", "\n")
    yaml.indent(mapping=2, sequence=4 if indented else 2, offset=2 if indented else 0)
    document = yaml.load(text)
    _assign_mapping(document, values)
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def _assign_mapping(node: CommentedMap, values: Mapping[str, Any]) -> None:
    for key in [key for key in node if key not in values]:
        del node[key]
    for key, value in values.items():
        node[key] = _assigned(node.get(key), value)


def _assign_sequence(node: CommentedSeq, values: list[Any]) -> None:
    old, new = [_plain(item) for item in node], [_plain(value) for value in values]
    matcher = difflib.SequenceMatcher(a=[repr(item) for item in old], b=[repr(item) for item in new], autojunk=False)
    for tag, first, last, new_first, new_last in reversed(matcher.get_opcodes()):
        if tag == "equal":
            continue
        common = min(last - first, new_last - new_first)
        for offset in range(common):
            node[first + offset] = _assigned(node[first + offset], values[new_first + offset])
        for index in reversed(range(first + common, last)):
            _delete_item(node, index)
        for offset in range(common, new_last - new_first):
            node.insert(first + offset, _assigned(None, values[new_first + offset]))


def _delete_item(node: CommentedSeq, index: int) -> None:
    """Take an item out; comment lines below it speak of the next item and stay."""
    tokens = node.ca.items.get(index)
    below = tokens[0].value.partition("\n")[2] if tokens and tokens[0] is not None else ""
    del node[index]
    comment = "\n".join(line.strip().removeprefix("#").strip() for line in below.splitlines() if line.strip())
    if comment and index < len(node):
        node.yaml_set_comment_before_after_key(index, before=comment, indent=2)


def _assigned(node: Any, value: Any) -> Any:
    """Return ``node`` changed to hold ``value``, or a new node where its kind differs."""
    if isinstance(value, Mapping):
        node = node if isinstance(node, CommentedMap) else CommentedMap()
        _assign_mapping(node, value)
        return node
    if isinstance(value, list | tuple):
        made = CommentedSeq()
        if all(not isinstance(item, Mapping | list) for item in value):
            made.fa.set_flow_style()
        node = node if isinstance(node, CommentedSeq) else made
        _assign_sequence(node, list(value))
        return node
    if node is not None and not isinstance(node, CommentedMap | CommentedSeq) and str(node) == _plain(value):
        return node
    return _scalar(value)


def _scalar(value: str | int | bool) -> Any:
    text = _plain(value)
    # One line break at the end is that of "|", none is that of "|-".
    if isinstance(value, str) and "\n" in text and emit.fits_literal(text.removesuffix("\n")):
        return LiteralScalarString(text)
    if isinstance(value, str) and emit.scalar(text, flow=True) != text:
        return DoubleQuotedScalarString(text)
    return PlainScalarString(text)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
