"""What a person judged of a statement survives a newer reader that marks other words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.ledger import Ledger
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Correction, CorrectionKind, Hedge, Reading, Statement
from tests.ledger.made import FRIDAY, Made, add, made


def shorter(item: Made, *, by: int = 3) -> Reading:
    """The reading of a newer reader that leaves out the content's last letters."""
    said = item.reading.statements[0]
    (span,) = said.content.spans
    content = Words.cut(item.article.text, [Span(span.start, span.end - by)])
    return replace(item.reading, statements=(renamed(said, content=content),), reader="newer")


def renamed(said: Statement, *, content: Words, source: Words | None = None) -> Statement:
    source = said.source if source is None else source
    name = Statement.make_id(
        article=said.article, part=said.part, source=source, cue=said.cue, content=content
    )
    return replace(said, id=name, content=content, source=source)


def judge(ledger: Ledger, said: Statement, kind: CorrectionKind) -> Statement:
    """Judge it; what an edit puts in its place."""
    instead = replace(said, hedge=Hedge.STRONG)
    with ledger.writing() as writer:
        edit = instead if kind is CorrectionKind.EDIT else None
        writer.judged(Correction(said.id, kind, "ada", "heard it", FRIDAY, edit))
    return instead


def test_an_edit_stands_in_place_of_what_a_newer_reader_makes_of_the_words(ledger: Ledger) -> None:
    item = made()
    add(ledger, item)
    instead = judge(ledger, item.reading.statements[0], CorrectionKind.EDIT)
    for by in (3, 5):  # and of a still newer one
        with ledger.writing() as writer:
            writer.reading(shorter(item, by=by))
        assert [each.statement for each in ledger.at().statements()] == [instead]


def test_a_rejected_statement_stays_rejected(ledger: Ledger) -> None:
    item = made()
    add(ledger, item)
    judge(ledger, item.reading.statements[0], CorrectionKind.REJECT)
    with ledger.writing() as writer:
        writer.reading(shorter(item))
    assert ledger.at().statements() == ()


def test_the_same_words_of_another_source_are_not_what_was_rejected(ledger: Ledger) -> None:
    item = made()
    add(ledger, item)
    said = item.reading.statements[0]
    judge(ledger, said, CorrectionKind.REJECT)
    other = renamed(said, content=said.content, source=NO_WORDS)
    with ledger.writing() as writer:
        writer.reading(replace(item.reading, statements=(other,), reader="newer"))
    assert [each.statement for each in ledger.at().statements()] == [other]


@pytest.mark.parametrize("kind", [CorrectionKind.ACCEPT, CorrectionKind.EDIT])
def test_what_a_person_vouched_for_stays_where_a_newer_reader_finds_nothing(
    ledger: Ledger, kind: CorrectionKind
) -> None:
    item = made()
    add(ledger, item)
    said = item.reading.statements[0]
    instead = judge(ledger, said, kind)
    with ledger.writing() as writer:
        writer.reading(Reading(item.article.id, (), (), reader="newer"))
    shown = instead if kind is CorrectionKind.EDIT else said
    assert [each.statement for each in ledger.at().statements()] == [shown]


def test_a_correction_that_was_taken_back_keeps_nothing(ledger: Ledger) -> None:
    item = made()
    add(ledger, item)
    said = item.reading.statements[0]
    judge(ledger, said, CorrectionKind.REJECT)
    undone = replace(ledger.at().corrections()[0], closed=FRIDAY)
    with ledger.writing() as writer:
        writer.judged(undone)
        writer.reading(shorter(item))
    assert [each.statement for each in ledger.at().statements()] == [shorter(item).statements[0]]
