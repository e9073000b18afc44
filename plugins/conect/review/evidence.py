"""What speaks for and against a claim: whose the e-mail and the website are, and what the account did before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from conect.records.problems import Text
from conect.review.guard import Author
from conect.review.index import Everyone
from conect.review.nearby import PLATFORMS
from conect.review.rows import host
from conect.review.sides import Judged

Weight = Literal["for", "against", "neutral"]

# Where anybody gets an address: it tells nothing of an organisation.
FREE_MAIL = frozenset(
    {
        "gmail.com", "googlemail.com", "yahoo.com", "yahoo.ro", "ymail.com", "outlook.com", "hotmail.com", "live.com",
        "icloud.com", "me.com", "proton.me", "protonmail.com", "gmx.com", "gmx.net", "mail.com", "mail.ru", "aol.com",
        "zoho.com", "yandex.com", "rdslink.ro", "clicknet.ro", "k.ro", "home.ro",
    }
)  # fmt: skip

_MOST_NAMED = 5


class Evidence(NamedTuple):
    """One thing to know about a claim."""

    weight: Weight
    message: Text


class Claim(NamedTuple):
    """A claimed record (path relative to the content folder) and its evidence."""

    path: str
    evidence: list[Evidence]


def mail_host(address: object) -> str | None:
    """Return the host of an e-mail address, lower case."""
    return address.rpartition("@")[2].lower() or None if isinstance(address, str) else None


def related_hosts(one: str, other: str) -> bool:
    """Tell whether two hosts are the same or one lies below the other (``mail.exemplu.ro`` and ``exemplu.ro``)."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def examine(claim: Judged, author: Author, before: Everyone) -> Claim:
    """Return what is known about a claim from the record, from the other records and from the account."""
    old = claim.old.values if claim.old else {}
    new = claim.new.values if claim.new else {}
    return Claim(claim.pair.path, [*_mail(old, new), *_site(claim, old, new, before), *_account(author, before)])


def _mail(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Evidence]:
    mail = mail_host(new.get("email"))
    if mail is None:
        return
    known = [each for each in (mail_host(old.get("email")), host(old.get("website"))) if each and each not in PLATFORMS]
    if mail in FREE_MAIL:
        yield Evidence(
            "neutral",
            Text(
                f"adresa de e-mail este la {mail}, unde își face oricine una: nu dovedește nimic",
                f"the e-mail address is at {mail}, where anybody gets one: it proves nothing",
            ),
        )
    elif any(related_hosts(mail, each) for each in known if each not in FREE_MAIL):
        yield Evidence(
            "for",
            Text(
                f"adresa de e-mail este la {mail}, gazdă care stătea deja în fișă; răspunsul de la ea dovedește "
                "cererea",
                f"the e-mail address is at {mail}, a host that the record already had; an answer from it proves the "
                "claim",
            ),
        )
    elif known:
        yield Evidence(
            "against",
            Text(
                f"adresa de e-mail este la {mail}, iar fișa avea {', '.join(known)}",
                f"the e-mail address is at {mail}, while the record had {', '.join(known)}",
            ),
        )
    else:
        site = host(new.get("website"))
        same = site is not None and related_hosts(mail, site)
        yield Evidence(
            "neutral",
            Text(
                "fișa nu avea nici e-mail, nici site; cele propuse "
                f"{'se potrivesc între ele' if same else 'nu se leagă'} ({mail}{', ' + site if site else ''}): "
                "verificați gazda într-o sursă dinafara propunerii",
                f"the record had neither e-mail nor website; those proposed {'agree' if same else 'do not connect'} "
                f"({mail}{', ' + site if site else ''}): check the host in a source outside the proposal",
            ),
        )


def _site(claim: Judged, old: Mapping[str, Any], new: Mapping[str, Any], before: Everyone) -> Iterator[Evidence]:
    site = host(new.get("website"))
    if site is None or site in PLATFORMS:
        return
    former = host(old.get("website"))
    if former is not None and not related_hosts(site, former):
        yield Evidence(
            "against",
            Text(f"site-ul se schimbă de la {former} la {site}", f"the website changes from {former} to {site}"),
        )
    own = {claim.pair.old_path, claim.pair.new_path}
    others = [path for path, row in sorted(before.rows.items()) if row.website == site and path not in own]
    if others:
        more = f" (+{len(others) - _MOST_NAMED})" if len(others) > _MOST_NAMED else ""
        shown = ", ".join(others[:_MOST_NAMED]) + more
        yield Evidence(
            "against",
            Text(
                f"site-ul {site} stă și în alte fișe: {shown}", f"the website {site} stands in other records: {shown}"
            ),
        )


def _account(author: Author, before: Everyone) -> Iterator[Evidence]:
    kept = [path for path, row in sorted(before.rows.items()) if row.maintainers and author.among(row.maintainers)]
    name = author.name or "?"
    if not kept:
        yield Evidence(
            "neutral",
            Text(f"contul {name} nu întreține încă nicio fișă", f"the account {name} does not maintain any record yet"),
        )
        return
    more = f" (+{len(kept) - _MOST_NAMED})" if len(kept) > _MOST_NAMED else ""
    shown = ", ".join(kept[:_MOST_NAMED]) + more
    yield Evidence(
        "neutral",
        Text(f"contul {name} întreține deja: {shown}", f"the account {name} already maintains: {shown}"),
    )
