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


@dataclass(frozen=True, slots=True)
class Model:
    """`question` and `above` are the feature and bound of the root and its two children (trees x 3);
    `value` what root, children and leaves are worth in log-odds (trees x 7)."""

    question: npt.NDArray[np.int64]
    above: Floats
    value: Floats
    shift: float
    version: str

    def _paths(self, matrix: Floats) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """For each pair and tree the child (0, 1) and the leaf (0 to 3) that it comes to."""
        answers = matrix[:, self.question.ravel()] > self.above.ravel()
        answers = answers.reshape(len(matrix), -1, 3)
        child = answers[:, :, 0].astype(np.int64)
        return child, 2 * child + np.where(answers[:, :, 0], answers[:, :, 2], answers[:, :, 1])

    def scores(self, matrix: Floats) -> Floats:
        """The probability-like score of each row, 0 to 1; 0.7 is where the shipped threshold stands."""
        every = np.arange(len(self.value))
        total = np.empty(len(matrix), np.float32)
        for start in range(0, len(matrix), 4096):
            _, leaf = self._paths(matrix[start : start + 4096])
            total[start : start + 4096] = self.value[every, 3 + leaf].sum(1) + self.shift
        return (1 / (1 + np.exp(-total))).astype(np.float32)

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
        return Model(
            stored["question"].astype(np.int64),
            stored["above"].astype(np.float32),
            stored["value"].astype(np.float32),
            float(stored["shift"]),
            str(stored["version"]),
        )
