"""Why a proposal is refused, or left to an administrator: every reason by its code, in words for who proposes."""

from __future__ import annotations

from typing import Literal, NamedTuple

from conect.records.problems import Text

Weight = Literal["refused", "decides"]


class Reason(NamedTuple):
    """One reason; ``path`` is relative to the repository's top, None where it is about the whole proposal."""

    weight: Weight
    code: str
    path: str | None
    message: Text


class _Kind(NamedTuple):
    weight: Weight
    ro: str
    en: str


def reason(code: str, path: str | None = None, **words: object) -> Reason:
    """Return the reason ``code``; ``words`` fill its message."""
    kind = REASONS[code]
    return Reason(kind.weight, code, path, Text(kind.ro.format(**words), kind.en.format(**words)))


REASONS: dict[str, _Kind] = {
    "conflict": _Kind(
        "refused",
        "fișierul a fost schimbat între timp și în catalog, iar cele două schimbări nu se potrivesc; aduceți "
        "propunerea la zi (pe forjă: „Resolve conflicts” sau „Update branch”)",
        "the file has meanwhile changed in the catalogue too and the two changes do not fit; bring the proposal up to "
        "date (on the forge: “Resolve conflicts” or “Update branch”)",
    ),
    "unrelated": _Kind(
        "refused",
        "propunerea nu pornește de la catalog (nu are niciun strămoș comun cu el); porniți de la ramura principală",
        "the proposal does not start from the catalogue (they share no ancestor); start from the main branch",
    ),
    "too-many-files": _Kind(
        "refused",
        "propunerea schimbă {files} fișiere, cel mult {most} se judecă într-o propunere; trimiteți mai multe, mai "
        "mici, sau cereți unui administrator să facă importul",
        "the proposal changes {files} files, at most {most} are judged in one; send several smaller ones or ask an "
        "administrator to make the import",
    ),
    "other-file": _Kind(
        "refused",
        "nu este fișa sau sigla unei organizații; alte fișiere le schimbă numai administratorii: scoateți-l din "
        "propunere",
        "is no organisation's record or logo; only administrators change other files: take it out of the proposal",
    ),
    "file-mode": _Kind(
        "refused",
        "{what_ro}; fișele și siglele sunt fișiere obișnuite: puneți fișierul însuși, cu modul 100644",
        "{what_en}; records and logos are ordinary files: put the file itself, with the mode 100644",
    ),
    "lfs-pointer": _Kind(
        "refused",
        "este un indicator Git LFS, nu fișierul însuși; puneți fișierul, fără LFS",
        "is a pointer of Git LFS, not the file itself; put the file, without LFS",
    ),
    "logo-alone": _Kind(
        "refused",
        "lângă siglă nu este nicio fișă cu numele ei; redenumiți-o după fișă sau scoateți-o",
        "there is no record of its name beside the logo; rename it after the record or take it out",
    ),
    "errors": _Kind(
        "refused",
        "propunerea aduce {number_ro}; le găsiți mai jos, cu rând și coloană",
        "the proposal brings {number_en}; they are listed below, with line and column",
    ),
    "vocabularies": _Kind(
        "refused",
        "listele de termeni (vocabularies) nu se pot folosi, deci nicio fișă nu poate fi judecată",
        "the vocabularies cannot be used, so no record can be judged",
    ),
    "removed": _Kind(
        "refused",
        "numai un administrator scoate o fișă din catalog; o organizație care nu mai este își schimbă "
        "„registry_status”, iar fișa rămâne",
        "only an administrator removes a record; an organisation that is no more changes its “registry_status” and the "
        "record stays",
    ),
    "foreign": _Kind(
        "refused",
        "fișa are întreținători, iar contul care propune nu este printre ei; cereți-le lor schimbarea sau scrieți "
        "administratorilor ce este greșit",
        "the record has maintainers and the proposing account is not one of them; ask them for the change or write to "
        "the administrators what is wrong",
    ),
    "no-maintainers": _Kind(
        "refused",
        "fișa nu are întreținători; dacă este organizația dumneavoastră, revendicați-o: completați profilul, cu "
        "„origin: organization” și „maintainers: [{account}]”; altfel scrieți administratorilor ce este greșit",
        "the record has no maintainers; if it is your organisation claim it: complete the profile, with “origin: "
        "organization” and “maintainers: [{account}]”; else write to the administrators what is wrong",
    ),
    "claim": _Kind(
        "decides",
        "contul revendică fișa unei organizații fără întreținători; un administrator hotărăște",
        "the account claims the record of an organisation without maintainers; an administrator decides",
    ),
    "unreadable-base": _Kind(
        "refused",
        "fișa de acum nu se poate citi, deci nu se știe cine o întreține; o îndreaptă un administrator",
        "the record as it is cannot be read, so nobody knows its maintainers; an administrator mends it",
    ),
    "reserved-field": _Kind(
        "refused",
        "câmpul „{key}” îl scriu numai administratorii; lăsați-l cum era",
        "only administrators write “{key}”; leave it as it was",
    ),
    "maintainers": _Kind(
        "refused",
        "la „maintainers” puteți trece sau scoate numai contul dumneavoastră; pe ceilalți ({names}) îi schimbă un "
        "administrator",
        "under “maintainers” you may add or take out only your own account; an administrator changes the others "
        "({names})",
    ),
    "register-record": _Kind(
        "decides",
        "fișele din registru le aduce importul; dacă este organizația dumneavoastră, scrieți un profil (origin: "
        "organization)",
        "records of the register come by its import; if it is your organisation write a profile (origin: organization)",
    ),
    "register-field": _Kind(
        "decides",
        "câmpul „{key}” îl scrie importul din registru; un administrator hotărăște dacă se schimbă de mână",
        "the register's import writes “{key}”; an administrator decides whether it is changed by hand",
    ),
    "former-ids": _Kind(
        "refused",
        "adresele vechi trebuie să ducă mai departe la fișă; scrieți „former_ids: [{wanted}]”",
        "the old addresses must still lead to the record; write “former_ids: [{wanted}]”",
    ),
    "former-ids-claimed": _Kind(
        "decides",
        "„former_ids” cere adrese care nu erau ale fișei ({ids}); un administrator hotărăște",
        "“former_ids” asks for addresses that were not the record's ({ids}); an administrator decides",
    ),
    "merged-into": _Kind(
        "decides",
        "o contopire schimbă adresa la care duce fișa; un administrator hotărăște",
        "a merger changes the address that the record leads to; an administrator decides",
    ),
    "identity-changed": _Kind(
        "decides",
        "denumirea și codul se schimbă amândouă: sub aceeași adresă ar sta altă organizație; un administrator "
        "hotărăște",
        "name and code both change: another organisation would stand at the same address; an administrator decides",
    ),
    "identity-swapped": _Kind(
        "refused",
        "fișa ia „{value}” de la {other}: identificatorul unei organizații nu trece la alta; puneți fiecare fișă la "
        "locul ei",
        "the record takes “{value}” from {other}: an organisation's id does not pass to another; put each in its place",
    ),
    "look-alike-id": _Kind(
        "decides",
        "identificatorul seamănă la citire cu „{other}”; un administrator hotărăște dacă nu este o imitație",
        "the id reads like “{other}”; an administrator decides whether it is an imitation",
    ),
}
