"""The second fingerprint: signs of energy differences, by which a found match is checked and placed.

After Haitsma and Kalker, *A Highly Robust Audio Fingerprinting System*, ISMIR 2002. Their bands are a
twelfth of an octave wide; here they also overlap in steps of 2.5 %, so that another speed is the same bits a
few bands further, and need not be computed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.listen.landmarks import FRAMES_PER_SECOND

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EVERY = 3  # frames of the spectrogram from one code to the next: 48 ms
PER_SECOND = FRAMES_PER_SECOND / EVERY
STEP = 1.025
_LOWEST, _WIDTH, _BITS = 320.0, 1.06, 80
_SPAN = 10  # frames that a band's energy is summed over on each side: a third of a second in all
BYTES = _BITS // 8


def codes(spectrum: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Log magnitudes [frames, bins] -> [codes, 10] bytes, one code each 48 ms."""
    import numpy as np

    if not len(spectrum):
        return np.zeros((0, BYTES), np.uint8)
    power = np.exp(2 * spectrum.astype(np.float64))
    energy = np.log(power @ _bands(spectrum.shape[1]) + 1e-9)
    total = np.cumsum(np.pad(energy, ((1, 0), (0, 0))), axis=0)
    middle = np.arange(0, len(energy), EVERY)
    smooth = total[np.minimum(middle + _SPAN, len(energy))] - total[np.maximum(middle - _SPAN, 0)]
    wide = round(np.log(_WIDTH) / np.log(STEP))
    slope = smooth[:, :-wide] - smooth[:, wide:]
    change = slope - np.roll(slope, 4, axis=0)
    return np.packbits(change[:, :_BITS] > 0, axis=1)


def _bands(bins: int) -> NDArray[np.float64]:
    """Weights [bins, bands] of overlapping bands with soft edges."""
    import numpy as np

    wide = round(np.log(_WIDTH) / np.log(STEP))
    centre = np.log(_LOWEST) + np.log(STEP) * np.arange(_BITS + wide)
    with np.errstate(divide="ignore"):
        at = np.log(np.arange(bins) * 15.625)
    weights: NDArray[np.float64] = np.exp(-0.5 * ((at[:, None] - centre) / (np.log(_WIDTH) / 2)) ** 2)
    return weights


def agreement(
    here: NDArray[np.uint8], there: NDArray[np.uint8], *, offset: float, speed: float, pitch: float
) -> NDArray[np.float32]:
    """For each code here the share of bits that agree with the code there at `offset` + `speed` x place
    (both in codes), NaN where that lies outside. `pitch` is how much higher it sounds here."""
    import numpy as np

    shift = round(np.log(pitch) / np.log(STEP))
    place = np.round(offset + speed * np.arange(len(here))).astype(np.int64)
    inside = (place >= 4) & (place < len(there))
    found = np.full(len(here), np.nan, np.float32)
    if not inside.any():
        return found
    mine = np.unpackbits(here[inside], axis=1)
    yours = np.unpackbits(there[place[inside]], axis=1)
    if shift > 0:
        mine, yours = mine[:, shift:], yours[:, :-shift]
    elif shift < 0:
        mine, yours = mine[:, :shift], yours[:, -shift:]
    found[inside] = (mine == yours).mean(axis=1)
    return found
