"""The reader's parse beside that of spaCy's own library, of the same paragraphs by the same model.

    python -m benchmarks parsing [--gold FILE] [--documents N] [--json]

Compares every word's tag, head and label, and the sentences; then both parse slices of paragraphs in turn,
tagger and parser only, and the ratio is the median over the pairs. The library runs as it is installed: which
of its ways it takes depends on the processor, so the line of `BLIS_ARCH_TYPE`, where that is set, is printed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.reading_speed import clock, ratio
from sayso.read.text.lexicon import load
from sayso.read.text.parse import UNUSED, parse

SLICE = 400  # paragraphs that the ways take turns at
ROUNDS = 4


def main(argv: Sequence[str]) -> int:
    """Measure and print; 2 where the corpus is absent."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks parsing", description=__doc__)
    parser.add_argument("--gold", type=Path, default=bench_folder() / "attribution" / "polnear.dev.jsonl")
    parser.add_argument("--documents", type=int, default=84)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    if not args.gold.is_file():
        print(f"there is no {args.gold}: set SAYSO_BENCH")
        return 2
    documents = list(rows(args.gold))[: args.documents]
    paragraphs = [
        line for document in documents for line in str(document["text"]).split("\n") if line.strip()
    ]
    report = {
        "file": args.gold.name,
        "sha256": fingerprint(args.gold),
        "BLIS_ARCH_TYPE": os.environ.get("BLIS_ARCH_TYPE", "not set"),
        **measure(paragraphs),
    }
    print(json.dumps(report, indent=1) if args.json else "\n".join(f"{k}: {v}" for k, v in report.items()))
    return 0


def measure(paragraphs: Sequence[str]) -> dict[str, Any]:
    """How many words have another tag, head, label or sentence, and how many times as fast the parse is."""
    names = load("en").models
    library = importlib.import_module(names[0]).load(exclude=UNUSED)
    slices = [paragraphs[start : start + SLICE] for start in range(0, len(paragraphs), SLICE)]
    ways: dict[str, Callable[[Sequence[str]], object]] = {
        "ours": lambda some: list(parse(some, names)),
        "library": lambda some: list(library.pipe(some, batch_size=128)),
    }
    seconds: dict[str, list[list[float]]] = {name: [[] for _ in range(ROUNDS)] for name in ways}
    for way in ways.values():
        way(slices[0])
    for turn in range(ROUNDS):
        for place, some in enumerate(slices):
            for name in sorted(ways, reverse=(place + turn) % 2 == 1):
                seconds[name][turn].append(clock(partial(ways[name], some)))
    best = {name: sum(map(min, zip(*taken, strict=True))) for name, taken in seconds.items()}
    other, words = differences(list(parse(paragraphs, names)), list(library.pipe(paragraphs)))
    return {
        "words": words,
        "words with another": dict(other) or "nothing",
        "ours, words/s": round(words / best["ours"]),
        "library, words/s": round(words / best["library"]),
        "times the library": ratio(seconds["library"], seconds["ours"]),
    }


def differences(ours: Sequence[Any], theirs: Sequence[Any]) -> tuple[Counter[str], int]:
    """What differs, by kind, and how many words there are."""
    other: Counter[str] = Counter()
    words = 0
    for one, same in zip(ours, theirs, strict=True):
        for a, b in zip(one, same, strict=True):
            words += 1
            other["tag"] += a.tag_ != b.tag_
            other["head"] += a.head.i != b.head.i
            other["label"] += a.dep_ != b.dep_
            other["sentence"] += a.is_sent_start != bool(b.is_sent_start)
    return +other, words
