"""The archive's index, versions of articles, time stamps."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sayso.ledger.dialect import guard_ddl

revision = "0009"
down_revision = "0008"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _whole(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, WHOLE, nullable=null)


def _key() -> sa.Column[int]:
    return sa.Column("seq", WHOLE, autoincrement=False, nullable=False)


def _to(table: str, name: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [name], [f"{other}.seq"], name=op.f(f"fk_{table}_{name}"), ondelete="CASCADE"
    )


def upgrade() -> None:
    """Make the tables; all of them are facts."""
    op.create_table(
        "record",
        _key(),
        _text("file"),
        _whole("offset"),
        _whole("length"),
        _text("digest"),
        _text("kind"),
        _text("address"),
        _whole("status", null=True),
        _text("location"),
        _text("failure"),
        _text("reason"),
        _text("coding"),
        _text("body"),
        _whole("moment"),
        _whole("recorded"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_record")),
        sa.UniqueConstraint("file", "offset", name=op.f("uq_record_file_offset")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_record_body"), "record", ["body"], unique=False)
    op.create_index(op.f("ix_record_address_moment"), "record", ["address", "moment"], unique=False)
    op.create_table(
        "sighting",
        _key(),
        _whole("article"),
        _whole("evidence"),
        _whole("seen"),
        _whole("recorded"),
        _to("sighting", "article", "article"),
        _to("sighting", "evidence", "evidence"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_sighting")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sighting_article_seen"), "sighting", ["article", "seen"], unique=False)
    op.create_table(
        "revision",
        _key(),
        _text("address"),
        _whole("article"),
        _whole("before"),
        _whole("present"),
        _whole("absent"),
        _text("body"),
        _whole("recorded"),
        _to("revision", "article", "article"),
        _to("revision", "before", "article"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_revision")),
        sa.UniqueConstraint("article", "before", name=op.f("uq_revision_article_before")),
        sqlite_strict=True,
    )
    for column in ("before", "address", "recorded"):
        op.create_index(op.f(f"ix_revision_{column}"), "revision", [column], unique=False)
    op.create_table(
        "stamp",
        _key(),
        _whole("entry"),
        _text("head"),
        _text("authority"),
        _text("token"),
        _whole("moment"),
        _whole("recorded"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_stamp")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stamp_entry"), "stamp", ["entry"], unique=False)
    op.create_index(op.f("ix_article_url"), "article", ["url"], unique=False)
    for statement in guard_ddl(op.get_bind().dialect.name, ("record", "sighting", "revision", "stamp")):
        op.execute(statement)
