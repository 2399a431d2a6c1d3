"""Part of `python -m benchmarks speech`: older sound found again, beside Debian's chromaprint where it is."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import degrade, voices
from benchmarks.speech_words import put
from sayso.listen import bits, reuse
from sayso.listen.fingerprint import Codes, of_samples
from sayso.listen.index import SPEEDS, Index

Change = Callable[[degrade.Samples], degrade.Samples]
QUERIES = 12


def changes(voice: degrade.Samples) -> dict[str, Change]:
    """The twelve alterations; `voice` is laid over in two of them."""
    return {
        "telephone": degrade.telephone,
        "gsm": degrade.gsm,
        "mp3 32 kbit/s": degrade.CONDITIONS["mp3"],
        "opus 12 kbit/s": degrade.CONDITIONS["opus"],
        "noise 10 dB": degrade.noise,
        "noise 0 dB": partial(degrade.noise, snr=0.0),
        "500 to 2000 Hz": partial(degrade.band, low=500, high=2000),
        "voice over, as loud": partial(degrade.over, voice=voice),
        "voice over, 5 dB louder": partial(degrade.over, voice=voice, db=5.0),
        "speed +5 %": partial(degrade.speed, factor=1.05),
        "speed -5 %": partial(degrade.speed, factor=0.95),
        "tempo +5 %": partial(degrade.tempo, factor=1.05),
    }


def measure(clips: Sequence[voices.Clip], long: degrade.Samples) -> dict[str, Any]:
    """`long` is the older recording; voices over it and what is falsely found come from `clips`."""
    voice = np.concatenate([degrade.read(str(clip.path)) for clip in clips[:3]])[: 15 * degrade.RATE]
    empty = np.zeros(0, np.uint32)
    codes = {"long": of_samples(long), "others": of_samples(_joined(clips[3:120]))}
    index = Index()
    for each in codes.values():
        index.add(each, frames=len(each.bits) * bits.EVERY)
    starts = np.random.default_rng(7).uniform(5, len(long) / degrade.RATE - 20, QUERIES)
    found: dict[str, Any] = {"queries": QUERIES, "10 s": {}, "3 s": {}, "chromaprint 10 s": {}}
    with tempfile.TemporaryDirectory() as folder:
        known = _raw(put(long, Path(folder) / "long.wav").path) if shutil.which("fpcalc") else empty
    for name, change in changes(voice).items():
        if name == "gsm" and not shutil.which("ffmpeg"):
            continue
        for seconds in (10, 3):
            made = [
                change(long[int(at * degrade.RATE) : int((at + seconds) * degrade.RATE)]) for at in starts
            ]
            hits = [_found(query, index, codes, at) for query, at in zip(made, starts, strict=True)]
            found[f"{seconds} s"][name] = sum(hits)
            if seconds == 10 and shutil.which("fpcalc"):
                found["chromaprint 10 s"][name] = sum(_chromaprint(known, made, starts))
    found["false alarms"] = _false_alarms(clips[120:], tuple(codes.values()))
    found["lookup"] = _lookup(tuple(codes.values()))
    return found


def _joined(clips: Sequence[voices.Clip]) -> degrade.Samples:
    return np.concatenate([degrade.read(str(clip.path)) for clip in clips])


def _found(query: degrade.Samples, index: Index, codes: dict[str, Codes], start: float) -> bool:
    """Whether the query is found where it came from, within half a second."""
    matches = reuse.search(of_samples(query), "query", index, tuple(codes), codes.__getitem__)
    return any(
        match.other == "long" and abs(match.there.start - match.here.start * match.speed - start) < 0.5
        for match in matches
    )


def _moved(codes: Codes, rng: np.random.Generator) -> Codes:
    """An hour that never was: real landmarks shifted and stretched, real bits turned round."""
    stretch = np.float32(rng.uniform(0.75, 1.35))
    shift = rng.integers(-15, 16)
    frames = codes.frame * stretch
    turned = np.roll(codes.bits, int(rng.integers(len(codes.bits))), axis=0)
    places = np.linspace(0, len(turned) - 1, int(len(turned) * stretch)).astype(int)
    bins = np.clip(codes.bin + shift, 19, 217).astype(np.float32)
    return Codes(frames, bins, codes.loud, turned[places])


def _simulated(seeds: Sequence[Codes], hours: float, *, keep: bool) -> tuple[Index, dict[str, Codes], float]:
    rng = np.random.default_rng(13)
    index, kept, seconds = Index(), {}, 0.0
    while seconds < hours * 3600:
        for each in seeds:
            moved = _moved(each, rng)
            place = index.add(moved, frames=len(moved.bits) * bits.EVERY)
            seconds += len(moved.bits) / bits.PER_SECOND
            if keep:
                kept[str(place)] = moved
    return index, kept, seconds / 3600


def _false_alarms(clips: Sequence[voices.Clip], seeds: Sequence[Codes]) -> dict[str, float]:
    """Matches of ten seconds of other speech, again and again, in a hundred simulated hours."""
    index, kept, hours = _simulated(seeds, 100.0, keep=True)
    asked, matches = 0, 0
    for _start, part in reuse._windows(of_samples(_joined(clips))):
        asked += 1
        matches += len(reuse.search(part, "query", index, tuple(kept), kept.__getitem__))
        if asked >= 100:
            break
    return {"hours": hours, "queries": asked, "matches": matches}


def _lookup(seeds: Sequence[Codes]) -> dict[str, float]:
    """Processor time of a lookup of ten seconds in a thousand simulated hours (fifty, twenty times), and
    the index's size."""
    index, _kept, hours = _simulated(seeds, 50.0, keep=False)
    hashes, frames = np.concatenate(index._hashes), np.concatenate(index._frames)
    index._hashes = [hashes] * 20
    index._frames = [frames + np.uint32(index._end * at) for at in range(20)]
    hours *= 20
    part = next(codes for _start, codes in reuse._windows(seeds[0]))
    index.find(part, speeds=[(1.0, True)])
    found = {"hours": hours}
    for name, speeds in (("one speed ms", ((1.0, True),)), ("all speeds ms", SPEEDS)):
        started = time.process_time()
        for _round in range(5):
            index.find(part, speeds=speeds)
        found[name] = (time.process_time() - started) / 5 * 1000
    starts, frames = index._sorted()
    return found | {"index mb": (starts.nbytes + frames.nbytes) / 1e6}


def _chromaprint(
    known: NDArray[np.uint32], queries: Sequence[degrade.Samples], starts: NDArray[np.float64]
) -> list[bool]:
    """The peer: raw chromaprint codes, the query at its best place by bit errors; a hit is under .35 errors
    within half a second of where it came from."""
    with tempfile.TemporaryDirectory() as folder:
        hits = []
        for query, start in zip(queries, starts, strict=True):
            asked = _raw(put(query, Path(folder) / "query.wav").path)
            size = len(asked)
            if size < 8:
                hits.append(False)
                continue
            windows = np.lib.stride_tricks.sliding_window_view(known, size)
            errors = np.bitwise_count(windows ^ asked).sum(axis=1) / (32 * size)
            at = int(errors.argmin())
            hits.append(bool(errors[at] < 0.35 and abs(at * 1365 / 11025 - start) < 0.5))
    return hits


def _raw(path: Path) -> NDArray[np.uint32]:
    command = ["fpcalc", "-raw", "-plain", "-length", "100000", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return np.array([int(each) & 0xFFFFFFFF for each in told.split(",") if each], dtype=np.uint32)
