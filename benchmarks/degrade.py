"""The ways sound gets worse, made by code: telephone, mobile telephone, noise, codecs, speed, a voice over.

Everything takes and gives samples at 16 kHz from -1 to 1. Random choices hang on a seed. GSM is encoded by
Debian's ffmpeg, because no package of Python's registry encodes it; where there is none, it is left out.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from fractions import Fraction
from functools import partial

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
RATE = 16_000


def band(x: Samples, low: float, high: float) -> Samples:
    """Only the frequencies from `low` to `high` Hz, with edges a tenth wide."""
    spectrum = np.fft.rfft(x)
    f = np.fft.rfftfreq(len(x), 1 / RATE)
    up = np.clip((f - 0.9 * low) / (0.2 * low + 1e-9), 0, 1) if low else np.ones_like(f)
    down = np.clip((1.05 * high - f) / (0.1 * high), 0, 1)
    return np.fft.irfft(spectrum * up * down, len(x)).astype(np.float32)


def resample(x: Samples, ratio: float) -> Samples:
    """`x` with `ratio` times as many samples, by Fourier interpolation in blocks of the whole."""
    count = round(len(x) * ratio)
    spectrum = np.fft.rfft(x)
    kept = spectrum[: count // 2 + 1]
    if len(kept) < count // 2 + 1:
        kept = np.pad(kept, (0, count // 2 + 1 - len(kept)))
    return (np.fft.irfft(kept, count) * (count / len(x))).astype(np.float32)


def telephone(x: Samples) -> Samples:
    """300 to 3400 Hz at 8 kHz in mu-law, as on a land line."""
    narrow = resample(band(x, 300, 3400), 0.5)
    narrow = narrow / max(1e-6, float(np.abs(narrow).max())) * 0.8
    coded = np.round(np.sign(narrow) * np.log1p(255 * np.abs(narrow)) / np.log(256) * 127) / 127
    plain = np.sign(coded) * (np.power(256.0, np.abs(coded)) - 1) / 255
    return resample(plain.astype(np.float32), 2.0)[: len(x)]


def gsm(x: Samples) -> Samples:
    """GSM 06.10 full rate at 8 kHz."""
    program = shutil.which("ffmpeg")
    if not program:
        raise FileNotFoundError("ffmpeg (Debian's) encodes GSM for this row")
    quiet = [program, "-loglevel", "error", "-f", "s16le", "-ac", "1"]
    raw = _pcm(x)
    coded = subprocess.run(
        [*quiet, "-ar", "16000", "-i", "-", "-ar", "8000", "-c:a", "libgsm", "-f", "gsm", "-"],
        input=raw, capture_output=True, check=True,
    ).stdout  # fmt: skip
    into = ["-ar", "16000", "-ac", "1", "-f", "s16le", "-"]
    plain = subprocess.run(
        [program, "-loglevel", "error", "-f", "gsm", "-i", "-", *into],
        input=coded, capture_output=True, check=True,
    ).stdout  # fmt: skip
    return _float(plain)


def noise(x: Samples, *, snr: float = 10.0, seed: int = 0, colour: float = 0.0) -> Samples:
    """White (`colour` 0) or pink (1) noise at `snr` dB below the whole signal."""
    rng = np.random.default_rng(seed)
    hiss = rng.standard_normal(len(x))
    if colour:
        spectrum = np.fft.rfft(hiss)
        spectrum[1:] /= np.arange(1, len(spectrum)) ** (colour / 2)
        hiss = np.fft.irfft(spectrum, len(x))
    level = np.sqrt((x**2).mean() / 10 ** (snr / 10)) / (hiss.std() + 1e-12)
    noisy: Samples = np.clip(x + level * hiss, -1, 1).astype(np.float32)
    return noisy


def codec(x: Samples, name: str, rate: int, container: str) -> Samples:
    """Through a lossy codec at `rate` bits a second."""
    file = io.BytesIO()
    hertz = 48_000 if name == "libopus" else RATE
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream(name, rate=hertz)
        stream.bit_rate = rate
        stream.layout = "mono"
        frame = av.AudioFrame.from_ndarray(
            np.frombuffer(_pcm(x), np.int16)[None], format="s16", layout="mono"
        )
        frame.sample_rate = RATE
        resampler = av.AudioResampler(stream.format, "mono", hertz, frame_size=stream.frame_size or 1152)
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            for packet in stream.encode(piece):
                out.mux(packet)
        for packet in stream.encode(None):
            out.mux(packet)
    file.seek(0)
    return read(file)[: len(x)]


def speed(x: Samples, factor: float) -> Samples:
    """Played `factor` times as fast: pitch and tempo change together."""
    exact = Fraction(factor).limit_denominator(200)
    return resample(x, float(1 / exact))


def tempo(x: Samples, factor: float) -> Samples:
    """`factor` times as fast with the pitch kept: overlapping pieces, each laid where it fits best."""
    size, hop = 800, 400
    out = np.zeros(int(len(x) / factor) + 2 * size, np.float32)
    window = np.hanning(size).astype(np.float32)
    last = 0
    for at in range(0, int(len(x) / factor) - size, hop):
        goal = int(at * factor)
        if at:
            natural = x[last + hop : last + hop + size]
            low = max(0, goal - 200)
            near = x[low : goal + 200 + size]
            if len(natural) < size or len(near) < size + 1:
                break
            goal = low + int(np.argmax(np.correlate(near, natural, "valid")))
        out[at : at + size] += window * x[goal : goal + size]
        last = goal
    return out[: int(len(x) / factor)]


def over(x: Samples, voice: Samples, *, db: float = 0.0) -> Samples:
    """Another voice laid over, `db` louder than the signal."""
    laid = np.resize(voice, len(x))
    level = np.sqrt((x**2).mean() / ((laid**2).mean() + 1e-12)) * 10 ** (db / 20)
    mixed = x + level * laid
    kept: Samples = (mixed / max(1.0, float(np.abs(mixed).max()))).astype(np.float32)
    return kept


def read(source: object) -> Samples:
    """Samples out of any file that PyAV opens, in this process: the files are our own."""
    found = []
    with av.open(source) as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for frame in container.decode(audio=0):
            found += [piece.to_ndarray()[0] for piece in resampler.resample(frame)]
        found += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    return np.concatenate(found).astype(np.float32) / np.float32(32768)


def _pcm(x: Samples) -> bytes:
    return (np.clip(x, -1, 1) * 32767).astype("<i2").tobytes()


def _float(raw: bytes) -> Samples:
    return np.frombuffer(raw, "<i2").astype(np.float32) / np.float32(32768)


CONDITIONS: dict[str, Callable[[Samples], Samples]] = {
    "clean": lambda x: x,
    "telephone": telephone,
    "gsm": gsm,
    "noise": noise,
    "mp3": partial(codec, name="libmp3lame", rate=32_000, container="mp3"),
    "opus": partial(codec, name="libopus", rate=12_000, container="ogg"),
}
