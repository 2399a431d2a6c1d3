"""Gathering articles into events: whatever the order of arrival, the same events; near ones together."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from sayso.terms.event import Place, Sketch
from sayso.weigh.events.gather import LONE, NEAR, MemoryShelf, find_events, gather, nearness, sketch
from tests.weigh.build import day
from tests.weigh.test_case import BRIDGE, FIRE

WORDS = st.dictionaries(st.integers(1, 14), st.integers(1, 6), min_size=2, max_size=6)
SKETCHES = st.lists(st.tuples(WORDS, st.integers(0, 40) | st.none()), min_size=1, max_size=9)


def drawn(name: str, words: dict[int, int], days: int | None) -> Sketch:
    length = sum(weight**2 for weight in words.values()) ** 0.5
    scaled = tuple(sorted((word, round(1000 * weight / length)) for word, weight in words.items()))
    return Sketch(name, None if days is None else day(1) + timedelta(days=days), scaled)


def placed(*sketches: Sketch) -> dict[str, Place]:
    shelf = MemoryShelf()
    gather(shelf, sketches)
    return shelf.placed


@given(SKETCHES, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(made: list[tuple[dict[int, int], int | None]], rng) -> None:  # type: ignore[no-untyped-def]  # a Random of Hypothesis
    sketches = [drawn(f"a{number}", *one) for number, one in enumerate(made)]
    first = placed(*sketches)
    rng.shuffle(sketches)
    assert placed(*sketches) == first


@given(SKETCHES, WORDS, st.integers(0, 8))
def test_a_new_sketch_is_as_if_it_had_always_been_so(
    made: list[tuple[dict[int, int], int | None]], words: dict[int, int], which: int
) -> None:
    sketches = [drawn(f"a{number}", *one) for number, one in enumerate(made)]
    at = which % len(sketches)
    changed = drawn(f"a{at}", words, 3)
    after = [changed if number == at else one for number, one in enumerate(sketches)]
    assert placed(*sketches, changed) == placed(*after)


@given(SKETCHES)
def test_what_is_said_to_change_is_all_that_changes(made: list[tuple[dict[int, int], int | None]]) -> None:
    shelf = MemoryShelf()
    for number, one in enumerate(made):
        before = {name: place.event for name, place in shelf.placed.items()}
        touched = gather(shelf, [drawn(f"a{number}", *one)])
        after = {name: place.event for name, place in shelf.placed.items()}
        moved = {name for name in after if before.get(name) != after[name]}
        assert {event for name in moved for event in (before.get(name), after[name]) if event} == touched


@given(WORDS, WORDS)
def test_nearness_is_the_same_both_ways_and_falls_with_time(one: dict[int, int], two: dict[int, int]) -> None:
    left, right, late = drawn("a", one, 0), drawn("b", two, 0), drawn("b", two, 30)
    assert nearness(left, right) == nearness(right, left)
    assert nearness(left, late) <= nearness(left, right)


def test_events_are_known_by_their_first_article() -> None:
    pairs = [*BRIDGE, *FIRE]
    events = find_events(pairs)
    assert sorted(sorted(pairs[index][0].id for index in event) for event in events) == [
        ["A", "B", "C"],
        ["D", "E"],
    ]
    assert all(pairs[event[0]][0].id == min(pairs[i][0].id for i in event) for event in events)


def test_a_chain_of_small_steps_does_not_make_one_event() -> None:
    steps = [drawn(f"a{n}", {n: 5, n + 1: 5, n + 2: 5}, n) for n in range(12)]
    events = {place.event for place in placed(*steps).values()}
    assert len(events) > 2


def test_one_that_nobody_follows_closely_needs_less_to_follow_another() -> None:
    first, alone = drawn("a", {1: 5, 2: 2, 3: 1}, 0), drawn("b", {1: 1, 3: 1, 4: 4}, 1)
    assert LONE <= nearness(first, alone) < NEAR
    assert placed(first, alone)["b"].event == "a"
    closely = drawn("c", {1: 1, 3: 1, 4: 4, 5: 1}, 2)
    assert placed(first, alone, closely)["b"].event == "b"


def test_a_sketch_leaves_little_words_out() -> None:
    article, _ = FIRE[0]
    words = dict(sketch(article).words)
    assert words
    assert sum(weight**2 for weight in words.values()) <= 1_010_000
