"""The board: every question of a case, where it stands, and how many roots are behind how many outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sayso.desk.remembered import Remembered
from sayso.desk.standing import Told, all_told, stand, told
from sayso.ledger.rows import Counts, QuestionSummary
from sayso.ledger.view import View
from sayso.terms.question import Answer, Question, Status, StatusKind
from sayso.terms.time import AsOf


@dataclass(frozen=True, slots=True)
class AnswerTally:
    """One answer with its numbers of independent root sources on each side."""

    answer: Answer
    kind: StatusKind
    affirming: int
    denying: int
    uncertain: int


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """One question as the board shows it. `roots` counts those on any side of any answer."""

    question: Question
    kind: StatusKind
    answers: tuple[AnswerTally, ...]
    roots: int
    statements: int
    articles: int
    outlets: int
    first: datetime | None
    last: datetime | None


class Order(StrEnum):
    """What comes first on the board."""

    CHANGED = "changed"
    ROOTS = "roots"
    OUTLETS = "outlets"


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the board. `kinds` counts all questions by where they stand; `found` how many the
    page's filter lets through, of which `cards` are those from `skip` on."""

    as_of: AsOf
    counts: Counts
    kinds: tuple[tuple[StatusKind, int], ...]
    cards: tuple[QuestionCard, ...]
    found: int
    skip: int
    limit: int
    order: Order
    only: StatusKind | None
    words: str


_FEW = 20  # questions that are told of one by one, rather than all at once
_ORDERS: dict[Order, Callable[[QuestionCard], tuple[int, ...]]] = {
    Order.ROOTS: lambda card: (-card.roots, -card.outlets),
    Order.OUTLETS: lambda card: (-card.outlets, -card.articles),
}


def board(
    view: View,
    *,
    cards: Sequence[QuestionCard] | None = None,
    only: StatusKind | None = None,
    words: str = "",
    order: Order = Order.CHANGED,
    skip: int = 0,
    limit: int = 50,
) -> Board:
    """The questions of the case as of the view's moment; `words` must all stand in the question. `cards`
    are `all_cards` of the view, where they were found before."""
    found = all_cards(view) if cards is None else cards
    kinds = Counter(each.kind for each in found)
    wanted = [each for each in found if (only is None or each.kind is only) and _asks(each.question, words)]
    if order in _ORDERS:
        wanted.sort(key=_ORDERS[order])
    return Board(
        as_of=view.as_of,
        counts=view.counts(),
        kinds=tuple((kind, kinds[kind]) for kind in StatusKind if kinds[kind]),
        cards=tuple(wanted[skip : skip + limit]),
        found=len(wanted),
        skip=skip,
        limit=limit,
        order=order,
        only=only,
        words=words,
    )


def card_of(summary: QuestionSummary, status: Status) -> QuestionCard:
    """One question's card."""
    labels = {answer.id: answer for answer in summary.question.answers}
    tallies = tuple(
        AnswerTally(
            labels[each.answer], each.kind, len(each.affirming), len(each.denying), len(each.uncertain)
        )
        for each in status.answers
        if each.answer in labels
    )
    roots = {root for each in status.answers for root in (*each.affirming, *each.denying, *each.uncertain)}
    return QuestionCard(
        question=summary.question,
        kind=status.kind,
        answers=tallies,
        roots=len(roots),
        statements=summary.statements,
        articles=summary.articles,
        outlets=summary.outlets,
        first=summary.first,
        last=summary.last,
    )


def all_cards(view: View, remembered: Remembered | None = None) -> list[QuestionCard]:
    """Every question's card. The statuses that weighing left are of now and without what persons judged
    since; those of any other moment, and of questions that were judged, are found anew, but for those of a
    few that `remembered` has from the same."""
    summaries = view.questions()
    judged = {ruling.question for ruling in view.rulings()}
    kept = {
        each.question.id: each.status for each in summaries if each.status and each.question.id not in judged
    }
    if view.corrections():
        kept = {}
    if len(kept) < len(summaries):
        missing = [each.question for each in summaries if each.question.id not in kept]
        kept = _found_anew(view, missing, remembered or Remembered(most=0)) | kept
    return [card_of(each, status) for each in summaries if (status := kept.get(each.question.id))]


def _found_anew(view: View, questions: Sequence[Question], remembered: Remembered) -> dict[str, Status]:
    if len(questions) >= _FEW:
        return {each.question.id: stand(each, view.as_of).status for each in all_told(view, questions)}

    def status(of: Told) -> Status:
        key = "status", of.question.id, view.as_of
        return remembered.find(key, of, lambda: stand(of, view.as_of).status, size=lambda _: len(of.borne))

    return {each.id: status(told(view, each.id)) for each in questions}


def _asks(question: Question, words: str) -> bool:
    held = " ".join((question.asks, *question.subjects)).casefold()
    return all(word in held for word in words.casefold().split())
