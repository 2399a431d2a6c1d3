"""What an editor should see beside the count: circles, lost reservations, reports that were taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sayso.terms.question import Reason, RelayDrift, RootedBearing, RootSource
from sayso.terms.statement import Basis, Hedge, Polarity
from sayso.weigh.bearing.doubt import withdraws
from sayso.weigh.roots.relays import passed_on
from sayso.weigh.roots.tracing import Printed

LOST, TAKEN_BACK = "a reservation of", "has since taken a report back"
"""How a remark on a lost reservation begins; what a remark on a report that was taken back says."""

_EPOCH = datetime(1, 1, 1, tzinfo=UTC)
_RANK = {Hedge.NONE: 0, Hedge.WEAK: 1, Hedge.STRONG: 2}


def findings(
    rooted: Sequence[RootedBearing],
    roots: Sequence[RootSource],
    articles: Iterable[Printed],
    relayed: Iterable[RelayDrift],
) -> tuple[Reason, ...]:
    """Remarks on the joined bearings of one question, each with the statements and roots it rests on."""
    names = {root.id: root.name for root in roots}
    printed = {article.id: article for article in articles}
    outlets = {article.id: article.outlet for article in printed.values()}
    return (
        *_circles(rooted),
        *_drift(rooted, names, printed),
        *_relayed(relayed, outlets),
        *_taken_back(rooted, printed, outlets),
    )


def _circles(rooted: Sequence[RootedBearing]) -> list[Reason]:
    turning = [item for item in rooted if item.basis is Basis.UNKNOWN and "circular" in item.because]
    if not turning:
        return []
    shown = tuple(item.bearing.statement for item in turning)
    return [Reason("circular reporting: these cite each other and nobody else", shown, _roots(turning))]


def _drift(
    rooted: Sequence[RootedBearing], names: Mapping[str, str], printed: Mapping[str, Printed]
) -> list[Reason]:
    """Where a root's own first words hold a reservation, the later texts that give it without one."""
    by_side: dict[tuple[str, str], list[RootedBearing]] = defaultdict(list)
    for item in rooted:
        if item.bearing.polarity is Polarity.AFFIRMS:
            by_side[item.root, item.bearing.answer].append(item)
    found = []
    for (root, _), items in sorted(by_side.items()):
        items.sort(
            key=lambda item: (
                item.published or _EPOCH,
                item.basis is not Basis.STATED,
                item.bearing.statement,
            )
        )
        first = items[0]
        lost = [
            item
            for item in items
            if item.bearing.article != first.bearing.article
            and _RANK[item.bearing.hedge] < _RANK[first.bearing.hedge]
            and (item.published or _EPOCH) >= (first.published or _EPOCH)
        ]
        if lost and first.basis is Basis.STATED:
            outlets = sorted({printed[item.bearing.article].outlet for item in lost})
            words = f"{LOST} {names.get(root, root)} is lost in {', '.join(outlets)}"
            shown = (first.bearing.statement, *(item.bearing.statement for item in lost))
            found.append(Reason(words, shown, (root,)))
    return found


def _relayed(relayed: Iterable[RelayDrift], outlets: Mapping[str, str]) -> list[Reason]:
    """Relays that do not say what the outlet they name wrote itself."""
    found: dict[tuple[str, str, str], list[RelayDrift]] = defaultdict(list)
    for drift in relayed:
        found[outlets[drift.relay.bearing.article], drift.outlet, drift.shift].append(drift)
    return [
        Reason(
            f"{relay} passes {origin} on and is {shift}",
            tuple(item.bearing.statement for drift in some for item in (drift.origin, drift.relay)),
            _roots(drift.relay for drift in some),
        )
        for (relay, origin, shift), some in sorted(found.items())
    ]


def _taken_back(
    rooted: Sequence[RootedBearing], printed: Mapping[str, Printed], outlets: Mapping[str, str]
) -> list[Reason]:
    """Where an outlet takes a report back, its earlier statements, those of others that pass it on, and
    the roots that hang on them."""
    found = []
    every = [each for each in printed.values() if withdraws(str(getattr(each, "title", "")))]
    last = {each.outlet: each for each in sorted(every, key=lambda each: each.published.moment or _EPOCH)}
    withdrawn = list(last.values())  # once for each outlet
    relays = passed_on(rooted, outlets) if withdrawn else {}
    for article in sorted(withdrawn, key=lambda article: article.id):
        moment = article.published.moment or _EPOCH
        affirmed = [(at, item) for at, item in enumerate(rooted) if item.bearing.polarity is Polarity.AFFIRMS]
        earlier = [
            item
            for _, item in affirmed
            if outlets[item.bearing.article] == article.outlet and (item.published or _EPOCH) < moment
        ]
        if earlier:
            hanging = [item for at, item in affirmed if article.outlet in relays[at]]
            others = sorted({outlets[item.bearing.article] for item in hanging})
            words = f"{article.outlet} {TAKEN_BACK}: check what rests on it"
            words += f", also in {', '.join(others)}" if others else ""
            shown = tuple(item.bearing.statement for item in (*earlier, *hanging))
            found.append(Reason(words, shown, _roots((*earlier, *hanging))))
    return found


def _roots(items: Iterable[RootedBearing]) -> tuple[str, ...]:
    return tuple(sorted({item.root for item in items}))
