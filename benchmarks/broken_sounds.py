"""Recordings that are broken, strange or hostile, each added by `sayso add` as a person would add it.

`python -m benchmarks broken_sounds [--only NAME ...] [--hours N] [--minutes N] [--speech FILE] [--json]`

Every file is made here, by PyAV and numpy, with speech by espeak-ng. Each is added in a process of its own
to one case; then an ordinary article, which must come in whatever went before. For each file: how it ended
(the message, or what is heard), the exit code, seconds by the clock and of the processor, the largest process
with all of its children, and whether its bytes are kept. `--hours` is how long the long file is, `--minutes`
how long somebody speaks in each of them, `--speech` a recording that is taken for that in place of
espeak-ng's. Of files that take longer than a minute the largest process is told for each twelfth of the time.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import degrade
from sayso.errors import SaysoError
from sayso.ledger import Ledger, verify_case
from sayso.terms.identity import digest_of

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
        "days.flac": lambda path: encoded(path, silence(13.2, 8000), codec="flac", rate=8000),
        "days.mp3": lambda path: repeated(path, 72),
        "long.wav": lambda path: long_day(path, day),
    }


def _cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    return path


def run(*arguments: str) -> dict[str, Any]:
    """One command of sayso: its exit code, what it printed, seconds, and the largest process of all."""
    start, sizes = time.perf_counter(), []
    with tempfile.TemporaryFile() as told:
        command = [sys.executable, "-m", "sayso", *arguments]
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            sizes.append(_largest(process.pid))
            time.sleep(1.0 if len(sizes) > 20 else 0.1)
        _, status, usage = ended
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        words = " ".join(told.read().decode(errors="replace").split())
    seconds = round(time.perf_counter() - start, 1)
    found = {
        "code": process.returncode,
        "told": words,
        "seconds": seconds,
        "processor_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "largest_process_mb": round(usage.ru_maxrss / 1024),
    }
    if seconds > 60:
        found["over_time_mb"] = [int(max(each)) for each in np.array_split(sizes[20:], 12)]
    return found


def _largest(first: int) -> int:
    """The MB that the largest of a process and what it started takes now; 0 where there is no /proc."""
    parents, sizes = {}, {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
            pages = int((place / "statm").read_text().split()[1])
        except OSError:  # it has ended
            continue
        sizes[int(place.name)] = pages * os.sysconf("SC_PAGE_SIZE") // 2**20
    mine = {first}
    while more := {each for each, parent in parents.items() if parent in mine} - mine:
        mine |= more
    return max((sizes.get(each, 0) for each in mine), default=0)


def one(path: Path, case: str) -> dict[str, Any]:
    """Add one file; what came of it."""
    found = run("add", str(path), "--offline", "--case", case)
    found = {"bytes": path.stat().st_size, **found}
    page = run("recording", path.name, "--json", "--case", case)
    if page["code"] == 0:
        sheet = json.loads(page["told"])
        found["heard_seconds"] = round(sheet["recording"]["media"]["seconds"], 1)
        found["words"] = sum(len(each["words"]) for each in sheet["paragraphs"])
        found["warnings"] = sheet["recording"]["media"]["warnings"]
    with Ledger.open(Path(case)) as ledger:
        found["kept"] = _kept(ledger, path.read_bytes())
    return found


def _kept(ledger: Ledger, data: bytes) -> bool:
    try:
        return ledger.evidence.get(digest_of(data)) == data
    except SaysoError:
        return False


def main(argv: Sequence[str]) -> int:
    """Make, add and print; 1 where a file's bytes are lost, the article did not come in, or the case is
    not whole."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks broken_sounds", description=__doc__)
    parser.add_argument("--hours", type=float, default=12.0)
    parser.add_argument("--minutes", type=int, default=1)
    parser.add_argument("--speech", type=Path)
    parser.add_argument("--only", nargs="+", choices=sorted(makers(Day())), default=list(makers(Day())))
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    day = Day(asked.hours, asked.minutes, asked.speech)
    with tempfile.TemporaryDirectory() as place:
        case, folder = str(Path(place) / "case"), Path(place) / "files"
        folder.mkdir()
        run("init", case)
        found = {}
        for name in asked.only:
            makers(day)[name](folder / name)
            found[name] = one(folder / name, case)
            (folder / name).unlink()
            if not asked.json:
                print(name, json.dumps(found[name]), flush=True)
        (folder / "article.txt").write_text(ARTICLE)
        article = run("add", str(folder / "article.txt"), "--offline", "--case", case)
        damage = [f"{each.item}: {each.reason}" for each in verify_case(Path(case))]
    told = {"files": found, "article": article, "damage": damage}
    print(json.dumps(told if asked.json else {"article": article, "damage": damage}, indent=1))
    whole = article["code"] == 0 and not damage and all(each["kept"] for each in found.values())
    return 0 if whole else 1
