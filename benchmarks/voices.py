"""Voices compared where the answer is known: clips, conditions, trials and what is counted over them."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import degrade
from benchmarks.corpora import bench_folder
from sayso.listen.mend import Mend
from sayso.listen.views import vector

Floats = NDArray[np.float64]
Part = tuple[int, int]  # which one of how many
BAND = {"clean": 0, "noise": 0, "gsm": 1, "telephone": 2}
LONGEST = 10  # seconds of a clip


@dataclass(frozen=True, slots=True)
class Clip:
    """One line of a manifest."""

    path: Path
    group: str
    speaker: str
    session: str
    spoof: bool
    cohort: bool
    text: str
    licence: str
    seconds: float


def trained(name: str, told: str | None, argv: Sequence[str]) -> argparse.Namespace | None:
    """The arguments of a command that fits something to the clips of a manifest; None where it is absent."""
    parser = argparse.ArgumentParser(prog=f"python -m benchmarks {name}", description=told)
    parser.add_argument("--manifest", type=Path, default=bench_folder() / "speech" / "manifest.csv")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(argv)
    if not args.manifest.is_file():
        print(f"there is no {args.manifest}: set SAYSO_BENCH")
        return None
    return args


def manifest(path: Path) -> list[Clip]:
    """The clips of a manifest.csv whose files are there."""
    with path.open(encoding="utf-8", newline="") as lines:
        clips = [
            Clip(
                path.parent / row["path"],
                row["group"],
                row["speaker"],
                f"{row['speaker']}/{row['session']}",
                row["cond"] == "spoof",
                row["cohort"] == "1",
                row.get("text") or "",
                row["licence"],
                float(row["dur"]),
            )
            for row in csv.DictReader(lines)
        ]
    return [clip for clip in clips if clip.path.is_file()]


def vectors(
    clips: Sequence[Clip], condition: str, band: int, *, part: Part = (0, 1), how: Mend | None = None
) -> NDArray[np.float32]:
    """A vector each, of at most ten seconds (of a part of each clip) in a condition, at a band of comparison,
    heard as it ships or mended as is said."""
    found = []
    for clip in clips:
        x = degrade.read(str(clip.path))
        which, parts = part
        x = x[which * (len(x) // parts) :][: len(x) // parts]
        found.append(vector(degrade.CONDITIONS[condition](x[: LONGEST * degrade.RATE]), band, how))
    return np.stack(found)


@dataclass(frozen=True, slots=True)
class Trials:
    """Pairs of clips that are compared: their places, and whether they are of one speaker."""

    one: NDArray[np.int64]
    two: NDArray[np.int64]
    same: NDArray[np.bool_]


def trials(clips: Sequence[Clip]) -> Trials:
    """All pairs; of one speaker only across sessions where the speaker has more than one."""
    one, two = np.triu_indices(len(clips), 1)
    speaker = np.array([clip.speaker for clip in clips])
    session = np.array([clip.session for clip in clips])
    several = {each for each in speaker if len(set(session[speaker == each])) > 1}
    many = np.array([each in several for each in speaker])
    same = speaker[one] == speaker[two]
    kept = ~(same & many[one] & (session[one] == session[two]))
    return Trials(one[kept], two[kept], same[kept])


@dataclass(frozen=True, slots=True)
class Scored:
    """What is known of trials: their cosines, the seconds of both sides [trials, 2], whether the sides came
    through different channels, and the answers."""

    cosines: Floats
    seconds: Floats
    apart: NDArray[np.bool_]
    same: NDArray[np.bool_]
    trials: Trials

    def evidence(self, longest: float) -> Floats:
        """[trials, 3]: the cosine, how much was heard where so many seconds of a side count at most, and 1
        where the sides came through different channels."""
        heard = np.log(np.minimum(self.seconds, longest)).sum(axis=1)
        found: Floats = np.c_[self.cosines, heard, self.apart]
        return found


def seconds(clips: Sequence[Clip], parts: int = 1) -> Floats:
    """The length of each clip, or of each of so many equal parts of it."""
    return np.array([min(clip.seconds / parts, LONGEST) for clip in clips])


def scored(asked: NDArray[np.float32], known: NDArray[np.float32], pairs: Trials, length: Floats) -> Scored:
    """Each pair twice: both sides in the condition (`asked`), and one of them against the other's clean
    recording (`known`, brought to the band). `length` is the seconds of each."""
    scores = [(asked[pairs.one] * b[pairs.two]).sum(axis=1) for b in (asked, known)]
    twice = Trials(np.tile(pairs.one, 2), np.tile(pairs.two, 2), np.tile(pairs.same, 2))
    sides = np.c_[length[twice.one], length[twice.two]]
    apart = np.repeat([False, not np.array_equal(asked, known)], len(pairs.one))
    return Scored(np.concatenate(scores).astype(np.float64), sides, apart, twice.same, twice)


def logistic(
    evidence: Floats, same: NDArray[np.bool_], *, share: Floats | None = None, ridge: float = 1e-3
) -> Floats:
    """Slopes and, last, offset of a regularised logistic regression at even prior odds, so that what it gives
    is a natural log likelihood ratio (Brümmer and du Preez 2006). `share` weights trials within each side."""
    mean, scale = evidence.mean(axis=0), evidence.std(axis=0) + 1e-9
    z = np.c_[(evidence - mean) / scale, np.ones(len(evidence))]
    part = np.ones(len(evidence)) if share is None else share
    weight = np.where(same, 0.5 * part / part[same].sum(), 0.5 * part / part[~same].sum())
    b, penalty = np.zeros(z.shape[1]), np.diag([ridge] * (z.shape[1] - 1) + [1e-9])
    for _step in range(40):
        p = 1 / (1 + np.exp(-np.clip(z @ b, -40, 40)))
        slope = z.T @ (weight * (p - same)) + penalty @ b
        b -= np.linalg.solve((z * (weight * np.maximum(p * (1 - p), 1e-7))[:, None]).T @ z + penalty, slope)
    slopes = b[:-1] / scale
    return np.append(slopes, b[-1] - slopes @ mean)


def ratios(evidence: Floats, weights: Floats) -> Floats:
    """Natural log likelihood ratios."""
    found: Floats = evidence @ weights[:-1] + weights[-1]
    return found


def eer(scores: Floats, same: NDArray[np.bool_]) -> float:
    """Where as large a share of same-voice trials is missed as of different-voice trials passes."""
    order = np.argsort(-scores)
    hit, passed = np.cumsum(same[order]) / same.sum(), np.cumsum(~same[order]) / (~same).sum()
    at = int(np.argmin(np.abs(1 - hit - passed)))
    return float((1 - hit[at] + passed[at]) / 2)


def cllr(logs: Floats, same: NDArray[np.bool_]) -> float:
    """The cost of log likelihood ratios: 0 perfect, 1 as good as saying nothing."""
    return float((np.logaddexp(0, -logs[same]).mean() + np.logaddexp(0, logs[~same]).mean()) / 2 / np.log(2))


def tippett(logs: Floats, which: NDArray[np.bool_]) -> list[tuple[float, float]]:
    """The share of trials at or above each log10 ratio, at 61 places."""
    values = np.sort(logs[which] / np.log(10))
    places = np.linspace(-6, 6, 61)
    shares = 1 - np.searchsorted(values, places, side="left") / len(values)
    return [(round(float(a), 2), round(float(b), 4)) for a, b in zip(places, shares, strict=True)]


def speakers(clips: Iterable[Clip]) -> int:
    """How many different speakers."""
    return len({clip.speaker for clip in clips})
