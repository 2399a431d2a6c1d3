"""A question's page: its answers, the root sources behind each, and how they came to be printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sayso.desk.drift import Drift, Relayed, drifts, relayed
from sayso.desk.grades import Grades, grades_of, with_others
from sayso.desk.graph import ChainGraph, chain_graph, circles
from sayso.desk.lines import RootedLine, StatementLine, in_order, line_of, path_names, rooted_line
from sayso.desk.standing import Told, stand, told
from sayso.desk.whens import WhenDiffers, when_differs
from sayso.ledger.rows import Said
from sayso.ledger.view import View
from sayso.terms.question import (
    Answer,
    AnswerStatus,
    Question,
    Reason,
    RootSource,
    Ruling,
    Standing,
    Status,
    StatusKind,
)
from sayso.terms.statement import Hedge, Polarity
from sayso.terms.time import AsOf
from sayso.weigh.status.matrix import Fit, Fits, fits, speaking_against

_SURER = {Hedge.NONE: 0, Hedge.WEAK: 1, Hedge.STRONG: 2}


@dataclass(frozen=True, slots=True)
class OutletFold:
    """One outlet that prints a root's word on an answer: its lines, and the ways the word came to it."""

    outlet: str
    lines: tuple[RootedLine, ...]
    paths: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RootOnAnswer:
    """One root source on one answer, with the outlets that relay it folded under it.

    `hedge` is the least hedge that it is printed with; `first` when it was first printed.
    """

    root: RootSource
    polarity: Polarity
    hedge: Hedge
    first: datetime | None
    statements: int
    articles: int
    outlets: tuple[OutletFold, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer with its root sources by side. `earlier` holds positions that a root has since left,
    `doubtful` roots that are not counted because it is doubtful that they speak to the answer;
    `reasons` says what the sides alone do not show."""

    answer: Answer
    status: AnswerStatus
    affirming: tuple[RootOnAnswer, ...]
    denying: tuple[RootOnAnswer, ...]
    uncertain: tuple[RootOnAnswer, ...]
    earlier: tuple[RootOnAnswer, ...]
    doubtful: tuple[RootOnAnswer, ...]
    reasons: tuple[Reason, ...]
    statements: int
    articles: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A root source towards one answer; no polarity where it says nothing about it. `fit` is how what it
    says of any answer goes with this one."""

    polarity: Polarity | None
    hedge: Hedge | None
    statements: int
    fit: Fit = Fit.UNCLEAR


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One root source towards every answer, in the question's order of answers; `diagnosticity` is how far
    it tells them apart, 0 to 1."""

    root: RootSource
    cells: tuple[Cell, ...]
    diagnosticity: float = 0.0


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A question as of a moment. `counted` is how many roots stand on some side; `lines` are all
    statements that bear on it, in order of print; `reasons` those that belong to no
    single answer; `rulings` what persons settled of it."""

    question: Question
    as_of: AsOf
    status: Status
    reasons: tuple[Reason, ...]
    rulings: tuple[Ruling, ...]
    answers: tuple[AnswerView, ...]
    roots: tuple[RootSource, ...]
    counted: int
    lines: tuple[RootedLine, ...]
    matrix: tuple[MatrixRow, ...]
    against: tuple[int, ...]
    graph: ChainGraph
    circles: tuple[tuple[str, ...], ...]
    drifts: tuple[Drift, ...]
    relayed: tuple[Relayed, ...]
    whens: tuple[WhenDiffers, ...]
    grades: Grades
    statements: int
    articles: int
    outlets: int
    first: datetime | None
    last: datetime | None


def question_page(view: View, question_id: str) -> QuestionPage:
    """A question's page as of the view's moment. NotFound, also where nothing known yet bears on it."""
    return page_of(with_others(view, told(view, question_id)), view.as_of)


def page_of(told: Told, as_of: AsOf) -> QuestionPage:
    """The page as of any moment up to that of the view that told of the question."""
    stood = stand(told, as_of)
    said = {item.statement.id: Said(item.statement, item.article) for item in told.borne}
    made: dict[str, StatementLine] = {}
    lines = []
    for rooted in stood.rooted:
        item = said[rooted.bearing.statement]
        line = made.get(item.statement.id)
        if line is None:
            line = made[item.statement.id] = line_of(item.statement, item.article)
        lines.append(rooted_line(rooted, line))
    ordered = in_order(lines)
    whens = when_differs((line.answer, said[line.statement.id]) for line in ordered)
    return _laid_out(stood, ordered, told.rulings, whens, grades_of(stood, told.others, as_of))


def _laid_out(
    stood: Standing,
    lines: tuple[RootedLine, ...],
    rulings: tuple[Ruling, ...],
    whens: tuple[WhenDiffers, ...],
    grades: Grades,
) -> QuestionPage:
    """What is known at the status's moment, by answers, roots and chains; `lines` in order of print."""
    question, status = stood.question, stood.status
    by_id = {root.id: root for root in stood.roots}
    moments = [line.statement.article.published.moment for line in lines]
    printed = [moment for moment in moments if moment is not None]
    graph = chain_graph(lines, by_id)
    found = fits(question, status)
    views = tuple(_answer(answer, status, by_id, lines) for answer in question.answers)
    return QuestionPage(
        question=question,
        as_of=status.as_of,
        status=status,
        reasons=tuple(each for each in status.reasons if not any(each in a.reasons for a in status.answers)),
        rulings=rulings,
        answers=views,
        roots=tuple(by_id.values()),
        counted=len({root for each in status.answers for root in held_of(each)}),
        lines=lines,
        matrix=_matrix(views, by_id, lines, found),
        against=speaking_against(found, len(question.answers)),
        graph=graph,
        circles=circles(graph),
        drifts=drifts(lines),
        relayed=relayed(stood.relayed, lines),
        whens=whens,
        grades=grades,
        statements=len({line.statement.id for line in lines}),
        articles=len({line.statement.article.one for line in lines}),
        outlets=len({line.statement.article.outlet for line in lines}),
        first=min(printed, default=None),
        last=max(printed, default=None),
    )


def _answer(
    answer: Answer, status: Status, roots: Mapping[str, RootSource], lines: Sequence[RootedLine]
) -> AnswerView:
    mine = [line for line in lines if line.answer == answer.id]
    stands = next((each for each in status.answers if each.answer == answer.id), None)
    stands = stands or AnswerStatus(answer.id, StatusKind.UNREPORTED, (), (), (), ())
    grouped: dict[tuple[str, Polarity], list[RootedLine]] = defaultdict(list)
    for line in mine:
        grouped[line.root, line.polarity].append(line)

    def side(polarity: Polarity, held: tuple[str, ...]) -> tuple[RootOnAnswer, ...]:
        found = []
        for root in held:
            some = grouped.pop((root, polarity), None)
            if some is None:  # it said both ways at once: it stands as uncertain, with all that it said
                both = [key for key in grouped if key[0] == root]
                some = list(in_order(line for key in both for line in grouped.pop(key)))
            found.append((root, some))
        return _by_weight(root_on(roots[root], polarity, some) for root, some in found if root in roots)

    def rest(*, counted: bool) -> tuple[RootOnAnswer, ...]:
        left = ((roots[key], polarity, some) for (key, polarity), some in grouped.items() if key in roots)
        return _by_weight(root_on(*each) for each in left if (each[0].id in held) is counted)

    held = held_of(stands) | set(stands.left)
    return AnswerView(
        answer=answer,
        status=stands,
        affirming=side(Polarity.AFFIRMS, stands.affirming),
        denying=side(Polarity.DENIES, stands.denying),
        uncertain=side(Polarity.UNCERTAIN, stands.uncertain),
        earlier=rest(counted=True),
        doubtful=rest(counted=False),
        reasons=_telling(stands),
        statements=len({line.statement.id for line in mine}),
        articles=len({line.statement.article.one for line in mine}),
        outlets=len({line.statement.article.outlet for line in mine}),
    )


def held_of(stands: AnswerStatus) -> set[str]:
    """The roots that are counted on some side of an answer."""
    return {*stands.affirming, *stands.denying, *stands.uncertain}


def _telling(stands: AnswerStatus) -> tuple[Reason, ...]:
    """The reasons but those that only name one side's roots, which the page shows anyhow."""
    sides = [set(side) for side in (stands.affirming, stands.denying, stands.uncertain) if side]
    return tuple(each for each in stands.reasons if not (each.statements and set(each.roots) in sides))


def _by_weight(found: Iterable[RootOnAnswer]) -> tuple[RootOnAnswer, ...]:
    """The root that most outlets relay first."""
    return tuple(sorted(found, key=lambda each: (-len(each.outlets), -each.statements, each.root.name)))


def root_on(root: RootSource, polarity: Polarity, lines: Sequence[RootedLine]) -> RootOnAnswer:
    """Fold the lines of one root on one answer by outlet; the outlet that printed it first comes first."""
    folds: dict[str, list[RootedLine]] = {}
    for line in lines:
        folds.setdefault(line.statement.article.outlet, []).append(line)
    moments = (line.statement.article.published.moment for line in lines)
    return RootOnAnswer(
        root=root,
        polarity=polarity,
        hedge=min((line.hedge for line in lines), key=_SURER.__getitem__, default=Hedge.NONE),
        first=min((moment for moment in moments if moment), default=None),
        statements=len({line.statement.id for line in lines}),
        articles=len({line.statement.article.one for line in lines}),
        outlets=tuple(
            OutletFold(outlet, tuple(some), tuple(dict.fromkeys(path_names(line.chain) for line in some)))
            for outlet, some in folds.items()
        ),
    )


def _matrix(
    views: Sequence[AnswerView],
    roots: Mapping[str, RootSource],
    lines: Sequence[RootedLine],
    found: Sequence[Fits],
) -> tuple[MatrixRow, ...]:
    """Answers x roots (see `weigh.matrix`), the root that tells most answers apart first."""
    by_root = {line.root: line for line in found}
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for line in lines:
        counted[line.root, line.answer] += 1
    held = {
        (on.root.id, view.answer.id): on
        for view in views
        for on in (*view.doubtful, *view.earlier, *view.uncertain, *view.denying, *view.affirming)
    }
    rows = []
    for root in roots.values():
        fitting = by_root.get(root.id)
        cells = []
        for at, view in enumerate(views):
            on = held.get((root.id, view.answer.id))
            polarity, hedge = (on.polarity, on.hedge) if on else (None, None)
            fit = fitting.cells[at] if fitting else Fit.UNCLEAR
            cells.append(Cell(polarity, hedge, counted[root.id, view.answer.id], fit))
        rows.append(MatrixRow(root, tuple(cells), fitting.diagnosticity if fitting else 0.0))
    return tuple(
        sorted(rows, key=lambda row: (-row.diagnosticity, -sum(cell.statements for cell in row.cells)))
    )
