"""A copy of the process changes the search index and writes its files, while this one prints the pages."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from conect.building.aside import Aside
from conect.building.errors import OutputError
from conect.building.tree import Tree
from conect.search.encoding import FOLDER
from conect.site.press import Press
from tests.site.small_world import World, publish
from tests.site.test_renewal import differences, settings

__all__ = ["settings"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system copies no process")

WRITE = Tree.write


@pytest.fixture
def out(tmp_path: Path, settings: Mapping[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(Aside, "possible", staticmethod(lambda: True))
    return {**settings, "PATH": str(tmp_path / "content"), "OUTPUT_PATH": str(tmp_path / "out")}


@pytest.fixture
def world(tmp_path: Path, out: Mapping[str, Any]) -> World:
    """A published world, one of whose records has another name by now."""
    made = World(tmp_path / "content", random.Random(1), 4)  # noqa: S311 - no secret
    made.write()
    publish(out)
    made.records["org-2"]["name"] = "Asociația Zidul"
    made.write()
    return made


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("fails", ["killed at once", "killed later", "full disk", "never"])
def test_who_writes_the_index_aside_may_fail(
    fails: str, out: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, files = os.getpid(), iter(range(1_000))
    written_here = []

    def write(self: Tree, name: str, data: bytes) -> None:
        if name.startswith(f"{FOLDER}/"):
            if os.getpid() == here:
                written_here.append(name)
            elif next(files) == {"killed at once": 0, "killed later": 1, "full disk": 1}.get(fails):
                # The beginning of the file is there by now.
                WRITE(self, name, data[:5])
                if fails == "full disk":
                    raise OutputError("nu mai este loc", "no space left")
                os._exit(9)
        WRITE(self, name, data)

    monkeypatch.setattr(Tree, "write", write)
    assert publish(out).changed
    assert bool(written_here) == (fails != "never")
    publish({**out, "OUTPUT_PATH": str(tmp_path / "anew")})
    assert differences(tmp_path / "out", tmp_path / "anew") == []
    assert publish(out).changed == 0


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The copy takes its time for each file of the index; the file returned is there once it has begun."""
    begun = tmp_path / "begun"

    def late(self: Tree, name: str, data: bytes) -> None:
        if name.startswith(f"{FOLDER}/"):
            begun.touch()
            time.sleep(0.1)
        WRITE(self, name, data)

    monkeypatch.setattr(Tree, "write", late)
    return begun


@pytest.mark.usefixtures("world")
def test_a_failed_build_leaves_nothing_that_is_still_written(
    out: dict[str, Any], slow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise OutputError("pagina nu se poate scrie", "the page cannot be written")

    monkeypatch.setattr(Press, "page", fail)
    with pytest.raises(OutputError):
        publish(out)
    assert slow.exists()
    assert not (tmp_path / ".out.new").exists()
    time.sleep(0.3)
    assert not (tmp_path / ".out.new").exists()


@pytest.mark.usefixtures("world")
def test_the_copy_of_a_killed_build_is_waited_for(
    out: dict[str, Any], slow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = os.fork()
    if pid == 0:

        def killed(*_: object) -> bytes:
            while not slow.exists():
                time.sleep(0.01)
            os.kill(os.getpid(), signal.SIGKILL)
            raise AssertionError

        monkeypatch.setattr(Press, "page", killed)
        with suppress(BaseException):
            publish(out)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    with pytest.raises(OutputError):  # the lock is the copy's too
        publish(out)
    done = None
    for _ in range(200):
        time.sleep(0.05)
        with suppress(OutputError):
            done = publish(out)
            break
    assert done is not None
    assert done.changed
    publish({**out, "OUTPUT_PATH": str(tmp_path / "anew")})
    assert differences(tmp_path / "out", tmp_path / "anew") == []
