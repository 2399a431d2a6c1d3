"""Moves by whole arrays: the same arcs whatever texts stand beside one, and trees from any scores."""

from __future__ import annotations

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read.text.arcs import FEATURES, KINDS, NONE, SLOTS, Scorer, arcs

HIDDEN = 8
NAMES = "SDLLRRB"  # two labels to each side


def scorer(seed: int) -> Scorer:
    """A scorer with weights of no meaning."""
    random = numpy.random.default_rng(seed)
    return Scorer(
        random.standard_normal((HIDDEN, len(NAMES)), dtype="float32"),
        random.standard_normal(len(NAMES), dtype="float32"),
        numpy.array([KINDS.index(name) for name in NAMES]),
    )


def table(seed: int, words: int) -> numpy.ndarray:
    """What each word, and no word, adds to a state."""
    made = numpy.random.default_rng(seed).standard_normal((words + 1, FEATURES, 2 * HIDDEN), dtype="float32")
    made[-1] = 0.5
    return made


@settings(deadline=None)
@given(seed=st.integers(0, 999), lengths=st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_any_scores_make_trees_inside_each_text(seed: int, lengths: list[int]) -> None:
    heads, moves = arcs(table(seed, sum(lengths)), numpy.array(lengths), scorer(seed))
    start = 0
    for length in lengths:
        for word in range(start, start + length):
            steps, above = 0, word
            while heads[above] != NONE:
                above, steps = heads[above], steps + 1
                assert start <= above < start + length
                assert steps <= length
        start += length
    assert ((heads == NONE) == (moves == NONE)).all()
    assert {NAMES[move] for move in moves[moves != NONE]} <= {"L", "R"}


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 999), length=st.integers(1, 25), others=st.integers(0, 2 * SLOTS))
def test_a_text_has_the_same_arcs_in_any_company(seed: int, length: int, others: int) -> None:
    rows = table(seed, length + 3 * others)
    together = arcs(
        rows, numpy.array([*[3] * (others // 2), length, *[3] * (others - others // 2)]), scorer(seed)
    )
    start = 3 * (others // 2)
    alone = arcs(
        numpy.concatenate((rows[start : start + length], rows[-1:])), numpy.array([length]), scorer(seed)
    )
    heads = together[0][start : start + length]
    assert (numpy.where(heads == NONE, NONE, heads - start) == alone[0]).all()
    assert (together[1][start : start + length] == alone[1]).all()
