"""A case that was tampered with is found out, and the thing that is wrong is named."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from tests.ledger.made import Made, add, made


@pytest.fixture
def case(tmp_path: Path) -> tuple[Path, Made]:
    item = made()
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, item, made(2))
    return tmp_path / "case", item


def first_problem(folder: Path) -> str:
    with Ledger.open(folder) as ledger:
        return next((f"{problem.item}: {problem.reason}" for problem in ledger.verify()), "")


def test_nothing_is_wrong_with_a_case_left_alone(case: tuple[Path, Made]) -> None:
    assert first_problem(case[0]) == ""


def test_a_flipped_or_missing_evidence_file_is_named(case: tuple[Path, Made]) -> None:
    folder, item = case
    with Ledger.open(folder) as ledger:
        place = ledger.evidence.path(item.evidence.digest)
    place.write_bytes(b"X" + item.data[1:])
    assert first_problem(folder).startswith(f"Evidence {item.evidence.digest}: its")
    place.unlink()
    assert "missing" in first_problem(folder)


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        ("UPDATE article_text SET text = replace(text, 'hurt', 'dead') WHERE article = 1", "Article"),
        ("UPDATE article SET url = 'https://other.example' WHERE seq = 1", "Article"),
        ("UPDATE statement SET body = replace(body, 'hurt', 'dead') WHERE seq = 2", "Statement"),
        ("UPDATE statement SET body = '{' WHERE seq = 2", "Statement"),
        ("DELETE FROM evidence WHERE seq = 1", "The database"),
        ("INSERT INTO article_words(article_words) VALUES ('delete-all')", "The search index of articles"),
    ],
)
def test_a_changed_row_is_named(case: tuple[Path, Made], sql: str, named: str) -> None:
    folder, _ = case
    database = sqlite3.connect(folder / "case.db")
    guards = database.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%RAISE(ABORT%'").fetchall()
    for (guard,) in guards:
        database.execute(f"DROP TRIGGER {guard}")
    with database:
        database.execute(sql)
    database.close()
    assert first_problem(folder).startswith(named)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE article SET recorded = 0",
        "DELETE FROM article",
        "DELETE FROM evidence",
        "UPDATE capture SET origin = ''",
    ],
)
def test_the_database_itself_refuses_to_change_facts(case: tuple[Path, Made], sql: str) -> None:
    database = sqlite3.connect(case[0] / "case.db")
    with pytest.raises(sqlite3.IntegrityError, match="facts are appended"):
        database.execute(sql)
    database.close()
