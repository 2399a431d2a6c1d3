"""Where there is speech at all, and how to cut it into pieces that a model can take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from sayso.terms.recording import Stretch

if TYPE_CHECKING:
    from sayso.listen.sound import Sound

_BLOCK = 240.0  # seconds that are looked at in one go
_LONGEST = 28.0  # seconds of one stretch; Whisper takes thirty
_PAUSE_MS = 500


def speech(sound: Sound, *, on_progress: Callable[[float], None] = lambda share: None) -> tuple[Stretch, ...]:
    """The stretches with speech, by Silero's detector (which faster-whisper carries), in order. Memory
    does not grow with the length of the sound: it is read in blocks, each cut in a pause."""
    found: list[Stretch] = []
    start = 0.0
    while start < sound.seconds:
        end = min(start + _BLOCK, sound.seconds)
        block = [Stretch(start + each.start, start + each.end) for each in _in_block(sound, start, end)]
        if end < sound.seconds and block and block[-1].end > end - 1.0 and len(block) > 1:
            end = block.pop().start  # perhaps it goes on: look at it again with what follows
        found += block
        start = end
        on_progress(start / sound.seconds)
    return tuple(found)


def _in_block(sound: Sound, start: float, end: float) -> list[Stretch]:
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    options = VadOptions(max_speech_duration_s=_LONGEST, min_silence_duration_ms=_PAUSE_MS, speech_pad_ms=300)
    rate = 16_000
    raw = get_speech_timestamps(sound.read(start, end), options)
    return [Stretch(each["start"] / rate, each["end"] / rate) for each in raw]


def pieces(stretches: Iterable[Stretch], *, longest: float = _LONGEST) -> tuple[Stretch, ...]:
    """Stretches joined to pieces of at most `longest` seconds from first to last, pauses included, so
    that a model hears sentences whole. A stretch that is longer alone stays alone."""
    joined: list[Stretch] = []
    for each in stretches:
        if joined and each.end - joined[-1].start <= longest:
            joined[-1] = Stretch(joined[-1].start, each.end)
        else:
            joined.append(each)
    return tuple(joined)


def net(stretches: Iterable[Stretch]) -> float:
    """Seconds of speech in all."""
    return sum(each.seconds for each in stretches)
