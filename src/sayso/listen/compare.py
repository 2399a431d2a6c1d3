"""How much more likely two voices sound so alike if they are one person's: a number, or why there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.listen.calibration import Calibration, calibration, version
from sayso.listen.cluster import unit
from sayso.listen.condition import TOO_NOISY
from sayso.listen.models import VOICE_MODEL
from sayso.listen.views import BAND_OF
from sayso.listen.voice import at_band, is_current
from sayso.terms.recording import Channel, Comparison, Condition, MadeBy, Voiceprint

LEAST_SECONDS = 3.0
# Of two channels the one with the larger error rates counts.
_WORSE = (Channel.CLEAN, Channel.NOISE, Channel.GSM, Channel.TELEPHONE, Channel.UNKNOWN)
# ENFSI Guideline for Evaluative Reporting (2015), table of verbal equivalents: least log10 ratio, words.
_SCALE = (
    (4.0, "very strong support"),
    (3.0, "strong support"),
    (2.0, "moderately strong support"),
    (1.0, "moderate support"),
    (math.log10(2), "weak support"),
)
WARNINGS = (
    "A likely same voice is no proof that the person spoke: cloned voices score like real ones.",
    "The comparison is only with recordings that a person chose; whether "
    "they are of the person named was not checked.",
    "Strong emotion, illness, disguise and years between recordings raise the error rates above those shown.",
)


@dataclass(frozen=True, slots=True)
class _Ratio:
    value: float
    low: float
    high: float


def compare(questioned: Voiceprint, references: Sequence[Voiceprint]) -> Comparison:
    """The log10 likelihood ratio of one voice against references of one person, in the condition of the
    worse side. Several references are averaged and count as one. Instead of raising it gives no number
    and the reason: too little speech, too noisy, or a condition that was never validated."""
    used = [each for each in references if each.vectors]
    how = _worst([questioned.condition, *(each.condition for each in used)])
    refusal = _refusal(questioned, used, references)
    known = calibration(how.channel)
    names = tuple(each.recording for each in references)
    made_by = MadeBy(f"{VOICE_MODEL.name}, logistic calibration", f"{VOICE_MODEL.version} {version()}")
    if refusal or known is None:
        why = refusal or _never(how)
        return Comparison(
            questioned.recording, names, questioned.stretches, how, made_by, refusal=why, warnings=WARNINGS
        )
    ratio = _ratio(questioned, used, known, BAND_OF[how.channel])
    value = min(max(ratio.value, known.lower), known.upper)
    return Comparison(
        questioned.recording,
        names,
        questioned.stretches,
        how,
        made_by,
        llr=round(value, 2),
        low=round(min(max(ratio.low, known.lower), value), 2),
        high=round(max(min(ratio.high, known.upper), value), 2),
        cap=round(known.upper if value >= 0 else -known.lower, 2),
        capped=value != ratio.value,
        verbal=verbal(value),
        validation=known.validation,
        warnings=WARNINGS,
    )


def _worst(conditions: Sequence[Condition]) -> Condition:
    channel = max((each.channel for each in conditions), key=_WORSE.index)
    return Condition(
        channel,
        min(each.bandwidth for each in conditions),
        min(each.snr for each in conditions),
        min(each.speech for each in conditions),
    )


def _refusal(questioned: Voiceprint, used: Sequence[Voiceprint], references: Sequence[Voiceprint]) -> str:
    if not references:
        return "there is no reference recording to compare with"
    old = [each.recording for each in (questioned, *used) if not is_current(each)]
    if old:
        return (
            f"the voice kept of {', '.join(old)} is of another version of what listens; add the file again, "
            "so that the voice can be taken from it anew"
        )
    if questioned.condition.speech < LEAST_SECONDS or not questioned.vectors:
        return f"only {questioned.condition.speech:.1f} s of speech; at least {LEAST_SECONDS:g} s are needed"
    if sum(each.condition.speech for each in used) < LEAST_SECONDS:
        return f"the references hold less than {LEAST_SECONDS:g} s of speech"
    worst = min(each.condition.snr for each in (questioned, *used))
    if worst < TOO_NOISY:
        return f"too noisy: speech is {worst:.0f} dB above the noise, at least {TOO_NOISY:g} are needed"
    return ""


def _never(how: Condition) -> str:
    return (
        f"comparison was never validated for such sound ({how.channel.value} channel, up to "
        f"{how.bandwidth:.0f} Hz, speech {how.snr:.0f} dB above the noise)"
    )


def _ratio(questioned: Voiceprint, used: Sequence[Voiceprint], known: Calibration, band: int) -> _Ratio:
    import numpy as np

    one = at_band(questioned, band)
    two = unit(np.stack([at_band(each, band) for each in used]).mean(axis=0))
    sides = (questioned.condition.speech, sum(each.condition.speech for each in used))
    seconds = sum(map(known.heard, sides))
    apart = len({each.condition.channel for each in (questioned, *used)}) > 1
    drawn = known.weights @ np.array([float(one @ two), seconds, float(apart), 1.0]) / math.log(10)
    low, high = np.quantile(drawn[1:], (0.05, 0.95))
    return _Ratio(float(drawn[0]), float(low), float(high))


def verbal(value: float) -> str:
    """A log10 likelihood ratio in the words of the verbal scale; never an identification."""
    view = "one voice rather than two" if value > 0 else "two voices rather than one"
    for least, words in _SCALE:
        if abs(value) >= least:
            return f"{words} for {view}"
    return "no support for either view"
