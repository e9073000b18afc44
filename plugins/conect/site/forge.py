"""Links with which a visitor acts on a record: on the forge that holds the repository, else by e-mail."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote, urlencode

from conect.catalogue.entry import Entry
from conect.records.problems import Text
from conect.site import addresses
from conect.site.settings import SiteSettings


class Actions(NamedTuple):
    """Addresses; None where the site has neither a forge nor an e-mail address for it."""

    propose: str | None
    claim: str | None
    report: str | None
    history: str | None


class Pattern(NamedTuple):
    """How a forge builds its addresses, and what it calls the title and the text of a new issue."""

    edit: str
    history: str
    issue: str
    title: str
    body: str


PATTERNS = {
    "github": Pattern("/edit/{branch}/{path}", "/commits/{branch}/{path}", "/issues/new", "title", "body"),
    "gitlab": Pattern(
        "/-/edit/{branch}/{path}", "/-/commits/{branch}/{path}", "/-/issues/new", "issue[title]", "issue[description]"
    ),
    "forgejo": Pattern("/_edit/{branch}/{path}", "/commits/branch/{branch}/{path}", "/issues/new", "title", "body"),
}

_PROPOSE = Text("Propunere pentru fișa", "Proposal for the record")
_CLAIM = Text("Revendic fișa", "I claim the record")
_REPORT = Text("Greșeală în fișa", "Mistake in the record")
_PROPOSE_BODY = Text("Ce trebuie schimbat:", "What should be changed:")
_CLAIM_BODY = Text(
    "Rolul meu în organizație:\nUn document sau o pagină a organizației care îl dovedește:\nCe trebuie completat:",
    "My role in the organisation:\nA document or page of the organisation that proves it:\nWhat should be added:",
)
_REPORT_BODY = Text("Ce este greșit și de unde știți:", "What is wrong, and how do you know:")


def actions(site: SiteSettings, entry: Entry, lang: str) -> Actions:
    """Return what a visitor may do with a record; claiming is for records that come from the register."""
    page = site.url + addresses.localized(addresses.organization(entry.id), lang)
    claimable = entry.origin == "register"

    def write(subject: Text, question: Text) -> str | None:
        title = f"{subject.in_lang(lang)} {entry.id}"
        body = f"{entry.name}\n{page}\n\n{question.in_lang(lang)}\n"
        if site.forge_url:
            pattern = PATTERNS[site.forge]
            query = urlencode({pattern.title: title, pattern.body: body}, quote_via=quote)
            return f"{site.forge_url}{pattern.issue}?{query}"
        if site.email:
            return f"mailto:{site.email}?" + urlencode({"subject": title, "body": body}, quote_via=quote)
        return None

    def on_forge(address: str) -> str | None:
        if not site.forge_url:
            return None
        file = f"{site.content_path}/{entry.path}".lstrip("/")
        return site.forge_url + address.format(branch=quote(site.branch), path=quote(file))

    pattern = PATTERNS[site.forge]
    return Actions(
        propose=on_forge(pattern.edit) or write(_PROPOSE, _PROPOSE_BODY),
        claim=write(_CLAIM, _CLAIM_BODY) if claimable else None,
        report=write(_REPORT, _REPORT_BODY),
        history=on_forge(pattern.history),
    )
