"""Many names taken apart, column by column: what laying them side by side and the features work on."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from sayso.resolve.parts import MAX_WORDS, NameParts
from sayso.resolve.rarity import rarity_of
from sayso.resolve.words import Word

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The distinct words of a batch of names, each once."""

    latin: list[str]
    sound: list[str]
    bones: list[str]
    abjad: Bools
    rarity: Floats


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a batch. `ids` are the numbers of the words that identify each name, MAX_WORDS x names,
    -1 where it has fewer; `count` how many it has. Of the marks equal numbers are equal values, 0 none;
    `fathers` has those names only that tell one."""

    parts: Sequence[NameParts]
    words: Words
    ids: Numbers
    count: Numbers
    joined: list[str]
    ordered: list[str]
    bones: list[str]
    written: list[str]
    abjad: Bools
    numbers: Numbers
    form: Numbers
    generation: Numbers
    kunya: Bools
    fathers: dict[int, frozenset[str]]


def gathered(names: Sequence[NameParts]) -> Names:
    """The names as one batch."""
    number: dict[tuple[str, bool], int] = {}
    words: list[Word] = []
    flat = []
    for word in chain.from_iterable(name.words for name in names):
        place = number.setdefault((word.latin, word.abjad), len(words))
        if place == len(words):
            words.append(word)
        flat.append(place)
    count = np.array([len(name.words) for name in names], np.int64)
    ids = np.full((len(names), MAX_WORDS), -1, np.int64)
    ids[np.arange(MAX_WORDS) < count[:, None]] = flat
    table = Words(
        [word.latin for word in words],
        [word.sound for word in words],
        [word.bones for word in words],
        np.array([word.abjad for word in words], bool),
        np.array([rarity_of(word) for word in words], np.float32),
    )
    marks = [name.marks for name in names]
    return Names(
        parts=names,
        words=table,
        ids=np.ascontiguousarray(ids.T),
        count=count,
        joined=[name.joined for name in names],
        ordered=[name.ordered for name in names],
        bones=[name.bones for name in names],
        written=[name.written for name in names],
        abjad=np.array([name.abjad for name in names], bool),
        numbers=_numbered([mark.numbers for mark in marks]),
        form=_numbered([mark.form for mark in marks]),
        generation=_numbered([mark.generation for mark in marks]),
        kunya=np.array([mark.kunya for mark in marks], bool),
        fathers={row: mark.fathers for row, mark in enumerate(marks) if mark.fathers},
    )


def _numbered(values: Sequence[Hashable]) -> Numbers:
    """Equal values as equal numbers, 0 for an empty one."""
    number: dict[Hashable, int] = {"": 0, frozenset(): 0}
    return np.array([number.setdefault(value, len(number)) for value in values], np.int64)
