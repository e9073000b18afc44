"""Today is an input like any other: what was asked for, else SOURCE_DATE_EPOCH, else the day in Bucharest."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from conect.building.errors import BuildingError

VARIABLE = "SOURCE_DATE_EPOCH"
"""Seconds since 1970 (reproducible-builds.org); the same moment is the same day everywhere."""


def day(asked: str | None = None) -> date:
    """Return the day that everything is judged and built for.

    ``asked`` is an ISO date. Raises ``BuildingError`` where it, or the environment's moment, is none.
    """
    if asked:
        return _iso(asked)
    moment = os.environ.get(VARIABLE)
    zone = ZoneInfo("Europe/Bucharest")
    if not moment:
        return datetime.now(zone).date()
    try:
        return datetime.fromtimestamp(int(moment), UTC).astimezone(zone).date()
    except (ValueError, OverflowError, OSError):
        raise BuildingError(
            f"{VARIABLE} nu este un număr de secunde: „{moment}”", f"{VARIABLE} is not a number of seconds: “{moment}”"
        ) from None


def _iso(text: str) -> date:
    try:
        # Python also reads 20261124 and 2026-W48-2; one form is enough.
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise BuildingError(
            f"„{text}” nu este o dată; scrieți an-lună-zi, de exemplu 2026-11-24",
            f"“{text}” is not a date; write year-month-day, for example 2026-11-24",
        ) from None
