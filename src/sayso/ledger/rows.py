"""What the read view gives that is not a term by itself: rows of lists, with counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sayso.terms.article import ArticleHead
from sayso.terms.entity import Verdict
from sayso.terms.question import Bearing, Question, Status
from sayso.terms.recording import Comparison, Recording
from sayso.terms.span import Span
from sayso.terms.statement import SourceKind, Statement
from sayso.terms.transcript import source_name
from sayso.terms.watchlist import Hit


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the head of the article it stands in."""

    statement: Statement
    article: ArticleHead


@dataclass(frozen=True, slots=True)
class Borne:
    """A bearing with its statement and the head of its article."""

    bearing: Bearing
    statement: Statement
    article: ArticleHead


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """A question with what was counted for it. `status` is the one of now: None at an earlier as-of,
    where it has to be found from the bearings. `first` and `last` are published times."""

    question: Question
    status: Status | None
    statements: int
    articles: int
    outlets: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A source with what it said in the case. `kind` is the most frequent one; `entity` is the id of who it
    is where that is known, `also` are its other names where all of them are counted."""

    id: str
    name: str
    kind: SourceKind
    statements: int
    articles: int
    outlets: int
    first: datetime | None
    last: datetime | None
    entity: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OutletSummary:
    """An outlet with how much it published in the case."""

    id: str
    name: str
    articles: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class Screened:
    """A hit, and what a person judged of it: confirmed (same), rejected (different), unsure, or nothing."""

    hit: Hit
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the words that were searched for at `found`."""

    text: str
    found: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ArticleHit:
    """An article that holds the words."""

    article: ArticleHead
    title: Marked
    snippet: Marked


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement whose source or content holds the words."""

    said: Said
    source: Marked
    content: Marked


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits of a search, best first."""

    articles: tuple[ArticleHit, ...]
    statements: tuple[StatementHit, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that was set aside, with what a person can do about it."""

    item: str
    reason: str
    next_step: str
    recorded: datetime
    closed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the case holds at an as-of."""

    articles: int
    outlets: int
    statements: int
    sources: int
    questions: int
    refusals: int


@dataclass(frozen=True, slots=True)
class RecordingSummary:
    """A recording with where and when its bytes were first met, when the desk learned of it, and the
    article that holds its words (None where nobody listened to it yet)."""

    recording: Recording
    origin: str
    collected: datetime
    recorded: datetime
    transcript: str | None

    @property
    def name(self) -> str:
        """What people call it: the last part of where it came from."""
        return self.origin.rstrip("/").rsplit("/", 1)[-1] or self.recording.id

    @property
    def source(self) -> str:
        """What it is called as a source of statements."""
        return source_name(self.name, self.recording.id)


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison of one speaker of a recording (empty: all of its speech) with the references of
    somebody named."""

    name: str
    speaker: str
    comparison: Comparison
    recorded: datetime
