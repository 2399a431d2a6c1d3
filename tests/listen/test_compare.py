"""A comparison is a number within what the data bears, or the reason why there is none."""

from dataclasses import replace

import numpy as np
import pytest

from sayso.listen.calibration import CHANNELS, calibration
from sayso.listen.compare import compare, verbal
from sayso.listen.models import VOICE_MODEL
from sayso.listen.views import BANDS, OFFSETS
from sayso.terms.recording import Channel, Condition, Stretch, Voiceprint

GOOD = Condition(Channel.CLEAN, 7500.0, 30.0, 12.0)


def voice(seed: int, *, mixed: float = 0.0, condition: Condition = GOOD, name: str = "") -> Voiceprint:
    """A made-up voice; `mixed` is how much of another one is in it."""
    rng, other = np.random.default_rng(seed), np.random.default_rng(999)
    parts = []
    for band in range(len(BANDS)):
        size = OFFSETS[band + 1] - OFFSETS[band]
        vector = (1 - mixed) * rng.standard_normal(size) + mixed * other.standard_normal(size)
        parts.append(vector / np.linalg.norm(vector))
    packed = np.concatenate(parts).astype("<f4").tobytes()
    return Voiceprint(name or f"rc-{seed}", (Stretch(0, 12),), condition, packed, VOICE_MODEL)


def test_one_voice_is_likelier_than_two_and_never_beyond_the_cap() -> None:
    same, different = compare(voice(1), [voice(1)]), compare(voice(1), [voice(2)])
    assert same.llr is not None
    assert different.llr is not None
    assert different.llr < 0 < same.llr <= same.cap
    assert -different.llr <= different.cap
    assert same.capped
    for each in (same, different):
        assert each.low is not None
        assert each.high is not None
        assert each.low <= (each.llr or 0) <= each.high
        assert each.validation is not None
        assert each.validation.channel is Channel.CLEAN


def test_the_more_alike_the_larger() -> None:
    numbers = [compare(voice(1, mixed=part), [voice(2, mixed=part)]).llr for part in (0, 0.3, 0.4, 0.5, 1)]
    assert numbers == sorted(numbers, key=lambda each: each or 0.0)


def test_by_telephone_the_same_likeness_is_worth_more_where_less_was_heard() -> None:
    def ratio(*seconds: float) -> float:
        one, two = (
            voice(seed, mixed=0.5, condition=replace(GOOD, channel=Channel.TELEPHONE, speech=each))
            for seed, each in enumerate(seconds, start=1)
        )
        return compare(one, [two]).llr or 0.0

    known = calibration(Channel.TELEPHONE)
    assert known is not None
    longest = known.longest
    assert ratio(3.1, 3.5) > ratio(3.1, longest) > ratio(longest, longest)
    assert ratio(3.5, longest) == ratio(longest, 3.5)
    assert ratio(longest, 4 * longest) == ratio(longest, longest)


def test_what_two_voices_have_from_one_mobile_telephone_is_no_likeness_of_theirs() -> None:
    narrow = replace(GOOD, channel=Channel.GSM)
    one = voice(1, mixed=0.6, condition=narrow)
    both, alone = (compare(one, [voice(2, mixed=0.6, condition=each)]) for each in (narrow, GOOD))
    mixed = compare(one, [voice(2, mixed=0.6, condition=narrow), voice(2, mixed=0.6, condition=GOOD)])
    assert not both.capped
    assert (both.llr or 0.0) < (alone.llr or 0.0)
    assert mixed.llr == alone.llr
    assert both.condition.channel is alone.condition.channel is Channel.GSM


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (replace(GOOD, speech=2.4), r"only 2\.4 s of speech"),
        (replace(GOOD, channel=Channel.NOISE, snr=1.0), "too noisy"),
        (replace(GOOD, channel=Channel.UNKNOWN), "never validated"),
    ],
)
def test_no_number_and_why(condition: Condition, words: str) -> None:
    import re

    found = compare(voice(1, condition=condition), [voice(1)])
    assert found.llr is None
    assert found.verbal == ""
    assert re.search(words, found.refusal)


def test_no_number_without_usable_references() -> None:
    assert "no reference" in compare(voice(1), []).refusal
    short = voice(2, condition=replace(GOOD, speech=1.0))
    assert "references hold less" in compare(voice(1), [short]).refusal
    assert "less than" in compare(voice(1), [replace(voice(2), vectors=b"")]).refusal
    other = replace(voice(2), made_by=replace(VOICE_MODEL, version="another"))
    short = replace(voice(3), vectors=voice(3).vectors[:-4])
    for old in (other, short):
        for pair in ((voice(1), [voice(1), old]), (old, [voice(1)])):
            found = compare(*pair)
            assert found.llr is None
            assert old.recording in found.refusal
            assert "add the file again" in found.refusal


def test_the_worse_side_gives_the_condition() -> None:
    telephone = replace(GOOD, channel=Channel.TELEPHONE, bandwidth=3400.0)
    found = compare(voice(1), [voice(1), voice(1, condition=telephone)])
    assert found.condition.channel is Channel.TELEPHONE
    assert found.validation is not None
    assert found.validation.channel is Channel.TELEPHONE


def test_words_never_identify_anybody() -> None:
    said = {verbal(value) for value in np.linspace(-6, 6, 200)}
    assert "no support for either view" in said
    assert any("very strong support" in each for each in said)
    assert not any(word in each for each in said for word in ("it is him", "identified", "match", "certain"))


@pytest.mark.parametrize("channel", CHANNELS)
def test_what_ships_is_calibrated_on_voices_it_was_not_fitted_on(channel: Channel) -> None:
    known = calibration(channel)
    assert known is not None
    assert known.validation.cllr < 0.05
    assert known.validation.eer < 0.01
    assert known.validation.speakers >= 10
    assert 1 <= known.upper <= np.log10(known.validation.different_trials)
    assert -known.upper <= known.lower < 0
    same, different = (
        np.array(each) for each in (known.validation.tippett_same, known.validation.tippett_different)
    )
    assert (np.diff(same[:, 1]) <= 0).all()
    assert (same[:, 1] >= different[:, 1]).all()


def test_a_channel_that_was_never_validated_has_no_calibration() -> None:
    assert calibration(Channel.UNKNOWN) is None
