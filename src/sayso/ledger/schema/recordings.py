"""Recordings.

Recordings and comparisons are facts. What was heard in one is derived, part by part (transcript, turns,
peaks, fingerprint, voices, ...), and so is what of it stands in an older one.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Text

from sayso.ledger.schema.columns import key, moment, table, text, to

RECORDING = table(
    "recording",
    key(),
    text("id", unique=True),
    to("evidence", "evidence.seq"),
    moment("out"),  # surely made by then: what an as-of asks
    text("body"),
    moment("recorded"),
    Index(None, "evidence"),
)

HEARD = table(
    "heard",
    key("recording", "recording.seq"),
    Column("part", Text, primary_key=True),
    text("body"),
)

# A transcript is an article to all that reads and weighs.
TRANSCRIPT = table(
    "transcript",
    key("recording", "recording.seq"),
    to("article", "article.seq"),
    Index(None, "article"),
)

REUSE = table(
    "reuse",
    key(),
    to("recording", "recording.seq"),
    to("other", "recording.seq"),
    text("body"),
    Index(None, "recording"),
    Index(None, "other"),
)

COMPARISON = table(
    "comparison",
    key(),
    text("id", unique=True),
    to("recording", "recording.seq"),
    text("speaker"),
    text("name"),
    text("body"),
    moment("recorded"),
    Index(None, "recording"),
)
