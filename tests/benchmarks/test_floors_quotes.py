"""Printed quotations keep being put in their place of a transcript; skips where the corpus is absent."""

import json
import tomllib
from pathlib import Path

import pytest

from benchmarks import quotes
from benchmarks.corpora import bench_folder, fingerprint

FLOORS = tomllib.loads(
    (Path(__file__).parent.parent.parent / "benchmarks" / "floors.toml").read_text(encoding="utf-8")
)["quotes"]["long17"]


def test_quotations_stay_above_their_floor() -> None:
    path = bench_folder() / FLOORS["file"]
    if not path.is_file():
        pytest.skip(f"no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == FLOORS["sha256"], "another corpus than the floors were measured on"
    truth = json.loads(path.read_text(encoding="utf-8"))
    transcript = quotes.as_if_heard(truth["ref"], truth["pos"], quotes.SEED)
    found = quotes.table(transcript, path, bench_folder() / "speech" / "manifest.csv")
    for name in ("asked", "more"):
        scores = found[name]
        assert isinstance(scores, dict)
        assert scores["placed"] >= FLOORS["placed"] * scores["quotations"]
        assert scores["altered_named"] >= FLOORS["altered_named"] * scores["altered"]
    absent = found["absent"]
    assert isinstance(absent, dict)
    assert absent["quotations"] > 0
    assert absent["found_surely"] <= FLOORS["found_surely"]
