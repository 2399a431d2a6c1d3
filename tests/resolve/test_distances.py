"""The distances of many words at once (more than are compared one by one) are those that rapidfuzz gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, Levenshtein

from sayso.resolve.distances import fewest_edits, similarities
from sayso.resolve.taken import lines_of

WORDS = st.lists(st.text(alphabet="abz09", max_size=40), min_size=9, max_size=12)


@settings(max_examples=60)
@given(WORDS)
def test_each_word_beside_each(words: list[str]) -> None:
    one, two = (side.ravel() for side in np.indices((len(words), len(words))))
    for swaps, scorer in ((True, OSA), (False, Levenshtein)):
        lines = lines_of(words)
        found = similarities(lines, one, two, swaps=swaps)
        pairs = zip(one.tolist(), two.tolist(), strict=True)
        expected = [scorer.normalized_similarity(words[a], words[b]) for a, b in pairs]
        edits = [scorer.distance(words[a], words[b]) for a, b in zip(one.tolist(), two.tolist(), strict=True)]
        assert (fewest_edits(lines, one, two) <= np.array(edits)).all()
        assert found.tolist() == np.array(expected, np.float32).tolist()
