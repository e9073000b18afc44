"""What is refused in the text of a file before anyone asks what it says (reference: PyYAML's and YAML 1.1's traps)."""

from __future__ import annotations

from conect.records.phrases import phrase
from conect.records.problems import Text
from conect.records.rule import rule
from conect.romania.text import amount


@rule("file-size", scope="file")
def too_large(size: int, limit: int) -> Text:
    """Un fișier are cel mult 64 kB.

    A file has at most 64 kB: larger ones are refused before they are parsed.
    """
    return Text(
        f"fișierul are {amount(size, 'octet', 'octeți')}, cel mult {limit} sunt admiși; scurtați textele",
        f"the file has {size} bytes, at most {limit} are allowed; shorten its texts",
    )


@rule("file-empty", scope="file")
def empty() -> Text:
    """Fișierul nu este gol.

    The file is not empty.
    """
    return Text(
        "fișierul este gol; scrieți fișa organizației sau ștergeți fișierul",
        "the file is empty; write the organisation's record or delete the file",
    )


@rule("file-encoding", scope="file")
def encoding(shown: str) -> Text:
    """Fișierul este scris în UTF-8.

    The file is written in UTF-8.
    """
    return Text(
        f"octetul {shown} nu este UTF-8; salvați fișierul cu codarea UTF-8",
        f"the byte {shown} is not UTF-8; save the file with the encoding UTF-8",
    )


@rule("file-byte-order-mark", scope="file")
def byte_order_mark() -> Text:
    """Fișierul nu începe cu un marcaj de ordine a octeților (BOM).

    The file does not start with a byte order mark.
    """
    return Text(
        "fișierul începe cu un marcaj invizibil (BOM); salvați-l ca „UTF-8 fără BOM”",
        "the file starts with an invisible mark (BOM); save it as “UTF-8 without BOM”",
    )


_CHARACTER = phrase(
    "file-characters", "caracterul {name} nu este admis; ștergeți-l", "the character {name} is not allowed; delete it"
)


@rule("file-characters", scope="file")
def characters(name: str) -> Text:
    """Textul nu are caractere de control, invizibile sau care schimbă direcția scrisului, nici prin secvențe escape.

    The text has no control, invisible or direction-changing characters, not even through escapes.

    Passes::

        summary: Ajutăm copiii din sate să citească, cu biblioteci mobile și cercuri de lectură.

    Fails::

        summary: "Ajutăm copiii\\u202E din sate să citească, cu biblioteci mobile și cercuri de lectură."
    """
    return _CHARACTER.say(name=name)


@rule("yaml-syntax", scope="file")
def syntax(ro: str, en: str) -> Text:
    """Fișierul este YAML corect.

    The file is well-formed YAML.

    Passes::

        purpose: "Scop: lectura"

    Fails::

        purpose: Scop: lectura
    """
    return Text(ro, en)


@rule("yaml-not-a-mapping", scope="file")
def not_a_mapping() -> Text:
    """Fișierul este o listă de perechi „cheie: valoare”.

    The file is a mapping of keys to values.
    """
    return Text(
        "fișierul trebuie să conțină perechi „cheie: valoare”, de exemplu „name: Asociația Exemplu”",
        "the file must hold “key: value” pairs, for example “name: Asociația Exemplu”",
    )


@rule("yaml-anchor", scope="file")
def anchor(name: str) -> Text:
    """Ancorele și trimiterile YAML (&nume, *nume) nu sunt admise.

    Anchors and aliases (&name, *name) are refused.

    Passes::

        purpose: "&scop"

    Fails::

        purpose: &scop Lectura
    """
    return Text(
        f"„{name}” la începutul unei valori are un înțeles special în YAML; puneți valoarea între ghilimele",
        f"“{name}” at the start of a value has a special meaning in YAML; put the value in quotes",
    )


@rule("yaml-tag", scope="file")
def tag(name: str) -> Text:
    """Etichetele de tip YAML (!tip) nu sunt admise.

    Tags (!type) are refused.

    Passes::

        purpose: "!Lectura"

    Fails::

        purpose: !lectura abc
    """
    return Text(
        f"eticheta „{name}” nu este admisă; dacă semnul „!” face parte din text, puneți textul între ghilimele",
        f"the tag “{name}” is not allowed; if the “!” belongs to the text, put the text in quotes",
    )


@rule("yaml-directive", scope="file")
def directive() -> Text:
    """Directivele YAML (%YAML, %TAG) nu sunt admise.

    Directives (%YAML, %TAG) are refused.
    """
    return Text(
        "liniile care încep cu „%” (directive YAML) nu sunt admise; ștergeți-le",
        "lines that start with “%” (YAML directives) are not allowed; delete them",
    )


@rule("yaml-documents", scope="file")
def several_documents() -> Text:
    """Un fișier conține o singură fișă.

    A file holds one document.
    """
    return Text(
        "un fișier conține o singură fișă; ștergeți a doua linie „---” și ce urmează după ea",
        "a file holds one record; delete the second “---” line and what follows it",
    )


@rule("yaml-duplicate-key", scope="file")
def duplicate_key(key: str, line: int) -> Text:
    """O cheie apare o singură dată.

    A key appears once; both places are named.

    Passes::

        short_name: AEL

    Fails::

        short_name: AEL
        short_name: AEL 2
    """
    return Text(
        f"cheia „{key}” apare a doua oară (prima este pe linia {line}); păstrați una singură",
        f"the key “{key}” appears a second time (the first is on line {line}); keep one of them",
    )


@rule("yaml-key", scope="file")
def key_not_text() -> Text:
    """O cheie este un cuvânt simplu.

    A key is plain text, never a list or a mapping.

    Passes::

        short_name: AEL

    Fails::

        ? [short, name]
        : AEL
    """
    return Text(
        "o cheie trebuie să fie un cuvânt simplu, de exemplu „name”", "a key must be a plain word, for example “name”"
    )


@rule("yaml-depth", scope="file")
def too_deep(limit: int) -> Text:
    """Valorile sunt imbricate pe cel mult 8 niveluri.

    Values nest at most 8 levels deep.

    Passes::

        short_name: AEL

    Fails::

        short_name: [[[[[[[[[AEL]]]]]]]]]
    """
    return Text(
        f"listele sunt puse una în alta pe mai mult de {limit} niveluri; dacă semnul „[” sau „{{” face parte din text, "
        "puneți textul între ghilimele",
        f"lists are nested more than {limit} levels deep; if the “[” or “{{” belongs to the text, put the text in quotes",
    )


@rule("yaml-nodes", scope="file")
def too_many_nodes(limit: int) -> Text:
    """Un fișier are cel mult 4.000 de valori.

    A file has at most 4,000 values.
    """
    return Text(f"fișierul are peste {limit} de valori", f"the file has more than {limit} values")


@rule("front-matter", scope="file")
def front_matter() -> Text:
    """Un fișier .md începe cu linia „---”, urmează fișa, o a doua linie „---” și prezentarea.

    A .md file starts with the line “---”, then the record, a second line “---” and the description.
    """
    return Text(
        "un fișier .md începe cu o linie „---”, apoi fișa, apoi o a doua linie „---”, apoi prezentarea",
        "a .md file starts with a line “---”, then the record, then a second line “---”, then the description",
    )


@rule("front-matter-description", scope="file")
def description_twice() -> Text:
    """Într-un fișier .md prezentarea este textul de după fișă, nu și cheia „description”.

    In a .md file the description is the text after the front matter, not the key “description” as well.
    """
    return Text(
        "într-un fișier .md prezentarea este textul de după a doua linie „---”; ștergeți cheia „description” "
        "sau mutați textul ei mai jos",
        "in a .md file the description is the text after the second “---” line; delete the key “description” "
        "or move its text below",
    )
