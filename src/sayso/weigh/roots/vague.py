"""What a vague mention (*officials*, *the media*, *the source*) can mean, by its role and its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.weigh.roots.nodes import Node
from sayso.weigh.roots.said import Side
from sayso.weigh.sources import movements

# Which nodes a vague mention of each role can mean.
_CAN_MEAN = {
    "official": ("officials", "body", "state", "office", "name"),
    "spokesman": ("body", "name"),
    "fighters": ("group", "name", "body"),
    "witness": ("group",),
    "medical": ("group",),
    "family": ("group", "name"),
    "expert": ("group",),
    "person": ("name", "counsel", "unnamed"),
    "counsel": ("name",),
}
_MANY = re.compile(r"\b(?:media|outlets|reports|press|newspapers|websites|sites)\b", re.IGNORECASE)
_THE_ONE = re.compile(
    r"^(?:the|that|this)?\s*(?:spokes\w+|official|lawyer|attorney|source|statement)$", re.IGNORECASE
)
REFER_BACK = frozenset(("official", "spokesman", "counsel"))
_ANY = ("name", "office", "body", "officials", "state", "group", "unnamed", "media")


@dataclass(frozen=True, slots=True)
class Fits:
    """Bearings that a vague role can mean, by text, side and service; and, once it was looked for, the
    root that most of some of them give."""

    by_text: dict[str, list[int]]
    by_side: dict[Side, list[int]]
    by_service: dict[str, list[int]]
    most: dict[tuple[int, ...], tuple[Node, int]]


def can_mean(role: str, kinds: Iterable[str], node: Node | None) -> bool:
    """Whether a vague mention of a role can mean a root of these kinds, which a chain names by `node`."""
    meant = _CAN_MEAN.get(role, _ANY)
    movement = role in REFER_BACK and node is not None and node[0] == "body" and node[1] in movements()
    return not movement and any(kind in meant for kind in kinds)


def means_many(name: str) -> bool:
    """Whether a name stands for several outlets: *the media*, *several websites*."""
    return bool(_MANY.search(name))


def means_the_one(name: str) -> bool:
    """Whether a name stands for the one who spoke last: *the spokesman*."""
    return bool(_THE_ONE.search(name))
