"""Invented values, ordinary and extreme, in the shapes that templates are given."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

from .harness import Text

NAMES = (
    "AB Alba|AG Argeș|AR Arad|B București|BC Bacău|BH Bihor|BN Bistrița-Năsăud|BR Brăila|BT Botoșani|BV Brașov|"
    "BZ Buzău|CJ Cluj|CL Călărași|CS Caraș-Severin|CT Constanța|CV Covasna|DB Dâmbovița|DJ Dolj|GJ Gorj|GL Galați|"
    "GR Giurgiu|HD Hunedoara|HR Harghita|IF Ilfov|IL Ialomița|IS Iași|MH Mehedinți|MM Maramureș|MS Mureș|NT Neamț|"
    "OT Olt|PH Prahova|"
    "SB Sibiu|SJ Sălaj|SM Satu Mare|SV Suceava|TL Tulcea|TM Timiș|TR Teleorman|VL Vâlcea|VN Vrancea|VS Vaslui"
)
LONG_NAME = (
    "Asociația pentru Sprijinirea, Promovarea și Dezvoltarea Durabilă a Comunităților Rurale Tradiționale, "
    "a Meșteșugurilor și a Patrimoniului Cultural Imaterial din Bazinul Superior al Someșului, din Munții Apuseni "
    "și din Zonele Învecinate "
    "„Floarea-de-Colț și Izvorul Tămăduirii”, membră a Uniunii Regionale"
)


def term(id: str, ro: str, en: str) -> SimpleNamespace:
    return SimpleNamespace(id=id, label=Text(ro, en))


def slug(name: str) -> str:
    return name.lower().translate(str.maketrans("ăâîșț ", "aaist-"))


COUNTIES = {
    line[: line.index(" ")]: SimpleNamespace(
        code=line[: line.index(" ")],
        name=line[line.index(" ") + 1 :],
        slug=slug(line[line.index(" ") + 1 :]),
        path=f"/judete/{slug(line[line.index(' ') + 1 :])}/",
        count=count,
    )
    for line, count in zip(NAMES.split("|"), [int(3 + (7 * n * n) % 1901) for n in range(42)], strict=True)
}
COUNTIES["MH"].count = 1
COUNTIES["GR"].count = 0
COUNTIES["B"].count = 18206
EDUCATION = term("educatie", "Educație", "Education")
CULTURE = term("cultura-si-arta", "Cultură și artă", "Culture and arts")
SOCIAL = term("asistenta-sociala", "Asistență socială", "Social assistance")
CHILDREN = term("protectia-copilului", "Protecția copilului și a familiei", "Child and family protection")
ASSOCIATION = term("asociatie", "Asociație", "Association")
FEDERATION = term("federatie", "Federație", "Federation")
REGISTERED = term("inregistrata", "Înregistrată", "Registered")
STRUCK_OFF = term("radiata", "Radiată", "Struck off")
WINDING_UP = term("in_lichidare", "În lichidare", "In liquidation")
FRESH = SimpleNamespace(state="fresh", confirmed_on="2026-08-20", days=96, due_on="2027-08-20")
STALE = SimpleNamespace(state="stale", confirmed_on="2024-03-02", days=997, due_on="2025-03-02")
NEVER = SimpleNamespace(state="never", confirmed_on=None, days=None, due_on=None)
SUMMARY = (
    "Citim cu copiii din sate, facem biblioteci în școli și învățăm profesorii să țină cercuri de lectură. "
    "Lucrăm în 14 comune din Cluj și Sălaj."
)


def entry(id: str = "exemplu-pentru-lectura", **changes: Any) -> SimpleNamespace:
    values: dict[str, Any] = {
        "id": id,
        "name": "Asociația Exemplu pentru Lectură",
        "short_name": "AEL",
        "county": COUNTIES["CJ"],
        "locality": "Cluj-Napoca",
        "legal_form": ASSOCIATION,
        "status": REGISTERED,
        "domains": [EDUCATION, CULTURE],
        "summary": SUMMARY,
        "summary_lang": "ro",
        "freshness": FRESH,
        "origin": "organization",
        "struck_off": False,
        "demo": True,
        "path": f"/organizatii/{id}/",
    }
    return SimpleNamespace(**(values | changes))


ENTRIES = [
    entry(),
    entry(
        "casa-bunicilor",
        name="Fundația Casa Bunicilor de pe Valea Arieșului",
        short_name=None,
        domains=[SOCIAL],
        freshness=STALE,
        locality="Turda",
        demo=False,
        summary="Îngrijim la domiciliu bătrâni singuri din Turda și din satele de pe Arieș.",
    ),
    entry(
        "clubul-sportiv-fulgerul",
        name="CLUBUL SPORTIV FULGERUL",
        short_name=None,
        domains=[],
        summary=None,
        freshness=NEVER,
        origin="register",
        demo=False,
        county=COUNTIES["B"],
        locality="București",
    ),
    entry("nume-lung", name=LONG_NAME, county=None, locality=None, domains=[SOCIAL, CHILDREN, EDUCATION]),
    entry(
        "vechea-asociatie",
        name="Vechea Asociație a Cojocarilor",
        struck_off=True,
        status=STRUCK_OFF,
        freshness=NEVER,
        short_name=None,
    ),
]
FEDERATION_ENTRY = entry("federatia-cititorilor", name="Federația Cititorilor din Transilvania", legal_form=FEDERATION)
REGISTER = SimpleNamespace(
    field="national_registry_number",
    label=Text("Nr. Registrul național ONG", "National register number"),
    name="Registrul național ONG",
    date="2026-03-09",
    url="https://www.just.ro/registrul-national-ong/",
)
SOURCES = [
    REGISTER,
    SimpleNamespace(**(vars(REGISTER) | {"field": "name", "label": Text("Denumire oficială", "Official name")})),
    SimpleNamespace(**(vars(REGISTER) | {"field": "purpose", "label": Text("Scop (statut)", "Purpose"), "url": None})),
]
PURPOSE = (
    "Sprijinirea lecturii în rândul copiilor și tinerilor din mediul rural, înființarea de biblioteci.\n\n"
    "Formarea cadrelor didactice și editarea de publicații."
)


def fact(key: str, ro: str, en: str, kind: str, value: Any, source: Any = None) -> SimpleNamespace:
    return SimpleNamespace(key=key, label=Text(ro, en), kind=kind, value=value, source=source)


def group(id: str, ro: str, en: str, *facts: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(id=id, label=Text(ro, en), facts=list(facts))


FACTS = [
    group(
        "identification",
        "Identificare",
        "Identification",
        fact("legal_form", "Forma juridică", "Legal form", "term", ASSOCIATION),
        fact("cui", "CUI/CIF", "Tax number", "identifier", "30339344"),
        fact(
            "national_registry_number",
            "Nr. Registrul național ONG",
            "Register no.",
            "identifier",
            "12/A/2005",
            REGISTER,
        ),
        fact("registry_status", "Starea juridică", "Legal status", "term", REGISTERED, REGISTER),
        fact("founded_on", "Data înființării", "Founded on", "date", "2005-03-14"),
        fact("former_names", "Denumiri anterioare", "Former names", "texts", ["Clubul Micilor Cititori", "Litere"]),
        fact(
            "public_utility", "Utilitate publică", "Public utility", "act", {"act": "HG 123/2008", "date": "2008-02-14"}
        ),
        fact("anaf_deductions", "Deduceri", "Deductions", "listed", {"listed": True, "checked_on": "2026-10-01"}),
        fact("social_services_accredited", "Furnizor acreditat", "Accredited", "boolean", False),
    ),
    group(
        "place",
        "Unde",
        "Where",
        fact("county", "Județ", "County", "county", COUNTIES["CJ"], REGISTER),
        fact("address", "Adresă", "Address", "text", "Strada Exemplu nr. 1, bl. A, sc. 2, ap. 14"),
        fact("activity_counties", "Județe de activitate", "Active in", "counties", [COUNTIES["CJ"], COUNTIES["SJ"]]),
    ),
    group(
        "activity",
        "Activitate",
        "Activity",
        fact("domains", "Domenii", "Fields", "terms", [EDUCATION, CULTURE]),
        fact("beneficiaries", "Beneficiari", "Beneficiaries", "terms", [term("copii", "Copii", "Children")]),
        fact(
            "volunteering",
            "Voluntariat",
            "Volunteering",
            "volunteering",
            {"accepts": True, "url": "https://example.org/v"},
        ),
        fact("staff", "Membri", "Members", "number", 12345),
    ),
    group(
        "contact",
        "Contact",
        "Contact",
        fact(
            "email", "E-mail", "E-mail", "email", "secretariat.general.foarte.lung@exemplu-pentru-lectura.example.org"
        ),
        fact("phone", "Telefon", "Telephone", "phone", "+40264123456"),
        fact("website", "Site", "Website", "url", "https://www.exemplu-pentru-lectura.example.org/acasa"),
        fact(
            "social",
            "Rețele",
            "Networks",
            "links",
            [("Facebook", "https://www.facebook.com/x"), (Text("X", "X"), "https://x.com/x")],
        ),
        fact("iban", "IBAN", "IBAN", "iban", "RO49AAAA1B31007593840000"),
        fact("parent", "Organizația-mamă", "Parent", "entry", FEDERATION_ENTRY),
        fact("kin", "Rude", "Kin", "entries", [FEDERATION_ENTRY, ENTRIES[3]]),
        fact("new", "Câmp nou", "New field", "unheard-of", "<b>text</b>"),
    ),
]
DESCRIPTION = Markup(
    "<p>Din 2005 mergem în sate cu <strong>ladă de cărți</strong> și cu oameni care citesc cu voce tare.</p>"
    "<h3>Ce facem</h3><ul><li>biblioteci în școli</li><li>cercuri de lectură</li></ul>"
    '<p><a href="https://example.org/" rel="nofollow ugc noopener noreferrer">example.org</a></p>'
)
