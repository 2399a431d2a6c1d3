"""What of a question's change a person should hear: a function of where it stood and where it stands.

Volume is no change. More articles by the same roots, a better name for a root, a statement read a little
differently: none of it is told. What is told is told once: the next alert is about the difference to
what was told last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sayso.terms.question import AnswerStatus, Reason, Standing, Status, StatusKind
from sayso.terms.watch import Alert, AlertKind, AlertLine
from sayso.weigh.status.findings import LOST, TAKEN_BACK
from sayso.weigh.status.versions import RETRACTED

_ORDER = {kind: place for place, kind in enumerate(AlertKind)}
_MOST = 20  # statements that a line names
# A question that was never told of is news only where sources stand against each other.
_NEWS = frozenset({StatusKind.CONTESTED, StatusKind.REFUTED})


def changes(before: Status | None, after: Standing) -> tuple[AlertLine, ...]:
    """What is to be told of a question, the weightiest first; nothing where nothing matters."""
    if before is None:
        return _first(after) if after.status.kind in _NEWS else ()
    names = {root.id: root.name for root in after.roots}
    labels = {answer.id: answer.label for answer in after.question.answers}
    old = {answer.answer: answer for answer in before.answers}
    lines = [*_status(before, after, labels, old), *_remarks(before, after)]
    for answer in after.status.answers:
        was, label = old.get(answer.answer), labels.get(answer.answer, answer.answer)
        if was is None:
            continue
        if answer.denying and not was.denying:
            lines.append(_denial(after, answer, label, names))
        lines += _new_roots(after, was, answer, label, names)
    return tuple(sorted(lines, key=lambda line: _ORDER[line.kind]))


def in_time(
    lines: tuple[AlertLine, ...], last: Alert | None, now: datetime, *, cooldown: timedelta
) -> tuple[AlertLine, ...]:
    """The lines, unless the last alert on the same subject is younger than the cooldown and was about the
    same kinds of change: then they wait, and what they come to by its end is told."""
    if last is None or now - last.moment >= cooldown or now < last.moment:
        return lines
    return lines if {line.kind for line in lines} - last.kinds else ()


def _first(after: Standing) -> tuple[AlertLine, ...]:
    kind = after.status.kind
    words = f"A new question is {kind}."
    why = "; ".join(reason.words for reason in after.status.reasons[:3])
    names = {root.id: root.name for root in after.roots}
    labels = {answer.id: answer.label for answer in after.question.answers}
    denials = (
        _denial(after, answer, labels.get(answer.answer, answer.answer), names)
        for answer in after.status.answers
        if answer.denying
    )
    return (AlertLine(AlertKind.STATUS, words, why, _shown(after, roots=None)), *denials)


def _status(
    before: Status, after: Standing, labels: Mapping[str, str], old: Mapping[str, AnswerStatus]
) -> Iterable[AlertLine]:
    moved = [
        f"“{labels.get(answer.answer, answer.answer)}” went from {old[answer.answer].kind} to {answer.kind}"
        for answer in after.status.answers
        if answer.answer in old and old[answer.answer].kind is not answer.kind
    ]
    kind = after.status.kind
    if before.kind is not kind:
        roots = _held(after.status) - _held(before)
        words = f"The question went from {before.kind} to {kind}."
        yield AlertLine(AlertKind.STATUS, words, "; ".join(moved), _shown(after, roots=roots or None))
    elif moved:
        yield AlertLine(AlertKind.STATUS, f"{'; '.join(moved)}.", "", _shown(after, roots=None))


def _denial(after: Standing, answer: AnswerStatus, label: str, names: Mapping[str, str]) -> AlertLine:
    who = ", ".join(names.get(root, root) for root in answer.denying)
    shown = _shown(after, roots=set(answer.denying), answer=answer.answer)
    return AlertLine(AlertKind.DENIAL, f"For the first time “{label}” is denied: by {who}.", "", shown)


def _new_roots(
    after: Standing, was: AnswerStatus, answer: AnswerStatus, label: str, names: Mapping[str, str]
) -> Iterable[AlertLine]:
    """Roots that are counted now and were not. A root that only got another name is none: then the
    number is the same."""
    for verb, old, new in (
        ("affirms", was.affirming, answer.affirming),
        ("denies", was.denying, answer.denying),
    ):
        fresh = [root for root in new if root not in old]
        first_denial = verb == "denies" and not old
        if not fresh or len(new) <= len(old) or first_denial:
            continue
        who = ", ".join(names.get(root, root) for root in fresh)
        words = f"{who} now {verb} “{label}”: {len(new)} independent root sources, {len(old)} before."
        shown = _shown(after, roots=set(fresh), answer=answer.answer)
        yield AlertLine(AlertKind.ROOT, words, "", shown)


def _remarks(before: Status, after: Standing) -> Iterable[AlertLine]:
    known = {statement for reason in before.reasons for statement in reason.statements if _kind(reason)}
    for reason in after.status.reasons:
        kind = _kind(reason)
        new = tuple(each for each in reason.statements if each not in known)
        if kind is not None and new:
            words = f"{reason.words[:1].upper()}{reason.words[1:]}."
            yield AlertLine(kind, words, "", reason.statements[:_MOST])


def _kind(reason: Reason) -> AlertKind | None:
    if reason.words.startswith(LOST):
        return AlertKind.DRIFT
    back = TAKEN_BACK in reason.words or RETRACTED in reason.words
    return AlertKind.RETRACTION if back else None


def _held(status: Status) -> set[str]:
    return {root for each in status.answers for root in (*each.affirming, *each.denying)}


def _shown(after: Standing, *, roots: set[str] | None, answer: str = "") -> tuple[str, ...]:
    """The statements that show it, the latest printed first."""
    some = [
        item
        for item in after.rooted
        if (roots is None or item.root in roots) and (not answer or item.bearing.answer == answer)
    ]
    some.sort(key=lambda item: (item.published or item.recorded, item.bearing.statement), reverse=True)
    return tuple(dict.fromkeys(item.bearing.statement for item in some))[:_MOST]
