"""The files of `python -m benchmarks broken_sounds`: recordings that are broken, strange or hostile.

All are made here, by PyAV and numpy, with speech by espeak-ng.
"""

from __future__ import annotations

import math
import shutil
import struct
import subprocess
import tempfile
import wave
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

RATE = 16_000
TEXT = (
    "The harbour office of Orrin said on Friday that the second bridge will be closed until the end of the "
    "month. Nobody told the drivers about it. They waited for three hours at the gate and then went home."
)
ARTICLE = "The harbour office of Orrin said on Friday that the second bridge will be closed until May."
Samples = np.ndarray


def spoken() -> Samples:
    """Speech by espeak-ng, or, where that is missing, tones that come and go; 16 kHz, -1 to 1."""
    if not shutil.which("espeak-ng"):
        t = np.arange(12 * RATE) / RATE
        tones: Samples = 0.3 * np.sin(2 * np.pi * 220 * t) * (np.sin(2 * np.pi * 2 * t) > 0)
        return tones
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        subprocess.run(["espeak-ng", "-s", "150", "-w", str(path), TEXT], check=True, capture_output=True)
        with wave.open(str(path)) as file:
            raw = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768
            places = np.arange(0, len(raw) - 1, file.getframerate() / RATE)
    found: Samples = np.interp(places, np.arange(len(raw)), raw)
    return found


def wav(path: Path, samples: Samples) -> Path:
    """A plain WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def encoded(
    path: Path, blocks: Iterator[Samples], *, codec: str, layout: str = "mono", rate: int = RATE
) -> Path:
    """Blocks of samples (-1 to 1) of one channel, the same in each channel of `layout`."""
    import av

    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=rate, layout=layout)
        resampler = av.AudioResampler(stream.format, layout, rate, frame_size=stream.frame_size or 1024)
        for block in blocks:
            whole = np.repeat((np.clip(block, -1, 1) * 32767).astype(np.int16)[None], stream.channels, axis=0)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(whole), format="s16p", layout=layout)
            frame.sample_rate = rate
            for piece in resampler.resample(frame):
                out.mux(stream.encode(piece))
        for piece in resampler.resample(None):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return path


def film(path: Path) -> Path:
    """A moving picture without sound."""
    import av

    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(20):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))))
        out.mux(stream.encode(None))
    return path


def music() -> Samples:
    """Twenty seconds of chords with a beat."""
    t = np.arange(20 * RATE) / RATE
    chords = [(220, 277, 330), (196, 247, 294), (174, 220, 262), (165, 208, 247)]
    out = np.zeros(len(t))
    for number, chord in enumerate(chords * 5):
        at = slice(number * RATE, (number + 1) * RATE)
        fade = np.exp(-3 * (t[at] - number))
        out[at] = sum(np.sin(2 * math.pi * pitch * t[at]) for pitch in chord) * fade / 4
    return out


def patched(path: Path, edits: dict[int, bytes]) -> Path:
    """A file with other bytes at some places."""
    raw = bytearray(path.read_bytes())
    for at, instead in edits.items():
        raw[at : at + len(instead)] = instead
    path.write_bytes(raw)
    return path


def endless_table(path: Path) -> Path:
    """An MP4 file whose table of samples claims 2^31 of them, all of one size and length."""
    encoded(path, iter([spoken()]), codec="aac")
    raw = path.read_bytes()
    sizes, times = raw.index(b"stsz"), raw.index(b"stts")
    many = struct.pack(">I", 2**31 - 1)
    return patched(path, {sizes + 8: struct.pack(">I", 1) + many, times + 12: many})


def silence(hours: float, rate: int) -> Iterator[Samples]:
    """A minute at a time."""
    return (np.zeros(60 * rate) for _minute in range(round(60 * hours)))


def repeated(path: Path, hours: float) -> Path:
    """An MP3 file whose minute of silence comes again and again."""
    encoded(path, silence(1 / 60, 8000), codec="libmp3lame", rate=8000)
    raw = path.read_bytes()
    frames = raw[raw.index(b"\xff", 10) :]
    with path.open("wb") as file:
        for _minute in range(round(60 * hours)):
            file.write(frames)
    return path


@dataclass(frozen=True, slots=True)
class Day:
    """What the long file holds: `hours` in all, speech in `minutes` of each, out of a file or espeak-ng's."""

    hours: float = 12.0
    minutes: int = 1
    speech: Path | None = None


def long_day(path: Path, day: Day) -> Path:
    """Hours of faint noise in mu-law of 8 kHz, in which somebody speaks from the fourth minute of each."""
    from benchmarks import degrade

    rng, minute = np.random.default_rng(7), 60 * 8000
    words = degrade.read(str(day.speech)) if day.speech else np.concatenate([spoken(), np.zeros(RATE)])
    words = 0.9 * words[::2] / np.abs(words).max()
    hiss = 0.002 * rng.standard_normal(minute)
    quiet, said = _mu_law(hiss), 0
    with path.open("wb") as file:
        size = round(60 * day.hours) * minute
        form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 7, 1, 8000, 8000, 1, 8)
        file.write(
            b"RIFF" + struct.pack("<I", size + 36) + b"WAVE" + form + b"data" + struct.pack("<I", size)
        )
        for number in range(round(60 * day.hours)):
            if (number - 3) % 60 < day.minutes:
                part = np.take(words, range(said, said + minute), mode="wrap")
                file.write(_mu_law(np.clip(hiss + part, -1, 1)))
                said += minute
            else:
                file.write(quiet)
    return path


def _mu_law(samples: Samples) -> bytes:
    """Samples (-1 to 1) as mu-law bytes (ITU-T G.711)."""
    level = np.clip(np.abs(samples) * 32635, 0, 32635).astype(int) + 132
    power = np.floor(np.log2(level)).astype(int) - 7
    code = (samples < 0) * 128 | power << 4 | level >> (power + 3) & 15
    return bytes((~code & 255).astype(np.uint8))


def _claiming(path: Path) -> Path:
    """A FLAC file that claims as many samples as its head has room for."""
    head = int.from_bytes(path.read_bytes()[18:26], "big") | 2**36 - 1
    return patched(path, {18: head.to_bytes(8, "big")})


def zipped(path: Path) -> None:
    """A zip file with a recording in it."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("talk.wav", wav(path.with_suffix(".part"), spoken()).read_bytes())
    path.with_suffix(".part").unlink()


def not_numbers(path: Path) -> None:
    """A WAV file of floating point samples: speech in which a second each is NaN, infinite, and enormous."""
    samples = spoken().astype("<f4")
    for second, value in ((2, np.nan), (4, np.inf), (6, -np.inf), (8, 3e38)):
        samples[second * RATE : (second + 1) * RATE] = value
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 3, 1, RATE, 4 * RATE, 4, 32)
    data = samples.tobytes()
    head = b"RIFF" + struct.pack("<I", len(data) + 36) + b"WAVE"
    path.write_bytes(head + form + b"data" + struct.pack("<I", len(data)) + data)


def with_cover(path: Path) -> None:
    """An M4A file with a picture attached, which players show and which is no film."""
    import av
    from av.stream import Disposition

    with av.open(str(path), "w", format="mp4") as out:
        sound, cover = out.add_stream("aac", rate=RATE, layout="mono"), out.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 64, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        out.mux(cover.encode(av.VideoFrame(64, 64, "yuvj420p")))
        out.mux(cover.encode(None))
        resampler = av.AudioResampler(sound.format, "mono", RATE, frame_size=1024)
        frame = av.AudioFrame.from_ndarray(
            (spoken() * 32767).astype(np.int16)[None], format="s16", layout="mono"
        )
        frame.sample_rate = RATE
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(sound.encode(piece))
        out.mux(sound.encode(None))


def heavy_tag(path: Path) -> None:
    """An MP3 file behind an ID3 tag of 30 MB."""
    encoded(path, iter([spoken()]), codec="libmp3lame")
    raw, size = path.read_bytes(), 30 * 2**20
    sound = raw[10 + _synchsafe(raw[6:10]) :] if raw[:3] == b"ID3" else raw
    tag = b"TXXX" + struct.pack(">IH", size - 10, 0) + b"\x00note\x00" + b"x" * (size - 16)
    lengths = bytes(size >> shift & 127 for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\x03\x00\x00" + lengths + tag + sound)


def _synchsafe(four: bytes) -> int:
    return sum(byte << shift for byte, shift in zip(four, (21, 14, 7, 0), strict=True))


# Under which name a file is added, where that is what is strange about it.
CALLED = {
    "control.wav": "a\nb\x1b[31m\x07\u202egpj.wav",
    "long-name.wav": "n" * 246 + ".wav",
    "dash.wav": "--case.wav",
}


def makers(day: Day) -> dict[str, Callable[[Path], object]]:
    """How each file is made, by its name."""
    return {
        "words.mp3": lambda path: path.write_text(ARTICLE * 40),
        "empty.ogg": lambda path: path.touch(),
        "header.wav": lambda path: wav(path, np.zeros(0)),
        "cut.ogg": lambda path: _cut(encoded(path, iter([spoken()]), codec="libopus", rate=RATE)),
        "silence.wav": lambda path: wav(path, np.zeros(20 * RATE)),
        "music.ogg": lambda path: encoded(path, iter([music()]), codec="libopus"),
        "mulaw.wav": lambda path: encoded(path, iter([spoken()[::2]]), codec="pcm_mulaw", rate=8000),
        "surround.flac": lambda path: encoded(path, iter([spoken()]), codec="flac", layout="5.1"),
        "film.mp4": film,
        "claims.wav": lambda path: patched(wav(path, spoken()), {40: struct.pack("<I", 2**31 - 1)}),
        "claims.flac": lambda path: _claiming(encoded(path, iter([spoken()]), codec="flac")),
        "one-hertz.wav": lambda path: patched(wav(path, spoken()), {24: struct.pack("<II", 1, 2)}),
        "table.m4a": endless_table,
        "zip.ogg": zipped,
        "nan.wav": not_numbers,
        "cover.m4a": with_cover,
        "tag.mp3": heavy_tag,
        **{name: lambda path: wav(path, np.roll(spoken(), len(path.name))) for name in CALLED},
        "days.flac": lambda path: encoded(path, silence(13.2, 8000), codec="flac", rate=8000),
        "days.mp3": lambda path: repeated(path, 72),
        "long.wav": lambda path: long_day(path, day),
    }


def _cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path
