"""A question taken apart once: the names of its subjects, and for each answer the terms of its label, widened
by the words that its kind gives and by words that news uses for one another.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from sayso.terms.question import Question
from sayso.weigh.kinds import KindAnswer, kind_named, kinds, phrase
from sayso.weigh.people import people
from sayso.weigh.wording import cause_of, subject_of
from sayso.weigh.words import NOT_NAMES, STOP, Token, negated, stem, tokens

Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """One idea of an answer: any of `words` stands for it, any of `against` for its opposite. `core`
    terms are what the answer is about; `extra` ones come from the question and only add."""

    key: str
    words: Phrases
    against: Phrases = frozenset()
    core: bool = False
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Aim:
    """An answer taken apart. `negative` says that its own words deny something (`no means of testing`);
    `starts` are the words of which one has to stand in what speaks to it."""

    answer: str
    terms: tuple[Term, ...]
    negative: bool
    starts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, answer: str, terms: tuple[Term, ...], *, negative: bool) -> Aim:
        """The answer with the words that its core terms begin with."""
        core = (words[0] for term in terms if term.core for words in term.words | term.against)
        return cls(answer, terms, negative, frozenset(core))


@dataclass(frozen=True, slots=True)
class Aims:
    """A question taken apart: names of its subjects as stems (of them those of `given` only begin a name),
    common nouns for them, its answers in order."""

    subjects: frozenset[str]
    nouns: Phrases
    answers: tuple[Aim, ...]
    given: frozenset[str] = frozenset()


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("sayso.weigh").joinpath("data/synonyms.toml").read_text(encoding="utf-8"))


@cache
def _opposites() -> Mapping[tuple[str, ...], Phrases]:
    found: dict[tuple[str, ...], Phrases] = {}
    for pair in _data()["opposites"]:
        one, two = (frozenset(map(phrase, side)) for side in pair)
        found.update(dict.fromkeys(one, two) | dict.fromkeys(two, one))
    return found


@cache
def _synonyms() -> Mapping[tuple[str, ...], Phrases]:
    found: dict[tuple[str, ...], Phrases] = {}
    for group in _data()["groups"]:
        words = frozenset(map(phrase, group))
        for word in words:
            found[word] = found.get(word, frozenset()) | words
    return found


def synonyms_of(word: str) -> Phrases:
    """What news uses for a word, itself included; all as stems."""
    return _synonyms().get((word,), frozenset()) | {(word,)}


@lru_cache(maxsize=4096)
def take_apart(question: Question, epithets: frozenset[str] = frozenset()) -> Aims:
    """The terms of a question's answers; the main answer's are widened by the words of `asks`.
    `epithets` are common nouns that the articles use for its subjects (`the leader`)."""
    named = spoken_of(question)
    names = frozenset(
        token.stem
        for subject in named
        for token in tokens(subject)
        if subject[token.start].isupper() and token.lower not in people()["particles"]
    )
    aims = []
    labels = [_terms(answer.label, question.kind, names) for answer in question.answers]
    for index, (answer, (terms, negative)) in enumerate(zip(question.answers, labels, strict=True)):
        if index == 0:
            rivals = {term.key for other, _ in labels[1:] for term in other}
            terms = _widened(terms, question, names, rivals)
        shared = {
            term.key
            for at, (other, _) in enumerate(labels)
            if at != index
            for term in other
            if not term.extra
        }
        core = _with_core(terms, shared, _nouns(question, frozenset()))
        cause = cause_of(answer.label) if question.subjects == (answer.label,) else ""
        if any((cause,) in term.words for term in core):  # that she sank is not what is asked
            core = tuple(replace(term, core=(cause,) in term.words) for term in core)
        aims.append(Aim.of(answer.id, core, negative=negative))
    return Aims(names, _nouns(question, epithets), tuple(aims), _given(named))


def _given(named: Iterable[str]) -> frozenset[str]:
    """Stems that stand only in front of another name: `Ada` of *Ada Brandt*."""
    first: set[str] = set()
    last: set[str] = set()
    for subject in named:
        line = tokens(subject)
        for token, after in zip(line, (*line[1:], None), strict=True):
            if subject[token.start].isupper():
                (first if after and subject[after.start].isupper() else last).add(token.stem)
    return frozenset(first - last)


def spoken_of(question: Question) -> tuple[str, ...]:
    """What names a question's subjects. What became of somebody in the event's own words is asked of who
    stands in front, not of all that it names: `the captain of the Marisol died`."""
    fate = question.kind == "fate" and question.subjects == tuple(a.label for a in question.answers)
    return tuple(subject_of(one) or one for one in question.subjects) if fate else question.subjects


def _nouns(question: Question, epithets: frozenset[str]) -> Phrases:
    """The common nouns of the subjects, with the words that news uses for them."""
    found: set[tuple[str, ...]] = {(stem(word),) for word in epithets}
    for subject in spoken_of(question):
        for token in tokens(subject):
            if subject[token.start].islower() and token.lower not in STOP and len(token.lower) > 3:
                found |= synonyms_of(token.stem)
    return frozenset(found)


def _widened(
    terms: tuple[Term, ...], question: Question, names: frozenset[str], rivals: set[str]
) -> tuple[Term, ...]:
    """The main answer's terms with those of the question's own words, but for what stands for its other
    answers, and its kind's first answer."""
    known = {word for term in terms for word in term.words}
    asked, _ = _terms(question.asks, question.kind, names)
    fresh = [term for term in asked if not term.words & known and term.key not in rivals]
    more = [replace(term, extra=not term.core) for term in fresh]
    kind = kind_named(question.kind)
    if question.kind == "authenticity":
        more.append(_concept(kind.answers[0]))
    return (*terms, *more)


def _with_core(terms: tuple[Term, ...], shared: set[str], nouns: Phrases) -> tuple[Term, ...]:
    """Where no word of the label belongs to a kind, its names are the core, or else all of it; what
    other answers say too does not tell this one from them, and the subject is not what is said of it."""
    if any(term.core for term in terms):
        return terms
    own = [term for term in terms if not term.extra and term.key not in shared]
    own = own or [term for term in terms if not term.extra]
    own = [term for term in own if term.words.isdisjoint(nouns)] or own or list(terms)
    proper = [term for term in own if term.key[:1].isupper()]
    return tuple(replace(term, core=term in (proper or own)) for term in terms)


def _concept(answer: KindAnswer) -> Term:
    return Term(answer.key, answer.says, answer.against, core=True)


def _terms(text: str, kind: str, names: frozenset[str]) -> tuple[tuple[Term, ...], bool]:
    """The ideas of a text, and whether they are denied in it (`no means of testing`). What only stands
    there as not meant (`wounded, not killed`) is left out."""
    found: dict[str, Term] = {}
    words = tokens(text)
    negative = False
    for at, token in enumerate(words):
        if token.lower in STOP or token.stem in names or len(token.lower) < 3 or token.lower.isdigit():
            continue
        denied = negated(words, at)
        if (
            denied
            and found
            and re.search(r",\s*(?:not|nothing|never)\b[^,]*$", text[: token.start], re.IGNORECASE)
        ):
            continue
        near = synonyms_of(token.stem)
        concept = None if any(term.core for term in found.values()) else _concept_of(token, kind)
        proper = at > 0 and text[token.start].isupper() and token.lower not in NOT_NAMES
        if concept is not None:
            found[concept.key] = replace(_concept(concept), words=concept.says | near)
            negative = denied
        elif not any((token.stem,) in term.words for term in found.values()):
            aside = text.rfind("(", 0, token.start) > text.rfind(")", 0, token.start)
            found[text[token.start : token.end] if proper else token.stem] = Term(
                token.stem, near, _opposites().get((token.stem,), frozenset()), extra=aside
            )
            negative = negative or (denied and not any(term.core for term in found.values()))
    return tuple(replace(term, key=key) for key, term in found.items()), negative


def _concept_of(token: Token, kind: str) -> KindAnswer | None:
    """The answer that a word speaks for: any word of the question's own kind, or the very name of an
    answer of another."""
    own = kind_named(kind)
    for answer in own.answers:
        if (token.stem,) in answer.says and own.name != "general":
            return answer
    for other in kinds().values():
        for answer in other.answers:
            if token.lower in (answer.key, answer.word):
                return answer
    return None
