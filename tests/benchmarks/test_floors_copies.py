"""The near-copy figures don't fall."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks import copies
from benchmarks.corpora import bench_folder, fingerprint, rows

FLOORS = tomllib.loads((Path(copies.__file__).parent / "floors.toml").read_text(encoding="utf-8"))["copies"]


@pytest.mark.parametrize("corpus", FLOORS)
def test_figures_stay_above_their_floors(corpus: str) -> None:
    floors = dict(FLOORS[corpus])
    path = bench_folder() / floors.pop("file")
    if not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors.pop("sha256"), "another corpus than the floors were measured on"
    made = copies.make([(str(row["body_id"]), str(row["text"])) for row in rows(path)])
    figures = copies.score(set(copies.ours(made.texts)), made)
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}
