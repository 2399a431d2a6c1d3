"""`sayso add` as real processes: killed at any moment, two at once, on a full disk."""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.ledger import Ledger

SAID = [
    "Two officials of the port said on Friday that the harbour master had been hurt.",
    'Mayor Tessa Kroll denied it. "Nobody was hurt," she told reporters.',
    "According to the Gull, a crane driver saw the harbour master walk away unhurt.",
]


@pytest.fixture
def clippings(tmp_path: Path) -> Path:
    """A folder of twelve short articles, one a file, so that evidence is collected bit by bit."""
    folder = tmp_path / "clippings"
    folder.mkdir()
    for number in range(12):
        article = {
            "outlet": f"Outlet {number % 4}",
            "published": f"2031-03-{number + 1:02}T08:00:00Z",
            "title": f"Pier {number}: what happened to the harbour master",
            "text": f"{SAID[number % 3]}\n\nRain fell on pier {number} all day.",
            "url": f"https://outlet{number % 4}.example/{number}",
        }
        (folder / f"{number:02}.jsonl").write_text(json.dumps(article) + "\n")
    return folder


def start(case: Path, *sources: Path, limit: Callable[[], None] | None = None) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sayso", "add", *map(str, sources), "--case", str(case)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [*command, "--workers", "1", "--offline"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        preexec_fn=limit,  # nothing else runs in this process while it starts
    )


def add(case: Path, *sources: Path) -> None:
    process = start(case, *sources)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()


def articles(case: Path) -> set[str]:
    """Ids of the articles of a case that is whole."""
    with Ledger.open(case) as ledger:
        assert list(ledger.verify()) == []
        view = ledger.at()
        assert view.unread() == ()
        return {head.id for head in view.articles()}


def test_an_add_killed_at_any_moment_is_completed_by_the_same_add(tmp_path: Path, clippings: Path) -> None:
    Ledger.create(tmp_path / "killed").close()
    chance = random.Random(11)
    there: set[str] = set()
    for _ in range(3):
        process = start(tmp_path / "killed", clippings)
        time.sleep(chance.uniform(0.3, 3.0))
        process.kill()
        process.communicate()
        now = articles(tmp_path / "killed")
        assert there <= now
        there = now
    for case in ("killed", "left-alone"):
        add(tmp_path / case, clippings)
    assert articles(tmp_path / "killed") == articles(tmp_path / "left-alone")
    with Ledger.open(tmp_path / "killed") as killed, Ledger.open(tmp_path / "left-alone") as alone:
        assert killed.at().counts() == alone.at().counts()
        assert {row.question for row in killed.at().questions()} == {
            row.question for row in alone.at().questions()
        }


def test_two_adds_at_once_lose_nothing(tmp_path: Path, clippings: Path) -> None:
    Ledger.create(tmp_path / "case").close()
    files = sorted(clippings.iterdir())
    processes = [start(tmp_path / "case", *some) for some in (files[:8], files[4:])]
    for process in processes:
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()
    assert len(articles(tmp_path / "case")) == 12
    with Ledger.open(tmp_path / "case") as ledger:
        assert ledger.at().is_weighed()


def test_a_full_disk_is_told_and_the_same_add_completes(tmp_path: Path, clippings: Path) -> None:
    case = tmp_path / "case"
    Ledger.create(case).close()
    most = 120_000  # the log that the database writes first grows past this
    process = start(case, clippings, limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)))
    _, said = process.communicate(timeout=120)
    assert process.returncode == 4, said.decode()
    assert "Free some space and run the same command again" in " ".join(said.decode().split())
    assert len(articles(case)) < 12
    add(case, clippings)
    assert len(articles(case)) == 12
