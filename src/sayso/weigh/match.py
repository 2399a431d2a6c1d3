"""Which answer of a question some words speak to, and whether for or against it.

A question's answers are taken apart once: the names of its subjects, and for each answer the terms
of its label, widened by the words that its kind gives and by words that news uses for one another.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.terms.question import Answer, Question
from sayso.weigh.kinds import KindAnswer, kind_named, kinds, phrase
from sayso.weigh.words import NEGATIONS, STOP, Token, stem, tokens

Phrases = frozenset[tuple[str, ...]]
_REACH = 5  # words before a term in which a negation reaches it


@dataclass(frozen=True, slots=True)
class Term:
    """One idea of an answer: any of `words` stands for it, any of `against` for its opposite. `core`
    terms are what the answer is about; a hit without one of them does not count."""

    key: str
    words: Phrases
    against: Phrases
    core: bool


@dataclass(frozen=True, slots=True)
class Aim:
    """An answer taken apart."""

    answer: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Aims:
    """A question taken apart: names of its subjects as stems, and its answers in order."""

    subjects: frozenset[str]
    answers: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """That some words speak to an answer. `share` is the part of the answer's terms that is there,
    `against` whether they speak against it, `start` and `end` where the core terms stand."""

    answer: str
    share: float
    against: bool
    start: int
    end: int
    words: tuple[str, ...]


@cache
def _synonyms() -> Mapping[tuple[str, ...], Phrases]:
    raw = tomllib.loads(files("sayso.weigh").joinpath("data/synonyms.toml").read_text(encoding="utf-8"))
    found: dict[tuple[str, ...], Phrases] = {}
    for group in raw["groups"]:
        words = frozenset(map(phrase, group))
        for word in words:
            found[word] = found.get(word, frozenset()) | words
    return found


@cache
def take_apart(question: Question) -> Aims:
    """The terms of a question's answers; the main answer's are widened by the words of `asks`."""
    names = frozenset(
        token.stem
        for subject in question.subjects
        for token in tokens(subject)
        if subject[token.start].isupper()
    )
    main = _terms(question.asks, question.kind, names, core=False)
    aims = []
    for index, answer in enumerate(question.answers):
        terms = _terms(_label(answer), question.kind, names, core=True)
        if index == 0:
            known = {word for term in terms for word in term.words}
            terms = (*terms, *(term for term in main if not term.words & known))
        aims.append(Aim(answer.id, _with_kind(terms, question.kind, main=index == 0)))
    return Aims(names, tuple(aims))


def _label(answer: Answer) -> str:
    return answer.label


def _with_kind(terms: tuple[Term, ...], kind: str, *, main: bool) -> tuple[Term, ...]:
    """Every answer has a core term: the kind's first answer stands in where the label gives none."""
    found = kind_named(kind)
    if kind == "authenticity" and main and found.answers:
        return (*terms, _concept(found.answers[0]))
    if any(term.core for term in terms) or not found.answers:
        return terms or ()
    return (*terms, _concept(found.answers[0])) if main else terms


def _concept(answer: KindAnswer) -> Term:
    return Term(answer.key, answer.says, answer.against, True)


def _terms(text: str, kind: str, names: frozenset[str], *, core: bool) -> tuple[Term, ...]:
    found: dict[str, Term] = {}
    for token in tokens(text):
        if token.lower in STOP or token.stem in names or len(token.lower) < 3:
            continue
        concept = _concept_of(token.stem, kind)
        if concept is not None and concept.key not in found:
            near = _synonyms().get((token.stem,), frozenset())
            found[concept.key] = Term(
                concept.key, concept.says | near | {(token.stem,)}, concept.against, core
            )
        elif concept is None and token.stem not in found:
            words = _synonyms().get((token.stem,), frozenset()) | {(token.stem,)}
            found[token.stem] = Term(token.stem, words, frozenset(), core and text[token.start].isupper())
    return tuple(found.values())


def _concept_of(word: str, kind: str) -> KindAnswer | None:
    """The kind's answer that a word speaks for: of the question's own kind first."""
    order = [
        kind_named(kind),
        *(other for other in kinds().values() if other.name not in (kind, "general", "attribution")),
    ]
    for found in order:
        for answer in found.answers:
            if (word,) in answer.says or word == stem(answer.key):
                return answer
    return None


def hits(aims: Aims, text: str) -> tuple[Hit, ...]:
    """The answers that a stretch of text speaks to, best first."""
    words = tokens(text)
    line = [token.stem for token in words]
    found = [hit for aim in aims.answers if (hit := _hit(aim, words, line)) is not None]
    return tuple(sorted(found, key=lambda hit: -hit.share))


def _hit(aim: Aim, words: Sequence[Token], line: Sequence[str]) -> Hit | None:
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
    weight = sum(_weight(term) for term in aim.terms)
    share = sum(_weight(item[0]) for item in there) / weight if weight else 0.0
    flipped = cores[0][3] ^ negated(words, cores[0][1])
    first, last = min(item[1] for item in cores), max(item[2] for item in cores)
    shown = tuple(" ".join(word.lower for word in words[item[1] : item[2]]) for item in there)
    return Hit(aim.answer, share, flipped, words[first].start, words[last - 1].end, shown)


def _weight(term: Term) -> float:
    return 2.0 if term.core else 1.0


def _place(phrases: Phrases, line: Sequence[str]) -> tuple[int, int] | None:
    """Where the first of the phrases stands, as word positions."""
    for at in range(len(line)):
        for length in (4, 3, 2, 1):
            if tuple(line[at : at + length]) in phrases and at + length <= len(line):
                return at, at + length
    return None


def negated(words: Sequence[Token], at: int) -> bool:
    """Whether a negation stands shortly before a word (an odd number of them)."""
    before = words[max(0, at - _REACH) : at]
    count = sum(token.lower in NEGATIONS or token.lower.replace("’", "'").endswith("n't") for token in before)
    return count % 2 == 1


def about(aims: Aims, line: Iterable[str]) -> bool:
    """Whether a subject of the question is named."""
    return not aims.subjects.isdisjoint(line)
