"""Statements along published time, in lanes: an answer each, or an outlet each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from sayso.terms.statement import Hedge, Polarity

WIDTH, LEFT, RIGHT = 1000, 16, 24
_STEP, _LANE, _LABEL, _TOP, _BOTTOM = 13, 22, 20, 8, 34
_TALLEST = 14  # marks over each other before they close up
_GRID = (
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=2),
    timedelta(days=7),
    timedelta(days=14),
    timedelta(days=30),
    timedelta(days=91),
    timedelta(days=365),
    timedelta(days=3652),
)
_MOST_TICKS = 9
CROWDED = 400  # dots from which on only those that open are drawn one by one


@dataclass(frozen=True, slots=True)
class Spot:
    """A statement to be drawn: in which lane, when, how, and under which id; `root` is whose word it is.
    `until` is the end of the stretch that it can be of, where only that is known."""

    lane: str
    moment: datetime | None
    polarity: Polarity
    hedge: Hedge
    key: str
    words: str = ""
    root: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A statement at its place. `opens` marks the first one of its root in that lane."""

    x: float
    y: float
    opens: bool
    spot: Spot


@dataclass(frozen=True, slots=True)
class Crowd:
    """Many statements of one kind as one SVG path; nobody could point at each of them."""

    polarity: Polarity
    hedge: Hedge
    path: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The band of one answer, `y` to `y + height`."""

    label: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment on the axis."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Everything at its place, in pixels; `undated` statements have no place; `cut` is where the
    moment lies that is looked from."""

    width: int
    height: float
    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]
    undated: int
    cut: float | None = None
    crowds: tuple[Crowd, ...] = ()


def timeline(
    lanes: Sequence[tuple[str, str]],
    spots: Sequence[Spot],
    *,
    until: datetime | None = None,
    cut: datetime | None = None,
) -> Timeline:
    """Lay out `spots` in `lanes`, pairs of a key and a label; those of one time lie over each other.

    The axis reaches at least to `until`, so that the pictures of one question at several moments can
    be compared; `cut` is the moment that is looked from.
    """
    dated = [(spot.moment, spot) for spot in spots if spot.moment is not None]
    scale = _Scale.over([*(moment for moment, _ in dated), *([until] if until and dated else [])])
    columns = _columns(scale, dated)
    bands: list[Lane] = []
    dots: list[Dot] = []
    top = float(_TOP)
    for key, label in lanes:
        tallest = max((len(column) for column in columns[key].values()), default=1)
        step = _STEP if tallest <= _TALLEST else _STEP * _TALLEST / tallest
        height = max(_LANE, min(tallest, _TALLEST) * _STEP + 12) + _LABEL
        bands.append(Lane(label, top, height))
        dots += _dots(columns[key], base=top + height - 11, step=step)
        top += height + 6
    single = dots if len(dots) <= CROWDED else [dot for dot in dots if dot.opens]
    crowd = () if len(dots) <= CROWDED else _crowds([dot for dot in dots if not dot.opens])
    return Timeline(
        width=WIDTH,
        height=top + _BOTTOM,
        lanes=tuple(bands),
        dots=tuple(single),
        ticks=scale.ticks(),
        undated=len(spots) - len(dated),
        cut=min(round(scale.x(cut), 1), float(WIDTH)) if cut and cut > scale.start else None,
        crowds=crowd,
    )


def _columns(scale: _Scale, dated: Sequence[tuple[datetime, Spot]]) -> Mapping[str, Mapping[int, list[Spot]]]:
    """The spots of each lane by the column that they stand in."""
    columns: dict[str, dict[int, list[Spot]]] = defaultdict(lambda: defaultdict(list))

    @cache  # an article's statements share its moment
    def reach(moment: datetime, until: datetime | None) -> range:
        first = _column(scale.x(moment))
        last = _column(scale.x(min(until, scale.end))) - 1 if until else first
        return range(first, max(first, last) + 1)

    for moment, spot in dated:
        lane, room = columns[spot.lane], reach(moment, spot.until)
        # What is known to the day only lies somewhere within it, where there is most room.
        place = min(room, key=lambda number: len(lane[number])) if len(room) > 1 else room[0]
        lane[place].append(spot)
    return columns


def _column(x: float) -> int:
    return round((x - LEFT) / _STEP)


def _dots(columns: Mapping[int, Sequence[Spot]], *, base: float, step: float) -> list[Dot]:
    found: list[Dot] = []
    seen: set[str] = set()
    for number in sorted(columns):
        for level, spot in enumerate(columns[number]):
            opens = bool(spot.root) and spot.root not in seen
            seen.add(spot.root)
            found.append(Dot(float(LEFT + number * _STEP), round(base - level * step, 1), opens, spot))
    return found


_SHAPES = {
    (Polarity.AFFIRMS, Hedge.NONE): "h8v8h-8z",
    (Polarity.AFFIRMS, Hedge.WEAK): "h8v8h-8zm0 8l8-8",
    (Polarity.AFFIRMS, Hedge.STRONG): "h8v8h-8zm3 4h2",
}


def _crowds(dots: Sequence[Dot]) -> tuple[Crowd, ...]:
    found: dict[tuple[Polarity, Hedge], list[str]] = defaultdict(list)
    for dot in dots:
        kind = dot.spot.polarity, dot.spot.hedge
        other = "m0 4a4 4 0 1 0 8 0a4 4 0 1 0-8 0" if kind[0] is Polarity.UNCERTAIN else "l8 8m-8 0l8-8"
        found[kind].append(f"M{dot.x - 4:g} {dot.y - 4:g}{_SHAPES.get(kind, other)}")
    return tuple(Crowd(polarity, hedge, "".join(paths)) for (polarity, hedge), paths in sorted(found.items()))


@dataclass(frozen=True, slots=True)
class _Scale:
    start: datetime
    end: datetime

    @classmethod
    def over(cls, moments: Sequence[datetime]) -> _Scale:
        start = min(moments, default=datetime(2000, 1, 1, tzinfo=UTC))
        end = max(moments, default=start)
        pad = max((end - start) * 0.02, timedelta(hours=2))
        try:
            return cls(start - pad, end + pad)
        except OverflowError:
            return cls(
                start, end + timedelta(microseconds=1) if end < datetime.max.replace(tzinfo=UTC) else end
            )

    def x(self, moment: datetime) -> float:
        """The place of a moment."""
        return LEFT + (WIDTH - LEFT - RIGHT) * (
            (moment - self.start) / max(self.end - self.start, timedelta(1e-6))
        )

    def ticks(self) -> tuple[Tick, ...]:
        """Round moments inside, at most nine."""
        length = self.end - self.start
        step = next((each for each in _GRID if length / each <= _MOST_TICKS), length / _MOST_TICKS)
        day = self.start.replace(hour=0, minute=0, second=0, microsecond=0)
        first = -((day - self.start) // step)
        found = []
        for number in range(first, first + _MOST_TICKS + 1):
            try:
                moment = day + number * step
            except OverflowError:
                break
            if self.start <= moment <= self.end:
                found.append(Tick(round(self.x(moment), 1), _tick_words(moment, step)))
        return tuple(found)


def _tick_words(moment: datetime, step: timedelta) -> str:
    if step < timedelta(days=1) and moment.hour:
        return f"{moment:%H:%M}"
    if step <= timedelta(days=31):
        return (
            f"{moment:%a} {moment.day} {moment:%b}"
            if step < timedelta(days=14)
            else f"{moment.day} {moment:%b}"
        )
    return f"{moment:%b %Y}"
