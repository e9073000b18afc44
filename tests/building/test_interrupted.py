"""Builds are killed at any moment, the disk is full at any write: only whole pages are answered, and the next heals."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conect.building.errors import OutputError, UnfinishedError
from conect.building.journal import Journal, Removal
from conect.building.marker import Mark
from conect.building.output import Output
from conect.site.serving import Server
from tests.building.mishaps import HOWS, Operations, full
from tests.building.pages import Read, beside, change, contents, faults, file_of, reading, site, whole

ROOT = Path(__file__).resolve().parents[2]
BOTH = ("change", "whole")
KILLS = FULL = 50
OPERATIONS = Operations()


class Killer:
    """Publishes in child processes that are killed."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.building.mishaps"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def publish(self, how: str, target: Path, seed: int, moment: int) -> int:
        """Kill a publication before an operation; return how it ended: 9, or 0 where it had fewer operations."""
        assert self.process.stdin and self.process.stdout
        print(how, target, seed, moment, sep="\t", file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    """The process whose children are killed."""
    made = Killer()
    yield made
    with made.process as process:
        assert process.stdin
        process.stdin.close()


def over_http(server: Server) -> Read:
    """Read what the server answers; None for 404."""

    def read(name: str) -> bytes | None:
        # Without index.html, as the links have it.
        address = server.address + name.removesuffix("index.html")
        try:
            with urllib.request.urlopen(address, timeout=20) as response:  # noqa: S310 - our own server
                return bytes(response.read())
        except urllib.error.HTTPError as error:
            error.close()
        return None

    return read


class Visitor:
    """Walks a site again and again, in a thread of its own."""

    def __init__(self, read: Read) -> None:
        self.walks = 0
        self.found: list[object] = []
        self._read = read
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._walk, daemon=True)
        self._thread.start()

    def _walk(self) -> None:
        while not self._end.is_set():
            try:
                self.found += faults(self._read)
            except Exception as error:
                self.found.append(error)
            self.walks += 1

    def stop(self) -> None:
        """End walking."""
        self._end.set()
        self._thread.join(30)


@pytest.mark.parametrize("how", BOTH)
def test_killed_while_a_visitor_walks_the_site(killer: Killer, tmp_path: Path, how: str) -> None:
    target = tmp_path / "here" / "site"
    whole(target, 0)
    chance = random.Random(how)  # noqa: S311 - which moments
    most = operations_of(HOWS[how], tmp_path / "other" / "site")
    server = Server(target, 0)
    server.start()
    visitor = Visitor(over_http(server))
    killed = unchanged = 0
    for seed in range(1, KILLS + 1):
        ended = killer.publish(how, target, seed, chance.randrange(1, most + 1))
        killed += ended == 9
        assert faults(reading(target)) == [], seed
        Output(target).recover()
        stands = int(Output(target).generation)
        assert stands in {seed - 1, seed}
        unchanged += stands == seed - 1
        assert contents(target) == site(stands), seed
        assert beside(target) == []
        # The next build, of the other kind now and then, comes to what was wanted.
        HOWS[chance.choice([how, *BOTH])](target, seed)
        assert contents(target) == site(seed)
    visitor.stop()
    server.stop()
    assert visitor.found == []
    assert visitor.walks > 5
    assert killed > KILLS * 0.8
    assert 0 < unchanged < KILLS


def test_killed_where_folders_cannot_change_places(killer: Killer, tmp_path: Path) -> None:
    target = tmp_path / "here" / "site"
    whole(target, 0)
    most = operations_of(HOWS["renamed"], tmp_path / "other" / "site")
    for seed, moment in enumerate([-1, -2, *range(1, most + 1, 9)], start=1):
        assert killer.publish("renamed", target, seed, moment) == 9
        # For a moment there is no site; the next build puts the former one back before it begins.
        assert target.exists() == (moment != -2)
        Output(target).recover()
        assert contents(target) == site(int(Output(target).generation))
        assert beside(target) == []


def operations_of(publish: Callable[[Path, int], None], target: Path) -> int:
    """How many operations a publication has."""
    whole(target, 0)
    with OPERATIONS.met(full(0, lasting=False)):
        publish(target, 1)
    return OPERATIONS.count


def test_killed_by_the_clock(tmp_path: Path) -> None:
    target = tmp_path / "site"
    whole(target, 0)
    code = (
        "import sys; from pathlib import Path; from tests.building.pages import change\n"
        "for seed in range(1, 10_000): change(Path(sys.argv[1]), seed); print(seed, flush=True)"
    )
    chance = random.Random(5)  # noqa: S311 - which moments
    for _ in range(5):
        with subprocess.Popen([sys.executable, "-c", code, str(target)], cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.1))
            process.kill()
        assert faults(reading(target)) == []
        Output(target).recover()
        assert contents(target) == site(int(Output(target).generation))
        assert beside(target) == []


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("how", BOTH)
def test_no_space_left_at_any_write(tmp_path: Path, how: str, lasting: bool) -> None:
    target = tmp_path / "here" / "site"
    most = operations_of(HOWS[how], tmp_path / "other" / "site")
    whole(target, 0)
    stands, met = 0, set()
    for moment in range(1, most + 1, max(1, most // FULL)):
        seed = stands + 1
        failure: OutputError | None = None
        with OPERATIONS.met(full(moment, lasting=lasting)):
            try:
                HOWS[how](target, seed)
            except OutputError as error:
                failure = error
        assert faults(reading(target)) == [], moment
        met.add(type(failure))
        if failure is None:
            stands = seed
            continue
        assert failure.ro != failure.en
        if isinstance(failure, UnfinishedError):
            assert beside(target) == [".site.journal", ".site.new"]
            stands = seed
        else:
            assert contents(target) == site(stands), moment
            assert beside(target) == [], moment
        Output(target).recover()
        assert contents(target) == site(stands), moment
        assert int(Output(target).generation) == stands
    assert OutputError in met
    assert (UnfinishedError in met) == (how == "change")


def interrupted(target: Path) -> bytes:
    """Publish until the first file was moved; returns the journal."""
    moved = 0

    def meet(count: int, event: str) -> None:
        nonlocal moved
        moved += event == "os.rename"
        if moved == 2:
            raise OSError(13, "Permission denied")

    with OPERATIONS.met(meet), pytest.raises(UnfinishedError) as caught:
        change(target, 1)
    assert "Permission denied" in caught.value.en and str(target) in caught.value.ro
    return (target.parent / f".{target.name}.journal").read_bytes()


def test_no_part_of_a_journal_is_trusted(tmp_path: Path) -> None:
    target = tmp_path / "site"
    whole(target, 0)
    data = interrupted(target)
    assert Journal.parsed(data).data() == data
    wrong = [data[:length] for length in range(len(data))]
    wrong += [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in range(len(data))]
    for journal in [*wrong, data + data, b"\n" + data, data + b"\n"]:
        with pytest.raises(ValueError):
            Journal.parsed(journal)


def test_a_journal_that_is_not_whole_undoes_what_was_prepared(tmp_path: Path) -> None:
    target = tmp_path / "site"
    whole(target, 0)
    folders = sorted(path for path in target.rglob("*") if path.is_dir())
    new = tmp_path / ".site.new"
    for length in (0, 1, 50):
        (new / "quite/new").mkdir(parents=True)
        (new / "quite/new/index.html").write_text("x")
        (new / "l").mkdir()
        (target / "quite/new").mkdir(parents=True)
        (tmp_path / ".site.journal").write_bytes(Journal("", (Removal("index.html"),)).data()[:length])
        Output(target).recover()
        assert contents(target) == site(0)
        assert sorted(path for path in target.rglob("*") if path.is_dir()) == folders
        assert beside(target) == []


def test_what_was_interrupted_is_finished_by_either_kind_of_build(tmp_path: Path) -> None:
    for how in BOTH:
        target = tmp_path / how / "site"
        whole(target, 0)
        interrupted(target)
        assert contents(target) not in (site(0), site(1))
        HOWS[how](target, 2)
        assert contents(target) == site(2)
        assert beside(target) == []


def test_a_staged_file_that_someone_removed_takes_the_trust_away(tmp_path: Path) -> None:
    target = tmp_path / "site"
    whole(target, 0)
    interrupted(target)
    staged = next(path for path in sorted((tmp_path / ".site.new").rglob("*.html")))
    staged.unlink()
    Output(target).recover()
    assert Output(target).generation == ""
    assert beside(target) == []
    whole(target, 1)
    assert contents(target) == site(1)


def test_a_journal_is_for_its_own_site_alone(tmp_path: Path) -> None:
    target = tmp_path / "site"
    whole(target, 0)
    interrupted(target)
    # Someone has put another site in the place.
    other = tmp_path / "other"
    whole(other, 7)
    target.rename(tmp_path / "away")
    other.rename(target)
    Output(target).recover()
    assert contents(target) == site(7)
    assert beside(target) == ["away"]


def test_a_journal_without_its_site_is_dropped(tmp_path: Path) -> None:
    target = tmp_path / "site"
    whole(target, 0)
    interrupted(target)
    target.rename(tmp_path / "away")
    whole(target, 3)
    assert contents(target) == site(3)


def test_a_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "site"
    whole(target, 0)
    # For the user root, too, who may write everywhere.
    monkeypatch.setattr("os.access", lambda path, _: Path(path).name != "l")
    with pytest.raises(OutputError) as caught:
        change(target, 1)
    assert str(target / "en" / "l") in caught.value.ro
    monkeypatch.undo()
    assert contents(target) == site(0)
    assert Output(target).mark == Mark("0")
    assert beside(target) == []


def test_the_pages_know_when_they_are_not_whole() -> None:
    files = site(1)
    assert faults(files.get) == []
    assert faults({name: data for name, data in files.items() if name != "en/l/index.html"}.get) == [" -> en/l/"]
    with pytest.raises((AssertionError, ValueError)):
        faults({**files, "l/index.html": files["l/index.html"][:-20]}.get)
    assert file_of("l/") == "l/index.html"
