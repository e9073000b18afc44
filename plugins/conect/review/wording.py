"""The card's own words, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from conect.records.problems import Text
from conect.review import evidence, guard, nearby, pairs
from conect.review.reasons import Weight
from conect.review.report import Verdict

Counted = tuple[Text, Text]
"""A noun for one and for many."""

TITLES: Mapping[Verdict, Text] = {
    "allowed": Text("Propunerea poate fi primită", "The proposal may be accepted"),
    "refused": Text("Propunerea nu poate fi primită așa", "The proposal cannot be accepted as it is"),
    "decides": Text("Hotărăște un administrator", "An administrator decides"),
}
ADVICE: Mapping[Verdict, Text] = {
    "allowed": Text(
        "Regulile o îngăduie; un administrator se uită la ce nu poate judeca un program și o primește.",
        "The rules allow it; an administrator looks at what no program can judge and accepts it.",
    ),
    "refused": Text(
        "Mai jos scrie de ce și ce este de făcut. Corectați în aceeași propunere; nu este nevoie de alta.",
        "The reasons and what to do about them are below. Correct the same proposal; no new one is needed.",
    ),
    "decides": Text(
        "Regulile nu o pot nici primi, nici refuza singure; mai jos scrie ce este de hotărât.",
        "The rules alone can neither accept nor refuse it; what is to be decided is below.",
    ),
}
WEIGHTS: Mapping[Weight, Text] = {
    "refused": Text("Refuz:", "Refused:"),
    "decides": Text("De hotărât:", "To decide:"),
}
ROLES: Mapping[guard.Role, Text] = {
    "administrator": Text("administrator", "administrator"),
    "account": Text("cont fără drepturi de administrator", "an account without an administrator's rights"),
    "unknown": Text("cont nespus", "no account named"),
}
PROPOSES = Text("Propune", "Proposed by")
NOTHING = Text("nicio schimbare față de catalog", "no change to the catalogue")
UNJUDGED = Text("Nu s-au mai judecat: {}.", "Not judged: {}.")

KINDS: tuple[tuple[pairs.Kind, Counted], ...] = (
    ("added", (Text("fișă nouă", "new record"), Text("fișe noi", "new records"))),
    ("changed", (Text("fișă schimbată", "changed record"), Text("fișe schimbate", "changed records"))),
    ("moved", (Text("fișă mutată în alt dosar", "record moved"), Text("fișe mutate în alt dosar", "records moved"))),
    ("renamed", (Text("fișă redenumită", "record renamed"), Text("fișe redenumite", "records renamed"))),
    ("removed", (Text("fișă scoasă", "record removed"), Text("fișe scoase", "records removed"))),
)
KIND: Mapping[pairs.Kind, Text] = {
    "added": Text("Nouă", "New"),
    "changed": Text("Schimbată", "Changed"),
    "moved": Text("Mutată", "Moved"),
    "renamed": Text("Redenumită", "Renamed"),
    "removed": Text("Scoasă", "Removed"),
}
LOGOS: Counted = (Text("siglă", "logo"), Text("sigle", "logos"))
FILES: Counted = (Text("alt fișier", "other file"), Text("alte fișiere", "other files"))
RECORDS: Counted = (Text("fișă", "record"), Text("fișe", "records"))
ERRORS: Counted = (Text("eroare", "error"), Text("erori", "errors"))
WARNINGS: Counted = (Text("avertisment", "warning"), Text("avertismente", "warnings"))

REASONS = Text("De ce", "Why")
CLAIMS = Text("Revendicare", "Claim")
SUMS = Text("Pe scurt", "In sum")
CHANGES = Text("Ce se schimbă", "What changes")
EXAMPLES = Text("Primele fișe", "The first records")
LOOK = Text("De privit cu atenție", "Worth a look")
PROBLEMS = Text("Probleme pe care le aduce", "Problems that it brings")
DUPLICATES = Text("Posibile dubluri", "Possible duplicates")
OFFICIAL = Text("Ce spune registrul", "What the register says")
OTHERS = Text("Alte fișiere", "Other files")
JUDGED = Text("S-a judecat", "Judged:")
MORE = Text("… și încă {}", "… and {} more")
WRITING = Text("numai scrierea (comentarii, ordine, spații)", "only the writing (comments, order, spaces)")
OUT = Text("scos", "out")
IN = Text("pus", "in")
OLDER = Text("Fișele schimbate aveau deja, și păstrează: {}, {}.", "The changed records had already, and keep: {}, {}.")

EVIDENCE: Mapping[evidence.Weight, Text] = {
    "for": Text("pentru", "for"),
    "against": Text("împotrivă", "against"),
    "neutral": Text("de știut", "to know"),
}
SHARED: Mapping[nearby.Shared, Text] = {
    "cui": Text("același CUI", "the same CUI"),
    "number": Text("același număr din Registrul național", "the same national register number"),
    "host": Text("același site", "the same website"),
    "name": Text("aceeași denumire și localitate", "the same name and locality"),
    "similar": Text("denumire foarte asemănătoare, aceeași localitate", "a very similar name, the same locality"),
}
FOUND: Mapping[Literal["number", "name", "nothing"], Text] = {
    "number": Text("găsită după număr", "found by its number"),
    "name": Text("găsită după denumire", "found by its name"),
    "nothing": Text("nu se găsește în registru", "not found in the register"),
}
AGREES = Text("se potrivește", "it agrees")
ALIKE = Text("{} rânduri se potrivesc la fel", "{} rows fit equally well")
IN_REGISTER = Text("în registru", "in the register")
IN_RECORD = Text("în fișă", "in the record")
