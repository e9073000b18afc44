"""``conect rename`` and ``conect merge``: every reference set right, or nothing changed."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from conect.catalogue import changes
from tests.cli.conftest import Run

Write = Callable[..., Path]

# 1 × 1 pixels.
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNiAAAABgADNjd8qAAAAABJRU5ErkJggg==")
ALFA = 'name: Asociația Alfa\ncui: "30339344"\n'
BETA = 'name: Fundația Beta\ncui: "3151288"\n'
FED = 'name: Federația Gama\ncui: "9232411"\nlegal_form: federatie\n'
FED2 = 'name: Federația Delta\ncui: "4921504"\nlegal_form: federatie\n'


@pytest.fixture
def tree(content: Path, write: Write) -> Callable[[], dict[str, bytes]]:
    """Two associations and two federations; gives every file of the records as it is."""
    write("cj/alfa.yaml", f"{ALFA}memberships:\n  - gama   # din 2010\n  # și\n  - delta\n")
    write("cj/beta.yaml", f"{BETA}memberships: [gama]\n")
    write("b/gama.yaml", f"county: B\nlocality: București\nactivity_counties: [B]\n{FED}")
    write("tm/delta.yaml", f"county: TM\nlocality: Timișoara\n{FED2}")

    def files() -> dict[str, bytes]:
        top = content / "organizations"
        return {
            path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()
        }

    return files


Tree = Callable[[], dict[str, bytes]]


def test_rename_moves_the_record_its_logo_and_every_reference(run: Run, write: Write, tree: Tree) -> None:
    write(
        "b/gama.yaml",
        f"county: B\nlocality: București\nactivity_counties: [B]\n{FED}logo: {{file: gama.png, alt: Litera G}}\n",
    )
    write("b/gama.png", PNG)
    write(
        "cj/filiala.yaml", 'name: Filiala Gama\ncui: "15123206"\nlegal_form: filiala\nparent: gama\nmerged_into: gama\n'
    )
    before = tree()
    assert run("validate").code == 0
    done = run("rename", "gama", "gama-noua")
    assert done.code == 0, done.err
    after = tree()
    assert set(after) == (set(before) - {"b/gama.yaml", "b/gama.png"}) | {"b/gama-noua.yaml", "b/gama-noua.png"}
    assert after["b/gama-noua.png"] == PNG
    text = after["b/gama-noua.yaml"].decode()
    assert "former_ids: [gama]\n" in text and "file: gama-noua.png" in text
    assert after["cj/alfa.yaml"] == before["cj/alfa.yaml"].replace(b"- gama ", b"- gama-noua ")
    assert after["cj/beta.yaml"] == before["cj/beta.yaml"].replace(b"[gama]", b"[gama-noua]")
    assert b"parent: gama-noua\nmerged_into: gama-noua\n" in after["cj/filiala.yaml"]
    assert after["tm/delta.yaml"] == before["tm/delta.yaml"]
    assert run("validate").code == 0
    assert "scris: content/organizations/b/gama-noua.yaml" in done.out
    assert "mutat: content/organizations/b/gama.yaml" in done.out


def test_renaming_there_and_back_and_again(run: Run, content: Path, tree: Tree) -> None:
    before = tree()
    for old, new in (("gama", "eta"), ("eta", "teta"), ("teta", "gama")):
        assert run("rename", old, new).code == 0
    text = (content / "organizations/b/gama.yaml").read_text(encoding="utf-8")
    assert "former_ids: [eta, teta]\n" in text
    assert {k: v for k, v in tree().items() if k != "b/gama.yaml"} == {
        k: v for k, v in before.items() if k != "b/gama.yaml"
    }
    assert run("rename", "beta", "teta").code == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nimic-asemanator", "x1", "nu există nicio fișă „nimic-asemanator”"),
        ("gamma", "x1", "ați vrut să scrieți „gama”?"),
        ("gama", "delta", "este sau a fost al fișei organizations/tm/delta.yaml"),
        ("gama", "gama", "este sau a fost al fișei"),
        ("gama", "pagina", "este o adresă a site-ului"),
        ("gama", "Gama", "nu este un identificator"),
        ("gama", "gama nouă", "nu este un identificator"),
        ("gama", "../gama", "nu este un identificator"),
        ("gama", "g" * 81, "nu este un identificator"),
        ("gama", "", "nu este un identificator"),
        ("gama", "veche", "este sau a fost al fișei organizations/cj/vechi.yaml"),
        ("gama", "stricata", "este sau a fost al fișei organizations/cj/stricata.yaml"),
        ("stricata", "x1", "organizations/cj/stricata.yaml nu se poate citi"),
        ("veche", "x1", "ați vrut să scrieți „vechi”?"),
        ("dublu", "x1", "este în mai multe fișiere"),
    ],
)
def test_rename_refuses_and_changes_nothing(run: Run, write: Write, tree: Tree, old: str, new: str, said: str) -> None:
    write("cj/vechi.yaml", 'name: Asociația Veche\ncui: "15123206"\nformer_ids: [veche]\n')
    write("cj/stricata.yaml", b"name: [x\n")
    write("cj/dublu.yaml", 'name: Asociația Dublă\ncui: "15123214"\n')
    write("tm/dublu.yaml", 'name: Asociația Dublă Timiș\ncui: "15123222"\n')
    before = tree()
    done = run("rename", old, new)
    assert done.code == 1
    assert said in done.err
    assert done.err.count("\n") == 1
    assert tree() == before


def test_what_cannot_be_read_is_named(run: Run, write: Write, tree: Tree) -> None:
    write("cj/stricata.yaml", b"name: [x\n")
    done = run("rename", "gama", "gama-noua", "--lang", "en")
    assert done.code == 0
    assert "cannot be read and were not searched: organizations/cj/stricata.yaml" in done.err


def test_a_disk_that_fails_half_way_leaves_all_as_it_was(run: Run, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree()
    calls = 0
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    done = run("rename", "gama", "gama-noua")
    assert done.code == 1
    assert "No space left on device" in done.err
    assert tree() == before


def test_changes_stay_inside_the_folder(tmp_path: Path) -> None:
    with pytest.raises(changes.ConectError):
        changes.write(tmp_path, [changes.Change("organizations/../../x.yaml", b"x")])
    assert list(tmp_path.iterdir()) == []


def test_merge_sets_every_reference_and_keeps_the_status(run: Run, tree: Tree) -> None:
    before = tree()
    done = run("merge", "gama", "delta")
    assert done.code == 0, done.err
    after = tree()
    # Alfa was a member of both: once is enough, and its comment stays.
    assert b"gama" not in after["cj/alfa.yaml"] and after["cj/alfa.yaml"].count(b"- delta") == 1
    assert after["cj/beta.yaml"] == before["cj/beta.yaml"].replace(b"[gama]", b"[delta]")
    assert (
        b"merged_into: delta\n" in after["b/gama.yaml"] and b"registry_status: inregistrata\n" in after["b/gama.yaml"]
    )
    assert after["tm/delta.yaml"] == before["tm/delta.yaml"]
    assert "„gama” este încă „inregistrata”" in done.err
    validated = run("validate")
    assert validated.code == 0
    assert "[merged-status]" in validated.out


def test_a_member_that_takes_over_its_federation_is_not_its_own_member(run: Run, write: Write, tree: Tree) -> None:
    write(
        "tm/delta.yaml", f"county: TM\nlocality: Timișoara\n{FED2}memberships: [gama]\nregistry_status: inregistrata\n"
    )
    assert run("merge", "gama", "delta").code == 0
    assert b"memberships" not in tree()["tm/delta.yaml"]
    assert run("validate").code == 0


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("gama", "gama", "nu se contopește cu ea însăși"),
        ("gama", "nimic-altceva", "nu există nicio fișă"),
        ("contopita", "gama", "„contopita” s-a contopit deja cu „delta”"),
        ("gama", "contopita", "scrieți „conect merge gama delta”"),
        ("delta", "contopita", "„contopita” s-a contopit deja cu „delta”\n"),
        ("gama", "filiala", "„filiala” este filială a „gama”"),
        ("beta", "umbrela", "se închide în cerc"),
    ],
)
def test_merge_refuses_and_changes_nothing(
    run: Run, write: Write, tree: Tree, source: str, target: str, said: str
) -> None:
    gone = "registry_status: dizolvata\n"
    write(
        "cj/contopita.yaml",
        f'name: Federația Contopită\ncui: "15123206"\nlegal_form: federatie\nmerged_into: delta\n{gone}',
    )
    write("cj/filiala.yaml", 'name: Filiala Gama\ncui: "15123214"\nlegal_form: filiala\nparent: gama\n')
    # Umbrela is a member of iota, which is a member of beta: were beta umbrela, there would be a circle.
    write("cj/umbrela.yaml", 'name: Federația Umbrela\ncui: "15123222"\nlegal_form: federatie\nmemberships: [iota]\n')
    write("cj/iota.yaml", 'name: Federația Iota\ncui: "15123230"\nlegal_form: federatie\nmemberships: [beta]\n')
    before = tree()
    done = run("merge", source, target)
    assert done.code == 1
    assert said in done.err
    assert tree() == before
