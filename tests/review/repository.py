"""A scripted repository: branches are made by plumbing from a tree of paths, so that each takes milliseconds."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from conect.review.report import Report
from conect.review.reviewing import Question, review

TODAY = date(2026, 11, 24)
CONTENT = Path(__file__).resolve().parents[2] / "content"
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_AUTHOR_DATE": "1790000000 +0000",
    "GIT_COMMITTER_DATE": "1790000000 +0000",
}

File = tuple[str, bytes] | bytes | str | None
"""Bytes or text of an ordinary file, (mode, bytes), or None: taken away. Of mode 160000 the bytes are a commit's id."""


@dataclass
class Repository:
    """A git repository in ``folder``."""

    folder: Path

    def git(self, *arguments: str, stdin: bytes = b"", index: str = "index.test") -> str:
        """Run git and return what it prints, without the last line break."""
        environment = {**ENVIRONMENT, "GIT_INDEX_FILE": str(self.folder / ".git" / index)}
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=environment, input=stdin, capture_output=True, check=False
        )
        assert done.returncode == 0, f"git {arguments}: {done.stderr.decode()}"
        return done.stdout.decode().removesuffix("\n")

    def commit(self, files: dict[str, File], *parents: str) -> str:
        """Commit the first parent's tree with ``files`` changed; return the commit's id."""
        self.git("read-tree", *(parents[:1] or ["--empty"]))
        lines = b""
        for path, file in files.items():
            if file is None:
                lines += f"0 {'0' * 40}\t{path}\0".encode()
                continue
            mode, data = file if isinstance(file, tuple) else ("100644", file)
            raw = data.encode() if isinstance(data, str) else data
            id = raw.decode() if mode == "160000" else self.git("hash-object", "-w", "--stdin", stdin=raw)
            lines += f"{mode} {id}\t{path}\0".encode()
        self.git("update-index", "-z", "--index-info", stdin=lines)
        tree = self.git("write-tree")
        return self.commit_tree(tree, *parents)

    def commit_tree(self, tree: str, *parents: str) -> str:
        """Commit a tree as it is."""
        given = [part for parent in parents for part in ("-p", parent)]
        return self.git("commit-tree", tree, *given, "-m", "x")

    def review(self, base: str, head: str, author: str | None = None, lang: str = "en") -> Report:
        """Review what ``head`` proposes to ``base``."""
        return review(Question(self.folder, "content", base, head, author, TODAY, lang=lang, quiet=True))


def codes(report: Report) -> set[str]:
    """Return the codes of a report's reasons."""
    return {reason.code for reason in report.reasons}


def profile(name: str, cui: str, *, account: str | None = None, **more: str) -> str:
    """Return a valid profile; ``more`` are further lines, by key, as they stand in the file."""
    lines = {
        "name": name,
        "legal_form": "asociatie",
        "cui": f'"{cui}"',
        "registry_status": "inregistrata",
        "county": "CJ",
        "locality": "Turda",
        "activity_scope": "national",
        "domains": "[educatie]",
        "summary": "Ținem o bibliotecă deschisă seara, în care se citește pentru copii și bunici.",
        "description": '"'
        + "Citim cu copiii și cu bunicii în fiecare seară din săptămână, la bibliotecă. " * 3
        + 'Da."',
        "email": "contact@example.org",
        "confirmed_on": '"2026-09-01"',
        "origin": "organization",
    }
    if account:
        lines["maintainers"] = f"[{account}]"
    lines |= more
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


def register(name: str, number: str, **more: str) -> str:
    """Return a valid record of the register."""
    lines = {
        "name": name,
        "legal_form": "asociatie",
        "national_registry_number": f'"{number}"',
        "registry_status": "inregistrata",
        "county": "CJ",
        "locality": "Turda",
        "origin": "register",
        **more,
    }
    sourced = ("name", "national_registry_number", "county", "locality")
    sources = "".join(
        f'  - field: {key}\n    name: Registrul național ONG\n    date: "2026-03-09"\n' for key in sourced
    )
    return "".join(f"{key}: {value}\n" for key, value in lines.items()) + f"sources:\n{sources}"
