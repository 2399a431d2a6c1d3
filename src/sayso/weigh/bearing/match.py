"""Which answer of a question some words speak to, and whether for or against it.

A question's answers are taken apart once: the names of its subjects, and for each answer the terms
of its label, widened by the words that its kind gives and by words that news uses for one another.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from sayso.terms.question import Question
from sayso.weigh.kinds import KindAnswer, kind_named, kinds, phrase
from sayso.weigh.people import people
from sayso.weigh.wording import cause_of, subject_of
from sayso.weigh.words import NEGATIONS, NOT_NAMES, STOP, Token, stem, stem_line, tokens

Phrases = frozenset[tuple[str, ...]]
_REACH = 5  # words before a core term in which a negation reaches it
_AUXILIARIES = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "does", "do", "did", "could", "would")
)
_CLOSE = 3  # the same for other terms


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
    """A question taken apart: names of its subjects as stems, common nouns for them, its answers in order."""

    subjects: frozenset[str]
    nouns: Phrases
    answers: tuple[Aim, ...]


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
    return Aims(names, _nouns(question, epithets), tuple(aims))


def spoken_of(question: Question) -> tuple[str, ...]:
    """What names a question's subjects. What became of somebody in the event's own words is asked of who
    stands in front, not of all that it names: `the captain of the Marisol died`."""
    fate = question.kind == "fate" and question.subjects == tuple(a.label for a in question.answers)
    return tuple(map(subject_of, question.subjects)) if fate else question.subjects


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


def hits(aims: Aims, text: str) -> tuple[Hit, ...]:
    """The answers that a stretch of text speaks to, best first."""
    words = tokens(text)
    line = stem_line(text)
    found = [hit for aim in aims.answers if (hit := _hit(aim, words, line)) is not None]
    straight = [hit for hit in found if not hit.opposite]
    kept = [hit for hit in found if not hit.opposite or not any(_meet(hit, other) for other in straight)]
    return tuple(sorted(kept, key=lambda hit: (hit.opposite, -hit.weight, -hit.share)))


def _meet(left: Hit, right: Hit) -> bool:
    return left.start < right.end and right.start < left.end


def _hit(aim: Aim, words: Sequence[Token], line: Sequence[str]) -> Hit | None:
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
        flipped = cores[0][3] ^ (not any(map(_negation, words)))
    else:
        others = [item for item in there if not item[0].extra and not item[0].core]
        flipped = cores[0][3] ^ (negated(words, cores[0][1]) or _undone(words, cores[0][2]))
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
    if not any(term.words & _objects() for term in aim.terms if not term.extra):
        return False
    return _place(kinds()["authenticity"].answers[0].against, line) is not None


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


def negated(words: Sequence[Token], at: int, *, reach: int = _REACH) -> bool:
    """Whether a negation stands shortly before a word (an odd number of them)."""
    return sum(map(_negation, words[max(0, at - reach) : at])) % 2 == 1


def _negation(token: Token) -> bool:
    return token.lower in NEGATIONS or token.lower.replace("’", "'").endswith("n't")


def _undone(words: Sequence[Token], after: int) -> bool:
    """Whether the verb right after a noun is denied: *the disease could not have been registered*."""
    next_two = [token.lower.replace("’", "'") for token in words[after : after + 2]]
    if not next_two or next_two[0].removesuffix("n't") not in _AUXILIARIES:
        return False
    return next_two[0].endswith("n't") or next_two[1:] == ["not"] or next_two[1:] == ["never"]
