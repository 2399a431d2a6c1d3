"""The migrations make the schema, and a database that is not of this version is said to be so."""

from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from sayso.errors import CaseDamaged, CaseTooNew
from sayso.ledger import Ledger, migrate
from sayso.ledger.custody import take_over
from sayso.ledger.dialect import engine_for, new_file, writer_of
from sayso.ledger.schema import METADATA
from tests.ledger.made import add, made

MIGRATIONS = Path(migrate.__file__).parent / "migrations"


def test_the_migrations_make_the_schema(tmp_path: Path) -> None:
    Ledger.create(tmp_path / "case").close()
    new_file(tmp_path / "plain.db")
    migrated = engine_for(tmp_path / "case" / "case.db", wait=1)
    plain = engine_for(tmp_path / "plain.db", wait=1)
    METADATA.create_all(plain)
    with migrated.connect() as left, plain.connect() as right:
        context = MigrationContext.configure(left, opts={"compare_type": True})
        made = [step for step in compare_metadata(context, METADATA) if "_words" not in str(step)]
        assert made == []
        for table in METADATA.tables:
            assert _shape(left, table) == _shape(right, table), table
    migrated.dispose()
    plain.dispose()


def _shape(connection: Connection, table: str) -> list[object]:
    """Columns, strictness, keys and indexes of a table, as SQLite has them."""

    def rows(pragma: str, name: str, start: int) -> set[tuple[object, ...]]:
        found = connection.exec_driver_sql(f"PRAGMA {pragma}({name})")
        return {tuple(row)[start:] for row in found}

    indexes = rows("index_list", table, 1)
    columns = {(name, tuple(sorted(rows("index_info", str(name), 2)))) for name, *_ in indexes}
    strict = rows("table_list", table, 4)
    return [rows("table_info", table, 1), strict, rows("foreign_key_list", table, 2), indexes, columns]


def test_the_head_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == migrate.HEAD


def test_an_older_case_is_brought_to_this_version_and_keeps_everything(tmp_path: Path) -> None:
    """Every revision before the head can be opened; what is in the case stays."""
    revisions = [step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][1:]
    for revision in revisions:
        folder = tmp_path / revision
        _make_at(folder, revision)
        item = made()
        with Ledger.open(folder) as ledger:
            add(ledger, item)
            assert ledger.at().article(item.article.id) == item.article
            assert list(ledger.verify()) == []


def _make_at(folder: Path, revision: str) -> None:
    folder.mkdir()
    new_file(folder / "case.db")
    engine = engine_for(folder / "case.db", wait=1)
    with writer_of(engine) as connection:
        migrate.upgrade(connection, to=revision)
    engine.dispose()


def test_two_that_open_an_older_case_at_once_both_can(tmp_path: Path) -> None:
    _make_at(tmp_path / "case", "0001")
    children = [
        multiprocessing.get_context("fork").Process(target=lambda: Ledger.open(tmp_path / "case").close())
        for _ in range(3)
    ]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0, 0]


def test_a_case_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Ledger.create(tmp_path).close()
    with sqlite3.connect(tmp_path / "case.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.execute("UPDATE meta SET value = '42.0' WHERE name = 'sayso'")
    database.close()
    with pytest.raises(CaseTooNew, match=r"42\.0.*newer"):
        Ledger.open(tmp_path)


@pytest.mark.parametrize("damage", [b"this is no database, " * 400, b""])
def test_a_damaged_file_is_named(tmp_path: Path, damage: bytes) -> None:
    Ledger.create(tmp_path).close()
    (tmp_path / "case.db").write_bytes(damage)
    with pytest.raises((CaseDamaged, Exception), match=str(tmp_path)):
        Ledger.open(tmp_path)


def test_facts_from_before_the_custody_log_are_sealed_when_the_case_is_opened(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        add(ledger, made(1), made(2))
    database = sqlite3.connect(tmp_path / "case.db")
    database.execute("DROP TRIGGER custody_delete")
    with database:
        database.execute("DELETE FROM custody")
    database.close()
    engine = engine_for(tmp_path / "case.db", wait=1)
    with writer_of(engine) as connection:
        take_over(connection, tool="1", moment=1)
    engine.dispose()
    (tmp_path / "case.seal").rename(tmp_path / "case.open")
    with Ledger.open(tmp_path) as ledger:
        assert list(ledger.verify()) == []
