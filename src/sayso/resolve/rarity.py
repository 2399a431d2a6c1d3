"""How rare a word of a name is, from the names of public watchlists and of the screening queries."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np

from sayso.resolve.words import Word, vocabulary

UNSEEN = 1.0
GENERIC = 0.25


@lru_cache(maxsize=1)
def _known() -> dict[str, float]:
    """Rarity by sound: 0 (in every name) to 1 (in none that was counted)."""
    with np.load(BytesIO((files("sayso.resolve") / "rarity.npz").read_bytes())) as stored:
        sounds = bytes(stored["sounds"]).decode("ascii").split("\n")
        values = stored["rarity"].astype(float) / 255.0
    return dict(zip(sounds, values.tolist(), strict=True))


def rarity_of(word: Word) -> float:
    """0 (in every name) to 1 (in no name that was counted); words without vowels are looked up by bones."""
    if word.latin in vocabulary().generic:
        return GENERIC
    found = _known().get(f"*{word.bones}" if word.abjad else word.sound)
    return UNSEEN if found is None else found
