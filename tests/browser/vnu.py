"""Checks every page of a built site with the Nu HTML checker: `python -m tests.browser.vnu FOLDER`.

Needs Java 11 or newer and npm, and asks the system's package manager for them where they are missing. What
cannot be had is said and ends in exit 1, never in a check that did not happen.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.browser import packages

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent.parent / ".cache" / "vnu"
JAVA = 11
JAVA_PACKAGES = {
    "apt-get": "default-jre-headless",
    "dnf": "java-latest-openjdk-headless",
    "zypper": "java-21-openjdk-headless",
    "pacman": "jre-openjdk-headless",
    "apk": "openjdk21-jre-headless",
    "brew": "openjdk",
}
NPM_PACKAGES = {
    "apt-get": "npm",
    "dnf": "nodejs-npm",
    "zypper": "npm-default",
    "pacman": "npm",
    "apk": "npm",
    "brew": "node",
}
FETCH_SECONDS = 300
CHECK_SECONDS = 1_800


class VnuError(Exception):
    """The checker, or what it needs, is not to be had."""


class Pin(NamedTuple):
    """What tests/browser/vnu.toml says: the npm package, the file in it and the hash of its archive."""

    name: str
    version: str
    member: str
    sha512: str


def pin() -> Pin:
    """The checker that is asked for."""
    return Pin(**tomllib.loads((HERE / "vnu.toml").read_text(encoding="utf-8")))


def program(name: str, names: Mapping[str, str]) -> str:
    """Path of a program, installed if need be."""
    if shutil.which(name) is None:
        packages.install(names)
    path = shutil.which(name)
    if path is None:
        raise VnuError(f"{name} is needed and could not be installed here")
    return path


def java() -> str:
    """Path of a Java that is new enough."""
    path = program("java", JAVA_PACKAGES)
    # As `java -version` writes it: 'openjdk version "17.0.15"', and "1.8.0_…" for Java 8.
    told = subprocess.run([path, "-version"], capture_output=True, text=True, check=False)
    match = re.search(r'version "(?:1\.)?(\d+)', told.stderr + told.stdout)
    if match is None or int(match[1]) < JAVA:
        raise VnuError(f"{path} is not Java {JAVA} or newer")
    return path


def jar() -> Path:
    """Path of the checker, fetched and compared with its hash the first time."""
    wanted = pin()
    path = CACHE / f"{wanted.name}-{wanted.version}.jar"
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as folder:
            archive = fetched(wanted, Path(folder))
            unpacked = Path(folder) / "vnu.jar"
            with tarfile.open(archive) as tar, unpacked.open("wb") as target:
                source = tar.extractfile(wanted.member)
                if source is None:
                    raise VnuError(f"{wanted.name} {wanted.version} has no {wanted.member}")
                shutil.copyfileobj(source, target)
            unpacked.replace(path)
    return path


def fetched(wanted: Pin, folder: Path) -> Path:
    """The package's archive, as npm gives it, once its hash is right."""
    npm = program("npm", NPM_PACKAGES)
    command = [npm, "pack", f"{wanted.name}@{wanted.version}", "--silent", "--pack-destination", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=FETCH_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise VnuError(f"npm did not answer within {FETCH_SECONDS} seconds") from error
    archives = list(folder.glob("*.tgz"))
    if done.returncode != 0 or len(archives) != 1:
        raise VnuError(f"npm could not fetch {wanted.name} {wanted.version}: {done.stderr.strip()}")
    digest = base64.b64encode(hashlib.sha512(archives[0].read_bytes()).digest()).decode()
    if digest != wanted.sha512:
        raise VnuError(f"{wanted.name} {wanted.version} is not the archive that vnu.toml pins: {digest}")
    return archives[0]


def messages(folder: Path) -> list[str]:
    """One line for each error on a page under `folder`, with its place; VnuError when nothing was checked."""
    pages = sum(1 for _ in folder.rglob("*.html"))
    if pages == 0:
        raise VnuError(f"{folder} holds no page")
    # The checker goes through a folder by itself; it recurses deeply, which the default stack does not bear.
    command = [java(), "-Xss1m", "-jar", str(jar()), "--format", "json", "--errors-only", "--skip-non-html"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=False, timeout=CHECK_SECONDS)
    try:
        answer = json.loads(done.stderr)["messages"]
    except (ValueError, KeyError) as error:
        raise VnuError(f"the checker failed ({done.returncode}): {done.stderr[-2000:]}") from error
    sys.stdout.write(f"vnu: {pages} pages, {len(answer)} errors\n")
    return [f"{item.get('url', '')}:{item.get('lastLine', 0)}: {item['message']}" for item in answer]


def main(arguments: list[str]) -> int:
    """Exit code 0 when no page has an error, 1 when one has or nothing could be checked, 2 on wrong use."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tests.browser.vnu FOLDER\n")
        return 2
    try:
        found = messages(Path(arguments[0]))
    except VnuError as error:
        sys.stderr.write(f"vnu: {error}\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
