"""Voice vectors -> which of them are one voice. Pure; average linkage on cosine similarity."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Labels = NDArray[np.int64]

_AT_ONCE = 1200  # vectors that are compared each with each; more are done in parts


def unit(vectors: Vectors) -> Vectors:
    """The same directions with length 1."""
    import numpy as np

    length: Vectors = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Vectors = (vectors / np.maximum(length, np.float32(1e-9))).astype(np.float32)
    return found


def cluster(vectors: Vectors, weights: NDArray[np.float32], *, least: float, count: int | None) -> Labels:
    """A label for each vector: the closest two groups are joined until none are as alike as `least`, or
    until `count` groups are left. `weights` are seconds behind each vector."""
    import numpy as np

    if len(vectors) <= _AT_ONCE:
        return _linked(unit(vectors), weights, least=least, count=count)
    labels = np.zeros(len(vectors), np.int64)
    centres: list[Vectors] = []
    heavy: list[float] = []
    for start in range(0, len(vectors), _AT_ONCE):
        part, weight = vectors[start : start + _AT_ONCE], weights[start : start + _AT_ONCE]
        mine = _linked(unit(part), weight, least=least, count=None)
        labels[start : start + _AT_ONCE] = mine + len(centres)
        for label in range(int(mine.max()) + 1):
            centres.append(np.average(part[mine == label], axis=0, weights=weight[mine == label]))
            heavy.append(weight[mine == label].sum())
    joined = _linked(unit(np.stack(centres)), np.array(heavy), least=least, count=count)
    found: Labels = joined[labels]
    return found


def _linked(vectors: Vectors, weights: NDArray[np.float32], *, least: float, count: int | None) -> Labels:
    import numpy as np

    n = len(vectors)
    groups = [[at] for at in range(n)]
    alike = (vectors @ vectors.T).astype(np.float64)
    np.fill_diagonal(alike, -np.inf)
    nearest = alike.argmax(axis=1)
    highest = alike[np.arange(n), nearest]
    mass, left = weights.astype(np.float64).copy(), n
    while left > 1:
        a = int(highest.argmax())
        b = int(nearest[a])
        if (count is None and alike[a, b] < least) or (count is not None and left <= count):
            break
        alike[a] = (alike[a] * mass[a] + alike[b] * mass[b]) / (mass[a] + mass[b])
        alike[:, a], alike[a, a] = alike[a], -np.inf
        alike[b], alike[:, b] = -np.inf, -np.inf
        # A mean is never more alike than both of its parts, so only who was nearest to one looks anew.
        stale = np.flatnonzero((nearest == a) | (nearest == b) | (np.arange(n) == a))
        nearest[stale] = alike[stale].argmax(axis=1)
        highest[stale] = alike[stale, nearest[stale]]
        highest[b] = -np.inf
        mass[a] += mass[b]
        groups[a], groups[b] = groups[a] + groups[b], []
        left -= 1
    labels = np.zeros(n, np.int64)
    for label, group in enumerate(group for group in groups if group):
        labels[group] = label
    return labels
