"""What a telephone did to a voice is mended."""

import numpy as np
import pytest

from sayso.listen import mend, models, views
from sayso.listen.campplus import SIZE, WIDE
from sayso.listen.sound import RATE
from tests.listen.conftest import babble, needs_extra


def test_what_ships_is_whole_and_does_something() -> None:
    done, nothing = mend.telephone(), mend.plain()
    for each in (done, nothing):
        assert (each.map.shape, each.shift.shape, each.mean.shape) == ((WIDE, WIDE), (WIDE, 1), (SIZE,))
        assert np.isfinite(each.map).all()
    assert 0 < np.linalg.norm(done.mean) < 1
    assert np.array_equal(nothing.map, np.eye(WIDE))
    assert not np.allclose(done.map, nothing.map, atol=0.1)


@needs_extra
def test_a_map_moves_the_voice_and_not_what_comes_before_it() -> None:
    features = np.random.default_rng(2).standard_normal((1, 120, 80)).astype(np.float32)
    plain, moved = models.voice_vectors(features), models.voice_vectors(features, mend.telephone())
    assert not np.allclose(plain, moved, atol=0.1)
    fronts = models.fronts(features)
    assert fronts.shape == (1, WIDE, 120)
    assert (fronts >= 0).all()


@needs_extra
def test_each_band_has_its_place_in_a_voiceprint_and_length_one() -> None:
    samples = babble(3.0)
    assert len(samples) == 3 * RATE
    for band in range(len(views.BANDS)):
        found = views.vector(samples, band)
        assert len(found) == views.OFFSETS[band + 1] - views.OFFSETS[band]
        assert np.linalg.norm(found) == pytest.approx(1, abs=1e-4)
