"""Older sound is found again under alteration, with its seconds; what is new is not."""

import io
from pathlib import Path

import numpy as np
import pytest

from sayso.listen import bits, fingerprint
from sayso.listen.fingerprint import of_samples, pack, unpack
from sayso.listen.reuse import find_reuse
from sayso.listen.sound import Sound
from sayso.terms.recording import Fingerprint
from tests.listen.conftest import Samples, babble, write_wav

OLD = babble(90.0, seed=1)


def printed(samples: Samples, name: str) -> Fingerprint:
    return Fingerprint(name, len(samples) / 16000, pack(of_samples(samples)), fingerprint.MADE_BY)


OLDER = printed(OLD, "old")


def faster(samples: Samples, factor: float) -> Samples:
    places = np.arange(0, len(samples) - 1, factor)
    drawn: Samples = np.interp(places, np.arange(len(samples)), samples).astype(np.float32)
    return drawn


def noisy(samples: Samples) -> Samples:
    hiss: Samples = np.random.default_rng(3).standard_normal(len(samples)).astype(np.float32)
    return samples + np.float32(0.01) * hiss


def over(samples: Samples) -> Samples:
    other = babble(len(samples) / 16000 + 1, seed=9)[: len(samples)]
    return (samples + other) * np.float32(0.5)


@pytest.mark.parametrize(
    ("change", "speed"),
    [
        (lambda x: x, 1.0),
        (noisy, 1.0),
        (over, 1.0),
        (lambda x: 0.1 * x, 1.0),
        (lambda x: faster(x, 1.05), 1.05),
        (lambda x: faster(x, 0.96), 0.96),
    ],
)
def test_ten_seconds_are_found_and_placed(change: object, speed: float) -> None:
    assert callable(change)
    new = np.concatenate([babble(7.0, seed=2), change(OLD[16000 * 41 : 16000 * 53]), babble(6.0, seed=4)])
    match = find_reuse(printed(new.astype(np.float32), "new"), [OLDER])[0]
    assert match.other == "old"
    assert match.speed == pytest.approx(speed, abs=0.011)
    assert match.here.start == pytest.approx(7.0, abs=1.0)
    assert match.there.start - (match.here.start - 7.0) * match.speed == pytest.approx(41.0, abs=0.5)
    assert match.here.end == pytest.approx(7.0 + 12 / speed, abs=1.5)


def test_what_is_new_is_not_found() -> None:
    assert find_reuse(printed(babble(60.0, seed=5), "new"), [OLDER]) == ()
    assert find_reuse(OLDER, [OLDER]) == ()
    assert find_reuse(printed(np.zeros(16000 * 20, np.float32), "still"), [OLDER]) == ()
    assert find_reuse(printed(np.zeros(0, np.float32), "empty"), [OLDER]) == ()


def test_blocks_give_the_same_fingerprint_as_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_BLOCK", 768 * 400)
    sound = Sound.at(write_wav(tmp_path / "old.wav", OLD))
    made = unpack(fingerprint.fingerprint(sound, recording="old").codes)
    whole = of_samples(sound.read())
    assert len(made.bits) == len(whole.bits)
    shared = (np.unpackbits(made.bits, axis=1) == np.unpackbits(whole.bits, axis=1)).mean()
    assert shared > 0.97
    common = set(np.round(made.frame)) & set(np.round(whole.frame))
    assert len(common) > 0.6 * len(set(np.round(whole.frame)))


def test_stored_codes_run_no_pickle() -> None:
    file = io.BytesIO()
    np.savez(file, frame=np.array([object()], dtype=object), bin=[0], loud=[0], bits=[0])
    with pytest.raises(ValueError, match="allow_pickle"):
        unpack(file.getvalue())


def test_agreement_outside_is_not_a_number() -> None:
    codes = of_samples(OLD[:160000]).bits
    assert np.isnan(bits.agreement(codes, codes, offset=1e6, speed=1.0, pitch=1.0)).all()
