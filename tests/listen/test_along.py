"""Voices followed along a recording: how many they are is found, and rare ones are not made up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.listen.along import space, voices_along
from sayso.listen.views import BANDS

BETWEEN = np.geomspace(20, 1, 32)


def talk(turns: list[tuple[int, int]], seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Windows of a made-up conversation of (voice, windows), and who speaks in each."""
    rng = np.random.default_rng(seed)
    voices = rng.standard_normal((9, len(BETWEEN))) * np.sqrt(BETWEEN)
    who = np.repeat([voice for voice, _ in turns], [windows for _, windows in turns])
    return voices[who] + rng.standard_normal((len(who), len(BETWEEN))), who


@pytest.mark.parametrize("number", [1, 2, 3, 5])
def test_the_number_of_voices_is_found_and_each_window_is_given_to_its_own(number: int) -> None:
    x, who = talk([(turn % number, 8) for turn in range(20)], seed=number)
    likely = voices_along(x, BETWEEN)
    assert likely.shape[1] == number
    told = likely.argmax(axis=1)
    assert len(set(zip(who.tolist(), told.tolist(), strict=True))) == number
    assert np.allclose(likely.sum(axis=1), 1)


def test_a_single_odd_window_is_no_voice_of_its_own() -> None:
    x, _ = talk([(0, 60), (1, 1), (0, 60)])
    assert voices_along(x, BETWEEN).shape[1] == 1


def test_a_number_that_a_person_gives_is_kept_to() -> None:
    x, who = talk([(turn % 2, 10) for turn in range(10)])
    assert voices_along(x, BETWEEN, count=1).shape[1] == 1
    two = voices_along(x, BETWEEN, count=2).argmax(axis=1)
    assert len(set(zip(who.tolist(), two.tolist(), strict=True))) == 2
    assert voices_along(x, BETWEEN, count=4).shape[1] == 4


@settings(max_examples=20)
@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_any_vectors_give_shares_that_are_one_in_all(windows: int, seed: int) -> None:
    x = np.random.default_rng(seed).standard_normal((windows, 32)) * 5
    likely = voices_along(x, BETWEEN)
    assert likely.shape[0] == windows
    assert likely.shape[1] >= 1
    assert np.isfinite(likely).all()
    assert np.allclose(likely.sum(axis=1), 1)


def test_the_space_that_is_shipped_fits_the_vectors_and_the_bands() -> None:
    known = space()
    assert known.means.shape == (len(BANDS), 192)
    assert known.basis.shape == (192, len(known.between))
    assert (np.diff(known.between) <= 0).all()
    assert known.of(np.ones((3, 192), np.float32), 2).shape == (3, len(known.between))
