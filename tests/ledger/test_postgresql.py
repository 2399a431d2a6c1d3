"""What only a server can get wrong: its own schema, its locks, two processes at once."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sayso.errors import CaseBusy, NoCase
from sayso.ledger import Ledger
from sayso.ledger.dialect import engine_for
from sayso.ledger.schema import METADATA
from tests.ledger.made import add, made


def test_the_migrations_make_the_schema(tmp_path: Path, new_address: str) -> None:
    Ledger.create(tmp_path, database=new_address).close()
    engine = engine_for(new_address, wait=1)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        steps = [step for step in compare_metadata(context, METADATA) if "words" not in str(step)]
        assert steps == []
    engine.dispose()


def test_a_writer_that_waits_too_long_says_so(tmp_path: Path, new_address: str) -> None:
    with Ledger.create(tmp_path, database=new_address, wait=0.2) as ledger:

        def write_too() -> None:
            with ledger.writing():
                pass

        with ledger.writing():
            assert ledger.at().counts().articles == 0
            with pytest.raises(CaseBusy):
                write_too()
        write_too()


def _add(folder: Path, address: str, start: int) -> None:
    with Ledger.open(folder, database=address) as ledger:
        for number in range(start, start + 20):
            add(ledger, made(number))


def test_two_processes_adding_at_once_lose_nothing(tmp_path: Path, new_address: str) -> None:
    Ledger.create(tmp_path, database=new_address).close()
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=_add, args=(tmp_path, new_address, start)) for start in (0, 10)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0]
    with Ledger.open(tmp_path, database=new_address) as ledger:
        assert ledger.at().counts().articles == 30
        assert list(ledger.verify()) == []


def test_the_server_itself_refuses_to_change_facts(tmp_path: Path, new_address: str) -> None:
    with Ledger.create(tmp_path, database=new_address) as ledger:
        add(ledger, made())
    engine = engine_for(new_address, wait=1)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="facts are appended"):
        connection.execute(text("UPDATE article SET url = 'https://other.example'"))
    engine.dispose()


def test_a_very_long_text_is_kept_whole(tmp_path: Path, new_address: str) -> None:
    item = made(what=" ".join(f"word{number}" for number in range(150_000)))
    with Ledger.create(tmp_path, database=new_address) as ledger:
        add(ledger, item)
        assert ledger.at().article(item.article.id) == item.article


def test_a_server_that_does_not_answer_is_told(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(NoCase, match="does not answer"):
        Ledger.open(tmp_path, database=f"postgresql://nobody@/none?host={tmp_path}")
