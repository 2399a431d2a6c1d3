"""Voice vectors are joined as by looking at every pair of groups each time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.listen.cluster import cluster, unit


def joined(vectors: np.ndarray, weights: np.ndarray, least: float, count: int | None) -> set[frozenset[int]]:
    """Average linkage from its definition."""
    alike = (vectors @ vectors.T).astype(np.float64)
    groups = [[at] for at in range(len(vectors))]

    def mean(one: list[int], two: list[int]) -> float:
        share = np.outer(weights[one], weights[two])
        return float((alike[np.ix_(one, two)] * share).sum() / share.sum())

    while len(groups) > 1 and (count is None or len(groups) > count):
        pairs = [(a, b) for b in range(len(groups)) for a in range(b)]
        a, b = max(pairs, key=lambda pair: mean(groups[pair[0]], groups[pair[1]]))
        if count is None and mean(groups[a], groups[b]) < least:
            break
        groups[a] += groups.pop(b)
    return {frozenset(group) for group in groups}


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 14), st.integers(0, 2**32 - 1), st.sampled_from([None, 1, 2, 3]))
def test_the_closest_two_groups_are_joined_each_time(size: int, seed: int, count: int | None) -> None:
    rng = np.random.default_rng(seed)
    vectors = unit(rng.standard_normal((size, 6)).astype(np.float32))
    weights = rng.uniform(0.5, 3, size).astype(np.float32)
    labels = cluster(vectors, weights, least=0.2, count=count)
    found = {frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())}
    assert found == joined(vectors, weights, 0.2, count)


@pytest.mark.parametrize("count", [None, 2])
def test_more_vectors_than_are_compared_in_one_go_are_told_apart(count: int | None) -> None:
    rng = np.random.default_rng(3)
    who = rng.integers(2, size=1500)
    centres = np.eye(16, dtype=np.float32)[:2]
    vectors = centres[who] + 0.05 * rng.standard_normal((1500, 16)).astype(np.float32)
    labels = cluster(vectors, np.ones(1500, np.float32), least=0.5, count=count)
    assert len(set(zip(who.tolist(), labels.tolist(), strict=True))) == 2
