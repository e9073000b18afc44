"""``conect bench``: what the site costs, beside its peers. The work is in the repository's ``benchmarks`` folder."""

from __future__ import annotations

import importlib
import sys
from argparse import Namespace
from pathlib import Path

import conect
from conect.cli.terminal import UsageError
from conect.records.problems import ConectError


def run(options: Namespace) -> int:
    """Measure and return 0. Raises ``UsageError`` where the command is not run from the repository's own package."""
    root = Path(conect.__file__).resolve().parents[2]
    if not (root / "benchmarks" / "command.py").is_file():
        raise UsageError(
            "măsurătorile sunt numai în depozitul proiectului; rulați comanda de acolo (make setup)",
            "the benchmarks are in the project's repository only; run the command from there (make setup)",
        )
    sys.path.insert(0, str(root))
    try:
        code: int = importlib.import_module("benchmarks.command").run(options)
    except ModuleNotFoundError as error:
        raise ConectError(
            f"lipsește pachetul {error.name}; măsurătorile au nevoie de cele din requirements.lock (make setup)",
            f"the package {error.name} is missing; the benchmarks need those of requirements.lock (make setup)",
        ) from None
    return code
