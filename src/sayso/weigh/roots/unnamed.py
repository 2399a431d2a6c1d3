"""Unnamed sources: by way of which outlet they came, and which of them may be the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from sayso.terms.statement import Polarity
from sayso.weigh.roots.nodes import Node, Union, same_outlet
from sayso.weigh.roots.said import Said, Side
from sayso.weigh.sources import Named, fold

_UNNAMED_ROLES = frozenset({"official", "source"})


def unnamed_sides(said: Sequence[Said], nodes: Sequence[Node | None]) -> dict[int, str]:
    """Keys of unnamed sources: one for each outlet, however it is called, split where its texts say
    opposite things."""
    outlets: dict[int, str] = {}
    for index, (item, node) in enumerate(zip(said, nodes, strict=True)):
        if node == ("vague", "source"):
            relay = [name for outer in item.names[:-1] if (name := outlet_of(outer))]
            named = relay[-1] if relay else ""
            outlets[index] = named or fold(item.outlet)
    spellings = sorted(set(outlets.values()))
    first = {
        name: next(one for one in spellings if one == name or same_outlet(one, name)) for name in spellings
    }
    outlets = {index: first[name] for index, name in outlets.items()}
    leanings: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    sign = {Polarity.AFFIRMS: 1, Polarity.DENIES: -1, Polarity.UNCERTAIN: 0}
    for index, outlet in outlets.items():
        bearing = said[index].bearing
        leanings[outlet, bearing.answer][said[index].canon] += sign[bearing.polarity]
    keys = dict(outlets)
    for index, outlet in outlets.items():
        texts = leanings[outlet, said[index].bearing.answer]
        if texts[said[index].canon] < 0 and any(leaning > 0 for leaning in texts.values()):
            keys[index] = f"{outlet}|against"
    return keys


def outlet_of(named: Named) -> str:
    """The outlet that a relay is, or writes for (*the Courier's Ann Lee*)."""
    if named.media or named.name.isupper():
        return " ".join(named.who)
    owner = re.match(r"(?:the )?(.+?)['’]s? (?=[A-ZÀ-Þ])", named.name, re.IGNORECASE)
    return fold(owner.group(1)) if owner and named.person else ""


def join_through(said: Sequence[Said], nodes: list[Node | None], union: Union) -> None:
    """Unnamed officials whom several give through one outlet are one root on a side: who relays a wire
    calls its *two senior Orlean security officials* now *officials* and now *sources*."""
    through: dict[tuple[Side, Node], list[int]] = defaultdict(list)
    for index, item in enumerate(said):
        if item.names and item.names[-1].role in _UNNAMED_ROLES and _nobody(item.names[-1]):
            relay = next((name for outer in item.names[-2::-1] if (name := outlet_of(outer))), "")
            outlet = union.find(("media", relay or fold(item.outlet)))
            through[item.side, outlet].append(index)
    for places in through.values():
        officials = [at for at in places if said[at].names[-1].role == "official"]
        whose = {said[at].names[-1].country for at in officials} - {""}
        found = [node for at in officials if (node := nodes[at]) is not None]
        if not found or len(whose) > 1:
            continue
        for node in found if any(node[0] == "name" for node in found) else ():  # of a people not known
            union.join(found[0], node)
        for at in places:
            if nodes[at] == ("vague", "source") and len(said[at].names) > 1:
                nodes[at] = found[0]


def _nobody(named: Named) -> bool:
    """Whether words name no person and no body: at most a people (*Orlean officials*)."""
    return not (named.person or named.body or named.office) and len(named.who) <= 1
