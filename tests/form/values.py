"""Values as people and their programs make them: right, nearly right, and anything at all."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from typing import Any

from hypothesis import strategies as st

from conect.records.declaration import FIELDS
from conect.records.fields import Boolean, Field, Integer, Kind, Mapping, Scalar, Sequence
from conect.romania.counties import COUNTIES
from tests.records.examples import vocabularies

Strategy = st.SearchStrategy[Any]

# Letters of broken conversions, invisible and directional signs, look-alikes; what addresses and numbers are made of.
_ODD = (
    "  \t\n\u00a0\u2009ăâîșțĂÂÎȘȚşţŞŢãÃºªþÞõû■║├┬Ò¯öôœßſ"
    "\u0306\u0326\u0327\u0301\u200b\u202e\ufeff\u00ad\u0430\u0435\u043e\u0391\uff21\U0001d400\u0130\u212a"
)
_SIGNS = "0123456789./-+@:#?&=%[](){}<>!*_~`'\"„”“|\\,;$^aAzZxXRO"
_PIECES = (
    "ro", "RO ", "CUI ", "www.", "http://", "https://", "ftp://", "//", "@", ":8080", "/cale", "?a=b", "#x", "xn--",
        "127.0.0.1",
    "[::1]", ".ro", ".org", "facebook.com", "ext. 12", " int 5", "0040", "+40", "(0)", "tel: ", "1960101221141",
        "2 9 0 1 0 1 1",
    "Ã¢", "È™", "Äƒ", "ão", "<b>", "<!--", "![x](y)", "[a](http://x.ro)", "**", "__", "](", "### ", "    ", "`", "da",
        "nu", "true",
)  # fmt: skip


@cache
def _assigned() -> str:
    """Every character that this Python's Unicode knows; Chromium's knows them too, being younger."""
    kept = (chr(code) for code in range(sys.maxunicode + 1))
    return "".join(char for char in kept if unicodedata.category(char) not in {"Cn", "Cs", "Co"})


def anything(most: int = 40) -> Strategy:
    """Text of any assigned characters, most of them such as people type."""
    char = st.one_of(
        st.characters(codec="ascii"),
        st.sampled_from(_ODD + _SIGNS),
        st.characters(min_codepoint=0xA0, max_codepoint=0x24F),
        st.integers(0, len(_assigned()) - 1).map(lambda i: _assigned()[i]),
    )
    return st.text(char, max_size=most)


@st.composite
def mutated(draw: st.DrawFn, values: Strategy) -> str:
    """A value with a few characters or pieces put in, taken out, doubled or changed in case."""
    text: str = draw(values)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        piece = draw(st.one_of(st.sampled_from(_ODD + _SIGNS), st.sampled_from(_PIECES)))
        match draw(st.integers(0, 5)):
            case 0 | 1:
                text = text[:at] + piece + text[at:]
            case 2:
                text = text[:at] + text[at + 1 :]
            case 3:
                text = text[:at] + piece + text[at + 1 :]
            case 4:
                text = text.swapcase() if at % 2 else text.upper()
            case _:
                text = text[: at + 1] + text[at:]
    return text


_digits = st.text("0123456789", min_size=1, max_size=14)
_separator = st.sampled_from(["", " ", "-", ".", "/", " / ", "  ", "\u00a0"])


@st.composite
def _joined(draw: st.DrawFn, *parts: Strategy) -> str:
    return draw(_separator).join(draw(part) for part in parts)


_number = st.integers(0, 99999).map(str)
_month = st.integers(0, 13).map(lambda n: f"{n:02}")
_day = st.integers(0, 32).map(lambda n: f"{n:02}")
_year = st.one_of(st.integers(1840, 2035), st.integers(0, 9999)).map(lambda n: f"{n:04}")
_bank = st.sampled_from(["AAAA", "BTRL", "RNCB", "aaaa", "BT1L"])
_label = st.text("abz09-", min_size=1, max_size=8)
_host = st.lists(_label, min_size=1, max_size=4).map(".".join)

BY_NORMALISER: dict[str, Strategy] = {
    "cui": st.one_of(
        st.sampled_from(["30339344", "3151288", "9232411", "4921504"]),
        _digits,
        _joined(st.sampled_from(["RO", "ro", "CUI", "CIF", ""]), _digits),
    ),
    "iban": _joined(st.sampled_from(["RO49", "RO38",
        "ro49"]), _bank, *[st.text("0123456789AB", min_size=4, max_size=4)] * 4),
    "phone": st.one_of(
        _joined(st.sampled_from(["0", "+40", "0040", "40", "+", "+49", "+1", "+39", "00373", "+44 (0)"]), _digits),
        _joined(
            st.sampled_from(["0", "+40", "0040", "40", "(0", "+400"]),
            st.sampled_from(["264", "21", "721", "31", "800", "219", "2649", "7020"]),
            st.text("0123456789", min_size=3, max_size=3),
            st.text("0123456789", min_size=2, max_size=4),
        ),
    ),
    "date": st.one_of(_joined(_year, _month, _day), _joined(_day, _month, _year), _year),
    "registry_number": _joined(_number, st.sampled_from("/-"), st.sampled_from("ABCDEFabe"), st.just("/"), _year),
    "postal_code": _joined(st.text("0123456789", min_size=2, max_size=3),
        st.text("0123456789", min_size=3, max_size=4)),
    "county": st.one_of(
        st.sampled_from([name for each in COUNTIES for name in (each.code, each.iso, each.name)]),
        _joined(st.sampled_from(["jud.", "JUD", "Municipiul", "mun"]),
            st.sampled_from([each.name for each in COUNTIES])),
        _joined(st.just("București"), st.sampled_from(["sector", "s", "Sect.", ","]), st.sampled_from("1234567 ")),
    ),
}  # fmt: skip
ADDRESSES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["https://", "https://www.", "http://", "", "HTTPS://", "//", "https:/"]),
    st.one_of(_host, st.sampled_from(["example.org", "facebook.com", "ruti.gov.ro", "x.com.evil.ro", "examplе.org"])),
    st.sampled_from(["", "/", "/a?b=c#d", ":443", "/ă", "/a b", "?x", "/\\"]),
)
YAML = (
    "yes", "No", "ON", "y", "null", "~", "", "<<", "=", "!", "010101", "0o17", "0b11", "0x1F", "1_000", "12:30:45",
        "1.10",
    "-.inf", ".NaN", "1e5", "1.5e+3", "+12", "2005-03-14", "2005-3-14 10:00:00 +2", "2005-03-14T10:00:00.5Z",
        "190:20:30.15",
)  # fmt: skip
MARKDOWN = (
    "Text simplu. ", "**gros** ", "*a* ", "\n", "\n\n", "    cod <b>\n", "\tcod\n", "`<i>`", "`", "``", "<b>", "</b>",
        "<br/>", "<!--", "<?", "<a ",
    "< 5", "<https://example.org>", "<http://example.org>", "<a@b.ro>", "![x](https://a.ro/f.png)", "![x][1]", "!",
        "[a]", "[1]: http://a.ro\n",
    "[aici](https://example.org)", "[aici](http://example.org)", "[aici](//a.ro)", "[aici](mailto:a@b.ro)",
        "[aici](mailto:a)", "\\",
    "[a [b](x) c](http://y.ro)", "[a](<http://x.ro>)", "[a](http://x.ro 'titlu')", "[*a*](javascript:x)", "- ", "> ",
        "# ", "1. ", "(", ")", "]", "[",
    "_a_", "[a](http://x.ro/_b_)", "&lt;b&gt;", "&", "[a](http://x.ro/?a=1&amp;b)", "  \n", "* * *\n",
        "[a]\n(http://x.ro)", "[a](http://x.ro/(b))",
)  # fmt: skip
ADDRESS_WORDS = ("com.", "sat", "mun.", "oraș", "str.", "Tg.", "în", "lângă", "judetul", "sector 3,", "Sf", "nr. 5")
TEXTS = st.lists(
    st.sampled_from(["Ajutăm", "copiii", "din", "ASOCIAȚIA", "şi", "cãtre", "educaþie", "  ", "\n", "țară",
        "1960101221141", "**gros**"]),
    max_size=60,
).map(" ".join)  # fmt: skip


def scalars(field: Field, kind: Scalar) -> Strategy:
    """Values of a text field, from its own kind of right one to anything."""
    near: list[Strategy] = [anything(), st.just("")]
    if isinstance(field.example, str) and field.example:
        near += [mutated(st.just(field.example))] * 2
    if kind.normalise:
        near += [BY_NORMALISER[kind.normalise], mutated(BY_NORMALISER[kind.normalise])] * 2
    if kind.vocabulary:
        terms = vocabularies()[kind.vocabulary]
        known = st.sampled_from(
            [name for term in terms.terms.values() for name in (term.id, term.label.ro, term.label.en)]
        )
        near += [st.sampled_from(list(terms)), known, mutated(known)]
    elif any(type(check).__name__ == "WebAddress" for check in kind.checks):
        near += [ADDRESSES, mutated(ADDRESSES)]
    elif not kind.normalise:
        near += [TEXTS, mutated(TEXTS)]
    return st.one_of(near)


def kinds(field: Field, kind: Kind) -> Strategy:
    """Values of any kind of field, now and then of another kind than its own."""
    match kind:
        case Scalar():
            right = scalars(field, kind)
        case Integer():
            right = st.one_of(
                st.integers(-5, 3000),
                    st.integers(0, 10**19), mutated(st.integers(0, 10**7).map(lambda n: f"{n:,}".replace(",", ".")))
            )  # fmt: skip
        case Boolean():
            right = st.one_of(st.booleans(), st.sampled_from(["da", "Nu", "true", "FALSE", "poate", "on "]))
        case Sequence():
            item = kinds(field, kind.item)
            right = st.lists(item, max_size=min(kind.most, 3))
            right = st.one_of(right, st.lists(item, min_size=1, max_size=2).map(lambda items: items * 2))
        case Mapping():
            right = groups(kind.fields)
    wrong = st.sampled_from(["", "un text", ["a"], {"a": "b"}, True, 7])
    return st.integers(0, 15).flatmap(lambda n: wrong if n == 0 else right)


def groups(fields: tuple[Field, ...]) -> Strategy:
    """Mappings with some of the declared keys, and now and then one that nobody declared."""
    own = st.fixed_dictionaries({}, optional={field.key: kinds(field, field.kind) for field in fields})
    stray = st.dictionaries(
        mutated(st.sampled_from([field.key for field in fields])), st.just("x"), min_size=1, max_size=1
    )
    some = st.one_of(own, own, own, st.tuples(own, stray).map(lambda both: both[1] | both[0]))
    return some.filter(bool)


def changes(most: int = 3) -> Strategy:
    """One to ``most`` top-level keys with new values."""
    keys = st.lists(st.sampled_from(FIELDS), min_size=1, max_size=most, unique_by=lambda field: field.key)
    return keys.flatmap(lambda fields: st.fixed_dictionaries({field.key: kinds(field, field.kind) for field in fields}))
