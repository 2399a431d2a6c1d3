"""The words of names: their Latin letters, how they sound, their consonants, and what they are usually for.

The Latin letters of other scripts come from anyascii (ISC licence). Sound and consonants bring spellings
together that differ in vowels, doubling and close consonants, which is how transliterations of Arabic,
Persian, Cyrillic or Korean names differ.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files

from anyascii import anyascii

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DOTTED = re.compile(r"(?:[a-z0-9]\.)+[a-z0-9]?\.?")
_KEEP = re.compile(r"[^a-z0-9]+")
# Scripts that are written without their vowels.
_ABJAD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNSPACED = re.compile(r"[\u1100-\u11ff\u3400-\u9fff\uac00-\ud7ff\uf900-\ufaff]")


class Role(IntEnum):
    """What a word of a name is for."""

    NAME = 0
    PARTICLE = 1
    HONORIFIC = 2
    GENERATION = 3
    NUMBER = 4
    STOP = 5


@dataclass(slots=True, eq=False)  # never changed; frozen, making one would take three times as long
class Word:
    """One word of a name. `latin` is its letters and digits in lower-case ASCII, `sound` the same with
    like-sounding spellings made one, `bones` its consonants; `written` is as it stood. `marked` says
    that the vocabulary has it, so that what it is for depends on where it stands."""

    written: str
    latin: str
    sound: str
    bones: str
    usual: Role
    marked: bool
    abjad: bool


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    roles: dict[str, Role]
    hyphened: frozenset[str]
    kunya: frozenset[str]
    sons: frozenset[str]
    same: dict[str, str]
    numerals: dict[str, str]
    generations: dict[str, str]
    forms: dict[tuple[str, ...], str]
    longest_form: int
    bare_forms: frozenset[str]
    generic: frozenset[str]
    marked: frozenset[str]
    nicknames: dict[str, frozenset[int]]
    distinct: dict[str, tuple[int, int]]  # by sound: the row of look-alikes, and which of them


@lru_cache(maxsize=1)
def vocabulary() -> _Vocabulary:
    """The words of names.toml, by what they are looked up with."""
    words = tomllib.loads((files("sayso.resolve") / "names.toml").read_text(encoding="utf-8"))
    roles: dict[str, Role] = {}
    for role, key in ((Role.STOP, "stop"), (Role.PARTICLE, "particles"), (Role.HONORIFIC, "honorifics")):
        roles |= dict.fromkeys(words[key], role)
    forms = {
        tuple(map(form_key, text.split())): form for form, texts in words["forms"].items() for text in texts
    }
    nicknames: dict[str, set[int]] = {}
    for number, group in enumerate(words["nicknames"]):
        for word in group:
            nicknames.setdefault(word, set()).add(number)
    numerals, generations = _to_first(words["numerals"]), _to_first(words["generations"])
    same = _to_first(words["synonyms"])
    marked = {*roles, *words["hyphened"], *numerals, *generations, *words["bare_forms"], *same}
    marked |= {word for form in forms for word in form}
    return _Vocabulary(
        roles=roles,
        hyphened=frozenset(words["hyphened"]),
        kunya=frozenset(words["kunya"]),
        sons=frozenset(words["sons"]),
        same=same,
        numerals=numerals,
        generations=generations,
        forms=forms,
        longest_form=max(map(len, forms)),
        bare_forms=frozenset(words["bare_forms"]),
        generic=frozenset(words["generic"]),
        marked=frozenset(marked),
        distinct={
            sound_of(spelling): (row, place)
            for row, names in enumerate(words["distinct"])
            for place, spellings in enumerate(names)
            for spelling in spellings
        },
        nicknames={word: frozenset(groups) for word, groups in nicknames.items()},
    )


def _to_first(groups: list[list[str]]) -> dict[str, str]:
    return {word: group[0] for group in groups for word in group}


PATRONYMIC = re.compile(r".+[eo]v(?:i?t?ch|na|ych|ich|itch)")
_INITIALS = re.compile(r"[b-df-hj-np-tv-xz]{2,3}")
_SH = re.compile(r"tsch|shch|sch|tch|tsh|sh|ch")
_J = re.compile(r"dzh|dj|zh")
_H = re.compile(r"(?<=[bdgklmnrtz])h|h$")
_SOFT_C = re.compile(r"c(?=[iey])")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = str.maketrans({"w": "u", "o": "u", "y": "i", "e": "i", "q": "k", "c": "k"})
_TO_BONES = str.maketrans({"p": "b", "v": "f", "g": "k", "z": "s"} | dict.fromkeys("aeiouwy"))
_ABD = re.compile(
    r"(?!.*[eo]va?$)(?:abd|abed|ebd)(?:[aeou]{0,2}[lrsnz](?=[a-z]{3})|[aeui](?=[a-z]{4}))?([a-z]{3,})?"
)
_ABD_ALONE = re.compile(r"(?:abd|abed|ebd)(?:[aeou]{1,2}[lrsnz]?)?")
_DIN = re.compile(r"([a-z]{3,}?)(?:[aeou]?dd|[eoua]d|[ae]?ld)(?:in|een|ine|ien|yn)")
_ALLAH = re.compile(r"([a-z]{3,}?)(?:ou|[uoae])?(?:llah|lah|ulla|olla)")
_ALLAH_ALONE = re.compile(r"[uoa]?l?l?ah?")


def sound_of(latin: str, *, doubles: bool = False) -> str:
    """Like-sounding spellings of Latin letters made one: `hussein` and `husayn` are `husin`."""
    sound = latin.replace("x", "ks") if "x" in latin else latin
    if "h" in sound:
        sound = _J.sub("j", _SH.sub("x", sound))
        sound = sound.replace("ph", "f").replace("kh", "k").replace("gh", "k")
        sound = _H.sub("", sound)
    elif "dj" in sound:
        sound = sound.replace("dj", "j")
    if "c" in sound:
        sound = _SOFT_C.sub("s", sound)
    sound = sound.translate(_VOWELS).replace("ai", "i")
    return sound if doubles else _DOUBLED.sub(r"\1", sound)


def form_key(latin: str) -> str:
    """What a word of a legal form is known by: long ones by their sound (Aktiengeselschaft)."""
    return sound_of(latin) if len(latin) > 6 else latin


def spelt_out(word: Word) -> list[Word]:
    """The letters of a word that is a person's initials without dots (JC), or the word itself."""
    if len(word.latin) > 3 or not _INITIALS.fullmatch(word.latin):
        return [word]
    return [_word(word.written, letter, abjad=False) for letter in word.latin]


def bones_of(sound: str) -> str:
    """The consonants of a sound, close ones made one: `husin` is `hsn`. Doubles stay: what is written
    without vowels (the two d of Baghdad) is not doubled."""
    return sound.translate(_TO_BONES)


@lru_cache(maxsize=200_000)
def words_of(written: str) -> tuple[Word, ...]:
    """The words in a piece of a name that has no space or hyphen; more than one where it is a compound
    (Abdulrahman, Saifuddin, Hamidullah, XiJinping), none where it has no letter or digit."""
    if written.isascii():
        abjad, latin = False, written
    else:
        abjad = bool(_ABJAD.search(written))
        latin = anyascii(_without_article(written) if abjad else written)
        if _UNSPACED.search(written):
            latin = _CAMEL.sub(" ", latin)
    latin = latin.lower()
    if latin.isalnum():
        pieces = [latin]
    else:
        if "." in latin and not _DOTTED.fullmatch(latin):
            latin = latin.replace(".", " ")
        spaced = latin.replace("&", " and ").replace("%", " percent ").split()
        pieces = [piece for word in spaced if (piece := _KEEP.sub("", word))]
    if not abjad:
        pieces = [part for piece in pieces for part in _compound(piece)]
    return tuple(_word(written, piece, abjad=abjad) for piece in pieces)


def spelt(word: Word, latin: str) -> Word:
    """The same word of a name with other letters."""
    return _word(word.written, latin, abjad=word.abjad)


def _word(written: str, latin: str, *, abjad: bool) -> Word:
    known = vocabulary()
    servant = latin.startswith(("abd", "abed", "ebd")) and _ABD_ALONE.fullmatch(latin)
    sound = "abd" if servant else sound_of(latin, doubles=abjad)
    marked = (
        latin in known.marked
        or (len(latin) > 6 and sound in known.marked)
        or latin.isdigit()
        or (len(latin) > 5 and latin[-1] in "ah" and PATRONYMIC.fullmatch(latin) is not None)
        or (len(latin) < 4 and written.isupper() and _INITIALS.fullmatch(latin) is not None)
    )
    return Word(written, latin, sound, bones_of(sound), known.roles.get(latin, Role.NAME), marked, abjad)


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
    if latin.endswith(("n", "ne")) and (found := _DIN.fullmatch(latin)):
        return (found[1], "din")
    if latin.endswith(("a", "ah")) and len(latin) > 6 and (found := _ALLAH.fullmatch(latin)):
        return (found[1], "allah")
    return (latin,)
