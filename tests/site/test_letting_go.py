"""A build lets go of the catalogue when it is done: nothing waits for the collector, slow among many entries."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from conect.catalogue.catalogue import Catalogue
from tests.catalogue.made import profile, put
from tests.site.conftest import Build


def test_no_circle_holds_the_catalogue(content: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    def held() -> list[Catalogue]:
        return [each for each in gc.get_objects() if isinstance(each, Catalogue)]

    gc.collect()
    before = held()
    gc.disable()
    try:
        with monkeypatch.context() as patch:
            patch.setattr(gc, "enable", lambda: None)
            assert build(content).code == 0
            assert len(held()) == len(before), "a whole build"
            # A new commit: Pelican's own pages are printed too.
            patch.setattr("conect.site.publication.commit_of", lambda _: "0123456789ab")
            put(content, "cj/exemplu.yaml", profile(name="Asociația Alt Nume"))
            assert "schimbate" in build(content).out
            assert len(held()) == len(before), "a small change"
    finally:
        gc.enable()
