"""``conect new``: from answers to a valid record, at a terminal and from a pipe."""

from __future__ import annotations

import io
import os
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conect.cli.dialogue import chosen
from tests.cli.conftest import DAY, Run
from tests.records.examples import BASE, vocabularies

Write = Callable[..., Path]
Answer = Callable[[str], None]

DESCRIPTION = BASE[BASE.index("  Mergem") : BASE.index("email:")].replace("  ", "").strip()
ANSWERS = f"""\
Asociaţia Exemplu   pentru Lectură
AEL
Asociație
RO 30339344
cluj
cluj napoca
local
Cluj, sj
educatie, cultura
Ajutăm copiii din sate să citească, cu biblioteci mobile și cercuri de lectură.
{DESCRIPTION}

Al doilea alineat.
.
contact@example.org
0264 123 456

"""
RECORD = f"""\
name: Asociația Exemplu pentru Lectură
short_name: AEL
legal_form: asociatie
cui: "30339344"
registry_status: inregistrata
county: CJ
locality: Cluj-Napoca
activity_scope: local
activity_counties: [CJ, SJ]
domains: [educatie, cultura]
summary: Ajutăm copiii din sate să citească, cu biblioteci mobile și cercuri de lectură.
description: |-
  {DESCRIPTION.replace(chr(10), chr(10) + "  ")}

  Al doilea alineat.
email: contact@example.org
phone: "+40264123456"
confirmed_on: "{DAY}"
origin: organization
"""


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Put text on standard input, as a pipe does."""

    def typed(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode("utf-8")), encoding="utf-8"))

    return typed


def test_answers_from_a_pipe_make_a_valid_record(run: Run, content: Path, answers: Answer) -> None:
    answers(ANSWERS)
    done = run("new")
    assert (done.code, done.err) == (0, "")
    path = content / "organizations/cj/asociatia-exemplu-pentru-lectura.yaml"
    assert path.read_text(encoding="utf-8") == RECORD
    assert "Fișa este scrisă: content/organizations/cj/asociatia-exemplu-pentru-lectura.yaml" in done.out
    assert "conect validate content/organizations/cj/asociatia-exemplu-pentru-lectura.yaml" in done.out
    assert run("validate").out.endswith("nicio problemă.\n")


def test_what_depends_on_an_answer_is_asked(run: Run, content: Path, write: Write, answers: Answer) -> None:
    write("cj/mama.yaml", "name: Asociația Mamă\n")
    lines = ANSWERS.splitlines(keepends=True)
    lines[2] = "filiala\n"
    lines[3] = "3151288\n"
    lines[6:8] = ["mama\n", "national\n"]
    answers("".join(lines))
    done = run("new")
    assert done.code == 0, done.out + done.err
    text = (content / "organizations/cj/asociatia-exemplu-pentru-lectura.yaml").read_text(encoding="utf-8")
    assert "parent: mama\n" in text and "activity_counties" not in text
    lines[2] = "persoana_juridica_straina\n"
    lines[3] = "9232411\n"
    lines[0] = "Fundația Străină\n"
    lines[6] = "Germania\n"
    answers("".join(lines))
    done = run("new")
    assert done.code == 0, done.out + done.err
    assert "country: DE\n" in (content / "organizations/cj/fundatia-straina.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "wrong", "said"),
    [
        (0, "Ab", "Denumire oficială: textul are 2 caractere; scrieți cel puțin 3"),
        (0, "", "Denumire oficială: răspunsul este necesar"),
        (0, "S\u0430lvați Copiii", "chirilică"),
        (
            2,
            "asociatiee",
            "Forma juridică: „asociatiee” nu este în lista „Forma juridică”; ați vrut să scrieți „asociatie”?",
        ),
        (3, "12345678", "CUI/CIF: cifra de control"),
        (5, "Constanța", "Localitate: „Constanța” nu este o localitate din județul Cluj"),
        (8, "educatie, educatie", "Domenii: „educatie” apare de două ori"),
        (8, "1,2,3,4,5,6", "Domenii: lista are 6 elemente"),
        (9, "Prea scurt.", "Descriere scurtă: textul are 11 caractere"),
        (9, "a" * 60 + "\x1b[2J", "U+001B"),
    ],
)
def test_a_wrong_answer_in_a_pipe_ends_it_and_loses_nothing(
    run: Run, content: Path, answers: Answer, line: int, wrong: str, said: str
) -> None:
    lines = ANSWERS.splitlines()
    lines[line] = wrong
    answers("\n".join(lines))
    done = run("new")
    assert done.code == 1
    assert said in done.err
    assert list((content / "organizations").iterdir()) == []
    if line > 2:
        assert "name: Asociația Exemplu pentru Lectură\nshort_name: AEL\nlegal_form: asociatie\n" in done.out
    assert "Nu s-a scris nimic" in done.out


def test_an_early_end_prints_what_was_typed(run: Run, content: Path, answers: Answer) -> None:
    answers("\n".join(ANSWERS.splitlines()[:12]))
    done = run("new", "--lang", "en")
    assert done.code == 1
    assert "legal_form: asociatie\n" in done.out and DESCRIPTION in done.out
    assert "Nothing was written" in done.out
    assert list((content / "organizations").iterdir()) == []


def test_the_same_organisation_is_not_written_twice(run: Run, content: Path, answers: Answer) -> None:
    answers(ANSWERS)
    assert run("new").code == 0
    answers(ANSWERS)
    done = run("new")
    assert done.code == 1
    assert done.out.count("există deja organizations/cj/asociatia-exemplu-pentru-lectura.yaml") == 2
    assert "CUI „30339344” stă și în organizations/cj/asociatia-exemplu-pentru-lectura.yaml" in done.err
    assert len(list((content / "organizations/cj").iterdir())) == 1


def test_an_id_that_is_taken_gets_the_locality_then_a_number(
    run: Run, content: Path, write: Write, answers: Answer
) -> None:
    write("tm/asociatia-exemplu-pentru-lectura.yaml", 'name: Fundația Beta\ncui: "3151288"\n')
    lines = ANSWERS.splitlines(keepends=True)
    answers("".join(lines))
    assert run("new").code == 0
    assert (content / "organizations/cj/asociatia-exemplu-pentru-lectura-cluj-napoca.yaml").exists()
    write(
        "xx/gama.yaml", 'name: Asociația Gama\ncui: "9232411"\nformer_ids: [asociatia-exemplu-pentru-lectura-turda]\n'
    )
    lines[3], lines[5] = "4921504\n", "Turda\n"
    answers("".join(lines))
    assert run("new").code == 0
    assert (content / "organizations/cj/asociatia-exemplu-pentru-lectura-turda-2.yaml").exists()


def test_a_name_that_is_an_address_of_the_site(run: Run, content: Path, answers: Answer) -> None:
    answers("Index" + ANSWERS[ANSWERS.index("\n") :])
    assert run("new").code == 0
    assert (content / "organizations/cj/index-cluj-napoca.yaml").exists()


def test_what_a_choice_means() -> None:
    forms = vocabularies()["legal-forms"]
    assert [chosen(word, forms, "ro") for word in ("1", " fundatie ", "Asociație", "ASOCIATIE", "99", "x")] == [
        "asociatie",
        "fundatie",
        "asociatie",
        "asociatie",
        "99",
        "x",
    ]
    # The id "4" of a goal is not its place in the list; labels count in both languages.
    assert chosen("4", vocabularies()["sdgs"], "ro") == "4"
    assert chosen("Foundation", forms, "ro") == chosen("Fundație", forms, "en") == "fundatie"


class Terminal:
    """The command at a terminal of its own."""

    def __init__(self, *words: str) -> None:
        import pty

        self.screen, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-m", "conect", *words, "--date", DAY]
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
            preexec_fn=_own_terminal,
        )
        os.close(theirs)
        self.shown = ""

    def until(self, words: str) -> None:
        """Read until the words have appeared."""
        self._read_while(lambda: words not in self.shown)
        assert words in self.shown, self.shown

    def _read_while(self, wanting: Callable[[], bool]) -> None:
        while wanting():
            ready, _, _ = select.select([self.screen], [], [], 60)
            assert ready, self.shown
            try:
                self.shown += os.read(self.screen, 4096).decode("utf-8", "replace")
            except OSError:  # Linux says so when the command has ended
                break

    def type(self, text: str) -> None:
        """Type text once the prompt stands there: before, the terminal is not yet the line editor's."""
        self._read_while(lambda: not self.shown.endswith("> "))
        os.write(self.screen, text.encode())

    def interrupt_until(self, words: str) -> None:
        """Press Ctrl-C until the words appear.

        Again each second: Python's ``input`` does not hear a signal that comes after the prompt is drawn and before it
        begins to wait for a key.
        """
        self._read_while(lambda: not self.shown.endswith("> "))
        for _ in range(60):
            os.write(self.screen, b"\x03")
            while words not in self.shown and select.select([self.screen], [], [], 1)[0]:
                self.shown += os.read(self.screen, 4096).decode("utf-8", "replace")
            if words in self.shown:
                return
        raise AssertionError(self.shown)

    def end(self) -> int:
        """Wait for the command to end; gives its exit code."""
        code = self.process.wait(60)
        os.close(self.screen)
        return code


def _own_terminal() -> None:
    import fcntl
    import termios

    # Ctrl-C reaches a process only from its controlling terminal.
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_at_a_terminal_a_wrong_answer_is_asked_again(content: Path) -> None:
    terminal = Terminal("new")
    terminal.until("Denumire oficială")
    terminal.until("de exemplu: Asociația Exemplu pentru Lectură")
    terminal.type("Ab\n")
    terminal.until("! textul are 2 caractere; scrieți cel puțin 3")
    terminal.type("Asociatia Noua\n")
    terminal.until("Denumire scurtă (Enter dacă nu)")
    terminal.type("\n")
    terminal.until("1 Asociație (asociatie)")
    terminal.type("2\n")
    terminal.until("CUI/CIF")
    terminal.interrupt_until("Nu s-a scris nimic")
    assert "name: Asociatia Noua\r\nlegal_form: fundatie\r\n" in terminal.shown
    assert terminal.end() == 130
    assert "Traceback" not in terminal.shown


def test_at_a_terminal_ctrl_d_leaves_cleanly(content: Path) -> None:
    terminal = Terminal("new", "--lang", "en")
    terminal.until("Official name")
    terminal.type("\x04")
    terminal.until("Nothing was written")
    assert terminal.end() == 1
