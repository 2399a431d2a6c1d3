"""The words of names.toml: what words of names are usually for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from functools import lru_cache
from importlib.resources import files

from sayso.resolve.sounds import sounds_of, undoubled


class Role(IntEnum):
    """What a word of a name is for."""

    NAME = 0
    PARTICLE = 1
    HONORIFIC = 2
    GENERATION = 3
    NUMBER = 4
    STOP = 5


class Known(IntFlag):
    """What is known of a word; the lowest three bits are its usual role. The last three are told by its
    letters and sound, not by the list of words."""

    ROLE = 7
    NUMERAL = 8
    GENERATION = 16
    HYPHENED = 32
    KUNYA = 64
    SON = 128
    BARE_FORM = 256
    GENERIC = 512
    NICKNAME = 1024
    DIGITS = 2048
    PATRONYMIC = 4096
    FORM_END = 8192  # a legal form starts or ends with it


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words by their Latin letters, and what is said of them."""

    words: dict[str, int]  # what Known says
    same: dict[str, str]
    numerals: dict[str, str]
    generations: dict[str, str]
    forms: dict[tuple[str, ...], str]
    longest_form: int
    form_ends: frozenset[str]
    nicknames: dict[str, frozenset[int]]
    distinct: dict[str, int]  # by sound: 16 times the row of look-alikes, and which of them


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words of names.toml, by what they are looked up with."""
    words = tomllib.loads((files("sayso.resolve") / "names.toml").read_text(encoding="utf-8"))
    forms = {
        tuple(map(form_key, text.split())): form for form, texts in words["forms"].items() for text in texts
    }
    nicknames: dict[str, set[int]] = {}
    for number, group in enumerate(words["nicknames"]):
        for word in group:
            nicknames.setdefault(word, set()).add(number)
    same = _to_first(words["synonyms"])
    return Vocabulary(
        words=_known(words),
        same={word: first for word, first in same.items() if word != first},
        numerals=_to_first(words["numerals"]),
        generations=_to_first(words["generations"]),
        forms=forms,
        longest_form=max(map(len, forms)),
        form_ends=frozenset(form[place] for form in forms for place in (0, -1)),
        nicknames={word: frozenset(groups) for word, groups in nicknames.items()},
        distinct={
            undoubled(sounds_of(spelling)): 16 * row + place
            for row, names in enumerate(words["distinct"])
            for place, spellings in enumerate(names)
            for spelling in spellings
        },
    )


def _known(words: dict[str, list[str]]) -> dict[str, int]:
    known: dict[str, int] = {}
    for role, key in ((Role.STOP, "stop"), (Role.PARTICLE, "particles"), (Role.HONORIFIC, "honorifics")):
        known |= dict.fromkeys(words[key], int(role))
    for flag, listed in (
        (Known.NUMERAL, _to_first(words["numerals"])),
        (Known.GENERATION, _to_first(words["generations"])),
        (Known.HYPHENED, words["hyphened"]),
        (Known.KUNYA, words["kunya"]),
        (Known.SON, words["sons"]),
        (Known.BARE_FORM, words["bare_forms"]),
        (Known.GENERIC, words["generic"]),
        (Known.NICKNAME, [word for group in words["nicknames"] for word in group]),
    ):
        for word in listed:
            known[word] = known.get(word, 0) | flag
    return known


def _to_first(groups: list[list[str]] | list[str]) -> dict[str, str]:
    return {word: group[0] for group in groups for word in group}


def form_key(latin: str) -> str:
    """What a word of a legal form is known by: long ones by their sound (Aktiengeselschaft)."""
    return undoubled(sounds_of(latin)) if len(latin) > 6 else latin
