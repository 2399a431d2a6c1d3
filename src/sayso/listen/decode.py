"""A file that may be anything -> a working copy of its sound, and what its container says."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import InputTooLarge, UnreadableInput
from sayso.listen.missing import require
from sayso.listen.sound import RATE, Sound
from sayso.terms.recording import Media, Peaks, Track

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What decoding one file may take: bytes in, seconds of sound out, seconds of waiting, bytes of
    memory."""

    size: int = 8 * 1024**3
    seconds: float = 13 * 3600.0
    wall: float = 1200.0
    memory: int = 1024**3


@dataclass(frozen=True, slots=True)
class Decoded:
    """A working copy with what the file said and what was found while decoding it."""

    sound: Sound
    media: Media
    peaks: Peaks


def decode(
    path: Path,
    target: Path,
    *,
    item: str = "",
    limits: Limits | None = None,
    on_progress: Progress = lambda share: None,
) -> Decoded:
    """Decode the sound of `path` into the WAV file `target`, in a child process with limits. What the
    file is, is judged by its bytes; neither its name nor the length it claims is trusted.

    Raises UnreadableInput where there is no sound to be had, InputTooLarge where it goes over a limit,
    MissingExtra where the optional part is not installed. Nothing is left at `target` then.
    """
    limits, item = limits or Limits(), item or path.name
    require(item)
    size = path.stat().st_size
    if not size:
        raise UnreadableInput(item, "it is empty (0 bytes)", "Ask for the file again.")
    if size > limits.size:
        reason = f"{size:,} bytes; recordings up to {limits.size:,} are read"
        raise InputTooLarge(item, reason, "Cut out the part that you need and add that.")
    done = False
    try:
        told = _in_child(path, target, item=item, limits=limits, on_progress=on_progress)
        decoded = _judged(told, target, item=item, limits=limits)
        done = True
    finally:
        if not done:
            target.unlink(missing_ok=True)
    return decoded


def _in_child(
    path: Path, target: Path, *, item: str, limits: Limits, on_progress: Progress
) -> dict[str, Any]:
    job, result = target.with_suffix(".job"), target.with_suffix(".told")
    asked: dict[str, Any] = {"source": str(path), "target": str(target), "result": str(result)}
    asked |= {"seconds": limits.seconds, "wall": limits.wall, "memory": limits.memory}
    job.write_text(json.dumps(asked), encoding="utf-8")
    paths = os.pathsep.join(each for each in sys.path if each)
    quiet = subprocess.DEVNULL
    # -P keeps files in the current folder from being imported in place of libraries.
    command = [sys.executable, "-P", "-m", "sayso.listen.decoder", str(job)]
    environment = {**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"}
    # What is never written to its input tells the child by its end that this process is gone.
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=quiet, stderr=quiet)  # noqa: S603 - no part of it comes from outside
    try:
        end = time.monotonic() + limits.wall
        while process.poll() is None:
            if time.monotonic() > end:
                reason = f"decoding it took more than {limits.wall:g} seconds"
                raise InputTooLarge(item, reason, "Cut out the part that you need and add that.")
            on_progress(target.stat().st_size / 2 / RATE if target.exists() else 0.0)
            time.sleep(0.05)
        if process.returncode or not result.exists():
            reason = "it made its decoder crash or run out of memory"
            raise UnreadableInput(item, reason, "Save its sound as WAV with a player that opens it.")
        told: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
        return told
    finally:
        process.kill()
        process.communicate()
        job.unlink(missing_ok=True)
        result.unlink(missing_ok=True)


def _judged(told: dict[str, Any], target: Path, *, item: str, limits: Limits) -> Decoded:
    """Turn what the child found into values, or the error that it means."""
    error = told.get("error", "")
    if error == "unknown":
        reason = "its bytes are no recording that sayso knows"
        raise UnreadableInput(item, reason, "Look at what it really is, or save its sound as WAV.")
    if error == "no sound":
        raise UnreadableInput(item, "it is a video without sound", "Ask for the version with sound.")
    if error == "too long":
        reason = f"its sound lasts more than {limits.seconds / 3600:g} hours"
        raise InputTooLarge(item, reason, "Cut out the part that you need and add that.")
    if not told["samples"]:
        reason = "no sound could be decoded from it"
        raise UnreadableInput(item, reason, "It may be cut off or damaged: ask for the file again.")
    seconds, claimed = told["samples"] / RATE, told["claimed_seconds"]
    cut = told["cut"] or bool(told["broken"]) or (claimed is not None and seconds < 0.98 * claimed - 0.5)
    media = Media(
        container=told["container"],
        seconds=seconds,
        tracks=tuple(Track(**track) for track in told["tracks"]),
        claimed_seconds=claimed,
        bit_rate=told["bit_rate"],
        tags=tuple((key, value) for key, value in told["tags"]),
        truncated=cut,
        warnings=tuple(_warnings(told, seconds, claimed, cut)),
    )
    peaks = Peaks(told["peaks"]["per_second"], tuple(told["peaks"]["values"]))
    return Decoded(Sound.at(target), media, peaks)


def _warnings(told: dict[str, Any], seconds: float, claimed: float | None, cut: bool) -> list[str]:
    lines = []
    if claimed is not None and abs(claimed - seconds) > 0.5 + 0.02 * seconds:
        lines.append(f"The file says that it lasts {claimed:.1f} s; {seconds:.1f} s could be decoded.")
    elif cut:
        lines.append("The file breaks off.")
    if told["bad"]:
        lines.append(f"{told['bad']} pieces of the file are damaged and were passed over.")
    if told["gaps"]:
        lines.append(f"The file skips ahead {told['gaps']} times; silence stands there.")
    if told["not_numbers"]:
        lines.append(f"{told['not_numbers']:,} samples of the file are no numbers; silence stands there.")
    sounds = sum(track["kind"] == "audio" for track in told["tracks"])
    if sounds > 1:
        lines.append(f"The file holds {sounds} tracks of sound; the first was read.")
    if not any(told["peaks"]["values"]):
        lines.append("There is nothing but silence in it.")
    return lines
