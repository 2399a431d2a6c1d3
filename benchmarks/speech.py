"""Listening to recordings, ours beside plain parts in the same run.

    python -m benchmarks speech [--manifest FILE] [--only PART ...] [--json] [--write]

A manifest has a line a clip: path, group, speaker, session, utt, dur, licence, cond (bonafide, spoof),
cohort, text. A long recording with its text is taken from `longform/` beside it. Degraded conditions are
made by code. Parts: words, long, voices, turns, reuse, marks. Plain parts are faster-whisper alone (base in
8 bits, beam 5), the cosine of one CAM++ vector with the best calibration it can have, and Debian's
chromaprint. With --write the measured rates of marks go to src/sayso/listen/marks.json, which every mark
carries.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import degrade, speech_marks, speech_reuse, speech_turns, speech_words, voices
from benchmarks.corpora import bench_folder, fingerprint
from sayso.listen import marks, mend
from sayso.listen.calibration import CHANNELS, calibration

Vectors = NDArray[np.float32]
MISMATCHED = {"emodb"}  # acted emotions, reported apart
ENGLISH = {"walle", "misc"}


def main(argv: Sequence[str]) -> int:
    """Measure and print; 2 where the manifest is absent."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks speech", description=__doc__)
    parser.add_argument("--manifest", type=Path, default=bench_folder() / "speech" / "manifest.csv")
    parser.add_argument("--only", nargs="+", choices=sorted(PARTS), default=sorted(PARTS))
    parser.add_argument("--most", type=int, default=0, help="at most so many clips with a text")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(argv)
    if not args.manifest.is_file():
        print(f"there is no {args.manifest}: set SAYSO_BENCH or name one with --manifest")
        return 2
    clips = voices.manifest(args.manifest)
    found: dict[str, Any] = {"manifest": args.manifest.name, "sha256": fingerprint(args.manifest)}
    for part in PARTS:
        if part in args.only and (measured := PARTS[part](clips, args)):
            found[part] = measured
            if not args.json:
                print("\n".join(_lines(part, measured)), flush=True)
    if args.write and "marks" in found:
        target = Path(marks.__file__).with_name("marks.json")
        target.write_text(json.dumps(found["marks"], indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if args.json:
        print(json.dumps(found, indent=1))
    return 0


def _words(clips: list[voices.Clip], args: argparse.Namespace) -> dict[str, Any]:
    spoken = [clip for clip in clips if clip.text and clip.group not in MISMATCHED and _is_english(clip.text)]
    if args.most:
        spoken = spoken[:: max(1, len(spoken) // args.most)]
    return speech_words.word_errors(spoken) if spoken else {}


def _is_english(text: str) -> bool:
    return bool(set(speech_words.plain_words(text)) & {"the", "and", "of", "to", "a", "in", "is", "i"})


def _long(_clips: list[voices.Clip], args: argparse.Namespace) -> dict[str, Any]:
    path = _long_path(args)
    return speech_words.long_file(path) if path else {}


def _long_path(args: argparse.Namespace) -> Path | None:
    found = sorted((args.manifest.parent / "longform").glob("*.flac"))
    return next((path for path in found if path.with_suffix(".json").is_file()), None)


def _voices(clips: list[voices.Clip], _args: argparse.Namespace) -> dict[str, Any]:
    """Each condition over all clips of persons with more than one, and what is reported apart."""
    many = [clip for clip in clips if not clip.cohort and not clip.spoof and clip.group not in MISMATCHED]
    found: dict[str, Any] = {}
    for channel in CHANNELS:
        name = channel.name.lower()
        try:
            found[name] = _channel(many, name)
        except FileNotFoundError as missing:
            found[name] = {"left out": str(missing)}
    for group in sorted(MISMATCHED):
        acted = [clip for clip in clips if clip.group == group]
        if acted:
            found[group] = _figures(acted, "clean")
    if any(clip.spoof for clip in clips):
        found["cloned"] = _cloned(clips)
    return found


def _channel(clips: list[voices.Clip], name: str) -> dict[str, Any]:
    found = _figures(clips, name)
    for group in sorted({clip.group for clip in clips}):
        mine = np.array([at for at, clip in enumerate(clips) if clip.group == group])
        if len({clips[at].speaker for at in mine}) > 1 and len(mine) > 20:
            part = _figures([clips[at] for at in mine], name)
            found.setdefault("groups", {})[group] = {key: part[key] for key in ("eer", "cllr", "same")}
    return found


_CACHE: dict[tuple[str, str, int, bool], Vectors] = {}


def _of(clips: list[voices.Clip], name: str, band: int, *, plain: bool = False) -> Vectors:
    """Vectors of clips, each made once; `plain` ones are one view of the network's alone."""
    new = [clip for clip in clips if (str(clip.path), name, band, plain) not in _CACHE]
    if new:
        made = voices.vectors(new, name, band, how=mend.plain() if plain else None)
        for clip, vector in zip(new, made, strict=True):
            _CACHE[(str(clip.path), name, band, plain)] = vector
    return np.stack([_CACHE[(str(clip.path), name, band, plain)] for clip in clips])


def _figures(clips: list[voices.Clip], name: str) -> dict[str, Any]:
    """EER and Cllr of the calibration that is shipped. The plain cosine gets the best calibration that it can
    have: fitted on these very trials."""
    band = voices.BAND[name]
    known = calibration(next(each for each in CHANNELS if each.name.lower() == name))
    assert known is not None
    pairs = voices.trials(clips)
    length = voices.seconds(clips)
    scored = voices.scored(_of(clips, name, band), _of(clips, "clean", band), pairs, length)
    alone = _of(clips, name, band, plain=True), _of(clips, "clean", 0, plain=True)
    plain = voices.scored(*alone, pairs, length)
    cosines, evidence = plain.cosines[:, None], scored.evidence(known.longest)
    ours = voices.ratios(evidence, known.weights[0])
    logs = np.clip(ours, known.lower * np.log(10), known.upper * np.log(10))
    fitted = voices.ratios(cosines, voices.logistic(cosines, plain.same))
    best = voices.ratios(evidence, voices.logistic(evidence, scored.same))
    return {
        "eer": voices.eer(ours, scored.same),
        "cllr": voices.cllr(logs, scored.same),
        "cllr if fitted here": voices.cllr(best, scored.same),
        "plain eer": voices.eer(cosines[:, 0], plain.same),
        "plain cllr, fitted here": voices.cllr(fitted, scored.same),
        "same": int(scored.same.sum()),
        "different": int((~scored.same).sum()),
        "speakers": voices.speakers(clips),
    }


def _cloned(clips: list[voices.Clip]) -> dict[str, Any]:
    """How cloned clips score against genuine ones of the person they imitate."""
    targets = {clip.speaker for clip in clips if clip.spoof}
    genuine = [clip for clip in clips if clip.speaker in targets and not clip.spoof]
    spoofed = [clip for clip in clips if clip.spoof]
    if len(genuine) < 2:
        return {}
    real, made = _of(genuine, "clean", 0), _of(spoofed, "clean", 0)
    pairs = voices.trials(genuine)
    scores = (real[pairs.one] * real[pairs.two]).sum(axis=1)[pairs.same]
    best = (made @ real.T).mean(axis=1)
    return {"clips": len(spoofed), "above the worst genuine pair": float((best > scores.min()).mean())}


def _turns(clips: list[voices.Clip], _args: argparse.Namespace) -> dict[str, Any]:
    return speech_turns.measure([clip for clip in clips if _reads(clip)])


def _reads(clip: voices.Clip) -> bool:
    return not clip.cohort and not clip.spoof and clip.group not in MISMATCHED | {"fsdd"}


def _reuse(clips: list[voices.Clip], args: argparse.Namespace) -> dict[str, Any]:
    path = _long_path(args)
    others = [clip for clip in clips if not clip.text and not clip.spoof]
    return speech_reuse.measure(others, degrade.read(str(path))) if path and len(others) > 150 else {}


def _marks(clips: list[voices.Clip], args: argparse.Namespace) -> dict[str, Any]:
    path = _long_path(args)
    return speech_marks.measure(clips, degrade.read(str(path))) if path else {}


PARTS: dict[str, Callable[[list[voices.Clip], argparse.Namespace], dict[str, Any]]] = {
    "words": _words,
    "long": _long,
    "voices": _voices,
    "turns": _turns,
    "reuse": _reuse,
    "marks": _marks,
}


def _lines(part: str, measured: dict[str, Any]) -> list[str]:
    """One line a figure, nested names with a slash."""
    lines = [f"{part}:"]

    def walk(value: object, name: str) -> None:
        if isinstance(value, dict):
            for key, each in value.items():
                walk(each, f"{name} / {key}" if name else str(key))
        else:
            lines.append(f"  {name}: {value:.4g}" if isinstance(value, float) else f"  {name}: {value}")

    walk(measured, "")
    return lines
