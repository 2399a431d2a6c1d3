"""What is contested, what speaks for each answer, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sayso.terms.entity import RelationKind
from sayso.terms.statement import Basis, Hedge, Link, Polarity, SourceKind
from sayso.terms.time import AsOf


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer. `excludes` and `implies` are ids of answers of the same question."""

    id: str
    label: str
    excludes: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()

    def rivals(self, other: Answer) -> bool:
        """Whether this answer and another can't both hold; it is enough that one of them says so."""
        return self.id != other.id and (other.id in self.excludes or self.id in other.excludes)


@dataclass(frozen=True, slots=True)
class Question:
    """What is contested: a question with answers that cannot all hold; the first is the main one.

    `kind` names a file of question kinds (fate, count, responsibility, authenticity, ...).
    """

    id: str
    asks: str
    kind: str
    subjects: tuple[str, ...]
    answers: tuple[Answer, ...]


class Stance(StrEnum):
    """What an article or a headline does with an answer."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    REPORTS = "reports"  # passes it on without taking a side
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Bearing:
    """That one statement bears on one answer of a question, and how. `because` names the words or
    the rule; `confidence` is the probability that a careful reader would say so too. `if_met` is the
    polarity that it would have if the condition of its statement held; None where there is no condition."""

    statement: str
    article: str
    question: str
    answer: str
    polarity: Polarity
    hedge: Hedge
    confidence: float
    because: str
    if_met: Polarity | None = None


@dataclass(frozen=True, slots=True)
class ArticleStance:
    """The stance of a whole article to a question's main answer, with its reasons."""

    article: str
    question: str
    stance: Stance
    because: str


class CopyKind(StrEnum):
    """How a copy stands to its original."""

    SAME = "same"  # about as long: the same text, perhaps lightly edited
    CUT = "cut"  # the copy is a shortened original
    EMBEDDED = "embedded"  # the copy holds the original inside a longer text
    UPDATE = "update"  # by the same outlet


@dataclass(frozen=True, slots=True)
class Copy:
    """That `article` repeats the words of `original`: `contained` is the share of the shorter text
    that runs word for word in the other (0 to 1).

    `order` is how it is known that the original was out first: stated by the published times of
    both, inferred where one of these was itself inferred, unknown where they overlap or are missing.
    """

    article: str
    original: str
    contained: float
    kind: CopyKind = CopyKind.SAME
    order: Basis = Basis.UNKNOWN


@dataclass(frozen=True, slots=True)
class RootSource:
    """Where the chains of one question's articles end. `names` are all names it goes by."""

    id: str
    question: str
    name: str
    kind: SourceKind
    names: tuple[str, ...]
    basis: Basis
    because: str


@dataclass(frozen=True, slots=True)
class RootedBearing:
    """A bearing with the chain joined across articles and the root it ends at."""

    bearing: Bearing
    root: str
    chain: tuple[Link, ...]
    basis: Basis
    because: str
    published: datetime | None
    recorded: datetime


class StatusKind(StrEnum):
    """Where an answer, or a question, stands."""

    UNREPORTED = "unreported"
    SINGLE_ROOT = "single root"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"
    REFUTED = "refuted"
    SUPERSEDED = "superseded"  # who affirmed it affirms another answer now, or the figure grew past it
    SETTLED = "settled by a person"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of a status, in words, with the ids of the facts it rests on."""

    words: str
    statements: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerStatus:
    """One answer as of a moment, with the root sources on each side, and those that stood behind it before
    they or its figure moved on."""

    answer: str
    kind: StatusKind
    affirming: tuple[str, ...]
    denying: tuple[str, ...]
    uncertain: tuple[str, ...]
    reasons: tuple[Reason, ...]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """A question as of a moment: its own kind, each answer's, the reasons, what would settle it."""

    question: str
    as_of: AsOf
    kind: StatusKind
    answers: tuple[AnswerStatus, ...]
    reasons: tuple[Reason, ...]
    would_settle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Articles about one event, known by its first article, with the questions that it raises."""

    id: str
    articles: tuple[str, ...]
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighing:
    """What weighing made of a case, or of some of its events; derived, so the ledger replaces it.

    `statuses` holds each question's status as of now; a board shows it without weighing anew.
    """

    questions: tuple[Question, ...]
    bearings: tuple[Bearing, ...]
    stances: tuple[ArticleStance, ...] = ()
    copies: tuple[Copy, ...] = ()
    statuses: tuple[Status, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRelation:
    """That two source names are not independent. `kind` None: the same source; speaks for: one root;
    part of: one root where both say the same, so that a collective is not added to its members."""

    name: str
    other: str
    kind: RelationKind | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """That a person settled an answer of a question; appended and closed, never edited. `polarity`
    says whether the answer holds."""

    question: str
    answer: str
    polarity: Polarity
    by: str
    because: str
    recorded: datetime
    closed: datetime | None = None


class Shift(StrEnum):
    """What a relay changed."""

    SURER = "surer than its origin"
    OTHER = "another answer than its origin's"
    TURNED = "the opposite of its origin"


@dataclass(frozen=True, slots=True)
class RelayDrift:
    """That `relay` names the outlet of `origin` and does not say what that outlet wrote itself."""

    relay: RootedBearing
    origin: RootedBearing
    outlet: str
    shift: Shift


@dataclass(frozen=True, slots=True)
class Standing:
    """A question as of a moment with what it was derived from, all known by that moment."""

    question: Question
    roots: tuple[RootSource, ...]
    rooted: tuple[RootedBearing, ...]
    status: Status
    relayed: tuple[RelayDrift, ...] = ()
