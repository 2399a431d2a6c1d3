"""The attribution figures don't fall."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks import attribution
from benchmarks.corpora import bench_folder, fingerprint, rows

FLOORS = tomllib.loads((Path(attribution.__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("corpus", FLOORS["attribution"])
def test_figures_stay_above_their_floors(corpus: str) -> None:
    floors = dict(FLOORS["attribution"][corpus])
    path = bench_folder() / floors.pop("file")
    module = attribution.scorer()
    if module is None or not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors.pop("sha256"), "another corpus than the floors were measured on"
    gold = list(rows(path))
    figures = attribution.attribution_figures(gold, attribution.systems(gold)["sayso"], module)
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}
