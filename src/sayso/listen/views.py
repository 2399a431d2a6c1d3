"""One voice heard in several ways, whose vectors are laid side by side.

Each single way of hearing errs in its own way, and two together err less: as it is, and a little faster. (A
little slower made it worse in every channel.) The network was trained on the whole band; where a telephone
took the lowest and highest frequencies, what it hears is mended instead (`mend`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.listen.campplus import SIZE
from sayso.listen.cluster import unit
from sayso.listen.features import centred, filter_banks
from sayso.listen.mend import Mend, telephone
from sayso.listen.models import voice_vectors
from sayso.listen.sound import RATE
from sayso.terms.recording import Channel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

# Both sides of a comparison are brought to the band of the narrower one: low and high edge in Hz.
BANDS: tuple[tuple[float, float], ...] = ((0.0, 8000.0), (0.0, 3900.0), (300.0, 3400.0))
BAND_OF = {Channel.CLEAN: 0, Channel.NOISE: 0, Channel.GSM: 1, Channel.TELEPHONE: 2, Channel.UNKNOWN: 2}
_FASTER = 1.06


def within(samples: Samples, low: float, high: float) -> Samples:
    """Only the frequencies between two edges, in 16 bits as a line would carry them."""
    import numpy as np

    spectrum = np.fft.rfft(samples)
    hertz = np.fft.rfftfreq(len(samples), 1 / RATE)
    up = np.clip((hertz - 0.9 * low) / (0.2 * low), 0, 1) if low else 1.0
    down = np.clip((1.05 * high - hertz) / (0.1 * high), 0, 1)
    heard = np.fft.irfft(spectrum * up * down, len(samples))
    return (np.round(heard * 32768) / 32768).astype(np.float32)


def vector(samples: Samples, band: int, how: Mend | None = None) -> Samples:
    """The voice at one of `BANDS`, of length 1: the vectors of its views one after the other; or, where it is
    said how it is mended, of one view."""
    import numpy as np

    low, high = BANDS[band]
    heard = samples if band == 0 else within(samples, low, high)
    if how is None and band == BAND_OF[Channel.TELEPHONE]:
        how = telephone()
    if how is not None:
        return unit(unit(voice_vectors(_plain(heard)[None], how)[0]) - how.mean)
    found = [voice_vectors(view(heard)[None])[0] for view in (_plain, _faster)]
    return unit(np.concatenate([unit(each) for each in found]))


def _plain(samples: Samples) -> Samples:
    return centred(filter_banks(samples))


def _faster(samples: Samples) -> Samples:
    import numpy as np

    count = round(len(samples) / _FASTER)
    spectrum = np.fft.rfft(samples)[: count // 2 + 1]
    spectrum = np.pad(spectrum, (0, count // 2 + 1 - len(spectrum)))
    return _plain((np.fft.irfft(spectrum, count) * (count / len(samples))).astype(np.float32))


OFFSETS = (0, 2 * SIZE, 4 * SIZE, 5 * SIZE)  # where each band's vector begins in a voiceprint
