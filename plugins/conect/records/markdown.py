"""Markdown of strangers: what most texts need, paragraphs of words; all others are left to ``markdown_engine``."""

from __future__ import annotations

import re


def render(text: str) -> str:
    """Return safe HTML of a record's Markdown: only the tags of the policy, https and mailto links, no attributes else.

    Headings of levels 1–3 become h3, deeper ones h4.
    """
    if _PARAGRAPHS.fullmatch(text):
        return "\n".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    from conect.records.markdown_engine import rendered  # few texts need it, and it is heavy

    return rendered(text)


# Paragraphs of words, as most texts are: without any sign that means something in Markdown or HTML, and each line
# beginning with a letter. They need neither engine, and are told a hundred times as fast as both take.
_WORD = "[A-Za-zĂÂÎȘȚăâîșț„”0-9,.;:()?!%/'\"-]*"
_LINE = f"[A-Za-zĂÂÎȘȚăâîșț„(]{_WORD}(?: (?![ \n]|$){_WORD})*"
_PARAGRAPHS = re.compile(f"{_LINE}(?:\n\n?{_LINE})*")


def links(text: str) -> list[str]:
    """Return the targets of all links of the Markdown ``text``, in order."""
    if "](" not in text and "<" not in text and "]:" not in text and "][" not in text:
        return []
    from conect.records.markdown_engine import targets  # few texts have links, and it is heavy

    return targets(text)


_CODE = re.compile(r"(?m)^(?: {4}|\t)[^\n]*|(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_TAG = re.compile(r"<(?:[A-Za-z][A-Za-z0-9-]*(?=[\s/>])[^<>]*/?>?|/[A-Za-z][^<>]*>?|!--|![A-Za-z]|\?)")
_IMAGE = re.compile(r"!\[[^\]]*\]\s?[(\[]")


def _without_code(text: str) -> str:
    return _CODE.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)


def raw_html(text: str) -> str | None:
    """Return the first piece of raw HTML outside code, or None."""
    if "<" not in text:
        return None
    found = _TAG.search(_without_code(text))
    return found.group() if found else None


def image(text: str) -> str | None:
    """Return the first image mark-up outside code, or None."""
    if "![" not in text:
        return None
    found = _IMAGE.search(_without_code(text))
    return found.group() if found else None
