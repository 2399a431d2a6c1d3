"""Sound for the tests: made by numpy, or spoken by espeak-ng; no recorded voice of a real person."""

import shutil
import subprocess
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sayso.listen.missing import missing

needs_extra = pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()} (make listen)")
needs_voice = pytest.mark.skipif(
    bool(missing()) or not shutil.which("espeak-ng"),
    reason="needs the optional part (make listen) and espeak-ng",
)
RATE = 16_000
Samples = NDArray[np.float32]


def write_wav(path: Path, samples: Samples, *, rate: int = RATE) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def babble(seconds: float, *, seed: int = 0) -> Samples:
    """Something that changes like speech: gliding harmonics that come and go, over a little hiss."""
    rng = np.random.default_rng(seed)
    count = int(seconds * RATE)
    out = 0.002 * rng.standard_normal(count)
    at = 0
    while at < count:
        size = int(rng.uniform(0.08, 0.3) * RATE)
        t = np.arange(min(size, count - at)) / RATE
        pitch = rng.uniform(90, 220) * (1 + rng.uniform(-0.3, 0.3) * t)
        formant = rng.uniform(400, 2800)
        for harmonic in range(1, 24):
            strength = np.exp(-(((harmonic * pitch.mean() - formant) / 500) ** 2)) + 0.02
            out[at : at + len(t)] += 0.1 * strength * np.sin(2 * np.pi * harmonic * np.cumsum(pitch) / RATE)
        at += size + int(rng.uniform(0, 0.1) * RATE)
    loud: Samples = (out / np.abs(out).max() * 0.7).astype(np.float32)
    return loud


Speak = Callable[..., Path]


@pytest.fixture(scope="session")
def speak(tmp_path_factory: pytest.TempPathFactory) -> Speak:
    """Speaks a text to a WAV file with a synthetic voice."""
    folder = tmp_path_factory.mktemp("voices")

    def spoken(text: str, *, voice: str = "en-us", pitch: int = 50, speed: int = 150) -> Path:
        path = folder / f"{abs(hash((text, voice, pitch, speed)))}.wav"
        if not path.exists():
            command = ["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(speed), "-w", str(path), text]
            subprocess.run(command, check=True, capture_output=True)
        return path

    return spoken
