"""Bring a database to the tables of this version. Alembic is loaded only when there is work to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sayso.errors import CaseTooNew, NoCase

HEAD = "0015"
"""The newest revision in migrations/versions; a test holds the two together."""


def revision_of(connection: Connection) -> str | None:
    """The revision a database is at; None where it was never made."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def is_current(connection: Connection, *, case: str) -> bool:
    """Whether nothing has to be done. CaseTooNew, NoCase."""
    revision = revision_of(connection)
    if revision is None:
        raise NoCase(case, ": its database has no tables")
    if revision == HEAD:
        return True
    if revision not in _known():
        made_by = connection.execute(text("SELECT value FROM meta WHERE name = 'sayso'")).scalar()
        raise CaseTooNew(case, f"version {made_by or 'unknown'}, storage revision {revision}")
    return False


def upgrade(connection: Connection, *, to: str = "head") -> None:
    """Make or change the tables up to a revision, in the transaction that the connection is in."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _known() -> set[str]:
    """Revisions that this version has a migration for, by the names of their files."""
    versions = Path(__file__).parent / "migrations" / "versions"
    return {file.name[1:5] for file in versions.glob("v[0-9]*.py")}
