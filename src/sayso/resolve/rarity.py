"""How rare a word of a name is, from the names of public watchlists and of the screening queries."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import repeat

import numpy as np
import numpy.typing as npt

from sayso.resolve.taken import Bools

UNSEEN = 1.0
GENERIC = 0.25


@lru_cache(maxsize=1)
def _known() -> dict[str, float]:
    """Rarity by sound: 0 (in every name) to 1 (in none that was counted)."""
    with np.load(BytesIO((files("sayso.resolve") / "rarity.npz").read_bytes())) as stored:
        sounds = bytes(stored["sounds"]).decode("ascii").split("\n")
        values = stored["rarity"].astype(float) / 255.0
    return dict(zip(sounds, values.tolist(), strict=True))


def rarities(keys: Sequence[str], *, generic: Bools) -> npt.NDArray[np.float64]:
    """0 (in every name) to 1 (in no name that was counted) for each word, by its sound; words without vowels
    are looked up by an asterisk and their bones."""
    found = np.fromiter(map(_known().get, keys, repeat(UNSEEN)), np.float64, len(keys))
    return np.where(generic, GENERIC, found)
