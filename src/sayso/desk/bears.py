"""Which statements bear on which questions, looked up from the statement's side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sayso.ledger.view import View
from sayso.terms.question import Bearing, Question


@dataclass(frozen=True, slots=True)
class BearsOn:
    """That a statement bears on one answer of a question."""

    question: Question
    bearing: Bearing

    @property
    def answer(self) -> str:
        """The answer in words."""
        labels = {each.id: each.label for each in self.question.answers}
        return labels.get(self.bearing.answer, self.bearing.answer)


def bearings_of(view: View, statements: Collection[str]) -> Mapping[str, tuple[BearsOn, ...]]:
    """By statement id, what each of `statements` bears on; those that bear on nothing are left out."""
    questions: dict[str, Question] = {}
    found: dict[str, list[BearsOn]] = defaultdict(list)
    for borne in view.bearings(statements=statements):
        bearing = borne.bearing
        if bearing.question not in questions:
            questions[bearing.question] = view.question(bearing.question).question
        found[bearing.statement].append(BearsOn(questions[bearing.question], bearing))
    return {statement: tuple(some) for statement, some in found.items()}
