"""The words of names: their Latin letters, how they sound, their consonants, and what is known of them.

The Latin letters of other scripts come from anyascii (ISC licence). The words of a whole batch of names are
spelt at once, each distinct one once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import repeat
from typing import NamedTuple

import numpy as np
from anyascii import anyascii

from sayso.resolve.rarity import rarities
from sayso.resolve.sounds import bones_of, sounds_of, undoubled
from sayso.resolve.taken import Lines, Numbers, Words, lines_of, numbering, numbers_of
from sayso.resolve.vocabulary import Known, vocabulary

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DOTTED = re.compile(r"(?:[a-z0-9]\.)+[a-z0-9]?\.?")
_KEEP = re.compile(r"[^a-z0-9]+")
# Scripts that are written without their vowels.
_ABJAD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNSPACED = re.compile(r"[\u1100-\u11ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff]")
_SERVANT = re.compile(r"^\u0639\u0628\u062f(?=..)(\u0627\u0644(?!\u0644\u0647))?")
_ARTICLE = re.compile(r"^\u0627\u0644(?=...)")

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
_CONSONANTS = np.isin(np.arange(256), np.frombuffer(b"bcdfghjklmnpqrstvwxz", np.uint8))

APOSTROPHES = str.maketrans("", "", "'’‘`´ʼʻʿʾ′\"“”„«»")  # and quotation marks: they are not read
_VOWELLESS = "*"  # before the Latin letters of a word that is written without its vowels


class _Transliterated(dict[int, str]):
    """The Latin letters of characters, worked out once for each: anyascii goes character by character."""

    def __missing__(self, code: int) -> str:
        self[code] = latin = anyascii(chr(code))
        return latin


_LATIN = _Transliterated()


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


def spell(pieces: Lines, *, bodies: bool) -> Spelt:
    """The words of pieces that have no space or hyphen; more than one where a piece is a compound
    (Abdulrahman, Saifuddin, Hamidullah, XiJinping), none where it has no letter or digit. `bodies` says
    that some are of names of organisations."""
    odd, consonants = _looked_at(pieces)
    plain = list(pieces.texts)
    others = {place: _words_of(plain[place]) for place in odd}
    single = {place: (plain[place],) for place in consonants} | others
    initials = [
        (place, letters_of)
        for place, words in single.items()
        if plain[place].islower() or plain[place].isupper()
        if (letters_of := tuple(_spelt_out(words))) != words
    ]
    count = np.ones(len(plain) + len(initials), np.int64)
    letters = np.arange(len(plain))
    for number, (place, words) in enumerate(initials, len(plain)):
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


def _looked_at(pieces: Lines) -> tuple[list[int], list[int]]:
    """Which pieces may be other than one word of their very letters; which are two or three consonants."""
    letters, begin, size = pieces.letters, pieces.begin, pieces.size
    end = begin + size
    codes = letters.astype(np.int32)
    back = codes[end - 3] << 16 | codes[end - 2] << 8 | codes[end - 1]
    after = np.minimum(begin + 2, len(letters) - 1)
    front = codes[begin] << 16 | codes[after - 1] << 8 | codes[after]
    odd = (size > 3) & ((back == _BACK[:, None]).any(0) | (front == _FRONT[:, None]).any(0))
    odd[np.searchsorted(end, np.nonzero(~_SIGNS[letters])[0])] = True
    short = np.nonzero((size == 2) | (size == 3))[0]
    begin, end = begin[short], end[short]
    consonants = _CONSONANTS[letters[begin]] & _CONSONANTS[letters[begin + 1]] & _CONSONANTS[letters[end - 1]]
    return np.nonzero(odd)[0].tolist(), short[consonants].tolist()


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
    every = "\n".join(keys)
    latin = every.replace(_VOWELLESS, "").split("\n")[: len(keys)]
    lines = lines_of(latin)
    abjad = lines_of(keys).size > lines.size
    doubled = sounds_of(_ABD_ALONE.sub("abd", "\n".join(latin)))
    sound = undoubled(doubled).split("\n")[: len(keys)]
    known = _known(lines)
    forms: list[str] = []
    if bodies:
        ends = vocabulary().form_ends
        forms = [heard if len(word) > 6 else word for word, heard in zip(latin, sound, strict=True)]
        known |= np.where(np.fromiter(map(ends.__contains__, forms), bool, len(keys)), Known.FORM_END, 0)
    as_written, vowelless = doubled.split("\n"), np.nonzero(abjad)[0].tolist()
    for place in vowelless:
        sound[place] = as_written[place]
    bones = bones_of("\n".join(sound)).split("\n")[: len(keys)]
    looked_up = list(sound)
    for place in vowelless:
        looked_up[place] = _VOWELLESS + bones[place]
    rarity = rarities(looked_up, generic=(known & Known.GENERIC) > 0)
    return Words(lines, lines_of(sound), lines_of(bones), abjad, rarity, known), forms


def _known(latin: Lines) -> Numbers:
    """What the vocabulary and their letters say of words."""
    words, after = latin.texts, latin.begin + latin.size
    known = np.fromiter(map(vocabulary().words.get, words, repeat(0)), np.int64, len(words))
    numeric = np.nonzero(latin.letters[latin.begin] <= ord("9"))[0].tolist()
    known[[place for place in numeric if words[place].isdigit()]] |= Known.DIGITS
    last, before = latin.letters[after - 1], latin.letters[after - 2]
    ends = ((last == ord("h")) & (before == ord("c"))) | ((last == ord("a")) & (before == ord("n")))
    long = np.nonzero(ends & (latin.size > 5))[0].tolist()
    known[[place for place in long if _PATRONYMIC.fullmatch(words[place])]] |= Known.PATRONYMIC
    return known


def _words_of(piece: str) -> tuple[str, ...]:
    """The words of one piece in Latin letters, marked where it is written without vowels."""
    abjad, latin = False, piece
    if not piece.isascii():
        abjad = bool(_ABJAD.search(piece))
        latin = (_without_article(piece) if abjad else piece).translate(_LATIN)
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
    return _ARTICLE.sub("", _SERVANT.sub("\u0639\u0628\u062f ", written))


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
