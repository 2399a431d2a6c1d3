"""Every byte of a closed case's database is covered, also those that are no row."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.ledger import Ledger, verify_case
from sayso.ledger.sealing import SEAL, read_seal, seal_problem
from tests.ledger.made import add, made


@pytest.fixture
def case(tmp_path: Path) -> Path:
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, made(1), made(2))
    return tmp_path / "case"


def broken(folder: Path) -> str:
    return seal_problem(folder, folder / "case.db")


def test_a_case_that_was_closed_has_a_seal_that_holds(case: Path) -> None:
    seal = read_seal(case)
    assert seal is not None
    assert seal.size == (case / "case.db").stat().st_size
    with Ledger.open(case) as ledger:
        assert seal.head == ledger.head()
        assert list(ledger.verify()) == []
    assert broken(case) == ""


def test_looking_leaves_the_seal_and_writing_renews_it(case: Path) -> None:
    before = (case / SEAL).read_bytes()
    with Ledger.open(case) as ledger:
        ledger.at().articles()
    assert (case / SEAL).read_bytes() == before
    with Ledger.open(case) as ledger:
        add(ledger, made(3))
        assert not (case / SEAL).exists()
    assert (case / SEAL).read_bytes() != before
    assert broken(case) == ""


def test_a_seal_that_was_taken_away_is_missed(case: Path) -> None:
    (case / SEAL).unlink()
    assert "is gone" in broken(case)
    with Ledger.open(case) as ledger:
        assert [each.item for each in ledger.verify()] == ["The database file"]
        add(ledger, made(3))
        assert list(ledger.verify()) == []
    assert broken(case) == ""


def test_two_writers_leave_a_seal_that_holds(case: Path) -> None:
    with Ledger.open(case) as one, Ledger.open(case) as two:
        add(one, made(3))
        add(two, made(4))
    assert broken(case) == ""
    assert read_seal(case) is not None


def test_any_flipped_byte_of_the_database_is_found(case: Path, tmp_path: Path) -> None:
    data = (case / "case.db").read_bytes()
    chance = random.Random(3)
    for at in [0, 24, 60, 96, len(data) - 1, *(chance.randrange(len(data)) for _ in range(40))]:
        copy = tmp_path / "copy"
        shutil.copytree(case, copy)
        (copy / "case.db").write_bytes(
            data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]
        )
        assert next(verify_case(copy)), at
        shutil.rmtree(copy)


def test_any_flipped_byte_of_the_seal_is_found(case: Path) -> None:
    data = (case / SEAL).read_bytes()
    for at in range(len(data)):
        (case / SEAL).write_bytes(data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :])
        assert broken(case), at


def test_a_row_that_was_changed_behind_its_back_breaks_the_seal(case: Path) -> None:
    with sqlite3.connect(case / "case.db") as database:
        database.execute("UPDATE meta SET value = 'other' WHERE name = 'sayso'")
    database.close()
    with Ledger.open(case) as ledger:
        assert [each.item for each in ledger.verify()] == ["The database file"]


def test_a_killed_writer_leaves_no_seal_and_the_next_close_seals(case: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from sayso.ledger import Ledger\n"
        "from tests.ledger.made import add, made\n"
        "add(Ledger.open(Path(sys.argv[1])), made(7)); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(case)], check=False)
    assert read_seal(case) is None
    with Ledger.open(case) as ledger:
        assert list(ledger.verify()) == []
        add(ledger, made(8))
    assert read_seal(case) is not None


ANOTHER = """
import sys
from pathlib import Path
from sayso.ledger import Ledger
with Ledger.open(Path(sys.argv[1])) as ledger, ledger.writing() as writer:
    writer.refusal("item", "a reason", "A step.")
"""


def test_checking_the_seal_gives_up_no_lock_of_this_process(case: Path) -> None:
    connection = sqlite3.connect(case / "case.db")
    count = "SELECT count(*) FROM refusal"
    assert connection.execute(count).fetchone() == (0,)
    assert broken(case) == ""
    # The last to close takes the write-ahead log away; it must see that this process is still there.
    subprocess.run([sys.executable, "-c", ANOTHER, str(case)], check=True)
    assert (case / "case.db-wal").exists()
    assert connection.execute(count).fetchone() == (1,)
    connection.close()
