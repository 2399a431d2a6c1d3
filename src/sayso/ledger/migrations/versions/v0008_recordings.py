"""Recordings: what is heard in them, reuse, references, comparisons, and what persons judge of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sayso.ledger.dialect import guard_ddl

revision = "0008"
down_revision = "0007"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables of recordings; recordings and comparisons are facts that stay."""
    _judged("reference", "name", "recording", "stretches")
    _judged("recording_judgement", "recording", "finding", "name")
    op.create_table(
        "recording",
        _key(),
        _text("id"),
        _whole("evidence"),
        _whole("out"),
        _text("body"),
        _whole("recorded"),
        _to("recording", "evidence", "evidence"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_recording")),
        sa.UniqueConstraint("id", name=op.f("uq_recording_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_recording_evidence"), "recording", ["evidence"])
    op.create_table(
        "heard",
        _key("recording"),
        _text("part"),
        _text("body"),
        _to("heard", "recording", "recording"),
        sa.PrimaryKeyConstraint("recording", "part", name=op.f("pk_heard")),
        sqlite_strict=True,
    )
    op.create_table(
        "transcript",
        _key("recording"),
        _whole("article"),
        _to("transcript", "recording", "recording"),
        _to("transcript", "article", "article"),
        sa.PrimaryKeyConstraint("recording", name=op.f("pk_transcript")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_transcript_article"), "transcript", ["article"])
    op.create_table(
        "reuse",
        _key(),
        _whole("recording"),
        _whole("other"),
        _text("body"),
        _to("reuse", "recording", "recording"),
        _to("reuse", "other", "recording"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_reuse")),
        sqlite_strict=True,
    )
    for column in ("recording", "other"):
        op.create_index(op.f(f"ix_reuse_{column}"), "reuse", [column])
    op.create_table(
        "comparison",
        _key(),
        _text("id"),
        _whole("recording"),
        _text("speaker"),
        _text("name"),
        _text("body"),
        _whole("recorded"),
        _to("comparison", "recording", "recording"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_comparison")),
        sa.UniqueConstraint("id", name=op.f("uq_comparison_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_comparison_recording"), "comparison", ["recording"])
    for statement in guard_ddl(op.get_bind().dialect.name, ("recording", "comparison")):
        op.execute(statement)


def _judged(table: str, *names: str) -> None:
    """A table of what persons say: closed by a later row, never edited."""
    op.create_table(
        table,
        _key(),
        *(_text(name) for name in (*names, "by", "because")),
        _whole("recorded"),
        sa.Column("closed", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f(f"pk_{table}")),
        sqlite_strict=True,
    )
    op.create_index(op.f(f"ix_{table}_recording"), table, ["recording"])


def _key(name: str = "seq") -> sa.Column[int]:
    return sa.Column(name, WHOLE, autoincrement=False, nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, WHOLE, nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.seq"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
    )
