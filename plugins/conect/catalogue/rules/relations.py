"""Records that name one another: what they name exists, and nothing leads back to itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from conect.catalogue.entry import Entry
from conect.catalogue.names import words
from conect.catalogue.rule import Fault, Whole, catalogue_rule
from conect.records.problems import Fix, Pointer, Text
from conect.records.rule import Context, Finding

MOST_SUGGESTIONS = 200
"""Missing ids for which a likely one is sought: each search goes through all ids (some 30 ms at 150,000)."""

UMBRELLA_FORMS = frozenset({"federatie", "uniune"})

# Coalitions and networks are often registered as plain associations; their names say what they are.
_UMBRELLA_WORD = re.compile(
    r"(alian|coali|confedera|consili|consor|federa|forum|grup|platform|retea|retel|convent|parteneriat|camera|uniun).*|liga"
)


def references(entry: Entry) -> Iterator[tuple[Pointer, str]]:
    """Yield every id that a record names, with its place."""
    if entry.parent:
        yield ("parent",), entry.parent
    if entry.merged_into:
        yield ("merged_into",), entry.merged_into
    for index, id in enumerate(entry.memberships):
        yield ("memberships", index), id


@catalogue_rule("reference-missing")
def reference_missing(whole: Whole, context: Context) -> Iterator[Fault]:
    """O fișă numită de alta (organizația-mamă, contopirea, federațiile) există.

    A record that another names (parent, merger, federations) exists.

    Passes::

        # file: cj/alfa.yaml
        memberships: [federatia-beta]
        # file: cj/federatia-beta.yaml
        legal_form: federatie

    Fails::

        # file: cj/alfa.yaml
        memberships: [federatia-betta]
        # file: cj/federatia-beta.yaml
        legal_form: federatie
    """
    ids: list[str] | None = None
    sought = 0
    for entry in whole.entries:
        for pointer, id in references(entry):
            if whole.exists(id):
                continue
            renamed = whole.former.get(id)
            suggestion = renamed.id if renamed else None
            if renamed is None and sought < MOST_SUGGESTIONS:
                from rapidfuzz import fuzz, process  # few records refer to one that is not there

                ids = ids if ids is not None else sorted(whole.by_id)
                found = process.extractOne(id, ids, scorer=fuzz.ratio, score_cutoff=80)
                suggestion, sought = (found[0] if found else None), sought + 1
            fix = Fix(suggestion, pointer=pointer) if suggestion else None
            yield Fault(entry, Finding(pointer, _missing(id, suggestion, renamed is not None), fix))


def _missing(id: str, suggestion: str | None, renamed: bool) -> Text:
    if renamed:
        return Text(
            f"fișa „{id}” se numește acum „{suggestion}”; scrieți așa", f"“{id}” is now “{suggestion}”; write that"
        )
    if suggestion:
        return Text(
            f"nu există nicio fișă „{id}”; ați vrut să scrieți „{suggestion}”?",
            f"there is no record “{id}”; did you mean “{suggestion}”?",
        )
    return Text(
        f"nu există nicio fișă „{id}”; scrieți identificatorul unei fișe din catalog (numele fișierului, fără .yaml) sau "
        "ștergeți-l",
        f"there is no record “{id}”; write the id of a record of the catalogue (its file's name without .yaml) or delete it",
    )


@catalogue_rule("reference-self")
def reference_self(whole: Whole, context: Context) -> Iterator[Fault]:
    """O organizație nu este propria ei filială, membră sau urmașă.

    An organisation is not its own branch, member or successor.

    Passes::

        # file: cj/alfa.yaml
        merged_into: beta
        # file: cj/beta.yaml
        name: Asociația Beta

    Fails::

        # file: cj/alfa.yaml
        merged_into: alfa
    """
    for entry in whole.entries:
        for pointer, id in references(entry):
            if id == entry.id:
                yield Fault(
                    entry,
                    Finding(
                        pointer,
                        Text(
                            f"„{id}” este chiar această fișă; scrieți identificatorul celeilalte organizații sau ștergeți-l",
                            f"“{id}” is this very record; write the other organisation's id or delete it",
                        ),
                    ),
                )


@catalogue_rule("reference-cycle")
def reference_cycle(whole: Whole, context: Context) -> Iterator[Fault]:
    """Filialele, contopirile și apartenențele nu se închid în cerc.

    Branches, mergers and memberships do not go round in a circle.

    Passes::

        # file: cj/alfa.yaml
        memberships: [beta]
        # file: cj/beta.yaml
        memberships: [gama]
        # file: cj/gama.yaml
        legal_form: federatie

    Fails::

        # file: cj/alfa.yaml
        memberships: [beta]
        # file: cj/beta.yaml
        memberships: [gama]
        # file: cj/gama.yaml
        memberships: [alfa]
    """
    relations: tuple[tuple[str, Callable[[Entry], tuple[str, ...]]], ...] = (
        ("parent", lambda entry: (entry.parent,) if entry.parent else ()),
        ("merged_into", lambda entry: (entry.merged_into,) if entry.merged_into else ()),
        ("memberships", lambda entry: entry.memberships),
    )
    for key, targets in relations:
        firsts = (same_id[0] for same_id in whole.by_id.values())
        graph = {entry.id: ids for entry in firsts if (ids := targets(entry))}
        for cycle in cycles(graph):
            for id, following in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
                entry = whole.by_id[id][0]
                pointer: Pointer = (key, entry.memberships.index(following)) if key == "memberships" else (key,)
                at = cycle.index(id)
                shown = " → ".join([*cycle[at:], *cycle[:at], id])
                yield Fault(
                    entry,
                    Finding(
                        pointer,
                        Text(
                            f"„{key}” se închide în cerc: {shown}; ștergeți legătura greșită",
                            f"“{key}” goes round in a circle: {shown}; delete the link that is wrong",
                        ),
                    ),
                )


def cycles(graph: dict[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield one cycle for each link that closes one, links to itself left out; iterative, so that no chain is too long."""
    done: set[str] = set()
    for start in graph:
        if start in done:
            continue
        trail: list[str] = [start]
        place = {start: 0}
        walks = [iter(graph[start])]
        while walks:
            following = next(walks[-1], None)
            if following is None:
                walks.pop()
                done.add(left := trail.pop())
                del place[left]
            elif following in place:
                if following != trail[-1]:
                    yield trail[place[following] :]
            elif following in graph and following not in done:
                place[following] = len(trail)
                trail.append(following)
                walks.append(iter(graph[following]))


@catalogue_rule("parent-branch", level="warning")
def parent_branch(whole: Whole, context: Context) -> Iterator[Fault]:
    """Organizația-mamă a unei filiale nu este ea însăși filială.

    The parent of a branch is not itself a branch.

    Passes::

        # file: cj/alfa.yaml
        legal_form: filiala
        parent: beta
        # file: cj/beta.yaml
        legal_form: asociatie

    Fails::

        # file: cj/alfa.yaml
        legal_form: filiala
        parent: beta
        # file: cj/beta.yaml
        legal_form: filiala
    """
    for entry in whole.entries:
        parent = whole.get(entry.parent) if entry.parent else None
        if parent is not None and parent is not entry and parent.legal_form == "filiala":
            better = parent.parent if parent.parent and parent.parent != entry.id else None
            hint = f": „{better}”" if better else "", f": “{better}”" if better else ""
            yield Fault(
                entry,
                Finding(
                    ("parent",),
                    Text(
                        f"„{parent.id}” este și ea o filială; scrieți organizația de care țin amândouă{hint[0]}",
                        f"“{parent.id}” is itself a branch; write the organisation that both belong to{hint[1]}",
                    ),
                    Fix(better, pointer=("parent",)) if better else None,
                ),
            )


@catalogue_rule("membership-form", level="warning")
def membership_form(whole: Whole, context: Context) -> Iterator[Fault]:
    """O organizație este membră într-o federație, o uniune sau o coaliție (recunoscută după forma juridică sau după nume).

    An organisation is a member of a federation, a union or a coalition (known by legal form or by name).

    Passes::

        # file: cj/alfa.yaml
        memberships: [beta]
        # file: cj/beta.yaml
        name: Asociația Rețeaua Bibliotecilor Mobile

    Fails::

        # file: cj/alfa.yaml
        memberships: [beta]
        # file: cj/beta.yaml
        name: Asociația Biblioteca Mobilă
    """
    for entry in whole.entries:
        for index, id in enumerate(entry.memberships):
            target = whole.get(id)
            if target is not None and target is not entry and not umbrella(target):
                yield Fault(
                    entry,
                    Finding(
                        ("memberships", index),
                        Text(
                            f"„{target.name}” nu pare să fie o federație sau o coaliție; verificați identificatorul",
                            f"“{target.name}” does not seem to be a federation or a coalition; check the id",
                        ),
                    ),
                )


def umbrella(entry: Entry) -> bool:
    """Tell whether organisations can be members of this one."""
    return entry.legal_form in UMBRELLA_FORMS or any(_UMBRELLA_WORD.fullmatch(word) for word in words(entry.name))
