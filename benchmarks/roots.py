"""Questions, statements, chains and root sources in real contested news, from our own reading.

    python -m benchmarks roots [--gold FOLDER] [--json]

Reads the folder's articles, labels them against its questions and runs the folder's own scorer over
the labels. The peers are what the scorer counts from a perfect reading: articles, and outlets.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.corpora import bench_folder, fingerprint, rows
from sayso.read import Reader
from sayso.run.batch import belongs, documents, questions
from sayso.terms.article import Article
from sayso.weigh.label import label

FILES = ("questions.jsonl", "articles.jsonl", "labels.jsonl")


def scorer(folder: Path) -> ModuleType:
    """The scorer that lies beside the gold."""
    spec = importlib.util.spec_from_file_location("score_gold", folder / "score_gold.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score_gold.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labels(folder: Path) -> list[dict[str, Any]]:
    """Our labels of the folder's articles."""
    lines = (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [each for each in documents(lines) if isinstance(each, Article)]
    asked = questions((folder / "questions.jsonl").read_text(encoding="utf-8").splitlines())
    readings = Reader().read_many(articles)
    return list(label(list(zip(articles, readings, strict=True)), asked, belongs=belongs(lines)))


def measure(folder: Path) -> dict[str, Any]:
    """All figures of the scorer, with the seconds that reading and labelling took."""
    start = time.perf_counter()
    ours = labels(folder)
    seconds = time.perf_counter() - start
    gold = {name: list(rows(folder / name)) for name in FILES}
    score: dict[str, Any] = scorer(folder).score(*(gold[name] for name in FILES), ours)
    return score | {"seconds": seconds}


def figures(score: dict[str, Any]) -> dict[str, float]:
    """The figures that have a floor."""
    counts = score["counts"]
    main = "main_answer_all_dates"
    return {
        "stance": score["stance"]["accuracy"],
        "detection": score["detection"]["F1"],
        "answer": score["answer_accuracy"],
        "polarity": score["polarity_accuracy"],
        "hedge": score["hedge_accuracy"],
        "chain": score["chain_accuracy"],
        "root": score["root_accuracy"],
        "end_to_end": score["end_to_end"]["F1"],
        "roots_b3": score["root_B3"]["F1"],
        "same_text": score["same_text"]["F1"],
        "count_error": counts["system"][main]["MAE"],
        "count_error_outlets": counts["baseline_outlets"][main]["MAE"],
        "count_error_articles": counts["baseline_articles"][main]["MAE"],
        "seconds": score["seconds"],
    }


def main(argv: Sequence[str]) -> int:
    """Print the figures as a table or as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks roots")
    parser.add_argument("--gold", type=Path, default=bench_folder() / "roots")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    if not (args.gold / "labels.jsonl").exists():
        print(f"There is no gold in {args.gold}: set SAYSO_BENCH, or name a folder with --gold.")
        return 2
    found = figures(measure(args.gold))
    if args.json:
        print(json.dumps(found))
        return 0
    print(f"{args.gold}  labels.jsonl {fingerprint(args.gold / 'labels.jsonl')}")
    for name, value in found.items():
        print(f"{name:22} {value:7.3f}")
    return 0
