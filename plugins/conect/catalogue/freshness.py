"""How long ago a record was confirmed, and what follows from it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from conect.catalogue.entry import Entry
from conect.records.rules.upkeep import FRESH_DAYS

State = Literal["fresh", "stale", "never"]


class Freshness(NamedTuple):
    """``fresh`` up to 365 days after the confirmation, then ``stale``; ``never`` where nobody has confirmed the record.

    Days are ISO dates, ``days`` whole days since the confirmation; None where it was never confirmed.
    """

    state: State
    confirmed_on: str | None = None
    days: int | None = None
    due_on: str | None = None
    """The last day on which the record still counts as fresh."""


NEVER = Freshness("never")


def freshness(entry: Entry, today: date) -> Freshness:
    """Return the freshness of a record on the day ``today``."""
    return freshness_of(entry.confirmed_on, today)


@lru_cache(maxsize=8192)  # 100,000 records were confirmed on some thousand days
def freshness_of(confirmed_on: str | None, today: date) -> Freshness:
    """Return the freshness of what was confirmed on a day."""
    day = _day(confirmed_on)
    if day is None:
        return NEVER
    days = (today - day).days
    due = (day + timedelta(days=FRESH_DAYS)).isoformat()
    return Freshness("fresh" if days <= FRESH_DAYS else "stale", day.isoformat(), days, due)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
