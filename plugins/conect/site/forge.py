"""Links with which a visitor acts on a record: by the form, on the forge that holds the repository, by e-mail."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from conect.catalogue.entry import Entry
from conect.records.problems import Text
from conect.site import addresses
from conect.site.settings import SiteSettings


class Actions(NamedTuple):
    """Addresses; None where the record is none that it may be done with, or where the site has no place for it."""

    propose: str
    claim: str | None
    confirm: str | None
    report: str | None
    edit: str | None
    """The file itself, for who would rather not use the form."""
    history: str | None


class Pattern(NamedTuple):
    """How a forge builds its addresses, and what it calls the parameters that fill a new issue or file."""

    name: str
    edit: str
    history: str
    issue: str
    title: str
    body: str
    new: str
    """The page on which a new file is written; ``{folder}`` where the folder is part of the address."""
    file: str
    text: str | None
    """Parameter with the new file's text, None where the forge has none: then it is pasted."""
    upload: str
    """The page on which a picture is added to a folder."""


PATTERNS = {
    "github": Pattern(
        "GitHub",
        edit="/edit/{branch}/{path}",
        history="/commits/{branch}/{path}",
        issue="/issues/new",
        title="title",
        body="body",
        new="/new/{branch}",
        file="filename",
        text="value",
        upload="/upload/{branch}/{folder}",
    ),
    "gitlab": Pattern(
        "GitLab",
        edit="/-/edit/{branch}/{path}",
        history="/-/commits/{branch}/{path}",
        issue="/-/issues/new",
        title="issue[title]",
        body="issue[description]",
        new="/-/new/{branch}",
        file="file_name",
        text=None,
        upload="/-/tree/{branch}/{folder}",
    ),
    "forgejo": Pattern(
        "Forgejo",
        edit="/_edit/{branch}/{path}",
        history="/commits/branch/{branch}/{path}",
        issue="/issues/new",
        title="title",
        body="body",
        new="/_new/{branch}/{folder}",
        file="filename",
        text="value",
        upload="/_upload/{branch}/{folder}",
    ),
}

_REPORT = Text("Greșeală în fișa", "Mistake in the record")
_REPORT_BODY = Text("Ce este greșit și de unde știți:", "What is wrong, and how do you know:")


def actions(site: SiteSettings, entry: Entry, lang: str) -> Actions:
    """Return what a visitor may do with a record.

    Claiming is for records that come from the register, confirming for profiles; both for organisations that are.
    """
    form = site.prefix + addresses.localized(addresses.PROPOSE, lang) + f"?id={entry.id}"
    imported = entry.origin == "register"

    pattern = PATTERNS[site.forge]
    file = _in_path(f"{site.content_path}/{entry.path}".lstrip("/")) if site.forge_url else ""

    def on_forge(address: str) -> str | None:
        if not site.forge_url:
            return None
        return site.forge_url + address.format(branch=_in_path(site.branch), path=file)

    return Actions(
        propose=form,
        claim=f"{form}&revendica=1" if imported and not entry.struck_off else None,
        confirm=f"{form}&confirmat=1" if not imported and not entry.struck_off else None,
        report=_report(site, entry, lang),
        edit=on_forge(pattern.edit),
        history=on_forge(pattern.history),
    )


def _report(site: SiteSettings, entry: Entry, lang: str) -> str | None:
    if not (site.forge_url or site.email):
        return None
    before, _, after = addresses.localized(addresses.organization("\0"), lang).partition("\0")
    # As ``urlencode`` gives it, which takes each character apart, on a page for each of 100,000.
    title = f"{_always(_REPORT.in_lang(lang))}%20{_query(entry.id)}"
    page = f"{_always(site.url + before)}{_query(entry.id)}{_always(after)}"
    body = f"{_query(entry.name)}%0A{page}%0A%0A{_always(_REPORT_BODY.in_lang(lang))}%0A"
    if site.forge_url:
        pattern = PATTERNS[site.forge]
        return f"{site.forge_url}{pattern.issue}?{_always(pattern.title)}={title}&{_always(pattern.body)}={body}"
    return f"mailto:{site.email}?subject={title}&body={body}"


_UNRESERVED = re.compile(r"[A-Za-z0-9_.~-]*")
_UNRESERVED_PATH = re.compile(r"[A-Za-z0-9_.~/-]*")


def _in_path(text: str) -> str:
    """Return a part of an address's path as ``quote`` does, which takes each character apart."""
    return text if _UNRESERVED_PATH.fullmatch(text) else quote(text)


def _query(text: str) -> str:
    """Return a name or a value of a query as ``urlencode`` does with ``quote``."""
    return text if _UNRESERVED.fullmatch(text) else quote(text, safe="")


_always = lru_cache(maxsize=256)(_query)
"""The same for what stands on every page."""


def for_form(site: SiteSettings) -> dict[str, str | None] | None:
    """Return what the form needs to lead to the forge, None without one; ``{path}`` and ``{folder}`` are left to it."""
    if not site.forge_url:
        return None
    pattern = PATTERNS[site.forge]

    def address(template: str) -> str:
        return site.forge_url + template.replace("{branch}", quote(site.branch))

    return {
        "name": pattern.name,
        "new": address(pattern.new),
        "file": pattern.file,
        "text": pattern.text,
        "edit": address(pattern.edit),
        "upload": address(pattern.upload),
    }
