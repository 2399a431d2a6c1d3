"""The child process that decodes: `python -m sayso.listen.decoder JOB.json`.

Recordings come from strangers and FFmpeg is a large program in C. What they do to this process (a crash,
a hang, all its memory, an endless stream) is seen by its parent as one refused item.
"""

from __future__ import annotations

import json
import os
import resource
import struct
import sys
import wave
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from sayso.listen.orphan import end_with_parent
from sayso.listen.sound import RATE

# Containers of sound and video; nothing that refers to other files or addresses (playlists, concat).
_FORMATS = (
    "wav,w64,aiff,au,caf,flac,ogg,mp3,aac,mov,mp4,matroska,webm,avi,flv,asf,mpeg,mpegts,amr,amrnb,amrwb,"
    "ac3,eac3,gsm,ape,wv,tta,mpc,mpc8,dsf,voc,3gp,adts,rm,latm"
)
_BUCKET = RATE // 20
_MOST_BUCKETS = 4000
_MOST_BAD = 500  # packets in a row that can't be decoded
_LARGEST_GAP = 30.0  # seconds of silence that are filled in where the file skips ahead
_MOST_TAGS = 200


class Nameless:
    """A file without its name, so that FFmpeg judges it by its bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self.read = file.read
        self.seek = file.seek
        self.tell = file.tell


class TooLong(Exception):
    """More sound than the limit."""


class _Out:
    """Writes samples, and keeps the loudest of each twentieth of a second."""

    def __init__(self, path: str, most: int) -> None:
        self._file = wave.open(path, "wb")  # noqa: SIM115 - closed by `close`
        self._file.setparams((1, 2, RATE, 0, "NONE", ""))
        self._left = most
        self._rest = b""
        self.samples = 0
        self.peaks: list[int] = []

    def write(self, data: bytes) -> None:
        import numpy as np

        data = data[: 2 * self._left]
        self._file.writeframesraw(data)
        self.samples += len(data) // 2
        self._left -= len(data) // 2
        data = self._rest + data
        whole = len(data) // (2 * _BUCKET) * 2 * _BUCKET
        self._rest = data[whole:]
        blocks = np.abs(np.frombuffer(data[:whole], dtype="<i2").astype(np.int32)).reshape(-1, _BUCKET)
        self.peaks += [int(value) for value in blocks.max(axis=1) * 100 // 32768]
        if self._left <= 0:
            raise TooLong

    def close(self) -> None:
        self._file.close()

    def drawn(self) -> dict[str, Any]:
        """The peaks in at most `_MOST_BUCKETS` buckets."""
        each = -(-len(self.peaks) // _MOST_BUCKETS) or 1
        values = [max(self.peaks[at : at + each]) for at in range(0, len(self.peaks), each)]
        return {"per_second": RATE / _BUCKET / each, "values": values}


def _frames(container: Any, stream: Any, counts: dict[str, int]) -> Iterator[Any]:
    """Decoded frames; packets that can't be decoded are counted and passed over."""
    import av

    bad = 0
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except (av.error.FFmpegError, OSError):
            counts["broken"] += 1
            return
        try:
            yield from packet.decode()
            bad = 0
        except av.error.FFmpegError:
            bad += 1
            counts["bad"] += 1
            if bad > _MOST_BAD:
                return


def _decode(container: Any, out: _Out) -> dict[str, int]:
    """Decode the first stream of sound into `out`."""
    import av

    stream = container.streams.audio[0]
    counts = {"bad": 0, "broken": 0, "gaps": 0, "not_numbers": 0}
    resampler, shape = av.AudioResampler(format="s16", layout="mono", rate=RATE), None
    for frame in _frames(container, stream, counts):
        now = (frame.format.name, frame.layout.name, frame.sample_rate)
        if now != shape:  # also where it changes in the middle
            resampler, shape = av.AudioResampler(format="s16", layout="mono", rate=RATE), now
        if frame.time is not None:
            start = float(stream.start_time * stream.time_base) if stream.start_time else 0.0
            gap = frame.time - start - out.samples / RATE
            if 0.2 < gap < _LARGEST_GAP:
                counts["gaps"] += 1
                out.write(bytes(2 * round(gap * RATE)))
        whole, unfit = _numbers_only(frame)
        counts["not_numbers"] += unfit
        whole.pts = None
        for piece in resampler.resample(whole):
            out.write(piece.to_ndarray().tobytes())
    if shape is not None:
        for piece in resampler.resample(None):
            out.write(piece.to_ndarray().tobytes())
    return counts


def _numbers_only(frame: Any) -> tuple[Any, int]:
    """A frame with silence where its samples are no finite numbers, and how many there were. Left to the
    resampler, one of them spoils all that its filter spans, and what becomes of it hangs on the processor."""
    import av
    import numpy as np

    if not frame.format.name.startswith(("flt", "dbl")):
        return frame, 0
    samples = frame.to_ndarray()
    unfit = ~np.isfinite(samples)
    if not unfit.any():
        return frame, 0
    whole = av.AudioFrame.from_ndarray(
        np.where(unfit, 0, samples).astype(samples.dtype), format=frame.format.name, layout=frame.layout.name
    )
    whole.sample_rate = frame.sample_rate
    return whole, int(unfit.sum())


def _is_picture(stream: Any) -> bool:
    """Whether it is a cover that comes with the sound: no film to be watched."""
    from av.stream import Disposition

    return bool(stream.disposition & Disposition.attached_pic)


def _media(container: Any) -> dict[str, Any]:
    """What the container says of itself. Any of it may be false."""
    tracks = []
    for stream in container.streams:
        context = stream.codec_context
        is_sound = stream.type == "audio"
        tracks.append(
            {
                "kind": "picture" if _is_picture(stream) else stream.type,
                "codec": getattr(context, "name", "") or "",
                "rate": int(getattr(context, "sample_rate", 0) or 0) if is_sound else 0,
                "channels": int(getattr(context, "channels", 0) or 0) if is_sound else 0,
                "layout": str(context.layout.name) if is_sound and context.layout else "",
            }
        )
    tags = dict(container.metadata)
    for stream in container.streams:
        tags.update({f"{stream.type}.{key}": value for key, value in stream.metadata.items()})
    claimed = container.duration / 1_000_000 if container.duration else None
    return {
        "container": container.format.name,
        "claimed_seconds": claimed if claimed and claimed > 0 else None,
        "bit_rate": max(0, int(container.bit_rate or 0)),
        "tracks": tracks[:50],
        "tags": [[str(key)[:200], str(value)[:1000]] for key, value in list(tags.items())[:_MOST_TAGS]],
    }


def _breaks_off(file: BinaryIO, container: str) -> bool:
    """Whether the last page of an Ogg file is not marked as its last."""
    if container != "ogg":
        return False
    here = file.tell()
    size = file.seek(0, 2)
    file.seek(max(0, size - 131_072))
    tail = file.read()
    file.seek(here)
    page = tail.rfind(b"OggS")
    return page < 0 or not tail[page + 5 : page + 6] or not tail[page + 5] & 4


def _claimed_by_wav(file: BinaryIO) -> float | None:
    """The seconds that the head of a WAV file claims for its sound. FFmpeg takes what is there instead, so
    that nobody would see that it breaks off."""
    here, at, rate = file.tell(), 12, 0
    try:
        for _chunk in range(_MOST_TAGS):
            file.seek(at)
            head = file.read(20)
            if len(head) < 8:
                return None
            name, size = struct.unpack_from("<4sI", head)
            if name == b"fmt " and len(head) == 20:
                (rate,) = struct.unpack_from("<I", head, 16)
            if name == b"data":
                # A program that does not know the length yet writes all ones, or none.
                return size / rate if rate and 0 < size < 0xFFFFFFFF else None
            at += 8 + size + size % 2
        return None
    finally:
        file.seek(here)


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Decode one file; a dict with `error` where it can't be."""
    import av

    av.logging.set_level(None)
    options = {"format_whitelist": _FORMATS, "protocol_whitelist": "", "probesize": "10000000"}
    with Path(job["source"]).open("rb") as file:
        try:
            container = av.open(Nameless(file), options=options, metadata_errors="replace")
        except (av.error.FFmpegError, ValueError, OSError):
            return {"error": "unknown"}
        with container:
            told = _media(container) | {"cut": _breaks_off(file, container.format.name)}
            if container.format.name == "wav":
                told["claimed_seconds"] = _claimed_by_wav(file) or told["claimed_seconds"]
            if not container.streams.audio:
                return {**told, "error": "no sound"}
            out = _Out(job["target"], int(job["seconds"] * RATE))
            try:
                counts = _decode(container, out)
            except TooLong:
                return {**told, "error": "too long"}
            finally:
                out.close()
            return {**told, **counts, "samples": out.samples, "peaks": out.drawn()}


def main() -> None:
    """Limit what this process may take, decode, and write what was found beside the working copy."""
    end_with_parent(lambda: os.read(0, 1))
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    limits = {
        resource.RLIMIT_AS: job["memory"],
        resource.RLIMIT_CPU: int(job["wall"]) + 1,
        resource.RLIMIT_FSIZE: int(job["seconds"] * RATE * 2) + 1_000_000,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        with suppress(ValueError, OSError):  # macOS has no limit of memory
            resource.setrlimit(kind, (most, most))
    Path(job["result"]).write_text(json.dumps(run(job)), encoding="utf-8")


if __name__ == "__main__":
    main()
