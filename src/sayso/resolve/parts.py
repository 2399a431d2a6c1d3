"""A name taken apart: its words in Latin letters, what each is for, and how each sounds.

The Latin letters of other scripts come from anyascii (ISC licence). The consonant skeleton brings
spellings together that differ in vowels, doubling and close consonants, which is how transliterations of
Arabic, Persian, Cyrillic or Korean names differ (compare the SNAC and *Soundex* family of keys).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from importlib.resources import files

from anyascii import anyascii

MAX_CHARACTERS = 300
MAX_WORDS = 8

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼʻʿʾ′\"“”„«»")
_BREAKS = re.compile(r"[^\w.&%]+|_+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TIED = re.compile(r"(\w{1,3})-(?=\w)")
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


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name. `latin` is its letters and digits in lower-case ASCII, `sound` the same with
    like-sounding spellings made one, `bones` its consonants; `written` is as it stood."""

    written: str
    latin: str
    sound: str
    bones: str
    role: Role
    abjad: bool = False


@dataclass(frozen=True, slots=True)
class NameParts:
    """A name taken apart. `words` are what identifies (at most MAX_WORDS), the others stand apart."""

    name: str
    words: tuple[Word, ...]
    others: tuple[Word, ...]
    joined: str  # the latin letters of `words`, in order, without spaces
    ordered: str  # the same, words sorted
    bones: str
    initials: str  # the first letters of `words`
    all_initials: str  # and of the small words between them
    kunya: bool  # father or mother of somebody
    numbers: frozenset[str]
    generation: str
    form: str  # legal form of a company
    abjad: bool
    key: tuple[str, ...]  # every word of it; equal keys are the same name


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    roles: dict[str, Role]
    hyphened: frozenset[str]
    kunya: frozenset[str]
    same: dict[str, str]
    numerals: dict[str, str]
    generations: dict[str, str]
    forms: dict[tuple[str, ...], str]
    longest_form: int
    bare_forms: frozenset[str]
    generic: frozenset[str]
    nicknames: dict[str, frozenset[int]]


@lru_cache(maxsize=1)
def vocabulary() -> _Vocabulary:
    """The words of names.toml, by what they are looked up with."""
    words = tomllib.loads((files("sayso.resolve") / "names.toml").read_text(encoding="utf-8"))
    roles: dict[str, Role] = {}
    for role, key in ((Role.STOP, "stop"), (Role.PARTICLE, "particles"), (Role.HONORIFIC, "honorifics")):
        roles |= dict.fromkeys(words[key], role)
    forms = {tuple(text.split()): form for form, texts in words["forms"].items() for text in texts}
    nicknames: dict[str, set[int]] = {}
    for number, group in enumerate(words["nicknames"]):
        for word in group:
            nicknames.setdefault(word, set()).add(number)
    return _Vocabulary(
        roles=roles,
        hyphened=frozenset(words["hyphened"]),
        kunya=frozenset(words["kunya"]),
        same=_to_first(words["synonyms"]),
        numerals=_to_first(words["numerals"]),
        generations=_to_first(words["generations"]),
        forms=forms,
        longest_form=max(map(len, forms)),
        bare_forms=frozenset(words["bare_forms"]),
        generic=frozenset(words["generic"]),
        nicknames={word: frozenset(groups) for word, groups in nicknames.items()},
    )


def _to_first(groups: list[list[str]]) -> dict[str, str]:
    return {word: group[0] for group in groups for word in group}


_FOLDS = (
    (re.compile(r"x"), "ks"),
    (re.compile(r"tsch|shch|sch|tch|tsh|sh|ch"), "x"),
    (re.compile(r"dzh|dj|zh|dsch"), "j"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"kh|q|ck|gh"), "k"),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"c"), "k"),
    (re.compile(r"(?<=[bdgklmnrtz])h"), ""),
    (re.compile(r"ou|oo|w|o"), "u"),
    (re.compile(r"a[iy]|e[iy]|ee|y|e"), "i"),
    (re.compile(r"h$"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_DOUBLES = len(_FOLDS) - 1
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
    for pattern, into in _FOLDS[:_DOUBLES] if doubles else _FOLDS:
        latin = pattern.sub(into, latin)
    return latin


def bones_of(sound: str) -> str:
    """The consonants of a sound, close ones made one: `husin` is `hsn`. Doubles stay: what is written
    without vowels (the two d of Baghdad) is not doubled."""
    return sound.translate(_TO_BONES)


@lru_cache(maxsize=200_000)
def _pieces(written: str) -> tuple[tuple[str, str, str, bool], ...]:
    """The latin, sound and bones of a piece of a name that has no space, and whether its vowels are
    missing; more than one where it is a compound (Abdulrahman, Saifuddin, Hamidullah, XiJinping)."""
    abjad = bool(_ABJAD.search(written))
    text = _without_article(written) if abjad else written
    latin = text if text.isascii() else anyascii(text)
    if _UNSPACED.search(written):
        latin = _CAMEL.sub(" ", latin)
    latin = latin.lower()
    if "." in latin and not _DOTTED.fullmatch(latin):
        latin = latin.replace(".", " ")
    words = [_KEEP.sub("", word) for word in latin.replace("&", " and ").replace("%", " percent ").split()]
    split = [part for word in words if word for part in ((word,) if abjad else _compound(word))]
    return tuple((part, sound := sound_of(part, doubles=abjad), bones_of(sound), abjad) for part in split)


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
            return ("abd",)
        if (found := _ABD.fullmatch(latin)) and found[1]:
            return ("abd", "allah" if _ALLAH_ALONE.fullmatch(found[1]) else found[1])
    if latin.endswith(("n", "ne")) and (found := _DIN.fullmatch(latin)):
        return (found[1], "din")
    if latin.endswith(("a", "ah")) and len(latin) > 6 and (found := _ALLAH.fullmatch(latin)):
        return (found[1], "allah")
    return (latin,)


def parts_of(name: str, *, organisation: bool = False) -> NameParts:
    """Take a name apart. Only its first MAX_CHARACTERS are looked at; control characters are not.

    `organisation` says that legal forms and numbers count and that honorifics are plain words.
    """
    return _parts_of(name[:MAX_CHARACTERS], organisation)


@lru_cache(maxsize=100_000)
def _parts_of(name: str, organisation: bool) -> NameParts:
    text = _tidy(name)
    words = [
        Word(written, latin, sound, bones, Role.NAME, abjad)
        for written in _BREAKS.split(text)
        for latin, sound, bones, abjad in _pieces(written)
    ]
    if organisation:
        words = [_one_spelling(word) for word in words]
    words, form = _without_form(words, organisation=organisation)
    roles = _roles(words, hyphened=_hyphened(text), organisation=organisation)
    said = [_with_role(word, role) for word, role in zip(words, roles, strict=True)]
    kept = (
        [word for word in said if word.role is Role.NAME]
        or [_with_role(word, Role.NAME) for word in said if word.role is not Role.STOP]
        or [_with_role(word, Role.NAME) for word in said]
    )[:MAX_WORDS]
    generation = next((word.latin for word in said if word.role is Role.GENERATION), "")
    return NameParts(
        name=name,
        words=tuple(kept),
        others=tuple(word for word in said if word.role is not Role.NAME),
        joined="".join(word.latin for word in kept),
        ordered="".join(sorted(word.latin for word in kept)),
        bones="".join(word.bones for word in kept),
        initials="".join(word.latin[0] for word in kept),
        all_initials="".join(word.latin[0] for word in words),
        kunya=any(word.role is Role.PARTICLE and word.latin in vocabulary().kunya for word in said),
        numbers=frozenset(known_number(word.latin) for word in said if word.role is Role.NUMBER),
        generation=vocabulary().generations.get(generation, ""),
        form=form,
        abjad=any(word.abjad for word in kept),
        key=(form, *(word.latin for word in said)),
    )


def _one_spelling(word: Word) -> Word:
    """Of a word that organisations write in several ways (intl, labour), the first."""
    same = vocabulary().same.get(word.latin)
    if same is None or same == word.latin:
        return word
    ((latin, sound, bones, abjad),) = _pieces(same)
    return Word(word.written, latin, sound, bones, word.role, abjad)


def known_number(latin: str) -> str:
    """A number in digits: `first`, `1st` and `i` are `1`."""
    return vocabulary().numerals.get(latin, latin.lstrip("0") or latin)


def _tidy(name: str) -> str:
    """One line without control characters and quotation marks, given names first."""
    if not name.isascii():
        name = unicodedata.normalize("NFKC", name)
    if not name.isprintable():
        name = "".join(
            " " if char.isspace() else char for char in name if char.isprintable() or char.isspace()
        )
    name = name.translate(_APOSTROPHES)
    family, comma, given = name.partition(",")
    if not comma or not given.strip(" .") or given.strip(" .").lower() in vocabulary().generations:
        return name
    return f"{given.replace(',', ' ')} {family}"


def _hyphened(text: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _TIED.findall(text))


def _with_role(word: Word, role: Role) -> Word:
    if word.role is role:
        return word
    return Word(word.written, word.latin, word.sound, word.bones, role, word.abjad)


def _without_form(words: list[Word], *, organisation: bool) -> tuple[list[Word], str]:
    """The words without the legal form at their end or start, and the form."""
    known = vocabulary()
    if not organisation:
        if len(words) > 2 and words[-1].latin in known.bare_forms:
            return words[:-1], ""
        return words, ""
    latin = tuple(word.latin for word in words)
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


_NOT_LAST = (Role.PARTICLE, Role.HONORIFIC)


def _roles(words: list[Word], *, hyphened: frozenset[str], organisation: bool) -> list[Role]:
    """What each word is for; a particle or honorific that stands last is a name."""
    known = vocabulary()
    roles = []
    for place, word in enumerate(words):
        last = place == len(words) - 1
        role = known.roles.get(word.latin, Role.NAME)
        if word.latin.isdigit() or (
            organisation and word.latin in known.numerals and (place or len(word.latin) > 1)
        ):
            role = Role.NUMBER
        elif last and len(words) > 1 and word.latin in known.generations:
            role = Role.GENERATION
        elif word.latin in hyphened and not last and word.latin in known.hyphened:
            role = Role.PARTICLE
        elif (organisation and role is Role.HONORIFIC) or (last and role in _NOT_LAST):
            role = Role.NAME
        elif not organisation and role is Role.STOP:
            role = Role.PARTICLE if not last else Role.NAME
        roles.append(role)
    return roles
