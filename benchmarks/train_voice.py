"""Fits what a comparison of voices is worth: writes src/sayso/listen/calibration.npz.

    python -m benchmarks train_voice [--manifest FILE] [--write]

Only from CC BY 4.0 parts of the manifest: LibriSpeech background readers (group lsclean, each cut into two
halves), LibriSpeech readers (lsother, walle) and VCTK, in four channel conditions. By telephone each half of
the background readers is heard mended by what the other half taught (`train_mend --write` comes first). The
validation that is shown beside each result is of voices that nothing was fitted on: every two of the latter
readers are tested by a calibration that was fitted without both. The data bears no ratio above the number
of different-voice pairs of speakers, nor below one over the number of same-voice speakers, one misleading
trial added (after Vergeer et al. 2016).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks import train_mend, voices
from sayso.listen import calibration
from sayso.listen.mend import Mend
from sayso.listen.views import BAND_OF
from sayso.terms.recording import Channel

TARGET = Path(calibration.__file__).with_name("calibration.npz")
SHOWN = {"lsother", "walle", "vctk"}
TELEPHONE = BAND_OF[Channel.TELEPHONE]
DRAWS = 40


def main(argv: Sequence[str]) -> int:
    """Fit and print; with --write, write the file. 2 where the manifest is absent."""
    args = voices.trained("train_voice", __doc__, argv)
    if args is None:
        return 2
    clips = [
        each for each in voices.manifest(args.manifest) if each.licence.startswith(("CC BY 4.0", "VCTK"))
    ]
    readers = [each for each in clips if each.group == train_mend.FITTED]
    others = [each for each in clips if each.group in SHOWN]
    made: dict[str, np.ndarray] = {}
    known: dict[tuple[str, int], np.ndarray] = {}
    for condition, band in voices.BAND.items():
        made |= _condition(condition, band, readers, others, known)
    if args.write:
        np.savez_compressed(TARGET, **made)  # type: ignore[arg-type] # the stub takes the names for options
        print(f"wrote {TARGET.name}: {TARGET.stat().st_size:,} bytes")
    return 0


def _condition(
    condition: str, band: int, readers: list[voices.Clip], others: list[voices.Clip],
    known: dict[tuple[str, int], np.ndarray],
) -> dict[str, np.ndarray]:  # fmt: skip
    """What the file holds of one channel condition."""
    halves = _fit_trials(readers, condition, band, known)
    test = _scored(others, condition, band, known)
    who = np.unique([clip.speaker for clip in others], return_inverse=True)[1]
    one, two = who[test.trials.one], who[test.trials.two]
    weights = [_fit(halves, test, np.ones(len(test.same)))]
    rng = np.random.default_rng(20261126)
    for _draw in range(DRAWS):
        drawn = np.bincount(rng.integers(0, len(readers), len(readers)), minlength=len(readers))
        again = np.bincount(rng.integers(0, who.max() + 1, who.max() + 1), minlength=who.max() + 1)
        many = drawn[halves.trials.one // 2] * drawn[halves.trials.two // 2]
        weights.append(_fit(halves, test, (again[one] * again[two]).astype(float), many.astype(float)))
    # Each pair of readers is four pairs of halves, heard twice.
    upper = np.log10((~halves.same).sum() / 8 + 1)
    lower = -np.log10(len(readers) + voices.speakers(others) + 1)
    logs, same = _left_out(halves, test, one, two), test.same
    held = np.clip(logs, lower * np.log(10), upper * np.log(10))
    figures = [voices.cllr(held, same), voices.eer(logs, same), upper, lower]
    counts = [int(same.sum()), int((~same).sum()), voices.speakers(others)]
    print(condition, "Cllr", round(figures[0], 4), "EER", round(figures[1], 4), "trials", counts, flush=True)
    return {
        f"{condition}.weights": np.stack(weights),
        f"{condition}.figures": np.array(figures),
        f"{condition}.counts": np.array(counts),
        f"{condition}.same": np.array(voices.tippett(held, same)),
        f"{condition}.different": np.array(voices.tippett(held, ~same)),
    }


def _fit(
    halves: voices.Scored, test: voices.Scored, share: np.ndarray, drawn: np.ndarray | None = None
) -> np.ndarray:
    """One calibration from both sets of trials; each set weighs as much, on each side."""
    first = np.ones(len(halves.same)) if drawn is None else drawn
    parts = []
    for each, same in ((first, halves.same), (share, test.same)):
        mine = each.astype(float).copy()
        for side in (same, ~same):
            mine[side] /= max(1e-9, mine[side].sum())
        parts.append(mine)
    x, same = np.concatenate([halves.scores, test.scores]), np.concatenate([halves.same, test.same])
    return voices.logistic(x, same, share=np.concatenate(parts))


def _left_out(halves: voices.Scored, test: voices.Scored, one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Log ratios of the trials of every two speakers, by a calibration that was fitted without both."""
    logs = np.full(len(test.same), np.nan)
    for pair in itertools.combinations(range(int(one.max()) + 1), 2):
        first, second = np.isin(one, pair), np.isin(two, pair)
        inside = first & second
        logs[inside] = voices.ratios(
            test.scores[inside], _fit(halves, test, (~first & ~second).astype(float))
        )
    return logs


def _fit_trials(
    readers: list[voices.Clip], condition: str, band: int, known: dict[tuple[str, int], np.ndarray]
) -> voices.Scored:
    """Trials among the halves of the readers: halves 2n and 2n + 1 are reader n's. By telephone only of
    readers who are heard mended by the same."""
    sides = [_halves(readers, each, band, known) for each in (condition, "clean")]
    one, two = np.triu_indices(2 * len(readers), 1)
    if band == TELEPHONE:
        alike = one // 2 % 2 == two // 2 % 2
        one, two = one[alike], two[alike]
    return voices.scored(sides[0], sides[1], voices.Trials(one, two, one // 2 == two // 2))


def _halves(
    readers: list[voices.Clip], condition: str, band: int, known: dict[tuple[str, int], np.ndarray]
) -> np.ndarray:
    if (f"half {condition}", band) not in known:
        sides = [_heard(readers, condition, band, half) for half in (0, 1)]
        known[(f"half {condition}", band)] = np.stack(sides, axis=1).reshape(2 * len(readers), -1)
    return known[(f"half {condition}", band)]


def _heard(readers: list[voices.Clip], condition: str, band: int, half: int) -> np.ndarray:
    """One half of each reader; by telephone mended by what other readers taught."""
    if band != TELEPHONE:
        return voices.vectors(readers, condition, band, half=half)
    taught, rest = train_mend.teachers(readers)
    by_taught = voices.vectors(rest, condition, band, half=half)
    found = np.empty((len(readers), by_taught.shape[1]), np.float32)
    found[::2] = voices.vectors(taught, condition, band, half=half, how=_taught(tuple(rest)))
    found[1::2] = by_taught
    return found


@cache
def _taught(readers: tuple[voices.Clip, ...]) -> Mend:
    return train_mend.fitted(readers)


def _scored(
    clips: list[voices.Clip], condition: str, band: int, known: dict[tuple[str, int], np.ndarray]
) -> voices.Scored:
    for each, at in ((condition, band), ("clean", band)):
        if (each, at) not in known:
            known[(each, at)] = voices.vectors(clips, each, at)
    return voices.scored(known[(condition, band)], known[("clean", band)], voices.trials(clips))
