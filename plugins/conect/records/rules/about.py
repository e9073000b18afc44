"""Texts in Markdown and plain texts: what they may hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conect.records import markdown
from conect.records.phrases import phrase
from conect.records.problems import Pointer
from conect.records.record import Record
from conect.records.rule import Context, Finding, record_rule
from conect.records.rules.field import web_address

TEXT_MOST = 5000
"""Characters of a description. A longer one is refused for its length and not read any further, which could take long."""


def _markdown_texts(record: Record) -> Iterator[tuple[Pointer, str]]:
    translations = record.get("translations") or {}
    texts = [(("translations", lang, "description"), each.get("description")) for lang, each in translations.items()]
    for pointer, text in [(("description",), record.get("description")), *texts]:
        if isinstance(text, str) and len(text) <= TEXT_MOST:
            yield pointer, text


_HTML = phrase(
    "markdown-html",
    "textul conține HTML („{found}”); scrieți Markdown: **gros**, *înclinat*, - listă, [text](https://…)",
    "the text holds HTML (“{found}”); write Markdown: **bold**, *italic*, - list, [text](https://…)",
)


@record_rule("markdown-html")
def markdown_html(record: Record, context: Context) -> Iterator[Finding]:
    """Prezentarea este Markdown fără HTML.

    The description is Markdown without HTML.

    Passes::

        description: |
          Mergem în sate cu o **bibliotecă mobilă** și citim împreună cu copiii. Cercurile de lectură au loc în fiecare
          sâmbătă, iar cărțile se împrumută gratuit. Voluntarii noștri vin din liceele orașului și sunt instruiți.

    Fails::

        description: |
          Mergem în sate cu o <b>bibliotecă mobilă</b> și citim împreună cu copiii. Cercurile de lectură au loc în fiecare
          sâmbătă, iar cărțile se împrumută gratuit. Voluntarii noștri vin din liceele orașului și sunt instruiți.
    """
    for pointer, text in _markdown_texts(record):
        found = markdown.raw_html(text)
        if found:
            yield Finding(pointer, _HTML.say(found=found[:40]))


_IMAGE = phrase(
    "markdown-image",
    "textul conține o imagine; ștergeți-o sau scrieți o legătură obișnuită: [text](https://…)",
    "the text holds an image; delete it or write an ordinary link: [text](https://…)",
)


@record_rule("markdown-image")
def markdown_image(record: Record, context: Context) -> Iterator[Finding]:
    """Prezentarea nu are imagini; sigla are cheia ei.

    The description has no images; the logo has its own key.

    Passes::

        description: |
          Mergem în sate cu o bibliotecă mobilă (![nu e imagine) și citim împreună cu copiii. Cercurile de lectură au loc
          în fiecare sâmbătă, iar cărțile se împrumută gratuit. Voluntarii noștri vin din liceele orașului, pregătiți.

    Fails::

        description: |
          Mergem în sate cu o bibliotecă mobilă ![foto](https://example.org/f.png) și citim împreună cu copiii. Cercurile au loc
          în fiecare sâmbătă, iar cărțile se împrumută gratuit. Voluntarii noștri vin din liceele orașului, pregătiți.
    """
    for pointer, text in _markdown_texts(record):
        if markdown.image(text):
            yield Finding(pointer, _IMAGE.say())


_LINK = phrase("markdown-link", "o legătură din text nu este bună: {fault}", "a link in the text is not right: {fault}")
_MAILTO = re.compile(r"mailto:[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}")


@record_rule("markdown-link")
def markdown_link(record: Record, context: Context) -> Iterator[Finding]:
    """Legăturile din prezentare duc la adrese https sau mailto curate.

    Links in the description lead to clean https or mailto addresses.

    Passes::

        description: |
          Mergem în sate cu o [bibliotecă mobilă](https://example.org) și citim împreună cu copiii. Cercurile de lectură au loc
          în fiecare sâmbătă, iar cărțile se împrumută gratuit. Voluntarii noștri vin din liceele orașului, pregătiți.

    Fails::

        description: |
          Mergem în sate cu o [bibliotecă mobilă](javascript:alert) și citim împreună cu copiii. Cercurile de lectură au loc
          în fiecare sâmbătă, iar cărțile se împrumută gratuit. Voluntarii noștri vin din liceele orașului, pregătiți.
    """
    for pointer, text in _markdown_texts(record):
        for target in markdown.links(text):
            if _MAILTO.fullmatch(target):
                continue
            verdict = web_address((), target)
            if verdict is not None:
                yield Finding(pointer, _LINK.say(fault=verdict.message))


_PLAIN = phrase(
    "summary-plain",
    "descrierea scurtă se afișează fără formatare; ștergeți „{found}”",
    "the summary is shown without formatting; delete “{found}”",
)


@record_rule("summary-plain", level="warning")
def summary_plain(record: Record, context: Context) -> Iterator[Finding]:
    """Descrierea scurtă este text simplu, fără semne Markdown.

    The summary is plain text, without Markdown signs.

    Passes::

        summary: Ajutăm copiii din sate să citească, cu biblioteci mobile și cercuri de lectură.

    Fails::

        summary: Ajutăm **copiii din sate** să citească, cu biblioteci mobile și cercuri de lectură.
    """
    summary = record.get("summary")
    if isinstance(summary, str) and (found := re.search(r"\*\*|__|\]\(|^#+ |`", summary)):
        yield Finding(("summary",), _PLAIN.say(found=found.group()))
