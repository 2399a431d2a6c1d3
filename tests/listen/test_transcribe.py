"""What is read and what is kept while a recording is written down, with a model that is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sayso.listen import transcribe
from sayso.listen.sound import RATE, Sound
from sayso.listen.whisper import Whisper
from sayso.terms.recording import MadeBy, Stretch
from tests.listen.conftest import Samples

MODEL = Whisper(None, MadeBy("made up", "1"))
DAY = [Stretch(3600.0 * hour, 3600.0 * hour + 20) for hour in range(5)]


@dataclass(frozen=True, slots=True)
class Silent(Sound):
    """Silence of any length that takes no room."""

    def read(self, start: float = 0.0, end: float | None = None) -> Samples:
        assert end is not None
        return np.zeros(round((end - start) * RATE), np.float32)


SOUND = Silent(Path("nowhere"), 5 * 3600 * RATE)


class Model:
    """Hears one word a second into each clip, and keeps how much it was given."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.groups: list[int] = []

    def __call__(self, samples: Samples, cut: Sequence[Stretch], *_how: Any) -> list[Any]:
        self.longest = max(self.longest, len(samples) / RATE)
        self.groups.append(len(cut))
        good = {"compression_ratio": 1.0, "avg_logprob": -0.1}
        return [
            SimpleNamespace(
                seek=int(clip.start * 100),
                words=[
                    SimpleNamespace(word=" yes", start=clip.start + 1, end=clip.start + 1.5, probability=0.9)
                ],
                **good,
            )
            for clip in cut
        ]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Model:
    made = Model()
    monkeypatch.setattr(transcribe, "_batched", made)
    return made


def starts(kept: Path | None = None) -> list[float]:
    found = transcribe.transcribe(
        SOUND, recording="x", speech=DAY, whisper=MODEL, language="en", gist=False, kept=kept
    )
    return [word.start for word in found.words]


def test_hours_of_silence_between_two_pieces_are_not_read(model: Model) -> None:
    assert starts() == [each.start + 1 for each in DAY]
    assert model.longest == 60.0


def test_a_group_that_was_broken_off_is_heard_again_as_a_whole(model: Model, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    whole = starts(kept)
    lines = kept.read_text().splitlines()
    kept.write_text("\n".join(lines[:4]) + "\n")  # three pieces are done
    model.groups.clear()
    assert starts(kept) == whole
    assert model.groups == [2, 1]
    assert kept.read_text().splitlines() == lines


@pytest.mark.parametrize(
    ("heard", "asked", "code", "sure"),
    [
        ([{"ar": 0.97, "en": 0.03}, {"ar": 0.95, "en": 0.05}], 2, "ar", 0.96),
        ([{"ar": 1.0}], 1, "ar", 1.0),
        ([{"en": 1.0}, {"ar": 0.7, "en": 0.3}, {"ar": 1.0}, {"ar": 1.0}, {"en": 1.0}], 4, "ar", 0.675),
        ([], 0, "en", 0.0),
    ],
)
def test_as_many_pieces_are_asked_for_their_language_as_it_takes(
    heard: list[dict[str, float]], asked: int, code: str, sure: float
) -> None:
    told: list[int] = []

    def detect(_samples: Samples) -> tuple[str, float, list[tuple[str, float]]]:
        told.append(len(told))
        return "", 0.0, list(heard[told[-1]].items())

    whisper = Whisper(SimpleNamespace(detect_language=detect), MODEL.made_by)
    found = transcribe._language(SOUND, DAY[: len(heard)], whisper)
    assert (len(told), found.code) == (asked, code)
    assert found.confidence == pytest.approx(sure)
