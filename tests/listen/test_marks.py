"""Marks say "listen here" with their rates; a hum that breaks is marked, and a steady one is not."""

from pathlib import Path

import numpy as np

from sayso.listen.marks import hum_jumps, marks, noise_changes, rates
from sayso.listen.sound import Sound
from sayso.terms.recording import MarkKind
from tests.listen.conftest import RATE, Samples, babble, write_wav


def hummed(seconds: float = 40.0) -> Samples:
    t = np.arange(int(seconds * RATE)) / RATE
    hum = 0.05 * np.sin(2 * np.pi * (50 * t + 0.01 * np.sin(t / 5)))
    return (babble(seconds) * np.float32(0.3) + hum).astype(np.float32)


def sound(samples: Samples, folder: Path) -> Sound:
    return Sound.at(write_wav(folder / "x.wav", samples))


def test_a_broken_hum_is_marked_where_it_breaks(tmp_path: Path) -> None:
    whole = hummed()
    cut = np.concatenate([whole[: 20 * RATE], whole[int(20.51 * RATE) :]])
    found = hum_jumps(sound(cut, tmp_path))
    assert any(abs(at - 20) < 1.5 for at, _strength in found)
    assert hum_jumps(sound(whole, tmp_path)) == []


def test_without_a_clear_hum_its_phase_is_not_looked_at(tmp_path: Path) -> None:
    hiss = np.random.default_rng(1).standard_normal(30 * RATE).astype(np.float32) * np.float32(0.05)
    assert hum_jumps(sound(hiss, tmp_path)) == []


def test_another_background_is_marked() -> None:
    rng = np.random.default_rng(2)
    level = rng.normal(-20, 1, (1200, 20)).astype(np.float32)
    level[::10] -= 50
    level[600::10] += 25  # the pauses grow louder in the middle
    found = noise_changes([level])
    assert found
    assert abs(found[0][0] - 12.0) < 2
    assert noise_changes([level[:590]]) == []


def test_marks_carry_their_measured_rates_and_survive_nothing(tmp_path: Path) -> None:
    for kind in MarkKind:
        hit, false = rates(kind)
        assert hit is not None
        assert false is not None
        assert 0 < hit <= 1
    assert marks(sound(np.zeros(0, np.float32), tmp_path)) == ()
    assert marks(sound(np.zeros(RATE, np.float32), tmp_path)) == ()


def test_words_that_nobody_can_answer_for_stand_nowhere() -> None:
    import sayso.listen

    folder = Path(sayso.listen.__file__).parent
    texts = [path.read_text(encoding="utf-8").lower() for path in folder.glob("*.py")]
    texts.append((folder.parent / "terms" / "recording.py").read_text(encoding="utf-8").lower())
    for words in ("unedited", "no splice", "authentic", "ai-generated"):
        assert not any(words in text for text in texts), words
