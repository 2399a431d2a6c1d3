"""The case itself: what it notes of itself, who stored what, what was stamped, set aside, deleted."""

from __future__ import annotations

from sqlalchemy import Column, Index, Text

from sayso.ledger.schema.columns import WHOLE, key, moment, table, text

META = table("meta", Column("name", Text, primary_key=True), text("value"))

REFUSAL = table(
    "refusal",
    key(),
    text("item"),
    text("reason"),
    text("next_step"),
    moment("recorded"),
    moment("closed", null=True),
    Index(None, "item"),
)

# Who stored what, when, with which version; each entry is chained to the one before (see `custody`).
CUSTODY = table(
    "custody",
    key(),
    text("kind"),
    Column("fact", WHOLE, nullable=False),
    text("digest"),
    text("by"),
    text("tool"),
    moment("recorded"),
    text("chain"),
    Index(None, "kind", "fact"),
)

# That an authority saw the chain value of an entry at a moment; `token` is its answer, in base 64.
STAMP = table(
    "stamp",
    key(),
    Column("entry", WHOLE, nullable=False),
    text("head"),
    text("authority"),
    text("token"),
    moment("moment"),
    moment("recorded"),
    Index(None, "entry"),
)

DELETION = table(
    "deletion",
    key(),
    text("digest", unique=True),
    moment("size"),
    text("because"),
    text("by"),
    moment("recorded"),
)
