"""What a template needs beside a page's context: pictures laid out, labels and lookups at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sayso.desk.article import ArticlePage
from sayso.desk.bears import BearsOn
from sayso.desk.entity import EntityPage
from sayso.desk.lines import RootedLine, StatementLine
from sayso.desk.moments import published_words
from sayso.desk.question import QuestionPage
from sayso.desk.source import SourcePage
from sayso.errors import NotFound
from sayso.terms.article import ArticleHead
from sayso.terms.statement import Hedge, Polarity
from sayso.terms.watchlist import ChangeKind
from sayso.web.draw.chains import picture
from sayso.web.draw.timeline import CROWDED, Spot, Timeline, timeline
from sayso.web.wording import linker, opening, shown

_LINES = 50  # statements that a question's page lists before it is asked for all
_VAGUE = timedelta(hours=6)
_DRAWN = {  # how a change of a list is drawn
    ChangeKind.ADDED: Polarity.AFFIRMS,
    ChangeKind.CHANGED: Polarity.UNCERTAIN,
    ChangeKind.REMOVED: Polarity.DENIES,
}
_LANES = 12  # outlets on a source's time axis that have a lane of their own


class Axis(StrEnum):
    """Which time a question's statements are laid along."""

    PUBLISHED = "published"
    EVENT = "event"
    RECORDED = "recorded"


def standing(
    page: QuestionPage,
    *,
    whole: bool = False,
    until: datetime | None = None,
    by: Axis = Axis.PUBLISHED,
) -> dict[str, object]:
    """For the part of a question's page that hangs on the as-of. The axis of published time reaches to
    `until`."""
    link = linker(page.as_of)
    base, _, query = link("question", page.question.id, "statement").partition("?")

    def statement_link(statement: str, answer: str) -> str:
        kept = f"&{query}" if query else ""
        return f"{base}/{statement}?answer={answer}{kept}"

    answers = [(view.answer.id, opening(view.answer.label)) for view in page.answers]
    # A question with one answer has said it in its own words.
    lanes = answers if len(answers) > 1 else [(key, "") for key, _ in answers]
    return {
        "page": page,
        "labels": dict(answers),
        "whole": whole,
        "shown_lines": page.lines if whole else page.lines[:_LINES],
        "axis": by,
        "axes": tuple(Axis),
        "timeline": _timeline(page, lanes, by=by, until=until),
        "picture": picture(page.graph),
        "statement_link": statement_link,
    }


def heads(page: QuestionPage) -> list[ArticleHead]:
    """The articles that bear on a question, each once, in order of print."""
    return list({line.statement.article.id: line.statement.article for line in page.lines}.values())


def _timeline(
    page: QuestionPage, answers: Sequence[tuple[str, str]], *, by: Axis, until: datetime | None
) -> Timeline:
    spots = _spots(page.lines, by)
    if by is Axis.PUBLISHED:
        return timeline(answers, spots, until=until, cut=page.as_of.published)
    return timeline(answers, spots, cut=page.as_of.recorded if by is Axis.RECORDED else None)


def _stretch(line: RootedLine, by: Axis) -> tuple[datetime | None, datetime | None]:
    """From when to when it can be; no end where it is known well."""
    if by is Axis.RECORDED:
        return line.statement.article.recorded, None
    interval = line.statement.event_time if by is Axis.EVENT else line.statement.article.published.interval
    if interval is None:
        return None, None
    start = interval.start or interval.end
    vague = start is not None and interval.end is not None and interval.end - start > _VAGUE
    return start, interval.end if vague else None


def _spots(lines: Sequence[RootedLine], by: Axis) -> list[Spot]:
    named = len(lines) <= CROWDED
    return [
        Spot(
            lane=line.answer,
            moment=(stretch := _stretch(line, by))[0],
            until=stretch[1],
            polarity=line.polarity,
            hedge=line.hedge,
            key=line.statement.id,
            words=_words(line) if named else "",
            root=line.root,
        )
        for line in lines
    ]


def _words(line: RootedLine) -> str:
    head = line.statement.article
    return f"{published_words(head.published)}, {head.outlet}: {shown(line.statement.content, 140)}"


def statement(page: QuestionPage, statement_id: str, answer: str) -> dict[str, object]:
    """For one statement of a question, on one answer or on all. NotFound."""
    lines = [line for line in page.lines if line.statement.id == statement_id]
    lines = [line for line in lines if line.answer == answer] or lines
    if not lines:
        raise NotFound(f"Statement {statement_id[:80]}", "", "A question's page lists its statements.")
    roots = {root.id: root for root in page.roots}
    labels = {view.answer.id: opening(view.answer.label) for view in page.answers}
    return {"lines": lines, "root": roots.get(lines[0].root), "labels": labels}


def marks(page: ArticlePage) -> dict[str, object]:
    """For an article's words: each statement's side, and which of its pieces comes first."""
    met: set[str] = set()

    def first(statement_id: str) -> bool:
        new = statement_id not in met
        met.add(statement_id)
        return new

    def label(bears: BearsOn) -> str:
        labels = {answer.id: answer.label for answer in bears.question.answers}
        return labels.get(bears.bearing.answer, bears.bearing.answer)

    sides = {each.line.id: each.line.polarity.value for each in page.statements}
    return {"sides": sides, "first": first, "label": label}


def axis(page: SourcePage) -> Timeline:
    """A source's statements along time, a lane for each outlet that printed most of them."""
    return _by_outlet([each.line for each in page.said])


def entity_axis(page: EntityPage) -> Timeline:
    """What is said by an entity and about it, and what lists changed of it, along time, a lane each."""
    lanes = [("by", "says"), ("about", "is named")]
    spots = [_spot("by" if each.by else "about", each.line) for each in page.lines]
    if page.changes:
        lanes.append(("listed", "on watchlists"))
    for number, change in enumerate(page.changes):
        day = datetime(change.dated.year, change.dated.month, change.dated.day, tzinfo=UTC)
        words = f"{change.dated}: {change.kind.value} {change.watchlist}"
        spots.append(Spot("listed", day, _DRAWN[change.kind], Hedge.NONE, f"change-{number}", words))
    return timeline(lanes, spots)


def _by_outlet(lines: Sequence[StatementLine]) -> Timeline:
    counted = Counter(line.article.outlet for line in lines)
    outlets = sorted(counted, key=lambda name: (-counted[name], name))[:_LANES]
    spots = [_spot(line.article.outlet, line) for line in lines if line.article.outlet in outlets]
    return timeline([(name, name) for name in outlets], spots)


def _spot(lane: str, line: StatementLine) -> Spot:
    interval = line.article.published.interval
    until = interval.end if interval and interval.start and interval.end else None
    vague = until if until and interval and interval.start and until - interval.start > _VAGUE else None
    return Spot(lane, line.article.published.moment, line.polarity, line.hedge, line.id, until=vague)
