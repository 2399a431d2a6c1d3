"""Fits what a comparison of voices is worth: writes src/sayso/listen/calibration.npz.

    python -m benchmarks train_voice [--manifest FILE] [--write]

Only from CC BY 4.0 parts of the manifest: the calibration from LibriSpeech background readers (group
lsclean), each cut into two halves, in four channel conditions; the cohort is the same readers. The
validation that is shown beside each result is of other speakers, never fitted on: LibriSpeech (lsother,
walle) and VCTK. The data bears no ratio above the number of different-voice pairs of speakers, nor below one
over the number of same-voice speakers, one misleading trial added (after Vergeer et al. 2016).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks import voices
from benchmarks.corpora import bench_folder
from sayso.listen import calibration

TARGET = Path(calibration.__file__).with_name("calibration.npz")
FITTED, SHOWN = {"lsclean"}, {"lsother", "walle", "vctk"}
DRAWS = 40


def main(argv: Sequence[str]) -> int:
    """Fit and print; with --write, write the file. 2 where the manifest is absent."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks train_voice", description=__doc__)
    parser.add_argument("--manifest", type=Path, default=bench_folder() / "speech" / "manifest.csv")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(argv)
    if not args.manifest.is_file():
        print(f"there is no {args.manifest}: set SAYSO_BENCH")
        return 2
    clips = [
        each for each in voices.manifest(args.manifest) if each.licence.startswith(("CC BY 4.0", "VCTK"))
    ]
    readers = [each for each in clips if each.group in FITTED]
    others = [each for each in clips if each.group in SHOWN]
    made: dict[str, np.ndarray] = {}
    for band in range(3):
        made[f"cohort.{band}"] = voices.vectors(readers, "clean", band).astype(np.float16)
    known: dict[tuple[str, int], np.ndarray] = {}
    for condition, band in voices.BAND.items():
        made |= _condition(condition, band, readers, others, made[f"cohort.{band}"], known)
    if args.write:
        np.savez_compressed(TARGET, **made)  # type: ignore[arg-type] # the stub takes the names for options
        print(f"wrote {TARGET.name}: {TARGET.stat().st_size:,} bytes")
    return 0


def _condition(
    condition: str, band: int, readers: list[voices.Clip], others: list[voices.Clip],
    cohort: np.ndarray, known: dict[tuple[str, int], np.ndarray],
) -> dict[str, np.ndarray]:  # fmt: skip
    """What the file holds of one channel condition."""
    cohort = cohort.astype(np.float32)
    fit = _fit_trials(readers, condition, band, cohort, known)
    weights = [voices.logistic(fit.scores, fit.same)]
    rng = np.random.default_rng(20261126)
    for _draw in range(DRAWS):
        drawn = np.bincount(rng.integers(0, len(readers), len(readers)), minlength=len(readers))
        kept = np.repeat(np.arange(len(fit.same)), drawn[fit.trials.one // 2] * drawn[fit.trials.two // 2])
        weights.append(voices.logistic(fit.scores[kept], fit.same[kept]))
    test = _scored(others, condition, band, cohort, known)
    logs = voices.ratios(test.scores, weights[0])
    upper = np.log10(len(readers) * (len(readers) - 1) / 2 + 1)
    lower = -np.log10(len(readers) + voices.speakers(others) + 1)
    held = np.clip(logs, lower * np.log(10), upper * np.log(10))
    figures = [voices.cllr(held, test.same), voices.eer(logs, test.same), upper, lower]
    counts = [int(test.same.sum()), int((~test.same).sum()), voices.speakers(others)]
    print(condition, "Cllr", round(figures[0], 4), "EER", round(figures[1], 4), "trials", counts, flush=True)
    return {
        f"{condition}.weights": np.stack(weights),
        f"{condition}.figures": np.array(figures),
        f"{condition}.counts": np.array(counts),
        f"{condition}.same": np.array(voices.tippett(held, test.same)),
        f"{condition}.different": np.array(voices.tippett(held, ~test.same)),
    }


def _fit_trials(
    readers: list[voices.Clip], condition: str, band: int, cohort: np.ndarray,
    known: dict[tuple[str, int], np.ndarray],
) -> voices.Scored:  # fmt: skip
    """Trials among the halves of the readers: halves 2n and 2n + 1 are reader n's."""
    sides = [_halves(readers, each, band, known) for each in (condition, "clean")]
    wide = _halves(readers, "clean", 0, known)
    one, two = np.triu_indices(2 * len(readers), 1)
    pairs = voices.Trials(one, two, one // 2 == two // 2)
    return voices.scored(sides[0], sides[1], wide, cohort, pairs)


def _halves(
    readers: list[voices.Clip], condition: str, band: int, known: dict[tuple[str, int], np.ndarray]
) -> np.ndarray:
    if (f"half {condition}", band) not in known:
        halves = [voices.vectors(readers, condition, band, half=half) for half in (0, 1)]
        known[(f"half {condition}", band)] = np.stack(halves, axis=1).reshape(2 * len(readers), -1)
    return known[(f"half {condition}", band)]


def _scored(
    clips: list[voices.Clip], condition: str, band: int, cohort: np.ndarray,
    known: dict[tuple[str, int], np.ndarray],
) -> voices.Scored:  # fmt: skip
    for each, at in ((condition, band), ("clean", band), ("clean", 0)):
        if (each, at) not in known:
            known[(each, at)] = voices.vectors(clips, each, at)
    return voices.scored(
        known[(condition, band)], known[("clean", band)], known[("clean", 0)], cohort, voices.trials(clips)
    )
