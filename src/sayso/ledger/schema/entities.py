"""Who is who: derived like questions."""

from __future__ import annotations

from sqlalchemy import Index

from sayso.ledger.schema.columns import key, table, text, to

ENTITY = table("entity", key(), text("id", unique=True), text("kind"), text("name"))

ALIAS = table(
    "alias",
    key(),
    to("entity", "entity.seq"),
    to("article", "article.seq", null=True),
    to("source", "source.seq", null=True),
    text("body"),
    Index(None, "entity"),
    Index(None, "article"),
    Index(None, "source", "article"),
)

# Relations, joins and proposals between entities; a relation names the article it stands in.
TIE = table(
    "tie",
    key(),
    text("kind"),
    to("article", "article.seq", null=True),
    text("left"),
    text("right"),
    text("body"),
    Index(None, "article"),
)
