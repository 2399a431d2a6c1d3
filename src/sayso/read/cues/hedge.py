"""Hedges: words around a content that take some of it back. No parse is needed."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache

from sayso.read.text.lexicon import Lexicon, load
from sayso.terms.span import Span
from sayso.terms.statement import Hedge


@cache
def pattern_of(lexicon_language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of all words, the longest first."""
    return re.compile(rf"{_any(words)}(?![\w-])", re.I)


def _any(words: tuple[str, ...]) -> str:
    """A pattern of all words, parted by their first letter: most places of a text are turned down by a single
    letter then."""
    letters: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        inner = re.escape(word[1:]).replace("'", "['’]").replace(r"\ ", r"\s+")
        letters.setdefault(re.escape(word[0]), []).append(inner)
    inner = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in letters.items())
    firsts = "".join({letter + letter.upper() for letter in letters})
    return rf"(?=[{firsts}])(?<![\w’'-])(?:{inner})"


def hedge(text: str, within: Span, lexicon: Lexicon) -> tuple[Hedge, tuple[Span, ...]]:
    """The hedge level of a stretch and the words that make it."""
    places = _places(text, lexicon.language)
    first = bisect_left(places, within.start)
    if first == len(places) or places[first] >= within.end:
        return Hedge.NONE, ()  # as most stretches have none: one search of the whole text for all of them
    for level, words in _levels(lexicon.language):
        found = tuple(
            Span(match.start(), match.end())
            for match in pattern_of(lexicon.language, words).finditer(text, within.start, within.end)
            if not _month(text, match)
        )
        if found:
            return level, found
    return Hedge.NONE, ()


@lru_cache(maxsize=4)  # a text is asked for each of its statements
def _places(text: str, language: str) -> list[int]:
    """Where a hedge may begin, whatever stands behind it: a stretch can end inside a word."""
    return [match.start() for match in _begun(language).finditer(text)]


@cache
def _begun(language: str) -> re.Pattern[str]:
    words = tuple(word for _, words in _levels(language) for word in words)
    return re.compile(f"(?={_any(words)})" if words else "(?!)", re.I)


@cache
def _levels(language: str) -> tuple[tuple[Hedge, tuple[str, ...]], ...]:
    """The hedging words of a language by their level, the strong ones first."""
    phrases = load(language).phrases
    levels = ((level, phrases.get(f"hedges.{level}", ())) for level in (Hedge.STRONG, Hedge.WEAK))
    return tuple((level, words) for level, words in levels if words)


def _month(text: str, match: re.Match[str]) -> bool:
    """`May` with a capital inside a sentence is the month."""
    return match.group() == "May" and match.start() > 0 and text[match.start() - 1] == " "
