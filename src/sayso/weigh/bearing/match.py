"""Which answer of a question some words speak to, and whether for or against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.weigh.bearing.aims import Aim, Aims, Phrases, Term
from sayso.weigh.bearing.nobody import of_nobody
from sayso.weigh.kinds import kinds
from sayso.weigh.words import Token, is_negation, negated, stem, stem_line, tokens

_AUXILIARIES = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "could", "would")
)
_CLOSE = 3  # words before a term in which a negation reaches it


@dataclass(frozen=True, slots=True)
class Hit:
    """That some words speak to an answer. `share` is the part of the answer's terms that is there,
    `against` whether they speak against it, `start` and `end` where the core terms stand; `loose` that
    no single word is what the answer is about, so that the share alone decides."""

    answer: str
    share: float
    against: bool
    start: int
    end: int
    words: tuple[str, ...]
    loose: bool = False
    opposite: bool = False  # by words for the opposite alone
    weight: float = 0.0  # of the terms that are there
    negative: bool = False  # the answer's own words deny something
    own: bool = False  # of a death of the speaker's own, who is alive


def hits(aims: Aims, text: str) -> tuple[Hit, ...]:
    """The answers that a stretch of text speaks to, best first."""
    words = tokens(text)
    line = stem_line(text)
    found = [hit for aim in aims.answers if (hit := _hit(aim, words, line, text)) is not None]
    straight = [hit for hit in found if not hit.opposite]
    kept = [hit for hit in found if not hit.opposite or not any(_meet(hit, other) for other in straight)]
    return tuple(sorted(kept, key=lambda hit: (hit.opposite, -hit.weight, -hit.share)))


def _meet(left: Hit, right: Hit) -> bool:
    return left.start < right.end and right.start < left.end


def _hit(aim: Aim, words: Sequence[Token], line: Sequence[str], text: str) -> Hit | None:
    if aim.starts.isdisjoint(line):
        return None
    there: list[tuple[Term, int, int, bool]] = []
    for term in aim.terms:
        place = _place(term.against, line)
        if place is not None:
            there.append((term, *place, True))
        elif (place := _place(term.words, line)) is not None:
            there.append((term, *place, False))
    cores = [item for item in there if item[0].core]
    if not cores:
        return None
    if aim.negative:
        flipped = cores[0][3] ^ (not any(map(is_negation, words)))
    else:
        others = [item for item in there if not item[0].extra and not item[0].core]
        first, last = cores[0][1:3]
        denied = negated(words, first) or _undone(words, last) or of_nobody(words, first, text)
        flipped = cores[0][3] ^ denied
        flipped = flipped or any(negated(words, item[1], reach=_CLOSE) for item in others)
        flipped = flipped or _exposed(aim, line)
    first, last = min(item[1] for item in cores), max(item[2] for item in cores)
    shown = tuple(" ".join(word.lower for word in words[item[1] : item[2]]) for item in there)
    loose = sum(term.core for term in aim.terms) > 2
    return Hit(
        answer=aim.answer,
        share=_share(aim, there),
        against=flipped,
        start=words[first].start,
        end=words[last - 1].end,
        words=shown,
        loose=loose,
        opposite=cores[0][3],
        weight=sum(_weight(term) for term, *_ in there),
        negative=aim.negative,
    )


def _exposed(aim: Aim, line: Sequence[str]) -> bool:
    """Whether an answer about a picture or recording is spoken against by calling that fake."""
    return of_picture(aim) and _place(kinds()["authenticity"].answers[0].against, line) is not None


def of_picture(aim: Aim) -> bool:
    """Whether an answer is about a picture, a recording or a document."""
    return any(term.words & _objects() for term in aim.terms if not term.extra)


@cache
def _objects() -> Phrases:
    return frozenset((stem(word),) for word in ("photo", "video", "audio", "recording", "letter", "document"))


def _share(aim: Aim, there: Iterable[tuple[Term, int, int, bool]]) -> float:
    """The weight of the terms that are there over that of all but the extra ones, at most 1."""
    whole = sum(_weight(term) for term in aim.terms if not term.extra)
    return min(1.0, sum(_weight(term) for term, *_ in there) / whole) if whole else 0.0


def _weight(term: Term) -> float:
    return 2.0 if term.core else 0.5 if term.extra else 1.0


def _place(phrases: Phrases, line: Sequence[str]) -> tuple[int, int] | None:
    """Where the first of the phrases stands, as word positions; the longest of those that begin there."""
    starts = _by_first_word(phrases)
    if starts.keys().isdisjoint(line):  # nearly always; much quicker than looking up word by word
        return None
    for at, word in enumerate(line):
        for words in starts.get(word, ()):
            if tuple(line[at : at + len(words)]) == words:
                return at, at + len(words)
    return None


@lru_cache(maxsize=4096)
def _by_first_word(phrases: Phrases) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(phrases, key=len, reverse=True):
        found.setdefault(words[0], []).append(words)
    return {word: tuple(longest) for word, longest in found.items()}


def _undone(words: Sequence[Token], after: int) -> bool:
    """Whether the verb right after a noun is denied: *the disease could not have been registered*."""
    next_two = [token.lower.replace("’", "'") for token in words[after : after + 2]]
    if not next_two or next_two[0].removesuffix("n't") not in _AUXILIARIES:
        return False
    return next_two[0].endswith("n't") or next_two[1:] == ["not"] or next_two[1:] == ["never"]
