"""Headlines grouped by event, and the laws of grouping."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.weigh.events.grouping import LARGEST, Told, group, likeness

HEADLINES = (
    "Rebel commander Oru Dan killed in air strike on Velm, officials say",
    "Air strike in Velm killed rebel leader Oru Dan, army says",
    "Oru Dan, rebel commander, reported killed by strike near Velm",
    "Brass band of Sant Weil cancels winter tour after bus theft",
    "Bus stolen: Sant Weil brass band calls off its winter tour",
    "Port Ilsa raises ferry fares to 340 crowns from May",
    "Ferry fares at Port Ilsa to rise to 340 crowns",
    "Two-headed calf born on a farm near Karst",
)
EVENTS = (0, 0, 0, 1, 1, 2, 2, 3)


def told(text: str, day: int = 1) -> Told:
    return Told(text, datetime(2031, 3, day, tzinfo=UTC))


def parts(names: tuple[int, ...]) -> set[frozenset[int]]:
    return {frozenset(at for at, name in enumerate(names) if name == group_) for group_ in names}


def test_headlines_of_one_event_come_together_and_of_others_apart() -> None:
    assert group([told(text) for text in HEADLINES]) == EVENTS


def test_time_parts_what_words_do_not() -> None:
    early, late = told(HEADLINES[0], 1), Told(HEADLINES[1], datetime(2032, 3, 1, tzinfo=UTC))
    near, far = likeness([early, told(HEADLINES[1], 1)])[0, 1], likeness([early, late])[0, 1]
    assert far < near


@pytest.mark.parametrize("items", [[], [told("")], [told(""), told("")], [Told("", None), told("One")]])
def test_hardly_anything_to_group_does_no_harm(items: list[Told]) -> None:
    assert len(group(items)) == len(items)


def test_too_many_texts_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        group([told("One")] * (LARGEST + 1))


@settings(max_examples=25)
@given(st.permutations(range(len(HEADLINES))))
def test_the_order_of_arrival_does_not_change_the_groups(order: list[int]) -> None:
    found = group([told(HEADLINES[at]) for at in order])
    assert {frozenset(order[at] for at in part) for part in parts(found)} == parts(EVENTS)


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=40), st.none() | st.integers(1, 28)), max_size=8))
def test_likeness_is_symmetric_and_between_none_and_one(given_: list[tuple[str, int | None]]) -> None:
    items = [Told(text, datetime(2031, 1, day, tzinfo=UTC) if day else None) for text, day in given_]
    if len(items) > 1:
        near = likeness(items)
        assert np.allclose(near, near.T, atol=1e-5)
        assert near.min() >= 0
        assert near.max() <= 1
    assert len(group(items)) == len(items)
