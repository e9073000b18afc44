"""Counties and localities, by their codes and by what registers write."""

import warnings

import pytest

from conect.romania.counties import COUNTIES, county, match_county
from conect.romania.localities import by_siruta, in_county, match_locality
from conect.romania.siruta import all_localities


def test_counties_are_complete_and_each_is_found_by_all_its_spellings() -> None:
    assert len(COUNTIES) == 42
    assert len({item.code for item in COUNTIES}) == len({item.siruta for item in COUNTIES}) == 42
    assert len({item.nuts3 for item in COUNTIES}) == 42
    prefixes = [prefix for item in COUNTIES for prefix in item.postal_prefixes]
    assert len(prefixes) == len(set(prefixes)) == 47
    assert len({item.region for item in COUNTIES}) == 8
    for item in COUNTIES:
        for spelling in (
            item.name,
            item.name.upper(),
            item.code,
            item.iso,
            f"jud. {item.name}",
            item.name.replace("ș", "ş"),
        ):
            assert match_county(spelling) == item
        assert county(item.code) is item
    assert county("XX") is None
    assert county("cj") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BISTRITA NASAUD", "BN"),
        ("CARAS SEVERIN", "CS"),
        ("DÂMBOVITA", "DB"),
        ("Dîmbovița", "DB"),
        ("Harghita", "HR"),
        ("JUDEÞUL IAªI", "IS"),
        ("MUNICIPIUL BUCUREŞTI", "B"),
        ("Bucuresti, sector 3", "B"),
        ("BUCURESTI SECTORUL 6", "B"),
        ("", None),
        ("Chișinău", None),
        ("jud.", None),
        ("Cluj sau Sălaj", None),
    ],
)
def test_register_spellings_of_counties(text: str, code: str | None) -> None:
    found = match_county(text)
    assert (found.code if found else None) == code


def test_reading_the_table_leaves_the_warning_filters_alone() -> None:
    before = list(warnings.filters)
    assert len(all_localities()) > 16_000
    assert list(warnings.filters) == before


@pytest.mark.parametrize(
    ("siruta", "name"),
    [
        ("54984", "Cluj-Napoca"),
        ("13631", "Curtea de Argeș"),
        ("179169", "Sectorul 3"),
        ("179132", "București"),
        ("26591", "Sânmartin"),
        ("109782", "Drobeta-Turnu Severin"),
        ("60605", "23 August"),
        ("114328", "Târgu Mureș"),
        ("95621", "Alexandru I. Cuza"),
    ],
)
def test_names_are_in_romanian_case(siruta: str, name: str) -> None:
    found = by_siruta(siruta)
    assert found is not None
    assert found.name == name


def test_every_locality_is_in_a_county_and_in_a_unit() -> None:
    codes = {item.code for item in COUNTIES}
    for item in all_localities():
        assert item.county_code in codes
        assert item.name == item.name.strip()
        assert not item.name.isupper() or len(item.name) < 3 or item.name[0].isdigit()
        assert not set("şţŞŢãþº") & set(item.name)
        if item.parent is not None:
            unit = by_siruta(item.parent)
            assert unit is not None
            assert unit.parent is None
            assert unit.county_code == item.county_code
    assert by_siruta("1") is None
    assert by_siruta("") is None
    assert sum(len(in_county(code)) for code in codes) == len(all_localities())


@pytest.mark.parametrize(
    ("text", "code", "name", "siruta"),
    [
        ("MUN. CLUJ-NAPOCA", "CJ", "Cluj-Napoca", "54984"),
        ("cluj napoca", "CJ", "Cluj-Napoca", "54984"),
        ("COM. FLORESTI, SAT LUNA DE SUS", "CJ", "Luna de Sus", "57724"),
        ("sat Luna de Sus, comuna Florești, nr. 12", "CJ", "Luna de Sus", "57724"),
        ("FLOREŞTI", "CJ", "Florești", "57715"),
        ("oraș Otopeni", "IF", "Otopeni", "179490"),
        ("BUCURESTI SECTORUL 3", "B", "Sectorul 3", "179169"),
        ("Sector 3", "B", "Sectorul 3", "179169"),
        ("STR LIPSCANI, nr. 53, et.1 sector 3", "B", "Sectorul 3", "179169"),
        ("București", "B", "București", "179132"),
        ("Sf. Gheorghe", "CV", "Sfântu Gheorghe", "63401"),
        ("Tg. Mures", "MS", "Târgu Mureș", "114328"),
        ("Tîrgu Mureș", "MS", "Târgu Mureș", "114328"),
        ("Rm. Vâlcea", "VL", "Râmnicu Vâlcea", "167482"),
        ("Dr. Tr. Severin", "MH", "Drobeta-Turnu Severin", "109782"),
        ("Sînmartin", "BH", "Sânmartin", "26591"),
        ("Sighetul Marmatiei", "MM", "Sighetu Marmației", "106568"),
        ("POPESTI – LEORDENI", "IF", "Popești-Leordeni", "179542"),
        ("PITE■TI, STR. NEGRU VOD■, NR.57", "AG", "Pitești", "13178"),
        ("23 AUGUST, STR. 23 AUGUST NR 3", "CT", "23 August", "60605"),
        ("Jucu", "CJ", "Jucu", "58259"),
        ("TG.OCNA, STR. C.NEGRI, BL.C5, AP.2, PARTER", "BC", "Târgu Ocna", "20974"),
        ("or. Otopeni, în incinta primăriei", "IF", "Otopeni", "179490"),
        (
            "com. Corbeanca, sat Corbeanca, str. Viitorului, nr. 43B, et. parter, Cod postal 077065, jud. IF",
            "IF", "Corbeanca", "102179",
        ),
        ("OTOPENI, CALEA BUCUREŞTILOR NR.3A, JUDET ILFOV", "IF", "Otopeni", "179490"),
    ],
)  # fmt: skip
def test_register_spellings_of_localities(text: str, code: str, name: str, siruta: str) -> None:
    found = match_locality(text, code)
    assert found is not None
    assert (found.name, found.siruta) == (name, siruta)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("str. Mihai Eminescu nr. 4", "BT"),  # a street that bears a commune's name
        ("Aleea Florești 3", "CJ"),
        ("Broșteni", "DB"),  # several villages
        ("Cluj-Napoca", "IF"),  # not in that county
        ("BUCURESTI", "IF"),
        ("M. Kog", "XX"),
        ("", "CJ"),
        ("???", "CJ"),
        (",,,;", "CJ"),
        ("STR. LUNGĂ NR. 130", "BV"),
    ],
)
def test_what_is_not_certain_is_not_guessed(text: str, code: str) -> None:
    assert match_locality(text, code) is None


def test_every_unit_and_unique_village_is_found_by_its_own_name() -> None:
    for code in ("CJ", "IF", "CT"):
        names = [item.name for item in in_county(code)]
        for item in in_county(code):
            if names.count(item.name) == 1:
                assert match_locality(item.name.upper(), code) == item
