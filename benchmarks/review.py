"""What `conect review` costs in a large catalogue: one changed record, and an import that changes thousands.

    python -m benchmarks.review [--records 100000] [--imported 5000] [--folder DIR]

A repository of invented records is made with `git fast-import` (once; the folder is used again), then the command runs
on branches of it, first with an empty cache, then with the one that the first run left. Printed: seconds on the clock,
seconds of processor of all processes, and the most memory that they held together, in MB.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import measured
from conect.records.writer import dump, edit
from conect.romania.counties import COUNTIES
from conect.romania.localities import in_county
from conect.romania.text import slug

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-24"
_KINDS = (("asociatie", "A", "Asociația"), ("fundatie", "B", "Fundația"), ("asociatie", "A", "Clubul Sportiv"))
_WORDS = [
    "Speranța", "Lumina", "Viitorul", "Ardealul", "Biblioteca", "Tinerii", "Prietenii", "Copiii", "Natura",
    "Munții", "Dunărea", "Cultura", "Educația", "Sănătatea", "Sportul", "Arta", "Muzica", "Teatrul", "Satul",
    "Orașul", "Comunitatea", "Drumul", "Podul", "Izvorul", "Stejarul", "Pădurea", "Câmpia", "Solidar", "Civic",
    "Verde", "Alb", "Albastru", "Nou", "Unit", "Liber", "Curat", "Bun", "Tânăr", "Vesel", "Deschis", "Sprijin",
    "Acces", "Șansa", "Casa", "Curtea",
]  # fmt: skip
_PURPOSE = "Promovarea educației, culturii și sportului în rândul copiilor și tinerilor din comunitate, sprijinirea "
_SOURCED = ("name", "legal_form", "national_registry_number", "registry_status", "county", "locality", "purpose")


def records(count: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of invented records, one in seven a profile; the same each time."""
    chance = random.Random(20261124)  # noqa: S311 - no secret
    places = {county.code: [place.name for place in in_county(county.code)][:60] for county in COUNTIES}
    for number in range(count):
        form, letter, start = _KINDS[number % 3]
        county = chance.choice(COUNTIES).code
        name = f"{start} {' '.join(chance.sample(_WORDS, 3))} {number}"
        values: dict[str, object] = {
            "name": name,
            "legal_form": form,
            "national_registry_number": f"{number + 1}/{letter}/{chance.randint(1995, 2025)}",
            "registry_status": "inregistrata",
            "county": county,
            "locality": chance.choice(places[county]),
            "purpose": _PURPOSE + " ".join(chance.sample(_WORDS, 8)),
        }
        if number % 7:
            source = {
                "name": "Registrul național ONG: asociații",
                "date": "2026-03-09",
                "url": "https://www.just.ro/r/",
            }
            values |= {"origin": "register", "sources": [{"field": key, **source} for key in _SOURCED]}
        else:
            values |= _profile(number, name)
        yield f"content/organizations/{county.lower()}/{slug(name)}.yaml", dump(values)


def _profile(number: int, name: str) -> dict[str, object]:
    return {
        "cui": _cui(1_000_000 + number),
        "activity_scope": "national",
        "domains": ["educatie", "cultura"],
        "summary": f"{name} sprijină copiii și tinerii din comunitate să învețe.",
        "description": f"{name} lucrează de mulți ani cu copiii.\n\n" + f"{_PURPOSE}oamenilor. " * 3,
        "email": f"contact@organizatia-{number}.example",
        "website": f"https://organizatia-{number}.example",
        "confirmed_on": "2026-09-01",
        "origin": "organization",
        "maintainers": [f"cont-{number}"],
    }


def _cui(body: int) -> str:
    digits = str(body)
    weighted = sum(int(d) * w for d, w in zip(digits, (7, 5, 3, 2, 1, 7, 5, 3, 2)[-len(digits) :], strict=True))
    return f"{digits}{weighted * 10 % 11 % 10}"


def build(repository: Path, count: int, imported: int) -> None:
    """Make the repository with branches main, one (a change to one record) and import (to ``imported`` of them)."""
    subprocess.run(["git", "init", "-q", "-b", "main", str(repository)], check=True)
    stream = subprocess.Popen(["git", "-C", str(repository), "fast-import", "--quiet"], stdin=subprocess.PIPE)
    assert stream.stdin is not None
    write = stream.stdin.write

    def commit(branch: str, parent: str | None) -> None:
        write(f"commit refs/heads/{branch}\ncommitter A <a@example.org> 1790000000 +0000\ndata 1\nx\n".encode())
        if parent:
            write(f"from refs/heads/{parent}\n".encode())

    def put(path: str, data: bytes) -> None:
        write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")

    commit("main", None)
    changed: list[tuple[str, str]] = []
    profile: tuple[str, str] | None = None
    for path, text in records(count):
        put(path, text.encode())
        if "origin: register" not in text:
            profile = profile or (path, text)
        elif len(changed) < imported:
            changed.append((path, text))
    for vocabulary in sorted((ROOT / "content" / "vocabularies").glob("*.yaml")):
        put(f"content/vocabularies/{vocabulary.name}", vocabulary.read_bytes())
    put("content/administrators.yaml", b"administrators:\n  - administrator\n")
    assert profile is not None
    commit("one", "main")
    put(profile[0], edit(profile[1], {("email",): "alta@organizatia-0.example"}).encode())
    commit("import", "main")
    for path, text in changed:
        put(path, edit(text, {("registry_status",): "radiata", ("sources", 3, "date"): "2026-06-01"}).encode())
    stream.stdin.close()
    if stream.wait():
        raise SystemExit("git fast-import failed")


def main() -> None:
    """Build the repository where it is missing, run the command, print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("--records", type=int, default=100_000)
    options.add_argument("--imported", type=int, default=5_000)
    options.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "conect-review-benchmark")
    given = options.parse_args()
    repository = given.folder / f"{given.records}-{given.imported}"
    if not repository.exists():
        build(repository, given.records, given.imported)
    review = [str(Path(sys.executable).with_name("conect")), "review", "--base", "main", "--date", TODAY]
    cases = {
        "one record, Markdown": ["--head", "one", "--author", "cont-0", "--format", "markdown"],
        "one record, JSON": ["--head", "one", "--author", "cont-0", "--format", "json"],
        f"import of {given.imported:,}": ["--head", "import", "--author", "administrator", "--format", "markdown"],
    }
    sys.stdout.write(f"{given.records:,} records\n\n")
    sys.stdout.write("| change | cache | seconds | processor | MB | exit | printed |\n|---|---|---|---|---|---|---|\n")
    for name, arguments in cases.items():
        cache = Path(tempfile.mkdtemp(dir=given.folder))
        for state in ("cold", "warm"):
            done = measured(review + arguments, repository, {"XDG_CACHE_HOME": str(cache)})
            memory = f"{done.memory:.0f}" if done.memory else "–"
            worked = f"{done.processor:.1f}" if done.processor else "–"
            row = [name, state, f"{done.seconds:.1f}", worked, memory, str(done.code), f"{len(done.printed):,}"]
            sys.stdout.write(f"| {' | '.join(row)} |\n")
        shutil.rmtree(cache)


if __name__ == "__main__":
    main()
