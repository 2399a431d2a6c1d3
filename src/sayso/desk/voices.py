"""What may be said about voices and recordings, in words that a person can't take for more than it is."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.desk.moments import moment_words
from sayso.terms.recording import Comparison
from sayso.weigh.recordings.dates import DateInterval

CLONED = (
    "A likely same voice is no proof that the person spoke: a cloned voice scores as high as a real one. "
    "It is never an identification."
)
NO_MATCH = "No match was found in the recordings of this case. That says nothing about others."


def comparison_words(comparison: Comparison) -> str:
    """The ratio with its interval, or why there is none."""
    if comparison.llr is None:
        return f"no number: {comparison.refusal or 'it could not be compared'}"
    ratio = _ratio(comparison.llr)
    words = f"{comparison.verbal}: the voices are {ratio}"
    if comparison.low is not None and comparison.high is not None and comparison.low < comparison.high:
        words += f" ({_between(comparison.low, comparison.high, of=comparison.llr)})"
    if comparison.capped:
        words += f"; no more than {_factor(comparison.cap)} can be said after so few trials"
    return words


def _ratio(llr: float) -> str:
    factor = 10 ** abs(llr)
    times = f"{factor:,.1f}" if factor < 10 else f"{factor:,.0f}"
    who = "one person’s than if they are two persons’" if llr >= 0 else "two persons’ than if they are one’s"
    return f"{times} times more likely to be as alike as this if they are {who}"


def _between(low: float, high: float, *, of: float) -> str:
    """An interval as times, on the side that the ratio `of` is on; it can reach over to the other."""
    weak, strong = (low, high) if of >= 0 else (-high, -low)
    if weak < 0:
        return f"between {_factor(-weak)} times the other way and {_factor(strong)}"
    return f"between {_factor(weak)} and {_factor(strong)}"


def _factor(llr: float) -> str:
    factor = 10**llr
    return f"{factor:,.0f}" if factor >= 10 else f"{factor:.2g}"


def rates_words(comparison: Comparison) -> Iterator[str]:
    """The error rates of the condition that was compared in."""
    condition, validation = comparison.condition, comparison.validation
    yield (
        f"Condition: {condition.channel}, up to {condition.bandwidth:,.0f} Hz, {condition.snr:.0f} dB above "
        f"the noise, {condition.speech:.0f} seconds of speech."
    )
    if validation is None:
        yield "This condition was never tried on recordings where the answer is known."
        return
    yield (
        f"Tried on {validation.same_trials:,} pairs of one voice and {validation.different_trials:,} of two "
        f"({validation.speakers} speakers, {validation.channel}): {validation.eer:.1%} equal error rate, "
        f"Cllr {validation.cllr:.3f} (0 is perfect, 1 is no use)."
    )


def cautions(comparison: Comparison) -> tuple[str, ...]:
    """What has to stand beside a comparison: the engine's own warnings, and always that a likely same voice
    is no proof."""
    said = any("no proof that the person spoke" in words for words in comparison.warnings)
    return comparison.warnings if said else (*comparison.warnings, CLONED)


def dates_words(dates: DateInterval) -> str:
    """The interval in one sentence; where bounds contradict each other, that they do."""
    if dates.contradictions:
        start, end = dates.contradictions[0]
        return (
            f"Two of its bounds can’t both hold: not before {moment_words(start.moment)} and not after "
            f"{moment_words(end.moment)}. Somebody is wrong, or it is put together from pieces of several "
            "times, or an event was taken for another."
        )
    after = f"not before {moment_words(dates.start.moment)}" if dates.start else ""
    before = f"not after {moment_words(dates.end.moment)}" if dates.end else ""
    said = " and ".join(each for each in (after, before) if each)
    return f"By what the case says, it was made {said}." if said else "Nothing bounds when it was made."
