"""The two back ends that a case can stand on; every test that takes `ledger` runs on both."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from sayso.ledger import Ledger

OWNER = "postgres"
NUMBERS = count()


@dataclass(frozen=True)
class Server:
    """A scratch PostgreSQL that listens on a socket in its own folder only."""

    folder: Path

    def address(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={self.folder}"


def run(*command: str) -> None:
    """Run as somebody who is not root, which PostgreSQL refuses to be."""
    user = OWNER if os.geteuid() == 0 else None
    subprocess.run(command, check=True, capture_output=True, user=user, cwd="/")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    if shutil.which("initdb") is None or shutil.which("pg_ctl") is None:
        pytest.skip("no PostgreSQL server is installed")
    pytest.importorskip("psycopg")
    folder = Path(tempfile.mkdtemp(prefix="sayso-pg-"))
    data = folder / "data"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, OWNER)
        run("initdb", "--pgdata", str(data), "--username", OWNER, "--auth", "trust", "--encoding", "UTF8")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        run("pg_ctl", "--pgdata", str(data), "--wait", "--log", str(folder / "log"), "-o", options, "start")
    except (subprocess.CalledProcessError, LookupError, PermissionError) as cause:
        shutil.rmtree(folder)
        pytest.skip(f"a scratch PostgreSQL can't be started here: {cause}")
    yield Server(folder)
    run("pg_ctl", "--pgdata", str(data), "--mode", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def new_address(postgresql: Server) -> str:
    """The address of an empty database."""
    name = f"case{next(NUMBERS)}"
    run("createdb", "--host", str(postgresql.folder), "--username", OWNER, name)
    return postgresql.address(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    address = request.getfixturevalue("new_address") if request.param == "postgresql" else None
    with Ledger.create(tmp_path / "case", database=address) as ledger:
        yield ledger
