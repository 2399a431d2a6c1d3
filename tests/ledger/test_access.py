"""Who looked at what: cheap to write, whole after a kill, and no line of it can change or go unseen."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.ledger.access import ACCESS, AccessLog, Did
from tests.ledger.made import add, made


def note(folder: Path, *items: str) -> None:
    log = AccessLog(folder)
    for item in items:
        assert log.note(Did.VIEWED, item, by="ada", tool="1", through="desk")


def broken(folder: Path) -> str:
    with Ledger.open(folder) as ledger:
        return next((f"{each.item}: {each.reason}" for each in ledger.verify()), "")


def test_lines_are_kept_in_order_whoever_writes(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    items = [[f"{who}{number}" for number in range(20)] for who in "abc"]
    children = [context.Process(target=note, args=(tmp_path, *some)) for some in items]
    for child in children:
        child.start()
    for child in children:
        child.join()
    found = [access.item for access in AccessLog(tmp_path).accesses()]
    assert sorted(found) == sorted(item for some in items for item in some)
    for some in items:
        assert [item for item in found if item in some] == some
    assert len(AccessLog(tmp_path).chains()) == 60


def test_a_line_that_a_kill_cut_short_goes(tmp_path: Path) -> None:
    note(tmp_path, "a", "b")
    with (tmp_path / ACCESS).open("ab") as file:
        file.write(b'{"number": 3, "mom')
    assert len(AccessLog(tmp_path).chains()) == 2
    note(tmp_path, "c")
    assert [access.item for access in AccessLog(tmp_path).accesses()] == ["a", "b", "c"]


@pytest.mark.parametrize("line", [0, 1, 2, 3])
def test_a_removed_line_is_found(tmp_path: Path, line: int) -> None:
    folder = tmp_path / "case"
    Ledger.create(folder).close()
    note(folder, "a", "b", "c")
    assert broken(folder) == ""
    lines = (folder / ACCESS).read_bytes().splitlines(keepends=True)
    (folder / ACCESS).write_bytes(b"".join(lines[:line] + lines[line + 1 :]))
    assert broken(folder).startswith("The access log: ")


def test_every_flipped_byte_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    Ledger.create(folder).close()
    note(folder, "ü")
    data = (folder / ACCESS).read_bytes()
    for at in range(len(data)):
        (folder / ACCESS).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(ValueError, match=r"line|behind"):
            AccessLog(folder).chains()


def test_the_custody_log_knows_where_the_access_log_stood(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    with Ledger.create(folder) as ledger:
        note(folder, "a", "b")
        add(ledger, made())
        note(folder, "c")
    assert broken(folder) == ""
    (folder / ACCESS).unlink()
    note(folder, "other", "lines")
    assert broken(folder) == "The access log: line 2 is not the one that the custody log knows"


def test_a_folder_that_cannot_be_written_keeps_no_log(tmp_path: Path) -> None:
    assert not AccessLog(tmp_path / "gone").note(Did.VIEWED, "a", by="", tool="", through="")
    assert AccessLog(tmp_path / "gone").chains() == []
