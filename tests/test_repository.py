"""The repository keeps its word: documents name what exists, the floors hold, nothing foreign slipped in."""

from __future__ import annotations

import argparse
import ast
import hashlib
import re
import subprocess
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from conect.cli.arguments import parser

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "plugins" / "conect"
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs")
MOST_LINES = 320

# What each room may import beside itself. A room is a folder or module of plugins/conect.
GROUND = {"romania", "building"}
CATALOGUE = GROUND | {"records", "catalogue"}
ABOVE = {"search", "opendata", "register", "review"}
FLOORS: dict[str, set[str]] = {
    "romania": set(),
    "building": set(),
    "records": GROUND,
    "catalogue": GROUND | {"records"},
    **dict.fromkeys(ABOVE, CATALOGUE),
    "site": CATALOGUE | ABOVE,
    "cli": CATALOGUE | ABOVE | {"site"},
    "__main__": {"cli"},
}

# Every place where a template prints without escaping: how often, and why that is safe.
UNESCAPED: dict[str, tuple[int, str]] = {
    "page.html": (1, "the project's own pages, written and reviewed in content/pages, rendered by Pelican"),
}


def tracked(*patterns: str) -> list[Path]:
    """Files that git has or would add, so that a fault is seen before it is committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (ROOT / name for name in sorted(set(listed.split("\0"))) if name)
    return [path for path in paths if path.is_file()]


def texts(*patterns: str) -> Iterator[tuple[str, str]]:
    """Name and text of each tracked file that is text."""
    for path in tracked(*patterns):
        try:
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


def vendored() -> dict[str, str]:
    """Path → sha256 of every file that vendored.toml lists."""
    listed = tomllib.loads((ROOT / "vendored.toml").read_text(encoding="utf-8"))
    return {name: digest for package in listed["package"] for name, digest in package["files"].items()}


def code_in(text: str) -> str:
    """The code of a Markdown document: its blocks and `spans`."""
    return "\n".join(re.findall(r"^```.*?^```|`[^`\n]+`", text, flags=re.M | re.S))


def room_of(path: Path) -> str:
    """The room of a module: the first folder under the package, or the module itself."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rooms_imported(path: Path) -> Iterator[tuple[int, str]]:
    """Line and room of each import of the package's own modules, wherever in the file it stands."""
    package = ["conect", *path.relative_to(PACKAGE).parent.parts]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "conect" and len(parts) > 1:
                yield node.lineno, parts[1]


MODULES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_go_down_only(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        assert list(rooms_imported(path)) == []
        return
    assert room in FLOORS, f"{room} has no floor: give it one here and in the design"
    allowed = FLOORS[room] | {room}
    wrong = [f"line {line}: {other}" for line, other in rooms_imported(path) if other not in allowed]
    assert wrong == [], f"{room} may import only {sorted(allowed)}"


def test_the_import_check_sees_every_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "PACKAGE", tmp_path)
    module = tmp_path / "records" / "rules" / "one.py"
    module.parent.mkdir(parents=True)
    module.write_text(
        "import conect.site.pages\nfrom conect import cli\nfrom ...search import index\n"
        "from ..reader import read\n"
        "def late():\n    from conect.catalogue import entry\n",
        encoding="utf-8",
    )
    assert sorted(rooms_imported(module)) == [
        (1, "site"),
        (2, "cli"),
        (3, "search"),
        (4, "records"),
        (6, "catalogue"),
    ]


def test_modules_are_rooms_not_halls() -> None:
    ours = [path for path in tracked("*.py", "*.js") if "vendor" not in path.parts]
    assert ours
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in ours
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}
    drawers = [path.name for path in ours if path.stem in {"utils", "util", "helpers", "misc", "common"}]
    assert drawers == []


def test_templates_print_unescaped_only_where_it_is_written_down() -> None:
    found: Counter[str] = Counter()
    for name, text in texts("themes"):
        if name.endswith((".html", ".xml", ".txt")):
            count = len(re.findall(r"\|\s*safe\b|\bautoescape\s+false|\bMarkup\(", text))
            if count:
                found[Path(name).name] += count
    assert dict(found) == {name: count for name, (count, _) in UNESCAPED.items()}


def test_vendored_files_are_the_ones_that_were_published() -> None:
    listed = vendored()
    there = {path.relative_to(ROOT).as_posix() for path in tracked() if "vendor" in path.relative_to(ROOT).parts}
    assert there <= set(listed), "not listed in vendored.toml"
    digests = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in listed}
    assert digests == listed


def test_nothing_of_one_machine_is_committed() -> None:
    # Written in pieces, so that this file does not hold what it looks for.
    registries = ["pypi" + r"\.org", "pythonhosted" + r"\.org", "registry" + r"\.npmjs", "npmjs" + r"\.com/-"]
    folders = [rf"(?<![\w.-])/{name}/" for name in ("root", "work", "home" + r"/\w+", "farm")]
    wanted = re.compile("|".join([*registries, *folders, r"\.lib" + "rary/"]))
    found = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts()
        if not name.startswith("LICENSES/") and name not in vendored()
        for number, line in enumerate(text.splitlines(), start=1)
        if wanted.search(line)
    ]
    assert found == []


def test_make_targets_named_in_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    named = {target for _, text in texts(*DOCUMENTS) for target in re.findall(r"\bmake ([a-z-]+)", code_in(text))}
    assert {"serve", "test", "setup"} <= named
    assert named <= targets


def test_tasks_named_in_documents_exist() -> None:
    from invoke.collection import Collection

    import tasks

    names = set(Collection.from_module(tasks).task_names)
    named = {name for _, text in texts(*DOCUMENTS) for name in re.findall(r"\binv ([a-z][a-z-]*)", code_in(text))}
    assert named <= names


def test_commands_and_options_named_in_documents_exist() -> None:
    # argparse has no public way to ask for the subcommands of a parser.
    chosen = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    commands = {name: set(made._option_string_actions) for name, made in chosen[0].choices.items()}
    named = [
        (document, match[1], set(re.findall(r"(?<!\S)--[a-z-]+", match[2])))
        for document, text in texts(*DOCUMENTS)
        for match in re.finditer(r"\bconect ([a-z]+)\b([^\n`]*)", code_in(text))
    ]
    unknown = [
        f"{document}: conect {command} {' '.join(sorted(options - commands.get(command, set())))}"
        for document, command, options in named
        if command not in commands or not options <= commands[command]
    ]
    assert unknown == []
