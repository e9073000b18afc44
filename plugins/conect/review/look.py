"""Fields worth a look: changes that cost money, mail or trust when they are wrong, whoever makes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from conect.records.declaration import BY_KEY
from conect.records.problems import Text
from conect.review.evidence import FREE_MAIL, mail_host, related_hosts
from conect.review.nearby import PLATFORMS
from conect.review.rows import host
from conect.review.sides import Judged

MONEY = ("iban", "donate_url", "redirect_url")
IDENTITY = ("name", "cui", "registry_status", "merged_into")


class Look(NamedTuple):
    """A field of a record (path relative to the content folder) and why it is worth a look."""

    path: str
    key: str
    label: Text
    old: str | None
    new: str | None
    why: Text


def worth(judged: Sequence[Judged]) -> list[Look]:
    """Return what is worth a look in the changed records that can be read."""
    return [look for each in judged if each.new is not None and each.new.entry is not None for look in _of(each)]


def _of(each: Judged) -> Iterator[Look]:
    path = each.pair.path
    old: dict[str, Any] = each.old.values if each.old else {}
    new: dict[str, Any] = each.new.values if each.new else {}

    def look(key: str, why: Text) -> Look:
        before, after = (None if side.get(key) is None else str(side[key]) for side in (old, new))
        return Look(path, key, BY_KEY[key].label, before, after, why)

    for key in MONEY:
        if old.get(key) != new.get(key):
            yield look(key, _PAID if new.get(key) else _GONE)
    if each.old is not None:
        for key in IDENTITY:
            if old.get(key) != new.get(key):
                yield look(key, _WHO)
        if old.get("name") != new.get("name") and new.get("verification") and old.get("verification"):
            yield Look(path, "verification", BY_KEY["verification"].label, None, None, _VERIFIED)
    mail, site = mail_host(new.get("email")), host(new.get("website"))
    if mail is not None and mail != mail_host(old.get("email")):
        own = site is not None and site not in PLATFORMS and related_hosts(mail, site)
        if each.old is not None or not own:
            yield look("email", _FREE if mail in FREE_MAIL else _MAIL if own or site is None else _MAIL_ELSEWHERE)
    if site is not None and each.old is not None and site != host(old.get("website")):
        yield look("website", _SITE)


_PAID = Text(
    "aici se trimit bani: comparați cu site-ul organizației", "money goes there: compare the organisation's site"
)
_GONE = Text("a fost scos", "taken out")
_WHO = Text("spune despre ce organizație este vorba", "it tells which organisation this is")
_VERIFIED = Text(
    "denumirea se schimbă, iar semnul de verificare rămâne: verificați din nou",
    "the name changes and the mark of verification stays: verify again",
)
_MAIL = Text("altă gazdă a adresei de e-mail", "another host of the e-mail address")
_MAIL_ELSEWHERE = Text(
    "gazda adresei de e-mail nu este cea a site-ului", "the host of the e-mail address is not the website's"
)
_FREE = Text("adresă la un furnizor gratuit", "an address at a free provider")
_SITE = Text("altă gazdă a site-ului", "another host of the website")
