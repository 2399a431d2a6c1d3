"""The names of a watchlist, found by their words.

A word is found by keys: how it sounds, that with any one letter left out (so that one slip of the pen on
either side still meets: the idea of SymSpell's deletions), and its consonants. Words lead to names.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sayso.resolve.called import is_general
from sayso.resolve.parts import take_apart
from sayso.resolve.taken import Floats, Names, Word
from sayso.terms.entity import EntityKind
from sayso.terms.watchlist import Entry, Watchlist

Places = npt.NDArray[np.uint32]

_TOGETHER = 8192  # names taken apart at a time
_NONE = np.zeros(0, np.uint32)
_KEY_WEIGHTS = {"=": 1.0, "-": 0.75, "*": 0.7}


@dataclass(frozen=True, slots=True)
class Index:
    """The names of one version of a watchlist, found by words. All arrays; it can be kept and shared.

    `names` are the listed names, `entry` the place of each one's entry in `entries`, `weak` whether it is a
    weak alias. Keys (sorted hashes) lead to words by `key_word`; words to names by `starts` and `postings`,
    names to their words by `name_starts` and `name_words`.
    """

    watchlist: Watchlist
    entries: Sequence[Entry]
    names: Sequence[str]
    entry: Places
    weak: npt.NDArray[np.bool_]
    body: npt.NDArray[np.bool_]
    mass: Floats  # rarity of all words of each name
    keys: Places
    key_word: Places
    key_weight: Floats
    starts: Places
    postings: Places
    name_starts: Places
    name_words: Places

    @property
    def size(self) -> int:
        """Bytes of the arrays and the names."""
        held = (self.entry, self.weak, self.body, self.mass, self.keys, self.key_word, self.key_weight)
        arrays = (*held, self.starts, self.postings, self.name_starts, self.name_words)
        return sum(it.nbytes for it in arrays) + sum(map(len, self.names))


def _hash(text: str) -> int:
    return zlib.crc32(text.encode("ascii", "replace"))


def keys_of(word: Word) -> Iterator[tuple[int, float]]:
    """The hashes that a word is found by, with how much each says."""
    if not word.abjad:
        sound = word.sound
        yield _hash(f"={sound}"), _KEY_WEIGHTS["="]
        if len(sound) > 3:
            yield _hash(f"-{sound}"), _KEY_WEIGHTS["-"]
            for place in range(len(sound)):
                yield _hash(f"-{sound[:place]}{sound[place + 1 :]}"), _KEY_WEIGHTS["-"]
    if len(word.bones) > 1:
        yield _hash(f"*{word.bones}"), _KEY_WEIGHTS["*"]


def build(watchlist: Watchlist, entries: Sequence[Entry]) -> Index:
    """The index of a list."""
    names: list[str] = []
    entry, weak, body = array("I"), array("B"), array("B")
    for place, listed in enumerate(entries):
        for name in listed.names:
            names.append(name.name)
            entry.append(place)
            weak.append(name.weak)
            body.append(listed.kind is EntityKind.ORGANISATION)
    words, is_body = _Indexed(), np.array(body, bool)
    for begin in range(0, len(names), _TOGETHER):
        some = slice(begin, begin + _TOGETHER)
        words.add(take_apart(names[some], is_body[some]))
    name_words, count = np.concatenate([_NONE, *words.words]), np.concatenate([_NONE, *words.count])
    names_of = np.repeat(np.arange(len(names), dtype=np.uint32), count)
    starts, postings = _postings(name_words, names_of, len(words.distinct))
    keys, key_word, key_weight = _key_table(words.distinct)
    says_nothing = [size < 3 or is_general(name) for name, size in zip(names, words.letters, strict=True)]
    return Index(
        watchlist=watchlist,
        entries=entries,
        names=names,
        entry=np.array(entry, np.uint32),
        weak=np.array(weak, bool) | np.array(says_nothing, bool),
        body=is_body,
        mass=np.concatenate([np.zeros(0, np.float32), *words.mass]),
        keys=keys,
        key_word=key_word,
        key_weight=key_weight,
        starts=starts,
        postings=postings,
        name_starts=np.append(0, np.cumsum(count)).astype(np.uint32),
        name_words=name_words,
    )


@dataclass(slots=True)
class _Indexed:
    """The words of a list's names, batch after batch: the `distinct` ones; the `words` of all names in a row,
    and for each name how many it has, what they count for together and how many letters they have."""

    number_of: dict[tuple[str, bool], int] = field(default_factory=dict)
    distinct: list[Word] = field(default_factory=list)
    words: list[Places] = field(default_factory=list)
    count: list[Places] = field(default_factory=list)
    mass: list[Floats] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)

    def add(self, names: Names) -> None:
        """Take a batch in."""
        of, line = names.words, names.kept
        number = np.zeros(len(of.rarity), np.uint32)
        for place in dict.fromkeys(line.word.tolist()):
            key = of.latin.texts[place], bool(of.abjad[place])
            if key not in self.number_of:
                self.number_of[key] = len(self.distinct)
                self.distinct.append(names.word(place))
            number[place] = self.number_of[key]
        self.words.append(number[line.word])
        self.count.append(names.count.astype(np.uint32))
        mass = np.bincount(line.name, of.rarity[line.word] + 0.05, len(names.count))
        self.mass.append(mass.astype(np.float32))
        self.letters += map(len, names.joined)


def mass_of(word: Word) -> float:
    """What a word counts for among the words of a name."""
    return word.rarity + 0.05


def _postings(words: Places, names: Places, count: int) -> tuple[Places, Places]:
    order = np.argsort(words, kind="stable")
    starts = np.zeros(count + 1, np.uint32)
    starts[1:] = np.cumsum(np.bincount(words, minlength=count))
    return starts, names[order]


def _key_table(words: Sequence[Word]) -> tuple[Places, Places, Floats]:
    keys, numbers, weights = array("I"), array("I"), array("f")
    for number, word in enumerate(words):
        for key, weight in keys_of(word):
            keys.append(key)
            numbers.append(number)
            weights.append(weight)
    order = np.argsort(np.array(keys, np.uint32), kind="stable")
    return (
        np.array(keys, np.uint32)[order],
        np.array(numbers, np.uint32)[order],
        np.array(weights, np.float32)[order],
    )
