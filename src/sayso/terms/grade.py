"""How far a source and a content can be relied on: two grades that are kept apart, and a likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sayso.terms.question import Reason


class Reliability(StrEnum):
    """Of a source, by its history: the letters of the Admiralty code (NATO AJP-2.1)."""

    A = "A"  # reliable
    B = "B"  # usually reliable
    C = "C"  # fairly reliable
    D = "D"  # not usually reliable
    E = "E"  # unreliable
    F = "F"  # can't be judged


class Credibility(StrEnum):
    """Of a content, by what else is said: the figures of the Admiralty code."""

    CONFIRMED = "1"  # by other independent root sources
    PROBABLE = "2"
    POSSIBLE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    UNJUDGED = "6"  # can't be judged


class Deed(StrEnum):
    """What became of something that a source said."""

    HELD = "held up"
    FELL = "was contradicted"
    WITHDREW = "was taken back"
    OPEN = "is open"


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that a source said on another question, and what became of it, with the reason."""

    question: str
    answer: str
    deed: Deed
    because: str


@dataclass(frozen=True, slots=True)
class SourceGrade:
    """The reliability of a root source, with its reasons and the history that they rest on."""

    root: str
    grade: Reliability
    reasons: tuple[Reason, ...]
    past: tuple[Past, ...] = ()


@dataclass(frozen=True, slots=True)
class ContentGrade:
    """The credibility of an answer, with its reasons. It takes no source's reliability into account."""

    answer: str
    grade: Credibility
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely an answer is by the model that `docs/explanation/grades.md` gives: `low` to `high`, from
    0 to 1, and the words for it (ICD 203); or None, and `words` say why it can't be judged."""

    answer: str
    low: float | None
    high: float | None
    words: str
    reasons: tuple[Reason, ...] = ()
