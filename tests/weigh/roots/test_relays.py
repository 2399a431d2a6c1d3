"""Relays held against what the outlet they name wrote itself; what hangs on a report that was taken back."""

from __future__ import annotations

from dataclasses import replace

from sayso.terms.article import Article
from sayso.terms.question import Bearing, Shift, Standing
from sayso.terms.statement import Hedge, Polarity, Statement
from sayso.weigh.roots.relays import passed_on
from sayso.weigh.status.standing import standing
from tests.weigh.build import QUESTION, article, told

Told = tuple[Article, tuple[Statement, Bearing]]


def says(
    outlet: str,
    *chain: str,
    on: int,
    answer: str = "killed",
    hedge: Hedge = Hedge.NONE,
    polarity: Polarity = Polarity.AFFIRMS,
) -> Told:
    printed = article(f"{outlet}-{on}", on=on, outlet=outlet)
    return printed, told(printed, *chain, answer=answer, hedge=hedge, polarity=polarity)


def stood(*said: Told, more: tuple[Article, ...] = ()) -> Standing:
    bearings, statements = [b for _, (_, b) in said], [s for _, (s, _) in said]
    return standing(QUESTION, bearings, statements, [*(printed for printed, _ in said), *more])


def drifts(*said: Told) -> list[tuple[str, Shift]]:
    return [(drift.outlet, drift.shift) for drift in stood(*said).relayed]


MAYBE = says("Vale Wire", "Ana Brule", on=1, answer="wounded", hedge=Hedge.WEAK)


def test_may_have_been_wounded_becomes_killed() -> None:
    relay = says("Orle Post", "Vale Wire", "Ana Brule", on=2)
    assert drifts(MAYBE, relay) == [("Vale Wire", Shift.OTHER)]
    reasons = [reason.words for reason in stood(MAYBE, relay).status.reasons]
    assert "Orle Post passes Vale Wire on and is another answer than its origin's" in reasons


def test_a_lost_reservation_is_a_drift_and_a_kept_one_is_none() -> None:
    sure = says("Orle Post", "Vale Wire", "Ana Brule", on=2, answer="wounded")
    kept = says("Low Mail", "Vale Wire", "Ana Brule", on=2, answer="wounded", hedge=Hedge.WEAK)
    assert drifts(MAYBE, sure, kept) == [("Vale Wire", Shift.SURER)]


def test_a_denial_that_becomes_a_claim_is_turned() -> None:
    denial = says("Vale Wire", "Ana Brule", on=1, polarity=Polarity.DENIES)
    assert drifts(denial, says("Orle Post", "Vale Wire", on=2)) == [("Vale Wire", Shift.TURNED)]


def test_what_the_origin_wrote_later_is_not_held_against_a_relay() -> None:
    late = (replace(MAYBE[0], published=article("x", on=5).published), MAYBE[1])
    assert drifts(late, says("Orle Post", "Vale Wire", on=2)) == []


def test_who_names_no_outlet_of_the_case_passes_nothing_on() -> None:
    rooted = stood(MAYBE, says("Orle Post", "Ana Brule", on=2)).rooted
    outlets = {"Vale Wire-1": "Vale Wire", "Orle Post-2": "Orle Post"}
    assert set(passed_on(rooted, outlets).values()) == {()}


def test_a_report_taken_back_flags_those_who_passed_it_on() -> None:
    first = says("Vale Wire", "Ana Brule", on=1)
    relay = says("Orle Post", "Vale Wire", "Ana Brule", on=2)
    back = article("Vale Wire-3", on=3, outlet="Vale Wire", title="Correction: we retract our report on Vesk")
    words = [reason.words for reason in stood(first, relay, more=(back,)).status.reasons]
    assert any("taken a report back" in each and "also in Orle Post" in each for each in words), words
