"""The tables of a case, once, for every database.

Facts (evidence, capture, record, article, sighting, revision, stamp, refusal, judgement) are appended
and carry the moment the desk recorded them. Derived rows (reading, statement, question, bearing, stance,
copy) are a function of the facts and are replaced when they are derived anew. `seq` numbers are handed
out by the one writer, in order; ids are what the outside sees. Moments are whole microseconds since 1970
in UTC.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
WHOLE: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
MOMENT = WHOLE


def _key(name: str = "seq", references: str | None = None) -> Column[int]:
    """A primary key whose values the writer hands out, or those of the row it belongs to."""
    target = [ForeignKey(references, ondelete="CASCADE")] if references else []
    return Column(name, WHOLE, *target, primary_key=True, autoincrement=False)


def _to(name: str, references: str, *, null: bool = False) -> Column[int]:
    return Column(name, WHOLE, ForeignKey(references, ondelete="CASCADE"), nullable=null)


def _text(name: str, *, unique: bool = False, null: bool = False) -> Column[str]:
    return Column(name, Text, unique=unique or None, nullable=null)


def _moment(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, MOMENT, nullable=null)


def _table(name: str, *parts: Column[int] | Column[str] | UniqueConstraint | Index) -> Table:
    return Table(name, METADATA, *parts, sqlite_strict=True)


META = _table("meta", Column("name", Text, primary_key=True), _text("value"))

EVIDENCE = _table(
    "evidence",
    _key(),
    _text("digest", unique=True),
    _moment("size"),
    _text("media_type"),
    _moment("recorded"),
)

# The same bytes can be met at several places; each place is a fact of its own.
CAPTURE = _table(
    "capture",
    _key(),
    _to("evidence", "evidence.seq"),
    _text("origin"),
    _moment("collected"),
    _moment("recorded"),
    UniqueConstraint("evidence", "origin"),
)

# What stands where in the WARC files; `body` is the digest of the evidence in it.
RECORD = _table(
    "record",
    _key(),
    _text("file"),
    Column("offset", WHOLE, nullable=False),
    Column("length", WHOLE, nullable=False),
    _text("digest"),
    _text("kind"),
    _text("address"),
    Column("status", WHOLE, nullable=True),
    _text("location"),
    _text("failure"),
    _text("reason"),
    _text("coding"),
    _text("body"),
    _moment("moment"),
    _moment("recorded"),
    UniqueConstraint("file", "offset"),
    Index(None, "body"),
    Index(None, "address", "moment"),
)

OUTLET = _table("outlet", _key(), _text("id", unique=True), _text("name"))

ARTICLE = _table(
    "article",
    _key(),
    _text("id", unique=True),
    _to("evidence", "evidence.seq"),
    _to("outlet", "outlet.seq"),
    _text("title"),
    _text("url"),
    _text("language"),
    _moment("out"),  # surely printed by then: what an as-of asks
    _moment("printed", null=True),  # what lists go by; null: nobody knows
    _text("published"),
    _moment("recorded"),
    _text("authors"),
    _text("locator"),
    Index(None, "printed"),
    Index(None, "recorded"),
    Index(None, "outlet", "printed"),
    Index(None, "url"),
    Index(None, "evidence"),
)

# Apart from the article's row, so that lists never page through texts.
ARTICLE_TEXT = _table("article_text", _key("article", "article.seq"), _text("title"), _text("text"))

# That an article's words were met in some evidence at a moment, the first time and again.
SIGHTING = _table(
    "sighting",
    _key(),
    _to("article", "article.seq"),
    _to("evidence", "evidence.seq"),
    _moment("seen"),
    _moment("recorded"),
    Index(None, "article", "seen"),
)

# That an address gave other words than before: between the two moments they changed.
REVISION = _table(
    "revision",
    _key(),
    _text("address"),
    _to("article", "article.seq"),
    _to("before", "article.seq"),
    _moment("present"),
    _moment("absent"),
    _text("body"),
    _moment("recorded"),
    UniqueConstraint("article", "before"),
    Index(None, "before"),
    Index(None, "address"),
    Index(None, "recorded"),
)

READING = _table(
    "reading",
    _key("article", "article.seq"),
    _text("reader"),
    _text("body"),
    _moment("recorded"),
    Index(None, "recorded"),
)


def _tally() -> tuple[Column[int], ...]:
    """What lists show of now; `tallies` keeps them current."""
    counts = (Column(name, WHOLE, nullable=False) for name in ("statements", "articles", "outlets"))
    return *counts, _moment("first", null=True), _moment("last", null=True)


SOURCE = _table(
    "source",
    _key(),
    _text("id", unique=True),
    _text("name"),
    _text("kind"),
    *_tally(),
    Index(None, "statements"),
)

STATEMENT = _table(
    "statement",
    _key(),
    _text("id", unique=True),
    _to("article", "article.seq"),
    _to("source", "source.seq", null=True),
    _text("source_kind"),
    Column("own", WHOLE, nullable=False),  # 1: the article's own voice
    Column("position", WHOLE, nullable=False),  # of the content's first character
    _moment("event_start", null=True),
    _moment("event_end", null=True),
    _text("said_by"),
    _text("content"),
    _text("body"),
    _moment("printed", null=True),  # of its article, so that a source's statements come in order
    Index(None, "article", "position"),
    Index(None, "source", "article"),
    Index(None, "source", "printed"),
)

QUESTION = _table(
    "question",
    _key(),
    _text("id", unique=True),
    _text("asks"),
    _text("body"),
    _text("status", null=True),
    *_tally(),
    Column("event", WHOLE, nullable=True),  # the first article of its event
    Index(None, "last"),
    Index(None, "event"),
)

# What gathering articles into events needs to take in one more without looking at the others.
GATHERED = _table(
    "gathered",
    _key("article", "article.seq"),
    _text("sketch"),
    _to("follows", "article.seq", null=True),
    Column("near", WHOLE, nullable=False),
    _to("event", "article.seq", null=True),
    Index(None, "follows"),
    Index(None, "event"),
)

# Which articles have something in common: two weighty words, or a shingle of words.
POSTING = Table(
    "posting",
    METADATA,
    Column("key", WHOLE, primary_key=True, autoincrement=False),
    Column("article", WHOLE, ForeignKey("article.seq", ondelete="CASCADE"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# Articles whose reading or standing changed since they were weighed.
FRESH = _table("fresh", _key("article", "article.seq"))

BEARING = _table(
    "bearing",
    _key(),
    _to("question", "question.seq"),
    _to("statement", "statement.seq"),
    _to("article", "article.seq"),
    _text("answer"),
    _text("body"),
    Index(None, "question", "article"),
    Index(None, "statement"),
    Index(None, "article"),
)

STANCE = _table(
    "stance",
    _key("question", "question.seq"),
    _key("article", "article.seq"),
    _text("stance"),
    _text("because"),
    Index(None, "article"),
)

COPY = _table(
    "copy",
    _key("article", "article.seq"),
    _key("original", "article.seq"),
    _text("body"),
    Index(None, "original"),
)

REFUSAL = _table(
    "refusal",
    _key(),
    _text("item"),
    _text("reason"),
    _text("next_step"),
    _moment("recorded"),
    _moment("closed", null=True),
    Index(None, "item"),
)


def _judged(*columns: Column[str] | Column[int]) -> tuple[Column[int] | Column[str], ...]:
    """What a person said, by whom and why; it is closed by a later one, never edited."""
    said = (_text("by"), _text("because"), _moment("recorded"), _moment("closed", null=True))
    return _key(), *columns, *said


JUDGEMENT = _table(
    "judgement",
    *_judged(_text("left"), _text("right"), _text("verdict")),
    Index(None, "left"),
    Index(None, "right"),
)

RULING = _table(
    "ruling", *_judged(_text("question"), _text("answer"), _text("polarity")), Index(None, "question")
)

# How persons put a question: opened, renamed, merged, split.
FRAMING = _table(
    "framing", *_judged(_text("question"), _text("kind"), _text("body")), Index(None, "question")
)

CORRECTION = _table(
    "correction",
    *_judged(_text("statement"), _text("kind"), _text("instead", null=True)),
    Index(None, "statement"),
)

# In place of the article's own columns of the same names (see `dated`).
DATING = _table(
    "dating",
    *_judged(
        _to("article", "article.seq"), _moment("out"), _moment("printed", null=True), _text("published")
    ),
    Index(None, "article"),
)

REFERENCE = _table(
    "reference", *_judged(_text("name"), _text("recording"), _text("stretches")), Index(None, "recording")
)

RECORDING_JUDGEMENT = _table(
    "recording_judgement",
    *_judged(_text("recording"), _text("finding"), _text("name")),
    Index(None, "recording"),
)

# Recordings and comparisons are facts. What was heard in one is derived, part by part (transcript, turns,
# peaks, fingerprint, voices, ...), and so is what of it stands in an older one.

RECORDING = _table(
    "recording",
    _key(),
    _text("id", unique=True),
    _to("evidence", "evidence.seq"),
    _moment("out"),  # surely made by then: what an as-of asks
    _text("body"),
    _moment("recorded"),
    Index(None, "evidence"),
)

HEARD = _table(
    "heard",
    _key("recording", "recording.seq"),
    Column("part", Text, primary_key=True),
    _text("body"),
)

# A transcript is an article to all that reads and weighs.
TRANSCRIPT = _table(
    "transcript",
    _key("recording", "recording.seq"),
    _to("article", "article.seq"),
    Index(None, "article"),
)

REUSE = _table(
    "reuse",
    _key(),
    _to("recording", "recording.seq"),
    _to("other", "recording.seq"),
    _text("body"),
    Index(None, "recording"),
    Index(None, "other"),
)

COMPARISON = _table(
    "comparison",
    _key(),
    _text("id", unique=True),
    _to("recording", "recording.seq"),
    _text("speaker"),
    _text("name"),
    _text("body"),
    _moment("recorded"),
    Index(None, "recording"),
)

# Who is who: derived like questions.

ENTITY = _table("entity", _key(), _text("id", unique=True), _text("kind"), _text("name"))

ALIAS = _table(
    "alias",
    _key(),
    _to("entity", "entity.seq"),
    _to("article", "article.seq", null=True),
    _to("source", "source.seq", null=True),
    _text("body"),
    Index(None, "entity"),
    Index(None, "article"),
    Index(None, "source", "article"),
)

# Relations, joins and proposals between entities; a relation names the article it stands in.
TIE = _table(
    "tie",
    _key(),
    _text("kind"),
    _to("article", "article.seq", null=True),
    _text("left"),
    _text("right"),
    _text("body"),
    Index(None, "article"),
)

# Who stored what, when, with which version; each entry is chained to the one before (see `custody`).
CUSTODY = _table(
    "custody",
    _key(),
    _text("kind"),
    Column("fact", WHOLE, nullable=False),
    _text("digest"),
    _text("by"),
    _text("tool"),
    _moment("recorded"),
    _text("chain"),
    Index(None, "kind", "fact"),
)

# That an authority saw the chain value of an entry at a moment; `token` is its answer, in base 64.
STAMP = _table(
    "stamp",
    _key(),
    Column("entry", WHOLE, nullable=False),
    _text("head"),
    _text("authority"),
    _text("token"),
    _moment("moment"),
    _moment("recorded"),
    Index(None, "entry"),
)

WATCHLIST = _table(
    "watchlist",
    _key(),
    _text("id", unique=True),
    _text("name"),
    _text("dated"),
    _text("digest"),
    Column("entries", WHOLE, nullable=False),
    _text("form"),
    _moment("recorded"),
)

# An entry that stays the same in many versions is kept once.
LISTED = _table(
    "listed", _key(), _text("id", unique=True), _text("entry"), _text("body"), Index(None, "entry")
)

MEMBER = _table(
    "member",
    _key("watchlist", "watchlist.seq"),
    _key("position"),
    _to("listed", "listed.seq"),
    Index(None, "listed"),
)

LIST_CHANGE = _table(
    "list_change",
    _key(),
    _to("watchlist", "watchlist.seq"),
    _text("entry"),
    _text("body"),
    Index(None, "watchlist"),
    Index(None, "entry"),
)

HIT = _table(
    "hit",
    _key(),
    _text("id", unique=True),
    _text("entry"),
    _text("body"),
    _moment("recorded"),
    Index(None, "entry"),
)

# The watch. A beat and a wish are closed by a later one; how it stands with each is kept apart.


def _described() -> tuple[Column[int] | Column[str], ...]:
    return _key(), _text("id"), _text("body"), _moment("recorded"), _moment("closed", null=True)


def _name(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


BEAT = _table("beat", *_described(), Index(None, "id"))

PULSE = _table("pulse", _name("beat"), _moment("due"), _text("body"), Index(None, "due"))

# A run of visits that came to the same is one row.
VISIT = _table("visit", _key(), _text("beat"), _moment("until"), _text("body"), Index(None, "beat", "seq"))

LEAD = _table(
    "lead",
    _key(),
    _text("id", unique=True),
    _text("beat"),
    _text("state"),
    _moment("found"),
    _moment("due", null=True),
    _text("body"),
    Index(None, "beat", "found"),
    Index(None, "due"),
    Index(None, "state"),
)

LEAD_MARK = _table("lead_mark", _name("mark"), _text("lead"))

# Hosts that asked to be left alone.
HOST = _table("host", _name("name"), _moment("until"), _text("because"))

ALERT = _table(
    "alert",
    _key(),
    _text("id", unique=True),
    _text("subject"),
    _text("body"),
    _moment("recorded"),
    Index(None, "subject"),
    Index(None, "recorded"),
)

DELIVERY = _table(
    "delivery",
    _key("alert", "alert.seq"),
    _name("channel"),
    _moment("due"),
    _moment("sent", null=True),
    Column("tries", WHOLE, nullable=False),
    _text("reason"),
    Index(None, "due"),
)

# What was last told of a subject: the next alert is about the difference.
TOLD = _table("told", _name("subject"), _text("body"), _moment("moment"))

WISH = _table("wish", *_described(), Index(None, "id"))

DELETION = _table(
    "deletion",
    _key(),
    _text("digest", unique=True),
    _moment("size"),
    _text("because"),
    _text("by"),
    _moment("recorded"),
)
