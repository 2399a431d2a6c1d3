"""The benchmark of names reads any file of its form and prints the figures that were asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks import names
from benchmarks.measures import measure

PAIRS = [
    {"id": "1", "name1": "Rana Okafor", "name2": "OKAFOR, Rana", "match": True, "schema": "Person"},
    {"id": "2", "name1": "Rana Okafor", "name2": "Idris Vale", "match": False, "schema": "Person"},
    {
        "id": "3",
        "name1": "Harbour Line Ltd",
        "name2": "Harbour Line Limited",
        "match": True,
        "schema": "Company",
    },
]


def test_rows_have_every_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in PAIRS))
    assert names.main(["--gold", str(gold), "--json"]) == 0
    row = json.loads(capsys.readouterr().out)["rows"][0]
    assert row["matcher"] == "sayso"
    assert (row["f1"], row["average_precision"], row["recall_at_p95"]) == (1, 1, 1)
    assert row["pairs_a_second"] > 0


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert names.main(["--gold", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err


def test_ties_are_taken_together() -> None:
    found = measure([True, False, True], [0.9, 0.9, 0.2], threshold=0.7)
    assert (found.precision, found.recall) == (0.5, 0.5)
    assert found.average_precision == pytest.approx(0.5 * 0.5 + 0.5 * 2 / 3)
    assert measure([], [], threshold=0.7).f1 == 0
