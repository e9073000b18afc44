"""The rules, by subject; importing this package registers all rules over one record."""

from conect.records.rules import about, activity, field, identity, legal, place, shape, text, upkeep, yaml

__all__ = ["about", "activity", "field", "identity", "legal", "place", "shape", "text", "upkeep", "yaml"]
