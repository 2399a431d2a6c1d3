"""The stance figures don't fall: one fold of a third of the training bodies, to keep it short."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks import stance
from benchmarks.corpora import bench_folder, fingerprint
from benchmarks.scorers import scorer

FLOORS = tomllib.loads((Path(stance.__file__).parent / "floors.toml").read_text(encoding="utf-8"))["stance"]


@pytest.mark.parametrize("corpus", FLOORS)
def test_figures_stay_above_their_floors(corpus: str) -> None:
    pytest.importorskip("lightgbm", reason="needs requirements/bench.txt")
    floors = dict(FLOORS[corpus])
    path = bench_folder() / floors.pop("file")
    if not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors.pop("sha256"), "another corpus than the floors were measured on"
    some, stances = stance.sample(every=3)
    found, _ = stance.cross_validated(some, stances, folds=[0])
    asked = [at for at, label in enumerate(found) if label]
    gold, ours = [stances[at] for at in asked], [found[at] for at in asked]
    pairs = [some.pairs[at] for at in asked]
    figures = stance.figures(scorer("stance/score_stance.py"), pairs, gold, ours)
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}
