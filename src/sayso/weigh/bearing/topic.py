"""What the articles of a question have in common: how rare its words are there, what its subjects are
called besides their names, and which words go with each answer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum, sqrt

from sayso.terms.question import Question
from sayso.weigh.bearing.aims import spoken_of
from sayso.weigh.bearing.echo import Echo
from sayso.weigh.people import around_people, is_verb
from sayso.weigh.sources import is_title
from sayso.weigh.words import STOP, rarity, stem, stems, tokens

_MOST = 25  # words kept of each answer's centroid
_FEW = 6  # pieces needed before an answer has a centroid


@dataclass(frozen=True, slots=True)
class Topic:
    """The vocabulary of one question's articles, and the year in which they begin. `near` holds for each
    answer the words of the pieces that surely bear on it, weighted (relevance feedback, Rocchio 1971)."""

    epithets: frozenset[str] = frozenset()
    rare: Mapping[str, float] = field(default_factory=dict)
    near: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    echo: Echo = field(default_factory=Echo)
    begun: int | None = None

    def likeness(self, answer: str, text: str) -> float:
        """Cosine of a text with the answer's centroid; 0 where there is none."""
        centroid = self.near.get(answer)
        if not centroid:
            return 0.0
        vector = _vector(stems(text), self.rare)
        norm = sqrt(fsum(v * v for v in vector.values())) * sqrt(fsum(v * v for v in centroid.values()))
        return fsum(v * centroid.get(word, 0.0) for word, v in vector.items()) / norm if norm else 0.0


def find_epithets(question: Question, texts: Iterable[str]) -> frozenset[str]:
    """Common nouns that stand right before a subject's name in two texts or more: `leader Jan Holt`, `Captain
    Holt`, `the captain, Jan Holt`."""
    names = {
        token.lower
        for subject in spoken_of(question)
        for token in tokens(subject)
        if subject[token.start].isupper()
    }
    if not names:
        return frozenset()
    name = "|".join(map(re.escape, sorted(names)))
    pattern = re.compile(rf"\b(\w{{4,}}),? (?:{name})\b", re.IGNORECASE)
    count: Counter[str] = Counter()
    for text in texts:
        before = (m.group(1) for m in pattern.finditer(text))
        count.update({word.lower() for word in before if word.islower() or is_title(word)} - STOP - names)
    around = {word for one in around_people() for word in one}
    return frozenset(
        word for word, n in count.items() if n > 1 and stem(word) not in around and not is_verb(word)
    )


def rare_words(texts: Iterable[str]) -> Mapping[str, float]:
    """Rarity of each word over the sentences' worth of text given."""
    return rarity(stems(text) for text in texts)


def centroids(
    sure: Sequence[tuple[str, str]], rare: Mapping[str, float]
) -> Mapping[str, Mapping[str, float]]:
    """From (answer, text) pairs that surely bear on it the weighted words of each answer."""
    texts: dict[str, list[str]] = defaultdict(list)
    for answer, text in sure:
        texts[answer].append(text)
    return {answer: _centroid(found, rare) for answer, found in texts.items() if len(found) >= _FEW}


def _centroid(texts: Sequence[str], rare: Mapping[str, float]) -> Mapping[str, float]:
    total: Counter[str] = Counter()
    for text in sorted(set(texts)):
        vector = _vector(stems(text), rare)
        norm = sqrt(fsum(v * v for v in vector.values())) or 1.0
        for word, value in vector.items():
            total[word] += value / norm  # type: ignore[assignment]  # a Counter of floats
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0]))[:_MOST])


def _vector(words: Sequence[str], rare: Mapping[str, float]) -> dict[str, float]:
    return {word: rare.get(word, 1.0) for word in set(words)}
