"""A case that was tampered with is found out, and the thing that is wrong is named."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.terms.entity import Judgement, Verdict
from sayso.terms.question import Ruling
from sayso.terms.statement import Polarity
from tests.ledger.made import DAY, FRIDAY, Made, add, made, question, weighing


@pytest.fixture
def case(tmp_path: Path) -> tuple[Path, Made]:
    item = made()
    with Ledger.create(tmp_path / "case") as ledger:
        other = made(2)
        add(ledger, item, other)
        judgement = Judgement("en-1", "en-2", Verdict.SAME, "ada", "alike", FRIDAY)
        with ledger.writing(by="ada") as writer:
            writer.weighing(weighing([item, other]))
            writer.judged(Ruling(question().id, "hurt-yes", Polarity.AFFIRMS, "ada", "saw it", FRIDAY))
            writer.judged(judgement)
        with ledger.writing(by="ada") as writer:
            writer.judged(replace(judgement, closed=FRIDAY + DAY))
            writer.reading(replace(item.reading, reader="again"))
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
        ("UPDATE article SET out = out + 1 WHERE seq = 1", "Article"),
        ("UPDATE article SET published = replace(published, '03-07', '03-06') WHERE seq = 1", "Article"),
        ("UPDATE capture SET origin = 'https://other.example' WHERE seq = 2", "Capture 2"),
        ("UPDATE outlet SET name = 'Gull' WHERE seq = 1", "Article"),
        ("UPDATE ruling SET polarity = 'denies'", "Ruling 1"),
        ("UPDATE ruling SET closed = 1", "Ruling 1"),
        ("DELETE FROM ruling", "Ruling 1"),
        ("UPDATE judgement SET closed = NULL", "Judgement 1"),
        (
            "INSERT INTO ruling SELECT 9, question, answer, polarity, by, because, 1, NULL FROM ruling",
            "Ruling 9",
        ),
        ("UPDATE statement SET body = replace(body, 'affirms', 'denies') WHERE own = 0", "The reading of"),
        ("DELETE FROM statement WHERE own = 1", "The reading of"),
        ("UPDATE bearing SET body = replace(body, 'affirms', 'denies')", "What was weighed"),
        ("DELETE FROM stance", "What was weighed"),
        ("UPDATE statement SET said_by = 'x' || said_by WHERE seq = 2", "Statement"),
        ("UPDATE statement SET position = position + 1 WHERE seq = 2", "Statement"),
        ("UPDATE statement SET source = NULL WHERE source IS NOT NULL", "Statement"),
        ("UPDATE bearing SET answer = 'x' || answer", "What statement"),
        ("UPDATE question SET asks = 'x' || asks", "Question"),
        ("UPDATE source SET articles = articles + 1", "Source"),
        ("UPDATE source SET name = 'x' || name", "Source"),
        ("DELETE FROM custody WHERE seq = 3", "Entry 3 of"),
        ("UPDATE custody SET by = 'somebody' WHERE seq = 4", "Entry 4 of"),
        ("UPDATE custody SET digest = chain WHERE seq = 5", "Entry 5 of"),
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


def test_the_head_moves_with_every_fact_and_only_then(case: tuple[Path, Made]) -> None:
    folder, item = case
    with Ledger.open(folder) as ledger:
        head = ledger.head()
        with ledger.writing() as writer:
            writer.evidence(item.evidence)
            writer.article(item.article)
            writer.has_article(item.article.id)
            writer.reading(replace(item.reading, reader="again"))
        assert ledger.head() == head
        add(ledger, made(3))
        assert ledger.head() != head
        assert list(ledger.verify()) == []
