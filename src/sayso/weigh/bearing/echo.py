"""What sentences that bear on a question sound like, learned from the question's own articles alone.

The points of `evidence` see words; a sentence that says the same in others has few. So the sentences'
vectors are fitted to the points they got (ridge regression; Hoerl and Kennard 1970), and what the fit
gives a sentence is added to its points: one round of teaching oneself (Yarowsky 1995). Nothing is kept
from one question to the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sayso.weigh.vectors import embed

_KEEP = 1.0  # how strongly the fit keeps to the mean
_FEW = 60  # sentences; fewer are too few to learn from


@dataclass(frozen=True, slots=True)
class Echo:
    """For each sentence of a question's articles by how much it sounds more (up to 1) or less like those
    that bear on the question than the average one."""

    more: Mapping[str, float] = field(default_factory=dict)

    def of(self, text: str) -> float:
        """A sentence's value; 0 for one that was not there."""
        return self.more.get(text, 0.0)


def learn(likely: Mapping[str, float]) -> Echo:
    """Fit the vectors of sentences to how likely each bears on the question, 0 to 1."""
    if len(likely) < _FEW:
        return Echo()
    texts = sorted(likely)
    vectors: NDArray[np.float64] = embed(texts).astype(np.float64)
    vectors -= vectors.mean(axis=0)
    wanted = np.array([likely[text] for text in texts])
    wanted -= wanted.mean()
    size = vectors.shape[1]
    weights = np.linalg.solve(vectors.T @ vectors + _KEEP * np.eye(size), vectors.T @ wanted)
    return Echo(dict(zip(texts, map(float, vectors @ weights), strict=True)))
