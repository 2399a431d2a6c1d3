"""A small month of feeds, evidence and tampering don't get worse. All of it is made from seeds."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import watch
from benchmarks.feed_world import make_world, names_lead_here

FLOORS = tomllib.loads((Path(watch.__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture
def evidence() -> ModuleType:
    """The benchmark that reads archives with other people's readers."""
    module: ModuleType = pytest.importorskip("benchmarks.evidence", reason="needs requirements/bench.txt")
    return module


def test_every_item_of_a_small_world_is_read_once_and_no_host_is_hurried(tmp_path: Path) -> None:
    asked = FLOORS["watch"]["small"]
    world = make_world(asked["feeds"], asked["days"], seed=asked["seed"])
    with names_lead_here(), watch.Journal.kept(tmp_path / "ours.json", world) as journal:
        run = watch.ours(world, journal, days=asked["days"], every=6 * 3600.0, folder=tmp_path)
    assert run.items >= asked["items"], "too little came out to tell anything"
    assert (run.missed, run.doubled, run.hurried, run.broken) == (0, 0, 0, 0)


def test_archives_are_read_by_others_and_stay_small(evidence: ModuleType, tmp_path: Path) -> None:
    asked = FLOORS["evidence"]["archive"]
    found = evidence.archives(tmp_path, asked["pages"])
    assert (found["warcio_faults"], found["verify_faults"]) == (0, 0)
    assert found["fastwarc_equal"] == found["evidence_equal"] == asked["pages"]
    assert float(str(found["archive_to_gzip"])) <= asked["to_gzip"]


def test_a_changed_row_is_found_with_the_seal_and_mostly_without(
    evidence: ModuleType, tmp_path: Path
) -> None:
    asked = FLOORS["evidence"]["tampering"]
    case = evidence.example(tmp_path)
    tried, found, missed = evidence.rows(case, random.Random(8), sealed=True, columns=1)
    assert (tried, missed) == (found, [])
    tried, found, _ = evidence.rows(case, random.Random(8), sealed=False, columns=1)
    assert found / tried >= asked["without_seal"]
