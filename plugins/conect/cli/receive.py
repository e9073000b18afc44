"""``conect receive``: a record that came by e-mail becomes one commit, or nothing."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from conect.building.day import day
from conect.catalogue.changes import Change, write
from conect.catalogue.files import Content
from conect.catalogue.loading import load
from conect.cli.terminal import UsageError, content_folder, place_of, say, show_problems
from conect.records.file import MAX_SIZE
from conect.records.problems import ConectError
from conect.records.rule import Context
from conect.records.vocabularies import load_vocabularies
from conect.review.receiving import Received, receive
from conect.review.reporters import one_line


def run(options: Namespace) -> int:
    """Take the record. Return 0, or 1 where it has errors; then nothing was changed."""
    lang: str = options.lang
    folder, today = content_folder(options.content), day(options.date)
    data = _data(options.file)
    vocabularies = load_vocabularies(folder)
    context = Context(vocabularies, today, Content(folder).beside)
    entries = load(folder, vocabularies, today, lang=lang).entries
    if not options.no_commit:
        _clean(folder)
    received = receive(data, options.id, entries, folder, context)
    place = place_of(folder)
    show_problems(received.problems, lang, place)
    if received.refused:
        say(
            lang,
            "Fișa are erori; nu s-a schimbat nimic.",
            "The record has errors; nothing was changed.",
            sys.stderr.write,
        )
        return 1
    write(folder, received.changes)
    if not options.no_commit:
        try:
            _commit(folder, received.changes, _message(received, options.received or today.isoformat(), options.sender))
        except BaseException:
            write(folder, _undo(folder, received.changes))
            raise
    path = one_line(place(received.path))
    say(lang, f"{'Fișă nouă' if received.new else 'Fișă schimbată'}: {path}", f"Record: {path}")
    return 0


def _data(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(MAX_SIZE + 1)
    path = Path(name)
    if not path.is_file():
        raise UsageError(f"nu există fișierul „{name}”", f"there is no file “{name}”")
    with path.open("rb") as file:
        return file.read(MAX_SIZE + 1)


def _message(received: Received, day_received: str, sender: str | None) -> str:
    """Return the commit's message: what, how it came and when; an address only where it was asked for."""
    verb = "Adaugă" if received.new else "Actualizează"
    origin = f"\nDe la: {one_line(sender)}" if sender else ""
    return f"{verb} {one_line(received.name)[:150]}\n\nPrimită prin e-mail la {day_received}.{origin}\n"


def _clean(folder: Path) -> None:
    """Refuse to commit into an index in which something else waits."""
    waiting = _git(folder, "diff", "--cached", "--quiet", accept=(0, 1))
    if waiting.returncode:
        raise ConectError(
            "în index așteaptă deja alte schimbări; comiteți-le sau scoateți-le întâi",
            "other changes already wait in the index; commit them or take them out first",
        )


def _commit(folder: Path, changes: Sequence[Change], message: str) -> None:
    paths = [change.path for change in changes]
    _git(folder, "add", "--all", "--", *paths)
    _git(folder, "commit", "--quiet", "--no-verify", "-m", message, "--", *paths)


def _undo(folder: Path, changes: Sequence[Change]) -> list[Change]:
    """Return the changes that bring the files back to what the last commit has."""
    back: list[Change] = []
    for change in changes:
        _git(folder, "reset", "--quiet", "--", change.path, accept=(0, 1))
        shown = _git(folder, "show", f"HEAD:./{change.path}", accept=(0, 128))
        back.append(Change(change.path, shown.stdout if shown.returncode == 0 else None))
    return back


def _git(folder: Path, *arguments: str, accept: Sequence[int] = (0,)) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(  # noqa: S603 - a fixed program, its arguments are no shell's
        ["git", *arguments],  # noqa: S607 - the administrator's own git
        cwd=folder,
        capture_output=True,
        check=False,
    )
    if done.returncode not in accept:
        said = one_line(done.stderr.decode("utf-8", "replace"))[:300]
        raise ConectError(f"git {arguments[0]}: {said}", f"git {arguments[0]}: {said}")
    return done
