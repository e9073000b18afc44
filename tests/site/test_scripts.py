"""Scripts go out without comments, and do what they did."""

from __future__ import annotations

from pathlib import Path

import pytest

from conect.building.output import Tree
from conect.site.scripts import lighten_scripts, lightened
from tests.site.conftest import ROOT

SCRIPTS = sorted((ROOT / "themes" / "conect" / "static" / "js").rglob("*.js"))


@pytest.mark.parametrize(
    ("source", "light"),
    [
        ("// why\nlet a = 1; // stays\n", "let a = 1; // stays\n"),
        ("/** what\n * it does\n */\nexport const a = 1;\n", "export const a = 1;\n"),
        ("/* one line */\n  a();\n\n  b();\n", "a();\nb();\n"),
        ("/* a\n b */ c();\n", "c();\n"),
        ('const url = "https://example.org"; // x\n', 'const url = "https://example.org"; // x\n'),
        ("a = b\n  /c/.test(d);\n", "a = b\n/c/.test(d);\n"),
        ("const t = `\n  // text\n`;\n", "const t = `\n  // text\n`;\n"),
    ],
)
def test_only_whole_lines_of_comment_go(source: str, light: str) -> None:
    assert lightened(source) == light
    assert lightened(light) == light


def test_no_script_of_the_theme_is_left_out() -> None:
    for path in SCRIPTS:
        if "vendor" not in path.parts:
            text = path.read_text("utf-8")
            assert len(lightened(text)) < len(text), f"{path.name}: has it a template literal over several lines?"


def test_vendored_scripts_stay_as_they_were_published(tmp_path: Path) -> None:
    own, others = (tmp_path / "theme" / "js" / name for name in ("a.js", "vendor/b.js"))
    others.parent.mkdir(parents=True)
    for path in (own, others):
        path.write_text("// licence\na();\n", "utf-8")
    lighten_scripts(Tree(tmp_path))
    assert own.read_text("utf-8") == "a();\n"
    assert others.read_text("utf-8") == "// licence\na();\n"
