"""``conect build`` and ``conect serve``: a whole site, served again after each change that is good."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conect.cli.serve import watched
from tests.cli.conftest import DAY, Run
from tests.records.examples import ROOT

Write = Callable[..., Path]
SETTINGS = str(ROOT / "pelicanconf.py")


def test_build_gives_the_site_or_leaves_the_former_one(run: Run, write: Write) -> None:
    path = write("cj/alfa.yaml")
    assert run("build", "--settings", SETTINGS).code == 0
    page = Path("output/organizatii/alfa/index.html")
    before = page.read_bytes()
    path.write_bytes(path.read_bytes().replace(b"asociatie", b"asociatia"))
    done = run("build", "--settings", SETTINGS)
    assert done.code == 1
    assert "content/organizations/cj/alfa.yaml:2:13: eroare:" in done.err
    assert page.read_bytes() == before


def test_what_is_watched(tmp_path: Path) -> None:
    for name in ("content/x", "themes/conect", "plugins/conect"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("pelicanconf.py", "publishconf.py", "tasks.py"):
        (tmp_path / name).write_text("")
    found = watched(tmp_path / "content", tmp_path / "pelicanconf.py")
    assert [path.name for path in found] == ["content", "pelicanconf.py", "plugins", "publishconf.py", "themes"]


class Serving:
    """``conect serve`` in a process of its own."""

    def __init__(self) -> None:
        command = [sys.executable, "-u", "-m", "conect", "serve", "--port", "0", "--settings", SETTINGS, "--date", DAY]
        self.log = Path("serve.log")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "PYTHONUTF8": "1"})
        self.wait(lambda: "http://127.0.0.1:" in self.printed())
        self.address = "http" + self.printed().split("http")[1].split(" ")[0]

    def printed(self) -> str:
        """What the command has printed."""
        return self.log.read_text(encoding="utf-8")

    def wait(self, until: Callable[[], bool]) -> None:
        """Wait for something to become true."""
        end = time.monotonic() + 90
        while not until():
            assert self.process.poll() is None, self.printed()
            assert time.monotonic() < end, self.printed()
            time.sleep(0.1)

    def page(self, path: str) -> str:
        """The text of a page, whatever its status."""
        try:
            with urllib.request.urlopen(self.address + path, timeout=20) as response:  # noqa: S310 - our own server
                return str(response.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            with error:
                return error.read().decode("utf-8")


@pytest.fixture
def serving(content: Path, write: Write) -> Iterator[Serving]:
    """A site of one record, served."""
    write("cj/alfa.yaml")
    made = Serving()
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.wait()


def test_serve_builds_again_on_each_change(serving: Serving, write: Write) -> None:
    page = "organizatii/alfa/"
    assert "Asociația Exemplu pentru Lectură" in serving.page(page)
    write("cj/alfa.yaml", "name: Asociația cu Alt Nume\n")
    serving.wait(lambda: "Asociația cu Alt Nume" in serving.page(page))
    # A change that is no good is told, and the site stays.
    write("cj/alfa.yaml", "name: Asociația Greșită\nlegal_form: nimic\n")
    serving.wait(lambda: "Rămâne site-ul de dinainte." in serving.printed())
    assert "content/organizations/cj/alfa.yaml:16:13: eroare:" in serving.printed()
    assert "Asociația cu Alt Nume" in serving.page(page)
    write("cj/alfa.yaml", "name: Asociația Bună\n")
    serving.wait(lambda: "Asociația Bună" in serving.page(page))
    serving.process.send_signal(signal.SIGINT)
    assert serving.process.wait(20) == 0
    assert "Traceback" not in serving.printed()


def test_serve_tells_that_the_port_is_taken_before_it_builds(serving: Serving, run: Run) -> None:
    port = serving.address.rsplit(":", 1)[1].strip("/")
    done = run("serve", "--port", port, "--settings", SETTINGS, "--output", "alt")
    assert done.code == 1
    assert done.err.startswith(f"conect: portul {port} este folosit de alt program")
    assert not Path("alt").exists()


def test_serve_ends_where_the_first_build_fails(run: Run, write: Write) -> None:
    write("cj/alfa.yaml", "legal_form: nimic\n")
    assert run("serve", "--port", "0", "--settings", SETTINGS).code == 1


REGISTER = """\
kind,name,national_registry_number,status,county,locality,purpose_initial,public_utility_act,public_utility_date,source_file,source_date
asociatie,ASOCIATIA EXEMPLU NOUA,1/A/2012,,CLUJ,CLUJ-NAPOCA,Promovarea lecturii,,,Asociatii.xlsx,2026-03-09
fundatie,,2/B/2012,,CLUJ,TURDA,Scop,,,Fundatii.xlsx,2026-03-09
"""


def test_register_writes_records_and_its_report(run: Run, content: Path) -> None:
    Path("registru.csv").write_text(REGISTER, encoding="utf-8")
    done = run("register", "registru.csv", "--content", "nou", "--report", "raport.json")
    assert done.code == 0, done.err
    assert "2  rânduri citite" in done.out and "1  rânduri scrise" in done.out
    assert '"row": 3' in Path("raport.json").read_text(encoding="utf-8")
    [record] = Path("nou/organizations/cj").iterdir()
    before = record.read_bytes()
    assert run("validate", "--content", "nou").code == 0
    assert run("register", "registru.csv", "--content", "nou").code == 0
    assert record.read_bytes() == before


def test_register_refuses_what_is_no_register(run: Run, content: Path) -> None:
    Path("altceva.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    done = run("register", "altceva.csv", "--content", "nou")
    assert done.code == 1
    assert done.err.startswith("conect: ") and done.err.count("\n") == 1
