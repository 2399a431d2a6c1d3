"""The model that weighs the features of two names: boosted trees of two questions each.

Trees of depth two are sums of functions of at most two features, so what each feature gave to a score can
be told apart (path attribution: Saabas, *Interpreting random forests*, 2014). Trained by
`benchmarks/train_names.py` with every feature held to the way it is said to speak (monotone constraints).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sayso.resolve.features import FEATURES
from sayso.resolve.taken import Floats, Numbers

_FEW = 64  # pairs for which all tables are looked up at once
_MOST = 4096  # sums in one table: it is to lie close at hand
Places = npt.NDArray[np.uint16]  # among the bounds of each feature (FEATURES x pairs)


class Tables(NamedTuple):
    """What trees that ask for the same few features give together, a table after the other in `sums`: where
    each begins (`start`), and how much further on in it a value of each feature is that is one bound higher
    (`steps`, tables x FEATURES, 0 for those that it does not ask for)."""

    sums: Floats
    start: Numbers
    steps: Numbers


@dataclass(frozen=True, slots=True)
class Model:
    """`question` and `above` are the feature and bound of the root and its two children (trees x 3);
    `value` what root, children and leaves are worth in log-odds (trees x 7).

    Trees over the same few features are added up in one of `tables`, so that scoring a pair is a look-up in
    each. `bounds` are the bounds of each feature.
    """

    question: Numbers
    above: Floats
    value: Floats
    shift: float
    version: str
    bounds: tuple[Floats, ...]
    tables: Tables

    def scores(self, matrix: Floats) -> Floats:
        """The probability-like score of each column of the matrix (FEATURES x pairs), 0 to 1; 0.7 is where
        the shipped threshold stands."""
        places = np.empty(matrix.shape, np.uint16)
        for row, bounds in enumerate(self.bounds):
            # There are few bounds: to compare with all is quicker than to search among them.
            places[row] = np.add.reduce(matrix[row] > bounds[:, None], dtype=np.uint8)
        total = self._few(places) if matrix.shape[1] <= _FEW else self._many(places)
        return np.asarray(1 / (1 + np.exp(-(self.shift + total))), np.float32)

    def _few(self, places: Places) -> Floats:
        """The sum over all tables at once; accumulated, it is added up in the order of the other one."""
        sums, start, steps = self.tables
        return np.asarray(np.add.accumulate(sums[steps @ places + start[:, None]])[-1])

    def _many(self, places: Places) -> Floats:
        """The sum table by table."""
        sums, start, steps = self.tables
        total, found = np.zeros(places.shape[1], np.float32), np.empty(places.shape[1], np.float32)
        at, part = np.empty_like(places[0]), np.empty_like(places[0])
        for begin, row in zip(start.tolist(), steps.tolist(), strict=True):
            at[:] = 0
            for feature, step in enumerate(row):
                if step:
                    np.add(at, np.multiply(places[feature], step, out=part), out=at)
            total += sums[begin:].take(at, out=found, mode="wrap")
        return total

    def _paths(self, matrix: Floats) -> tuple[Numbers, Numbers]:
        """For each row and tree the child (0, 1) and the leaf (0 to 3) that it comes to."""
        answers = matrix[:, self.question] > self.above
        child = answers[:, :, 0].astype(np.int64)
        return child, 2 * child + np.where(answers[:, :, 0], answers[:, :, 2], answers[:, :, 1])

    def shares(self, row: Floats) -> Floats:
        """What each feature gave to the score of one row, in log-odds."""
        child, leaf = (paths[0] for paths in self._paths(row[None, :]))
        every = np.arange(len(self.value))
        shares = np.zeros(row.shape[0], np.float32)
        middle = self.value[every, 1 + child]
        np.add.at(shares, self.question[:, 0], middle - self.value[:, 0])
        np.add.at(shares, self.question[every, 1 + child], self.value[every, 3 + leaf] - middle)
        return shares


@lru_cache(maxsize=1)
def model() -> Model:
    """The model that is shipped."""
    with np.load(BytesIO((files("sayso.resolve") / "names.npz").read_bytes())) as stored:
        question = stored["question"].astype(np.int64)
        above, value = stored["above"].astype(np.float32), stored["value"].astype(np.float32)
        shift, version = float(stored["shift"]), str(stored["version"])
    bounds = tuple(np.unique(above[question == column]) for column in range(len(FEATURES)))
    grids = _grids(question, above, value, bounds)
    return Model(question, above, value, shift, version, bounds, _tables(grids, bounds))


def _tables(grids: dict[tuple[int, int], Floats], bounds: tuple[Floats, ...]) -> Tables:
    """Grids of two features added up to few tables."""
    places = np.array([len(limits) + 1 for limits in bounds])
    rest = dict(grids)
    tables, steps = [], []
    while rest:
        features = _together(rest, places)
        sums = np.zeros(places[features], np.float32)
        for pair in [pair for pair in rest if {*pair} <= {*features}]:
            grid = rest.pop(pair)
            # Of the grid of a feature with itself only the diagonal means something.
            grid = grid.diagonal() if pair[0] == pair[1] else grid
            sums += grid.reshape([int(places[it]) if it in pair else 1 for it in features])
        tables.append(sums.ravel())
        steps.append(np.zeros(len(places), np.int64))
        steps[-1][features] = np.array(sums.strides) // sums.itemsize
    size = np.array([table.size for table in tables])
    return Tables(np.concatenate(tables), np.cumsum(size) - size, np.array(steps))


def _together(pairs: Collection[tuple[int, int]], places: Numbers) -> list[int]:
    """Features of which many pairs are among these, with few places together: the pair with most places,
    and one by one what goes with most of what is there."""
    linked = np.zeros((len(places), len(places)), bool)
    linked[tuple(np.array(list(pairs)).T)] = True
    linked |= linked.T
    one, two = divmod(int(np.argmax(linked * np.outer(places, places))), len(places))
    found = sorted({one, two})
    while True:
        gain = linked[:, found].sum(1)
        gain[found] = 0
        gain[places * places[found].prod() > _MOST] = 0
        if not gain.any():
            return sorted(found)
        found.append(int(np.lexsort((places, -gain))[0]))


def _grids(
    question: Numbers, above: Floats, value: Floats, bounds: tuple[Floats, ...]
) -> dict[tuple[int, int], Floats]:
    """What trees give together, by the places of both features among their bounds."""
    grids: dict[tuple[int, int], Floats] = {}
    for asked, limits, worth in zip(question.tolist(), above, value, strict=True):
        root = _over(bounds[asked[0]], limits[0])
        for side in (0, 1):
            child = _over(bounds[asked[1 + side]], limits[1 + side])
            leaves = np.where(child, worth[4 + 2 * side], worth[3 + 2 * side])
            taken = root if side else ~root
            pair = (asked[0], asked[1 + side])
            grid = (taken[:, None] * leaves[None, :]).astype(np.float32)
            if pair[0] > pair[1]:
                pair, grid = (pair[1], pair[0]), grid.T
            grids[pair] = grids[pair] + grid if pair in grids else grid
    return grids


def _over(bounds: Floats, limit: np.float32) -> npt.NDArray[np.bool_]:
    """For each place among the bounds, whether a value there is above the limit."""
    return np.arange(len(bounds) + 1) > np.searchsorted(bounds, limit)
