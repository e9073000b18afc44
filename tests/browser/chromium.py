"""The Chromium that the browser tests drive: the one that is there, else one that this machine may install.

`python -m tests.browser.chromium` makes sure that there is one and prints its path; `make test` does so
before the tests. CONECT_CHROMIUM names a browser that goes before all others.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.browser import packages

# The address bar's own pages, which a new window loads and no test sees: they took as much of the processor as those
# that are tested. The rest is what Playwright turns off: of two such lists the browser takes the last one alone.
ABSENT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "PreloadTopChromeWebUI",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# No sandbox: containers, where tests mostly run, seldom allow one. The rest keeps it from calling home.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(ABSENT)}",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
PACKAGES = {
    "apt-get": "chromium",
    "dnf": "chromium",
    "zypper": "chromium",
    "pacman": "chromium",
    "apk": "chromium",
    "brew": "--cask chromium",
}
# Playwright brings its own Node.js, which needs a library that the smallest systems lack.
DRIVER_LIBRARIES = {"apt-get": "libatomic1", "dnf": "libatomic", "zypper": "libatomic1", "apk": "libatomic"}
DOWNLOAD_SECONDS = 300
PROBE_SECONDS = 60


class NoChromiumError(Exception):
    """There is no Chromium that starts."""


def candidates() -> Iterator[str]:
    """Every browser that may be there, best first."""
    named = os.environ.get("CONECT_CHROMIUM")
    if named:
        yield named
        return
    yield from filter(None, map(shutil.which, NAMES))
    yield from (str(path) for path in APPLICATIONS if path.exists())
    own = playwrights_own()
    if own is not None:
        yield own


def playwrights_own() -> str | None:
    """The browser that Playwright's installer has put in its cache, if it is there."""
    code = "from playwright.sync_api import *\nwith sync_playwright() as p: print(p.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    path = done.stdout.strip()
    return path if path and Path(path).exists() else None


def starts(path: str) -> bool:
    """Whether it shows a page: a stub, or missing libraries, are found here and not in every test."""
    with tempfile.TemporaryDirectory(prefix="conect-chromium-") as profile:
        command = [path, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", "data:text/html,<p>stands</p>"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PROBE_SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return done.returncode == 0 and "<p>stands</p>" in done.stdout


@cache
def find() -> str:
    """Path of a Chromium that starts; NoChromiumError when there is none."""
    for path in candidates():
        if starts(path):
            return path
    raise NoChromiumError(
        "no Chromium that starts was found: install chromium, or name one by the variable CONECT_CHROMIUM"
    )


def driver_starts() -> bool:
    """Whether Playwright's own program runs here."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def by_playwright() -> None:
    """Let Playwright download the build it was made with."""
    packages.run((sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"), DOWNLOAD_SECONDS)


def by_libraries() -> None:
    """Add the system's libraries where Playwright's build is there and does not start for want of them."""
    if playwrights_own() is not None and (prefix := packages.as_root()) is not None:
        packages.run((*prefix, sys.executable, "-m", "playwright", "install-deps", "chromium"))


def by_package_manager() -> None:
    """Install the system's own Chromium."""
    packages.install(PACKAGES)


def ensure() -> str:
    """Path of a Chromium that starts, installed if need be; NoChromiumError when nothing helped."""
    if not driver_starts():
        packages.install(DRIVER_LIBRARIES)
        if not driver_starts():
            raise NoChromiumError("Playwright does not start here; try: python -m playwright --version")
    try:
        return find()
    except NoChromiumError:
        if os.environ.get("CONECT_CHROMIUM"):
            raise
    packages.say("no Chromium that starts is there; trying to install one")
    for install in (by_playwright, by_libraries, by_package_manager):
        install()
        try:
            return find()
        except NoChromiumError:
            continue
    raise NoChromiumError(
        "the browser tests need Chromium, and neither Playwright nor a package manager could "
        "install it here: install it by hand, or name one by the variable CONECT_CHROMIUM"
    )


if __name__ == "__main__":
    try:
        sys.stdout.write(ensure() + "\n")
    except NoChromiumError as error:
        packages.say(str(error))
        sys.exit(1)
