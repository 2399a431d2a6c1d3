"""The figures of who is who in real articles don't fall."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks.corpora import bench_folder, fingerprint
from benchmarks.who_score import Label, Told, figures, match, wanted

who = pytest.importorskip("benchmarks.who")

FLOORS = tomllib.loads((Path(who.__file__).parent / "floors.toml").read_text(encoding="utf-8"))["who"]


@pytest.mark.parametrize("corpus", FLOORS)
def test_figures_stay_above_their_floors(corpus: str) -> None:
    floors = dict(FLOORS[corpus])
    path = bench_folder() / str(floors.pop("file"))
    if not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors.pop("sha256"), "another corpus than the floors were measured on"
    articles = who.articles_of(path)
    found = who.scored(articles, who.resolved(articles)[0], systems=("sayso",))["sayso"]
    assert {name: found[name] for name, floor in floors.items() if found[name] < floor} == {}


def test_a_name_that_is_nobodys_and_one_that_is_missed_count() -> None:
    """Four items wanted, three had, one of them apart from its like; one name more is nobody's."""
    texts = {"a": "Ada Marsh met Ivo Brand in Orle.", "b": "Ada Marsh left. Ivo Brand stayed."}
    gold = {
        "a": [Label(0, 9, "person", "1"), Label(14, 23, "person", "2"), Label(27, 31, "place", "-")],
        "b": [Label(0, 9, "person", "1"), Label(16, 25, "person", "2")],
    }
    told = [
        Told("a", "Ada Marsh", "e1", "person"),
        Told("b", "Ada Marsh", "e2", "person"),
        Told("a", "Ivo Brand", "e3", "body"),
        Told("a", "Orle", "e4", "body"),
    ]
    found = figures(
        match(told, texts, gold), {name: wanted(texts[name], some) for name, some in gold.items()}
    )
    assert found["b_cubed_precision"] == 75.0
    assert found["b_cubed_recall"] == 37.5  # half, half, half, nothing
    assert found["found"] == 75.0
    assert found["nobody's"] == 25.0
    assert found["wrong_kind"] == 25.0
