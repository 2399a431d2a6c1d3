"""The grouping figures don't fall."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks import grouping
from benchmarks.corpora import bench_folder, fingerprint, rows

FLOORS = tomllib.loads((Path(grouping.__file__).parent / "floors.toml").read_text(encoding="utf-8"))[
    "grouping"
]


@pytest.mark.parametrize("corpus", FLOORS)
def test_figures_stay_above_their_floors(corpus: str) -> None:
    floors = dict(FLOORS[corpus])
    path = bench_folder() / floors.pop("file")
    if not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors.pop("sha256"), "another corpus than the floors were measured on"
    figures = grouping.measure(list(rows(path)), with_peers=False)["sayso"]
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}
