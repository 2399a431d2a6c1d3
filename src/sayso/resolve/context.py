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
_BEGUN = re.compile(r"[.!?:\n]\W*$")
_NEAR = 3  # characters in front of a word that are looked at
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
    of the names of sources and of those that it mentions."""
    for statement in (*reading.statements, *reading.own_voice):
        text = statement.content.text
        yield from (word for at, word in _capitals(text) if word[0].isdigit() or not _begins(text, at))
    names = [link.words.text for statement in reading.statements for link in statement.chain]
    names += [mention.name for mention in reading.mentions if mention.form is MentionForm.NAME]
    yield from (word for name in names for _, word in _capitals(name))


def _capitals(text: str) -> Iterator[tuple[int, str]]:
    """Words with a capital letter and numbers, in lower case and without what makes them an owner's, with
    where they begin."""
    for found in _WORD.finditer(text):
        if not found.group()[0].islower():
            yield found.start(), _OWNER.sub("", found.group()).lower()


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins there, so that any word has a capital letter."""
    return at < _NEAR or _BEGUN.search(text[at - _NEAR : at]) is not None
