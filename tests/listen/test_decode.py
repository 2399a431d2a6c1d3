"""Anything may be called a recording: each gives sound or one clear message, in bounded time and memory."""

import math
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from benchmarks.broken_files import film, heavy_tag, not_numbers, with_cover
from sayso.errors import InputTooLarge, UnreadableInput
from sayso.listen.decode import Decoded, Limits, decode
from sayso.listen.sound import RATE
from tests.listen.conftest import babble, needs_extra, write_wav

pytestmark = needs_extra


def decoded(path: Path, **limits: float) -> Decoded:
    return decode(path, path.parent / "copy.wav", limits=Limits(**limits))  # type: ignore[arg-type]


def encoded(path: Path, *, codec: str, seconds: float = 2.0, layout: str = "mono", rate: int = RATE) -> Path:
    """A tone through PyAV, so that the zoo needs no system program."""
    import av

    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        channels = stream.channels
        t = np.arange(int(seconds * rate)) / rate
        tone = (8000 * np.sin(2 * math.pi * 440 * t)).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(
            np.repeat(tone[None], channels, axis=0), format="s16p", layout=layout
        )
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.format, layout, rate, frame_size=stream.frame_size or 1024)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return path


def test_a_working_copy_has_the_sound_and_the_peaks(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "talk.wav", babble(3.0))
    found = decoded(path)
    assert found.sound.seconds == pytest.approx(3.0, abs=0.01)
    assert np.abs(found.sound.read(0, 3) - babble(3.0)).max() < 0.01
    assert max(found.peaks.values) in range(65, 75)
    assert len(found.peaks.values) == pytest.approx(3.0 * found.peaks.per_second, abs=1)
    assert found.media.warnings == ()


@pytest.mark.parametrize(
    ("name", "codec", "layout", "rate"),
    [
        ("a.ogg", "libopus", "mono", 48000),
        ("a.mp3", "libmp3lame", "stereo", 44100),
        ("a.m4a", "aac", "mono", 16000),
        ("a.wav", "pcm_mulaw", "mono", 8000),
        ("a.flac", "flac", "5.1", 48000),
    ],
)
def test_codecs_are_judged_by_bytes_not_by_name(
    tmp_path: Path, name: str, codec: str, layout: str, rate: int
) -> None:
    made = encoded(tmp_path / name, codec=codec, layout=layout, rate=rate)
    renamed = made.rename(tmp_path / "a.txt")
    found = decoded(renamed)
    assert found.sound.seconds == pytest.approx(2.0, abs=0.15)
    spectrum = np.abs(np.fft.rfft(found.sound.read(0.5, 1.5)))
    assert abs(int(spectrum.argmax()) - 440) <= 2


def test_a_text_that_is_named_mp3_is_no_recording(tmp_path: Path) -> None:
    path = tmp_path / "words.mp3"
    path.write_text("Only words, many times. " * 400)
    with pytest.raises(UnreadableInput, match=r"words\.mp3 can't be read: its bytes are no recording"):
        decoded(path)
    assert not (tmp_path / "copy.wav").exists()


def test_playlists_reach_no_other_file(tmp_path: Path) -> None:
    secret = write_wav(tmp_path / "secret.wav", babble(1.0))
    for text in (f"#EXTM3U\n#EXTINF:1,\nfile://{secret}\n", f"ffconcat version 1.0\nfile {secret.name}\n"):
        path = tmp_path / "list.m3u8"
        path.write_text(text)
        with pytest.raises(UnreadableInput):
            decoded(path)


def test_a_truncated_ogg_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    path = encoded(tmp_path / "talk.ogg", codec="libopus", seconds=6, rate=48000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = decoded(path)
    assert 1 < found.sound.seconds < 5
    assert found.media.truncated
    assert any("breaks off" in line or "says that it lasts" in line for line in found.media.warnings)


def test_a_header_that_claims_two_gigabytes_is_not_believed(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "huge.wav", babble(1.0))
    raw = bytearray(path.read_bytes())
    raw[40:44] = struct.pack("<I", 2**31 - 1)
    path.write_bytes(raw)
    found = decoded(path)
    assert found.sound.seconds == pytest.approx(1.0, abs=0.05)
    assert found.media.warnings == (
        "The file says that it lasts 67108.9 s; 1.0 s could be decoded.",
    )  # fmt: skip
    raw[40:44] = struct.pack("<I", 2**32 - 1)  # whoever wrote it did not know how long it would be
    path.write_bytes(raw)
    assert decoded(path).media.warnings == ()


def test_a_wav_file_that_was_cut_off_says_so(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "talk.wav", babble(6.0))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = decoded(path)
    assert found.media.truncated
    assert found.media.warnings == (
        "The file says that it lasts 6.0 s; 3.0 s could be decoded.",
    )  # fmt: skip


def test_a_second_that_claims_to_be_samples_is_a_bomb_that_stops(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "slow.wav", babble(5.0))
    raw = bytearray(path.read_bytes())
    raw[24:32] = struct.pack("<II", 1, 2)  # one sample a second: 16,000 times as long
    path.write_bytes(raw)
    with pytest.raises(InputTooLarge, match="more than 1 hours"):
        decoded(path, seconds=3600.0)
    assert not list(tmp_path.glob("copy*"))


def test_a_video_without_sound_is_named_as_one(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="video without sound"):
        decoded(film(tmp_path / "film.mp4"))


def test_a_cover_is_a_picture_and_no_film(tmp_path: Path) -> None:
    with_cover(tmp_path / "talk.m4a")
    media = decoded(tmp_path / "talk.m4a").media
    assert [track.kind for track in media.tracks] == ["audio", "picture"]
    assert not media.has_video
    assert media.warnings == ()


def test_samples_that_are_no_numbers_and_a_huge_tag_do_no_harm(tmp_path: Path) -> None:
    not_numbers(tmp_path / "nan.wav")
    heavy_tag(tmp_path / "tag.mp3")
    found = [decoded(tmp_path / name) for name in ("nan.wav", "tag.mp3")]
    assert all(each.sound.seconds > 11 and np.isfinite(each.sound.read()).all() for each in found)
    assert max(len(value) for _name, value in found[1].media.tags) == 1000
    assert found[0].media.warnings == ("48,000 samples of the file are no numbers; silence stands there.",)
    assert found[1].media.warnings == ()


@pytest.mark.parametrize(("rate", "channels", "width"), [(8000, 1, 4), (44_100, 2, 4), (48_000, 2, 8)])
def test_one_sample_that_is_no_number_spoils_nothing_beside_it(
    tmp_path: Path, rate: int, channels: int, width: int
) -> None:
    tone = 0.3 * np.cos(2 * np.pi * 440 * np.arange(2 * rate) / rate)
    samples = np.repeat(tone[:, None], channels, axis=1).astype(f"<f{width}")
    clean = float_wav(tmp_path / "clean.wav", samples, rate)
    samples[rate, 0], samples[rate // 2, -1] = np.nan, -np.inf
    spoilt = float_wav(tmp_path / "spoilt.wav", samples, rate)
    whole = decode(clean, tmp_path / "one.wav").sound.read()
    found = decode(spoilt, tmp_path / "two.wav")
    assert found.media.warnings == ("2 samples of the file are no numbers; silence stands there.",)
    assert len(found.sound.read()) == len(whole)
    apart = np.flatnonzero(np.abs(found.sound.read() - whole) > 0.02)
    assert 0 < len(apart) < 40


def float_wav(path: Path, samples: np.ndarray, rate: int) -> Path:
    """A WAV file of floating point samples, [samples, channels]."""
    channels, width = samples.shape[1], samples.dtype.itemsize
    each = channels * width
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 3, channels, rate, rate * each, each, 8 * width)
    data = samples.tobytes()
    head = b"RIFF" + struct.pack("<I", len(data) + 36) + b"WAVE"
    path.write_bytes(head + form + b"data" + struct.pack("<I", len(data)) + data)
    return path


def test_nothing_and_rubbish_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.wav"
    empty.touch()
    with pytest.raises(UnreadableInput, match="0 bytes"):
        decoded(empty)
    rubbish = tmp_path / "rubbish.flac"
    rubbish.write_bytes(b"fLaC" + bytes(range(256)) * 40)
    with pytest.raises(UnreadableInput):
        decoded(rubbish)
    header_only = write_wav(tmp_path / "header.wav", np.zeros(0, np.float32))
    with pytest.raises(UnreadableInput):
        decoded(header_only)


def test_silence_is_sound_and_is_said(tmp_path: Path) -> None:
    found = decoded(write_wav(tmp_path / "still.wav", np.zeros(RATE, np.float32)))
    assert found.media.warnings == ("There is nothing but silence in it.",)


def test_a_decompression_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    path = encoded(tmp_path / "bomb.flac", codec="flac", seconds=120)
    with pytest.raises(InputTooLarge, match=r"lasts more than 0\.01"):
        decoded(path, seconds=36.0)
    assert not list(tmp_path.glob("copy*"))


def test_too_many_bytes_and_too_much_time_are_refused(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "talk.wav", babble(1.0))
    with pytest.raises(InputTooLarge, match="bytes"):
        decoded(path, size=100)
    with pytest.raises(InputTooLarge, match="took more than"):
        decoded(path, wall=0.0)


def test_a_decoder_that_runs_out_of_memory_is_a_message(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "talk.wav", babble(1.0))
    with pytest.raises(UnreadableInput, match="crash or run out of memory"):
        decoded(path, memory=60_000_000)


def test_decoding_is_not_done_in_this_process() -> None:
    code = "import sys, sayso.listen.decode; print('av' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
