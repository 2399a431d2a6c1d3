"""A copy is whole, whoever writes while it is made."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from sayso.errors import BadField, CaseBusy
from sayso.ledger import Ledger
from tests.ledger.made import add, made


def _write(folder: Path) -> None:
    with Ledger.open(folder) as ledger:
        for number in range(40):
            add(ledger, made(number))


def test_a_copy_made_while_another_process_writes_is_whole(tmp_path: Path) -> None:
    Ledger.create(tmp_path / "case").close()
    child = multiprocessing.get_context("fork").Process(target=_write, args=(tmp_path / "case",))
    child.start()
    with Ledger.open(tmp_path / "case") as ledger:
        for _ in range(5):
            ledger.back_up(tmp_path / "copy")
            with Ledger.open(tmp_path / "copy") as copy:
                assert list(copy.verify()) == []
                assert copy.at().unread() == ()
        child.join(60)
        ledger.back_up(tmp_path / "copy")
        assert ledger.back_up(tmp_path / "copy") == 0
        with Ledger.open(tmp_path / "copy") as copy:
            assert copy.at().articles() == ledger.at().articles()
            assert copy.head() == ledger.head()


def test_another_case_and_an_open_copy_are_left_alone(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "one") as one, Ledger.create(tmp_path / "two") as two:
        add(one, made(1))
        add(two, made(2))
        with pytest.raises(CaseBusy):
            one.back_up(tmp_path / "two")
        with pytest.raises(BadField, match="the case itself"):
            one.back_up(tmp_path / "one")
    with Ledger.open(tmp_path / "one") as one:
        with pytest.raises(BadField, match="another case"):
            one.back_up(tmp_path / "two")
        assert not list((tmp_path / "two").glob(".case.db*"))
