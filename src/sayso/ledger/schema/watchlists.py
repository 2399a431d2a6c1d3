"""Watchlists, version by version, and the hits on them."""

from __future__ import annotations

from sqlalchemy import Column, Index

from sayso.ledger.schema.columns import WHOLE, key, moment, table, text, to

WATCHLIST = table(
    "watchlist",
    key(),
    text("id", unique=True),
    text("name"),
    text("dated"),
    text("digest"),
    Column("entries", WHOLE, nullable=False),
    text("form"),
    moment("recorded"),
)

# An entry that stays the same in many versions is kept once.
LISTED = table("listed", key(), text("id", unique=True), text("entry"), text("body"), Index(None, "entry"))

MEMBER = table(
    "member",
    key("watchlist", "watchlist.seq"),
    key("position"),
    to("listed", "listed.seq"),
    Index(None, "listed"),
)

LIST_CHANGE = table(
    "list_change",
    key(),
    to("watchlist", "watchlist.seq"),
    text("entry"),
    text("body"),
    Index(None, "watchlist"),
    Index(None, "entry"),
)

HIT = table(
    "hit",
    key(),
    text("id", unique=True),
    text("entry"),
    text("body"),
    moment("recorded"),
    Index(None, "entry"),
)
