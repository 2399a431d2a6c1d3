"""The explained score between two names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from sayso.resolve.alignment import ALIKE, INITIAL, Alignment
from sayso.resolve.features import FEATURES, features
from sayso.resolve.model import model
from sayso.resolve.parts import NameParts, forget_parts, parts_of
from sayso.resolve.taken import Floats, gathered
from sayso.terms.entity import EntityKind, NameReason, NameScore, WordPair

THRESHOLD = 0.7
_HIGHEST = 0.99  # of two names that are not the same words
# Where the vowels of one can't be compared, by the number of consonants that can.
_VOWELLESS = (0.5, 0.5, 0.55, 0.6, 0.9, 0.92, 0.95)
_OTHER_NUMBER = 0.69  # Fund 3 is not Fund 4, however alike the rest is: under the threshold
_LETTER = 0.5  # of a name that is one letter and another name
_BATCH = 4096


def score_names(left: str, right: str, *, kind: EntityKind = EntityKind.UNKNOWN) -> NameScore:
    """How likely two names are names of one, 0 to 1, with what speaks for and against.

    Symmetric; a name with itself scores 1, the maximum; a name without a letter scores 0. `kind` says
    whether legal forms and numbers count (organisations); unknown, they count where there is a legal form.
    """
    return explain_pairs([(left, right)], kinds=[kind])[0]


def explain_pairs(pairs: Sequence[tuple[str, str]], *, kinds: Sequence[EntityKind]) -> tuple[NameScore, ...]:
    """What `score_names` says of each of many pairs, compared all at once."""
    taken = [_pair(left, right, kind) for (left, right), kind in zip(pairs, kinds, strict=True)]
    if not taken:
        return ()
    names = gathered([name for one, two, *_ in taken for name in (one, two)])
    matrix, laid = features(
        names,
        np.arange(0, 2 * len(taken), 2),
        np.arange(1, 2 * len(taken), 2),
        organisation=np.array([organisation for *_, organisation, _ in taken], bool),
    )
    scores = _bounded(
        model().scores(matrix), [one for one, *_ in taken], [two for _, two, *_ in taken]
    ).tolist()
    return tuple(
        NameScore(
            left=left,
            right=right,
            score=round(scores[row], 4),
            reasons=_reasons(matrix[:, row]),
            words=_words(laid, row, one, two, turned=turned),
            version=model().version,
        )
        for row, ((left, right), (one, two, _, turned)) in enumerate(zip(pairs, taken, strict=True))
    )


def score_pairs(pairs: Iterable[tuple[str, str]], *, kinds: Sequence[EntityKind] | None = None) -> Floats:
    """The scores of many pairs at once, without reasons: the same figures as `score_names`, much faster."""
    listed = list(pairs)
    each = kinds if kinds is not None else [EntityKind.UNKNOWN] * len(listed)
    taken = [_pair(left, right, kind) for (left, right), kind in zip(listed, each, strict=True)]
    return score_parts(
        [one for one, _, _, _ in taken],
        [two for _, two, _, _ in taken],
        organisation=[organisation for _, _, organisation, _ in taken],
    )


def forget() -> None:
    """Forget the words and names that were taken apart before; for measuring."""
    forget_parts()


def score_parts(
    lefts: Sequence[NameParts], rights: Sequence[NameParts], *, organisation: Sequence[bool]
) -> Floats:
    """The scores of pairs of names that were taken apart already."""
    scores = np.zeros(len(lefts), np.float32)
    for start in range(0, len(lefts), _BATCH):
        one, two = lefts[start : start + _BATCH], rights[start : start + _BATCH]
        names = gathered([*one, *two])
        left, right = np.arange(len(one)), np.arange(len(one), 2 * len(one))
        body = np.array(organisation[start : start + _BATCH], bool)
        matrix, _ = features(names, left, right, organisation=body)
        scores[start : start + _BATCH] = _bounded(model().scores(matrix), one, two)
    return scores


def _pair(left: str, right: str, kind: EntityKind) -> tuple[NameParts, NameParts, bool, bool]:
    """Both names taken apart, always in the same order, so that every measure is symmetric; whether
    organisations, and whether the order was turned."""
    organisation = kind is EntityKind.ORGANISATION
    if kind is EntityKind.UNKNOWN:
        organisation = any(parts_of(name, organisation=True).marks.form for name in (left, right))
    one, two = parts_of(left, organisation=organisation), parts_of(right, organisation=organisation)
    if (two.joined, two.name) < (one.joined, one.name):
        return two, one, organisation, True
    return one, two, organisation, False


def _bounded(scores: Floats, lefts: Sequence[NameParts], rights: Sequence[NameParts]) -> Floats:
    """The scores inside what such names allow."""
    limits = np.array([limit_of(one, two) for one, two in zip(lefts, rights, strict=True)], np.float32)
    return np.where(limits >= 1, limits, np.minimum(scores, limits)).astype(np.float32)


def limit_of(one: NameParts, two: NameParts) -> float:
    """The most that the score of two names can be: 1 for the same words, and then it is that."""
    if not one.joined or not two.joined:
        return 0.0
    if one.joined == two.joined and one.key == two.key:
        return 1.0
    if one.marks.numbers and two.marks.numbers and one.marks.numbers != two.marks.numbers:
        return _OTHER_NUMBER
    if len(one.joined) < 2 or len(two.joined) < 2:
        return _LETTER
    if one.abjad != two.abjad:
        return _VOWELLESS[min(len(one.bones), len(two.bones), len(_VOWELLESS) - 1)]
    return _HIGHEST


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


def _words(
    laid: Alignment, row: int, one: NameParts, two: NameParts, *, turned: bool
) -> tuple[WordPair, ...]:
    """Which word was laid to which, as they were written; a word without a partner stands alone."""
    found = []
    for place, word in enumerate(one.words):
        to = int(laid.left.to[place, row])
        other = two.words[to].written if to >= 0 else ""
        found.append(
            WordPair(
                word.written,
                other,
                _how(laid, row, place),
                round(float(laid.left.shared.alike[place, row]), 3),
            )
        )
    matched = set(laid.left.to[:, row].tolist())
    found += [
        WordPair("", word.written, "only in one", 0.0) for n, word in enumerate(two.words) if n not in matched
    ]
    return (
        tuple(WordPair(pair.right, pair.left, pair.how, pair.likeness) for pair in found)
        if turned
        else tuple(found)
    )


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
