"""The proposition at the centre of an event: the content that most others are like."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum

from sayso.terms.statement import Hedge, Polarity, Statement
from sayso.weigh.match import synonyms_of
from sayso.weigh.people import people
from sayso.weigh.topic import rare_words
from sayso.weigh.words import STOP, stems, tokens

_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|did|\w{3,}ed)\b")
_SHORTEST, _LONGEST = 5, 24  # words of a proposition that can be asked about
_OFTEN = 4  # a theme's word stands in one title of so many
_FINALISTS = 12  # contents most like the titles, of which the one most like all contents is taken
_LOOKED_AT = 150  # contents compared at most


def central_claim(contents: Sequence[Statement], titles: Sequence[str]) -> str:
    """The words of the affirmed content that the titles and other contents are most like; nothing where
    none can be asked about. The order of the arguments does not matter."""
    fit = sorted({s.content.text for s in contents if _fits(s)})[:_LOOKED_AT]
    if not fit or not titles:
        return ""
    rare = rare_words([*titles, *fit])
    theme = _theme(titles)
    by_titles = [
        (_covered(text, theme) * sum(_alike(text, title, rare) for title in titles) / len(titles), text)
        for text in fit
    ]
    best = sorted(by_titles, reverse=True)[:_FINALISTS]
    scored = [
        (near + sum(_alike(text, other, rare) for other in fit) / len(fit), text) for near, text in best
    ]  # fmt: skip
    return _tidy(max(scored)[1])


def _fits(statement: Statement) -> bool:
    text = statement.content.text
    words = tokens(text)
    plain = statement.polarity is Polarity.AFFIRMS and statement.hedge is not Hedge.STRONG
    if not plain or not _SHORTEST <= len(words) <= _LONGEST or len(statement.content.spans) != 1:
        return False
    first = words[1].lower if words[0].lower == "that" else words[0].lower
    outside = not any(mark in text for mark in '“”"?;:[]…')
    named = any(text[token.start].isupper() for token in words[1:])
    return (
        outside
        and named
        and first not in people()["pronouns"]
        and bool(_VERB.search(text))
        and " not " not in text
    )


def _theme(titles: Sequence[str]) -> list[frozenset[str]]:
    """What many titles speak of: for each such word the words that news uses for it."""
    count = Counter(word for title in titles for word in set(stems(title)))
    often = sorted(word for word, n in count.items() if n * _OFTEN >= len(titles))
    return [frozenset(words[0] for words in synonyms_of(word) if len(words) == 1) for word in often]


def _covered(text: str, theme: Sequence[frozenset[str]]) -> float:
    words = set(stems(text))
    return (1 + sum(not words.isdisjoint(idea) for idea in theme)) / (1 + len(theme))


def _alike(left: str, right: str, rare: Mapping[str, float]) -> float:
    one, two = set(stems(left)), set(stems(right))
    both = fsum(rare.get(word, 1.0) for word in one & two)  # in no order: sets have none
    whole = fsum(rare.get(word, 1.0) for word in one | two)
    return both / whole if whole else 0.0


def _tidy(text: str) -> str:
    plain = re.sub(r"^(?:that|how)\s+", "", " ".join(text.split())).strip(" ,.")
    first = plain.split(" ", 1)[0]
    return plain[0].lower() + plain[1:] if first.lower() in STOP else plain
