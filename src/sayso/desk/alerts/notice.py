"""Notice what changed since it was last told, and keep it as alerts.

What was told of a subject is kept beside the alerts, in the same unit of work: killed at any moment,
nothing is told twice and nothing is passed over, whoever weighed the case meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sayso.desk.alerts.changes import changes, in_time
from sayso.desk.alerts.channels import Alerting, due_at
from sayso.desk.standing import stand, told
from sayso.ledger.codec import decode, encode
from sayso.ledger.ledger import Ledger
from sayso.ledger.view import View
from sayso.terms.entity import Verdict
from sayso.terms.question import Status
from sayso.terms.time import NOW
from sayso.terms.version import Change, ChangeKind, Revision
from sayso.terms.watch import Alert, AlertKind, AlertLine, Wish
from sayso.terms.watchlist import ListChange

_START = "start"
_REVISIONS, _RECORDINGS, _LISTS = "revisions", "recordings", "watchlists"
_HITS = 20
_ASKED = 3
Told = Mapping[str, tuple[str, datetime]]


@dataclass(frozen=True, slots=True)
class Noticed:
    """What is to be said of a subject (nothing: only remembered), and what to remember of it."""

    subject: str
    title: str = ""
    lines: tuple[AlertLine, ...] = ()
    remember: tuple[tuple[str, str], ...] = ()


def notice(ledger: Ledger, alerting: Alerting, now: datetime) -> tuple[Alert, ...]:
    """Alerts for what changed since it was last told; the first time, only what is there is remembered.
    CaseBusy, StorageFull: then it is noticed the next time."""
    with ledger.at(NOW) as view:
        known = view.told()
        first = _START not in known
        found = [
            *_questions(view, known, alerting, now, quiet=first),
            *_revisions(view, known, quiet=first),
            *_recordings(view, known, quiet=first),
            *_lists(view, known, quiet=first),
            *_wishes(view, known, alerting, now, quiet=first),
        ]
    if first:
        found.append(Noticed(_START, remember=((_START, now.isoformat()),)))
    return _keep(ledger, found, alerting, now) if found else ()


def _keep(ledger: Ledger, found: Iterable[Noticed], alerting: Alerting, now: datetime) -> tuple[Alert, ...]:
    made: list[Alert] = []
    with ledger.writing() as writer:
        for each in found:
            if each.lines:
                name = Alert.make_id(each.subject, now)
                alert = Alert(id=name, subject=each.subject, title=each.title, lines=each.lines, moment=now)
                wanting = (channel for channel in alerting.channels if channel.wants(alert.kinds))
                if writer.alert(alert, [(channel.name, due_at(channel, now)) for channel in wanting]):
                    made.append(alert)
            for subject, body in each.remember:
                writer.told(subject, body)
    return tuple(made)


def _questions(
    view: View, known: Told, alerting: Alerting, now: datetime, *, quiet: bool
) -> Iterator[Noticed]:
    for summary in view.questions():
        question, status = summary.question, summary.status
        if status is None:
            continue
        body = encode(status)
        before, _ = known.get(question.id, ("", now))
        if body == before:
            continue
        lines: tuple[AlertLine, ...] = ()
        if not quiet:
            after = stand(told(view, question.id), NOW)
            lines = changes(decode(Status, before) if before else None, after)
            if lines:
                last = next(iter(view.alerts(subject=question.id, limit=1)), None)
                lines = in_time(lines, last, now, cooldown=alerting.cooldown)
                if not lines:  # told when the cooldown is over, if it still differs then
                    continue
        yield Noticed(question.id, question.asks, lines, ((question.id, body),))


def _revisions(view: View, known: Told, *, quiet: bool) -> Iterator[Noticed]:
    """Reports that were taken back or corrected, and sentences that became surer or less sure in an
    article that bears on a question."""
    since = datetime.fromisoformat(known[_REVISIONS][0]) if _REVISIONS in known else None
    revisions = view.revisions(since=since)
    if not revisions:
        return
    for revision in revisions if not quiet else ():
        questions = {each.question for name in (revision.article, revision.before) for each in
                     view.stances(article=name)}  # fmt: skip
        asked = _asked(view, questions)
        lines = [line for change in revision.changes if (line := _changed(revision, change, asked))]
        if lines:
            head = view.heads((revision.article,)).get(revision.article)
            title = f"{head.outlet}: {head.title}" if head else revision.address
            told_lines = tuple(sorted(lines[:_HITS], key=lambda line: line.kind is not AlertKind.RETRACTION))
            yield Noticed(revision.article, title, told_lines)
    newest = max(revision.recorded for revision in revisions)
    yield Noticed(_REVISIONS, remember=((_REVISIONS, newest.isoformat()),))


_BACK = frozenset({ChangeKind.RETRACTION, ChangeKind.CORRECTION})
_SURENESS = frozenset({ChangeKind.HEDGE, ChangeKind.DENIAL})


def _asked(view: View, questions: Iterable[str]) -> str:
    """The questions that an article bears on, in words; empty where it bears on none."""
    known = {each.question.id: each.question.asks for each in view.questions()} if questions else {}
    asks = [known[each] for each in sorted(questions) if each in known]
    more = f" and {len(asks) - _ASKED} more" if len(asks) > _ASKED else ""
    return f"It bears on: {' '.join(asks[:_ASKED])}{more}" if asks else ""


def _changed(revision: Revision, change: Change, asked: str) -> AlertLine | None:
    articles = (revision.article, revision.before)
    span = f"present on {revision.present:%Y-%m-%d %H:%M}, absent on {revision.absent:%Y-%m-%d %H:%M}"
    if change.kind in _BACK:
        what = f"The outlet published a {change.kind}: “{change.now or change.was}”."
        return AlertLine(AlertKind.RETRACTION, what, f"{span}. {asked}".strip(), articles=articles)
    if change.kind in _SURENESS and asked:
        what = f"“{change.was}” became “{change.now}”."
        return AlertLine(AlertKind.DRIFT, what, f"{change.because}; {span}".lstrip("; "), articles=articles)
    return None


def _recordings(view: View, known: Told, *, quiet: bool) -> Iterator[Noticed]:
    all_of_them = view.recordings()
    ids = [each.recording.id for each in all_of_them]
    met = set(json.loads(known[_RECORDINGS][0])) if _RECORDINGS in known else set()
    if set(ids) <= met:
        return
    for each in all_of_them:
        if each.recording.id not in met and not quiet:
            words = f"The recording “{each.name}” came in."
            articles = (each.transcript,) if each.transcript else ()
            line = AlertLine(AlertKind.RECORDING, words, f"From {each.origin}", articles=articles)
            yield Noticed(each.recording.id, each.name, (line,))
    yield Noticed(_RECORDINGS, remember=((_RECORDINGS, json.dumps(sorted(ids))),))


def _lists(view: View, known: Told, *, quiet: bool) -> Iterator[Noticed]:
    """Changes of watchlist entries that the case has a hit with, or a person follows."""
    changed = view.list_changes()
    count = int(known[_LISTS][0]) if _LISTS in known else 0
    if len(changed) == count:
        return
    hit = {each.hit.entry for each in view.hits() if each.verdict is not Verdict.DIFFERENT}
    by_entry: dict[str, list[ListChange]] = {}
    for change in changed[count:]:
        if change.entry in hit and not quiet:
            by_entry.setdefault(change.entry, []).append(change)
    for entry, some in by_entry.items():
        lines = tuple(AlertLine(AlertKind.WATCHLIST, _change_words(change)) for change in some[:_HITS])
        yield Noticed(entry, f"{some[0].watchlist}: {entry}", lines)
    yield Noticed(_LISTS, remember=((_LISTS, str(len(changed))),))


def _change_words(change: ListChange) -> str:
    what = f"{change.watchlist}, version of {change.dated}: the entry was {change.kind}"
    if change.field:
        return f"{what}: {change.field} from “{change.before}” to “{change.after}”."
    return f"{what}."


def _wishes(view: View, known: Told, alerting: Alerting, now: datetime, *, quiet: bool) -> Iterator[Noticed]:
    """New articles that a saved search finds, or that name a followed entity. What comes within the
    cooldown is told together at its end."""
    newest = view.newest_article()
    for wish in view.wishes() if newest is not None else ():
        since = datetime.fromisoformat(known[wish.id][0]) if wish.id in known else wish.recorded
        if newest is None or newest <= since:
            continue
        last = next(iter(view.alerts(subject=wish.id, limit=1)), None)
        if last is not None and timedelta() <= now - last.moment < alerting.cooldown:
            continue
        found = _found(view, wish, since) if wish.words else _named(view, wish, since)
        title, lines = ("", ()) if quiet or found is None else found
        yield Noticed(wish.id, title, lines, ((wish.id, newest.isoformat()),))


_Lines = tuple[str, tuple[AlertLine, ...]]


def _found(view: View, wish: Wish, since: datetime) -> _Lines | None:
    heads = [hit.article for hit in view.search(wish.words, limit=_HITS, since=since).articles]
    if not heads:
        return None
    words = f"{len(heads)} new: " + "; ".join(f"{head.outlet}: {head.title}" for head in heads[:5])
    articles = tuple(head.id for head in heads)
    line = AlertLine(AlertKind.SEARCH, words, f"You search for: {wish.words}", articles=articles)
    return wish.words, (line,)


def _named(view: View, wish: Wish, since: datetime) -> _Lines | None:
    new = view.articles_since(since)
    who = view.resolution(new)
    articles = sorted({alias.origin for alias in who.aliases if alias.entity == wish.entity} & new)
    if not articles:
        return None
    name = next((entity.name for entity in who.entities if entity.id == wish.entity), wish.entity)
    heads = view.heads(articles)
    words = f"{len(articles)} new: " + "; ".join(
        f"{heads[each].outlet}: {heads[each].title}" for each in articles[:5] if each in heads
    )
    line = AlertLine(AlertKind.ENTITY, words, f"You follow {name}", articles=tuple(articles[:_HITS]))
    return name, (line,)
