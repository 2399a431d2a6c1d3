"""Articles, their versions, and what reading made of them: sources and statements."""

from __future__ import annotations

from sqlalchemy import Column, Index, UniqueConstraint

from sayso.ledger.schema.columns import WHOLE, key, moment, table, tally, text, to

OUTLET = table("outlet", key(), text("id", unique=True), text("name"))

ARTICLE = table(
    "article",
    key(),
    text("id", unique=True),
    to("evidence", "evidence.seq"),
    to("outlet", "outlet.seq"),
    text("title"),
    text("url"),
    text("language"),
    moment("out"),  # surely printed by then: what an as-of asks
    moment("printed", null=True),  # what lists go by; null: nobody knows
    text("published"),
    moment("recorded"),
    text("authors"),
    text("locator"),
    Index(None, "printed"),
    Index(None, "recorded"),
    Index(None, "outlet", "printed"),
    Index(None, "url"),
    Index(None, "evidence"),
)

# Apart from the article's row, so that lists never page through texts.
ARTICLE_TEXT = table(
    "article_text",
    key("article", "article.seq"),
    text("title"),
    text("text"),
    text("hyperlinks", null=True),
)

# That an article's words were met in some evidence at a moment, the first time and again.
SIGHTING = table(
    "sighting",
    key(),
    to("article", "article.seq"),
    to("evidence", "evidence.seq"),
    moment("seen"),
    moment("recorded"),
    Index(None, "article", "seen"),
)

# That an address gave other words than before: between the two moments they changed.
REVISION = table(
    "revision",
    key(),
    text("address"),
    to("article", "article.seq"),
    to("before", "article.seq"),
    moment("present"),
    moment("absent"),
    text("body"),
    moment("recorded"),
    UniqueConstraint("article", "before"),
    Index(None, "before"),
    Index(None, "address"),
    Index(None, "recorded"),
)

READING = table(
    "reading",
    key("article", "article.seq"),
    text("reader"),
    text("body"),
    moment("recorded"),
    Index(None, "recorded"),
    Index(None, "reader"),
)

SOURCE = table(
    "source",
    key(),
    text("id", unique=True),
    text("name"),
    text("kind"),
    *tally(),
    Index(None, "statements"),
)

STATEMENT = table(
    "statement",
    key(),
    text("id", unique=True),
    to("article", "article.seq"),
    to("source", "source.seq", null=True),
    text("source_kind"),
    Column("own", WHOLE, nullable=False),  # 1: the article's own voice
    Column("position", WHOLE, nullable=False),  # of the content's first character
    moment("event_start", null=True),
    moment("event_end", null=True),
    text("said_by"),
    text("content"),
    text("body"),
    moment("printed", null=True),  # of its article, so that a source's statements come in order
    Index(None, "article", "position"),
    Index(None, "source", "article"),
    Index(None, "source", "printed"),
)
