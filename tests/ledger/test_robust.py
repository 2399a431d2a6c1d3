"""Two processes at once, a kill at any moment, a full disk, a folder that may not be written."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sayso.errors import CaseBusy, CaseDamaged, CaseReadOnly, NoCase, SaysoError, StorageFull
from sayso.ledger import Ledger
from tests.ledger.made import Made, add, made, write

FORK = multiprocessing.get_context("fork")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "case").close()
    return tmp_path / "case"


def in_child(work: Callable[..., None], *values: object) -> int | None:
    """Exit code of a process that does the work."""
    child = FORK.Process(target=work, args=values)
    child.start()
    child.join(60)
    return child.exitcode


def add_each(folder: Path, items: list[Made], *, together: int = 1) -> None:
    with Ledger.open(folder) as ledger:
        for start in range(0, len(items), together):
            add(ledger, *items[start : start + together])


def whole(folder: Path) -> int:
    """How many articles there are, each with its evidence, text and reading."""
    with Ledger.open(folder) as ledger:
        assert list(ledger.verify()) == []
        read = list(ledger.at().readings())
        assert len(read) == ledger.at().counts().articles
        assert all(reading.statements for _, reading in read)
        return len(read)


def test_two_processes_adding_at_once_lose_nothing(folder: Path) -> None:
    left, right = [made(n) for n in range(30)], [made(n) for n in range(15, 45)]
    children = [FORK.Process(target=add_each, args=(folder, items)) for items in (left, right)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0]
    assert whole(folder) == 45


def test_two_makers_of_one_case_leave_one_case(tmp_path: Path) -> None:
    def make() -> None:
        Ledger.create(tmp_path / "new").close()

    children = [FORK.Process(target=make) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert sorted(child.exitcode or 0 for child in children) == [0, 1]
    assert whole(tmp_path / "new") == 0


def test_a_kill_at_any_moment_leaves_nothing_half_written(folder: Path) -> None:
    items = [made(n) for n in range(60)]
    chance = random.Random(7)
    there = 0
    for _ in range(20):
        child = FORK.Process(target=add_each, args=(folder, items), kwargs={"together": 3})
        child.start()
        time.sleep(chance.uniform(0.005, 0.15))
        if child.pid and child.is_alive():
            os.kill(child.pid, signal.SIGKILL)
        child.join()
        now = whole(folder)
        assert now >= there
        there = now
    add_each(folder, items)
    assert whole(folder) == 60


def test_a_kill_while_a_case_is_made_leaves_no_case_or_a_whole_one(tmp_path: Path) -> None:
    chance = random.Random(3)
    for number in range(8):
        place = tmp_path / str(number)
        child = FORK.Process(target=lambda place=place: Ledger.create(place).close())
        child.start()
        time.sleep(chance.uniform(0.0, 0.08))
        if child.pid and child.is_alive():
            os.kill(child.pid, signal.SIGKILL)
        child.join()
        if not (place / "case.db").exists():
            Ledger.create(place).close()
        assert whole(place) == 0


def test_a_writer_that_waits_too_long_says_so(folder: Path) -> None:
    with Ledger.open(folder) as busy, Ledger.open(folder, wait=0.1) as waiting:

        def write_too() -> None:
            with waiting.writing():
                pass

        with busy.writing():
            assert waiting.at().counts().articles == 0  # readers never wait
            with pytest.raises(CaseBusy, match="being written by another process"):
                write_too()
        write_too()


def fill(folder: Path, items: list[Made], most: int) -> None:
    """Add until the allowed file size is used up; ends with 77 on the error that must come."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    try:
        add_each(folder, items)
    except StorageFull:
        os._exit(77)


def test_a_full_disk_keeps_what_was_stored_and_the_same_add_completes(folder: Path) -> None:
    items = [made(n, what="the harbour master was hurt " + "again " * 900) for n in range(60)]
    most = (folder / "case.db").stat().st_size + 400_000
    assert in_child(fill, folder, items, most) == 77
    stored = whole(folder)
    assert 0 < stored < 60
    add_each(folder, items)
    assert whole(folder) == 60


def test_evidence_that_does_not_fit_leaves_nothing_behind(folder: Path) -> None:
    def put() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            Ledger.open(folder).evidence.put(b"x" * 5000)
        except StorageFull:
            os._exit(77)

    assert in_child(put) == 77
    assert [path for path in (folder / "evidence").rglob("*") if path.is_file()] == []


@pytest.fixture
def small_disk() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="sayso-disk-"))
    if os.geteuid() or os.system(f"mount -t tmpfs -o size=3m tmpfs {place} 2>/dev/null"):
        place.rmdir()
        pytest.skip("a small file system can't be mounted here")
    yield place
    os.system(f"umount -l {place}")
    place.rmdir()


def test_a_really_full_disk(small_disk: Path) -> None:
    folder = small_disk / "case"
    Ledger.create(folder).close()
    items = [made(n, what="the harbour master was hurt " + "again " * 2000) for n in range(300)]
    with pytest.raises(StorageFull, match="Free some space"):
        add_each(folder, items)
    stored = whole(folder)
    assert 0 < stored < 300


def test_a_folder_that_may_not_be_written_can_be_read(folder: Path) -> None:
    add_each(folder, [made()])
    shown = Path(tempfile.mkdtemp(prefix="sayso-readonly-"))
    shutil.copytree(folder, shown / "case")
    for path in [shown, *shown.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)

    def read() -> None:
        if os.geteuid() == 0:
            os.setuid(65534)  # root may write anywhere
        with Ledger.open(shown / "case") as ledger:
            assert ledger.at().counts().articles == 1
            try:
                add(ledger, made(2))
            except CaseReadOnly:
                os._exit(77)

    try:
        assert in_child(read) == 77
    finally:
        for path in [shown, *shown.rglob("*")]:
            path.chmod(0o755)
        shutil.rmtree(shown)


@pytest.mark.parametrize("kept", [0, 100, 5000, 20_000])
def test_a_cut_off_database_is_told_by_name(folder: Path, kept: int) -> None:
    place = folder / "case.db"
    place.write_bytes(place.read_bytes()[:kept])
    with pytest.raises(SaysoError, match=str(folder)) as told:
        whole(folder)
    assert isinstance(told.value, CaseDamaged | NoCase)


def test_a_database_with_a_torn_page_is_damaged_not_wrong(folder: Path) -> None:
    add_each(folder, [made(n) for n in range(50)])
    database = sqlite3.connect(folder / "case.db")
    (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'article_text'").fetchone()
    (size,) = database.execute("PRAGMA page_size").fetchone()
    database.close()
    with (folder / "case.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 200)
    with pytest.raises(CaseDamaged, match="Restore it from a copy"), Ledger.open(folder) as ledger:
        list(ledger.at().readings())
    with Ledger.open(folder) as ledger:
        assert next(ledger.verify()).item == "The database"


def test_what_is_no_case_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "case.db").mkdir()
    with pytest.raises(NoCase):
        Ledger.open(tmp_path)


def test_an_unfinished_unit_of_work_does_not_hold_the_lock(folder: Path) -> None:
    item = made()
    with Ledger.open(folder, wait=0.2) as ledger:
        ledger.evidence.put(item.data)
        for _ in range(3):
            try:
                with ledger.writing() as writer:
                    write(writer, item)
                    raise KeyboardInterrupt
            except KeyboardInterrupt:
                continue
        add(ledger, item)
        assert ledger.at().counts().articles == 1
