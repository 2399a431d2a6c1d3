"""What weighing derives: questions, what bears on them, stances, copies, and how articles gather."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from sayso.ledger.schema.columns import METADATA, WHOLE, key, table, tally, text, to

QUESTION = table(
    "question",
    key(),
    text("id", unique=True),
    text("asks"),
    text("body"),
    text("status", null=True),
    *tally(),
    Column("event", WHOLE, nullable=True),  # the first article of its event
    Index(None, "last"),
    Index(None, "event"),
)

# What gathering articles into events needs to take in one more without looking at the others.
GATHERED = table(
    "gathered",
    key("article", "article.seq"),
    text("sketch"),
    to("follows", "article.seq", null=True),
    Column("near", WHOLE, nullable=False),
    to("event", "article.seq", null=True),
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
FRESH = table("fresh", key("article", "article.seq"))

BEARING = table(
    "bearing",
    key(),
    to("question", "question.seq"),
    to("statement", "statement.seq"),
    to("article", "article.seq"),
    text("answer"),
    text("body"),
    Index(None, "question", "article"),
    Index(None, "statement"),
    Index(None, "article"),
)

STANCE = table(
    "stance",
    key("question", "question.seq"),
    key("article", "article.seq"),
    text("stance"),
    text("because"),
    Index(None, "article"),
)

COPY = table(
    "copy",
    key("article", "article.seq"),
    key("original", "article.seq"),
    text("body"),
    Index(None, "original"),
)
