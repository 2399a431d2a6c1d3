"""A parse as plain values: the words of a text with their tags and what hangs on what (ClearNLP labels).

Names that end with `_` are spaCy's for the same things.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

DECORATED = "||"  # between the label of an arc that was lifted and that of the head it belongs to
ROOT = "ROOT"  # the label of a sentence's root, which is its own head


@dataclass(frozen=True, slots=True)
class Word:
    """What a word is wherever it stands."""

    text: str
    lower_: str
    is_punct: bool = False
    is_space: bool = False
    is_quote: bool = False
    like_num: bool = False


class Token:
    """A word in its text: `i` is its place among the words, `idx` that of its first character, `whitespace_`
    the space behind it; `children` are the words that hang on it, in order. Equal only to itself."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "lower_",
        "tag_",
        "text",
        "whitespace_",
        "word",
    )
    doc: Doc

    def __init__(self, i: int, idx: int, word: Word, space: str, tag: str) -> None:
        self.i, self.idx, self.word, self.whitespace_, self.tag_ = i, idx, word, space, tag
        self.text, self.lower_ = word.text, word.lower_
        self.dep_, self.head = ROOT, self
        self.children: list[Token] = []

    def __repr__(self) -> str:
        return self.text

    @property
    def is_punct(self) -> bool:
        """Whether it is a punctuation mark."""
        return self.word.is_punct

    @property
    def is_space(self) -> bool:
        """Whether it is white space."""
        return self.word.is_space

    @property
    def is_quote(self) -> bool:
        """Whether it is a quotation mark."""
        return self.word.is_quote

    @property
    def like_num(self) -> bool:
        """Whether it is a number, in digits or as a word."""
        return self.word.like_num

    @property
    def left_edge(self) -> Token:
        """The first word of its subtree."""
        return self.doc[self.doc.reach.left[self.i]]

    @property
    def right_edge(self) -> Token:
        """The last word of its subtree."""
        return self.doc[self.doc.reach.right[self.i]]

    @property
    def subtree(self) -> Sequence[Token]:
        """The word and all that hangs on it, in order."""
        reach, place = self.doc.reach, self.i
        found = self.doc[reach.left[place] : reach.right[place] + 1]
        if len(found) == reach.size[place]:
            return found
        return [token for token in found if token.hangs_on(self)]

    def hangs_on(self, other: Token) -> bool:
        """Whether it is `other`, or hangs on it or on what hangs on it."""
        token = self
        while token is not other and token.head is not token:
            token = token.head
        return token is other

    @property
    def sent(self) -> Sentence:
        """The sentence that it stands in."""
        sents = self.doc.sents
        return sents[bisect_right(sents, self.i, key=_start) - 1]

    @property
    def is_sent_start(self) -> bool:
        """Whether it is the first word of a sentence."""
        return self.sent.start == self.i

    @property
    def is_sent_end(self) -> bool:
        """Whether it is the last word of a sentence."""
        return self.sent.end == self.i + 1

    def nbor(self, by: int = 1) -> Token:
        """The word that stands `by` words further. IndexError where there is none."""
        if self.i + by < 0:
            raise IndexError(by)
        return self.doc[self.i + by]


class Sentence(tuple[Token, ...]):
    """The words of one sentence; it has at least one."""

    @property
    def start(self) -> int:
        """The place of its first word among the words of the text."""
        return self[0].i

    @property
    def end(self) -> int:
        """The place behind its last word."""
        return self[-1].i + 1

    @property
    def root(self) -> Token:
        """The first word that hangs on no other."""
        return next((token for token in self if token.head is token), self[0])

    @property
    def text(self) -> str:
        """Its words as they stand in the text."""
        last = self[-1]
        return last.doc.text[self[0].idx : last.idx + len(last.text)]


def _start(sentence: Sentence) -> int:
    return sentence.start


@dataclass(frozen=True, slots=True)
class Reach:
    """The places of the first and last word of each word's subtree, and how many words that has."""

    left: Sequence[int]
    right: Sequence[int]
    size: Sequence[int]


class Doc(tuple[Token, ...]):
    """The words of a parsed text, in order."""

    text: str

    @cached_property
    def sents(self) -> Sequence[Sentence]:
        """The sentences of the text: each begins where what hangs on a root begins."""
        begins = {self.reach.left[token.i] for token in self if token.head is token}
        edges = [0, *sorted(begins - {0}), len(self)]
        return [Sentence(self[a:b]) for a, b in pairwise(edges) if a < b]

    @cached_property
    def reach(self) -> Reach:
        """How far the subtree of each word reaches."""
        heads = [token.head.i for token in self]
        left, right, size = list(range(len(self))), list(range(len(self))), [1] * len(self)
        for place, above in enumerate(heads):
            below = place
            while above != below:
                size[above] += 1
                if place < left[above]:
                    left[above] = place
                elif place > right[above]:
                    right[above] = place
                below, above = above, heads[above]
        return Reach(left, right, size)


def grown(
    text: str,
    words: Iterable[tuple[Word, bool]],
    tags: Iterable[str],
    arcs: Iterable[tuple[int, str]],
) -> Doc:
    """The parse of a text from its words, each with whether a space is behind it, their tags, and for each
    the place of its head with the label of the arc, which is empty for a root."""
    tokens: list[Token] = []
    at = 0
    for (word, spaced), tag in zip(words, tags, strict=True):
        tokens.append(Token(len(tokens), at, word, " " if spaced else "", tag))
        at += len(word.text) + spaced
    doc = Doc(tokens)
    doc.text = text
    for token, (head, label) in zip(tokens, arcs, strict=True):
        token.doc = doc
        if label:
            token.head, token.dep_ = tokens[head], label
            token.head.children.append(token)
    for token in tokens:
        if DECORATED in token.dep_:
            _lower(token)
    return doc


def _lower(token: Token) -> None:
    """Hang a word where its arc was lifted from: on the nearest word below its head whose label the arc's
    label names (the scheme HEAD of Nivre and Nilsson 2005, doi:10.3115/1219840.1219853)."""
    token.dep_, wanted = token.dep_.split(DECORATED)
    old = token.head
    below = (child for child in _below(old, token) if child.dep_ == wanted)
    new = next(below, old)
    old.children.remove(token)
    token.head = new
    insort(new.children, token, key=_place)


def _below(head: Token, without: Token) -> Iterator[Token]:
    """What hangs on a word, level by level, without white space and without one word's subtree."""
    level = [head]
    while level:
        level = [
            child
            for token in level
            for child in token.children
            if child is not without and not child.is_space
        ]
        yield from level


def _place(token: Token) -> int:
    return token.i
