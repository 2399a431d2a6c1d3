"""Sound -> filter banks as Kaldi makes them: what the voice network was trained on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.listen.sound import RATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STEP = 0.01  # seconds from one frame to the next


def filter_banks(
    samples: NDArray[np.float32], *, high: float = 0.0, low: float = 20.0
) -> NDArray[np.float32]:
    """Log energies of 80 mel bands, [frames, 80]: 25 ms windows, a step of 10 ms, no dither."""
    import kaldi_native_fbank as knf
    import numpy as np

    options = knf.FbankOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0
    options.mel_opts.num_bins = 80
    options.mel_opts.low_freq = low
    options.mel_opts.high_freq = high
    bank = knf.OnlineFbank(options)
    bank.accept_waveform(RATE, samples)
    bank.input_finished()
    count = bank.num_frames_ready
    if not count:
        return np.zeros((0, 80), np.float32)
    return np.stack([bank.get_frame(at) for at in range(count)])


def centred(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same without the mean of each band."""
    mean: NDArray[np.float32] = features.mean(axis=0, keepdims=True)
    return features - mean
