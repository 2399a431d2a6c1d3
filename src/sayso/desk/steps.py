"""How a question came to stand where it stands: the moments at which something new was out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sayso.desk.standing import Told, stand, told
from sayso.ledger.rows import Borne
from sayso.ledger.view import View
from sayso.terms.article import ArticleHead
from sayso.terms.question import Question, Standing, StatusKind
from sayso.terms.time import AsOf
from sayso.weigh.status.standing import difference

_MOST_WEIGHED = 3_000  # statements that all steps of one history together may weigh


@dataclass(frozen=True, slots=True)
class Step:
    """One moment at which more was out than before. Where it was weighed, `kind` is where the question
    stood then and `words` what had changed since the step weighed before; else kind is None."""

    moment: datetime
    articles: tuple[ArticleHead, ...]
    kind: StatusKind | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """Every moment at which an article that bears on the question was surely out, in order."""

    question: Question
    steps: tuple[Step, ...]


def history(view: View, question_id: str) -> History:
    """The steps up to the view's moment; of very many, only some are weighed, or none. NotFound."""
    return history_of(told(view, question_id), view.as_of)


def history_of(told: Told, as_of: AsOf) -> History:
    """The steps up to a moment that the question was told at."""
    steps = tuple(
        step for step in steps_of(told.borne) if as_of.published is None or step.moment <= as_of.published
    )
    weighed = _spread(len(steps), most=2 * _MOST_WEIGHED // max(len(told.borne), 1))
    labels = {answer.id: answer.label for answer in told.question.answers}
    found: list[Step] = []
    before: Standing | None = None
    for number, step in enumerate(steps):
        if number not in weighed:
            found.append(step)
            continue
        stood = stand(told, replace(as_of, published=step.moment))
        words = _words(before, stood, labels) if before else ()
        found.append(replace(step, kind=stood.status.kind, words=words))
        before = stood
    return History(told.question, tuple(found))


def _words(before: Standing, after: Standing, labels: Mapping[str, str]) -> tuple[str, ...]:
    # The names of both moments: a root can be gone because its chain was completed since.
    return difference(before.status, after.status, roots=(*before.roots, *after.roots), labels=labels)


def steps_of(borne: Iterable[Borne]) -> tuple[Step, ...]:
    """The moments from which an as-of shows more than before, with the articles that make it so."""
    articles = {item.article.id: item.article for item in borne}
    by_moment: dict[datetime, list[ArticleHead]] = {}
    for head in articles.values():
        by_moment.setdefault(out_by(head), []).append(head)
    return tuple(Step(moment, tuple(by_moment[moment])) for moment in sorted(by_moment))


def out_by(head: ArticleHead) -> datetime:
    """From when on an as-of admits the article: it was surely out by then."""
    interval = head.published.interval
    return (interval.end if interval else None) or head.recorded


def _spread(count: int, *, most: int) -> frozenset[int]:
    """At most `most` of the numbers below `count`, evenly, with the first and the last; none for a few."""
    if count <= most:
        return frozenset(range(count))
    if most < 4:
        return frozenset()
    return frozenset(round(number * (count - 1) / (most - 1)) for number in range(most))
