"""A corrected published time takes the place of the old one wherever a view asks, from its own moment on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from sayso.errors import NotFound
from sayso.ledger import Ledger
from sayso.terms.article import Dating
from sayso.terms.time import AsOf
from tests.ledger.made import DAY, FRIDAY, add, made, published, question, weighing

EARLIER = FRIDAY - 2 * DAY


def dated(ledger: Ledger, item: str, **changes: object) -> Dating:
    dating = Dating(item, published(EARLIER), "ada", "the printed edition", FRIDAY + 5 * DAY)
    dating = replace(dating, **changes)  # type: ignore[arg-type]  # tests name the fields
    with ledger.writing() as writer:
        writer.judged(dating)
    return dating


def test_a_dating_moves_the_article_in_every_answer(ledger: Ledger) -> None:
    first, second = made(1), made(2, out=FRIDAY - DAY)
    add(ledger, first, second, recorded=FRIDAY + DAY)
    with ledger.writing() as writer:
        writer.weighing(weighing([first, second]))
    as_of = AsOf(published=FRIDAY - DAY)
    assert [head.id for head in ledger.at(as_of).articles()] == []
    dating = dated(ledger, first.article.id)
    view = ledger.at(as_of)
    assert ledger.at().datings() == (dating,)
    assert [head.id for head in view.articles()] == [first.article.id]
    assert view.article(first.article.id).published == dating.published
    assert [borne.article.published for borne in view.bearings(question().id)] == [dating.published]
    assert view.questions()[0].first == EARLIER
    assert [hit.article.id for hit in view.search("pier").articles] == [first.article.id]
    assert [head.id for head in ledger.at().articles()] == [second.article.id, first.article.id]


def test_earlier_recorded_moments_do_not_know_of_it(ledger: Ledger) -> None:
    item = made(1)
    add(ledger, item, recorded=FRIDAY + DAY)
    dating = dated(ledger, item.article.id)
    before = AsOf(published=FRIDAY, recorded=dating.recorded - timedelta(seconds=1))
    assert ledger.at(before).articles() == ()
    assert ledger.at(before).search("pier").articles == ()
    after = AsOf(published=FRIDAY, recorded=dating.recorded)
    assert ledger.at(after).article(item.article.id).published == dating.published
    assert len(ledger.at(after).search("pier").articles) == 1


def test_taken_back_it_is_as_if_it_had_not_been(ledger: Ledger) -> None:
    item = made(1)
    add(ledger, item, recorded=FRIDAY + DAY)
    dating = dated(ledger, item.article.id)
    closed = dated(ledger, item.article.id, closed=dating.recorded + DAY)
    assert ledger.at().article(item.article.id) == item.article
    assert ledger.at().datings() == ()
    assert ledger.at().datings(closed=True) == (closed,)
    assert list(ledger.verify()) == []


def test_what_was_read_before_is_misdated_until_it_is_read_anew(ledger: Ledger) -> None:
    item = made(1)
    add(ledger, item)
    assert ledger.at().misdated() == ()
    with ledger.writing() as writer:
        later = writer.moment
    dating = dated(ledger, item.article.id, recorded=later)
    assert [article.published for article in ledger.at().misdated()] == [dating.published]
    assert not ledger.at().is_weighed()
    with ledger.writing() as writer:
        writer.reading(item.reading)  # no time in it: the same reading as before
    assert ledger.at().misdated() == ()
    assert [said.article.published for said in ledger.at().statements()] == [dating.published]


def test_statements_of_a_source_come_by_the_corrected_time(ledger: Ledger) -> None:
    first, second = made(1), made(2, out=FRIDAY - DAY)
    add(ledger, first, second)
    dated(ledger, first.article.id)
    with ledger.writing() as writer:
        writer.reading(first.reading)
    assert [said.article.id for said in ledger.at().statements()] == [first.article.id, second.article.id]


def test_only_articles_of_the_case_can_be_dated(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        dated(ledger, "ar-none")
