"""The review as a Markdown card for people: what is proposed, whether it may, what looks wrong.

All text that came with the proposal stands in code spans (``escaping``). Every section has a share of the card, so that
a change of one record and an import of 100,000 both give a card that a forge takes as one comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conect.records.declaration import BY_KEY
from conect.records.problems import Text
from conect.review import wording
from conect.review.escaping import code
from conect.review.facts import Fact
from conect.review.report import Report, Shown, place
from conect.review.reporters import LEVELS, counted

MOST = 60_000
"""Characters of a card; GitHub's comments take 65,536."""

MOST_DETAILED = 20
"""Changed records that are shown fact by fact; of more, ten, after what the whole amounts to."""

_DETAILED_OF_MANY = 10
_SHARES = {"reasons": 9_000, "changes": 22_000, "problems": 9_000, "other": 4_000}


def markdown(report: Report, lang: str) -> str:
    """Return the card; it ends with a line break."""
    card = _Card(report, lang)
    text = "\n\n".join(section for section in card.sections() if section)
    # The shares add up to less; this is the seat belt.
    return (text if len(text) <= MOST else text[:MOST].rpartition("\n")[0]) + "\n"


class _Card:
    def __init__(self, report: Report, lang: str) -> None:
        self.report = report
        self.lang = lang

    def say(self, text: Text) -> str:
        """Return the project's own words in the card's language."""
        return text.in_lang(self.lang)

    def sections(self) -> Iterator[str]:
        report = self.report
        yield f"## {self.say(wording.TITLES[report.verdict])}"
        yield self._lead()
        yield self._list(wording.REASONS, self._reasons(), len(report.reasons), "reasons")
        yield self._list(wording.CLAIMS, self._claims(), len(report.claims), "other")
        yield self._sums()
        yield self._list(self._changes_title(), self._changes(), report.records, "changes")
        yield self._list(wording.LOOK, self._look(), len(report.look), "other")
        yield self._list(wording.PROBLEMS, self._problems(), len(report.problems), "problems")
        yield self._older()
        yield self._list(wording.DUPLICATES, self._duplicates(), len(report.duplicates), "other")
        if report.official is not None:
            yield self._list(wording.OFFICIAL, self._official(), len(report.official), "other")
        yield self._list(wording.OTHERS, map(code, report.others), len(report.others), "other")
        yield f"{self.say(wording.JUDGED)} {code(report.head[:12])} → {code(report.base[:12])}."

    def _lead(self) -> str:
        report = self.report
        kinds = [
            self.counted(report.tally.kinds[kind], words) for kind, words in wording.KINDS if report.tally.kinds[kind]
        ]
        if report.tally.logos:
            kinds.append(self.counted(report.tally.logos, wording.LOGOS))
        if report.others:
            kinds.append(self.counted(len(report.others), wording.FILES))
        what = ", ".join(kinds) or self.say(wording.NOTHING)
        who = self.say(wording.ROLES[report.author.role])
        account = f" {code(report.author.name, 80)}" if report.author.name else ""
        unjudged = ""
        if report.unjudged:
            unjudged = " " + self.say(wording.UNJUDGED).format(self.counted(report.unjudged, wording.FILES))
        advice = self.say(wording.ADVICE[report.verdict])
        return f"{advice}\n\n{self.say(wording.PROPOSES)}{account} ({who}): {what}.{unjudged}"

    def counted(self, number: int, words: tuple[Text, Text]) -> str:
        """Return a number with its noun in the card's language."""
        one, many = words
        return counted(number, self.say(one), self.say(many), self.lang)

    def _list(self, title: Text, items: Iterable[str], total: int, share: str) -> str:
        """Return a section: as many items as its share holds, then how many more there are."""
        lines: list[str] = []
        left = _SHARES[share]
        shown = 0
        for item in items:
            left -= len(item) + 3
            if left < 0:
                break
            lines.append(f"- {item}")
            shown += 1
        if not lines:
            return ""
        if total > shown:
            lines.append(f"- {self.say(wording.MORE).format(counted(total - shown, '', '', self.lang).strip())}")
        return f"### {self.say(title)}\n\n" + "\n".join(lines)

    def _reasons(self) -> Iterator[str]:
        # An administrator's decision is asked for only where nothing is refused; so refusals come first.
        for reason in sorted(self.report.reasons, key=lambda each: each.weight, reverse=True):
            where = f"{code(reason.path)}: " if reason.path is not None else ""
            yield f"**{self.say(wording.WEIGHTS[reason.weight])}** {where}{code(self.say(reason.message), 600)}"

    def _claims(self) -> Iterator[str]:
        for claim in self.report.claims:
            yield code(claim.path) + "".join(
                f"\n  - {self.say(wording.EVIDENCE[each.weight])}: {code(self.say(each.message), 500)}"
                for each in claim.evidence
            )

    def _sums(self) -> str:
        """Return what a large change amounts to: how many records each field changes in, and its commonest steps."""
        tally = self.report.tally
        if self.report.records <= MOST_DETAILED or not tally.fields:
            return ""
        lines = []
        for key, number in sorted(tally.fields.items(), key=lambda item: (-item[1], item[0])):
            label = self.say(BY_KEY[key].label)
            steps = [step for step in tally.steps.most_common() if step[0][0] == label and step[1] > 1][:5]
            lines.append(f"- **{label}**: {self.counted(number, wording.RECORDS)}")
            lines += [f"  - {code(old or '–')} → {code(new or '–')}: {times:,}" for (_, old, new), times in steps]
        return f"### {self.say(wording.SUMS)}\n\n" + "\n".join(lines[:120])

    def _changes_title(self) -> Text:
        return wording.CHANGES if self.report.records <= MOST_DETAILED else wording.EXAMPLES

    def _changes(self) -> Iterator[str]:
        many = self.report.records > MOST_DETAILED
        for shown in self.report.changes[: _DETAILED_OF_MANY if many else MOST_DETAILED]:
            yield self._change(shown, 8 if many else 60)

    def _change(self, shown: Shown, most: int) -> str:
        former = f" ← {code(shown.former_path)}" if shown.former_path else ""
        head = f"**{self.say(wording.KIND[shown.kind])}** {code(shown.name, 120)} ({code(shown.path)}{former})"
        facts = shown.facts[:most]
        lines = [self._fact(fact) for fact in facts]
        more = len(shown.facts) - len(facts) + shown.more_facts
        if more:
            lines.append(self.say(wording.MORE).format(f"{more:,}"))
        if not lines and shown.kind == "changed":
            lines.append(self.say(wording.WRITING))
        return head + "".join(f"\n  - {line}" for line in lines)

    def _fact(self, fact: Fact) -> str:
        label = _label(fact)
        if fact.of_list:
            parts = [(wording.OUT, fact.old), (wording.IN, fact.new)]
            return f"{label}: " + "; ".join(
                f"{self.say(word)} {code(text)}" for word, text in parts if text is not None
            )
        if fact.old is None:
            return f"{label}: {code(fact.new or '')}"
        if fact.new is None:
            return f"{label}: {self.say(wording.OUT)} {code(fact.old)}"
        return f"{label}: {code(fact.old)} → {code(fact.new)}"

    def _look(self) -> Iterator[str]:
        for look in self.report.look:
            values = " → ".join(code(value) for value in (look.old, look.new) if value is not None)
            yield f"{code(look.path)} **{self.say(look.label)}**: {values} – {self.say(look.why)}"

    def _problems(self) -> Iterator[str]:
        for problem in sorted(self.report.problems, key=lambda each: (each.level, each.sort_key())):
            where = code(f"{problem.path}:{problem.line}:{problem.column}")
            message = code(self.say(problem.message), 500)
            yield f"**{self.say(LEVELS[problem.level])}** {where}: {message} ({code(problem.rule)})"

    def _older(self) -> str:
        errors, warnings = self.report.older
        if not errors and not warnings:
            return ""
        return self.say(wording.OLDER).format(
            self.counted(errors, wording.ERRORS), self.counted(warnings, wording.WARNINGS)
        )

    def _duplicates(self) -> Iterator[str]:
        for each in self.report.duplicates:
            why = ", ".join(self.say(wording.SHARED[shared]) for shared in each.shared)
            other = place(self.report.content, each.other)
            yield f"{code(each.path)} ~ {code(other)} ({code(each.name, 120)}): {why}"

    def _official(self) -> Iterator[str]:
        for each in self.report.official or ():
            head = f"{code(each.path)}: {self.say(wording.FOUND[each.found_by])}"
            if each.source is not None:
                head += f" ({code(each.source)})"
            if each.alike > 1:
                head += f"; {self.say(wording.ALIKE).format(each.alike)}"
            if each.found_by != "nothing" and not each.differences:
                head += f"; {self.say(wording.AGREES)}"
            yield head + "".join(
                f"\n  - {_label(fact)}: {self.say(wording.IN_REGISTER)} {code(fact.old or '')}, "
                f"{self.say(wording.IN_RECORD)} {code(fact.new or '')}"
                for fact in each.differences
            )


def _label(fact: Fact) -> str:
    return f"**{fact.label}**" if fact.item is None else f"**{fact.label}** ({code(fact.item, 80)})"
