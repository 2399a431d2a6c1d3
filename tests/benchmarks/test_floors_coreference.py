"""The figures of mentions inside an article don't fall."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks.corpora import bench_folder, fingerprint, rows

pytest.importorskip("scipy", reason="needs requirements/bench.txt")
coreference = pytest.importorskip("benchmarks.coreference")
conll = pytest.importorskip("benchmarks.coref_score").conll

FLOORS = tomllib.loads((Path(coreference.__file__).parent / "floors.toml").read_text(encoding="utf-8"))


def test_chains_stay_above_their_floors() -> None:
    floors = dict(FLOORS["coreference"]["gum.dev"])
    path = bench_folder() / str(floors.pop("file"))
    if not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors.pop("sha256"), "another corpus than the floors were measured on"
    report = coreference.measure(list(rows(path)))
    ours, baseline = report["sayso"], report["head match"]
    assert {key: ours[key] for key, floor in floors.items() if ours[key] < floor} == {}
    assert ours["conll"] >= baseline["conll"] + 15


def test_scores_of_small_chains_are_the_ones_of_the_papers() -> None:
    """Gold a b c, d e; answered a b, c d e: MUC 2/3, B3 11/15 (Bagga and Baldwin's counting)."""
    gold = [frozenset("abc"), frozenset("de")]
    answered = [frozenset("ab"), frozenset("cde")]
    found = conll(gold, answered)
    assert found["muc"] == pytest.approx(2 / 3)
    assert found["b3"] == pytest.approx(11 / 15)
    assert found["ceafe"] == pytest.approx(0.8)
    assert conll(gold, gold)["conll"] == pytest.approx(1.0)
    assert conll(gold, [])["conll"] == 0
