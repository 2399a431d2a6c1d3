"""The reliability of a source by its history in the case: what became of what it said elsewhere.

The question at hand is left out, else a source would be relied on for what it is asked about. What is
decided is what a person settled, what several root sources bear out with none against, and what the
source itself took back; the rest is open and moves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.terms.grade import Deed, Past, Reliability, SourceGrade
from sayso.terms.question import AnswerStatus, Reason, RootSource, Ruling, Standing, StatusKind
from sayso.terms.statement import Basis, Polarity
from sayso.weigh.sources import fold
from sayso.weigh.status.grades import UNNAMED

DECIDED = 3
"""Decided statements that a source needs before anything is said of it."""

_LADDER = ((0.9, Reliability.A), (0.75, Reliability.B), (0.5, Reliability.C), (0.25, Reliability.D))
_FOR_A = 8  # decided statements that the best grade needs


def past_of(root: RootSource, stood: Standing, rulings: Iterable[Ruling] = ()) -> tuple[Past, ...]:
    """What became of what a source said on another question, as that stood. The source is found there
    by its names."""
    mine = {fold(name) for name in (root.name, *root.names)}
    same = {r.id for r in stood.roots if mine & {fold(name) for name in (r.name, *r.names)}}
    if not same or root.kind in UNNAMED:
        return ()
    settled = {ruling.answer: ruling.polarity for ruling in rulings if ruling.closed is None}
    labels = {answer.id: answer.label for answer in stood.question.answers}
    found = []
    for status in stood.status.answers:
        for polarity, held in ((Polarity.AFFIRMS, status.affirming), (Polarity.DENIES, status.denying)):
            if same & set(held):
                deed, because = _became(status, polarity, settled.get(status.answer), same)
                words = labels.get(status.answer, status.answer)
                found.append(Past(stood.question.id, words, deed, because))
    return tuple(found)


def _became(
    status: AnswerStatus, polarity: Polarity, settled: Polarity | None, same: set[str]
) -> tuple[Deed, str]:
    if any("changed its position" in reason.words and same & set(reason.roots) for reason in status.reasons):
        return Deed.WITHDREW, "it changed its position"
    if settled is not None:
        held = settled is polarity
        return (Deed.HELD if held else Deed.FELL), "a person settled it"
    if polarity is Polarity.AFFIRMS and status.kind is StatusKind.CORROBORATED:
        return (
            Deed.HELD,
            f"{len(set(status.affirming) - same)} other root sources bear it out, none denies it",
        )
    if polarity is Polarity.DENIES and status.kind is StatusKind.REFUTED and len(status.denying) > 1:
        return Deed.HELD, f"{len(set(status.denying) - same)} other root sources deny it too, none affirms it"
    return Deed.OPEN, f"{status.kind}"


def grade_source(root: RootSource, stood: Standing, past: Sequence[Past]) -> SourceGrade:
    """The letter of a root source of a question, by its past on others; the order of the past does not
    matter. What only relays tell of it is never better than C."""
    past = tuple(sorted(set(past), key=lambda each: (each.question, each.answer, each.deed)))
    count = Counter(each.deed for each in past)
    decided = count[Deed.HELD] + count[Deed.FELL] + count[Deed.WITHDREW]
    items = [item for item in stood.rooted if item.root == root.id]
    first = any(item.basis is Basis.STATED and len(item.chain) <= 1 for item in items)
    hand = "an article names it first hand" if first else "it is heard through others only"
    reasons = [Reason(words, (), (root.id,)) for words in (*_history(count), hand)]
    if root.kind in UNNAMED:
        words = "a source that nobody names has no history"
        return SourceGrade(root.id, Reliability.F, (Reason(words, (), (root.id,)),))
    if decided < DECIDED:
        few = f"{decided or 'none'} of what it said elsewhere in this case is decided; {DECIDED} are needed"
        return SourceGrade(root.id, Reliability.F, (Reason(few, (), (root.id,)), *reasons), past)
    share = (count[Deed.HELD] + 1) / (decided + 2)
    grade = next((letter for least, letter in _LADDER if share >= least), Reliability.E)
    if grade is Reliability.A and decided < _FOR_A:
        grade = Reliability.B
    if not first and grade in (Reliability.A, Reliability.B):
        grade = Reliability.C
    return SourceGrade(root.id, grade, tuple(reasons), past)


def _history(count: Counter[Deed]) -> list[str]:
    """*3 held up, 1 was contradicted*: one line, if there is anything to tell."""
    told = [f"{count[deed]} {deed}" for deed in Deed if count[deed]]
    return [f"of what it said on other questions: {', '.join(told)}"] if told else []
