"""What speaks for and against two names being one, as numbers: the matrix that the model weighs.

Every feature is the same whichever name stands first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from sayso.resolve.alignment import ALIKE, Alignment, Bools, Floats, Side, align
from sayso.resolve.parts import NameParts


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
    lefts: Sequence[NameParts], rights: Sequence[NameParts], *, organisation: Sequence[bool]
) -> tuple[Floats, Alignment]:
    """The features of each pair (pairs x FEATURES) and how its words were laid together."""
    laid = align(lefts, rights)
    columns: dict[str, npt.NDArray[np.generic]] = {}
    columns |= _covered(laid)
    columns |= _whole(lefts, rights)
    columns |= _marks(lefts, rights)
    columns |= _placed(laid)
    columns["organisation"] = np.asarray(organisation)
    matrix = np.empty((len(lefts), len(FEATURES)), np.float32)
    for name, number in _COLUMN.items():
        matrix[:, number] = columns[name]
    return matrix, laid


def _pick(condition: Bools, one: Floats, two: Floats) -> Floats:
    return np.where(condition if one.ndim == 1 else condition[:, None], one, two).astype(np.float32)


def _share(side: Side, by: Floats) -> Floats:
    weights = side.rarity + 0.05 * side.used
    total = weights.sum(1)
    share: Floats = np.divide((weights * by).sum(1), total, out=np.zeros_like(total), where=total > 0)
    return share


def _left_over(side: Side) -> tuple[Floats, Floats]:
    """Rarity of the words that the other side lacks: their sum, and the rarest."""
    lacking = np.where(side.used & (side.alike < ALIKE), side.rarity, 0)
    return lacking.sum(1), lacking.max(1)


def _covered(laid: Alignment) -> dict[str, npt.NDArray[np.generic]]:
    left, right = laid.left, laid.right
    one, two = left.used.sum(1), right.used.sum(1)
    tie = one == two
    shares = _share(left, left.alike), _share(right, right.alike)
    short = np.where(tie, shares[0] <= shares[1], one < two)
    spare_left, rare_left = _left_over(left)
    spare_right, rare_right = _left_over(right)
    same_left = np.where((left.spelling >= 1) & left.used, left.rarity, 0)
    columns = _worst(left, right, short)
    columns |= {
        "short covered": _pick(short, *shares),
        "long covered": _pick(short, shares[1], shares[0]),
        "words": np.minimum(one, two),
        "more words": np.abs(one - two),
        "shared rarity": np.where(left.alike >= 0.85, left.rarity, 0).sum(1),
        "rarest same": same_left.max(1),
        "left over": _pick(short, spare_left, spare_right),
        "left over in longer": _pick(short, spare_right, spare_left),
        "conflict": np.minimum(rare_left, rare_right),
        "same words": (left.spelling >= 1).sum(1),
        "mean spelling": np.minimum(_share(left, left.spelling), _share(right, right.spelling)),
        "mean sound": np.minimum(_share(left, left.sound), _share(right, right.sound)),
        "sum likeness": left.alike.sum(1),
    }
    return columns


def _worst(left: Side, right: Side, short: Bools) -> dict[str, npt.NDArray[np.generic]]:
    """What there is to say about the least alike word of the shorter name."""
    width = max(2, left.used.shape[1], right.used.shape[1])

    def both(of: str, empty: float) -> Floats:
        def padded(side: Side) -> Floats:
            values = np.full((len(short), width), empty, np.float32)
            values[:, : side.used.shape[1]] = np.where(side.used, getattr(side, of), empty)
            return values

        return _pick(short, padded(left), padded(right))

    alike = both("alike", 2.0)
    every = np.arange(len(alike))
    worst = alike.argmin(1)
    ordered = np.sort(alike, axis=1)
    second = ordered[:, 1]
    unlaid = ordered[:, 0] < ALIKE
    edits = both("edits", 0.0)
    return {
        "worst word": np.minimum(ordered[:, 0], 1),
        "second worst word": np.where(second > 1.5, 1, second),
        "best word": np.where(alike > 1.5, 0, alike).max(1),
        "worst spelling": both("spelling", 1.0)[every, worst],
        "worst sound": both("sound", 1.0)[every, worst],
        "worst consonants": both("bones", 1.0)[every, worst],
        "edits": np.where(unlaid, 9, edits.max(1)),
        "worst length": both("length", 0.0)[every, worst],
        "worst rarity": both("rarity", 0.0)[every, worst],
        "first letter": both("letter", 0.0)[every, worst],
    }


def _whole(lefts: Sequence[NameParts], rights: Sequence[NameParts]) -> dict[str, npt.NDArray[np.generic]]:
    """Both names as a whole."""

    def alike(one: list[str], two: list[str]) -> Floats:
        return np.asarray(cpdist(one, two, scorer=OSA.normalized_similarity), np.float32)

    consonants = alike([name.bones for name in lefts], [name.bones for name in rights])
    vowelless = np.array([a.abjad != b.abjad for a, b in zip(lefts, rights, strict=True)], bool)
    letters = alike([name.joined for name in lefts], [name.joined for name in rights])
    written = alike([name.written for name in lefts], [name.written for name in rights])
    ordered = alike([name.ordered for name in lefts], [name.ordered for name in rights])
    return {
        "letters": np.where(vowelless, consonants, letters),
        "sorted letters": np.where(vowelless, consonants, ordered),
        "as written": np.where(vowelless, consonants, written),
        "consonants": consonants,
        "fewest consonants": np.array(
            [min(len(a.bones), len(b.bones)) for a, b in zip(lefts, rights, strict=True)], np.float32
        ),
        "vowels missing": vowelless,
        "total letters": np.array(
            [min(len(a.joined), len(b.joined)) for a, b in zip(lefts, rights, strict=True)], np.float32
        ),
    }


_MARKS = ("acronym", "numbers", "legal form", "generation", "kunya", "father")


def _marks(lefts: Sequence[NameParts], rights: Sequence[NameParts]) -> dict[str, npt.NDArray[np.generic]]:
    """Numbers, legal forms and other marks that say which of several is meant."""
    found = np.zeros((6, len(lefts)), np.float32)
    for place, (a, b) in enumerate(zip(lefts, rights, strict=True)):
        if a.marks is not b.marks:
            one, two = a.marks, b.marks
            found[1:, place] = (
                _agree(one.numbers, two.numbers),
                _agree(one.form, two.form),
                _agree(one.generation, two.generation),
                one.kunya != two.kunya,
                _meet(one.fathers, two.fathers),
            )
        if (len(a.words) == 1) != (len(b.words) == 1):
            found[0, place] = is_acronym(a, b) or is_acronym(b, a)
    return dict(zip(_MARKS, found, strict=True))


def _agree(one: frozenset[str] | str, two: frozenset[str] | str) -> int:
    if one == two:
        return 1 if one else 0
    return -2 if one and two else -1


def _meet(one: frozenset[str], two: frozenset[str]) -> int:
    if one and two:
        return 1 if one & two else -2
    return -1 if one or two else 0


def is_acronym(short: NameParts, full: NameParts) -> bool:
    """Whether one name is a single word made of the first letters of the other's (at least two) words."""
    if len(short.words) != 1 or len(full.words) < 2:
        return False
    letters = short.words[0].latin
    return 2 <= len(letters) <= 10 and letters in full.initials


def _placed(laid: Alignment) -> dict[str, npt.NDArray[np.generic]]:
    """Order: the first and last words, and how many stand elsewhere."""
    left, right = laid.left, laid.right
    every = np.arange(len(left.used))
    one, two = np.maximum(left.used.sum(1) - 1, 0), np.maximum(right.used.sum(1) - 1, 0)
    likeness = laid.likeness
    first, last = likeness[:, 0, 0], likeness[every, one, two]
    crossed = np.maximum(likeness[every, 0, two], likeness[every, one, 0])
    to = np.where(left.to >= 0, left.to, 99)
    swapped = ((to[:, :-1] > to[:, 1:]) & (to[:, 1:] >= 0) & (to[:, :-1] < 99)).sum(1)
    initials = ((left.length == 1) | (left.partner_length == 1)) & (left.to >= 0)
    return {
        "first word": first,
        "last word": last,
        "crossed": crossed,
        "swapped": swapped,
        "initials": initials.sum(1),
    }
