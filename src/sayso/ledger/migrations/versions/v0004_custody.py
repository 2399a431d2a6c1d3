"""Seal what is stored in a log that is chained by hashes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sayso.ledger.dialect import guard_ddl

revision = "0004"
down_revision = "0003"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the custody log; the facts that are there are sealed when the case is opened."""
    op.create_table(
        "custody",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fact", WHOLE, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_custody")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_custody_kind_fact"), "custody", ["kind", "fact"])
    for statement in guard_ddl(op.get_bind().dialect.name, ("custody", "outlet")):
        op.execute(statement)
