"""What is told of a year long before the event: *was wounded in 2019*, *the 2019 flood that killed nine*.

Only a year that stands in the clause itself counts. That somebody died then still says that he is dead, so of
what becomes of people only what passes is looked at (`passes` in the kinds' files), and figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

from sayso.terms.question import Question
from sayso.terms.time import Published
from sayso.weigh.bearing.aims import Aims
from sayso.weigh.bearing.match import Hit
from sayso.weigh.kinds import kinds

_LONG = 2  # years before the first article
_YEAR = r"(?:19|20)\d\d(?![\d-])"
_MADE = r"(?:\w+ed|built|begun)"  # *in a house built in 2019*
_SPAN = rf"(?:(?!(?:since|until|till|from|by|before|after|{_MADE})\b)[\w'’]+\s+){{0,3}}?"
_IN = rf"(?:in|on|of|during)\s+{_SPAN}({_YEAR})"  # *in the spring of 2019*
_ENDS = re.compile(r"[,;:.!?]|\b(?:and|but|that|which|who|where|when|while|as|after|before|because|since)\b")
_BEHIND = re.compile(rf"(?:^\W*|(?<!\w)(?!{_MADE}\b)[\w'’]+\s+){_IN}", re.IGNORECASE)
_FRONT = re.compile(
    rf"(?:(?:^|[;:.!?,]\s|\b(?:that|and|but)\s)\W*(?:back\s+)?{_IN},?"
    rf"|\b(?:the|an?|his|her|its|their)\s+(?:\w+\s+)?({_YEAR})\s+[a-z]+)"
    r"\s(?:(?!\b(?:and|but)\b)[^,;:.!?])*$",
    re.IGNORECASE,
)


class Printed(Protocol):
    """What is looked at of an article."""

    @property
    def published(self) -> Published:
        """When it was printed."""


def begun(articles: Iterable[Printed]) -> int | None:
    """The year of the earliest of some articles; None where no year is known."""
    moments = (article.published.moment for article in articles)
    return min((moment.year for moment in moments if moment is not None), default=None)


def long_before(text: str, start: int, end: int, *, first: int | None) -> bool:
    """Whether the clause of the words at `[start, end)` gives a year long before `first`, that of the first
    article; no year is where that is not known."""
    return first is not None and any(year <= first - _LONG for year in _years(text, start, end))


def of_this_event(
    hits: Iterable[Hit], text: str, question: Question, aims: Aims, *, first: int | None
) -> tuple[Hit, ...]:
    """The hits in a text without figures, and what passes, of long before the first article; all of them
    where the question itself gives a year."""
    if re.search(_YEAR, question.asks):
        return tuple(hits)
    passing = {aim.answer for aim in aims.answers if question.kind == "count" or _passes(aims, aim.answer)}

    def earlier(hit: Hit) -> bool:
        return hit.answer in passing and long_before(text, hit.start, hit.end, first=first)

    return tuple(hit for hit in hits if not earlier(hit))


def _passes(aims: Aims, answer: str) -> bool:
    """Whether an answer is something that can have been before, and be over."""
    terms = (term for aim in aims.answers if aim.answer == answer for term in aim.terms)
    return any(term.core and term.key in _passing() for term in terms)


@cache
def _passing() -> frozenset[str]:
    return frozenset(answer.key for kind in kinds().values() for answer in kind.answers if answer.passes)


def _years(text: str, start: int, end: int) -> Iterator[int]:
    """The years that the clause of some words gives."""
    stop = _ENDS.search(text, end)
    for found in _BEHIND.finditer(text[end : stop.start() if stop else len(text)]):
        yield int(found.group(1))
    front = _FRONT.search(text[:start])
    if front is not None:
        yield int(front.group(1) or front.group(2))
