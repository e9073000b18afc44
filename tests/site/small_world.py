"""A small catalogue that changes at random, as people would change it, and the site that is made of it."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image
from ruamel.yaml import YAML

from conect.building.output import Tree
from conect.site import addresses
from conect.site.publication import Printer, Publication, Published, Written
from conect.site.settings import SiteSettings
from tests.catalogue.made import cui, put

WORDS = ["Ana", "Bucuria", "Corul", "Delta", "Fapte", "Gând", "Horă", "Învățăm", "Șansa", "Țara", "Zori", "Ăsta"]
COUNTIES = {"CJ": ["Cluj-Napoca", "Turda"], "SJ": ["Zalău"], "B": ["București"]}
DOMAINS = ["educatie", "cultura", "mediu"]
SUMMARY = "Ajutăm copiii din sate să citească, cu biblioteci mobile și cercuri de lectură: {}."
DESCRIPTION = "Mergem în sate cu o bibliotecă mobilă. " * 6 + "Lucrăm din 2005."

CONFIRMED = ["2026-09-01", "2026-08-02", "2024-01-01", "2025-11-24", "2025-11-27", "2025-12-02"]
"""Days of confirmation; some become too old in the days after 24 November 2026."""

Values = dict[str, Any]


class World:
    """The records by id, as plain values, and their files."""

    def __init__(self, content: Path, chance: random.Random, size: int) -> None:
        self.content = content
        self.chance = chance
        self.records: dict[str, Values] = {}
        self.made = 0
        for _ in range(size):
            self.add()
        self.write()

    def write(self) -> None:
        """Bring the files up to date with the records; those that are as they were are not touched."""
        wanted: dict[str, bytes] = {}
        for id, values in self.records.items():
            folder = values.get("county", "xx").lower()
            shown = {key: value for key, value in values.items() if key != "logo_color"}
            if "logo_color" in values:
                picture = io.BytesIO()
                Image.new("RGB", (80, 80), values["logo_color"]).save(picture, "PNG")
                wanted[f"{folder}/{id}.png"] = picture.getvalue()
                shown["logo"] = {"file": f"{id}.png", "alt": "Sigla"}
            wanted[f"{folder}/{id}.yaml"] = _yaml(shown)
        top = self.content / "organizations"
        for path in sorted(top.rglob("*.*")):
            if path.relative_to(top).as_posix() not in wanted:
                path.unlink()
        for name, data in wanted.items():
            if not (top / name).is_file() or (top / name).read_bytes() != data:
                put(self.content, name, data)

    def add(self) -> str:
        """Add a record."""
        self.made += 1
        id = f"org-{self.made}"
        county = self.chance.choice(list(COUNTIES))
        self.records[id] = {
            "name": self.name(),
            "legal_form": self.chance.choice(["asociatie", "fundatie", "federatie"]),
            "cui": cui(1000 + self.made),
            "registry_status": "inregistrata",
            "county": county,
            "locality": self.chance.choice(COUNTIES[county]),
            "activity_scope": "national",
            "domains": self.chance.sample(DOMAINS, self.chance.randint(1, 2)),
            "summary": SUMMARY.format(self.chance.choice(WORDS)),
            "description": DESCRIPTION,
            "email": "contact@example.org",
            "confirmed_on": self.chance.choice(CONFIRMED),
            "origin": "organization",
        }
        return id

    def name(self) -> str:
        """Some name."""
        return f"Asociația {' '.join(self.chance.sample(WORDS, 2))} {self.chance.randrange(100)}"

    def step(self) -> None:
        """Change one thing."""
        ids = list(self.records)
        if len(ids) < 3 or self.chance.random() < 0.12:
            self.add()
            return
        id, other = self.chance.sample(ids, 2)
        values = self.records[id]
        kind = self.chance.choice(list(KINDS))
        if kind == "delete":
            del self.records[id]
        elif kind == "rename":
            self.made += 1
            values["former_ids"] = [id, *values.get("former_ids", [])]
            self.records[f"org-{self.made}"] = self.records.pop(id)
        elif kind == "move":
            values["county"] = self.chance.choice(list(COUNTIES))
            values["locality"] = COUNTIES[values["county"]][0]
        elif kind == "merge":
            _toggle(values, "merged_into", other)
        elif kind == "parent":
            _toggle(values, "parent", other)
        elif kind == "member":
            _toggle(values, "memberships", [other])
        elif kind == "status":
            values["registry_status"] = "radiata" if values["registry_status"] == "inregistrata" else "inregistrata"
        elif kind == "logo":
            _toggle(values, "logo_color", self.chance.choice(["red", "blue"]))
        elif kind == "demo":
            _toggle(values, "demo", True)
        else:
            values[kind] = KINDS[kind](self)


def _toggle(values: Values, key: str, value: object) -> None:
    if key in values:
        del values[key]
    else:
        values[key] = value


KINDS: dict[str, Any] = {
    "name": World.name,
    "summary": lambda world: SUMMARY.format(world.chance.choice(WORDS)),
    "description": lambda world: DESCRIPTION + " " + " ".join(world.chance.choices(WORDS, k=5)) + ".",
    "phone": lambda world: f"+4026412345{world.chance.randrange(10)}",
    "domains": lambda world: world.chance.sample(DOMAINS, world.chance.randint(1, 3)),
    "confirmed_on": lambda world: world.chance.choice(CONFIRMED),
    **dict.fromkeys(["delete", "rename", "move", "merge", "parent", "member", "status", "logo", "demo"]),
}


def _yaml(values: Values) -> bytes:
    writer = YAML()
    writer.default_flow_style = False
    out = io.BytesIO()
    lines = {key: value for key, value in values.items() if not isinstance(value, str)}
    writer.dump(lines, out) if lines else None
    texts = "".join(f'{key}: "{value}"\n' for key, value in values.items() if isinstance(value, str))
    return texts.encode() + out.getvalue()


def publish(settings: Mapping[str, Any], *, whole: bool = False) -> Published:
    """Publish the catalogue; instead of Pelican's own pages stand empty ones, for what leads to them."""
    publication = Publication.of(SiteSettings.of(settings), settings, "en")
    with publication.output.held():
        return (None if whole else publication.renewed(pretended)) or publication.built(pretended)


def pretended(publication: Publication, work: Printer, tree: Tree) -> Written:
    """Write the files of Pelican's pages and of the theme, then the catalogue."""
    site = publication.site
    work.print(tree)
    for lang in site.languages:
        for path in addresses.MENU:
            if not tree.has(addresses.file_of(path, lang)):
                tree.write(addresses.file_of(path, lang), b"page")
    for path in (site.theme / "static").rglob("*"):
        if path.is_file():
            tree.write(f"theme/{path.relative_to(site.theme / 'static').as_posix()}", b"file")
    return Written([], {})
