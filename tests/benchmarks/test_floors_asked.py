"""The questions that are asked by themselves don't get worse. The first claims, so that it stays quick."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks import asked
from benchmarks.corpora import bench_folder, fingerprint

FLOORS = tomllib.loads((Path(asked.__file__).parent / "floors.toml").read_text(encoding="utf-8"))["asked"]


@pytest.mark.parametrize("corpus", FLOORS)
def test_figures_stay_above_their_floors(corpus: str) -> None:
    floors = dict(FLOORS[corpus])
    path = bench_folder() / floors.pop("file")
    if not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors.pop("sha256"), "another corpus than the floors were measured on"
    found = asked.figures(asked.matters(path.parent, most=floors.pop("claims")))
    assert {name: found[name] for name, floor in floors.items() if found[name] < floor} == {}
