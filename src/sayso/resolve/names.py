"""The explained score between two names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, compress, repeat
from operator import is_
from typing import NamedTuple

import numpy as np

from sayso.resolve.alignment import ALIKE, INITIAL, Alignment
from sayso.resolve.features import FEATURES, features
from sayso.resolve.model import model
from sayso.resolve.parts import forget_parts, take_apart
from sayso.resolve.taken import Bools, Floats, Names, Numbers, numbering, numbers_of
from sayso.terms.entity import EntityKind, NameReason, NameScore, WordPair

THRESHOLD = 0.7
_HIGHEST = 0.99  # of two names that are not the same words
# Where the vowels of one can't be compared, by the number of consonants that can.
_VOWELLESS = (0.5, 0.5, 0.55, 0.6, 0.9, 0.92, 0.95)
_OTHER_NUMBER = 0.69  # Fund 3 is not Fund 4, however alike the rest is: under the threshold
_LETTER = 0.5  # of a name that is one letter and another name
_BATCH = 8192  # pairs compared at a time


class Pairs(NamedTuple):
    """Pairs of names taken apart: the numbers of both names, always in the same order, so that every measure
    is symmetric; which pairs were `turned` for it, and which are of organisations."""

    names: Names
    lefts: Numbers
    rights: Numbers
    turned: Bools
    organisation: Bools

    def some(self, begin: int, end: int) -> Pairs:
        """A stretch of the pairs."""
        at = slice(begin, end)
        return Pairs(self.names, self.lefts[at], self.rights[at], self.turned[at], self.organisation[at])


def score_names(left: str, right: str, *, kind: EntityKind = EntityKind.UNKNOWN) -> NameScore:
    """How likely two names are names of one, 0 to 1, with what speaks for and against.

    Symmetric; a name with itself scores 1, the maximum; a name without a letter scores 0. `kind` says
    whether legal forms and numbers count (organisations); unknown, they count where there is a legal form.
    """
    return explain_pairs([(left, right)], kinds=[kind])[0]


def explain_pairs(pairs: Sequence[tuple[str, str]], *, kinds: Sequence[EntityKind]) -> tuple[NameScore, ...]:
    """What `score_names` says of each of many pairs, compared all at once."""
    if not pairs:
        return ()
    taken = gather(pairs, kinds)
    scores, matrix, laid = _scored(taken)
    return tuple(
        NameScore(
            left=left,
            right=right,
            score=round(score, 4),
            reasons=_reasons(matrix[:, row]),
            words=_words(laid, row, taken),
            version=model().version,
        )
        for row, ((left, right), score) in enumerate(zip(pairs, scores.tolist(), strict=True))
    )


def score_pairs(pairs: Iterable[tuple[str, str]], *, kinds: Sequence[EntityKind] | None = None) -> Floats:
    """The scores of many pairs at once, without reasons: the same figures as `score_names`, much faster."""
    listed = list(pairs)
    if not listed:
        return np.zeros(0, np.float32)
    taken = gather(listed, kinds if kinds is not None else [EntityKind.UNKNOWN] * len(listed))
    starts = range(0, len(listed), _BATCH)
    return np.concatenate([_scored(taken.some(start, start + _BATCH))[0] for start in starts])


def forget() -> None:
    """Forget the names that were taken apart before; for measuring."""
    forget_parts()


def _scored(pairs: Pairs) -> tuple[Floats, Floats, Alignment]:
    """Scores, features and alignment of pairs."""
    matrix, laid = features(pairs.names, pairs.lefts, pairs.rights, organisation=pairs.organisation)
    scores, limits = model().scores(matrix), limits_of(pairs.names, pairs.lefts, pairs.rights)
    return np.where(limits >= 1, limits, np.minimum(scores, limits)), matrix, laid


def gather(pairs: Sequence[tuple[str, str]], kinds: Sequence[EntityKind]) -> Pairs:
    """The names of pairs, each taken apart once."""
    body, unknown = EntityKind.ORGANISATION, EntityKind.UNKNOWN
    is_body, is_unknown = (
        np.fromiter(map(is_, kinds, repeat(kind)), bool, len(kinds)) for kind in (body, unknown)
    )
    number_of = numbering()
    sides = numbers_of(number_of, chain.from_iterable(pairs), 2 * len(pairs)).reshape(-1, 2).T
    every = list(number_of)
    is_person_name, person_sides = _used(sides, ~is_body, len(every))
    is_body_name, body_sides = _used(sides, is_body | is_unknown, len(every))
    persons, bodies = (list(compress(every, some)) for some in (is_person_name, is_body_name))
    names = take_apart([*persons, *bodies], np.arange(len(persons) + len(bodies)) >= len(persons))
    body_sides = np.where(body_sides >= 0, body_sides + len(persons), -1)
    has_form = (names.marks.form[body_sides] > 0).any(0)
    organisation = is_body | (is_unknown & has_form)
    one, two = np.where(organisation, body_sides, person_sides)
    turned = _turned(names, one, two)
    return Pairs(names, np.where(turned, two, one), np.where(turned, one, two), turned, organisation)


def _used(sides: Numbers, some: Bools, names: int) -> tuple[Bools, Numbers]:
    """Which names some pairs have, and the numbers of both of each pair among those, -1 in other pairs."""
    used = np.zeros(names, bool)
    used[sides[:, some]] = True
    return used, np.where(some, (np.cumsum(used) - 1)[sides], -1)


def _turned(names: Names, one: Numbers, two: Numbers) -> Bools:
    """Where the second name comes before the first: by its letters, then by how it is written."""
    joined, written = np.array(names.joined, object), np.array(names.names, object)
    first, second = joined[one], joined[two]
    turned = np.asarray(second < first, bool)
    same = np.nonzero(second == first)[0]
    turned[same] = written[two[same]] < written[one[same]]
    return turned


def limits_of(names: Names, lefts: Numbers, rights: Numbers) -> Floats:
    """The most that the score of each pair can be: 1 for the same words, and then it is that."""
    size, bones = names.letters, names.consonants
    few = np.minimum(np.minimum(bones[lefts], bones[rights]), len(_VOWELLESS) - 1)
    limits = np.full(len(lefts), _HIGHEST)
    limits = np.where(names.abjad[lefts] != names.abjad[rights], np.array(_VOWELLESS)[few], limits)
    shortest = np.minimum(size[lefts], size[rights])
    limits[shortest < 2] = _LETTER
    one, two = names.marks.numbers[lefts], names.marks.numbers[rights]
    limits[(one > 0) & (two > 0) & (one != two)] = _OTHER_NUMBER
    joined = np.array(names.joined, object)
    for place in np.nonzero(joined[lefts] == joined[rights])[0].tolist():
        if names.key(int(lefts[place])) == names.key(int(rights[place])):
            limits[place] = 1.0
    limits[shortest == 0] = 0.0
    return limits.astype(np.float32)


def _reasons(row: Floats, *, most: int = 6) -> tuple[NameReason, ...]:
    """The features that moved the score most."""
    shares = model().shares(row)
    order = np.argsort(-np.abs(shares))[:most]
    return tuple(
        NameReason(
            feature=FEATURES[column].name,
            says=FEATURES[column].says,
            value=round(float(row[column]), 3),
            weight=round(float(shares[column]), 3),
        )
        for column in order.tolist()
        if abs(shares[column]) >= 0.01
    )


def _words(laid: Alignment, row: int, pairs: Pairs) -> tuple[WordPair, ...]:
    """Which word was laid to which, as they were written; a word without a partner stands alone."""
    one, two = (pairs.names.written_words(int(side[row])) for side in (pairs.lefts, pairs.rights))
    found = []
    for place, word in enumerate(one):
        to = int(laid.left.to[place, row])
        likeness = round(float(laid.left.shared.alike[place, row]), 3)
        found.append(WordPair(word, two[to] if to >= 0 else "", _how(laid, row, place), likeness))
    matched = set(laid.left.to[:, row].tolist())
    found += [WordPair("", word, "only in one", 0.0) for n, word in enumerate(two) if n not in matched]
    if not pairs.turned[row]:
        return tuple(found)
    return tuple(WordPair(pair.right, pair.left, pair.how, pair.likeness) for pair in found)


def _how(laid: Alignment, row: int, place: int) -> str:
    side, shared = laid.left, laid.left.shared
    alike = float(shared.alike[place, row])
    if side.to[place, row] < 0 or alike < ALIKE:
        return "only in one"
    if shared.spelling[place, row] >= 1:
        return "same"
    if min(side.length[place, row], side.partner_length[place, row]) == 1 and abs(alike - INITIAL) < 1e-6:
        return "initial"
    if shared.sound[place, row] >= 1:
        return "sounds the same"
    return "same consonants" if shared.bones[place, row] >= 1 else "similar"
