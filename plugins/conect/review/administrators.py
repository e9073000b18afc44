"""Who decides: ``content/administrators.yaml``, a list of accounts on the forge."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from conect.records.problems import Problem, Text
from conect.records.rule import rule
from conect.records.source import decode
from conect.records.yaml_events import Tree, parse

FILE = "administrators.yaml"

_ACCOUNT = re.compile(r"[A-Za-z0-9](-?[A-Za-z0-9_.]){0,254}")


class Administrators(NamedTuple):
    """The accounts, in the order of the file, and the problems of the file, sorted."""

    accounts: tuple[str, ...]
    problems: list[Problem]


@rule("administrators", scope="file")
def administrators(message: Text) -> Text:
    """Lista administratorilor are cheia „administrators” și câte un cont de forjă pe rând, fiecare o singură dată.

    The list of administrators has the key “administrators” and a forge account a line, each but once.
    """
    return message


def load_administrators(content: Path) -> Administrators:
    """Read the list of a content folder; a folder without the file has no administrators and no problem."""
    try:
        data = (content / FILE).read_bytes()
    except FileNotFoundError:
        return Administrators((), [])
    return read_administrators(data)


def read_administrators(data: bytes) -> Administrators:
    """Read the list from the bytes of its file."""
    text, problems = decode(FILE, data)
    if text is None:
        return Administrators((), problems)
    tree, faults = parse(FILE, text)
    problems += faults
    if tree.value is None:
        return Administrators((), sorted(problems, key=Problem.sort_key))
    accounts, faults = _accounts(tree)
    return Administrators(accounts, sorted([*problems, *faults], key=Problem.sort_key))


def _accounts(tree: Tree) -> tuple[tuple[str, ...], list[Problem]]:
    problems: list[Problem] = []

    def fault(pointer: tuple[str | int, ...], ro: str, en: str, *, key: bool = False) -> None:
        message = administrators(Text(ro, en))
        problems.append(Problem(FILE, *tree.mark(pointer, key=key), administrators.level, administrators.id, message))

    raw = tree.value if isinstance(tree.value, dict) else {}
    for key in raw:
        if key != "administrators":
            fault((key,), f"cheia „{key}” nu există; ștergeți-o", f"there is no key “{key}”; delete it", key=True)
    listed = raw.get("administrators")
    if not isinstance(listed, list) or not listed:
        fault(
            ("administrators",),
            "scrieți „administrators:” și dedesubt câte un rând „- cont-de-forjă”",
            "write “administrators:” and below it a line “- forge-account” each",
        )
        return (), problems
    accounts: dict[str, None] = {}
    known: set[str] = set()
    for index, account in enumerate(listed):
        if not isinstance(account, str) or not _ACCOUNT.fullmatch(account):
            fault(
                ("administrators", index),
                "scrieți numele unui cont de forjă, fără @, de exemplu „ana-popescu”",
                "write the name of a forge account, without @, for example “ana-popescu”",
            )
        elif account.lower() in known:
            fault(("administrators", index), f"„{account}” apare de două ori", f"“{account}” stands twice")
        else:
            accounts[account] = None
            known.add(account.lower())
    return tuple(accounts), problems
