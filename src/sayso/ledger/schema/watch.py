"""The watch and its alerts.

A beat and a wish are closed by a later one; how it stands with each is kept apart.
"""

from __future__ import annotations

from sqlalchemy import Column, Index

from sayso.ledger.schema.columns import WHOLE, described, key, moment, name, table, text

BEAT = table("beat", *described(), Index(None, "id"))

PULSE = table("pulse", name("beat"), moment("due"), text("body"), Index(None, "due"))

# A run of visits that came to the same is one row.
VISIT = table("visit", key(), text("beat"), moment("until"), text("body"), Index(None, "beat", "seq"))

LEAD = table(
    "lead",
    key(),
    text("id", unique=True),
    text("beat"),
    text("state"),
    moment("found"),
    moment("due", null=True),
    text("body"),
    Index(None, "beat", "found"),
    Index(None, "due"),
    Index(None, "state"),
)

LEAD_MARK = table("lead_mark", name("mark"), text("lead"))

# Hosts that asked to be left alone.
HOST = table("host", name("name"), moment("until"), text("because"))

ALERT = table(
    "alert",
    key(),
    text("id", unique=True),
    text("subject"),
    text("body"),
    moment("recorded"),
    Index(None, "subject"),
    Index(None, "recorded"),
)

DELIVERY = table(
    "delivery",
    key("alert", "alert.seq"),
    name("channel"),
    moment("due"),
    moment("sent", null=True),
    Column("tries", WHOLE, nullable=False),
    text("reason"),
    Index(None, "due"),
)

# What was last told of a subject: the next alert is about the difference.
TOLD = table("told", name("subject"), text("body"), moment("moment"))

WISH = table("wish", *described(), Index(None, "id"))
