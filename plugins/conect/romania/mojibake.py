"""Repair of Romanian text whose bytes were read in the wrong code page.

Four accidents are known from official files, each recognised by letters that Romanian does not have:

- Windows-1250 read as Windows-1252: ``asociaþia creºtinã`` (ã ă, º ș, þ ț and their capitals Ã ª Þ);
- Windows-1250 read as DOS code page 850: ``educa■ie ║i via■Ò ¯n``;
- UTF-8 read as Windows-1252: ``asociaÈ›ia creÈ™tinÄƒ``;
- UTF-8 read as Windows-1250: ``asociaČ›ia``.

A letter is put right only where nothing but Romanian can be meant: ``São Paulo``, ``nº 5``, ``Sæþór`` stay.
"""

import re

_ALL = re.compile(r"[^\W_]+")

# --- Windows-1250 read as Windows-1252
_CP1252 = str.maketrans("ãÃþÞºª", "ăĂțȚșȘ")
_CP1252_SEEN = re.compile("[ãÃþÞºª]")
# ő and ű suffer the same fate; they are put right only in a text that has lost Romanian letters too.
_HUNGARIAN = str.maketrans("õÕûÛ", "őŐűŰ")
# Portuguese writes ão, õe, ç and mãe; Icelandic writes þ beside ð and æ. Romanian has no ăo.
_PORTUGUESE = re.compile("ão|ães?$|õe|ç", re.IGNORECASE)
_ONLY_ROMANIAN = re.compile("[þÞªº]")
_ICELANDIC = re.compile("[ðæ]", re.IGNORECASE)
# Where a text holds none of these, every word of it is Romanian and need not be looked at by itself.
_NOT_ROMANIAN_ALONE = re.compile(_PORTUGUESE.pattern + r"|(?<![^\W_])(?:[0-9]+|n)?[ºª](?![^\W_])", re.IGNORECASE)
_ORDINAL = re.compile("[0-9]+[ºª]|[Nn][ºª]|[ºª]")

# --- Windows-1250 read as DOS 850
# The box-drawing letters cannot be anything else. The others are also ordinary text (Ò is Italian, ö is
# Hungarian), and are touched only in a text that shows a box or one of them amid Romanian letters.
_DOS_SEEN = re.compile("[║├┬╬]|[a-zăâîșțşţ][ÒÔ■]|[ÒÔ■][a-zăâîșțşţ]|¯n|[A-Z]{2}[șțşţ]|[șțşţ][A-Z]|ROM[ÔÒ]N")
_DOS_LETTERS = {
    "■": "țȚ", "║": "șȘ", "├": "ăĂ", "┬": "âÂ", "╬": "îÎ",
    "Ò": "ăĂ", "Ô": "âÂ", "¯": "îÎ", "Ì": "țȚ", "¬": "șȘ",
}  # fmt: skip
_DOS_WORD = re.compile("[^\\s\"'„”“«»,;:.()]*[■║├┬╬ÒÔ¯Ì¬][^\\s\"'„”“«»,;:.()]*")
_DOS_CLOSING = re.compile(r"(?<=[^\W\d_])[öÖ](?=[\s,;:.()]|$)")
_DOS_OPENING = re.compile(r"(?:^|(?<=[\s(]))ô(?=[^\W_])")

# --- UTF-8 read as a Windows code page
# Without ú, whose two bytes look like the ăș of the first accident (TÃºNAD is Tășnad).
_MISREAD_LETTERS = "ăâîșțşţĂÂÎȘȚŞŢ„”“’‘–—…«»áéíóöőüűÁÉÍÓÖŐÚÜŰ"


def _misread(letter: str, page: str) -> str:
    shown = ""
    for byte in letter.encode():
        try:
            shown += bytes([byte]).decode(page)
        except UnicodeDecodeError:
            shown += chr(byte)  # browsers and Excel show undefined bytes as C1 controls
    return shown


_UTF8 = {_misread(letter, page): letter for page in ("cp1250", "cp1252") for letter in _MISREAD_LETTERS}
_UTF8_SEEN = re.compile("|".join(sorted(map(re.escape, _UTF8), key=lambda s: (-len(s), s))))


def repair(text: str) -> str:
    """Return *text* with wrongly decoded Romanian letters put right, and everything else as it was.

    What is repaired comes out with comma-below letters. Repairing twice changes nothing more.
    """
    while not text.isascii():
        repaired = _repair_once(text)
        if repaired == text:
            break
        text = repaired  # a text can have been read wrongly more than once; every round leaves fewer odd letters
    return text


def _repair_once(text: str) -> str:
    text = _UTF8_SEEN.sub(lambda match: _UTF8[match.group()], text)
    if _CP1252_SEEN.search(text) and not _ICELANDIC.search(text):
        if _NOT_ROMANIAN_ALONE.search(text):
            text = _ALL.sub(lambda match: _cp1252_word(match.group()), text)
        else:
            text = text.translate(_CP1252).translate(_HUNGARIAN)
    if _DOS_SEEN.search(text):
        text = _DOS_WORD.sub(lambda match: _dos_word(match.group()), text)
        text = _DOS_OPENING.sub("“", _DOS_CLOSING.sub("”", text))
    return text


def _cp1252_word(word: str) -> str:
    if _ORDINAL.fullmatch(word) or (_PORTUGUESE.search(word) and not _ONLY_ROMANIAN.search(word)):
        return word
    return word.translate(_CP1252).translate(_HUNGARIAN)


def _dos_word(word: str) -> str:
    letters = [c for c in word if c.isalpha() and c not in _DOS_LETTERS]
    # A stray lower-case ș in a word of capitals is itself a trace of an earlier, partial repair.
    capitals = any(c.isupper() for c in letters) and not any(c.islower() and c not in "șț" for c in letters)
    title = not capitals and bool(letters) and word[0] in _DOS_LETTERS and letters[0].isupper()
    which = 1 if capitals or title else 0
    return "".join(_DOS_LETTERS[c][which] if c in _DOS_LETTERS else c for c in word)
