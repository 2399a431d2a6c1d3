"""Evidence, where it was met, and where its bytes stand in the archive."""

from __future__ import annotations

from sqlalchemy import Column, Index, UniqueConstraint

from sayso.ledger.schema.columns import WHOLE, key, moment, table, text, to

EVIDENCE = table(
    "evidence",
    key(),
    text("digest", unique=True),
    moment("size"),
    text("media_type"),
    moment("recorded"),
)

# The same bytes can be met at several places; each place is a fact of its own.
CAPTURE = table(
    "capture",
    key(),
    to("evidence", "evidence.seq"),
    text("origin"),
    moment("collected"),
    moment("recorded"),
    UniqueConstraint("evidence", "origin"),
)

# What stands where in the WARC files; `body` is the digest of the evidence in it.
RECORD = table(
    "record",
    key(),
    text("file"),
    Column("offset", WHOLE, nullable=False),
    Column("length", WHOLE, nullable=False),
    text("digest"),
    text("kind"),
    text("address"),
    Column("status", WHOLE, nullable=True),
    text("location"),
    text("failure"),
    text("reason"),
    text("coding"),
    text("body"),
    moment("moment"),
    moment("recorded"),
    UniqueConstraint("file", "offset"),
    Index(None, "body"),
    Index(None, "address", "moment"),
)
