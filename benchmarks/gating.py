"""What is lost, and what is saved, where sentences that are unlikely to give a statement are not parsed.

    python -m benchmarks gating [--gold FILE] [--lost]

Reads the documents with a row of least chances; 0 parses every sentence with a cue word. Prints the share of
the characters that is parsed, F1 in percent, how many statements are lost and come anew beside 0, and the
processor seconds by those of 0: each slice of the documents is read with each least chance in turn, ROUNDS
times, and the smallest counts. With `--lost`, the statements that the shipped least chance loses are printed.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.attribution import Row, scorer
from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.reading_speed import SLICE, article, clock
from sayso.read import Reader
from sayso.read.batch import row as batch_row
from sayso.read.text.gate import LEAST
from sayso.terms.span import Span
from sayso.terms.statement import Reading, Statement

LEVELS = (0.0, 0.03, 0.05, 0.1, 0.2)
ROUNDS = 2
METRICS = ("attribution.strict", "attribution.relaxed", "content.detect")


def main(argv: Sequence[str]) -> int:
    """Measure and print; 2 where the corpus or its scorer is absent."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks gating", description=__doc__)
    parser.add_argument("--gold", type=Path, default=bench_folder() / "attribution" / "polnear.dev.jsonl")
    parser.add_argument("--lost", action="store_true")
    args = parser.parse_args(argv)
    if not args.gold.is_file():
        print(f"there is no {args.gold}: set SAYSO_BENCH")
        return 2
    documents = list(rows(args.gold))
    print(f"{args.gold.name} {fingerprint(args.gold)}")
    if args.lost:
        for statement in lost(*(readings(documents, least) for least in (0.0, LEAST))):
            print(f"{statement.confidence:.2f} {statement.made_by.rule}: {told(statement)}")
        return 0
    print("\n".join(table(documents)))
    return 0


def table(documents: Sequence[Row]) -> Iterator[str]:
    """A row for each least chance."""
    every = readings(documents, 0.0)
    seconds = taken(documents)
    known = sum(len(reading.statements) for reading in every)
    yield f"| least | characters | strict | relaxed | detect | lost of {known} | new | of the seconds |"
    yield "|---|---|---|---|---|---|---|---|"
    for least in LEVELS:
        found = readings(documents, least)
        cells = (
            f"{least}",
            f"{share(documents, least):.3f}",
            *(f"{figure:.1f}" for figure in figures(documents, found)),
            str(len(list(lost(every, found)))),
            str(len(list(lost(found, every)))),
            f"{seconds[least] / seconds[0.0]:.3f}",
        )
        yield f"| {' | '.join(cells)} |"


def readings(documents: Sequence[Row], least: float) -> list[Reading]:
    """Every document, read by a reader that knows no paragraph yet."""
    articles = (article(str(place), str(each["text"])) for place, each in enumerate(documents))
    return list(Reader(least=least).read_many(articles))


def share(documents: Sequence[Row], least: float) -> float:
    """The share of the characters that is parsed."""
    reader = Reader(least=least)
    seen = sum(len(words) for each in documents for words in reader.parsed(str(each["text"])))
    return seen / sum(len(str(each["text"])) for each in documents)


def figures(documents: Sequence[Row], found: Sequence[Reading]) -> Iterator[float]:
    """F1 in percent; none where the corpus has no attributions or its scorer is not there."""
    module = scorer()
    if module is None or "attributions" not in documents[0]:
        return
    counted = [
        module.count(each["text"], each["attributions"], batch_row(reading)["attributions"])
        for each, reading in zip(documents, found, strict=True)
    ]
    report = module.report(module.total(counted))
    yield from (100 * report[metric]["f1"] for metric in METRICS)


def lost(before: Sequence[Reading], after: Sequence[Reading]) -> Iterator[Statement]:
    """The statements of the first readings whose cue (or content, without one) is in none of the others."""
    for one, other in zip(before, after, strict=True):
        kept = {place(statement) for statement in other.statements}
        yield from (statement for statement in one.statements if place(statement) not in kept)


def place(statement: Statement) -> tuple[Span, ...]:
    """Where a statement has its cue, or its content."""
    return (statement.cue.spans or statement.content.spans)[-1:]


def told(statement: Statement) -> str:
    """A statement in a line."""
    return f"{statement.source.text} | {statement.cue.text} | {statement.content.text}"


def taken(documents: Sequence[Row]) -> dict[float, float]:
    """Processor seconds by least chance: slices of the documents are read with each in turn."""
    parts = [documents[start : start + SLICE] for start in range(0, len(documents), SLICE)]
    readings(parts[0], 0.0)  # loads what is loaded at the first use
    best = dict.fromkeys(LEVELS, 0.0)
    for part in parts:
        rounds = [{least: clock(partial(readings, part, least)) for least in LEVELS} for _ in range(ROUNDS)]
        for least in LEVELS:
            best[least] += min(each[least] for each in rounds)
    return best
