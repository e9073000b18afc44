"""One base repository for all tests of the review."""

from __future__ import annotations

import pytest

from tests.review.repository import CONTENT, File, Repository, profile, register

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """An empty repository."""
    made = Repository(tmp_path_factory.mktemp("repository"))
    made.git("init", "-q", "-b", "main")
    return made


@pytest.fixture(scope="session")
def base(repository: Repository) -> str:
    """The catalogue's tip: alfa and beta have maintainers, gama comes from the register, delta is verified."""
    files: dict[str, File] = {
        f"content/vocabularies/{path.name}": path.read_bytes() for path in (CONTENT / "vocabularies").glob("*.yaml")
    }
    files |= {
        "content/administrators.yaml": "administrators:\n  - sefa\n",
        "README.md": "readme\n",
        "content/organizations/cj/alfa.yaml": profile(
            "Asociația Alfa Lectura", "30339344", account="ana", website="https://alfa.example"
        ),
        "content/organizations/cj/beta.yaml": profile("Asociația Beta Muzica", "3151288", account="barbu"),
        "content/organizations/cj/gama.yaml": register("Asociația Gama Natura", "12/A/2005"),
        "content/organizations/cj/delta.yaml": profile(
            "Asociația Delta Sportul",
            "9232411",
            account="ana",
            former_ids="[delta-veche]",
            verification='{level: verificat, date: "2026-09-02"}',
        ),
    }
    return repository.commit(files)
