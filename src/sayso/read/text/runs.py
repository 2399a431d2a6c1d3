"""Stretches of capitalised words: where they stand, and how a name is cut out of one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sayso.read.text.lexicon import Lexicon

JOINT = r"(?:al|el|ibn|bin|bint|de|da|di|du|del|der|den|van|von|la|le|abu|ul|of|for|and the|the)"
SHORT = r"(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Maj|Adm|Sen|Rep|Gov|St|Prof|Rev|Cmdr|Cpl|Supt|Insp|Det)\."
PART = rf"(?:{SHORT}|(?:[A-Z]\.)+|(?:al-|el-|d'|O'|Mc)?[A-Z][\w\-]*(?:[’'](?!s\b)[\w]+)?)"
BEGUN = r"(?=[A-Z]|al-|el-|d')"  # how every part begins, which turns most places of a text down at once
RUN = re.compile(rf"{BEGUN}{PART}(?:[ \u00a0](?:{JOINT}[ ])?{PART})*")
WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
POSSESSIVE = re.compile(r"[’']s?$")
ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those|some|his|her|its|their|our|my)\s+(?!of\s)", re.I)
CAPITAL = re.compile(r"\b[A-Z][\w-]+")
TAIL = re.compile(
    r"\s*(?:,|\(|\b(?:who|which|(?<!\bof )(?<!\bin )that|whose|purporting|claiming|quoting|citing|"
    r"calling (?:it|them)sel\w+)\b"
    r"| - | – | — |[’']s? official\b).*$",
    re.S,
)
DATED = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:the )?"
)
STOPPED = re.compile(r"[A-Z]\.[A-Z]\.$")


@lru_cache(maxsize=8)  # a text is asked for its sources and again for its mentions
def name_runs(text: str) -> tuple[tuple[int, int], ...]:
    """Stretches of capitalised words."""
    runs = (match.span() for match in RUN.finditer(text))
    return tuple((_past_date(text, start, end), end) for start, end in runs)


def _past_date(text: str, start: int, end: int) -> int:
    """Where a name begins behind a day that stands in front of it: `On 4 May the Ledger withdrew`."""
    before = text[max(0, start - 2) : start].rstrip()  # a slice of a whole text would cost its length
    dated = DATED.match(text, start, end) if before[-1:].isdigit() else None
    return dated.end() if dated else start


def tidy(run: str) -> str:
    """A name without commas, a possessive and a sentence's stop; `U.S.` keeps its own."""
    words = run.strip(" ,")
    return POSSESSIVE.sub("", words if STOPPED.search(words) else words.rstrip("."))


def capitals(words: str) -> frozenset[str]:
    """The capitalised words of a source, without an article."""
    return frozenset(CAPITAL.findall(ARTICLE.sub("", words)))


def joined(pieces: Iterable[str]) -> str:
    """Pieces of a source as one name."""
    return " ".join(" ".join(piece.split()) for piece in pieces)


def core(plain: str, lexicon: Lexicon) -> str:
    """A description without its article and what hangs on it, by the words of the language's file."""
    words = TAIL.sub("", ARTICLE.sub("", plain))
    articles = lexicon.sets.get("names.articles")
    if not articles:
        return words
    elided = next((word for word in articles if word[-1] in "'’" and words.lower().startswith(word)), "")
    kept = words[len(elided) :].split()
    kept = kept[1:] if len(kept) > 1 and kept[0].lower() in articles else kept
    behind = next(
        (at for at, word in enumerate(kept) if at and word in lexicon.sets["names.behind"]), len(kept)
    )
    return " ".join(kept[:behind])
