"""What persons say is appended and closed, never edited, and what they correct is what a view shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.errors import BadField
from sayso.ledger import Ledger
from sayso.terms.entity import (
    Alias,
    Entity,
    EntityKind,
    Judgement,
    Relation,
    RelationKind,
    Resolution,
    Verdict,
)
from sayso.terms.question import Ruling
from sayso.terms.statement import Correction, CorrectionKind, Hedge, Polarity
from sayso.terms.time import AsOf
from tests.ledger.made import DAY, FRIDAY, add, made, question, weighing


def test_a_judgement_is_closed_and_stays(ledger: Ledger) -> None:
    judgement = Judgement("en-1", "en-2", Verdict.SAME, "ada", "same office", FRIDAY)
    for _ in range(2):
        with ledger.writing() as writer:
            writer.judged(judgement)
    assert ledger.at().judgements() == (judgement,)
    undone = replace(judgement, closed=FRIDAY + DAY)
    with ledger.writing() as writer:
        writer.judged(undone)
    assert ledger.at().judgements() == ()
    assert ledger.at().judgements(closed=True) == (undone,)
    assert ledger.at(AsOf(recorded=FRIDAY)).judgements() == (judgement,)
    assert ledger.at(AsOf(recorded=FRIDAY - DAY)).judgements(closed=True) == ()
    with ledger.writing() as writer:
        writer.judged(replace(judgement, closed=FRIDAY + 2 * DAY))
    assert ledger.at().judgements(closed=True) == (undone,)  # a closed one is not touched again


def test_rulings_are_of_a_question(ledger: Ledger) -> None:
    ruling = Ruling("qu-1", "an-1", Polarity.AFFIRMS, "ada", "saw the papers", FRIDAY)
    with ledger.writing() as writer:
        writer.judged(ruling)
    assert ledger.at().rulings("qu-1") == (ruling,)
    assert ledger.at().rulings("qu-2") == ()


def test_a_rejected_statement_is_gone_from_every_page_and_comes_back_when_that_is_undone(
    ledger: Ledger,
) -> None:
    item = made()
    said = item.reading.statements[0]
    add(ledger, item)
    with ledger.writing() as writer:
        writer.weighing(weighing([item]))
        rejection = Correction(said.id, CorrectionKind.REJECT, "ada", "not a quotation", FRIDAY)
        writer.judged(rejection)
    view = ledger.at()
    reading = view.reading(item.article.id)
    assert reading is not None
    assert reading.statements == ()
    assert view.statements() == ()
    assert view.bearings(question().id) == ()
    assert view.search("harbour").statements == ()
    assert view.statement(said.id).statement == said
    assert ledger.at(AsOf(recorded=FRIDAY - DAY)).corrections() == ()
    with ledger.writing() as writer:
        writer.judged(replace(rejection, closed=FRIDAY + DAY))
    assert [row.statement for row in ledger.at().statements()] == [said]


def test_an_edited_statement_takes_the_place_of_what_was_read(ledger: Ledger) -> None:
    item = made()
    said = item.reading.statements[0]
    edited = replace(said, hedge=Hedge.WEAK)
    add(ledger, item)
    with ledger.writing() as writer:
        writer.judged(Correction(said.id, CorrectionKind.EDIT, "ada", "hedged", FRIDAY, edited))
        with pytest.raises(BadField, match="only an edit"):
            writer.judged(Correction(said.id, CorrectionKind.ACCEPT, "ada", "", FRIDAY, edited))
    assert [row.statement for row in ledger.at().statements()] == [edited]
    assert [reading.statements for _, reading in ledger.at().readings()] == [(edited,)]


def test_who_is_who_comes_back_and_shows_no_later_name(ledger: Ledger) -> None:
    early, late = made(1), made(2, who="the port authority", out=FRIDAY + 2 * DAY)
    add(ledger, early, late)
    resolution = Resolution(
        entities=(
            Entity("en-1", EntityKind.ORGANISATION, "Port Authority"),
            Entity("en-2", EntityKind.PERSON, "Officials"),
        ),
        aliases=(
            Alias("two officials", "en-2", early.article.id, weak=True),
            Alias("the port authority", "en-1", late.article.id),
        ),
        relations=(Relation("en-2", "en-1", RelationKind.PART_OF, "of the port", late.article.id),),
        joins=(Judgement("en-2", "en-3", Verdict.SAME, "rule", "alike", FRIDAY),),
    )
    for _ in range(2):
        with ledger.writing() as writer:
            writer.resolution(resolution)
    assert ledger.at().resolution() == Resolution(
        tuple(sorted(resolution.entities, key=lambda it: it.id, reverse=True)),
        resolution.aliases,
        resolution.relations,
        resolution.joins,
    )
    assert [row.article.id for row in ledger.at().statements(entity="en-2")] == [early.article.id]
    before = ledger.at(AsOf(published=FRIDAY + DAY)).resolution()
    assert [entity.id for entity in before.entities] == ["en-2"]
    assert before.relations == ()


def test_outlets_are_counted(ledger: Ledger) -> None:
    add(ledger, made(1, outlet="Gull"), made(2, outlet="Gull"), made(3, outlet="Lantern"))
    assert [(row.name, row.articles) for row in ledger.at().outlets()] == [("Gull", 2), ("Lantern", 1)]
