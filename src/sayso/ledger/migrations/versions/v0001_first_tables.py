"""First tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sayso.ledger.dialect import SEARCH_DDL, guard_ddl

revision = "0001"
down_revision = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make everything that a case of the first version has."""
    op.create_table(
        "correction",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("instead", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.Column("closed", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_correction")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_correction_statement"), "correction", ["statement"], unique=False)
    op.create_table(
        "entity",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_entity")),
        sa.UniqueConstraint("id", name=op.f("uq_entity_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "evidence",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", WHOLE, nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_evidence")),
        sa.UniqueConstraint("digest", name=op.f("uq_evidence_digest")),
        sqlite_strict=True,
    )
    op.create_table(
        "judgement",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.Column("closed", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_judgement")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_judgement_left"), "judgement", ["left"], unique=False)
    op.create_index(op.f("ix_judgement_right"), "judgement", ["right"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
        sqlite_strict=True,
    )
    op.create_table(
        "outlet",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_outlet")),
        sa.UniqueConstraint("id", name=op.f("uq_outlet_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "question",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("asks", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("statements", WHOLE, nullable=False),
        sa.Column("articles", WHOLE, nullable=False),
        sa.Column("outlets", WHOLE, nullable=False),
        sa.Column("first", WHOLE, nullable=True),
        sa.Column("last", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_question")),
        sa.UniqueConstraint("id", name=op.f("uq_question_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_question_last"), "question", ["last"], unique=False)
    op.create_table(
        "refusal",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.Column("closed", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_refusal")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_refusal_item"), "refusal", ["item"], unique=False)
    op.create_table(
        "ruling",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.Column("closed", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ruling")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_ruling_question"), "ruling", ["question"], unique=False)
    op.create_table(
        "source",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("statements", WHOLE, nullable=False),
        sa.Column("articles", WHOLE, nullable=False),
        sa.Column("outlets", WHOLE, nullable=False),
        sa.Column("first", WHOLE, nullable=True),
        sa.Column("last", WHOLE, nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_source")),
        sa.UniqueConstraint("id", name=op.f("uq_source_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_source_statements"), "source", ["statements"], unique=False)
    op.create_table(
        "article",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("evidence", WHOLE, nullable=False),
        sa.Column("outlet", WHOLE, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("out", WHOLE, nullable=False),
        sa.Column("printed", WHOLE, nullable=True),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.Column("authors", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence"], ["evidence.seq"], name=op.f("fk_article_evidence"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["outlet"], ["outlet.seq"], name=op.f("fk_article_outlet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_article")),
        sa.UniqueConstraint("id", name=op.f("uq_article_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_article_evidence"), "article", ["evidence"], unique=False)
    op.create_index(op.f("ix_article_outlet_printed"), "article", ["outlet", "printed"], unique=False)
    op.create_index(op.f("ix_article_printed"), "article", ["printed"], unique=False)
    op.create_index(op.f("ix_article_recorded"), "article", ["recorded"], unique=False)
    op.create_table(
        "capture",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("evidence", WHOLE, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("collected", WHOLE, nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence"], ["evidence.seq"], name=op.f("fk_capture_evidence"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_capture")),
        sa.UniqueConstraint("evidence", "origin", name=op.f("uq_capture_evidence_origin")),
        sqlite_strict=True,
    )
    op.create_table(
        "alias",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("entity", WHOLE, nullable=False),
        sa.Column("article", WHOLE, nullable=True),
        sa.Column("source", WHOLE, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.seq"], name=op.f("fk_alias_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["entity"], ["entity.seq"], name=op.f("fk_alias_entity"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source"], ["source.seq"], name=op.f("fk_alias_source"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_alias")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_alias_article"), "alias", ["article"], unique=False)
    op.create_index(op.f("ix_alias_entity"), "alias", ["entity"], unique=False)
    op.create_index(op.f("ix_alias_source_article"), "alias", ["source", "article"], unique=False)
    op.create_table(
        "article_text",
        sa.Column("article", WHOLE, autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.seq"], name=op.f("fk_article_text_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_article_text")),
        sqlite_strict=True,
    )
    op.create_table(
        "copy",
        sa.Column("article", WHOLE, autoincrement=False, nullable=False),
        sa.Column("original", WHOLE, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.seq"], name=op.f("fk_copy_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["original"], ["article.seq"], name=op.f("fk_copy_original"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", "original", name=op.f("pk_copy")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_copy_original"), "copy", ["original"], unique=False)
    op.create_table(
        "reading",
        sa.Column("article", WHOLE, autoincrement=False, nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("recorded", WHOLE, nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.seq"], name=op.f("fk_reading_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_reading")),
        sqlite_strict=True,
    )
    op.create_table(
        "stance",
        sa.Column("question", WHOLE, autoincrement=False, nullable=False),
        sa.Column("article", WHOLE, autoincrement=False, nullable=False),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.seq"], name=op.f("fk_stance_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question"], ["question.seq"], name=op.f("fk_stance_question"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("question", "article", name=op.f("pk_stance")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_stance_article"), "stance", ["article"], unique=False)
    op.create_table(
        "statement",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("article", WHOLE, nullable=False),
        sa.Column("source", WHOLE, nullable=True),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("own", WHOLE, nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("event_start", WHOLE, nullable=True),
        sa.Column("event_end", WHOLE, nullable=True),
        sa.Column("said_by", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.seq"], name=op.f("fk_statement_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source"], ["source.seq"], name=op.f("fk_statement_source"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_statement")),
        sa.UniqueConstraint("id", name=op.f("uq_statement_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_statement_article_position"), "statement", ["article", "position"], unique=False)
    op.create_index(op.f("ix_statement_source_article"), "statement", ["source", "article"], unique=False)
    op.create_table(
        "tie",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("article", WHOLE, nullable=True),
        sa.Column("left", sa.Text(), nullable=False),
        sa.Column("right", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.seq"], name=op.f("fk_tie_article"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_tie")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_tie_article"), "tie", ["article"], unique=False)
    op.create_table(
        "bearing",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("question", WHOLE, nullable=False),
        sa.Column("statement", WHOLE, nullable=False),
        sa.Column("article", WHOLE, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article"], ["article.seq"], name=op.f("fk_bearing_article"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question"], ["question.seq"], name=op.f("fk_bearing_question"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["statement"], ["statement.seq"], name=op.f("fk_bearing_statement"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_bearing")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_bearing_article"), "bearing", ["article"], unique=False)
    op.create_index(op.f("ix_bearing_question_article"), "bearing", ["question", "article"], unique=False)
    op.create_index(op.f("ix_bearing_statement"), "bearing", ["statement"], unique=False)
    dialect = op.get_bind().dialect.name
    facts = ("evidence", "capture", "article", "article_text")
    for statement in (*SEARCH_DDL[dialect], *guard_ddl(dialect, facts)):
        op.execute(statement)
