"""Small sites whose pages tell whether they are whole, and a walk along their links."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from conect.building.grace import Grace
from conect.building.marker import MARKER
from conect.building.output import Output

RECORDS = 10
GRACE = Grace(r"s/.+\.[0-9a-f]{8}\.txt", ("s",))
_LINK = re.compile(r'href="/([^"]*)"')

Read = Callable[[str], bytes | None]


def page(title: str, links: list[str]) -> bytes:
    """A page with its checksum in a line of its own."""
    body = f"<title>{title}</title>" + "".join(f'<a href="/{link}"></a>' for link in links) + "x" * 300
    return f"{body}\n{hashlib.sha256(body.encode()).hexdigest()}\n</html>".encode()


def links_of(data: bytes) -> list[str]:
    """The links of a page; fails where it is not whole."""
    body, digest, end = data.decode().split("\n")
    assert (digest, end) == (hashlib.sha256(body.encode()).hexdigest(), "</html>")
    return _LINK.findall(body)


def site(seed: int) -> dict[str, bytes]:
    """A site of records, lists and hashed parts: each seed another, with much in common."""
    chance = random.Random(seed)  # noqa: S311 - what the sites are like
    records = sorted(chance.sample(range(RECORDS), RECORDS - 3))
    files: dict[str, bytes] = {}
    parts = []
    for part in range(3):
        data = page(f"part {part} {chance.randrange(4)}", [])
        parts.append(f"s/{part}.{hashlib.sha256(data).hexdigest()[:8]}.txt")
        files[parts[-1]] = data
    for record in records:
        related = chance.choice(records)
        for prefix, other in (("", "en/"), ("en/", "")):
            links = [f"{other}r/{record}/", f"{prefix}r/{related}/", f"{prefix}l/", parts[0]]
            files[f"{prefix}r/{record}/index.html"] = page(f"{record} {chance.randrange(3)}", links)
    for prefix in ("", "en/"):
        files[f"{prefix}l/index.html"] = page("list", [f"{prefix}r/{record}/" for record in records])
    files["root.txt"] = page("root", parts)
    files["index.html"] = page("home", ["l/", "en/l/", "root.txt"])
    return files


def file_of(link: str) -> str:
    """The file that answers at a link."""
    return f"{link}index.html" if not link or link.endswith("/") else link


def faults(read: Read) -> list[str]:
    """Walk from the home along every link; return what leads nowhere though it can be reached.

    The site may change meanwhile: a link counts where the way to it, asked for again, is still the same.
    """
    found: list[str] = []
    ways: dict[str, list[str]] = {"": [""]}
    queue = [""]
    while queue:
        here = queue.pop(0)
        data = read(file_of(here))
        if data is None:
            if _leads(read, ways[here]):
                found.append(" -> ".join(ways[here]))
            continue
        for link in links_of(data):
            if link not in ways:
                ways[link] = [*ways[here], link]
                queue.append(link)
    return found


def _leads(read: Read, way: list[str]) -> bool:
    """Tell whether a way still leads to its end, where nothing is."""
    for here, link in pairwise(way):
        data = read(file_of(here))
        if data is None or link not in links_of(data):
            return False
    return read(file_of(way[-1])) is None


def reading(folder: Path) -> Read:
    """Read the files of a folder."""

    def read(name: str) -> bytes | None:
        try:
            return (folder / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    return read


def contents(folder: Path, *, old: bool = False) -> dict[str, bytes]:
    """Every file of a site, the marker apart, and what stays for its time of grace unless ``old``."""
    aside = set() if old else set(Output(folder).mark.old)
    return {
        name: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (name := path.relative_to(folder).as_posix()) != MARKER and name not in aside
    }


def whole(target: Path, seed: int) -> None:
    """Publish the site of a seed as a whole."""
    output = Output(target, GRACE)
    with output.staging() as tree:
        for name, data in site(seed).items():
            tree.write(name, data)
        output.declare(str(seed))


def change(target: Path, seed: int) -> None:
    """Change the site that stands into the one of a seed; what stands is told by its generation."""
    output = Output(target, GRACE)
    with output.held():
        former, files = site(int(output.generation)), site(seed)
        with output.replacing() as replacement:
            for name, data in files.items():
                if former.get(name) != data:
                    replacement.tree.write(name, data)
            for name in former.keys() - files.keys():
                replacement.remove(name)
            output.declare(str(seed))


def beside(target: Path) -> list[str]:
    """What stands beside the output."""
    return sorted(path.name for path in target.parent.iterdir() if path != target)
