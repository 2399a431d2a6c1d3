"""What is alike among many, and stretches of a text, against Python's own."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sayso.resolve.taken import Stretches, distinct, lines_of

FEW = st.lists(st.tuples(st.integers(0, 6), st.integers(-3, 3)), max_size=60)
WORDS = st.lists(st.text(alphabet="abzéع", max_size=9), max_size=9)


@given(FEW)
def test_what_is_taken_for_one_is_the_same(rows: list[tuple[int, int]]) -> None:
    one, two = np.array(rows, np.int64).reshape(-1, 2).T
    first, which = distinct(one, two)
    assert [rows[place] for place in first[which].tolist()] == rows
    assert which[first].tolist() == list(range(len(first)))


def test_many_that_are_the_same_are_hardly_told_twice() -> None:
    keys = np.arange(10_000) % 500
    first, _ = distinct(keys)
    assert 500 <= len(first) < 550


@given(WORDS)
def test_stretches_are_the_words_that_stand_there(words: list[str]) -> None:
    lines = lines_of(words)
    stretches = Stretches(lines.letters, lines.begin, lines.size)
    assert [stretches.text(place) for place in range(len(words))] == words
    turned = np.arange(len(words))[::-1]
    assert stretches.some(turned).lines().texts == words[::-1]
