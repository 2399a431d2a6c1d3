"""Scores -> log10 likelihood ratios, with what was measured on known speakers. Pure but for one read.

The numbers are made by `python -m benchmarks train_voice` from LibriSpeech and VCTK (CC BY 4.0); the
validation is of speakers that the calibration was fitted without. The less is heard of two voices the less
alike they sound, one person's too, so the seconds count beside the score (after Mandasari et al., *Quality
Measure Functions for Calibration of Speaker Recognition Systems in Various Duration Conditions*, 2013). By
mobile telephone it counts, too, whether both came that way or one alone: what two have from the channel makes
them more alike, whoever speaks. Normalising the score by a cohort was tried and left out: on unseen speakers
the ratio was worse calibrated with it, in every channel.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sayso.terms.recording import Channel, Validation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHANNELS = (Channel.CLEAN, Channel.TELEPHONE, Channel.GSM, Channel.NOISE)


@dataclass(frozen=True, slots=True)
class Calibration:
    """One channel's. `weights` [draws, 4] turn (cosine, how much was `heard` of both, 1 where the sides came
    through different channels and else 0, 1) into a natural log ratio; the first row is fitted on all
    speakers, the others on speakers drawn anew (their spread is the interval). Of a side `longest` seconds
    count at most: beyond what the readers of the fit show, a slope by seconds would only be guessed.
    `upper` and `lower` are the largest and smallest log10 ratio that the data can bear."""

    weights: NDArray[np.float64]
    longest: float
    upper: float
    lower: float
    validation: Validation

    def heard(self, seconds: float) -> float:
        """How much was heard of one side, as it counts: two sides' are added."""
        return math.log(min(seconds, self.longest))


@cache
def calibration(channel: Channel) -> Calibration | None:
    """What is known for a channel; None where it was never validated."""
    if channel not in CHANNELS:
        return None
    data, name = _data(), channel.name.lower()
    counts = [int(each) for each in data[f"{name}.counts"]]
    cllr, eer, upper, lower = (float(each) for each in data[f"{name}.figures"])
    same, different = (
        tuple((float(a), float(b)) for a, b in data[f"{name}.{side}"]) for side in ("same", "different")
    )
    validation = Validation(channel, counts[0], counts[1], counts[2], cllr, eer, same, different)
    return Calibration(data[f"{name}.weights"], float(data[f"{name}.longest"]), upper, lower, validation)


@cache
def version() -> str:
    """The first letters of the SHA-256 of the data."""
    import hashlib

    return hashlib.sha256(_file()).hexdigest()[:12]


def _file() -> bytes:
    return files("sayso.listen").joinpath("calibration.npz").read_bytes()


@cache
def _data() -> dict[str, NDArray[np.float64]]:
    import numpy as np

    with np.load(io.BytesIO(_file()), allow_pickle=False) as found:
        return {name: found[name] for name in found.files}
