"""The model that weighs the features of two names: boosted trees of two questions each.

Trees of depth two are sums of functions of at most two features, so what each feature gave to a score can
be told apart (path attribution: Saabas, *Interpreting random forests*, 2014). Trained by
`benchmarks/train_names.py` with every feature held to the way it is said to speak (monotone constraints).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from sayso.resolve.alignment import Floats
from sayso.resolve.features import FEATURES

_FEW = 64  # rows for which going through the trees is quicker than through the tables


@dataclass(frozen=True, slots=True)
class Model:
    """`question` and `above` are the feature and bound of the root and its two children (trees x 3);
    `value` what root, children and leaves are worth in log-odds (trees x 7).

    Trees over the same two features are added up in one table of their sums, so that scoring a pair is a
    look-up for each two features: `bounds` are the bounds of each feature, `first` and `second` the
    features of each table, `start` and `width` where it lies in `sums`.
    """

    question: npt.NDArray[np.int64]
    above: Floats
    value: Floats
    shift: float
    version: str
    bounds: tuple[Floats, ...]
    first: npt.NDArray[np.int64]
    second: npt.NDArray[np.int64]
    start: npt.NDArray[np.int64]
    width: npt.NDArray[np.int64]
    sums: Floats

    def scores(self, matrix: Floats) -> Floats:
        """The probability-like score of each row, 0 to 1; 0.7 is where the shipped threshold stands."""
        total = self.shift + (self._by_trees(matrix) if len(matrix) <= _FEW else self._by_tables(matrix))
        return np.asarray(1 / (1 + np.exp(-total)), np.float32)

    def _by_tables(self, matrix: Floats) -> Floats:
        bins = np.empty((len(self.bounds), len(matrix)), np.int32)
        for column, bounds in enumerate(self.bounds):
            bins[column] = np.searchsorted(bounds, matrix[:, column], side="left")
        total = np.zeros(len(matrix), np.float32)
        for one, two, start, width in zip(
            self.first.tolist(), self.second.tolist(), self.start.tolist(), self.width.tolist(), strict=True
        ):
            total += self.sums[start + width * bins[one] + bins[two]]
        return total

    def _by_trees(self, matrix: Floats) -> Floats:
        """The same sum tree by tree: quicker for a few rows."""
        _, leaf = self._paths(matrix)
        total: Floats = self.value[np.arange(len(self.value)), 3 + leaf].sum(1)
        return total

    def _paths(self, matrix: Floats) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
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
    tables = _tables(question, above, value, bounds)
    pairs = np.array(list(tables), np.int64)
    sizes = np.array([table.size for table in tables.values()], np.int64)
    return Model(
        question=question,
        above=above,
        value=value,
        shift=shift,
        version=version,
        bounds=bounds,
        first=pairs[:, 0],
        second=pairs[:, 1],
        start=np.cumsum(sizes) - sizes,
        width=np.array([table.shape[1] for table in tables.values()], np.int64),
        sums=np.concatenate([table.ravel() for table in tables.values()]),
    )


def _tables(
    question: npt.NDArray[np.int64], above: Floats, value: Floats, bounds: tuple[Floats, ...]
) -> dict[tuple[int, int], Floats]:
    """What trees give together, by the places of both features among their bounds."""
    tables: dict[tuple[int, int], Floats] = {}
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
            tables[pair] = tables[pair] + grid if pair in tables else grid
    return tables


def _over(bounds: Floats, limit: np.float32) -> npt.NDArray[np.bool_]:
    """For each place among the bounds, whether a value there is above the limit."""
    return np.arange(len(bounds) + 1) > np.searchsorted(bounds, limit)
