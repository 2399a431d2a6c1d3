"""Where articles ground the same event differently: Friday against Saturday, a copied "yesterday"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import combinations, product

from sayso.terms.time import AnchorKind, Interval, Published, TimeExpression


@dataclass(frozen=True, slots=True)
class Grounding:
    """How one article grounds the event: its words of time, read from its own publication."""

    article: str
    expression: TimeExpression
    published: Published


class DifferenceKind(StrEnum):
    """Why two groundings differ."""

    OTHER_TIME = "other time"  # the words themselves name another time
    COPIED_WORDS = "copied words"  # the same relative words under another publication date


@dataclass(frozen=True, slots=True)
class Difference:
    """Two groups of articles that put the event at times that share no moment."""

    left: tuple[Grounding, ...]
    right: tuple[Grounding, ...]
    kind: DifferenceKind
    because: str


def compare(groundings: Iterable[Grounding], *, within: timedelta | None = None) -> tuple[Difference, ...]:
    """The differences between articles that tell of one event, in the order of time; both sides named.

    Groundings without an interval say nothing and are left out. Times that overlap agree: "last week"
    and "Friday" may both be right. `within` leaves out times that begin further apart: another event.
    """
    groups: dict[tuple[datetime | None, datetime | None], list[Grounding]] = {}
    for one in groundings:
        interval = one.expression.best.interval
        if interval is not None:
            groups.setdefault((interval.start, interval.end), []).append(one)
    ordered = sorted(groups.items(), key=lambda group: str(group[0][0] or ""))
    out = []
    for (left_bounds, left), (right_bounds, right) in combinations(ordered, 2):
        if Interval(*left_bounds).overlaps(Interval(*right_bounds)):
            continue
        starts = left_bounds[0], right_bounds[0]
        if within is None or (starts[0] and starts[1] and abs(starts[1] - starts[0]) <= within):
            out.append(_difference(tuple(left), tuple(right)))
    return tuple(out)


def _difference(left: tuple[Grounding, ...], right: tuple[Grounding, ...]) -> Difference:
    copied = next((pair for pair in _same_words(left, right) if _may_be_copied(*pair)), None)
    if copied:
        a, b = copied
        because = (
            f'"{a.expression.text}" stands in {a.article} and in {b.article}, printed on different days: '
            "the later one may have copied the words with the date they had"
        )
        return Difference(left, right, DifferenceKind.COPIED_WORDS, because)
    because = f"{_named(left[0])} against {_named(right[0])}"
    return Difference(left, right, DifferenceKind.OTHER_TIME, because)


def _same_words(
    left: tuple[Grounding, ...], right: tuple[Grounding, ...]
) -> Iterator[tuple[Grounding, Grounding]]:
    """Pairs of the same words; of those printed on one day the first stands for all."""
    firsts: list[dict[tuple[str, ...], dict[date | None, Grounding]]] = [{}, {}]
    for side, by_words in zip((left, right), firsts, strict=True):
        for one in side:
            if one.expression.anchor is AnchorKind.PUBLICATION:
                moment = one.published.moment
                days = by_words.setdefault(tuple(one.expression.text.lower().split()), {})
                days.setdefault(moment.date() if moment else None, one)
    for words, days in firsts[0].items():
        yield from product(days.values(), firsts[1].get(words, {}).values())


def _may_be_copied(a: Grounding, b: Grounding) -> bool:
    """Whether the two, of the same words, were printed on different days."""
    one, other = a.published.moment, b.published.moment
    return one is not None and other is not None and one.date() != other.date()


def _named(one: Grounding) -> str:
    return f'"{one.expression.text}" ({one.expression.best.value}) in {one.article}'
