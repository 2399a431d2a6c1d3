"""Words as weighing compares them: lower case, without endings, without the words that say nothing."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import log

_WORD = re.compile(r"[^\W_]+(?:['’‘][^\W_]+)*", re.UNICODE)

_DATA = tomllib.loads(files("sayso.weigh").joinpath("data/words.toml").read_text(encoding="utf-8"))
STOP = frozenset(_DATA["stop"].split())
NEGATIONS = frozenset(_DATA["negations"].split())
NOT_NAMES = frozenset(_DATA["not_names"].split())
CLAIMS: frozenset[str] = frozenset(_DATA["claims"].split())
BEFORE_CLAIMS: frozenset[str] = frozenset(_DATA["claims_before"].split())
_IRREGULAR: Mapping[str, str] = _DATA["irregular"]
REACH = 5  # words before another in which a negation reaches it
_VOWEL = re.compile(r"[aeiouy]")
_SHORT = re.compile(r"[^aeiou][aeiou][^aeiouwxy]")  # would have doubled its end, had it no silent e


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: its offsets, its lower-case form and its stem."""

    start: int
    end: int
    lower: str
    stem: str


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its English ending: `killed`, `killing`, `kills` are `kill`. Rough, and the same
    everywhere, which is all that comparison needs."""
    low = word.lower().replace("’", "'").replace("‘", "'").removesuffix("'s").rstrip("'")
    low = "not" if low.endswith("n't") else _IRREGULAR.get(low, low)
    if len(low) <= 3:
        return low
    for ending, put in (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x")):
        if low.endswith(ending):
            return low[: -len(ending)] + put
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        low = low[:-1]
    for ending in ("ing", "ed"):
        cut = low.removesuffix(ending)
        if cut != low and len(cut) >= 3 and _VOWEL.search(cut):
            return _undouble(cut)
    if low.endswith("ly") and len(low) > 5:
        return low[:-2]
    return low.removesuffix("e") if len(low) > 4 else low


def _undouble(cut: str) -> str:
    """`stopp` -> `stop`, `releas` -> `releas`, `deni` -> `deny`, `fir` -> `fire`."""
    if cut.endswith("i"):
        return cut[:-1] + "y"
    if _SHORT.fullmatch(cut):
        return cut + "e"
    if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "lsz":
        return cut[:-1]
    return cut.removesuffix("e") if len(cut) > 4 else cut


@lru_cache(maxsize=16384)  # a sentence is looked at for every question of its event
def tokens(text: str) -> tuple[Token, ...]:
    """Every word of a text, in order; remembered, so for sentences."""
    return tokens_of(text)


def tokens_of(text: str) -> tuple[Token, ...]:
    """Every word of a text, in order; for texts that are looked at once."""
    found = ((match.start(), match.end(), match.group().lower()) for match in _WORD.finditer(text))
    return tuple(Token(start, end, lower, stem(lower)) for start, end, lower in found)


@lru_cache(maxsize=16384)
def stem_line(text: str) -> tuple[str, ...]:
    """The stems of all words of a text, in order."""
    return tuple(token.stem for token in tokens(text))


@lru_cache(maxsize=16384)
def stems(text: str) -> tuple[str, ...]:
    """The stems of the words that say something, in order, repeats kept."""
    return tuple(token.stem for token in tokens(text) if token.lower not in STOP and len(token.lower) > 1)


def rarity(texts: Iterable[Iterable[str]]) -> Mapping[str, float]:
    """Inverse document frequency of each stem: log((1 + N) / (1 + n)) + 1 (Spärck Jones 1972, smoothed)."""
    count: Counter[str] = Counter()
    total = 0
    for text in texts:
        count.update(set(text))
        total += 1
    return {word: log((1 + total) / (1 + n)) + 1 for word, n in count.items()}


def overlap(left: Iterable[str], right: Iterable[str], weights: Mapping[str, float] | None = None) -> float:
    """Share of the smaller side's weight that both have, 0 to 1."""
    one, two = set(left), set(right)
    if not one or not two:
        return 0.0
    weigh = (weights or {}).get
    both = sum(weigh(word, 1.0) for word in one & two)
    least = min(sum(weigh(word, 1.0) for word in one), sum(weigh(word, 1.0) for word in two))
    return both / least


def negated(words: Sequence[Token], at: int, *, reach: int = REACH) -> bool:
    """Whether a negation stands shortly before a word (an odd number of them)."""
    return sum(map(is_negation, words[max(0, at - reach) : at])) % 2 == 1


def is_negation(token: Token) -> bool:
    """Whether a word denies: *not*, *no*, *isn't*."""
    return token.lower in NEGATIONS or token.lower.replace("’", "'").endswith("n't")
