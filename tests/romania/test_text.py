"""Romanian letters: folding, order, slugs, plural forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conect.romania.text import comma_below, fold, initial, plural_category, slug, sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ștefan cel Mare", "stefan cel mare"),
        ("ŞTEFAN", "stefan"),
        ("Ţară, ţară, țară", "tara, tara, tara"),
        ("Îmbrățișare", "imbratisare"),
        ("Háromszék", "haromszek"),
        ("ﬁlială", "filiala"),
        ("Ş", "s"),
        ("łódź", "łodz"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_comma_below_takes_the_place_of_cedilla_in_every_form() -> None:
    assert comma_below("ŞşŢţ S\u0327 t\u0327 ç") == "ȘșȚț S\u0326 t\u0326 ç"


# The order of the Romanian dictionary, written down by hand: each line stands after the one before it.
IN_ORDER = [
    "1 Decembrie",
    "23 August",
    "3 Iunie",
    "A",
    "a z",
    "„Aa”",
    "Abatorul",
    "acă",
    "acâ",
    "acb",
    "Azi",
    "Ăsta",
    "Âncă",
    "bac",
    "băc",
    "bâc",
    "bec",
    "Cluj",
    "Cluj-Napoca",
    "Cluj Zona",
    "Clujana",
    "in",
    "în",
    "Iz",
    "izvor",
    "în sus",
    "însă",
    "j",
    "resume",
    "résumé",
    "resumeu",
    "Sat",
    "Suta",
    "Szabo",
    "Şcoala",
    "Școala A",
    "Școala B",
    "Șut",
    "Tun",
    "Tzigara",
    "Țara",
    "Ţară",
    "Ună",
    "Zid",
    "Žižek",
    "Zota",
    "Привет",
]


def test_romanian_order() -> None:
    table = [line for line in IN_ORDER if line not in ("in", "în")]  # these two are looked at below
    backwards = table[::-1]
    assert sorted(backwards, key=sort_key) == table


def test_each_romanian_letter_is_a_letter_of_its_own() -> None:
    letters = list("aăâbcdefghiîjklmnopqrsștțuvwxyz")
    backwards = letters[::-1]
    assert sorted(backwards, key=sort_key) == letters
    assert sorted(["în", "iz", "in"], key=sort_key) == ["in", "iz", "în"]


def test_cedilla_and_comma_case_and_quotes_do_not_part_names() -> None:
    assert sort_key("ŞCOALĂ")[0] == sort_key("„școală”")[0]
    assert sort_key("Asociația - Pro")[0] == sort_key("asociația pro")[0]
    assert sort_key("cluj") < sort_key("Cluj") < sort_key("CLUJ") < sort_key("Clujul")


@given(st.lists(st.text(alphabet="aăâsșşiîtțţéÉ „-1Aß", max_size=6)))
def test_order_does_not_depend_on_the_order_before(texts: list[str]) -> None:
    backwards = texts[::-1]
    assert sorted(map(sort_key, texts)) == [sort_key(text) for text in sorted(backwards, key=sort_key)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asociația „Ștefan cel Mare” – Iași", "asociatia-stefan-cel-mare-iasi"),
        ("Fundația Copiii & Viitorul, filiala 2", "fundatia-copiii-viitorul-filiala-2"),
        ("O'Neil’s", "oneils"),
        ("Großschenk Łódź Ærø", "grossschenk-lodz-aero"),
        ("  ---  ", ""),
        ("Привет", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_slug_is_cut_after_a_word() -> None:
    assert slug("abc def ghi", 7) == "abc-def"
    assert slug("abc def ghi", 10) == "abc-def"
    assert slug("abc def ghi", 11) == "abc-def-ghi"
    assert slug("x" * 100) == "x" * 80


@given(st.text(), st.integers(min_value=1, max_value=90))
def test_slug_is_always_kebab(text: str, length: int) -> None:
    made = slug(text, length)
    assert len(made) <= length
    assert made == "" or all(part.isascii() and part.isalnum() for part in made.split("-"))
    assert made == made.lower()


def test_initial() -> None:
    expected = [
        ("Ștefan", "S"),
        ("„Ăla”", "A"),
        ("3 Iunie", "#"),
        ("", "#"),
        ("Ж", "#"),
        ("(îndemn)", "I"),
        ("Łódź", "L"),
    ]
    for text, letter in expected:
        assert initial(text) == letter


def test_plural_categories_of_cldr() -> None:
    assert {n for n in range(130) if plural_category(n) == "one"} == {1}
    few = {0, *range(2, 20), *range(101, 120)}
    assert {n for n in range(130) if plural_category(n) == "few"} == few
    assert plural_category(1000) == "other"
    assert plural_category(1001) == "few"
    assert plural_category(100_019) == "few"
    assert plural_category(-1) == "one"
