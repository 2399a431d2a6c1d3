"""What persons said of names, questions, statements, dates and recordings."""

from __future__ import annotations

from sqlalchemy import Index

from sayso.ledger.schema.columns import judged, moment, table, text, to

JUDGEMENT = table(
    "judgement",
    *judged(text("left"), text("right"), text("verdict")),
    Index(None, "left"),
    Index(None, "right"),
)

RULING = table("ruling", *judged(text("question"), text("answer"), text("polarity")), Index(None, "question"))

# How persons put a question: opened, renamed, merged, split.
FRAMING = table("framing", *judged(text("question"), text("kind"), text("body")), Index(None, "question"))

CORRECTION = table(
    "correction",
    *judged(text("statement"), text("kind"), text("instead", null=True)),
    Index(None, "statement"),
)

# In place of the article's own columns of the same names (see `dated`).
DATING = table(
    "dating",
    *judged(to("article", "article.seq"), moment("out"), moment("printed", null=True), text("published")),
    Index(None, "article"),
)

REFERENCE = table(
    "reference", *judged(text("name"), text("recording"), text("stretches")), Index(None, "recording")
)

RECORDING_JUDGEMENT = table(
    "recording_judgement",
    *judged(text("recording"), text("finding"), text("name"), text("part", null=True)),
    Index(None, "recording"),
)
