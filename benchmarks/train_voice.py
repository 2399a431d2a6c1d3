"""Fits what a comparison of voices is worth: writes src/sayso/listen/calibration.npz.

    python -m benchmarks train_voice [--manifest FILE] [--only CHANNEL ...] [--write]

Only from CC BY 4.0 parts of the manifest. In four channel conditions it is fitted on LibriSpeech background
readers (group lsclean), each cut into two halves and again into four quarters, so that it learns how much
alike short and long stretches of one voice sound. By GSM it learns, too, how much more alike two sound that
both came that way than one of them and a clean one. By telephone each half of the readers is heard mended by
what the other half taught (`train_mend --write` comes first). How many seconds of a side count at most
is what sets these readers apart best, channel by channel. The validation that is shown beside each result
is of other speakers, LibriSpeech readers (lsother, walle) and VCTK, on whom nothing was fitted. The data
bears no ratio above the number of different-voice pairs of readers, nor below one over the number of
same-voice speakers, one misleading trial added (after Vergeer et al. 2016). With --only the other channels
stay as they are in the file.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
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
# Where two sides that came the same way are more alike for it: by telephone it goes with the mean voice.
SHARED = {"gsm"}
LONGEST = (4, 5, 6, 7, 8)  # seconds of a side that may count at most: the halves have no more
PARTS: tuple[voices.Part, ...] = ((0, 2), (1, 2), (0, 4), (1, 4), (2, 4), (3, 4))
Known = dict[tuple[str, str, int], np.ndarray]


def main(argv: Sequence[str]) -> int:
    """Fit and print; with --write, write the file. 2 where the manifest is absent."""
    only = argparse.ArgumentParser(add_help=False)
    only.add_argument("--only", nargs="+", choices=sorted(voices.BAND), default=list(voices.BAND))
    chosen, rest = only.parse_known_args(argv)
    args = voices.trained("train_voice", __doc__, rest)
    if args is None:
        return 2
    clips = [
        each for each in voices.manifest(args.manifest) if each.licence.startswith(("CC BY 4.0", "VCTK"))
    ]
    readers = [each for each in clips if each.group == train_mend.FITTED]
    others = [each for each in clips if each.group in SHOWN]
    with np.load(TARGET, allow_pickle=False) as before:
        made = {name: before[name] for name in before.files}
    known: Known = {}
    for condition in chosen.only:
        made |= _condition(condition, readers, others, known)
    if args.write:
        np.savez_compressed(TARGET, **made)
        print(f"wrote {TARGET.name}: {TARGET.stat().st_size:,} bytes")
    return 0


def _condition(
    condition: str, readers: list[voices.Clip], others: list[voices.Clip], known: Known
) -> dict[str, np.ndarray]:
    """What the file holds of one channel condition."""
    band = voices.BAND[condition]
    fit, test = _parts_scored(readers, condition, band, known), _scored(others, condition, band, known)
    if condition not in SHARED:
        fit, test = (replace(each, apart=np.zeros_like(each.apart)) for each in (fit, test))
    one, two = fit.trials.one // len(PARTS), fit.trials.two // len(PARTS)
    longest = min(LONGEST, key=lambda most: _cost(fit, most))
    evidence = fit.evidence(longest)
    weights = [voices.logistic(evidence, fit.same)]
    rng = np.random.default_rng(20261126)
    for _draw in range(DRAWS):
        drawn = np.bincount(rng.integers(0, len(readers), len(readers)), minlength=len(readers))
        share = (drawn[one] * drawn[two]).astype(float)
        weights.append(voices.logistic(evidence, fit.same, share=share))
    upper = np.log10(len(set(zip(one[~fit.same], two[~fit.same], strict=True))) + 1)
    lower = -np.log10(len(readers) + voices.speakers(others) + 1)
    logs, same = voices.ratios(test.evidence(longest), weights[0]), test.same
    held = np.clip(logs, lower * np.log(10), upper * np.log(10))
    figures = [voices.cllr(held, same), voices.eer(logs, same), upper, lower]
    counts = [int(same.sum()), int((~same).sum()), voices.speakers(others)]
    told = {"Cllr": figures[0], "uncapped": voices.cllr(logs, same), "EER": figures[1]}
    print(condition, *(f"{name} {value:.4f}" for name, value in told.items()), "trials", counts, end="; ")
    print(f"of a side {longest} s count", flush=True)
    return {
        f"{condition}.weights": np.stack(weights),
        f"{condition}.longest": np.array(longest),
        f"{condition}.figures": np.array(figures),
        f"{condition}.counts": np.array(counts),
        f"{condition}.same": np.array(voices.tippett(held, same)),
        f"{condition}.different": np.array(voices.tippett(held, ~same)),
    }


def _cost(fit: voices.Scored, longest: float) -> float:
    """How badly the readers are set apart where so many seconds of a side count at most."""
    evidence = fit.evidence(longest)
    return voices.cllr(voices.ratios(evidence, voices.logistic(evidence, fit.same)), fit.same)


def _parts_scored(readers: list[voices.Clip], condition: str, band: int, known: Known) -> voices.Scored:
    """Trials among the parts of the readers, those of one reader only where they don't overlap. By telephone
    only of readers who are heard mended by the same."""
    asked, clean = (_parts(readers, each, band, known) for each in (condition, "clean"))
    length = np.stack([voices.seconds(readers, parts) for _which, parts in PARTS], axis=1).ravel()
    one, two = np.triu_indices(len(asked), 1)
    mine, yours = one // len(PARTS), two // len(PARTS)
    begin = np.array([which / parts for which, parts in PARTS])
    end = np.array([(which + 1) / parts for which, parts in PARTS])
    a, b = one % len(PARTS), two % len(PARTS)
    kept = (mine != yours) | (end[a] <= begin[b]) | (end[b] <= begin[a])
    if band == TELEPHONE:
        kept &= mine % 2 == yours % 2
    pairs = voices.Trials(one[kept], two[kept], (mine == yours)[kept])
    return voices.scored(asked, clean, pairs, length)


def _parts(readers: list[voices.Clip], condition: str, band: int, known: Known) -> np.ndarray:
    """The vectors of the parts of all readers, reader by reader."""
    key = ("parts", condition, band)
    if key not in known:
        sides = [_heard(readers, condition, band, part) for part in PARTS]
        known[key] = np.stack(sides, axis=1).reshape(len(PARTS) * len(readers), -1)
    return known[key]


def _heard(readers: list[voices.Clip], condition: str, band: int, part: voices.Part) -> np.ndarray:
    """One part of each reader; by telephone mended by what other readers taught."""
    if band != TELEPHONE:
        return voices.vectors(readers, condition, band, part=part)
    taught, rest = train_mend.teachers(readers)
    by_taught = voices.vectors(rest, condition, band, part=part)
    found = np.empty((len(readers), by_taught.shape[1]), np.float32)
    found[::2] = voices.vectors(taught, condition, band, part=part, how=_taught(tuple(rest)))
    found[1::2] = by_taught
    return found


@cache
def _taught(readers: tuple[voices.Clip, ...]) -> Mend:
    return train_mend.fitted(readers)


def _scored(clips: list[voices.Clip], condition: str, band: int, known: Known) -> voices.Scored:
    for each in (condition, "clean"):
        if ("whole", each, band) not in known:
            known[("whole", each, band)] = voices.vectors(clips, each, band)
    asked, clean = (known[("whole", each, band)] for each in (condition, "clean"))
    return voices.scored(asked, clean, voices.trials(clips), voices.seconds(clips))
