"""Who counts as a private person, and names taken out of what leaves the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.resolve.called import is_named, says_an_office
from sayso.terms.entity import EntityKind, RelationKind, Resolution

_EDGE = r"(?<![^\W_]){}(?![^\W_])"
_BETWEEN = r"(?:%20|[\s_+-]){1,3}"
_GAP = re.compile(_BETWEEN)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with names replaced, and how often each label was put."""

    text: str
    count: Mapping[str, int]


def private(
    resolution: Resolution, *, office_holders: Iterable[str] = (), confirmed: Iterable[str] = ()
) -> frozenset[str]:
    """The ids of entities that are named persons and neither hold an office nor speak for a body nor were
    confirmed on a watchlist. What is only described, and what nobody knows to be a person, is not among
    them, unless it is called by two words or more of a person's name."""
    speaking = {
        it.left
        for it in resolution.relations
        if it.kind is RelationKind.SPEAKS_FOR or says_an_office(it.because)
    }
    public = {*office_holders, *confirmed, *speaking}
    return frozenset(
        it.id for it in resolution.entities if it.id not in public and _is_person(it.name, it.kind)
    )


def _is_person(name: str, kind: EntityKind) -> bool:
    known = kind is EntityKind.PERSON or (kind is EntityKind.UNKNOWN and " " in name)
    return known and is_named(name, EntityKind.PERSON)


def labels(resolution: Resolution, entities: Iterable[str], *, names: Iterable[str] = ()) -> dict[str, str]:
    """A label for every name of the entities to be masked, and for `names` that are no entity's:
    `[person 1]`, the same in the whole export.

    A name of several words also hides its last word, by which later sentences call a person.
    """
    order = {entity: number for number, entity in enumerate(dict.fromkeys(entities), 1)}
    named = [(alias.name, order[alias.entity]) for alias in resolution.aliases if alias.entity in order]
    named += [(name, number) for number, name in enumerate(dict.fromkeys(names), len(order) + 1)]
    found: dict[str, str] = {}
    for name, number in named:
        if name == name.lower() and name.isascii():
            continue  # a description (the doctor), no name
        found[name] = f"[person {number}]"
        if last := last_word(name):
            found.setdefault(last, f"[person {number}]")
    return found


def last_word(name: str) -> str:
    """The last of several words of a name, by which later sentences call a person; else nothing."""
    words = name.split()
    last = words[-1] if len(words) > 1 else ""
    return last if len(last) > 2 and last != last.lower() else ""


class Masker:
    """Replaces names by their labels, longer names first, in any case and with any space, hyphen or
    underscore between the words (file names and addresses have those); inside other words nothing is
    touched. `careful` are names that are words too (Brown): they are looked for as they are written, in
    capitals, and in addresses. `keep` are names that stay, also where a part of them is masked elsewhere.
    Offsets into a masked text no longer hold."""

    def __init__(
        self, names: Mapping[str, str], *, careful: Iterable[str] = (), keep: Iterable[str] = ()
    ) -> None:
        exact = frozenset(careful)
        kept = frozenset(name for name in keep if len(name.split()) > 1)
        ordered = sorted((name for name in {*names, *kept} if name.split()), key=len, reverse=True)
        self._label = {_key(name): names[name] for name in reversed(ordered) if name in names}
        self._kept = frozenset(map(_key, kept)) - self._label.keys()
        patterns = [
            _careful(name) if name in exact else f"(?i:{_BETWEEN.join(map(re.escape, name.split()))})"
            for name in ordered
        ]
        self._every = re.compile(_EDGE.format(f"(?:{'|'.join(patterns)})")) if ordered else None
        self.count: dict[str, int] = {}

    def __call__(self, text: str) -> str:
        """The text without the names; `count` grows by what was replaced."""
        return self._every.sub(self._put, text) if self._every else text

    def _put(self, found: re.Match[str]) -> str:
        if (key := _key(found[0])) in self._kept:
            return found[0]
        label = self._label.get(key, "[person]")
        self.count[label] = self.count.get(label, 0) + 1
        return label


def mask(text: str, names: Mapping[str, str]) -> Masked:
    """The text with every name replaced by its label."""
    masker = Masker(names)
    return Masked(masker(text), masker.count)


def _careful(word: str) -> str:
    """A name that is a word too, as it is written, in capitals, or beside a hyphen or slash of an address."""
    plain = re.escape(word)
    slug = f"(?:(?<=[-_/+])(?i:{plain})(?=[-_/+.])|(?<=[-_/+])(?i:{plain})$)"
    return f"(?:{plain}|{re.escape(word.upper())}|{slug})"


def _key(name: str) -> str:
    return " ".join(_GAP.split(name.strip())).casefold()
