"""A name taken apart: what identifies, and what stands beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from sayso.resolve.words import PATRONYMIC, Role, Word, form_key, spelt, spelt_out, vocabulary, words_of

MAX_CHARACTERS = 300
MAX_WORDS = 8

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼʻʿʾ′\"“”„«»")
_BREAKS = re.compile(r"[^\w.&%]+|_+")
# The same for ASCII, which str.translate does much faster than a pattern.
_ASCII_BREAKS = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in ".&%")}
_NO_LETTER = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())
_TIED = re.compile(r"(\w{1,3})-(?=\w)")


class Marks(NamedTuple):
    """What tells bearers of one name apart: numbers, junior or senior, the legal form of a company,
    whether the name says whose father or mother somebody is (kunya), and whose child."""

    numbers: frozenset[str] = frozenset()
    generation: str = ""
    form: str = ""
    kunya: bool = False
    fathers: frozenset[str] = frozenset()  # consonants of the names of the father and his fathers


UNMARKED = Marks()


class NameParts(NamedTuple):
    """A name taken apart. `words` are what identifies (at most MAX_WORDS), `said` all words of it but the
    legal form. `joined` and `bones` are the Latin letters and the consonants of `words` in order, `ordered`
    the letters with the words sorted, `written` the Latin letters of all of it, nothing taken out or made
    one; `abjad` says that the vowels of some are not written."""

    name: str
    words: tuple[Word, ...]
    said: tuple[Word, ...]
    joined: str
    ordered: str
    bones: str
    written: str
    abjad: bool
    marks: Marks

    @property
    def key(self) -> tuple[str, ...]:
        """Every word of it; equal keys are the same name."""
        return (self.marks.form, *(word.latin for word in self.said))

    @property
    def initials(self) -> tuple[str, str]:
        """The first letters of what identifies, and of all words."""
        return "".join(word.latin[0] for word in self.words), "".join(word.latin[0] for word in self.said)


def parts_of(name: str, *, organisation: bool = False) -> NameParts:
    """Take a name apart. Only its first MAX_CHARACTERS are looked at; control characters are not.

    `organisation` says that legal forms and numbers count and that honorifics are plain words.
    """
    return _parts_of(name[:MAX_CHARACTERS], organisation)


@lru_cache(maxsize=100_000)
def _parts_of(name: str, organisation: bool) -> NameParts:
    text = _tidy(name)
    ascii_ = text.isascii()
    pieces = text.translate(_ASCII_BREAKS).split() if ascii_ else _BREAKS.split(text)
    words: list[Word] = []
    marked = abjad = False
    for piece in pieces:
        if piece:
            found = words_of(piece)
            words += found
            for word in found:
                marked = marked or word.marked
    if marked:
        kept, said, marks = _read(words, text, organisation=organisation)
    else:
        kept, said, marks = words[:MAX_WORDS], words, UNMARKED
    latin = [word.latin for word in kept]
    if not ascii_:
        abjad = any(word.abjad for word in kept)
    return NameParts(
        name,
        tuple(kept),
        tuple(said),
        "".join(latin),
        "".join(sorted(latin)),
        "".join([word.bones for word in kept]),
        text.translate(_NO_LETTER).lower() if ascii_ else "".join([word.latin for word in words]),
        abjad,
        marks,
    )


def _read(words: list[Word], text: str, *, organisation: bool) -> tuple[list[Word], list[Word], Marks]:
    """What identifies, all words, and the marks, of a name that has words of the vocabulary."""
    known = vocabulary()
    if organisation:
        words = [
            spelt(word, same) if (same := known.same.get(word.latin, word.latin)) != word.latin else word
            for word in words
        ]
    elif not text.isupper():
        words = [
            letter
            for word in words
            for letter in (spelt_out(word) if word.marked and word.written.isupper() else [word])
        ]
    words, form = _without_form(words, organisation=organisation)
    roles = _roles(words, _hyphened(text), organisation=organisation)
    kept = (
        [word for word, role in zip(words, roles, strict=True) if role is Role.NAME]
        or [word for word, role in zip(words, roles, strict=True) if role is not Role.STOP]
        or words
    )
    return kept[:MAX_WORDS], words, _marks(words, roles, form)


def _marks(words: Sequence[Word], roles: Sequence[Role], form: str) -> Marks:
    """What tells bearers of the name apart, by the words that are no names."""
    known = vocabulary()
    numbers, fathers, generation, kunya, son = set(), set(), "", False, False
    for word, role in zip(words, roles, strict=True):
        if role is Role.PARTICLE:
            kunya = kunya or word.latin in known.kunya
            son = son or word.latin in known.sons
        elif role is Role.NUMBER:
            numbers.add(_number(word.latin))
        elif role is Role.GENERATION:
            generation = known.generations[word.latin]
        elif role is Role.NAME:
            if son or (word.marked and PATRONYMIC.fullmatch(word.latin)):
                fathers.add(word.bones)
            son = False
    if not (numbers or fathers or generation or kunya or form):
        return UNMARKED
    return Marks(frozenset(numbers), generation, form, kunya, frozenset(fathers))


def _number(latin: str) -> str:
    """A number in digits: `first`, `1st` and `i` are `1`."""
    return vocabulary().numerals.get(latin, latin.lstrip("0") or latin)


def _tidy(name: str) -> str:
    """One line without control characters and quotation marks, given names first."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES)
    elif "'" in name or '"' in name or "`" in name:
        name = name.translate(_APOSTROPHES)
    if not name.isprintable():
        name = "".join(
            " " if char.isspace() else char for char in name if char.isprintable() or char.isspace()
        )
    if "," not in name:
        return name
    family, _, given = name.partition(",")
    bare = given.strip(" .")
    if not bare or bare.lower() in vocabulary().generations:
        return name
    return f"{given.replace(',', ' ')} {family}"


def _hyphened(text: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _TIED.findall(text)) if "-" in text else frozenset()


def _without_form(words: list[Word], *, organisation: bool) -> tuple[list[Word], str]:
    """The words without the legal form at their end or start, and the form."""
    known = vocabulary()
    if not organisation:
        bare = len(words) > 2 and words[-1].latin in known.bare_forms
        return (words[:-1] if bare else words), ""
    latin = tuple(form_key(word.latin) for word in words)
    form = ""
    for size in range(min(known.longest_form, len(words) - 1), 0, -1):
        if latin[-size:] in known.forms:
            form, words, latin = known.forms[latin[-size:]], words[:-size], latin[:-size]
            break
    for size in range(min(known.longest_form, len(words) - 1), 0, -1):
        if latin[:size] in known.forms and (size > 1 or len(latin[0]) > 1):
            form, words = form or known.forms[latin[:size]], words[size:]
            break
    return words, form


def _roles(words: Sequence[Word], hyphened: frozenset[str], *, organisation: bool) -> list[Role]:
    """What each word is for; a particle or honorific that stands last is a name."""
    known = vocabulary()
    end = len(words) - 1
    roles = []
    for place, word in enumerate(words):
        role = word.usual
        if word.marked:
            latin = word.latin
            if latin.isdigit() or (organisation and latin in known.numerals and (place or len(latin) > 1)):
                role = Role.NUMBER
            elif place == end:
                role = Role.GENERATION if end and latin in known.generations else _last(role, organisation)
            elif latin in hyphened and latin in known.hyphened:
                role = Role.PARTICLE
            elif organisation and role is Role.HONORIFIC:
                role = Role.NAME
            elif not organisation and role is Role.STOP:
                role = Role.PARTICLE if len(latin) > 1 else Role.NAME
        roles.append(role)
    return roles


def _last(role: Role, organisation: bool) -> Role:
    """What the last word is for: a particle or honorific there is a name."""
    return role if role is Role.STOP and organisation else Role.NAME


def forget_parts() -> None:
    """Forget what was taken apart before; for measuring."""
    _parts_of.cache_clear()
    words_of.cache_clear()
