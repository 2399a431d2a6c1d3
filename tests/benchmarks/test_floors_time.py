"""The figures of time expressions don't fall."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks import time as benchmark
from benchmarks.corpora import bench_folder, fingerprint, rows

FLOORS = tomllib.loads((Path(benchmark.__file__).parent / "floors.toml").read_text(encoding="utf-8"))["time"]


@pytest.mark.parametrize("corpus", FLOORS)
def test_figures_stay_above_their_floors(corpus: str) -> None:
    floors = dict(FLOORS[corpus])
    path = bench_folder() / floors.pop("file")
    if not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors.pop("sha256"), "another corpus than the floors were measured on"
    report = benchmark.run(benchmark.ours(), list(rows(path)), benchmark.scorer())
    figures = {
        "strict": report["strict"]["f1"],
        "value": report["value_f1"],
        "grounded": report["grounded"]["f1"],
    }
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}
