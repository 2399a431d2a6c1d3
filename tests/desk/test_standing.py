"""A question weighed anew is as weighing left it, whichever way it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sayso.desk.standing import all_told, stand, told
from sayso.ledger.ledger import Ledger
from sayso.run.weighing import weigh_new
from sayso.terms.time import NOW
from tests.run.test_weighing import CASE, store
from tests.weigh.test_case import YES, pair

ASIDE = pair(
    "G",
    "Ferry captain killed",
    ("The fire on the ferry Anselma at Brack burned for nine hours", "the port authority", YES),
    ("Teo Marsh, the captain, had sailed the ferry for nine years", "his family", YES),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.create(tmp_path_factory.mktemp("standing") / "case") as ledger:
        store(ledger, [*CASE, ASIDE])
        weigh_new(ledger)
        yield ledger


def test_one_by_one_and_all_together_are_as_weighing_left_them(ledger: Ledger) -> None:
    view = ledger.at()
    summaries = view.questions()
    assert len(summaries) > 1
    together = {each.question.id: each for each in all_told(view, [each.question for each in summaries])}
    for each in summaries:
        alone = stand(told(view, each.question.id), NOW).status
        assert alone == stand(together[each.question.id], NOW).status
        assert each.status is not None
        assert replace(each.status, as_of=alone.as_of) == alone


def test_who_is_who_is_told_by_all_articles_of_the_event(ledger: Ledger) -> None:
    view = ledger.at()
    (fire,) = (each.question for each in view.questions() if "Marsh" in each.question.asks)
    one = told(view, fire.id)
    bearing = {item.article.id for item in one.borne}
    assert "G" not in bearing
    assert {"G", *bearing} <= set(one.heads)
    assert "D" not in one.heads  # of the bridge
    assert "G" in {alias.origin for alias in one.who.aliases}
    (both,) = (each for each in all_told(view, [fire]))
    assert both.heads == one.heads
    assert set(both.who.aliases) == set(one.who.aliases)
