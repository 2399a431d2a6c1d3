"""The figures for roots don't fall. A fixed half of the questions, so that it stays quick."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from benchmarks import roots
from benchmarks.corpora import bench_folder, fingerprint, rows

FLOORS = tomllib.loads((Path(roots.__file__).parent / "floors.toml").read_text(encoding="utf-8"))["roots"]
QUESTIONS = 3


def subset(folder: Path, to: Path) -> Path:
    """The first questions of a gold folder with their articles and labels."""
    kept = [row["question_id"] for row in rows(folder / "questions.jsonl")][:QUESTIONS]
    mine = {row["article_id"] for row in rows(folder / "articles.jsonl") if row["question_id"] in kept}
    for name in roots.FILES:
        lines = [
            row for row in rows(folder / name) if row.get("article_id") in mine or name == "questions.jsonl"
        ]
        lines = [row for row in lines if row.get("question_id", kept[0]) in kept]
        (to / name).write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    shutil.copy(folder / "score_gold.py", to)
    return to


@pytest.mark.parametrize("corpus", FLOORS)
def test_figures_stay_above_their_floors(corpus: str, tmp_path: Path) -> None:
    floors = dict(FLOORS[corpus])
    path = bench_folder() / floors.pop("file")
    if not path.exists():
        pytest.skip(f"there is no {path}: set SAYSO_BENCH")
    assert fingerprint(path) == floors.pop("sha256"), "another corpus than the floors were measured on"
    ceiling = floors.pop("count_error")
    figures = roots.figures(roots.measure(subset(path.parent, tmp_path)))
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}
    assert figures["count_error"] <= ceiling
