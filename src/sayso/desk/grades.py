"""The grades of a question: of each root source by its history, of each answer, and how likely each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from sayso.desk.standing import Told, stand
from sayso.errors import NotFound
from sayso.ledger.rows import Borne
from sayso.ledger.view import View
from sayso.terms.grade import ContentGrade, Credibility, Likelihood, Past, Reliability, SourceGrade
from sayso.terms.question import Standing
from sayso.terms.time import AsOf
from sayso.weigh.status.grades import grade_answers, likelihoods
from sayso.weigh.status.record import grade_source, past_of

RELIABILITY_WORDS: Mapping[Reliability, str] = {
    Reliability.A: "reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability can't be judged",
}
CREDIBILITY_WORDS: Mapping[Credibility, str] = {
    Credibility.CONFIRMED: "confirmed by other root sources",
    Credibility.PROBABLE: "borne out by other root sources",
    Credibility.POSSIBLE: "possible",
    Credibility.DOUBTFUL: "doubtful",
    Credibility.IMPROBABLE: "improbable",
    Credibility.UNJUDGED: "can't be judged",
}
_QUESTIONS = 4  # other questions that are weighed for the history of a question's sources
_NAMES = 200


@dataclass(frozen=True, slots=True)
class Grades:
    """Reliability by root source, credibility and likelihood by answer, all by id."""

    sources: dict[str, SourceGrade] = field(default_factory=dict)
    answers: dict[str, ContentGrade] = field(default_factory=dict)
    likely: dict[str, Likelihood] = field(default_factory=dict)


def with_others(view: View, of: Told) -> Told:
    """The question with the last others on which its sources speak, to be weighed as of any moment."""
    names = {link.name for item in of.borne for link in item.statement.chain[-1:]}
    others = view.spoken_on(sorted(names)[:_NAMES], besides=of.question.id, limit=_QUESTIONS)
    borne: dict[str, list[Borne]] = {name: [] for name in others}
    for item in view.bearings(others):
        borne[item.bearing.question].append(item)
    heads = {item.article.id: item.article for some in borne.values() for item in some}
    who = view.resolution(heads)
    rulings = view.rulings()
    found = []
    for name, some in borne.items():
        with suppress(NotFound):  # nothing known at the view's moment bears on it
            mine = tuple(ruling for ruling in rulings if ruling.question == name)
            found.append(Told(view.question(name).question, tuple(some), (), mine, who, heads))
    return replace(of, others=tuple(found))


def grades_of(stood: Standing, others: Sequence[Told], as_of: AsOf) -> Grades:
    """The grades as of any moment up to that of the views that told."""
    stands = [(stand(other, as_of), other.rulings) for other in others]

    def past(root_id: str) -> tuple[Past, ...]:
        root = next(each for each in stood.roots if each.id == root_id)
        return tuple(each for there, rulings in stands for each in past_of(root, there, rulings))

    return Grades(
        sources={root.id: grade_source(root, stood, past(root.id)) for root in stood.roots},
        answers={each.answer: each for each in grade_answers(stood)},
        likely={each.answer: each for each in likelihoods(stood)},
    )
