"""Sound -> fingerprint: its landmarks and its bits, in blocks, so that memory does not grow with length."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sayso.listen import bits
from sayso.listen.landmarks import FRAMES_PER_SECOND, HOP, SIZE, landmarks, spectrogram
from sayso.listen.sound import RATE, Sound
from sayso.terms.recording import Fingerprint, MadeBy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MADE_BY = MadeBy("landmarks, Haitsma-Kalker bits", "1")
_BLOCK = 50 * bits.EVERY * HOP * 25  # samples, a whole number of codes: a minute
_MARGIN = 20 * bits.EVERY * HOP  # that are looked at on each side


@dataclass(frozen=True, slots=True)
class Codes:
    """A fingerprint unpacked: landmarks as frame and bin, in order of time, and bits [codes, 10]."""

    frame: NDArray[np.float32]
    bin: NDArray[np.float32]
    loud: NDArray[np.float32]
    bits: NDArray[np.uint8]


def fingerprint(sound: Sound, *, recording: str) -> Fingerprint:
    """What finding reuse needs of a sound: about 400 bytes a second."""
    found = [_block(sound, at) for at in range(0, max(1, sound.samples), _BLOCK)]
    return Fingerprint(recording, sound.seconds, pack(_joined(found)), MADE_BY)


def of_samples(samples: NDArray[np.float32]) -> Codes:
    """The same for samples in memory."""
    spectrum = spectrogram(samples)
    if not len(spectrum):
        return _joined([])
    return Codes(*landmarks(spectrum), bits.codes(spectrum))


def _block(sound: Sound, start: int) -> Codes:
    before = min(start, _MARGIN)
    end = min(sound.samples, start + _BLOCK)
    codes = of_samples(sound.read((start - before) / RATE, (end + _MARGIN + SIZE) / RATE))
    skip, last = before // HOP, (end - start + before) / HOP
    mine = (codes.frame >= skip) & (codes.frame < last)
    frame = codes.frame[mine] + (start - before) // HOP
    first = skip // bits.EVERY
    kept = codes.bits[first : first + -(-(end - start) // (HOP * bits.EVERY))]
    return Codes(frame, codes.bin[mine], codes.loud[mine], kept)


def _joined(parts: list[Codes]) -> Codes:
    import numpy as np

    empty = np.zeros(0, np.float32)
    none = Codes(empty, empty, empty, np.zeros((0, bits.BYTES), np.uint8))
    names = ("frame", "bin", "loud", "bits")
    return Codes(*(np.concatenate([getattr(each, name) for each in (none, *parts)]) for name in names))


def pack(codes: Codes) -> bytes:
    """Codes as bytes to store."""
    import numpy as np

    file = io.BytesIO()
    np.savez(
        file,
        frame=np.round(codes.frame).astype(np.uint32),
        bin=np.round(codes.bin * 64).astype(np.uint16),
        loud=np.clip(np.round(codes.loud * 32), 0, 255).astype(np.uint8),
        bits=codes.bits,
    )
    return file.getvalue()


def unpack(stored: bytes) -> Codes:
    """Stored bytes as codes."""
    import numpy as np

    with np.load(io.BytesIO(stored), allow_pickle=False) as found:
        parts: dict[str, Any] = {name: found[name] for name in ("frame", "bin", "loud", "bits")}
    return Codes(
        parts["frame"].astype(np.float32),
        parts["bin"].astype(np.float32) / 64,
        parts["loud"].astype(np.float32) / 32,
        parts["bits"],
    )


def seconds(frame: float) -> float:
    """The second of a frame's middle."""
    return frame / FRAMES_PER_SECOND + SIZE / 2 / RATE
