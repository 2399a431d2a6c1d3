"""Models are checked by digest, and a pickle in them runs nothing."""

import io
import os
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest

from sayso.errors import MissingExtra, UnreadableInput
from sayso.listen import models, segmentation
from sayso.listen.campplus import BLOCK
from sayso.listen.cluster import unit
from sayso.listen.features import centred, filter_banks
from sayso.listen.weights import check, file_of, tensors
from tests.listen.conftest import babble, needs_extra


class _Evil:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, (f"touch {self.path}",)


def archive(value: object) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("x/data.pkl", pickle.dumps(value))
    return file.getvalue()


def test_a_pickle_that_would_run_a_command_runs_nothing(tmp_path: Path) -> None:
    assert tensors(archive({"weight": _Evil(tmp_path / "ran")})) == {}
    assert not (tmp_path / "ran").exists()


def test_other_bytes_than_were_measured_are_refused() -> None:
    with pytest.raises(UnreadableInput, match="SHA-256"):
        check(b"other weights", "0" * 64, item="model")


def test_a_package_that_is_not_there_is_named() -> None:
    with pytest.raises(MissingExtra, match="make listen"):
        file_of("no_such_package", "model.bin")


@needs_extra
def test_the_networks_run_on_any_length() -> None:
    rng = np.random.default_rng(1)
    for frames in (60, 100, 101, 377):
        features = rng.standard_normal((2, frames, 80)).astype(np.float32)
        vectors = models.voice_vectors(features)
        assert vectors.shape == (2, 192)
        assert np.allclose(vectors[:1], models.voice_vectors(features[:1]), atol=1e-4)
    scores = models.turn_scores(babble(10.0)[None])
    assert scores.shape == (1, 589, len(segmentation.CLASSES))


@needs_extra
def test_a_voice_heard_along_a_recording_is_much_as_in_each_window_alone() -> None:
    banks = filter_banks(babble(10.0))[: 19 * BLOCK]
    along = models.voices_in(centred(banks))
    assert along.shape == (19, 192)
    alone = [
        models.voice_vectors(centred(banks[at : at + 3 * BLOCK])[None])[0] for at in range(0, 800, BLOCK)
    ]
    alike = (unit(np.stack(alone)) * unit(along[1:17])).sum(axis=1)
    assert alike.min() > 0.7
    assert np.median(alike) > 0.9


@needs_extra
def test_a_network_that_was_given_back_is_built_again() -> None:
    samples = babble(10.0)[None]
    before = models.turn_scores(samples)
    models.forget()
    assert np.array_equal(models.turn_scores(samples), before)
