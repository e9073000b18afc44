"""Names and identifiers by which people know the organisation."""

from __future__ import annotations

from conect.records.fields import ALWAYS, Field, Scalar, Sequence
from conect.records.primitives import LatinScript, Length, Pattern
from conect.records.problems import Text

RECORD_ID = Pattern(
    r"[a-z0-9]+(-[a-z0-9]+)*",
    Text(
        "un identificator din litere mici, cifre și cratime, de exemplu „asociatia-exemplu”",
        "an id of lower-case letters, digits and hyphens, for example “asociatia-exemplu”",
    ),
)
NOT_A_FORMULA = Pattern(
    r"[^=+\-@\s].*",
    Text("denumirea fără semnele =, +, - sau @ la început", "the name without =, +, - or @ at its start"),
)

FIELDS: tuple[Field, ...] = (
    Field(
        "name",
        Text("Denumire oficială", "Official name"),
        Text(
            "Denumirea din actul constitutiv, cu diacritice și litere mari doar unde se scriu de obicei.",
            "The name in the founding act, with its diacritics, in ordinary capitals.",
        ),
        # 300, not 250: official names of register records are longer; the rule name-length holds profiles to 250.
        Scalar((Length(3, 300), LatinScript(), NOT_A_FORMULA)),
        "Asociația Exemplu pentru Lectură",
        "identity",
        required=ALWAYS,
        weight=10,
        translatable=True,
    ),
    Field(
        "short_name",
        Text("Denumire scurtă", "Short name"),
        Text("Acronimul sau numele scurt folosit de public.", "The acronym or short name the public uses."),
        Scalar((Length(2, 60), LatinScript(), NOT_A_FORMULA)),
        "AEL",
        "identity",
        weight=10,
    ),
    Field(
        "former_names",
        Text("Denumiri anterioare", "Former names"),
        Text("Denumirile oficiale purtate înainte.", "Official names borne before."),
        Sequence(Scalar((Length(3, 300), LatinScript(), NOT_A_FORMULA)), most=20),
        ["Asociația Exemplu"],
        "identity",
        weight=4,
    ),
    Field(
        "former_ids",
        Text("Identificatori anteriori", "Former ids"),
        Text(
            "Identificatorii purtați înainte de fișă; adresele vechi trimit la cea nouă. Îi scrie „conect rename”.",
            "Ids the record had before; old addresses lead to the new one. Written by “conect rename”.",
        ),
        Sequence(Scalar((RECORD_ID, Length(1, 80))), most=20),
        ["asociatia-exemplu-vechi"],
        "identity",
        shown=False,
    ),
)
