"""Answers against root sources: the table of an analysis of competing hypotheses (Heuer, "Psychology of
Intelligence Analysis", 1999, chapter 8). It looks for what speaks against an answer, and at which sources
tell answers apart at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from sayso.terms.question import Answer, Question, Status


class Fit(StrEnum):
    """How what a root source says goes with an answer."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Fits:
    """One root source beside every answer, in the question's order. `diagnosticity` is the share of pairs
    of answers that it tells apart, 0 to 1; where one of the two is unclear the pair counts half."""

    root: str
    cells: tuple[Fit, ...]
    diagnosticity: float


def fits(question: Question, status: Status) -> tuple[Fits, ...]:
    """The lines of the table, the most telling first. A root is consistent with what it affirms and what
    that implies, inconsistent with what it denies and with what excludes what it affirms."""
    roots = sorted({root for each in status.answers for root in (*each.affirming, *each.denying)})
    lines = [_line(root, question, status) for root in roots]
    return tuple(sorted(lines, key=lambda line: (-line.diagnosticity, line.root)))


def speaking_against(lines: Sequence[Fits], count: int) -> tuple[int, ...]:
    """For each of `count` answers how many root sources are inconsistent with it."""
    return tuple(sum(line.cells[at] is Fit.INCONSISTENT for line in lines) for at in range(count))


def _line(root: str, question: Question, status: Status) -> Fits:
    affirmed = {each.answer for each in status.answers if root in each.affirming}
    denied = {each.answer for each in status.answers if root in each.denying}
    cells = tuple(_fit(answer, question.answers, affirmed, denied) for answer in question.answers)
    return Fits(root, cells, _diagnosticity(cells))


def _fit(answer: Answer, answers: Sequence[Answer], affirmed: set[str], denied: set[str]) -> Fit:
    if answer.id in denied:
        return Fit.INCONSISTENT
    if answer.id in affirmed:
        return Fit.CONSISTENT
    said = [each for each in answers if each.id in affirmed]
    if any(answer.rivals(each) for each in said):
        return Fit.INCONSISTENT
    return Fit.CONSISTENT if any(answer.id in each.implies for each in said) else Fit.UNCLEAR


def _diagnosticity(cells: Sequence[Fit]) -> float:
    pairs = [
        (1.0 if Fit.UNCLEAR not in (one, two) else 0.5) if one is not two else 0.0
        for one, two in combinations(cells, 2)
    ]
    return sum(pairs) / len(pairs) if pairs else 0.0
