"""Bring the theme's catalogues up to date with its templates: new messages added, those no longer said taken out.

    python tools/messages.py

What is translated stays as it is; what is new stands empty until somebody writes it, and the tests say so. The files
keep the order of the templates and carry no date, so that a change shows only what it changes.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

THEME = Path(__file__).resolve().parent.parent / "themes" / "conect"
PLURALS = {
    "ro": "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);",
    "en": "nplurals=2; plural=(n != 1);",
}
HEAD = """\
# Messages of the Conect theme ({lang}). The msgid is the English text; see the README beside babel.cfg.
msgid ""
msgstr ""
"Project-Id-Version: conect\\n"
"Language: {lang}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""

Message = str | tuple[str, ...]


def extracted() -> dict[Message, list[str]]:
    """Every message of the templates with the templates that say it, in their order."""
    with (THEME / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel gives it no types
    found = list(extract_from_dir(THEME, method_map=methods, options_map=options))
    said: dict[Message, list[str]] = {}
    for name, _, message, _, _ in sorted(found, key=lambda item: item[:2]):
        places = said.setdefault(message, [])
        if name not in places:
            places.append(name)
    return said


def catalogue(lang: str, said: dict[Message, list[str]]) -> str:
    """The text of a language's catalogue for these messages, with the translations that its file has now."""
    path = file_of(lang)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=lang)
    else:
        known = Catalog(locale=lang)
    made = Catalog(locale=lang)
    for message, places in said.items():
        key = message if isinstance(message, str) else message[0]
        old = known.get(key)
        text = old.string if old and old.pluralizable == isinstance(message, tuple) else None
        if lang == "en" and isinstance(message, tuple):
            text = message  # its plural forms are written down, the rest is the msgid
        made.add(message, text, [(place, 0) for place in places])
    body = io.BytesIO()
    write_po(body, made, width=0, omit_header=True, include_lineno=False)
    return HEAD.format(lang=lang, plurals=PLURALS[lang]) + body.getvalue().decode("utf-8")


def file_of(lang: str) -> Path:
    return THEME / "translations" / lang / "LC_MESSAGES" / "messages.po"


def main() -> int:
    said = extracted()
    for lang in PLURALS:
        path = file_of(lang)
        text = catalogue(lang, said)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(THEME)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
