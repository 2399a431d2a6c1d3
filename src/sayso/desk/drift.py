"""Hedge drift between articles: an outlet that prints a root's word surer than it was printed first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.desk.lines import RootedLine
from sayso.terms.question import RelayDrift, Shift
from sayso.terms.statement import Hedge, Polarity

_ORDER = {Hedge.NONE: 0, Hedge.WEAK: 1, Hedge.STRONG: 2}


@dataclass(frozen=True, slots=True)
class Drift:
    """That `surer` passes on with less hedge what `first` printed of the same root on the same answer."""

    first: RootedLine
    surer: RootedLine


def drifts(lines: Iterable[RootedLine]) -> tuple[Drift, ...]:
    """Of `lines`, in order of print: the surest line of each other outlet that is surer than the surest of
    the article that had it first. Without a published time nobody was first, so such are left out."""
    grouped: dict[tuple[str, str, Polarity], list[RootedLine]] = defaultdict(list)
    for line in lines:
        if line.statement.article.published.moment is not None:
            grouped[line.root, line.answer, line.polarity].append(line)
    return tuple(drift for some in grouped.values() for drift in _of(some))


@dataclass(frozen=True, slots=True)
class Relayed:
    """A line that names another outlet of the case, and that outlet's own line, which says otherwise."""

    relay: RootedLine
    origin: RootedLine
    outlet: str
    shift: Shift


def relayed(drifts: Iterable[RelayDrift], lines: Iterable[RootedLine]) -> tuple[Relayed, ...]:
    """The lines of relays that differ from their origin's own words."""
    by_key = {(line.statement.id, line.answer): line for line in lines}
    found = []
    for drift in drifts:
        pair = [
            by_key.get((each.bearing.statement, each.bearing.answer)) for each in (drift.relay, drift.origin)
        ]
        if pair[0] is not None and pair[1] is not None:
            found.append(Relayed(pair[0], pair[1], drift.outlet, drift.shift))
    return tuple(found)


def _of(lines: list[RootedLine]) -> list[Drift]:
    origin = lines[0].statement.article
    first = min((line for line in lines if line.statement.article.id == origin.id), key=_sureness)
    found: dict[str, Drift] = {}
    for line in lines:
        outlet = line.statement.article.outlet
        before = found[outlet].surer if outlet in found else first
        if outlet != origin.outlet and _sureness(line) < _sureness(before):
            found[outlet] = Drift(first, line)
    return list(found.values())


def _sureness(line: RootedLine) -> int:
    return _ORDER[line.hedge]
