"""Watchlists: versions, entries, changes, hits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sayso.ledger.dialect import guard_ddl

revision = "0005"
down_revision = "0004"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of watchlists; versions and their entries are facts."""
    op.create_table(
        "hit",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_hit")),
        sa.UniqueConstraint("id", name=op.f("uq_hit_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_hit_entry"), "hit", ["entry"], unique=False)
    op.create_table(
        "listed",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_listed")),
        sa.UniqueConstraint("id", name=op.f("uq_listed_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_listed_entry"), "listed", ["entry"], unique=False)
    op.create_table(
        "watchlist",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("dated", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("entries", WHOLE, nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_watchlist")),
        sa.UniqueConstraint("id", name=op.f("uq_watchlist_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "list_change",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("watchlist", WHOLE, nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["watchlist"], ["watchlist.seq"], name=op.f("fk_list_change_watchlist"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_list_change")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_list_change_entry"), "list_change", ["entry"], unique=False)
    op.create_index(op.f("ix_list_change_watchlist"), "list_change", ["watchlist"], unique=False)
    op.create_table(
        "member",
        sa.Column("watchlist", WHOLE, autoincrement=False, nullable=False),
        sa.Column("position", WHOLE, autoincrement=False, nullable=False),
        sa.Column("listed", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["listed"], ["listed.seq"], name=op.f("fk_member_listed"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["watchlist"], ["watchlist.seq"], name=op.f("fk_member_watchlist"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("watchlist", "position", name=op.f("pk_member")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_member_listed"), "member", ["listed"], unique=False)
    for statement in guard_ddl(op.get_bind().dialect.name, ("watchlist", "listed", "member")):
        op.execute(statement)
