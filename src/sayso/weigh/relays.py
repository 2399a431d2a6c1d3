"""A relay held against its origin: what an outlet passes on beside what the outlet it names wrote itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sayso.terms.question import RootedBearing
from sayso.terms.statement import Hedge, Link, Polarity, SourceKind
from sayso.weigh.sources import as_outlet, outlet_words, parse

_EPOCH = datetime(1, 1, 1, tzinfo=UTC)
_RANK = {Hedge.NONE: 0, Hedge.WEAK: 1, Hedge.STRONG: 2}


class Shift(StrEnum):
    """What a relay changed."""

    SURER = "surer than its origin"
    OTHER = "another answer than its origin's"
    TURNED = "the opposite of its origin"


@dataclass(frozen=True, slots=True)
class RelayDrift:
    """That `relay` names the outlet of `origin` and does not say what that outlet wrote itself."""

    relay: RootedBearing
    origin: RootedBearing
    outlet: str
    shift: Shift


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
        named = dict.fromkeys(map(outlet_of, item.chain))
        found[at] = tuple(name for name in named if name and name != own)
    return found


def relay_drifts(rooted: Sequence[RootedBearing], outlets: Mapping[str, str]) -> tuple[RelayDrift, ...]:
    """Relays that are surer than what their origin wrote, or say something else; the surest of an
    article on an answer is looked at, and of an origin what it had written by then."""
    own: dict[str, list[RootedBearing]] = defaultdict(list)
    relays = passed_on(rooted, outlets)
    for at, item in enumerate(rooted):
        if not relays[at]:
            own[outlets.get(item.bearing.article, "")].append(item)
    found: dict[tuple[str, str, str], RelayDrift] = {}
    for at, item in enumerate(rooted):
        for outlet in relays[at]:
            before = [each for each in own.get(outlet, ()) if _when(each) <= _when(item)]
            drift = _drift(item, outlet, before)
            key = (item.bearing.article, outlet, item.bearing.answer)
            if drift and (key not in found or _rank(item) < _rank(found[key].relay)):
                found[key] = drift
    return tuple(found[key] for key in sorted(found))


def _drift(relay: RootedBearing, outlet: str, written: Sequence[RootedBearing]) -> RelayDrift | None:
    """How a relay differs from what its origin had written; None where the origin wrote as much."""
    if not written or relay.bearing.polarity is Polarity.UNCERTAIN:
        return None
    same = [each for each in written if each.bearing.answer == relay.bearing.answer]
    agree = [each for each in same if each.bearing.polarity is relay.bearing.polarity]
    if agree:
        surest = min(agree, key=lambda each: (_rank(each), each.bearing.statement))
        surer = _rank(relay) < _rank(surest)
        return RelayDrift(relay, surest, outlet, Shift.SURER) if surer else None
    if same:
        return RelayDrift(relay, same[0], outlet, _turned(same[0]))
    if relay.bearing.polarity is Polarity.AFFIRMS:
        told = [each for each in written if each.bearing.polarity is Polarity.AFFIRMS]
        return RelayDrift(relay, told[0], outlet, Shift.OTHER) if told else None
    return None


def _turned(origin: RootedBearing) -> Shift:
    return Shift.SURER if origin.bearing.polarity is Polarity.UNCERTAIN else Shift.TURNED


def _rank(item: RootedBearing) -> int:
    return _RANK[item.bearing.hedge]


def _when(item: RootedBearing) -> datetime:
    return item.published or _EPOCH
