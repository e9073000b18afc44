"""Compiled templates that are kept are never those of another language, place or translation."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from conect.site.compiled import compiled_templates
from tests.site.conftest import ROOT

THEME = ROOT / "themes" / "conect"


@pytest.fixture
def theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    theme = tmp_path / "theme"
    (theme / "templates").mkdir(parents=True)
    shutil.copytree(THEME / "translations", theme / "translations")
    (theme / "templates" / "page.html").write_text("one {{ x }}", "utf-8")
    return theme


def compiled(theme: Path, monkeypatch: pytest.MonkeyPatch, *parts: str) -> bool:
    """Tell whether a page's template had to be compiled."""
    made = Environment(
        loader=FileSystemLoader(theme / "templates"),
        bytecode_cache=compiled_templates(theme, *parts),
        autoescape=True,
    )
    calls: list[str] = []
    original = made.compile
    monkeypatch.setattr(made, "compile", lambda *given: calls.append("x") or original(*given))
    made.get_template("page.html").render(x=1)
    return bool(calls)


def test_a_template_is_compiled_once_for_all_that_is_folded_into_it(
    theme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiled(theme, monkeypatch, "ro", "")
    assert not compiled(theme, monkeypatch, "ro", "")
    assert compiled(theme, monkeypatch, "en", "")
    assert compiled(theme, monkeypatch, "ro", "/catalog")
    (theme / "templates" / "page.html").write_text("two {{ x }}", "utf-8")
    assert compiled(theme, monkeypatch, "ro", "")
    translation = next(path for path in (theme / "translations").rglob("*") if path.is_file())
    translation.write_bytes(translation.read_bytes() + b"\n")
    assert compiled(theme, monkeypatch, "ro", "")


def test_without_a_safe_folder_nothing_is_kept(theme: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert compiled_templates(theme, "ro", "") is None


def test_what_cannot_be_kept_is_compiled_again(theme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    assert compiled(theme, monkeypatch, "ro", "")
    assert compiled(theme, monkeypatch, "ro", "")
