"""Of contents inside one another, which bear."""

from __future__ import annotations

from dataclasses import replace

from sayso.terms.span import NO_WORDS
from sayso.terms.statement import Statement
from sayso.weigh.bearing.match import Hit
from sayso.weigh.bearing.nesting import Found, innermost, raised
from tests.weigh.bearing.test_statements import said
from tests.weigh.build import article

BARE = Hit("captured", 0.3, True, 0, 9, ())


def found(statement: Statement, *, hit: Hit = BARE, points: float = 5.0) -> Found:
    return Found(hit, statement, statement.content, statement.cue.text, points)


def test_what_others_told_a_speaker_bears_as_his_words_do() -> None:
    by = article("A", text="Holt said he had asked them and they said it was false.")
    outer = found(said(by, "he had asked them and they said it was false", "Holt", cue="said"))
    inner = found(said(by, "it was false", "Holt", "they", cue="said"), points=2.0)
    assert [item.points for item in raised([inner], [outer])] == [5.0]
    beside = found(said(by, "he had asked them", "Holt", "he", cue="said"), points=2.0)
    assert raised([beside], [outer]) == []


def test_the_judgement_of_a_report_is_the_content_and_not_the_report() -> None:
    whole = "the reports of her capture were propaganda"
    by = article("A", text=f"Officials said {whole}.")
    hit = Hit("captured", 0.7, False, 19, 26, ("capture",))
    outer = found(said(by, whole, "Officials", cue="said"), hit=hit)
    inner = found(said(by, "her capture", "reports", cue="reports of"), hit=hit)
    statement = replace(inner.statement, source=NO_WORDS, chain=())
    inner = replace(inner, statement=statement)
    assert innermost([outer, inner], {}) == [outer]
