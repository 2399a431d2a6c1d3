"""One voice heard in several ways, whose vectors are laid side by side.

The voice network was trained on the whole band. Where a telephone took the lowest and highest frequencies,
each single way of handing it the rest errs in its own way, and together they err less: as it is; with the
pitch brought back from the envelope; without the bands that are missing; a little faster. (A little
slower made it worse in every channel.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sayso.listen.cluster import unit
from sayso.listen.features import centred, filter_banks
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
SIZE = 192
_LOWEST, _HIGHEST = 11, 55  # filter banks that lie wholly within 300 to 3400 Hz
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


def vector(samples: Samples, band: int) -> Samples:
    """The voice at one of `BANDS`: the vectors of its views one after the other, of length 1 together."""
    import numpy as np

    low, high = BANDS[band]
    heard = samples if band == 0 else within(samples, low, high)
    found = [voice_vectors(view(heard)[None])[0] for view in VIEWS[band]]
    return unit(np.concatenate([unit(each) for each in found]))


def _plain(samples: Samples) -> Samples:
    return centred(filter_banks(samples))


def _pitched(samples: Samples) -> Samples:
    """With the lowest harmonics, which a telephone cuts off, brought back out of the envelope."""
    import numpy as np

    envelope = np.abs(samples)
    low = within(envelope - envelope.mean(), 60, 280)
    level = 0.5 * np.sqrt((samples**2).mean() / ((low**2).mean() + 1e-12))
    return _plain((samples + level * low).astype(np.float32))


def _bare(samples: Samples) -> Samples:
    """Without what is left in the bands that a telephone cuts off."""
    features = _plain(samples)
    features[:, :_LOWEST] = 0
    features[:, _HIGHEST:] = 0
    return features


def _at(speed: float) -> Callable[[Samples], Samples]:
    def view(samples: Samples) -> Samples:
        import numpy as np

        count = round(len(samples) / speed)
        spectrum = np.fft.rfft(samples)[: count // 2 + 1]
        spectrum = np.pad(spectrum, (0, count // 2 + 1 - len(spectrum)))
        return _plain((np.fft.irfft(spectrum, count) * (count / len(samples))).astype(np.float32))

    return view


_ALWAYS = (_plain, _at(_FASTER))
VIEWS = (_ALWAYS, _ALWAYS, (*_ALWAYS, _pitched, _bare))
OFFSETS = (0, 2 * SIZE, 4 * SIZE, 8 * SIZE)  # where each band's vector begins in a voiceprint
