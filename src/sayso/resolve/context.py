"""What articles tell of, as far as it helps to say whether two of them mean the same person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log, sqrt

from sayso.terms.statement import MentionForm, Reading

LIKE = 0.12  # of the words of two articles, weighed: one pair in a hundred of different events has so much
FEWEST = 4  # words that they have to share
TOLD = 4  # of them that a reason names
_WORD = re.compile(r"[^\W\d_][\w’'-]+|\d[\d,.]*\d|\d")
_OWNER = re.compile(r"[’']s?$")


@dataclass(slots=True)
class Context:
    """The names and numbers that the articles of a case have in what they tell, by article."""

    words: dict[str, frozenset[str]] = field(default_factory=dict)
    articles: Counter[str] = field(default_factory=Counter)  # how many have a word

    def add(self, reading: Reading) -> None:
        """Take in one article; the same twice adds nothing."""
        if reading.article in self.words:
            return
        found = frozenset(_words(reading))
        self.words[reading.article] = found
        self.articles.update(found)

    def one_event(self, left: str, right: str, *, without: frozenset[str]) -> str:
        """The words by which two articles tell of one event, the rarest first; empty where they share too
        little. `without` are the words of the name that is asked about, which prove nothing."""
        one, two = self.words.get(left, frozenset()) - without, self.words.get(right, frozenset()) - without
        shared = one & two
        if len(shared) < FEWEST:
            return ""
        like = self._weight(shared) / (sqrt(self._weight(one) * self._weight(two)) or 1.0)
        if like < LIKE:
            return ""
        return ", ".join(sorted(shared, key=lambda word: (self.articles[word], word))[:TOLD])

    def _weight(self, words: frozenset[str]) -> float:
        # Sorted, so that the sum is the same whatever the order of a set.
        return sum(log(1 + len(self.words) / self.articles[word]) ** 2 for word in sorted(words))


def _words(reading: Reading) -> Iterator[str]:
    """Capitalised words and numbers of what an article says in statements or in its own voice, and the words
    of the names that it mentions."""
    texts = [statement.content.text for statement in (*reading.statements, *reading.own_voice)]
    texts += [link.words.text for statement in reading.statements for link in statement.chain]
    texts += [mention.name for mention in reading.mentions if mention.form is MentionForm.NAME]
    for text in texts:
        for word in _WORD.findall(text):
            if not word[0].islower():
                yield _OWNER.sub("", word).lower()
