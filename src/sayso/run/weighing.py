"""Weighing a case anew, and labels for given questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.ledger import Ledger
from sayso.run.reading import read_dated
from sayso.terms.article import Article
from sayso.terms.question import Question, Weighing
from sayso.terms.statement import Reading
from sayso.terms.time import NOW


def weigh_again(ledger: Ledger) -> int:
    """Resolve and weigh the whole case, and keep what came of it; the number of questions.

    Another process may add articles meanwhile. What was weighed without them is not kept: nobody
    writes while it is checked, so the last to finish has weighed everything.
    """
    from sayso.resolve.entities import entities
    from sayso.weigh.case import weigh_case
    from sayso.weigh.recordings.hanging import hanging_of
    from sayso.weigh.relations import relations_of

    read_dated(ledger)
    while True:
        with ledger.at(NOW) as view:
            weighed = view.latest_reading()
            before = Weighing(
                questions=tuple(summary.question for summary in view.questions()),
                bearings=tuple(borne.bearing for borne in view.bearings()),
            )
            pairs = tuple(view.readings())
            judgements = view.judgements()
            revisions = view.revisions()
            hanging = hanging_of(view, sorted(article.id for article, _ in pairs))
        resolution = entities((reading for _, reading in pairs), judgements=judgements)
        weighing = weigh_case(
            pairs,
            existing=before,
            relations=relations_of(resolution),
            revisions=revisions,
            hanging=hanging,
        )
        with ledger.writing() as writer:
            if ledger.at(NOW).latest_reading() == weighed:
                writer.resolution(resolution)
                writer.weighing(weighing)
                return len(weighing.questions)


def labels(
    pairs: Sequence[tuple[Article, Reading]], questions: Sequence[Question], *, belongs: Mapping[str, str]
) -> Iterable[dict[str, Any]]:
    """One row an article: stance, copies, assertions with their roots. `belongs` gives the question
    of those articles whose question is known."""
    from sayso.weigh.label import label

    return label(pairs, questions, belongs=belongs)
