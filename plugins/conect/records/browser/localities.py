"""The localities of a county, as the form suggests them and the browser's rule knows them."""

from __future__ import annotations

from conect.romania.siruta import in_county


def localities(county_code: str) -> list[list[str]]:
    """Return ``[name, SIRUTA code, kind, parent's SIRUTA code or ""]`` of each locality, in Romanian order."""
    return [[each.name, each.siruta, each.kind, each.parent or ""] for each in in_county(county_code)]
