"""The data primitives that field rules are built from: plain data with one interpreter here and one in JavaScript.

Each primitive is a frozen dataclass of JSON values. ``check(value, context)`` returns None or a ``Verdict`` (an
instruction in both languages and, where it is known, what to type); the words stand in ``rules/field.py``. Adding a
primitive means adding it to both interpreters; adding a field means only using these.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from conect.records.problems import Text
from conect.records.rule import Context, Verdict
from conect.records.rules import field as rules


@dataclass(frozen=True)
class Primitive:
    """Base of the primitives; ``rule_id`` names the registered rule that a refusal is reported under."""

    def check(self, value: str, context: Context) -> Verdict | None:
        """Judge one scalar; ``value`` is already tidy text."""
        raise NotImplementedError

    @property
    def rule_id(self) -> str:
        """Return the id of the rule that documents this primitive."""
        return _RULE_IDS[type(self)]

    def to_json(self) -> dict[str, Any]:
        """Return the primitive as JSON for the browser's interpreter."""
        name = re.sub(r"(?<=.)([A-Z])", r"-\1", type(self).__name__).lower()
        return {"primitive": name, "rule": self.rule_id, **dataclasses.asdict(self)}


@dataclass(frozen=True)
class Length(Primitive):
    """Between ``least`` and ``most`` characters (Unicode code points)."""

    least: int
    most: int

    def check(self, value: str, context: Context) -> Verdict | None:
        """Count code points."""
        return rules.length(self.least, self.most, len(value))


@dataclass(frozen=True)
class Pattern(Primitive):
    """The whole value matches ``regex`` (the common subset of Python and JavaScript, Unicode mode)."""

    regex: str
    says: Text
    """What is allowed, as the end of „scrieți …” / “write …”."""

    def check(self, value: str, context: Context) -> Verdict | None:
        """Match the whole value."""
        return rules.pattern(_compiled(self.regex), self.says, value)


@dataclass(frozen=True)
class WeightedCheckDigit(Primitive):
    """The last digit is ``factor`` × Σ(digit × weight) mod ``modulus`` mod 10, the weights aligned to the right."""

    weights: tuple[int, ...]
    factor: int
    modulus: int

    def check(self, value: str, context: Context) -> Verdict | None:
        """Compute the check digit; values that are not all digits are left to their pattern."""
        if not (value.isascii() and value.isdigit()) or len(value) - 1 > len(self.weights):
            return None
        body = value[:-1]
        weights = self.weights[len(self.weights) - len(body) :]
        expected = self.factor * sum(int(d) * w for d, w in zip(body, weights, strict=True)) % self.modulus % 10
        return rules.check_digit(value, expected == int(value[-1]))


@dataclass(frozen=True)
class Mod97(Primitive):
    """ISO 7064 MOD 97-10, as an IBAN uses it (ISO 13616): the first four characters moved to the end leave 1."""

    def check(self, value: str, context: Context) -> Verdict | None:
        """Compute the remainder; values of other characters are left to their pattern."""
        if not re.fullmatch(r"[0-9A-Z]{5,34}", value):
            return None
        return rules.check_digit(value, int("".join(str(int(c, 36)) for c in value[4:] + value[:4])) % 97 == 1)


@dataclass(frozen=True)
class Term(Primitive):
    """The value is the id of a term in the vocabulary of that name."""

    vocabulary: str

    def check(self, value: str, context: Context) -> Verdict | None:
        """Look the id up; suggest the id whose id or label is nearest."""
        terms = context.vocabularies[self.vocabulary]
        if value in terms:
            return None
        return rules.term(value, terms.names(), terms.label)


@dataclass(frozen=True)
class WebAddress(Primitive):
    """An https address without user, port, IP address or mixed scripts, on one of ``hosts`` (or below) if given."""

    hosts: tuple[str, ...] = ()

    def check(self, value: str, context: Context) -> Verdict | None:
        """Judge the address as security.md's control for links asks."""
        return rules.web_address(self.hosts, value)


@dataclass(frozen=True)
class DateValue(Primitive):
    """A date YYYY-MM-DD (ISO 8601), or a year where ``year_alone``; ``earliest`` ≤ it ≤ today (``until_today``)."""

    earliest: str = "1850-01-01"
    until_today: bool = True
    year_alone: bool = False

    def check(self, value: str, context: Context) -> Verdict | None:
        """Judge the form, then the calendar, then the range."""
        return rules.date_value(self.earliest, context.today if self.until_today else None, self.year_alone, value)


@dataclass(frozen=True)
class Range(Primitive):
    """A whole number between ``least`` and ``most``; ``until_this_year`` caps it at the current year."""

    least: int = 0
    most: int = 10**15
    until_this_year: bool = False

    def check(self, value: str, context: Context) -> Verdict | None:
        """Compare; what is not a number was already reported by its kind."""
        return rules.number_range(self.least, context.today.year if self.until_this_year else self.most, int(value))


@dataclass(frozen=True)
class LatinScript(Primitive):
    """Every letter is of the Latin script (a Cyrillic „а” in a name is a forgery or a slip)."""

    def check(self, value: str, context: Context) -> Verdict | None:
        """Look at each letter."""
        return None if value.isascii() else rules.latin_script(value)


_RULE_IDS: dict[type[Primitive], str] = {
    Length: "length",
    Pattern: "pattern",
    WeightedCheckDigit: "check-digit",
    Mod97: "check-digit",
    Term: "term",
    WebAddress: "web-address",
    DateValue: "date",
    Range: "range",
    LatinScript: "latin-script",
}


@lru_cache(maxsize=256)
def _compiled(regex: str) -> re.Pattern[str]:
    return re.compile(regex)
