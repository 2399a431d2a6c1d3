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

MAX_WORDS = 8


def numbering() -> defaultdict[str, int]:
    """A dictionary that numbers what it is asked for, in order."""
    number_of: defaultdict[str, int] = defaultdict()
    number_of.default_factory = number_of.__len__
    return number_of


def numbers_of(number_of: defaultdict[str, int], texts: Iterable[str], count: int) -> Numbers:
    """The numbers of texts, of which there are `count`."""
    return np.fromiter(map(number_of.__getitem__, texts), np.int64, count)


def lines_of(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint8], Numbers, Numbers]:
    """The bytes of texts, a line each, and where in them each begins and ends."""
    found = np.frombuffer("\n".join([*texts, ""]).encode() or b"\n", np.uint8)
    end = np.nonzero(found == ord("\n"))[0][: len(texts)]
    return found, np.append(0, end + 1)[: len(texts)], end


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

    latin: list[str]
    sound: list[str]
    bones: list[str]
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
        begin, end = np.searchsorted(self.name, (name, name + 1)).tolist()
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
    pieces: list[str]
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
        return (form, *(self.words.latin[word] for word in self.said.word[self.said.of(name)].tolist()))

    def initials(self, name: int) -> tuple[str, ...]:
        """The first letters of what identifies, and of all words."""
        lines = (line.word[line.of(name)].tolist() for line in (self.kept, self.said))
        return tuple("".join(self.words.latin[word][0] for word in line) for line in lines)

    def written_words(self, name: int) -> list[str]:
        """The words that identify, as they were written."""
        return [self.pieces[piece] for piece in self.kept.piece[self.kept.of(name)].tolist()]

    def word(self, number: int, written: str = "") -> Word:
        """One of the words by itself."""
        of = self.words
        return Word(
            written,
            of.latin[number],
            of.sound[number],
            of.bones[number],
            bool(of.abjad[number]),
            float(of.rarity[number]),
        )

    def _words(self, line: Line, name: int) -> tuple[Word, ...]:
        at = line.of(name)
        pairs = zip(line.word[at].tolist(), line.piece[at].tolist(), strict=True)
        return tuple(self.word(word, self.pieces[piece]) for word, piece in pairs)
