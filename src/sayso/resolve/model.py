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

from sayso.resolve.features import FEATURES
from sayso.resolve.taken import Floats, Numbers

_FEW = 64  # pairs for which all tables are looked up at once


@dataclass(frozen=True, slots=True)
class Model:
    """`question` and `above` are the feature and bound of the root and its two children (trees x 3);
    `value` what root, children and leaves are worth in log-odds (trees x 7).

    Trees over the same two features are added up in one table of their sums, so that scoring a pair is a
    look-up for each two features. `bounds` are the bounds of each feature. The tables lie in `sums`, those
    of one first feature side by side, `width` together: `tables` (3 x tables) are the two features of each
    and where it begins.
    """

    question: Numbers
    above: Floats
    value: Floats
    shift: float
    version: str
    bounds: tuple[Floats, ...]
    width: Numbers
    tables: Numbers
    sums: Floats

    def scores(self, matrix: Floats) -> Floats:
        """The probability-like score of each column of the matrix (FEATURES x pairs), 0 to 1; 0.7 is where
        the shipped threshold stands."""
        places = np.empty(matrix.shape, np.int64)
        for row, bounds in enumerate(self.bounds):
            # There are few bounds: to compare with all is quicker than to search among them.
            places[row] = np.add.reduce(matrix[row] > bounds[:, None], dtype=np.uint8)
        rows = self.width[:, None] * places
        total = self._few(rows, places) if matrix.shape[1] <= _FEW else self._many(rows, places)
        return np.asarray(1 / (1 + np.exp(-(self.shift + total))), np.float32)

    def _few(self, rows: Numbers, places: Numbers) -> Floats:
        """The sum over all tables at once; accumulated, it is added up in the order of the other one."""
        one, two, start = self.tables
        found = self.sums[rows[one] + places[two] + start[:, None]]
        return np.asarray(np.add.accumulate(found)[-1])

    def _many(self, rows: Numbers, places: Numbers) -> Floats:
        """The sum table by table."""
        total, found = np.zeros(rows.shape[1], np.float32), np.empty(rows.shape[1], np.float32)
        at = np.empty(rows.shape[1], np.int64)
        for one, two, start in self.tables.T.tolist():
            np.add(rows[one], places[two], out=at)
            self.sums[start:].take(at, out=found, mode="wrap")
            total += found
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
    tables = _tables(question, above, value, bounds)
    return Model(question, above, value, shift, version, bounds, *_laid_out(tables))


def _laid_out(
    tables: dict[tuple[int, int], Floats],
) -> tuple[Numbers, Numbers, Floats]:
    """The tables of each first feature side by side: what a row of all of them is for a bin of the feature
    is then worked out once."""
    width, start = np.zeros(len(FEATURES), np.int64), 0
    places: dict[tuple[int, int], int] = {}
    parts = [np.zeros(0, np.float32)]
    for one in range(len(FEATURES)):
        here = {pair: table for pair, table in tables.items() if pair[0] == one}
        for pair, table in here.items():
            places[pair] = start + int(width[one])
            width[one] += table.shape[1]
        if here:
            parts.append(np.hstack(list(here.values())).ravel())
            start += len(parts[-1])
    return width, np.array([(*pair, places[pair]) for pair in tables]).T, np.concatenate(parts)


def _tables(
    question: Numbers, above: Floats, value: Floats, bounds: tuple[Floats, ...]
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
