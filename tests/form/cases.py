"""Values that each field accepts and refuses: by hand where the field is particular, made from its kind else."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from conect.records.declaration import BY_KEY, FIELDS
from conect.records.fields import Boolean, Field, Integer, Kind, Mapping, Scalar, Sequence, walk
from conect.records.primitives import DateValue, Length, Pattern, Range, Term, WebAddress
from tests.form.judging import Values, base
from tests.records.examples import TODAY

SENTENCE = "Mergem în sate cu o bibliotecă mobilă și citim împreună cu copiii. "
DESCRIPTION = (SENTENCE * 4).strip()
SUMMARY = "Ajutăm copiii din sate să citească, cu biblioteci mobile."

# By dotted path: what the kind cannot tell by itself.
ACCEPTED: dict[str, list[Any]] = {
    "name": ["Asociația „Învățăm” nr. 2 & co.", "Fundația Ñandú – Łódź", "Asociația IT", "Club ½ ⭐"],
    "former_ids": [["asociatia-2"], ["a" * 80]],
    "cui": ["30339344", "3151288", "9232411", "4921504"],
    "national_registry_number": ["1/A/1924", "999999/A/2099"],
    "special_registry_number": ["1/PJ/01.01.2000", "123/31.12.1999"],
    "founded_on": ["1924", "2024-02-29", "1850-01-01", TODAY.isoformat()],
    "public_utility.act": ["HG 1/2008"],
    "siruta": ["1", "54975"],
    "locality": ["Turda", "cluj napoca", "Sînnicoară", "com. Florești, sat Luna de Sus"],
    "postal_code": ["400001", "407999"],
    "caen": ["9499", "0111"],
    "activity_counties": [["CJ"], ["CJ", "B", "VS"]],
    "domains": [["educatie"], ["educatie", "cultura", "tineret", "sport", "mediu"]],
    "summary": [SUMMARY, "ș" * 50, "😀" * 250],
    "description": [DESCRIPTION, f"### Ce facem\n\n{DESCRIPTION}\n\n- unu\n- doi",
        f"{DESCRIPTION} `<b>` și [site](https://example.org)"],
    "purpose": ["Scop.", "Primul rând\nal doilea\n\nal patrulea", "Telefon intern 1960101, camera 22"],
    "translations.uk.name": ["Асоціація читання"],
    "email": ["a@b.ro", "o.n-g+x_1%@sub.example.org"],
    "phone": ["+40264123456", "+40721234567", "+493012345678", "+37322123456"],
    "website": [
        "https://example.org/", "https://sub.example.org/a?b=c#d", "https://xn--coal-x9a.example.org",
            "https://example.org/școală",
        "https://a-b.example.org?x=1", "https://example.org/a(b)c,d;e",
    ],
    "social.facebook": ["https://facebook.com/exemplu", "https://ro-ro.facebook.com/exemplu"],
    "social.x": ["https://twitter.com/exemplu"],
    "iban": ["RO49AAAA1B31007593840000"],
    "finances.year": [1990, TODAY.year],
    "finances.revenue": [0, 10**12, "-0", "120000"],
    "maintainers": [["octocat"], ["a-b_c"]],
    "memberships": [["a", "b-2"]],
    "sources": [[{"field": "name", "name": "Registrul", "date": "2026-03-09"}, {"field": "cui", "name": "Registrul",
        "date": "2026-03-09"}]],
    "logo.file": ["asociatia-exemplu.webp"],
    "projects.start": ["2030-01-01"],
}  # fmt: skip
REFUSED: dict[str, list[Any]] = {
    "name": [
        "ASOCIAȚIA EXEMPLU PENTRU LECTURĂ", "=Suma", "Asociația S\u0430lvați", "Asociația \uff21BC",
            "Asociația \U0001d400", "Asociaţia",
        "Asociaþia de cãtre", "asociaČ›ia", "Asociat\u0326ia", " Asociația", "Asociația  Doi", "Asociația\u00a0Doi",
            "Aso\u200bciația",
        "Asociația \u202ei", "Asociația\tDoi", "a" * 251, "Președinte 1960101221141", "Președinte 196 010 122 1141",
    ],
    "former_names": [["Asociația", "Asociația"], ["Asociația", "Asociația "]],
    "former_ids": [["Asociatia"], ["-a"], ["a" * 81]],
    "legal_form": ["Asociatie", "Asociație", "Foundation", "fundatia", "srl"],
    "cui": ["12345678", "RO30339344", "CUI 30.339.344", "ro 30339345", "030339344", "30339344123", "3033934A", "1"],
    "national_registry_number": ["12-A-2005", "012/a/2005", "12 / A / 2005", "12/F/2005", "12/B/2005", "12/A/1805"],
    "special_registry_number": ["123", "123/32.09.2020", "123/14.13.2020", "123/PJPJ/14.09.2020"],
    "court": ["judecatoria-cluj", "Judecătoria Cluj-Napoca", "tribunal"],
    "registry_status": ["Înregistrată", "activa"],
    "founded_on": ["14.03.2005", "2005/3/4", "2005-02-30", "1849", "1849-12-31", "2026-11-25", "2027", "0000", "ieri",
        "2005-W01-1"],
    "public_utility.act": ["HG 123", "hg 123/2008", "HG 1/²²²²"],
    "public_utility.date": ["2009-02-14", "1989-12-31"],
    "anaf_deductions.checked_on": ["2026-05-27", "2019-03-31"],
    "county": ["Cluj", "jud. Cluj", "București, sector 3", "Dîmbovița", "RO-CJ", "cj", "Ardeal", "Clju"],
    "locality": ["Cluj-Napoka", "Constanța", "Xyzw Qrst"],
    "siruta": ["054975", "1234567", "54 975"],
    "parent": ["Asociația Mamă"],
    "postal_code": ["110001", "400 001", "40001", "990001"],
    "activity_scope": ["Locală", "judet"],
    "activity_counties": [["Cluj", "CJ"], ["CJ", "CJ"], [], "CJ"],
    "domains": [[], ["educatie"] * 2, ["educatia"], ["Educație"], ["xyz"], "educatie", ["educatie", ""],
                ["educatie", "cultura", "tineret", "sport", "mediu", "sanatate"]],
    "sdgs": [["04"], ["18"]],
    "caen": ["949", "94 99", "94990"],
    "summary": ["Prea scurt.", "x" * 251, f"**{SUMMARY}**", f"Vezi `cod`: {SUMMARY}"],
    "description": [
        "Scurt.", "x" * 5001, f"<b>{DESCRIPTION}</b>", f"{DESCRIPTION}\n\n    cod\n\n<i>x</i>",
            f"{DESCRIPTION} ![foto](https://example.org/f.png)",
        f"{DESCRIPTION} [aici](http://example.org)", f"{DESCRIPTION} [aici](//example.org)", f"\n {DESCRIPTION}",
            f"{DESCRIPTION}\u00a0\tşi",
    ],
    "purpose": ["ab", "x" * 3001, "a \n b", "\n\nScop", "a  b"],
    "translations.uk.name": ["Ас"],
    "translations.en.description": [f"{DESCRIPTION}<br>"],
    "email": ["contact", "contact@example", "contact @example.org", "a@-b.ro", "ă@example.org", "a@b.c",
        "x" * 120 + "@example.org"],
    "phone": ["0264 123 456", "0264/123.456", "0040264123456", "(0264) 123456", "tel. 0721 234 567", "+40 721 234 567",
        "+49 30 123456",
              "0264 123 456 int. 12", "+40964123456", "112", "0264", "+1 264 123 4567", "0264 12E 456"],
    "website": [
        "http://example.org", "example.org", "www.example.org/a", "//example.org", "ftp://example.org",
            "javascript:alert(1)", "https://",
        "https://mfinante.gov.ro@evil.example", "https://example.org:8080", "https://127.0.0.1/",
            "https://2130706433/", "https://[::1]/",
        "https://[::1", "https://exampl\u0435.org", "https://școala.ro", "https://EXAMPLE.org", "https://example",
            "https://a..b.ro",
        "https://-a.ro", "https://example.org/a b", "https://example.org/<b>", "https://example.org\\@evil.org",
        "https://example.org/" + "a" * 490, "https://" + "a" * 64 + ".ro", "https://example.org.",
    ],
    "ruti_url": ["https://ruti.gov.ro.evil.org", "https://example.org"],
    "social": [{"mastodon": "https://example.org"}, {"facebok": "https://facebook.com/a"}],
    "social.facebook": ["https://facebook.com.evil.org/a", "https://notfacebook.com/a"],
    "iban": ["RO49 AAAA 1B31 0075 9384 0000", "ro49aaaa1b31007593840000", "RO38BTRLRONCRT0505050505",
        "RO49AAAA1B3100759384000", "DE49AAAA1B31007593840000"],
    "volunteering": [{"url": "https://example.org"}],
    "finances": [[{"year": 2024}, {"year": 2024}], [{"revenue": 1}], ["2024"]],
    "finances.year": [1989, TODAY.year + 1, "2.024", "două mii", "02024"],
    "finances.revenue": [-1, 10**12 + 1, "120 000", "120,5", "1.20"],
    "reports": [[{"title": "Raport", "url": "https://example.org/a"}, {"title": "Raport 2",
        "url": "https://example.org/a"}]],
    "projects.start": ["01.02.2023", "2023-13-01"],
    "projects.end": ["2022-12-31"],
    "confirmed_on": ["2025-11-20", "2016-12-31", "2026-11-25"],
    "maintainers": [["@octocat"], ["a--b"]],
    "memberships": [["a", "a"]],
    "logo.file": ["sigla.png", "asociatia-exemplu.jpg"],
    "logo.alt": ["ab"],
    "sources": [[{"field": "purpose", "name": "Registrul", "date": "2026-03-09"}]],
    "sources.field": ["Nume", "purpose"],
    "origin": ["register", "organizație"],
    "verification.level": ["verificata"],
}  # fmt: skip
# What else the record says where a field may stand only so.
WITH: dict[str, Values] = {
    "country": {"legal_form": "persoana_juridica_straina"},
    "parent": {"legal_form": "filiala"},
    "merged_into": {"registry_status": "dizolvata"},
    "public_utility.act": {"public_utility": {"act": "HG 123/2008"}},
    "projects.start": {"projects": [{"title": "Biblioteca mobilă"}]},
}
# Records whose keys do not agree with one another: the rules over a whole record.
TOGETHER: list[Values] = [
    {"legal_form": "fundatie", "national_registry_number": "12/A/2005"},
    {"legal_form": "filiala"},
    {"legal_form": "persoana_juridica_straina"},
    {"legal_form": "asociatie", "parent": "asociatia-mama"},
    {"country": "DE"},
    {"registry_status": "inregistrata", "merged_into": "alta"},
    {"activity_scope": "regional", "activity_counties": None},
    {"county": "SJ", "postal_code": "400001", "locality": "Zalău"},
    {"county": "B", "locality": "Cluj-Napoca", "activity_counties": ["B"]},
    {"origin": "register", "cui": None},
    {"origin": "register", "purpose": "Promovarea lecturii", "sources": [{"field": "name", "name": "Registrul",
        "date": "2026-03-09"}]},
    {"origin": "register", "name": "a" * 300, "locality": "Xyzw Qrst"},
    {"origin": None, "name": None, "email": None},
    {"nume": "Asociația", "phon": "+40264123456", "zzz": "a", "": "a", "na\u202eme": "a"},
    {"logo": {"file": "alta.png", "alt": "Sigla noastră"}},
]  # fmt: skip


class Case(NamedTuple):
    """A value at a dotted path of an else valid record; ``accepted`` says what the table's author expects of it."""

    path: str
    value: Any
    accepted: bool

    def record(self) -> Values:
        """The whole record that holds the value."""
        values = base()
        top, *rest = self.path.split(".")
        given = WITH.get(self.path, {})
        values |= deepcopy(given)
        if not rest:
            return values | {top: self.value}
        inside = values[top] = deepcopy(given.get(top, BY_KEY[top].example))
        for key in rest[:-1]:
            inside = inside.setdefault(key, {})
        (inside[0] if isinstance(inside, list) else inside)[rest[-1]] = self.value
        return values


def together() -> list[Values]:
    """The records of ``TOGETHER``; None takes a key out."""
    whole = [base() | changed for changed in TOGETHER]
    return [{key: value for key, value in values.items() if value is not None} for values in whole]


def cases() -> Iterator[Case]:
    """Every case, field by field in the declaration's order, none of them twice."""
    for keys, field in walk(FIELDS):
        path = ".".join(keys)
        right = [*ACCEPTED.get(path, []), *_accepted(field, field.kind)]
        wrong = [*REFUSED.get(path, []), *_refused(field.kind)]
        for values, accepted in ((right, True), (wrong, False)):
            for i, value in enumerate(values):
                if not any(value == other and type(value) is type(other) for other in values[:i]):
                    yield Case(path, value, accepted)


def _accepted(field: Field, kind: Kind) -> list[Any]:
    example = field.example
    match kind:
        case Boolean():
            return [True, False]
        case Scalar() if field.key == "description":
            return [DESCRIPTION]
        case Scalar() if field.key == "locality":
            return [example]
        case Scalar(vocabulary="origins"):
            return ["organization"]
        case Scalar(checks=(Length() as length,)):
            return [example, "a" * length.least, "ț" * length.most]
    return [example]


def _refused(kind: Kind) -> list[Any]:
    match kind:
        case Mapping():
            return ["", "text", ["a"], {"necunoscut": "a"}]
        case Sequence(item=Mapping()):
            return ["", [], {"a": "b"}, ["text"]]
        case Sequence():
            return ["", [], "text", [""], [["a"]]]
        case Boolean():
            return ["", "da", " NU", "poate", ["a"]]
        case Integer():
            return ["", "o mie", "1.000.000", ["a"], *([-1] if isinstance(kind.checks[0], Range) else [])]
    return ["", ["a"], {"a": "b"}, *(value for check in kind.checks for value in _refused_by(check))]


def _refused_by(check: object) -> list[str]:
    match check:
        case Length():
            return ["a" * (check.least - 1), "ă" * (check.most + 1), "a" * (check.most - 1) + " \u200b"]
        case Pattern():
            return ["?"]
        case Term():
            return ["????"]
        case WebAddress():
            return ["http://example.org", "example.org", "https://user@example.org"]
        case DateValue():
            return ["2024-02-30", "astăzi", *(["2027-01-01"] if check.until_today else [])]
    return []
