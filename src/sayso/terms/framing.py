"""How persons put the questions of a case: opened, renamed, merged, split. Judgements that are closed and
never edited; what sayso found by itself stays beneath, so that closing one restores it exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sayso.terms.question import Bearing, Question


class FramingKind(StrEnum):
    """What a person does with a question."""

    OPEN = "open"
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Framing:
    """One judgement on how a question is put.

    open: `question` is the id of `opened`, asked of the event that the one of `articles` belongs to.
    rename: `words` are its wording. merge: it is asked as the question `into`. split: what the
    `articles` say of it is asked under the id `into`, in the same words or in `words`.
    """

    question: str
    kind: FramingKind
    by: str
    because: str
    recorded: datetime
    words: str = ""
    into: str = ""
    articles: tuple[str, ...] = ()
    opened: Question | None = None
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a question is made of: a question as weighing left it, how its answers are called here, and
    which of its articles (None: all but those `without`)."""

    source: str
    answers: Mapping[str, str]
    only: frozenset[str] | None = None
    without: frozenset[str] = frozenset()

    def holds(self, article: str) -> bool:
        """Whether what an article says of it belongs here."""
        return article not in self.without and (self.only is None or article in self.only)


@dataclass(frozen=True, slots=True)
class Framed:
    """A question as persons put it, with its parts; `moved` says that these are not just itself."""

    question: Question
    parts: tuple[Part, ...]
    moved: bool = False

    def bearing(self, bearing: Bearing) -> Bearing | None:
        """A stored bearing as one of this question's; None where it is none."""
        for part in self.parts:
            if part.source == bearing.question and part.holds(bearing.article):
                answer = part.answers.get(bearing.answer)
                return replace(bearing, question=self.question.id, answer=answer) if answer else None
        return None


def frame(
    stored: Iterable[Question], framings: Sequence[Framing], opened: Iterable[str] = ()
) -> tuple[Framed, ...]:
    """The questions of a case as they are put by the framings that hold, in the order of the stored ones.
    `opened` are the ids of all that persons ever opened: one that is not held open now is not shown."""
    held = {each.question for each in framings if each.kind is FramingKind.OPEN}
    hidden = set(opened) - held
    found = {
        question.id: Framed(question, (Part(question.id, {a.id: a.id for a in question.answers}),))
        for question in stored
        if question.id not in hidden
    }
    for framing in sorted(framings, key=lambda each: (each.recorded, each.question, each.into)):
        one = found.get(framing.question)
        if one is None:
            continue
        if framing.kind is FramingKind.RENAME:
            found[framing.question] = replace(one, question=replace(one.question, asks=framing.words))
        elif framing.kind is FramingKind.MERGE and framing.into in found and framing.into != framing.question:
            found[framing.into] = _merged(found.pop(framing.question), found[framing.into])
        elif framing.kind is FramingKind.SPLIT and framing.into not in found:
            found[framing.question], found[framing.into] = _split(one, framing)
    return tuple(found.values())


def _merged(one: Framed, into: Framed) -> Framed:
    """Both as one question: answers in the same words are one, the others are listed after those there."""
    by_words = {answer.label.casefold(): answer.id for answer in into.question.answers}
    names = {
        a.id: by_words.get(a.label.casefold(), f"{into.question.id}.{a.id}") for a in one.question.answers
    }

    def called(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names[each] for each in ids if each in names)

    more = tuple(
        replace(a, id=names[a.id], excludes=called(a.excludes), implies=called(a.implies))
        for a in one.question.answers
        if a.label.casefold() not in by_words
    )
    question = replace(into.question, answers=(*into.question.answers, *more))
    parts = tuple(
        replace(part, answers={theirs: names[mine] for theirs, mine in part.answers.items() if mine in names})
        for part in one.parts
    )
    return Framed(question, (*into.parts, *parts), moved=True)


def _split(one: Framed, framing: Framing) -> tuple[Framed, Framed]:
    """What is left of a question, and what some of its articles say as a question of its own."""
    chosen = frozenset(framing.articles)
    names = {a.id: f"{framing.into}.{a.id}" for a in one.question.answers}
    answers = tuple(
        replace(
            a,
            id=names[a.id],
            excludes=tuple(names[each] for each in a.excludes if each in names),
            implies=tuple(names[each] for each in a.implies if each in names),
        )
        for a in one.question.answers
    )
    asks = framing.words or one.question.asks
    own = tuple(
        replace(
            part,
            answers={theirs: names[mine] for theirs, mine in part.answers.items()},
            only=chosen if part.only is None else part.only & chosen,
        )
        for part in one.parts
    )
    left = tuple(replace(part, without=part.without | chosen) for part in one.parts)
    new = Framed(replace(one.question, id=framing.into, asks=asks, answers=answers), own, moved=True)
    return replace(one, parts=left, moved=True), new
