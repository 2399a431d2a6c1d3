"""Which questions an event raises: what its titles and statements say of whom, by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.terms.article import Article
from sayso.terms.identity import content_id
from sayso.terms.question import Answer, Question
from sayso.terms.statement import Part, Reading
from sayso.weigh.kinds import Kind, KindAnswer, kinds
from sayso.weigh.subjects import Names, find_names
from sayso.weigh.words import Token, tokens

Pair = tuple[Article, Reading]

_BEFORE, _AFTER = 9, 5  # words between a name and what is said of it
_TITLE, _LEAD, _BODY = 3.0, 2.0, 1.0
_MOST = 8  # questions proposed for one event, before it is seen which are contested
_OBJECTS = (
    "video",
    "footage",
    "photo",
    "picture",
    "image",
    "recording",
    "audio",
    "tape",
    "letter",
    "document",
    "memo",
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that might be asked, and how much in the event speaks of it."""

    question: Question
    weight: float


def propose(pairs: Sequence[Pair]) -> list[Proposal]:
    """Questions of one event, the weightiest first."""
    names = find_names(article.text for article, _ in pairs)
    tally: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for article, reading in pairs:
        for text, weight in _units(article, reading):
            for kind, answer, subject in set(_said_of(tokens(text), names)):
                tally[kind, subject][answer] += weight
    anchor = min((str(article.published.moment or ""), article.id) for article, _ in pairs)[1]
    found = [
        Proposal(_question(kinds()[kind], subject, names, answers, anchor), sum(answers.values()))
        for (kind, subject), answers in tally.items()
    ]
    found.sort(key=lambda proposal: (-proposal.weight, proposal.question.id))
    return found[:_MOST]


def _units(article: Article, reading: Reading) -> Iterator[tuple[str, float]]:
    yield article.title, _TITLE
    yield article.text[:200], _LEAD
    for statement in (*reading.statements, *reading.own_voice):
        if statement.part is Part.BODY:
            yield statement.content.text, _BODY


def _said_of(words: Sequence[Token], names: Names) -> Iterator[tuple[str, str, str]]:
    """(kind, answer, subject) for each word of a kind with a name near it."""
    line = [token.stem for token in words]
    places = names.at(words)
    for kind in kinds().values():
        for answer in kind.answers:
            for at in _places(answer, line):
                subject = _subject(at, places, line, kind)
                if subject is not None:
                    yield kind.name, answer.key, subject


def _places(answer: KindAnswer, line: Sequence[str]) -> Iterator[int]:
    for at in range(len(line)):
        if any(tuple(line[at : at + size]) in answer.says for size in (1, 2, 3)):
            yield at


def _subject(at: int, places: Iterable[tuple[int, str]], line: Sequence[str], kind: Kind) -> str | None:
    """The nearest name before the word, or else after it; for authenticity the thing that is spoken of."""
    if kind.name == "authenticity":
        return next((word for word in line if word in _OBJECTS), None)
    before = [(at - place, key) for place, key in places if 0 < at - place <= _BEFORE]
    if before:
        return min(before)[1]
    after = [(place - at, key) for place, key in places if 0 < place - at <= _AFTER]
    return min(after)[1] if after else None


def _question(kind: Kind, subject: str, names: Names, answers: Mapping[str, float], anchor: str) -> Question:
    name = names.full.get(subject, subject)
    if kind.name == "authenticity":
        name = f"the {subject}"
    identity = content_id("qu", kind.name, subject, anchor)
    said = sorted(answers, key=lambda key: (-answers[key], key))
    main = said[0]
    rivals = [
        a
        for a in kind.answers
        if a.key != main and (a.key in said[1:4] or a.key in kind.answer(main).excludes)
    ]
    chosen = [kind.answer(main), *rivals[:3]]
    keys = {answer.key for answer in chosen}

    def answer_id(key: str) -> str:
        return f"{identity}.{key}"

    made = tuple(
        Answer(
            answer_id(answer.key),
            answer.label.format(subject=name),
            tuple(answer_id(key) for key in answer.excludes if key in keys),
            tuple(answer_id(key) for key in answer.implies if key in keys),
        )
        for answer in chosen
    )
    asks = kind.asks.format(
        subject=name, answers=_listed([answer.word.format(subject=name) for answer in chosen])
    )
    return Question(identity, asks, kind.name, (name,), made)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
