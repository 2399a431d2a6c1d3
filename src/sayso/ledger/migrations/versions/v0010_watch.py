"""The watch: beats, visits, leads, alerts, deletions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sayso.ledger.dialect import guard_ddl

revision = "0010"
down_revision = "0009"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of the watch; alerts and deletions are facts that are never changed."""
    op.create_table(
        "beat",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.Column("closed", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_beat")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_beat_id"), "beat", ["id"], unique=False)
    op.create_table(
        "pulse",
        sa.Column("beat", sa.Text(), nullable=False),
        sa.Column("due", WHOLE, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("beat", name=op.f("pk_pulse")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_pulse_due"), "pulse", ["due"], unique=False)
    op.create_table(
        "visit",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("beat", sa.Text(), nullable=False),
        sa.Column("until", WHOLE, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_visit")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_visit_beat_seq"), "visit", ["beat", "seq"], unique=False)
    op.create_table(
        "lead",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("beat", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("found", WHOLE, nullable=False),
        sa.Column("due", WHOLE, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_lead")),
        sa.UniqueConstraint("id", name=op.f("uq_lead_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_lead_beat_found"), "lead", ["beat", "found"], unique=False)
    op.create_index(op.f("ix_lead_due"), "lead", ["due"], unique=False)
    op.create_index(op.f("ix_lead_state"), "lead", ["state"], unique=False)
    op.create_table(
        "lead_mark",
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_lead_mark")),
        sqlite_strict=True,
    )
    op.create_table(
        "host",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("until", WHOLE, nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_host")),
        sqlite_strict=True,
    )
    op.create_table(
        "alert",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_alert")),
        sa.UniqueConstraint("id", name=op.f("uq_alert_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_alert_recorded"), "alert", ["recorded"], unique=False)
    op.create_index(op.f("ix_alert_subject"), "alert", ["subject"], unique=False)
    op.create_table(
        "told",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("moment", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_told")),
        sqlite_strict=True,
    )
    op.create_table(
        "wish",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.Column("closed", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_wish")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_wish_id"), "wish", ["id"], unique=False)
    op.create_table(
        "deletion",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_deletion")),
        sa.UniqueConstraint("digest", name=op.f("uq_deletion_digest")),
        sqlite_strict=True,
    )
    op.create_table(
        "delivery",
        sa.Column("alert", WHOLE, autoincrement=False, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("due", WHOLE, nullable=False),
        sa.Column("sent", WHOLE, nullable=True),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alert"], ["alert.seq"], name=op.f("fk_delivery_alert"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("alert", "channel", name=op.f("pk_delivery")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_delivery_due"), "delivery", ["due"], unique=False)
    for statement in guard_ddl(op.get_bind().dialect.name, ("alert", "deletion")):
        op.execute(statement)
