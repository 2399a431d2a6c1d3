"""Who says what: statements and the chain by which they came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sayso.terms.identity import content_id
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.time import Interval, TimeExpression


class Part(StrEnum):
    """Which text the offsets point into."""

    HEADLINE = "headline"
    BODY = "body"


class Polarity(StrEnum):
    """The source's own position towards the content."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    UNCERTAIN = "uncertain"  # cannot confirm, does not know, declined to say


class Hedge(StrEnum):
    """How much the words around the content take back."""

    NONE = "none"
    WEAK = "weak"  # reportedly, may, believed to be
    STRONG = "strong"  # cannot confirm, not verified


class SourceKind(StrEnum):
    """What is said to say it."""

    PERSON = "person"
    OFFICE_HOLDER = "office holder"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    RECORDING = "recording"
    ACCOUNT = "account"  # of a social medium
    WITNESS = "witness"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """Whether something stands in the words or was concluded."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class Voice(StrEnum):
    """Whose words they are given as."""

    DIRECT = "direct"  # in quotation marks
    INDIRECT = "indirect"
    MIXED = "mixed"  # indirect, with pieces in quotation marks
    OWN = "own"  # the article says it itself and names nobody


@dataclass(frozen=True, slots=True)
class Link:
    """One step of an attribution chain: somebody who passes the content on, or the innermost source.

    `name` is the fullest name that the article has for it; `words`, `cue` and `hedge_words` are
    where this step stands, empty where it was inferred; `because` says from what. `count` is how many
    they are said to be, for those who are not named: *two officials*. `url` is the web page that its words
    or its cue lead to.
    """

    name: str
    kind: SourceKind
    words: Words = NO_WORDS
    cue: Words = NO_WORDS
    hedge: Hedge = Hedge.NONE
    hedge_words: Words = NO_WORDS
    basis: Basis = Basis.STATED
    because: str = ""
    count: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Which rule or model of which version made a statement, or which person."""

    rule: str
    version: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the ranker made of a statement: how likely it is one, and what spoke most for it (over zero) and
    against it, in the units of the logistic scale. Only a reader that is asked to explain gives it."""

    probability: float
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Source + cue + content at exact offsets of one part of one article.

    `chain` goes from the outermost relay to the innermost source, without the outlet that prints the
    article; empty, the article speaks in its own voice. `confidence` is the calibrated probability
    that a careful reader would mark the same content with the same source.
    """

    id: str
    article: str
    part: Part
    voice: Voice
    source: Words
    cue: Words
    content: Words
    chain: tuple[Link, ...]
    polarity: Polarity
    hedge: Hedge
    hedge_words: Words
    condition: Words
    made_by: MadeBy
    confidence: float
    event_time: Interval | None = None
    said_time: Interval | None = None
    times: tuple[TimeExpression, ...] = ()
    weighed: Weighed | None = None

    @staticmethod
    def make_id(*, article: str, part: Part, source: Words, cue: Words, content: Words) -> str:
        """The same words of the same article are the same statement, whichever version read it."""

        def at(words: Words) -> str:
            return ",".join(f"{span.start}:{span.end}" for span in words.spans)

        return content_id("st", article, part, at(source), at(cue), at(content))

    @property
    def innermost(self) -> Link | None:
        """Who says it in the end, as far as this article tells."""
        return self.chain[-1] if self.chain else None


class CorrectionKind(StrEnum):
    """What a person makes of a statement that was read."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Correction:
    """That a person accepted, edited or rejected a statement; appended, closed, never edited.
    `instead` is the statement with the same id that takes its place; only an edit has one."""

    statement: str
    kind: CorrectionKind
    by: str
    because: str
    recorded: datetime
    instead: Statement | None = None
    closed: datetime | None = None


class MentionForm(StrEnum):
    """By what kind of words somebody is mentioned."""

    NAME = "name"
    DESCRIPTION = "description"  # the minister, his wife, a lawyer
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of an article's text that name a person, organisation or place, with `chain` the number that
    all mentions of the same one in this article share."""

    span: Span
    text: str
    kind: str  # person, organisation, place, group
    name: str  # the fullest name the article has for it
    chain: int
    form: MentionForm = MentionForm.NAME


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader made of one article. `own_voice` holds the sentences that the article says
    itself; weighing gives them the source that the same content has elsewhere."""

    article: str
    statements: tuple[Statement, ...]
    own_voice: tuple[Statement, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    reader: str = ""
