"""The command as a whole: help, wrong use, failures in one sentence, and no traceback for anybody."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conect.building.errors import BuildingError
from conect.cli import arguments, main
from tests.cli.conftest import Run

COMMANDS = ("validate", "format", "new", "rename", "merge", "register", "schema", "search", "build", "serve", "bench")
NEEDED = {"rename": ["a", "b"], "merge": ["a", "b"], "register": ["x"], "search": ["x"], "bench": ["report"]}


def conect(*words: str, **how: object) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a process of its own."""
    command = [sys.executable, "-m", "conect", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **how)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_subcommand_explains_itself_in_both_languages(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert " / " in done.out and "--lang" in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_subcommand_has_its_module(command: str) -> None:
    assert callable(importlib.import_module(f"conect.cli.{command}").run)


def test_the_help_names_every_subcommand(run: Run) -> None:
    out = run("--help").out
    assert all(f"\n    {command} " in out for command in COMMANDS)


def test_help_is_quick_because_it_imports_next_to_nothing() -> None:
    heavy = "[m for m in sys.modules if m in ('rich', 'yaml', 'pelican', 'rapidfuzz', 'conect.records')]"
    probe = f"import sys, conect.cli.arguments as a; a.parser().format_help(); print({heavy})"
    assert subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout == "[]\n"
    assert conect("--help").returncode == 0


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["nimic"],
        ["validate", "--format", "xml"],
        ["validate", "--lang", "de"],
        ["validate", "--date", "24.11.2026"],
        ["validate", "--date", "2026-02-30"],
        ["rename", "alfa"],
        ["merge"],
        ["register"],
        ["serve", "--port", "70000"],
        ["serve", "--port", "unu"],
    ],
)
def test_wrong_use_exits_2_with_the_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leave:
        main(words)
    assert leave.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: conect") and "folosire greșită / wrong use" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["validate", "--content", "lipsa"], "nu există dosarul „lipsa”"),
        (["format", "--content", "lipsa"], "nu există dosarul „lipsa”"),
        (["new", "--content", "lipsa"], "nu există dosarul „lipsa”"),
        (["schema", "--content", "lipsa"], "nu există dosarul „lipsa”"),
        (["build", "--content", "lipsa"], "nu există dosarul „lipsa”"),
        (["serve", "--content", "lipsa"], "nu există dosarul „lipsa”"),
        (["build"], "nu există fișierul de setări „pelicanconf.py”"),
        (["register", "lipsa.csv"], "nu există fișierul „lipsa.csv”"),
        (["validate", "content/lipsa.yaml"], "nu există „content/lipsa.yaml”"),
        (["validate", "."], "nu este în dosarul „content”"),
    ],
)
def test_what_is_not_there_is_wrong_use(run: Run, content: Path, words: list[str], said: str) -> None:
    done = run(*words)
    assert done.code == 2
    assert done.out == ""
    assert said in done.err
    assert done.err.count("\n") == 1


def test_messages_in_english(run: Run, content: Path) -> None:
    assert run("validate", "--content", "lipsa", "--lang", "en").err.startswith("conect: there is no folder “lipsa”")


def test_the_language_may_come_from_the_environment(run: Run, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONECT_LANG", "en")
    assert "no problem" in run("validate").out
    assert "nicio problemă" in run("validate", "--lang", "ro").out


class TestFailures:
    """Whatever a subcommand raises becomes one sentence and an exit code."""

    @pytest.fixture(autouse=True)
    def _broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: BaseException = RuntimeError()

        class Module:
            @staticmethod
            def run(_options: object) -> int:
                raise self.error

        monkeypatch.setattr(importlib, "import_module", lambda _name: Module)
        monkeypatch.delenv("CONECT_DEBUG", raising=False)

    @pytest.mark.parametrize(
        ("error", "code", "said"),
        [
            (BuildingError("eșuat", "failed"), 1, "conect: eșuat\n"),
            (PermissionError(13, "Permission denied", "x.yaml"), 1, "conect: „x.yaml”: Permission denied\n"),
            (ZeroDivisionError("x"), 1, "conect: greșeală a programului (ZeroDivisionError: x)"),
            (KeyboardInterrupt(), 130, ""),
        ],
    )
    def test_is_one_sentence(self, run: Run, error: BaseException, code: int, said: str) -> None:
        self.error = error
        done = run("validate")
        assert (done.code, done.out) == (code, "")
        assert done.err.startswith(said) and (said or done.err == "")
        assert "Traceback" not in done.err

    def test_shows_its_traceback_to_who_asks(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CONECT_DEBUG", "1")
        self.error = ZeroDivisionError()
        with pytest.raises(ZeroDivisionError):
            run("validate")


def test_a_reader_that_leaves_early_is_no_failure(content: Path) -> None:
    for n in range(300):
        (content / f"organizations/x{n}.txt").write_text("x")
    command = f"{sys.executable} -m conect validate | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("content/organizations/")
    assert done.stderr == ""


END = """
import atexit, sys, threading, time
import conect.cli

class Slow:
    def __del__(self):
        print("taken apart")

held = Slow()
atexit.register(lambda: print("asked at the end"))
{before}
conect.cli.main = lambda: print("x" * 100_000) or 3
conect.cli.command()
"""


@pytest.mark.parametrize(
    ("before", "last"),
    [
        ("", "asked at the end"),
        # Whoever is still at work is waited for, as everywhere.
        ("threading.Thread(target=lambda: (time.sleep(0.2), print('worked'))).start()", "worked"),
    ],
)
def test_the_end_is_quick_and_loses_nothing(before: str, last: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", END.format(before=before)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (3, "")
    first, *said = done.stdout.splitlines()
    assert first == "x" * 100_000
    assert said[0] == last
    assert ("taken apart" in said) == bool(before)


def test_a_terminal_without_romanian_letters_gets_escapes(content: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = conect("validate", env=environment)
    assert done.returncode == 0
    assert " fi\\u0219iere verificate: nicio problem\\u0103." in done.stdout


def test_the_subcommands_and_their_parser_agree() -> None:
    for command in COMMANDS:
        assert arguments.parser().parse_args([command, *NEEDED.get(command, [])]).module == f"conect.cli.{command}"
