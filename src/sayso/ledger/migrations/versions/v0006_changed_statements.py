"""A statement that is read anew keeps its place: the search index follows its words."""

from __future__ import annotations

from alembic import op

from sayso.ledger.dialect import SAID_CHANGE_DDL

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Keep the index of statements current when a row changes."""
    for statement in SAID_CHANGE_DDL[op.get_bind().dialect.name]:
        op.execute(statement)
