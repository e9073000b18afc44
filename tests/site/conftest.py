"""A content folder made for a test, and the site built of it by either door."""

from __future__ import annotations

import gc
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pelican
import pytest

from conect import site
from tests.catalogue.made import profile, put
from tests.site.sample import write_sample

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-24"


class Built(NamedTuple):
    """What a build left: its exit code, what it printed, and the folder."""

    code: int
    out: str
    err: str
    folder: Path

    def page(self, path: str) -> str:
        """The HTML at a path of the site."""
        return (self.folder / path.strip("/") / "index.html").read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """Every file of the output."""
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file()
        }


def settings_file(folder: Path, settings: dict[str, Any], base: str = "pelicanconf") -> Path:
    """A settings file that changes the repository's own."""
    lines = ["import sys", f"sys.path.insert(0, {str(ROOT)!r})", f"from {base} import *"]
    lines += [f"{name} = {value!r}" for name, value in settings.items()]
    path = folder / f"{base}_changed.py"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


Build = Callable[..., Built]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Small sites are built in this process, and leave its loggers as they were."""
    for name in ("CONECT_EXECUTOR", "CONECT_LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    levels = {name: logging.getLogger(name).level for name in ("", "pelican")}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    # Signals hold receivers weakly: a test's plugin goes with its module.
    plugins = [name for name in sys.modules if name.startswith("plugin_of_test_")]
    for name in plugins:
        del sys.modules[name]
    if plugins:
        gc.collect()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with one profile; vocabularies and pages are the repository's."""
    folder = tmp_path / "content"
    put(folder, "cj/exemplu.yaml", profile())
    return folder


@pytest.fixture
def build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Build:
    """Build a content folder by ``conect.site.build``; keywords in capitals are settings."""

    def run(content: Path, output: str = "out", *, base: str = "pelicanconf", **how: Any) -> Built:
        settings = {name: how.pop(name) for name in list(how) if name.isupper()}
        folder = tmp_path / output
        file = settings_file(tmp_path, settings, base)
        code = site.build(content, folder, file, **{"today": TODAY, **how})
        printed = capsys.readouterr()
        return Built(code, printed.out, printed.err, folder)

    return run


@pytest.fixture
def by_pelican(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Build:
    """The same by Pelican's own command."""

    def run(
        content: Path, output: str = "out", *, base: str = "pelicanconf", arguments: tuple[str, ...] = (), **how: Any
    ) -> Built:
        folder = tmp_path / output
        settings = {"CONECT_DATE": TODAY, **({"CONECT_LANG": how.pop("lang")} if "lang" in how else {}), **how}
        file = settings_file(tmp_path, settings, base)
        try:
            pelican.main([str(content), "-s", str(file), "-o", str(folder), *arguments])
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        printed = capsys.readouterr()
        return Built(code, printed.out, printed.err, folder)

    return run


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small catalogue with something of everything, two organisations on a page of a list."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder / "content")
    settings = {
        "CONECT_PAGE_SIZE": 2,
        "SITEURL": "https://conect.example/catalog",
        "CONECT_FORGE_URL": "https://github.com/exemplu/conect",
        "CONECT_EMAIL": "contact@conect.example",
        "CONECT_NOINDEX": False,
    }
    code = site.build(folder / "content", folder / "out", settings_file(folder, settings), today=TODAY)
    return Built(code, "", "", folder / "out")


def text_of(html: str) -> str:
    """The visible text of a page, on one line."""
    body = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(body.replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&").split())
