"""Where a question stands as of a moment: a pure function of the joined bearings known by then.

Outlets are never counted, only root sources. *Cannot confirm* and silence are no denials. A root that
changes its position is counted where it stands now, not where it stood. sayso never says what is true.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sayso.terms.question import (
    Answer,
    AnswerStatus,
    Bearing,
    Copy,
    Question,
    Reason,
    RootedBearing,
    RootSource,
    Ruling,
    SourceRelation,
    Standing,
    Status,
    StatusKind,
)
from sayso.terms.statement import Polarity, Statement
from sayso.terms.time import NOW, AsOf, Published
from sayso.terms.version import Revision
from sayso.weigh.kinds import settling
from sayso.weigh.kinds.growing import growing
from sayso.weigh.recordings.hanging import NOTHING, Hanging, hang
from sayso.weigh.roots.relays import relay_drifts
from sayso.weigh.roots.tracing import Printed, join_roots
from sayso.weigh.status.findings import findings
from sayso.weigh.status.positions import Position, moved_on, positions_on
from sayso.weigh.status.versions import current, remarks

_DOUBTFUL = 0.48  # confidence under which a root's side of an answer is not counted
_EPOCH = datetime(1, 1, 1, tzinfo=UTC)


def standing(
    question: Question,
    bearings: Iterable[Bearing],
    statements: Iterable[Statement],
    articles: Iterable[Printed],
    *,
    as_of: AsOf = NOW,
    judgements: Sequence[Ruling] = (),
    relations: Sequence[SourceRelation] = (),
    copies: Sequence[Copy] = (),
    recorded: Mapping[str, datetime] | None = None,
    revisions: Sequence[Revision] = (),
    hanging: Hanging = NOTHING,
) -> Standing:
    """A question as it stood at a moment: what was not known by then is dropped *before* chains are
    joined, so that no later article explains an earlier one; so is what an article no longer says by
    the newest of its `revisions` that was known. `hanging` is what hangs on recordings."""
    times = recorded or {}
    known = [
        article for article in articles if as_of.admits(article.published, recorded_time(article, times))
    ]
    told = list(statements)
    if as_of.about is not None:
        told = [s for s in told if s.event_time is not None and s.event_time.overlaps(as_of.about)]
    ids = {article.id for article in known}
    told = [statement for statement in told if statement.article in ids]
    still = current(told, [revision for revision in revisions if revision.known(as_of)])
    outlets = {article.id: article.outlet for article in known}
    changed = remarks(still, {statement.id: statement for statement in told}, outlets)
    told = still.standing(told)
    near = [copy for copy in copies if copy.article in ids and copy.original in ids]
    mine = {statement.id for statement in told}
    bearings = (bearing for bearing in bearings if bearing.statement in mine)
    hung = hang(bearings, told, hanging, as_of=as_of)
    roots, rooted = join_roots(
        question, hung.bearings, hung.statements, known, relations=relations, copies=near, recorded=times
    )
    found = status(question, rooted, as_of, judgements=judgements, roots=roots)
    relayed = relay_drifts(rooted, outlets)
    reasons = (*found.reasons, *hung.reasons, *findings(rooted, roots, known, relayed), *changed)
    return Standing(question, roots, rooted, replace(found, reasons=reasons), relayed)


def recorded_time(article: Printed, recorded: Mapping[str, datetime]) -> datetime:
    """When the desk learned of an article: given, or its own, or the end of its published interval."""
    own = recorded.get(article.id) or getattr(article, "recorded", None)
    if isinstance(own, datetime):
        return own
    published: Published = article.published
    return (published.interval.end if published.interval else None) or _EPOCH


def status(
    question: Question,
    rooted: Iterable[RootedBearing],
    as_of: AsOf = NOW,
    *,
    judgements: Sequence[Ruling] = (),
    roots: Sequence[RootSource] = (),
) -> Status:
    """The status of a question and of each answer, with reasons that name statements and roots.

    `rooted` must have been joined from what was known at `as_of` (see `standing`); bearings that were
    plainly later are left out once more here. `roots` gives names for the reasons' words.
    """
    known = [item for item in rooted if _known(item, as_of)]
    names = {root.id: root.name for root in roots}

    def name(root: str) -> str:
        return names.get(root, root)

    rulings = [ruling for ruling in judgements if _open(ruling, as_of) and ruling.question == question.id]
    known, doubtful = _sure(known)
    taken = {answer.id: positions_on(answer.id, known) for answer in question.answers}
    positions, left = moved_on(question, taken)
    affirmed = {
        key: [p.root for p in found if p.polarity is Polarity.AFFIRMS] for key, found in positions.items()
    }
    answers = tuple(
        _with_doubtful(
            _answer_status(question, answer, positions[answer.id], left[answer.id], affirmed, rulings, name),
            doubtful,
            name,
        )
        for answer in question.answers
    )
    kind = _whole(answers)
    reasons = tuple(reason for answer in answers for reason in answer.reasons)
    return Status(question.id, as_of, kind, answers, reasons, _would_settle(question, answers, name))


def _sure(known: Sequence[RootedBearing]) -> tuple[list[RootedBearing], list[RootedBearing]]:
    """What counts and what does not: a root's side of an answer needs one bearing that was read with
    some confidence. The best one decides and not their number, so that a copy changes nothing."""
    best: dict[tuple[str, str, Polarity], float] = defaultdict(float)
    for item in known:
        side = (item.root, item.bearing.answer, item.bearing.polarity)
        best[side] = max(best[side], item.bearing.confidence)

    def counts(item: RootedBearing) -> bool:
        return best[item.root, item.bearing.answer, item.bearing.polarity] >= _DOUBTFUL

    return [item for item in known if counts(item)], [item for item in known if not counts(item)]


def _with_doubtful(
    status: AnswerStatus, doubtful: Sequence[RootedBearing], name: Callable[[str], str]
) -> AnswerStatus:
    """The status with a reason that names the roots which were left out of it."""
    mine = [item for item in doubtful if item.bearing.answer == status.answer]
    roots = sorted({item.root for item in mine} - {*status.affirming, *status.denying, *status.uncertain})
    if not roots:
        return status
    named = ", ".join(in_midst(name(root)) for root in roots)
    words = f"not counted, as it is doubtful that they speak to this: {named}"
    shown = tuple(item.bearing.statement for item in mine if item.root in roots)
    return replace(status, reasons=(*status.reasons, Reason(words, shown, tuple(roots))))


def _known(item: RootedBearing, as_of: AsOf) -> bool:
    late = as_of.published is not None and item.published is not None and item.published >= as_of.published
    unseen = as_of.recorded is not None and item.recorded > as_of.recorded
    return not late and not unseen


def _open(ruling: Ruling, as_of: AsOf) -> bool:
    """Whether a person's ruling held at the moment, by recorded time."""
    moment = as_of.recorded
    if moment is None:
        return ruling.closed is None
    return ruling.recorded <= moment and (ruling.closed is None or ruling.closed > moment)


def _answer_status(
    question: Question,
    answer: Answer,
    positions: Sequence[Position],
    left: Sequence[tuple[Position, Answer]],
    affirmed: Mapping[str, Sequence[str]],
    rulings: Sequence[Ruling],
    name: Callable[[str], str],
) -> AnswerStatus:
    by = {p: tuple(x.root for x in positions if x.polarity is p) for p in Polarity}
    yes, no, open_ = by[Polarity.AFFIRMS], by[Polarity.DENIES], by[Polarity.UNCERTAIN]
    against = [other for other in question.answers if other.rivals(answer) and affirmed[other.id]]
    kind = _kind(len(yes), len(no), bool(against))
    if kind is StatusKind.UNREPORTED and left:
        kind, against = StatusKind.SUPERSEDED, []
    settled = [ruling for ruling in rulings if ruling.answer == answer.id]
    reasons = _reasons(question, answer, positions, left, against, affirmed, name)
    if settled:
        kind = StatusKind.SETTLED
        last = max(settled, key=lambda ruling: ruling.recorded)
        says = "holds" if last.polarity is Polarity.AFFIRMS else "does not hold"
        reasons = (Reason(f"{last.by} settled that “{answer.label}” {says}: {last.because}"), *reasons)
    moved = tuple(dict.fromkeys(gone.root for gone, _ in left))
    return AnswerStatus(answer.id, kind, yes, no, open_, reasons, moved)


def _kind(yes: int, no: int, rival: bool) -> StatusKind:
    if yes and (no or rival):
        return StatusKind.CONTESTED
    if yes:
        return StatusKind.SINGLE_ROOT if yes == 1 else StatusKind.CORROBORATED
    return StatusKind.REFUTED if no else StatusKind.UNREPORTED


def _reasons(
    question: Question,
    answer: Answer,
    positions: Sequence[Position],
    left: Sequence[tuple[Position, Answer]],
    against: Sequence[Answer],
    affirmed: Mapping[str, Sequence[str]],
    name: Callable[[str], str],
) -> tuple[Reason, ...]:
    verbs = {
        Polarity.AFFIRMS: ("affirms", "affirm"),
        Polarity.DENIES: ("denies", "deny"),
        Polarity.UNCERTAIN: ("neither confirms nor denies", "neither confirm nor deny"),
    }
    found = []
    for polarity, (one, many) in verbs.items():
        these = [p for p in positions if p.polarity is polarity]
        if these:
            count = f"{len(these)} root source{'s' * (len(these) > 1)} {one if len(these) == 1 else many}"
            listed = ", ".join(in_midst(name(p.root)) for p in these)
            shown = tuple(statement for p in these for statement in p.shown_by)
            found.append(Reason(f"{count} “{answer.label}”: {listed}", shown, tuple(p.root for p in these)))
    for p in positions:
        if p.changed_from is not None:
            found.append(Reason(_changed(name(p.root), p), p.shown_by, (p.root,)))
    for gone, other in left:
        words = f"{name(gone.root)} {_left(gone.root in affirmed[other.id], other, question)}"
        found.append(Reason(words, gone.shown_by, (gone.root,)))
    for rival in against:
        who = tuple(affirmed[rival.id])
        found.append(Reason(f"“{rival.label}”, which excludes it, is affirmed by {len(who)}", (), who))
    if not found:
        found.append(Reason(f"nobody known by then speaks to “{answer.label}”"))
    return tuple(found)


def _left(moved: bool, other: Answer, question: Question) -> str:
    """What a root did that stands behind an answer no more, or what became of its figure."""
    if not growing(question):
        return f"changed its position: it affirmed this before and affirms “{other.label}” now"
    return f"{'gives a higher figure now' if moved else 'said so before the figure grew'}: “{other.label}”"


def in_midst(name: str) -> str:
    """A name as it stands within a sentence: *the hospital's director*, whatever it was first written as."""
    return re.sub(r"^(?:The|An?) ", lambda first: first.group().lower(), name)


def _changed(who: str, position: Position) -> str:
    before = "affirmed" if position.changed_from is Polarity.AFFIRMS else "denied"
    now = "affirms" if position.polarity is Polarity.AFFIRMS else "denies"
    return f"{who} changed its position: it {before} this before and {now} it now"


def _whole(answers: Sequence[AnswerStatus]) -> StatusKind:
    """The question's own status: settled or contested if an answer is, else its best supported answer's."""
    kinds = [answer.kind for answer in answers]
    if StatusKind.SETTLED in kinds:
        return StatusKind.SETTLED
    if StatusKind.CONTESTED in kinds:
        return StatusKind.CONTESTED
    order = (StatusKind.CORROBORATED, StatusKind.SINGLE_ROOT, StatusKind.REFUTED, StatusKind.SUPERSEDED)
    return next((kind for kind in order if kind in kinds), StatusKind.UNREPORTED)


def _would_settle(
    question: Question, answers: Sequence[AnswerStatus], name: Callable[[str], str]
) -> tuple[str, ...]:
    """What would settle it: the words of those who have not spoken yet, then what the kind asks for."""
    if any(answer.kind is StatusKind.SETTLED for answer in answers):
        return ()
    open_roots = sorted({root for answer in answers for root in answer.uncertain}, key=name)
    asked = [f"a clear word from {in_midst(name(root))}, who could not confirm it" for root in open_roots[:3]]
    single = [a for a in answers if a.kind is StatusKind.SINGLE_ROOT]
    second = ["a second source that does not lean on the first"] if single else []
    return (*asked, *second, *settling(question.kind, question.answers[0].id))


def difference(
    before: Status,
    after: Status,
    *,
    roots: Sequence[RootSource] = (),
    labels: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """What changed between two moments, in words; empty where nothing did. `labels` maps answer ids to
    their words."""
    names = {root.id: root.name for root in roots}
    told: list[str] = []
    if before.kind is not after.kind:
        told.append(f"The question went from {before.kind} to {after.kind}.")
    old = {answer.answer: answer for answer in before.answers}
    for answer in after.answers:
        label = (labels or {}).get(answer.answer, answer.answer)
        was = old.get(answer.answer)
        if was is None:
            told.append(f"A new answer: “{label}”, {answer.kind}.")
            continue
        if was.kind is not answer.kind:
            told.append(f"“{label}” went from {was.kind} to {answer.kind}.")
        told.extend(_moved(was, answer, label, names))
    return tuple(told)


def _moved(was: AnswerStatus, now: AnswerStatus, label: str, names: Mapping[str, str]) -> list[str]:
    told = []
    for verb, old, new in (
        ("affirms", was.affirming, now.affirming),
        ("denies", was.denying, now.denying),
        ("can neither confirm nor deny", was.uncertain, now.uncertain),
    ):
        told += [f"{names.get(root, root)} now {verb} “{label}”." for root in new if root not in old]
        gone = [root for root in old if root not in new]
        told += [f"{names.get(root, root)} no longer {verb} “{label}”." for root in gone]
    return told
