"""A working copy of a recording's sound: 16 kHz, one channel, 16 bits, read from disk as needed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 16_000
HEADER = 44  # bytes of a WAV file before its samples


@dataclass(frozen=True, slots=True)
class Sound:
    """A derived WAV file; never evidence. `samples` is how many it holds."""

    path: Path
    samples: int

    @staticmethod
    def at(path: Path) -> Sound:
        """The working copy at `path`, which the decoder wrote."""
        return Sound(path, (path.stat().st_size - HEADER) // 2)

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.samples / RATE

    def read(self, start: float = 0.0, end: float | None = None) -> NDArray[np.float32]:
        """The samples of `[start, end)` seconds, from -1 to 1; shorter where the sound ends before."""
        import numpy as np

        first = max(0, round(start * RATE))
        last = self.samples if end is None else min(self.samples, round(end * RATE))
        count = max(0, last - first)
        if not count:
            return np.zeros(0, np.float32)
        raw = np.fromfile(self.path, dtype="<i2", count=count, offset=HEADER + 2 * first)
        return raw.astype(np.float32) / np.float32(32768)
