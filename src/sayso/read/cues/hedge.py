"""Hedges: words around a content that take some of it back. No parse is needed."""

from __future__ import annotations

import re
from functools import cache

from sayso.read.text.lexicon import Lexicon
from sayso.terms.span import Span
from sayso.terms.statement import Hedge


@cache
def pattern_of(lexicon_language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of all words, the longest first, parted by their first letter: most places of a text are
    turned down by a single letter then."""
    letters: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        inner = re.escape(word[1:]).replace("'", "['’]").replace(r"\ ", r"\s+")
        letters.setdefault(re.escape(word[0]), []).append(inner)
    inner = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in letters.items())
    firsts = "".join({letter + letter.upper() for letter in letters})
    return re.compile(rf"(?=[{firsts}])(?<![\w’'-])(?:{inner})(?![\w-])", re.I)


def hedge(text: str, within: Span, lexicon: Lexicon) -> tuple[Hedge, tuple[Span, ...]]:
    """The hedge level of a stretch and the words that make it."""
    strong, weak = (lexicon.phrases.get(f"hedges.{level}", ()) for level in (Hedge.STRONG, Hedge.WEAK))
    if _search((*strong, *weak), text, within, lexicon) is None:
        return Hedge.NONE, ()  # as most stretches have none: one search in place of two
    for level, words in ((Hedge.STRONG, strong), (Hedge.WEAK, weak)):
        if not words:
            continue
        pattern = pattern_of(lexicon.language, words)
        found = tuple(
            Span(match.start(), match.end())
            for match in pattern.finditer(text, within.start, within.end)
            if not _month(text, match)
        )
        if found:
            return level, found
    return Hedge.NONE, ()


def _search(words: tuple[str, ...], text: str, within: Span, lexicon: Lexicon) -> re.Match[str] | None:
    return pattern_of(lexicon.language, words).search(text, within.start, within.end) if words else None


def _month(text: str, match: re.Match[str]) -> bool:
    """`May` with a capital inside a sentence is the month."""
    return match.group() == "May" and match.start() > 0 and text[match.start() - 1] == " "
