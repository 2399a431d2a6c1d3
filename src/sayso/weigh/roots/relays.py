"""A relay held against its origin: what an outlet passes on beside what the outlet it names wrote itself."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sayso.terms.question import RelayDrift, RootedBearing, Shift
from sayso.terms.statement import Basis, Hedge, Link, Polarity, SourceKind
from sayso.weigh.sources import as_outlet, outlet_words, parse

_EPOCH = datetime(1, 1, 1, tzinfo=UTC)
_RANK = {Hedge.NONE: 0, Hedge.WEAK: 1, Hedge.STRONG: 2}


def passed_on(rooted: Iterable[RootedBearing], outlets: Mapping[str, str]) -> Mapping[int, tuple[str, ...]]:
    """For each bearing, by its place, the other outlets of the case that its chain names; `outlets` gives
    the outlet of each article."""
    words = {name: outlet_words(name) for name in sorted(set(outlets.values())) if name}
    known: dict[tuple[str, SourceKind], str] = {}

    def outlet_of(link: Link) -> str:
        key = link.name, link.kind
        if key not in known:
            known[key] = as_outlet(parse(*key), words)
        return known[key]

    found = {}
    for at, item in enumerate(rooted):
        own = outlets.get(item.bearing.article, "")
        named = dict.fromkeys(outlet_of(link) for link in item.chain if link.basis is not Basis.UNKNOWN)
        found[at] = tuple(name for name in named if name and name != own)
    return found


def relay_drifts(rooted: Sequence[RootedBearing], outlets: Mapping[str, str]) -> tuple[RelayDrift, ...]:
    """Relays that are surer than what their origin wrote, or say something else; the surest of an
    article on an answer is looked at, and of an origin what it had written by then."""
    own: dict[str, _Written] = defaultdict(_Written)
    relays = passed_on(rooted, outlets)
    if not any(relays.values()):
        return ()
    order = sorted(range(len(rooted)), key=lambda at: (_when(rooted[at]), rooted[at].bearing.statement))
    for at in order:
        if not relays[at]:
            own[outlets.get(rooted[at].bearing.article, "")].add(rooted[at])
    found: dict[tuple[str, str, str], RelayDrift] = {}
    for at in order:
        item = rooted[at]
        for outlet in relays[at]:
            drift = _drift(item, outlet, own[outlet]) if outlet in own else None
            key = (item.bearing.article, outlet, item.bearing.answer)
            if drift and (key not in found or _rank(item) < _rank(found[key].relay)):
                found[key] = drift
    return tuple(found[key] for key in sorted(found))


@dataclass(slots=True)
class _Written:
    """What an outlet wrote itself, in order of print: for each answer and side the moments at which
    it became surer, and the bearings that made it so."""

    sides: dict[tuple[str, Polarity], tuple[list[datetime], list[RootedBearing]]] = field(
        default_factory=dict
    )

    def add(self, item: RootedBearing) -> None:
        """Take the next bearing in."""
        moments, items = self.sides.setdefault((item.bearing.answer, item.bearing.polarity), ([], []))
        if not items or _rank(item) < _rank(items[-1]):
            moments.append(_when(item))
            items.append(item)

    def by(self, moment: datetime, answer: str, polarity: Polarity) -> RootedBearing | None:
        """The surest that it had written by then."""
        moments, items = self.sides.get((answer, polarity), ((), ()))
        at = bisect_right(moments, moment)
        return items[at - 1] if at else None


def _drift(relay: RootedBearing, outlet: str, written: _Written) -> RelayDrift | None:
    """How a relay differs from what its origin had written; None where the origin wrote as much."""
    moment, answer, polarity = _when(relay), relay.bearing.answer, relay.bearing.polarity
    if polarity is Polarity.UNCERTAIN:
        return None
    agrees = written.by(moment, answer, polarity)
    if agrees is not None:
        surer = _rank(relay) < _rank(agrees)
        return RelayDrift(relay, agrees, outlet, Shift.SURER) if surer else None
    same = (written.by(moment, answer, other) for other in Polarity)
    turned = next((item for item in same if item is not None), None)
    if turned is not None:
        return RelayDrift(relay, turned, outlet, _turned(turned))
    if polarity is Polarity.AFFIRMS:
        others = sorted(answer for answer, side in written.sides if side is polarity)
        told = (written.by(moment, other, polarity) for other in others)
        origin = next((item for item in told if item is not None), None)
        return RelayDrift(relay, origin, outlet, Shift.OTHER) if origin else None
    return None


def _turned(origin: RootedBearing) -> Shift:
    return Shift.SURER if origin.bearing.polarity is Polarity.UNCERTAIN else Shift.TURNED


def _rank(item: RootedBearing) -> int:
    return _RANK[item.bearing.hedge]


def _when(item: RootedBearing) -> datetime:
    return item.published or _EPOCH
