"""Who counts as a private person, and names taken out of what leaves the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.terms.entity import EntityKind, Resolution, Verdict
from sayso.terms.watchlist import Hit

# Shown where entities are: what the desk does not do, so that nobody believes it does.
LIMITS = (
    "sayso joins names by what articles say. It finds nobody by a face or a voice.",
    "Two private persons of one name stay two until a person, or two shared features, say they are one.",
    "A hit on a watchlist is a likeness of names. It is nobody's finding until a person confirms it.",
)

_EDGE = r"(?<!\w){}(?!\w)"


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with names replaced, and how often each label was put."""

    text: str
    count: Mapping[str, int]


def private(
    resolution: Resolution, *, office_holders: Iterable[str] = (), confirmed: Iterable[str] = ()
) -> frozenset[str]:
    """The ids of entities that are persons and neither hold an office nor were confirmed on a watchlist."""
    public = {*office_holders, *confirmed}
    return frozenset(
        it.id for it in resolution.entities if it.kind is not EntityKind.ORGANISATION and it.id not in public
    )


def confirmed_hits(hits: Iterable[Hit], rulings: Mapping[str, Verdict]) -> frozenset[str]:
    """The names of hits that a person confirmed, by the rulings on their ids."""
    return frozenset(hit.query for hit in hits if rulings.get(hit.id) is Verdict.SAME)


def labels(resolution: Resolution, entities: Iterable[str]) -> dict[str, str]:
    """A label for every name of the entities to be masked: `[person 1]`, the same in the whole export.

    A name of several words also hides its last word, by which later sentences call a person.
    """
    order = {entity: number for number, entity in enumerate(dict.fromkeys(entities), 1)}
    found: dict[str, str] = {}
    for alias in resolution.aliases:
        if alias.entity in order:
            label = f"[person {order[alias.entity]}]"
            found[alias.name] = label
            words = alias.name.split()
            if len(words) > 1 and len(words[-1]) > 2:
                found.setdefault(words[-1], label)
    return found


def mask(text: str, names: Mapping[str, str]) -> Masked:
    """The text with every name replaced by its label, longer names first, in any case and with any space
    between the words; inside other words nothing is touched. Offsets into the text no longer hold."""
    count: dict[str, int] = {}
    ordered = sorted((name for name in names if name.strip()), key=len, reverse=True)
    if not ordered:
        return Masked(text, count)
    by_text = {" ".join(name.split()).casefold(): names[name] for name in reversed(ordered)}
    patterns = (r"\s+".join(map(re.escape, name.split())) for name in ordered)
    every = re.compile(_EDGE.format(f"(?:{'|'.join(patterns)})"), re.IGNORECASE)

    def label(found: re.Match[str]) -> str:
        key = " ".join(found[0].split()).casefold()
        put = by_text.get(key, "[person]")
        count[put] = count.get(put, 0) + 1
        return put

    return Masked(every.sub(label, text), count)
