"""What the tables are made of."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint
from sqlalchemy.types import TypeEngine

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
WHOLE: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
MOMENT = WHOLE


def key(name: str = "seq", references: str | None = None) -> Column[int]:
    """A primary key whose values the writer hands out, or those of the row it belongs to."""
    target = [ForeignKey(references, ondelete="CASCADE")] if references else []
    return Column(name, WHOLE, *target, primary_key=True, autoincrement=False)


def to(name: str, references: str, *, null: bool = False) -> Column[int]:
    """A reference to a row of another table, with which this one goes."""
    return Column(name, WHOLE, ForeignKey(references, ondelete="CASCADE"), nullable=null)


def text(name: str, *, unique: bool = False, null: bool = False) -> Column[str]:
    """Words, an id, or a value as JSON."""
    return Column(name, Text, unique=unique or None, nullable=null)


def moment(name: str, *, null: bool = False) -> Column[int]:
    """Whole microseconds since 1970 in UTC, or another whole number."""
    return Column(name, MOMENT, nullable=null)


def table(name: str, *parts: Column[int] | Column[str] | UniqueConstraint | Index) -> Table:
    """A table of the case."""
    return Table(name, METADATA, *parts, sqlite_strict=True)


def tally() -> tuple[Column[int], ...]:
    """What lists show of now; `tallies` keeps them current."""
    counts = (Column(name, WHOLE, nullable=False) for name in ("statements", "articles", "outlets"))
    return *counts, moment("first", null=True), moment("last", null=True)


def judged(*columns: Column[str] | Column[int]) -> tuple[Column[int] | Column[str], ...]:
    """What a person said, by whom and why; it is closed by a later one, never edited."""
    said = (text("by"), text("because"), moment("recorded"), moment("closed", null=True))
    return key(), *columns, *said


def described() -> tuple[Column[int] | Column[str], ...]:
    """What is said of something by its id until something else is said of it."""
    return key(), text("id"), text("body"), moment("recorded"), moment("closed", null=True)


def name(name: str) -> Column[str]:
    """A primary key that is a name."""
    return Column(name, Text, primary_key=True)
