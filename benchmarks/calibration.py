"""Whether statements that are called 70 % sure are right seven times in ten.

    python -m benchmarks calibration [--gold FILE]

A statement is right where a gold attribution shares half of the words of its content (by the shorter one)
and its source touches the gold's, or neither has one. Statements in the words of another are left out, as
the gold leaves them out. Prints a row for each tenth of confidence and the expected calibration error: the
mean distance between how sure statements are and how often they are right, each tenth by its size.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.attribution import Row, read_all
from benchmarks.corpora import bench_folder, fingerprint, rows
from sayso.read.batch import row

Tenth = tuple[int, float, float]  # how many, how sure on average, share that is right
Spans = Sequence[Sequence[int]]


def main(argv: Sequence[str]) -> int:
    """Measure and print; 2 where the corpus is absent."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks calibration", description=__doc__)
    parser.add_argument("--gold", type=Path, default=bench_folder() / "attribution" / "polnear.dev.jsonl")
    args = parser.parse_args(argv)
    if not args.gold.is_file():
        print(f"there is no {args.gold}: set SAYSO_BENCH")
        return 2
    table = reliability(list(judged(list(rows(args.gold)))))
    print(f"{args.gold.name} {fingerprint(args.gold)}\n\nsure      n  mean  right")
    for tenth, (count, sure, right) in sorted(table.items()):
        print(f"{tenth / 10:.1f}-{tenth / 10 + 0.1:.1f} {count:5}  {sure:.2f}  {right:.2f}")
    print(f"expected calibration error {error(table):.3f}")
    return 0


def judged(documents: Sequence[Row]) -> Iterator[tuple[float, bool]]:
    """How sure each statement is and whether it is right."""
    for document, reading in zip(documents, read_all(documents), strict=True):
        for made in row(reading)["attributions"]:
            yield made["confidence"], any(same(made, gold) for gold in document["attributions"])


def same(made: Row, gold: Row) -> bool:
    """Whether a statement has the content and the source of a gold attribution."""
    shorter = min(_length(made["content"]), _length(gold["content"]))
    if not shorter or 2 * _shared(made["content"], gold["content"]) < shorter:
        return False
    return bool(_shared(made["source"], gold["source"])) or not (made["source"] or gold["source"])


def _shared(left: Spans, right: Spans) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in left for b in right)


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def reliability(pairs: Sequence[tuple[float, bool]]) -> dict[int, Tenth]:
    """For each tenth of confidence how many statements, how sure, how many of them right."""
    tenths: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for sure, right in pairs:
        tenths[min(9, int(10 * sure))].append((sure, right))
    return {
        tenth: (len(some), sum(s for s, _ in some) / len(some), sum(r for _, r in some) / len(some))
        for tenth, some in tenths.items()
    }


def error(table: dict[int, Tenth]) -> float:
    """The expected calibration error."""
    every = sum(count for count, _, _ in table.values())
    return sum(count * abs(sure - right) for count, sure, right in table.values()) / max(every, 1)
