"""Judgements: the order does not matter, the past stays, a merge loses nothing and can be undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.resolve.judge import after, clusters, merge, split, undo
from sayso.terms.entity import Judgement, Verdict

START = datetime(2031, 5, 1, 9, tzinfo=UTC)


def said(
    left: str, right: str, verdict: Verdict = Verdict.SAME, *, by: str = "rana", at: int = 0
) -> Judgement:
    return Judgement(left, right, verdict, by, "looked", START + timedelta(hours=at))


JUDGEMENTS = st.lists(
    st.builds(
        said,
        st.sampled_from("abcdef"),
        st.sampled_from("abcdef"),
        st.sampled_from(list(Verdict)),
        by=st.sampled_from(["rana", "sayso/names-1"]),
        at=st.integers(0, 50),
    ),
    max_size=9,
    unique_by=lambda it: it.recorded,
)


@settings(max_examples=100)
@given(JUDGEMENTS, st.randoms())
def test_order_of_facts_does_not_matter(judgements: list[Judgement], random: object) -> None:
    shuffled = list(judgements)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clusters(judgements) == clusters(shuffled)


@settings(max_examples=100)
@given(JUDGEMENTS, st.integers(0, 50))
def test_as_of_never_uses_later_knowledge(judgements: list[Judgement], at: int) -> None:
    then = START + timedelta(hours=at)
    assert clusters(judgements, at=then) == clusters([it for it in judgements if it.recorded <= then])


@settings(max_examples=100)
@given(JUDGEMENTS)
def test_no_cluster_holds_two_that_a_person_judged_different(judgements: list[Judgement]) -> None:
    found = clusters(judgements)
    last = {
        frozenset((it.left, it.right)): it
        for it in sorted(judgements, key=lambda it: it.recorded)
        if it.by == "rana"
    }
    for pair, judgement in last.items():
        if judgement.verdict is Verdict.DIFFERENT and len(pair) == 2:
            assert found.of(judgement.left) != found.of(judgement.right)


@settings(max_examples=60)
@given(JUDGEMENTS, st.sampled_from("abcdef"))
def test_split_takes_one_out_and_undo_brings_it_back(judgements: list[Judgement], one: str) -> None:
    before = clusters(judgements)
    rest = set(before.members.get(before.of(one), ())) - {one}
    change = split(judgements, one, by="rana", because="another", at=START + timedelta(days=9))
    stored = after(judgements, change)
    then = clusters(stored)
    assert then.of(one) == one
    assert one not in then.members
    back = clusters(after(stored, undo(change, at=START + timedelta(days=10))))
    # Else what could not be followed may tie the rest now, and what is said anew comes later than it.
    if not before.contradictions:
        assert len({then.of(it) for it in rest}) <= 1
        assert back.canonical == before.canonical
    assert clusters(stored, at=START + timedelta(days=8)).canonical == before.canonical


def test_split_makes_no_bridge_to_what_was_kept_apart() -> None:
    """b = c was not followed, for a and c are judged different: c is no neighbour of what b leaves."""
    judgements = [
        said("a", "c", Verdict.DIFFERENT, by="rana", at=0),
        said("b", "d", Verdict.SAME, by="rana", at=1),
        said("a", "d", Verdict.SAME, by="sayso/names-1", at=2),
        said("b", "c", Verdict.SAME, by="sayso/names-1", at=4),
    ]
    change = split(judgements, "b", by="rana", because="another", at=START + timedelta(days=9))
    then = clusters(after(judgements, change))
    assert then.of("a") == then.of("d") != then.of("c")


def test_merge_and_undo() -> None:
    change = merge("b", "a", by="rana", because="one passport", at=START)
    assert clusters(change.appended).of("b") == "a"
    assert clusters(after(change.appended, undo(change, at=START + timedelta(hours=1)))).of("b") == "b"
    assert (
        clusters(after(change.appended, undo(change, at=START + timedelta(hours=1))), at=START).of("b") == "a"
    )


def test_a_person_wins_over_the_rule_in_any_order() -> None:
    facts = [
        said("a", "b", by="sayso/names-1", at=5),
        said("b", "a", Verdict.DIFFERENT, at=1),
        said("a", "c", at=2),
    ]
    for order in permutations(facts):
        assert clusters(order).of("b") == "b"
        assert clusters(order).of("c") == "a"


def test_a_chain_of_same_against_a_different_is_told() -> None:
    found = clusters([said("a", "b", at=1), said("b", "c", at=2), said("a", "c", Verdict.DIFFERENT, at=3)])
    assert found.of("b") == "a"
    assert found.of("c") == "c"
    assert [(it.judgement.left, it.against) for it in found.contradictions] == [("b", ("a", "c"))] or [
        (it.judgement.left, it.against) for it in found.contradictions
    ] == [("b", ("c", "a"))]
