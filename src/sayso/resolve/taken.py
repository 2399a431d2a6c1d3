"""Names taken apart: many at once, column by column, and one by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

MAX_WORDS = 8


def numbering() -> defaultdict[str, int]:
    """A dictionary that numbers what it is asked for, in order."""
    number_of: defaultdict[str, int] = defaultdict()
    number_of.default_factory = number_of.__len__
    return number_of


def numbers_of(number_of: defaultdict[str, int], texts: Iterable[str], count: int) -> Numbers:
    """The numbers of texts, of which there are `count`."""
    return np.fromiter(map(number_of.__getitem__, texts), np.int64, count)


class Lines(NamedTuple):
    """Texts without line breaks, and their bytes: in `letters` they are a line each, which begins at `begin`
    and has the bytes `size`. After the last there is an empty one."""

    texts: Sequence[str]
    letters: Bytes
    begin: Numbers
    size: Numbers


def lines_of(texts: Sequence[str]) -> Lines:
    """Texts with their bytes."""
    letters = np.frombuffer("\n".join([*texts, "", ""]).encode(), np.uint8)
    end = np.nonzero(letters == ord("\n"))[0][: len(texts)]
    begin = np.append(0, end + 1)[: len(texts)]
    return Lines(texts, letters, begin, end - begin)


class Stretches(NamedTuple):
    """Stretches of one text: its bytes, where each begins, and how many bytes it has. Between two there is
    at least one byte, and one after the last."""

    letters: Bytes
    begin: Numbers
    size: Numbers

    def some(self, which: Numbers) -> Stretches:
        """Some of them, or in another order."""
        return self._replace(begin=self.begin[which], size=self.size[which])

    def text(self, number: int) -> str:
        """One of them."""
        begin = int(self.begin[number])
        return self.letters[begin : begin + int(self.size[number])].tobytes().decode()

    def lines(self) -> Lines:
        """A line each."""
        size = self.size + 1
        end = np.cumsum(size)
        begin = end - size
        at = np.repeat(self.begin - begin, size) + np.arange(size.sum())
        letters = np.append(self.letters[at], np.uint8(ord("\n")))
        letters[end - 1] = ord("\n")
        texts = letters.tobytes().decode().split("\n")[: len(size)]
        return Lines(texts, letters, begin, self.size)


def distinct(*keys: npt.NDArray[np.int64 | np.uint64]) -> tuple[Numbers, Numbers]:
    """Where each distinct row of keys stands, and which of those each row is. Some are told twice: it is a
    table of hashes, without a second place for what falls on one that is taken. That is several times faster
    than sorting, and who asks saves work, nothing else."""
    bits = (2 * len(keys[0])).bit_length()
    spread = np.uint64(0x9E3779B97F4A7C15)  # as Fibonacci hashing does
    mixed = keys[0].view(np.uint64) * spread
    for key in keys[1:]:
        mixed = (mixed ^ key.view(np.uint64)) * spread
    place, every = (mixed >> np.uint64(64 - bits)).view(np.int64), np.arange(len(mixed))
    table = np.empty(1 << bits, np.int64)
    table[place] = every
    leader = table.take(place)
    for key in keys:
        leader = np.where(key.take(leader) == key, leader, every)
    leads = leader == every
    return np.nonzero(leads)[0], (np.cumsum(leads) - 1)[leader]


class Word(NamedTuple):
    """One word of a name. `latin` is its letters and digits in lower-case ASCII, `sound` the same with
    like-sounding spellings made one, `bones` its consonants; `written` is as it stood; `abjad` says that its
    vowels are not written."""

    written: str
    latin: str
    sound: str
    bones: str
    abjad: bool
    rarity: float


class NameParts(NamedTuple):
    """A name taken apart. `words` are what identifies (at most MAX_WORDS), `said` all words of it but the
    legal form. `joined` is the Latin letters of `words` in order, `ordered` with the words sorted."""

    name: str
    words: tuple[Word, ...]
    said: tuple[Word, ...]
    joined: str
    ordered: str
    form: str

    @property
    def key(self) -> tuple[str, ...]:
        """Every word of it; equal keys are the same name."""
        return (self.form, *(word.latin for word in self.said))

    @property
    def initials(self) -> tuple[str, str]:
        """The first letters of what identifies, and of all words."""
        return "".join(word.latin[0] for word in self.words), "".join(word.latin[0] for word in self.said)


class Words(NamedTuple):
    """The distinct words of a batch of names; `known` is what Known says of each."""

    latin: Lines
    sound: Lines
    bones: Lines
    abjad: Bools
    rarity: npt.NDArray[np.float64]
    known: Numbers


class Line(NamedTuple):
    """Words of many names in a row: the number of each, its name, and the piece that it was written in."""

    word: Numbers
    name: Numbers
    piece: Numbers

    def where(self, kept: Bools) -> Line:
        """Only some of the words."""
        return Line(self.word[kept], self.name[kept], self.piece[kept])

    def of(self, name: int) -> slice:
        """Where the words of a name stand."""
        begin, end = self.name.searchsorted((name, name + 1)).tolist()
        return slice(begin, end)

    def counts(self, names: int) -> Numbers:
        """How many words each name has."""
        return np.bincount(self.name, minlength=names)

    def places(self) -> Numbers:
        """Where each word stands in its name, from 0."""
        every = np.arange(len(self.name))
        first = np.append(True, self.name[1:] != self.name[:-1])[: len(every)]
        return every - np.maximum.accumulate(np.where(first, every, 0))


class Marks(NamedTuple):
    """What tells bearers of one name apart: numbers, the legal form of a company, junior or senior (equal
    numbers are equal values, 0 none), whether the name says whose father or mother somebody is (kunya), and
    the consonants of the names of the father and his fathers, where one is told."""

    numbers: Numbers
    form: Numbers
    generation: Numbers
    kunya: Bools
    fathers: dict[int, frozenset[str]]
    forms: list[str]  # what the numbers of legal forms mean


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a batch. `kept` are the words that identify, `said` all words but the legal form; `ids`
    are the kept ones again, MAX_WORDS x names, -1 where a name has fewer than `count`.

    `joined` and `bones` are the Latin letters and the consonants of the kept words in order, `ordered` the
    letters with the words sorted, `written` the Latin letters of all of it, nothing taken out or made one;
    `letters` and `consonants` are the sizes of the first two; `abjad` says that the vowels of some are not
    written.
    """

    names: Sequence[str]
    pieces: Stretches
    words: Words
    kept: Line
    said: Line
    ids: Numbers
    count: Numbers
    joined: list[str]
    ordered: list[str]
    bones: list[str]
    written: list[str]
    letters: Numbers
    consonants: Numbers
    abjad: Bools
    marks: Marks

    def parts(self, name: int) -> NameParts:
        """One of the names by itself."""
        form = self.marks.forms[int(self.marks.form[name])]
        words, said = (self._words(line, name) for line in (self.kept, self.said))
        return NameParts(self.names[name], words, said, self.joined[name], self.ordered[name], form)

    def key(self, name: int) -> tuple[str, ...]:
        """Legal form and every word of one of the names; equal keys are the same name."""
        form = self.marks.forms[int(self.marks.form[name])]
        return (form, *(self.words.latin.texts[word] for word in self.said.word[self.said.of(name)].tolist()))

    def initials(self, name: int) -> tuple[str, ...]:
        """The first letters of what identifies, and of all words."""
        lines = (line.word[line.of(name)].tolist() for line in (self.kept, self.said))
        return tuple("".join(self.words.latin.texts[word][0] for word in line) for line in lines)

    def written_words(self, name: int) -> list[str]:
        """The words that identify, as they were written."""
        return [self.pieces.text(piece) for piece in self.kept.piece[self.kept.of(name)].tolist()]

    def word(self, number: int, written: str = "") -> Word:
        """One of the words by itself."""
        of = self.words
        return Word(
            written,
            of.latin.texts[number],
            of.sound.texts[number],
            of.bones.texts[number],
            bool(of.abjad[number]),
            float(of.rarity[number]),
        )

    def _words(self, line: Line, name: int) -> tuple[Word, ...]:
        at = line.of(name)
        pairs = zip(line.word[at].tolist(), line.piece[at].tolist(), strict=True)
        return tuple(self.word(word, self.pieces.text(piece)) for word, piece in pairs)
