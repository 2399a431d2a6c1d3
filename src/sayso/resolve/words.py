"""The words of names: their Latin letters, how they sound, their consonants, and what is known of them.

The Latin letters of other scripts come from anyascii (ISC licence). The words of a whole batch of names are
spelt at once, each distinct one once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
from anyascii import anyascii

from sayso.resolve.rarity import rarities
from sayso.resolve.sounds import bones_of, sounds_of, undoubled
from sayso.resolve.taken import Numbers, Words, lines_of, numbering, numbers_of
from sayso.resolve.vocabulary import Known, vocabulary

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DOTTED = re.compile(r"(?:[a-z0-9]\.)+[a-z0-9]?\.?")
_KEEP = re.compile(r"[^a-z0-9]+")
# Scripts that are written without their vowels.
_ABJAD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNSPACED = re.compile(r"[\u1100-\u11ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff]")

_PATRONYMIC = re.compile(r".+[eo]v(?:i?t?ch|na|ych|ich|itch)")
_INITIALS = re.compile(r"[b-df-hj-np-tv-xz]{2,3}")
_ABD = re.compile(
    r"(?!.*[eo]va?$)(?:abd|abed|ebd)(?:[aeou]{0,2}[lrsnz](?=[a-z]{3})|[aeui](?=[a-z]{4}))?([a-z]{3,})?"
)
_ABD_ALONE = re.compile(r"^(?:abd|abed|ebd)(?:[aeou]{1,2}[lrsnz]?)?$", re.MULTILINE)
_DIN = re.compile(r"([a-z]{3,}?)(?:[aeou]?dd|[eoua]d|[ae]?ld)(?:in|een|ine|ien|yn)")
_ALLAH = re.compile(r"([a-z]{3,}?)(?:ou|[uoae])?(?:llah|lah|ulla|olla)")
_ALLAH_ALONE = re.compile(r"[uoa]?l?l?ah?")
# How compound Arabic names begin and end.
_FRONT, _BACK = (
    np.array([int.from_bytes(part.encode()) for part in parts.split()])
    for parts in ("abd abe ebd", "din een ine ien dyn lah lla")
)
_SIGNS = np.isin(np.arange(256), np.frombuffer(b"abcdefghijklmnopqrstuvwxyz0123456789\n", np.uint8))

_VOWELLESS = "*"  # before the Latin letters of a word that is written without its vowels


class Spelt(NamedTuple):
    """The words that pieces of names are. `flat` are the numbers of the words, piece after piece; those of
    a piece begin at `start` and are `size`. A piece that may be a person's initials without dots (JC) has
    its letters as a further piece, `letters`; other pieces are their own. `same` is for each word the one
    that names of organisations have for it, `forms` what it is known by in legal forms."""

    words: Words
    flat: Numbers
    start: Numbers
    size: Numbers
    letters: Numbers
    same: Numbers
    forms: list[str]


def spell(pieces: Sequence[str], *, bodies: bool) -> Spelt:
    """The words of distinct pieces that have no space or hyphen; more than one where a piece is a compound
    (Abdulrahman, Saifuddin, Hamidullah, XiJinping), none where it has no letter or digit. `bodies` says
    that some are of names of organisations."""
    plain = "\n".join(pieces).lower().split("\n")[: len(pieces)]
    odd, short = _looked_at(plain)
    others = {place: _words_of(pieces[place]) for place in odd}
    single = [(place, (plain[place],)) for place in short if place not in others]
    initials = [
        (place, letters_of)
        for place, words in chain(single, others.items())
        if pieces[place].isupper() and (letters_of := tuple(_spelt_out(words))) != words
    ]
    count = np.ones(len(pieces) + len(initials), np.int64)
    letters = np.arange(len(pieces))
    for number, (place, words) in enumerate(initials, len(pieces)):
        letters[place], count[number] = number, len(words)
    for place, words in others.items():
        count[place] = len(words)
    number_of = numbering()
    flat = _in_place(plain, others) + [word for _, words in initials for word in words]
    numbers = numbers_of(number_of, flat, len(flat))
    synonyms = _synonyms(number_of) if bodies else {}
    same = np.arange(len(number_of))
    same[list(synonyms)] = list(synonyms.values())
    table, forms = _table(list(number_of), bodies=bodies)
    return Spelt(table, numbers, np.cumsum(count) - count, count, letters, same, forms)


def _looked_at(plain: Sequence[str]) -> tuple[list[int], list[int]]:
    """Which pieces, given in lower case, may be other than one word of their very letters; and which are of
    two or three letters."""
    letters, begin, end = lines_of(plain)
    strange = np.searchsorted(end, np.nonzero(~_SIGNS[letters])[0])
    codes = letters.astype(np.int32)
    back = codes[end - 3] << 16 | codes[end - 2] << 8 | codes[end - 1]
    after = np.minimum(begin + 2, len(letters) - 1)
    front = codes[begin] << 16 | codes[after - 1] << 8 | codes[after]
    compound = (end - begin > 3) & (np.isin(back, _BACK) | np.isin(front, _FRONT))
    odd = np.union1d(strange, np.nonzero(compound)[0])
    return odd.tolist(), np.nonzero((end - begin > 1) & (end - begin < 4))[0].tolist()


def _in_place(plain: list[str], others: dict[int, tuple[str, ...]]) -> list[str]:
    """The words one after the other, those of the other pieces at their places."""
    found: list[str] = []
    begin = 0
    for place, words in others.items():
        found += plain[begin:place]
        found += words
        begin = place + 1
    return found + plain[begin:]


def _spelt_out(words: Iterable[str]) -> Iterable[str]:
    """Words, those of two or three consonants letter by letter."""
    for word in words:
        latin = word.removeprefix(_VOWELLESS)
        yield from latin if _INITIALS.fullmatch(latin) else (word,)


def _synonyms(number_of: defaultdict[str, int]) -> dict[int, int]:
    """The numbers of words that names of organisations have another word for, with that one's."""
    return {
        number_of[mark + word]: number_of[mark + first]
        for word, first in vocabulary().same.items()
        for mark in ("", _VOWELLESS)
        if mark + word in number_of
    }


def _table(keys: list[str], *, bodies: bool) -> tuple[Words, list[str]]:
    """What there is to know of words, given by their Latin letters and mark."""
    lines = "\n".join(keys).replace(_VOWELLESS, "")
    abjad = np.array([key[0] == _VOWELLESS for key in keys], bool)
    latin = lines.split("\n")[: len(keys)]
    doubled = sounds_of(_ABD_ALONE.sub("abd", lines))
    sound = undoubled(doubled).split("\n")[: len(keys)]
    forms = [heard if len(word) > 6 else word for word, heard in zip(latin, sound, strict=True)]
    as_written = doubled.split("\n")
    for place in np.nonzero(abjad)[0].tolist():
        sound[place] = as_written[place]
    bones = bones_of("\n".join(sound)).split("\n")[: len(keys)]
    known = _known(latin)
    if bodies:
        ends = vocabulary().form_ends
        known |= np.where(np.fromiter(map(ends.__contains__, forms), bool, len(keys)), Known.FORM_END, 0)
    looked_up = list(sound)
    for place in np.nonzero(abjad)[0].tolist():
        looked_up[place] = _VOWELLESS + bones[place]
    rarity = rarities(looked_up, generic=(known & Known.GENERIC) > 0)
    return Words(latin, sound, bones, abjad, rarity, known), forms


def _known(latin: list[str]) -> Numbers:
    """What the vocabulary and their letters say of words."""
    known = np.fromiter(map(vocabulary().words.get, latin, repeat(0)), np.int64, len(latin))
    letters, first, after = lines_of(latin)
    for place in np.nonzero(letters[first] <= ord("9"))[0].tolist():
        if latin[place].isdigit():
            known[place] |= Known.DIGITS
    last, before = letters[after - 1], letters[after - 2]
    ends = ((last == ord("h")) & (before == ord("c"))) | ((last == ord("a")) & (before == ord("n")))
    for place in np.nonzero(ends & (after - first > 5))[0].tolist():
        if _PATRONYMIC.fullmatch(latin[place]):
            known[place] |= Known.PATRONYMIC
    return known


def _words_of(piece: str) -> tuple[str, ...]:
    """The words of one piece in Latin letters, marked where it is written without vowels."""
    abjad, latin = False, piece
    if not piece.isascii():
        abjad = bool(_ABJAD.search(piece))
        latin = anyascii(_without_article(piece) if abjad else piece)
        if _UNSPACED.search(piece):
            latin = _CAMEL.sub(" ", latin)
    latin = latin.lower()
    words = [latin]
    if not latin.isalnum():
        if "." in latin and not _DOTTED.fullmatch(latin):
            latin = latin.replace(".", " ")
        spaced = latin.replace("&", " and ").replace("%", " percent ").split()
        words = [word for part in spaced if (word := _KEEP.sub("", part))]
    if abjad:
        return tuple(_VOWELLESS + word for word in words)
    return tuple(part for word in words for part in _compound(word))


def _without_article(written: str) -> str:
    """An Arabic word without its article, with a space after the servant-of of a compound name."""
    written = re.sub(
        r"^\u0639\u0628\u062f(?=..)(\u0627\u0644(?!\u0644\u0647))?", "\u0639\u0628\u062f ", written
    )
    return re.sub(r"^\u0627\u0644(?=...)", "", written)


def _compound(latin: str) -> tuple[str, ...]:
    """The pieces of a compound Arabic name, spelt one way."""
    if latin.startswith(("abd", "abed", "ebd")):
        if _ABD_ALONE.fullmatch(latin):
            return (latin,)
        if (found := _ABD.fullmatch(latin)) and found[1]:
            return ("abd", "allah" if _ALLAH_ALONE.fullmatch(found[1]) else found[1])
    if found := _DIN.fullmatch(latin):
        return (found[1], "din")
    if len(latin) > 6 and (found := _ALLAH.fullmatch(latin)):
        return (found[1], "allah")
    return (latin,)
