"""Part of `python -m benchmarks speech`: words heard right, and how fast, beside plain faster-whisper."""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from benchmarks import degrade, voices
from sayso.listen.doubt import UNSURE
from sayso.listen.sound import Sound
from sayso.listen.speech import speech
from sayso.listen.transcribe import transcribe
from sayso.listen.whisper import Whisper, load
from sayso.terms.recording import Transcript

CONDITIONS = ("clean", "telephone", "noise")


def put(x: degrade.Samples, path: Path) -> Sound:
    """Samples as a working copy."""
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, degrade.RATE, 0, "NONE", ""))
        file.writeframes((np.clip(x, -1, 1) * 32767).astype("<i2").tobytes())
    return Sound.at(path)


def plain_words(text: str) -> list[str]:
    """Lower-case words without punctuation; nothing else is evened out."""
    return re.sub(r"[^a-z0-9' ]+", " ", text.lower().replace("’", "'")).split()


def word_errors(clips: Sequence[voices.Clip]) -> dict[str, Any]:
    """Word error rates over English clips with a text, each clip alone, ours and plain."""
    model = load()
    found: dict[str, Any] = {"clips": len(clips)}
    flagged = [0, 0, 0, 0]
    with tempfile.TemporaryDirectory() as folder:
        for condition in CONDITIONS:
            wrong, plain, total, cost = 0, 0, 0, [0.0, 0.0]
            for clip in clips:
                x = degrade.CONDITIONS[condition](degrade.read(str(clip.path)))
                gold = plain_words(clip.text)
                started = time.process_time()
                heard = _ours(put(x, Path(folder) / "x.wav"), model)
                cost[0] += time.process_time() - started
                started = time.process_time()
                theirs = _plain(x, model)
                cost[1] += time.process_time() - started
                total += len(gold)
                wrong += Levenshtein.distance(gold, plain_words(heard.text))
                plain += Levenshtein.distance(gold, plain_words(theirs))
                _count_flags(heard, gold, flagged)
            found[condition] = {
                "wer": wrong / total,
                "plain": plain / total,
                "cpu": cost[0] / max(cost[1], 1e-9),
            }
    right, right_flagged, bad, bad_flagged = flagged
    found["doubt"] = {
        "below": UNSURE,
        "wrong words flagged": bad_flagged / max(1, bad),
        "right words flagged": right_flagged / max(1, right),
    }
    return found


def _ours(sound: Sound, model: Whisper) -> Transcript:
    return transcribe(sound, recording="x", speech=speech(sound), whisper=model, language="en")


def _plain(x: degrade.Samples, model: Whisper) -> str:
    segments, _info = model.model.transcribe(x, language="en", beam_size=5, word_timestamps=True)
    return " ".join(each.text for each in segments)


def _count_flags(heard: Transcript, gold: list[str], flagged: list[int]) -> None:
    """How many right and wrong words are flagged as doubtful."""
    words = [(part, word.doubtful) for word in heard.words for part in plain_words(word.text)]
    right: set[int] = set()
    for block in Levenshtein.opcodes(gold, [word for word, _doubt in words]):
        if block.tag == "equal":
            right |= set(range(block.dest_start, block.dest_end))
    for at, (_word, doubtful) in enumerate(words):
        flagged[0 if at in right else 2] += 1
        flagged[1 if at in right else 3] += doubtful


def long_file(path: Path) -> dict[str, Any]:
    """The long recording, ours and plain, each in a process of its own."""
    gold = plain_words(" ".join(json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["ref"]))
    found: dict[str, Any] = {}
    for name in ("ours", "plain"):
        command = [sys.executable, "-m", "benchmarks.speech_words", name, str(path)]
        told = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        told["wer"] = Levenshtein.distance(gold, plain_words(told.pop("text"))) / len(gold)
        found[name] = told
    return found


def _measured(work: Callable[[Path], str], path: Path) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    text = work(path)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = _seconds(path)
    return {"text": text, "x_wall": seconds / wall, "x_cpu": seconds / cpu, "peak_mb": peak}


def _seconds(path: Path) -> float:
    import av

    with av.open(str(path)) as container:
        return float(container.duration / 1_000_000)


def _long_ours(path: Path) -> str:
    from sayso.listen.decode import decode

    with tempfile.TemporaryDirectory() as folder:
        sound = decode(path, Path(folder) / "x.wav").sound
        return transcribe(sound, recording="x", speech=speech(sound), whisper=load()).text


def _long_plain(path: Path) -> str:
    segments, _info = load().model.transcribe(str(path), beam_size=5, word_timestamps=True, vad_filter=True)
    return " ".join(each.text for each in segments)


if __name__ == "__main__":
    print(json.dumps(_measured(_long_ours if sys.argv[1] == "ours" else _long_plain, Path(sys.argv[2]))))
