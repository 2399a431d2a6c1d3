"""Words as they are compared between print and speech: spelled one way, with how alike two of them sound."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

_WORD = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?\b|[^\W_]+(?:['’][^\W_]+)*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*(st|nd|rd|th)?")
_DATA = tomllib.loads(files("sayso.weigh").joinpath("data/heard.toml").read_text(encoding="utf-8"))
_SMALL, _TENS = _DATA["small"].split(), _DATA["tens"].split()
_LARGE = ((1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred"))
_SOUNDS = tuple((re.compile(pattern), sound) for pattern, sound in _DATA["sounds"])
NUMBERS = frozenset((*_SMALL, *_TENS, *(name for _, name in _LARGE)))
NEGATIONS = frozenset(_DATA["negations"].split())
SLIGHT = frozenset(_DATA["slight"].split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared, and where it stands in its text (code points)."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text; one written word can be several spoken ones (*15*, *don't*)."""
    return [
        Token(word, found.start(), found.end())
        for found in _WORD.finditer(text)
        for word in spoken(found.group())
    ]


@lru_cache(maxsize=32768)
def spoken(written: str) -> tuple[str, ...]:
    """The words that somebody says who reads a written word aloud, in lower case and one spelling."""
    low = written.casefold().replace("’", "'")
    number = _NUMBER.fullmatch(low)
    if number:
        return _ordinal(low) if number[1] else tuple(_number(low))
    if low in _DATA["short"]:
        return (str(_DATA["short"][low]),)
    if low in ("can't", "won't", "shan't"):
        return {"can't": ("can", "not"), "won't": ("will", "not"), "shan't": ("shall", "not")}[low]
    if low == "cannot":
        return "can", "not"
    for short, full in _DATA["contracted"]:
        low = low.replace(short, full)
    return tuple(_one_spelling(word.replace("'", "")) for word in low.split())


def _one_spelling(word: str) -> str:
    if len(word) > 5:
        for ending, other in _DATA["spelled"]:
            if word.endswith(ending):
                return word[: -len(ending)] + str(other)
    return word


def _ordinal(written: str) -> tuple[str, ...]:
    """3rd: third; 27th: twenty seventh."""
    *before, last = _number(written[:-2])
    regular = last.removesuffix("y") + "ieth" if last.endswith("y") else last + "th"
    return *before, str(_DATA["ordinals"].get(last, regular))


def _number(written: str) -> Iterator[str]:
    """A number as it is read: thousands commas are dropped, other marks part two numbers."""
    digits = re.sub(r",(?=\d{3}(?:\D|$))", "", written)
    for part in re.split(r"[.,:]", digits):
        value = int(part[:15] or 0)
        if 1100 <= value < 2000 and len(part) == 4 and value % 100:
            yield from (*_cardinal(value // 100), *_cardinal(value % 100))
        else:
            yield from _cardinal(value)


def _cardinal(value: int) -> Iterator[str]:
    for size, name in _LARGE:
        if value >= size:
            yield from (*_cardinal(value // size), name)
            value %= size
            if not value:
                return
    if value < 20:
        yield _SMALL[value]
        return
    yield _TENS[value // 10]
    if value % 10:
        yield _SMALL[value % 10]


@lru_cache(maxsize=32768)
def sound(word: str) -> str:
    """A rough key of how a word sounds; the same for many words that are heard for each other."""
    key = word
    for pattern, instead in _SOUNDS:
        key = pattern.sub(instead, key)
    key = re.sub(r"(.)\1+", r"\1", key)
    return key[:1] + re.sub(r"[aeiouyw]+", "a", key[1:])


@lru_cache(maxsize=131072)
def alike(left: str, right: str) -> float:
    """How alike two words are to an ear, 0 to 1."""
    if left == right:
        return 1.0
    heard = Levenshtein.normalized_similarity(sound(left), sound(right))
    return 0.3 * Levenshtein.normalized_similarity(left, right) + 0.7 * heard


def alike_together(left: Sequence[str], right: Sequence[str]) -> float:
    """The same of two runs of words, whatever their gaps (*good will*, *goodwill*)."""
    return alike("".join(left), "".join(right))
