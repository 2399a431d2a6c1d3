"""The figures of name matching and of screening don't fall."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks import names, screening
from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.measures import measure
from sayso.resolve.names import THRESHOLD
from sayso.resolve.watchlists.screening import entry_scores

FLOORS = tomllib.loads((Path(names.__file__).parent / "floors.toml").read_text(encoding="utf-8"))


def corpus(floors: dict[str, object]) -> Path:
    path = bench_folder() / str(floors.pop("file"))
    if not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors.pop("sha256"), "another corpus than the floors were measured on"
    return path


@pytest.mark.parametrize("name", FLOORS["names"])
def test_matching_stays_above_its_floors(name: str) -> None:
    floors = dict(FLOORS["names"][name])
    pairs = list(rows(corpus(floors)))
    found = measure([bool(row["match"]) for row in pairs], names.ours(pairs), threshold=THRESHOLD)
    assert {key: getattr(found, key) for key, floor in floors.items() if getattr(found, key) < floor} == {}


@pytest.mark.parametrize("name", FLOORS["names"])
def test_pairs_of_the_corpus_score_as_each_alone(name: str) -> None:
    pairs = list(rows(corpus(dict(FLOORS["names"][name]))))
    some = range(0, len(pairs), max(1, len(pairs) // 200))
    together = names.ours(pairs)
    assert [together[place] for place in some] == [names.ours([pairs[place]])[0] for place in some]


def test_screening_stays_above_its_floors() -> None:
    floors = dict(FLOORS["screening"]["un"])
    path = corpus(floors)
    every = list(rows(path))
    queries = [row for row in every if row["targets"]] + [row for row in every if row.get("negative")][::4]
    index = screening.index_of("un", screening.listed(path.parent / "watchlist_un.jsonl"))
    scored = entry_scores(index, [row["query"] for row in queries])
    figures = screening.recall_at(queries, scored)
    assert {key: figures[key] for key, floor in floors.items() if figures[key] < floor} == {}
