"""Which files of a former site stay: those of the index that are named by their content, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from conect.building.output import Output
from conect.records.problems import ConectError
from conect.search.encoding import ROOT
from conect.site.publication import grace_of
from conect.site.settings import SiteSettings


def site(**settings: object) -> SiteSettings:
    return SiteSettings.of({"PATH": ".", "THEME": ".", "CONECT_DATE": "2026-11-24", **settings})


def publish(target: Path, *names: str, days: int = 7) -> set[str]:
    output = Output(target)
    output.spare(grace_of(site(CONECT_GRACE_DAYS=days)))
    with output.staging() as tree:
        for name in names:
            tree.write(name, b"x")
    return {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()} - {".conect"}


PARTS = ["cautare/t/0.4b23a0c6.bin", "cautare/c/8.a7f9660c/8.bin", "cautare/l/ab/0123456789.bin"]


def test_parts_of_a_former_index_stay(tmp_path: Path) -> None:
    target = tmp_path / "site"
    publish(target, ROOT, "index.html", "organizatii/x/index.html", "cautare/index.html", "a/1.bin", *PARTS)
    assert publish(target, "index.html") == {"index.html", *PARTS}
    assert publish(target, "index.html", days=0) == {"index.html"}


def test_every_file_of_a_real_index_but_its_root_is_named_by_its_content(site_folder: Path, tmp_path: Path) -> None:
    names = [
        path.relative_to(site_folder).as_posix() for path in (site_folder / "cautare").rglob("*") if path.is_file()
    ]
    assert len(names) > 20
    target = tmp_path / "site"
    publish(target, *names)
    assert publish(target, ROOT) == set(names)
    publish(target, *names)
    assert publish(target, "index.html") == {"index.html", *names} - {ROOT}


@pytest.mark.parametrize("days", ["7", 1.5, None, 400, True])
def test_the_days_are_a_number(days: object) -> None:
    with pytest.raises(ConectError, match="CONECT_GRACE_DAYS"):
        site(CONECT_GRACE_DAYS=days)
