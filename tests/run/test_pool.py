"""Serial and process maps are interchangeable."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.run.pool import chunks, pool_map


def double(number: int) -> int:
    return 2 * number


def trip(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    with pool_map(workers) as over:
        assert list(over(double, range(9))) == [2 * n for n in range(9)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_reaches_the_caller(workers: int) -> None:
    with pytest.raises(ValueError, match="three"), pool_map(workers) as over:
        list(over(trip, range(9)))


def slow(number: int) -> int:
    time.sleep(30)
    return number


KILLED = """
import sys
sys.path[:0] = {path!r}
from sayso.run.pool import pool_map
from tests.run.test_pool import slow
if __name__ == "__main__":
    with pool_map(2) as over:
        print("started", flush=True)
        list(over(slow, range(2)))
"""


def test_workers_leave_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED.format(path=sys.path), encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        parent.stdout.readline()
        workers = wait_for(lambda: children(parent.pid), lambda found: len(found) >= 2)
        parent.kill()
        parent.wait()
    assert not wait_for(lambda: [pid for pid in workers if alive(pid)], lambda found: not found)


def children(pid: int) -> list[int]:
    """Process numbers of the workers of a process."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    return [int(each) for each in listed]


def alive(pid: int) -> bool:
    """Whether a process still runs."""
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"


def wait_for(look: Callable[[], list[int]], done: Callable[[list[int]], bool]) -> list[int]:
    """What `look` gives once it is `done`, or after half a minute."""
    until = time.monotonic() + 30
    while not done(found := look()) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def test_chunks_lose_nothing() -> None:
    assert list(chunks(range(5), 2)) == [(0, 1), (2, 3), (4,)]
