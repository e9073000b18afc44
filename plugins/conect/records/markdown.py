"""Markdown of strangers: Python-Markdown without raw HTML and images, then nh3 with the policy of ``SECURITY.md``."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from html.parser import HTMLParser

import markdown as python_markdown
import nh3

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "code", "pre", "hr"}
_REL = "nofollow ugc noopener noreferrer"


@lru_cache(maxsize=1)
def _engine() -> python_markdown.Markdown:
    engine = python_markdown.Markdown(extensions=[], output_format="html")
    # Raw HTML becomes visible text and images disappear: strangers need neither.
    engine.preprocessors.deregister("html_block")
    for name in ("html", "image_link", "image_reference", "short_image_ref"):
        engine.inlinePatterns.deregister(name)
    return engine


def _to_html(text: str) -> str:
    engine = _engine()
    engine.reset()
    return engine.convert(text)


_HEADING = re.compile(r"<(/?)h([1-6])>")


def _lower_heading(match: re.Match[str]) -> str:
    # The page's own headings are h1 and h2; a record's text starts at h3 and has two levels.
    return f"<{match[1]}h{3 if match[2] in '123' else 4}>"


def render(text: str) -> str:
    """Return safe HTML of a record's Markdown: only the tags of the policy, https and mailto links, no attributes else.

    Headings of levels 1–3 become h3, deeper ones h4.
    """
    if _PARAGRAPHS.fullmatch(text):
        return "\n".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    return _rendered(text)


# Paragraphs of words, as most texts are: without any sign that means something in Markdown or HTML, and each line
# beginning with a letter. They need neither engine, and are told a hundred times as fast as both take.
_WORD = "[A-Za-zĂÂÎȘȚăâîșț„”0-9,.;:()?!%/'\"-]*"
_LINE = f"[A-Za-zĂÂÎȘȚăâîșț„(]{_WORD}(?: (?![ \n]|$){_WORD})*"
_PARAGRAPHS = re.compile(f"{_LINE}(?:\n\n?{_LINE})*")


def _rendered(text: str) -> str:
    return nh3.clean(
        _HEADING.sub(_lower_heading, _to_html(text)),
        tags=_TAGS,
        attributes={"*": set(), "a": {"href"}},
        url_schemes={"https", "mailto"},
        link_rel=_REL,
        strip_comments=True,
    )


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.targets += [value or "" for name, value in attrs if name == "href"]


def links(text: str) -> list[str]:
    """Return the targets of all links of the Markdown ``text``, in order."""
    if "](" not in text and "<" not in text and "]:" not in text and "][" not in text:
        return []
    parser = _Links()
    parser.feed(_to_html(text))
    parser.close()
    # Python-Markdown hides the address of <name@example.org> in character references; mailto links are unescaped here.
    return [html.unescape(target) for target in parser.targets]


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
