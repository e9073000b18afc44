"""The arguments of ``conect bench``."""

from __future__ import annotations

import argparse

PEERS = ("hugo", "pagefind", "pelican")


def add_to(made: argparse.ArgumentParser) -> None:
    """Give the parser of ``conect bench`` its arguments."""
    made.add_argument(
        "what",
        choices=("build", "incremental", "review", "search", "report"),
        help="ce se măsoară; report scrie din nou docs/benchmarks.md / what is measured; report rewrites the page",
    )
    made.add_argument(
        "--n", type=_positive, nargs="+", default=[1000], metavar="N", help="câte fișe / numbers of records (1000)"
    )
    made.add_argument(
        "--against",
        type=_peers,
        metavar="P,P",
        help=f"programele alăturate / the peers: {', '.join(PEERS)} (search: pagefind)",
    )
    made.add_argument(
        "--rounds", type=_positive, default=1, metavar="R", help="de câte ori totul / how often everything (1)"
    )
    made.add_argument(
        "--queries", type=_positive, metavar="Q", help="numai atâtea întrebări / only so many queries (300)"
    )
    made.add_argument(
        "--folder", metavar="DIR", help="unde se lucrează; fișele rămân acolo / where to work; the records stay there"
    )
    made.add_argument(
        "--results", metavar="DIR", help="unde se scriu rezultatele / where results go (benchmarks/results)"
    )


def _peers(text: str) -> tuple[str, ...]:
    asked = tuple(text.split(","))
    if not set(asked) <= set(PEERS):
        raise ValueError(text)
    return asked


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 10_000_000:
        raise ValueError(text)
    return number


_positive.__name__ = "number"  # argparse names the type in its message
_peers.__name__ = "peers"
