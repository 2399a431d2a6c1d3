"""A recording along its seconds: the waveform, who speaks, what stands elsewhere, marks, quotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.desk.moments import clock
from sayso.desk.recording import QuoteLine, ReuseBand
from sayso.terms.recording import Mark, Peaks, Turn

WIDTH = 1000
_WAVE, _NAME, _LANE, _GAP, _AXIS = 84, 14, 8, 4, 20  # a lane has its name above it
_COLUMNS = 500
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_MOST_TICKS = 12
_SPEAKERS = 6  # speakers with a shade of their own; later ones share the last


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a lane, in pixels, with what it says and the second it begins at."""

    x: float
    width: float
    words: str
    start: float
    shade: str = ""


@dataclass(frozen=True, slots=True)
class SoundLane:
    """One row below the waveform."""

    label: str
    y: float
    height: float
    kind: str  # speaker, reuse, quote
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Sound:
    """Everything at its place. `wave` is one SVG path; `flags` are marks, `ticks` moments of the axis."""

    width: int
    height: float
    wave_height: float
    seconds: float
    wave: str
    lanes: tuple[SoundLane, ...]
    flags: tuple[Bar, ...]
    ticks: tuple[tuple[float, str], ...]


def sound(
    seconds: float,
    peaks: Peaks,
    turns: Sequence[Turn],
    *,
    reuse: Sequence[ReuseBand] = (),
    marks: Sequence[Mark] = (),
    quotes: Sequence[QuoteLine] = (),
) -> Sound:
    """Lay a recording out."""
    length = max(seconds, 0.1)
    lanes: list[SoundLane] = []
    top = float(_WAVE + _GAP)
    for label, kind, bars in _rows(length, turns, reuse, quotes):
        lanes.append(SoundLane(label, top + _NAME, _LANE, kind, tuple(bars)))
        top += _NAME + _LANE + _GAP
    flags = tuple(Bar(_x(mark.at, length), 0, f"{clock(mark.at)} {mark.kind}", mark.at) for mark in marks)
    return Sound(WIDTH, top + _AXIS, _WAVE, length, _wave(peaks), tuple(lanes), flags, _ticks(length))


def _rows(
    length: float, turns: Sequence[Turn], reuse: Sequence[ReuseBand], quotes: Sequence[QuoteLine]
) -> Iterable[tuple[str, str, list[Bar]]]:
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))
    for number, speaker in enumerate(speakers, 1):
        shade = f"sp-{min(number, _SPEAKERS)}"
        mine = [turn for turn in turns if turn.speaker == speaker]
        yield f"speaker {speaker}", "speaker", [_turn(turn, length, shade) for turn in mine]
    for other in dict.fromkeys(band.other for band in reuse):
        mine_ = [band for band in reuse if band.other == other]
        yield mine_[0].name, "reuse", [_band(band, length) for band in mine_]
    found = [line for line in quotes if line.held.match.start is not None]
    if found:
        yield "quoted", "quote", [_quote(line, length) for line in found]


def _x(second: float, length: float) -> float:
    return round(WIDTH * min(max(second / length, 0.0), 1.0), 1)


def _bar(start: float, end: float, length: float, words: str, shade: str = "") -> Bar:
    left = _x(start, length)
    return Bar(left, max(round(_x(end, length) - left, 1), 1.5), words, start, shade)


def _turn(turn: Turn, length: float, shade: str) -> Bar:
    both = ", with another" if turn.overlap else ""
    words = f"speaker {turn.speaker}, {clock(turn.start)} to {clock(turn.end)}{both}"
    return _bar(turn.start, turn.end, length, words, shade)


def _band(band: ReuseBand, length: float) -> Bar:
    here = f"{clock(band.here.start)} to {clock(band.here.end)}"
    words = f"{here} stands in {band.name} at {clock(band.there.start)}"
    return _bar(band.here.start, band.here.end, length, words)


def _quote(line: QuoteLine, length: float) -> Bar:
    match = line.held.match
    start, end = match.start or 0.0, match.end or 0.0
    return _bar(start, end, length, f"{line.article.outlet}: {line.held.quotation.text[:120]}", "quoted")


def _wave(peaks: Peaks) -> str:
    """The loudest value of each column as a line up and down from the middle."""
    values = peaks.values
    columns = min(_COLUMNS, len(values))
    middle = _WAVE / 2
    parts = []
    for column in range(columns):
        some = values[column * len(values) // columns : (column + 1) * len(values) // columns]
        half = max(max(some, default=0), 1) / 100 * (middle - 2)
        parts.append(f"M{(column + 0.5) * WIDTH / columns:.1f} {middle - half:.1f}v{2 * half:.1f}")
    return "".join(parts)


def _ticks(length: float) -> tuple[tuple[float, str], ...]:
    step = next((each for each in _STEPS if length / each <= _MOST_TICKS), length / _MOST_TICKS)
    count = int(length // step)
    return tuple((_x(number * step, length), clock(number * step)) for number in range(count + 1))
