"""How speech sounds: the band it came through, and how much noise is in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.listen.sound import RATE
from sayso.listen.speech import net
from sayso.terms.recording import Channel, Condition, Stretch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sayso.listen.sound import Sound

MOST = 30.0  # seconds of speech that are looked at
NOISY = 15.0  # dB below which speech counts as noisy
TOO_NOISY = 3.0  # dB below which no comparison is made
_NARROW = 4750.0  # Hz: 8 kHz sampling and the slope of the filters that bring it to 16
_CUT_BELOW = -14.0  # dB of 90 to 220 Hz below 300 to 1000 Hz: a telephone's lower edge


def speech_of(sound: Sound, stretches: Sequence[Stretch], *, most: float = MOST) -> NDArray[np.float32]:
    """The samples of the stretches one after the other, up to `most` seconds."""
    import numpy as np

    parts, left = [np.zeros(0, np.float32)], most
    for each in stretches:
        if left <= 0:
            break
        parts.append(sound.read(each.start, min(each.end, each.start + left)))
        left -= each.seconds
    return np.concatenate(parts)


def condition(samples: NDArray[np.float32], *, speech: float) -> Condition:
    """The condition of samples that are mostly speech; `speech` is how many seconds of it there are."""
    import numpy as np

    if len(samples) < RATE // 2 or not np.abs(samples).max():
        return Condition(Channel.UNKNOWN, 0.0, 0.0, speech)
    size = 512
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[:: size // 2]
    power = np.abs(np.fft.rfft(frames * np.hanning(size).astype(np.float32), axis=1)) ** 2
    level = power.sum(axis=1)
    floor = float(np.quantile(level, 0.05)) + 1e-9
    snr = 10 * np.log10(max(float(level.mean()) / floor - 1, 1e-3))
    loud = power[level >= np.quantile(level, 0.5)].mean(axis=0) + 1e-12
    hertz = np.arange(len(loud)) * RATE / size

    def part(low: float, high: float) -> float:
        return float(10 * np.log10(loud[(hertz >= low) & (hertz < high)].mean()))

    edge = _upper_edge(loud, hertz)
    cut = part(90, 220) - part(300, 1000) < _CUT_BELOW
    return Condition(_channel(edge, cut, float(snr)), edge, round(float(snr), 1), round(speech, 2))


def _upper_edge(loud: NDArray[np.float64], hertz: NDArray[np.float64]) -> float:
    """The highest frequency whose level is within 45 dB of the speech band's."""
    import numpy as np

    smooth = np.convolve(loud, np.ones(5) / 5, mode="same")
    reference = smooth[(hertz >= 500) & (hertz < 2500)].mean()
    heard = np.flatnonzero(smooth > reference * 3e-5)
    return float(hertz[heard[-1]]) if heard.size else 0.0


def _channel(edge: float, cut: bool, snr: float) -> Channel:
    narrow = edge < _NARROW
    if narrow and snr < NOISY:
        return Channel.UNKNOWN  # a noisy telephone was never validated
    if narrow:
        return Channel.TELEPHONE if cut else Channel.GSM
    return Channel.NOISE if snr < NOISY else Channel.CLEAN


def of(sound: Sound, stretches: Sequence[Stretch]) -> Condition:
    """The condition of the speech in the stretches of a sound."""
    return condition(speech_of(sound, stretches), speech=net(stretches))
