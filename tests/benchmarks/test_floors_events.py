"""Gathering articles into events doesn't get worse."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks import events
from benchmarks.corpora import bench_folder, fingerprint
from sayso.weigh.events.gather import find_events

FLOORS = tomllib.loads((Path(events.__file__).parent / "floors.toml").read_text(encoding="utf-8"))["events"]


@pytest.mark.parametrize("corpus", FLOORS)
def test_figures_stay_above_their_floors(corpus: str) -> None:
    floors = FLOORS[corpus]
    path = bench_folder() / floors["file"]
    if not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors["sha256"], "another corpus than the floors were measured on"
    pairs, gold = events.bodies(path.parent) if corpus == "bodies" else events.questions(path)
    number = {index: at for at, event in enumerate(find_events(pairs)) for index in event}
    assert events.bcubed(gold, [number[index] for index in range(len(pairs))])["f1"] >= floors["f1"]
