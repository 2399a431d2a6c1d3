"""A real desk on a loopback port, and Debian's Chromium to read it with."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from sayso.api import create_api
from sayso.collect import Options
from sayso.ledger.ledger import Ledger
from sayso.run.add import add
from sayso.web import create_app
from tests.desk.case import build

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def served(ledger: Ledger) -> Iterator[str]:
    """The address of a desk that answers."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(create_app(ledger, mounts={"/api": create_api(ledger)}), log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The desk over the example case, read and weighed for real."""
    with Ledger.create(tmp_path_factory.mktemp("example") / "case") as ledger:
        with as_file(files("sayso.run").joinpath("example")) as folder:
            added = add(ledger, [str(folder)], options=Options(offline=True))
        assert (added.new, added.refused) == (16, ())
        with served(ledger) as address:
            yield address


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The desk over the case made by hand, which holds hostile text."""
    with build(tmp_path_factory.mktemp("hostile") / "case") as ledger, served(ledger) as address:
        yield address
