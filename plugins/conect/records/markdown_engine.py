"""What turns Markdown into HTML: Python-Markdown without raw HTML and images, then nh3 with ``SECURITY.md``'s policy.

Loaded where a text holds more than paragraphs of words; most do not, see ``markdown``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

import markdown as python_markdown
import nh3

_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "code", "pre", "hr"}
_REL = "nofollow ugc noopener noreferrer"
_HEADING = re.compile(r"<(/?)h([1-6])>")


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


def _lower_heading(match: re.Match[str]) -> str:
    # The page's own headings are h1 and h2; a record's text starts at h3 and has two levels.
    return f"<{match[1]}h{3 if match[2] in '123' else 4}>"


def rendered(text: str) -> str:
    """Return what ``markdown.render`` does, for any text."""
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


def targets(text: str) -> list[str]:
    """Return the targets of all links of a text, in order."""
    parser = _Links()
    parser.feed(_to_html(text))
    parser.close()
    # Python-Markdown hides the address of <name@example.org> in character references; mailto links are unescaped here.
    return [unescape(target) for target in parser.targets]
