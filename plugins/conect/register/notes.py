"""Why a row was not written, or was written with doubts: codes that machines count, words that people read."""

from typing import NamedTuple

from conect.records.problems import Text


class Note(NamedTuple):
    """A remark about one row; ``detail`` is what was found there, cut for the report."""

    code: str
    detail: str = ""

    def text(self) -> Text:
        """Return the remark in both languages, with its detail in quotation marks."""
        words = MESSAGES[self.code]
        if not self.detail:
            return words
        return Text(f"{words.ro}: „{self.detail}”", f"{words.en}: “{self.detail}”")


def note(code: str, detail: str = "") -> Note:
    """Make a remark whose detail is one line of at most 160 characters. Raises KeyError for an unknown code."""
    MESSAGES[code]
    line = " ".join(detail.split())
    return Note(code, line if len(line) <= 160 else line[:159] + "…")


MESSAGES: dict[str, Text] = {
    # Reasons why a row is not written.
    "row-empty": Text("rândul este gol", "the row is empty"),
    "name-missing": Text("denumirea lipsește", "the name is missing"),
    "name-too-short": Text("denumirea are mai puțin de 3 caractere", "the name has fewer than 3 characters"),
    "name-too-long": Text("denumirea are peste 300 de caractere", "the name has more than 300 characters"),
    "name-decision": Text(
        "în locul denumirii stă textul unei hotărâri", "the text of a decision stands in place of the name"
    ),
    "name-address": Text("în locul denumirii stă o adresă", "an address stands in place of the name"),
    "name-letters": Text("denumirea are litere care nu sunt latine", "the name has letters that are not Latin"),
    "name-personal": Text("denumirea conține un cod numeric personal", "the name holds a personal numeric code"),
    "row-repeated": Text("rândul repetă întocmai alt rând", "the row repeats another row exactly"),
    "row-twin": Text(
        "rândul este aceeași organizație ca alt rând: același număr, aceeași denumire, același loc, aceeași stare",
        "the row is the same organisation as another row: same number, name, place and status",
    ),
    # Doubts about a row that is written.
    "name-cut": Text("textul de după denumire a fost lăsat deoparte", "the text after the name was left out"),
    "name-taken": Text(
        "denumirea a fost luată din textul unei hotărâri; verificați-o",
        "the name was taken out of a decision's text; check it",
    ),
    "name-letters-lost": Text(
        "denumirea are litere pierdute la o conversie", "the name has letters lost in a conversion"
    ),
    "number-missing": Text("rândul nu are număr de registru", "the row has no register number"),
    "number-malformed": Text(
        "numărul de registru nu are forma număr/literă/an și a fost lăsat deoparte",
        "the register number is not number/letter/year and was left out",
    ),
    "number-mended": Text("numărul de registru a fost îndreptat", "the register number was put right"),
    "number-letter": Text(
        "litera din număr nu este a registrului din care vine; forma juridică urmează litera",
        "the number's letter is not that of its register; the legal form follows the letter",
    ),
    "status-unknown": Text(
        "starea nu este cunoscută; s-a scris „inregistrata”", "the status is not known; “inregistrata” was written"
    ),
    "county-unknown": Text("județul nu se cunoaște", "the county is not known"),
    "county-inferred": Text(
        "județul lipsea și a fost luat din localitate", "the county was missing and was taken from the locality"
    ),
    "county-differs": Text(
        "localitatea numește alt județ decât coloana județului; s-a scris cel din localitate",
        "the locality names another county than the county's column; the locality's was written",
    ),
    "locality-kept": Text(
        "localitatea nu este în nomenclator și a rămas cum e scrisă",
        "the locality is not in the nomenclature and stays as written",
    ),
    "locality-left-out": Text(
        "localitatea nu se poate citi din adresă și a fost lăsată deoparte",
        "the locality cannot be read from the address and was left out",
    ),
    "locality-guessed": Text("localitatea a fost citită cu o îndreptare", "the locality was read with a correction"),
    "locality-elsewhere": Text(
        "localitatea nu este din județul scris; au rămas amândouă cum sunt scrise",
        "the locality is not of the county written; both stay as written",
    ),
    "purpose-cut": Text("scopul a fost tăiat la 3.000 de caractere", "the purpose was cut at 3,000 characters"),
    "purpose-address": Text("o adresă din scop a fost lăsată deoparte", "an address in the purpose was left out"),
    "purpose-personal": Text(
        "scopul conține date personale și a fost lăsat deoparte", "the purpose holds personal data and was left out"
    ),
    "purpose-other": Text(
        "în locul scopului stă o modificare a actelor; a fost lăsată deoparte",
        "a change of the founding acts stands in place of the purpose; it was left out",
    ),
    "utility-unclear": Text(
        "actul de utilitate publică nu este o hotărâre a Guvernului care se poate recunoaște",
        "the public utility act is not a Government decision that can be recognised",
    ),
    "country-unknown": Text("țara nu este cunoscută", "the country is not known"),
    "profile-matched": Text(
        "rândul a fost recunoscut după denumire și loc ca fiind un profil existent",
        "the row was taken, by name and place, for an existing profile",
    ),
    "file-older": Text(
        "fișierul este mai vechi decât ce este deja scris; valoarea nouă a rămas",
        "the file is older than what is already written; the newer value stays",
    ),
    "number-in-profile": Text(
        "un profil cu altă denumire are același număr de registru",
        "a profile of another name has the same register number",
    ),
    "status-differs": Text(
        "starea din registru este alta decât cea scrisă de organizație",
        "the status in the register is not the one the organisation wrote",
    ),
    "record-not-changed": Text(
        "fișa există, dar nu a putut fi schimbată; schimbați-o de mână",
        "the record exists but could not be changed; change it by hand",
    ),
    "cells-extra": Text("rândul are mai multe celule decât titluri", "the row has more cells than titles"),
}
"""The words of every code, Romanian and English."""
