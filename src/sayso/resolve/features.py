"""What speaks for and against two names being one, as numbers: the matrix that the model weighs.

Every feature is the same whichever name stands first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from sayso.resolve.alignment import ALIKE, Alignment, Side, align
from sayso.resolve.taken import Bools, Floats, Names, Numbers

Array = npt.NDArray[np.generic]
Columns = dict[str, Array]


@dataclass(frozen=True, slots=True)
class Feature:
    """A column: its name, what it says in words, and which way it speaks (1 for, -1 against, 0 either)."""

    name: str
    says: str
    way: int


FEATURES = (
    Feature(
        "short covered", "share of the shorter name's words found in the other, rare words counting more", 1
    ),
    Feature(
        "long covered", "share of the longer name's words found in the other, rare words counting more", 1
    ),
    Feature("worst word", "likeness of the shorter name's least alike word", 1),
    Feature("second worst word", "likeness of its second least alike word", 1),
    Feature("best word", "likeness of its most alike word", 1),
    Feature("worst spelling", "spelling of the least alike word", 1),
    Feature("worst sound", "sound of the least alike word", 1),
    Feature("worst consonants", "consonants of the least alike word", 1),
    Feature("edits", "most letters that differ in one word", -1),
    Feature("worst length", "letters of the least alike word", 0),
    Feature("worst rarity", "how rare the least alike word is", 0),
    Feature("words", "words of the shorter name", 0),
    Feature("more words", "words that the longer name has more", -1),
    Feature("shared rarity", "rarity of all words that are shared", 1),
    Feature("rarest same", "rarity of the rarest word that is spelt the same", 1),
    Feature("left over", "rarity of words of the shorter name that the other lacks", -1),
    Feature("left over in longer", "rarity of words of the longer name that the other lacks", -1),
    Feature("conflict", "rarest words that each name has and the other lacks", -1),
    Feature("same words", "words spelt the same", 0),
    Feature("letters", "the letters of both in order, spaces aside", 1),
    Feature("sorted letters", "the letters of both, words sorted, spaces aside", 1),
    Feature("as written", "the letters of both with small words, spaces aside", 1),
    Feature("consonants", "the consonants of both in order", 1),
    Feature("fewest consonants", "consonants of the name that has fewer", 0),
    Feature("first word", "likeness of the first words", 1),
    Feature("last word", "likeness of the last words", 1),
    Feature("crossed", "likeness of one's first to the other's last word", 0),
    Feature("initials", "initials that stand for a word", 0),
    Feature("numbers", "numbers: the same (1), none (0), one has more (-1), different (-2)", 1),
    Feature(
        "legal form", "legal form of a company: the same (1), none, one lacks it (-1), different (-2)", 1
    ),
    Feature("generation", "junior or senior: the same (1), none (0), one lacks it (-1), different (-2)", 1),
    Feature("kunya", "only one is father or mother of somebody", -1),
    Feature("father", "the father's name: shared (1), none (0), only in one (-1), different (-2)", 1),
    Feature("acronym", "one is the initials of the other", 1),
    Feature("organisation", "names of organisations", 0),
    Feature("vowels missing", "one is in a script without vowels", 0),
    Feature("total letters", "letters of the shorter name", 0),
    Feature("mean spelling", "spelling of all words, rare words counting more", 1),
    Feature("mean sound", "sound of all words, rare words counting more", 1),
    Feature("swapped", "words that stand in another order", -1),
    Feature("sum likeness", "words that are found, by likeness", 1),
    Feature("first letter", "the least alike words start with the same letter", 1),
)
_COLUMN = {feature.name: number for number, feature in enumerate(FEATURES)}
WAYS = tuple(feature.way for feature in FEATURES)


def features(
    names: Names, lefts: Numbers, rights: Numbers, *, organisation: Bools
) -> tuple[Floats, Alignment]:
    """The features of each pair of names, given by their numbers (FEATURES x pairs), and how its words were
    laid together."""
    laid = align(names, lefts, rights)
    columns: Columns = {"organisation": organisation}
    columns |= _covered(laid.left, laid.right)
    columns |= _whole(names, lefts, rights)
    columns |= _marks(names, lefts, rights)
    columns |= _placed(laid)
    matrix = np.empty((len(FEATURES), len(lefts)), np.float32)
    for name, number in _COLUMN.items():
        matrix[number] = columns[name]
    return matrix, laid


def _sum(rows: Array) -> Floats:
    """The sum of the rows, one after the other: the same for one pair as among many."""
    return np.asarray(reduce(np.add, rows))


def _shares(side: Side, *by: Floats) -> list[Floats]:
    """What share of the name each measure covers, rare words counting more."""
    weights = side.rarity + 0.05 * side.used
    total = _sum(weights)
    some = total > 0
    return [np.divide(_sum(weights * one), total, out=np.zeros_like(total), where=some) for one in by]


def _left_over(side: Side) -> tuple[Floats, Floats]:
    """Rarity of the words that the other side lacks: their sum, and the rarest."""
    lacking = np.where(side.used & (side.shared.alike < ALIKE), side.rarity, np.float32(0))
    return _sum(lacking), lacking.max(0)


def _covered(left: Side, right: Side) -> Columns:
    one, two = left.count, right.count
    (share_left, spelt_left, heard_left), (share_right, spelt_right, heard_right) = (
        _shares(side, side.shared.alike, side.shared.spelling, side.shared.sound) for side in (left, right)
    )
    # The shorter name; of two as long, the one that is covered less.
    short = np.where(one == two, share_left <= share_right, one < two)
    spare_left, rare_left = _left_over(left)
    spare_right, rare_right = _left_over(right)
    same = (left.shared.spelling >= 1) & left.used
    return _worst(left, right, short) | {
        "short covered": np.where(short, share_left, share_right),
        "long covered": np.where(short, share_right, share_left),
        "words": np.minimum(one, two),
        "more words": np.abs(one - two),
        "shared rarity": _sum(np.where(left.shared.alike >= 0.85, left.rarity, np.float32(0))),
        "rarest same": np.where(same, left.rarity, np.float32(0)).max(0),
        "left over": np.where(short, spare_left, spare_right),
        "left over in longer": np.where(short, spare_right, spare_left),
        "conflict": np.minimum(rare_left, rare_right),
        "same words": same.sum(0),
        "mean spelling": np.minimum(spelt_left, spelt_right),
        "mean sound": np.minimum(heard_left, heard_right),
        "sum likeness": _sum(left.shared.alike),
    }


def _worst(left: Side, right: Side, short: Bools) -> Columns:
    """What there is to say about the least alike word of the shorter name."""
    every = np.arange(len(short))
    alike = np.where(
        short,
        np.where(left.used, left.shared.alike, np.float32(2)),
        np.where(right.used, right.shared.alike, np.float32(2)),
    )
    worst = alike.argmin(0)
    least = alike[worst, every]
    best = np.where(alike > 1.5, np.float32(0), alike).max(0)
    alike[worst, every] = 2
    second = alike.min(0)
    none = least > 1.5

    def at(of: Callable[[Side], Array], empty: float = 0.0) -> Array:
        found = np.where(short, of(left)[worst, every], of(right)[worst, every])
        return np.where(none, np.float32(empty), found)

    edits = np.where(short, left.shared.edits.max(0), right.shared.edits.max(0))
    return {
        "worst word": np.minimum(least, 1),
        "second worst word": np.where(second > 1.5, 1, second),
        "best word": best,
        "worst spelling": at(lambda side: side.shared.spelling, 1),
        "worst sound": at(lambda side: side.shared.sound, 1),
        "worst consonants": at(lambda side: side.shared.bones, 1),
        "edits": np.where(least < ALIKE, 9, edits),
        "worst length": at(lambda side: side.length),
        "worst rarity": at(lambda side: side.rarity),
        "first letter": at(lambda side: side.shared.letter),
    }


def _whole(names: Names, lefts: Numbers, rights: Numbers) -> Columns:
    """Both names as a whole."""
    consonants = _similar(names.bones, lefts, rights)
    vowelless = names.abjad[lefts] != names.abjad[rights]
    letters = np.where(vowelless, consonants, _similar(names.joined, lefts, rights))

    def where_other(texts: list[str]) -> Floats:
        """The same of other texts: mostly they are no other, or not looked at."""
        other = np.array(texts, object) != np.array(names.joined, object)
        some = np.nonzero((other[lefts] | other[rights]) & ~vowelless)[0]
        found = letters.copy()
        found[some] = _similar(texts, lefts[some], rights[some])
        return found

    return {
        "letters": letters,
        "sorted letters": where_other(names.ordered),
        "as written": where_other(names.written),
        "consonants": consonants,
        "fewest consonants": np.minimum(names.consonants[lefts], names.consonants[rights]),
        "vowels missing": vowelless,
        "total letters": np.minimum(names.letters[lefts], names.letters[rights]),
    }


def _similar(texts: Sequence[str], lefts: Numbers, rights: Numbers) -> Floats:
    picked = np.array(texts, object)  # picks objects several times faster than a list
    return np.asarray(cpdist(picked[lefts], picked[rights], scorer=OSA.normalized_similarity), np.float32)


def _marks(names: Names, lefts: Numbers, rights: Numbers) -> Columns:
    """Numbers, legal forms and other marks that say which of several is meant."""
    marks = names.marks

    def agree(mark: Numbers) -> Numbers:
        one, two = mark[lefts], mark[rights]
        apart = np.where((one > 0) & (two > 0), -2, -1)
        return np.where(one == two, one > 0, apart)

    return {
        "numbers": agree(marks.numbers),
        "legal form": agree(marks.form),
        "generation": agree(marks.generation),
        "kunya": marks.kunya[lefts] != marks.kunya[rights],
        "father": _fathers(names, lefts, rights),
        "acronym": _acronyms(names, lefts, rights),
    }


def _fathers(names: Names, lefts: Numbers, rights: Numbers) -> Numbers:
    """1 where both tell a father's name and share one, -2 where they share none, -1 where only one tells."""
    fathers, told = names.marks.fathers, np.zeros(len(names.joined), bool)
    told[list(fathers)] = True
    one, two = told[lefts], told[rights]
    found = np.where(one != two, -1, 0)
    both = np.nonzero(one & two)[0]
    sides = zip(lefts[both].tolist(), rights[both].tolist(), strict=True)
    found[both] = [-2 if fathers[a].isdisjoint(fathers[b]) else 1 for a, b in sides]
    return found


def _acronyms(names: Names, lefts: Numbers, rights: Numbers) -> Bools:
    """Whether one name is a single word of the first letters of the other's (at least two) words."""
    found = np.zeros(len(lefts), bool)
    letters, said = names.letters, names.said.counts(len(names.letters))
    for short, full in ((lefts, rights), (rights, lefts)):
        fits = (letters[short] == names.count[full]) | (letters[short] == said[full])
        fits &= (names.count[short] == 1) & (names.count[full] > 1)
        for place in np.nonzero(fits & (letters[short] >= 2) & (letters[short] <= 10))[0].tolist():
            found[place] = names.joined[short[place]] in names.initials(int(full[place]))
    return found


def _placed(laid: Alignment) -> Columns:
    """Order: the first and last words, and how many stand elsewhere."""
    left = laid.left
    to = np.where(left.to >= 0, left.to, 99)
    swapped = (to[:-1] > to[1:]) & (to[:-1] < 99)
    initials = ((left.length == 1) | (left.partner_length == 1)) & (left.to >= 0)
    first, last, crossed, back = laid.corners
    return {
        "first word": first,
        "last word": last,
        "crossed": np.maximum(crossed, back),
        "swapped": swapped.sum(0),
        "initials": initials.sum(0),
    }
