"""Part of `python -m benchmarks speech`: who speaks when, in conversations made of the manifest's clips."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks import degrade, voices
from benchmarks.speech_words import put
from sayso.listen.condition import condition, speech_of
from sayso.listen.speech import net, speech
from sayso.listen.turns import turns

Reference = list[tuple[float, float, str]]
_STEP = 0.01
_COLLAR = 0.25


def measure(clips: Sequence[voices.Clip], *, conversations: int = 6) -> dict[str, Any]:
    """Diarisation error rates with a collar of a quarter second, overlapped speech counted."""
    by: dict[str, list[voices.Clip]] = {}
    for clip in clips:
        by.setdefault(clip.speaker, []).append(clip)
    able = sorted(speaker for speaker, mine in by.items() if len(mine) >= 4)
    if len(able) < 2:
        return {}
    found: dict[str, Any] = {"conversations": conversations, "speakers": len(able)}
    for name in ("telephone, 2 speakers", "2 to 4 speakers", "far field, 2 to 4 speakers"):
        rates = []
        for seed in range(conversations):
            rng = np.random.default_rng(seed)
            count = 2 if name.startswith("telephone") else 2 + seed % 3
            chosen = [able[at] for at in rng.permutation(len(able))[:count]]
            x, gold = conversation([by[each] for each in chosen], rng)
            rates.append(_one(_made(name, x, rng), gold))
        found[name] = {"der": float(np.mean([rate for rate, _right in rates])),
                       "number right": sum(right for _rate, right in rates)}  # fmt: skip
    return found


def conversation(
    mine: Sequence[Sequence[voices.Clip]], rng: np.random.Generator
) -> tuple[degrade.Samples, Reference]:
    """Sixteen turns of 1.5 to 8 s, one in seven over the end of the one before."""
    x, gold, t, last = np.zeros(degrade.RATE * 400, np.float32), [], 0.0, -1
    for _turn in range(16):
        who = int(rng.integers(len(mine)))
        while who == last:
            who = int(rng.integers(len(mine)))
        last = who
        clip = mine[who][int(rng.integers(len(mine[who])))]
        y = degrade.read(str(clip.path))
        size = int(rng.uniform(1.5, 8) * degrade.RATE)
        start = int(rng.integers(0, max(1, len(y) - size)))
        y = y[start : start + size]
        y = y / (np.sqrt((y**2).mean()) + 1e-9) * 0.06
        t = max(0.0, t + (rng.uniform(-0.8, 0) if rng.random() < 0.15 else rng.uniform(0.1, 0.8)))
        x[int(t * degrade.RATE) :][: len(y)] += y
        gold += [(t + a, t + b, clip.speaker) for a, b in _spoken(y)]
        t += len(y) / degrade.RATE
    return x[: int((t + 0.5) * degrade.RATE)], gold


def _spoken(y: degrade.Samples) -> list[tuple[float, float]]:
    """Where a clip is within 30 dB of its loudest, pauses under .3 s filled."""
    frames = np.lib.stride_tricks.sliding_window_view(y, 400)[::160]
    energy = (frames**2).mean(axis=1)
    on = energy > np.quantile(energy, 0.95) * 1e-3
    edges = np.flatnonzero(np.diff(np.pad(on.astype(np.int8), 1)))
    found: list[list[float]] = []
    for start, end in zip(edges[::2] * _STEP, edges[1::2] * _STEP, strict=True):
        if found and start - found[-1][1] < 0.3:
            found[-1][1] = float(end)
        else:
            found.append([float(start), float(end)])
    return [(start, end) for start, end in found if end - start > 0.1]


def _made(name: str, x: degrade.Samples, rng: np.random.Generator) -> degrade.Samples:
    if name.startswith("telephone"):
        return degrade.telephone(x)
    if name.startswith("far"):
        tail = rng.standard_normal(degrade.RATE // 2) * np.exp(
            -np.arange(degrade.RATE // 2) / degrade.RATE / 0.09
        )
        tail[0] = 3
        size = 2 * len(x)
        wet = np.fft.irfft(np.fft.rfft(x, size) * np.fft.rfft(tail, size))[: len(x)]
        return degrade.noise((wet / np.abs(wet).max() * 0.5).astype(np.float32), snr=15, colour=1.0)
    return x


def _one(x: degrade.Samples, gold: Reference) -> tuple[float, bool]:
    with tempfile.TemporaryDirectory() as folder:
        sound = put(x, Path(folder) / "x.wav")
        spoken = speech(sound)
        channel = condition(speech_of(sound, spoken), speech=net(spoken)).channel
        heard = turns(sound, recording="x", channel=channel)
    found = [(turn.start, turn.end, turn.speaker) for turn in heard.turns]
    return error_rate(gold, found, sound.seconds), len(heard.speakers) == len({who for _a, _b, who in gold})


def error_rate(gold: Reference, found: Reference, seconds: float) -> float:
    """Missed, false and confused speaker time over all speaker time, for the best pairing of names."""
    names, others = sorted({each[2] for each in gold}), sorted({each[2] for each in found} | {"-"})
    count = int(seconds / _STEP) + 1
    truth, told = np.zeros((count, len(names)), bool), np.zeros((count, len(others)), bool)
    kept = np.ones(count, bool)
    for start, end, who in gold:
        truth[int(start / _STEP) : int(end / _STEP), names.index(who)] = True
        for edge in (start, end):
            kept[max(0, int((edge - _COLLAR) / _STEP)) : int((edge + _COLLAR) / _STEP)] = False
    for start, end, who in found:
        told[int(start / _STEP) : int(end / _STEP), others.index(who)] = True
    truth, told = truth[kept], told[kept]
    rows, columns = linear_sum_assignment(-(truth.T.astype(int) @ told.astype(int)))
    right = sum((truth[:, a] & told[:, b]).astype(int) for a, b in zip(rows, columns, strict=True))
    most = np.maximum(truth.sum(axis=1), told.sum(axis=1))
    return float((most - right).sum() / truth.sum())
