"""Joins a script and the modules that it imports into one file, without a bundler.

Each module becomes a function that is called once and returns what it exports; an import takes what it names out of
that. The theme keeps to a few forms, one statement a line's beginning each, and anything else fails the build:
``import {a, b as c} from``, ``import * as a from``, ``import a from``, and ``export`` before ``const``, ``function``,
``async function``, ``class``, a list ``{a, b as c}``, or ``default`` before an expression.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping

from conect.records.problems import ConectError

_IMPORT = re.compile(r'^import\s+(\{[^}]*\}|\*\s+as\s+\w+|\w+)\s+from\s+"(\.{1,2}/[^"]+)";\n?', re.MULTILINE)
_EXPORT = re.compile(
    r"^export\s+(?:(\{[^}]*\});\n?|(default\s+)|((?:const|class|function|async\s+function)\s+(\w+)))", re.MULTILINE
)
_MODULE = re.compile(r"^(?:import|export)\b", re.MULTILINE)


def joined(entry: str, texts: Mapping[str, str], apart: Collection[str] = ()) -> str:
    """Return the script ``entry`` with all that it imports, directly or not, but for the modules ``apart``.

    ``texts`` are all scripts by their paths. Raises ``ConectError`` where a module is written in another form than this
    understands, is missing, or imports itself on a roundabout way.
    """
    modules: dict[str, str] = {}
    outside: dict[str, str] = {}
    _add(entry, texts, apart, modules, outside, ())
    folder = posixpath.dirname(entry)
    heads = []
    for path, name in outside.items():
        address = posixpath.relpath(path, folder or ".")
        heads.append(f'import * as {name} from "{address if address.startswith(".") else f"./{address}"}";\n')
    *before, last = modules.values()
    return "".join([*heads, *before, last])


def _add(
    path: str,
    texts: Mapping[str, str],
    apart: Collection[str],
    modules: dict[str, str],
    outside: dict[str, str],
    above: tuple[str, ...],
) -> None:
    """Put the modules that ``path`` imports into ``modules``, each before those that need it, and then itself."""
    if path in above:
        raise _unfit(path, "se importă pe sine, pe ocolite", "imports itself on a roundabout way")
    if path not in texts:
        raise _unfit(path, "lipsește", "is missing")
    text = texts[path]
    folder = posixpath.dirname(path)
    for _, address in _IMPORT.findall(text):
        other = posixpath.normpath(posixpath.join(folder, address))
        if other in apart:
            outside.setdefault(other, _name_of(other))
        elif other not in modules:
            _add(other, texts, apart, modules, outside, (*above, path))

    def taken(match: re.Match[str]) -> str:
        what, address = match.groups()
        name = _name_of(posixpath.normpath(posixpath.join(folder, address)))
        if what.startswith("{"):
            return f"const {{ {', '.join(_pairs(what))} }} = {name};\n"
        if what.startswith("*"):
            return f"const {what.split()[-1]} = {name};\n"
        return f"const {what} = {name}.default;\n"

    exported: list[str] = []

    def given(match: re.Match[str]) -> str:
        some, _, declared, name = match.groups()
        if some:
            exported.extend(": ".join(reversed(pair.split(": "))) for pair in _pairs(some))
            return ""
        exported.append(name or "default: exported")
        return declared or "const exported = "

    inside = _EXPORT.sub(given, _IMPORT.sub(taken, text))
    if _MODULE.search(inside):
        raise _unfit(path, "are un import sau export scris altfel", "has an import or export of another form")
    if above:
        modules[path] = f"const {_name_of(path)} = (() => {{\n{inside}return {{ {', '.join(exported)} }};\n}})();\n"
    else:
        modules[path] = inside


def _pairs(names: str) -> Iterator[str]:
    """Yield "a" or "a: b" for each ``a`` or ``a as b`` of a list in braces."""
    for part in names.strip("{} \n").split(","):
        if part.strip():
            yield ": ".join(part.split(" as ")).strip()


def _name_of(path: str) -> str:
    return "$" + re.sub(r"\W", "_", path.removesuffix(".js"))


def _unfit(path: str, ro: str, en: str) -> ConectError:
    return ConectError(f"scriptul „{path}” al temei {ro}", f"the theme’s script “{path}” {en}")
