"""What the voice network hears through a telephone, mended towards what it would have heard without.

A telephone changes what the first layers hear, and the voice vector with it. Behind them each frame is moved
by a linear map, fitted by least squares on the same speech with and without the telephone; and the mean voice
by telephone is taken off the vector (`python -m benchmarks train_mend`: LibriSpeech, CC BY 4.0; no voice is
told from another in it).
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sayso.listen.campplus import SIZE, WIDE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def _same() -> Floats:
    import numpy as np

    return np.eye(WIDE, dtype=np.float32)


def _zeros(*shape: int) -> Floats:
    import numpy as np

    return np.zeros(shape, np.float32)


@dataclass(frozen=True, slots=True)
class Mend:
    """What is done: a frame x becomes `map` x + `shift`, and `mean`, the mean of voices of
    length 1, is taken off the vector. By default nothing."""

    map: Floats = field(default_factory=_same)
    shift: Floats = field(default_factory=lambda: _zeros(WIDE, 1))
    mean: Floats = field(default_factory=lambda: _zeros(SIZE))


@cache
def plain() -> Mend:
    """Nothing is done."""
    return Mend()


@cache
def telephone() -> Mend:
    """What is done for sound in the band of a telephone."""
    import numpy as np

    raw = files("sayso.listen").joinpath("mend.npz").read_bytes()
    with np.load(io.BytesIO(raw), allow_pickle=False) as data:
        return Mend(**{part: data[part].astype(np.float32) for part in data.files})
