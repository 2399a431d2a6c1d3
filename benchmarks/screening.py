"""`python -m benchmarks screening [--json] [--million]`: names searched in a watchlist.

Recall of listed people among the queries where 1 % and .3 % of the unlisted ones raise an alert, ours and
logic-v2's (which scores our candidates, since it has no index). With --million: an index of a million made
names (words of the public lists put together at random), one article's names against it, and its size.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.names import logic_v2
from sayso.resolve.names import THRESHOLD
from sayso.resolve.parts import all_parts, parts_of
from sayso.resolve.watchlists.index import Index, build
from sayso.resolve.watchlists.screening import candidates, entry_scores, screen
from sayso.terms.entity import EntityKind
from sayso.terms.watchlist import Entry, ListedName, Watchlist

Row = dict[str, Any]
Scored = dict[str, float]
ARTICLE_NAMES = 30
LEVELS = (0.01, 0.003)


def listed(file: Path) -> list[Entry]:
    """The entries of one of the benchmark's lists."""
    return [
        Entry(
            row["eid"],
            EntityKind.PERSON,
            tuple(
                ListedName(name, weak)
                for name, weak in (
                    (row["name"], False),
                    (row["original"], False),
                    *((alias["name"], alias["quality"] == "Low") for alias in row["aliases"]),
                )
                if name
            ),
        )
        for row in rows(file)
    ]


def index_of(name: str, entries: Sequence[Entry]) -> Index:
    """The index of some entries."""
    return build(Watchlist(name, date(2026, 11, 24), "", len(entries), "benchmark"), entries)


def recall_at(queries: Sequence[Row], scored: Sequence[Scored]) -> dict[str, float]:
    """Recall of listed queries (their entry is above the bound) where a share of the unlisted alerts."""
    best = [max(scores.values(), default=0.0) for scores in scored]
    unlisted = sorted(
        (score for row, score in zip(queries, best, strict=True) if row.get("negative")), reverse=True
    )
    found = {}
    for level in LEVELS:
        bound = unlisted[int(level * len(unlisted))]
        right = [
            max(scores.get(target, 0.0) for target in row["targets"]) > bound
            for row, scores in zip(queries, scored, strict=True)
            if row["targets"]
        ]
        found[f"recall_at_{level:.1%}_alerts"] = sum(right) / len(right)
    return found


def peer(index: Index, queries: Sequence[Row]) -> list[Scored] | None:
    """logic-v2 on the names that our index finds near."""
    scorer = logic_v2()
    if scorer is None:
        return None
    found = []
    for row in queries:
        near = candidates(index, parts_of(row["query"]))
        pairs = [{"name1": row["query"], "name2": index.names[place], "schema": "Person"} for place in near]
        best: Scored = {}
        for place, score in zip(near, scorer(pairs), strict=True):
            entry = index.entries[int(index.entry[place])].id
            best[entry] = max(best.get(entry, 0.0), score)
        found.append(best)
    return found


def quality(folder: Path) -> list[dict[str, Any]]:
    """Recall at alert levels against the UN list, which the listed queries are of."""
    queries = list(rows(folder / "screening_queries.jsonl"))
    index = index_of("un", listed(folder / "watchlist_un.jsonl"))
    start = time.perf_counter()
    best = entry_scores(index, [row["query"] for row in queries])
    speed = len(queries) / (time.perf_counter() - start)
    found = [{"matcher": "sayso", **recall_at(queries, best), "queries_a_second": speed}]
    other = peer(index, queries)
    if other is not None:
        found.append({"matcher": "logic-v2 on our candidates", **recall_at(queries, other)})
    return found


def made(folder: Path, count: int) -> list[Entry]:
    """Made names: two to four words of public lists, one letter in ten words changed."""
    draw = np.random.default_rng(11)
    names = [
        (name.name, False)
        for file in ("watchlist_un", "watchlist_ofac")
        for entry in listed(folder / f"{file}.jsonl")
        for name in entry.names
    ]
    words = sorted({word.latin for parts in all_parts(names) for word in parts.words})
    # Words are drawn by Zipf's law, as in real lists; a third of them get an ending, so that there are many.
    rank = np.minimum(draw.zipf(1.15, size=4 * count) - 1, len(words) * 40 - 1)
    texts = [
        words[place % len(words)]
        + ("" if place < len(words) else f"{'aeioubdklmnrst'[place // len(words) % 14]}")
        for place in rank.tolist()
    ]
    sizes = draw.integers(2, 5, size=count).tolist()
    ends = np.cumsum([0, *sizes]).tolist()
    return [
        Entry(f"made{number}", EntityKind.PERSON, (ListedName(" ".join(texts[start:end]).title()),))
        for number, (start, end) in enumerate(pairwise(ends))
    ]


def million(folder: Path, count: int = 1_000_000) -> dict[str, Any]:
    """The time for one article's names against a million, and what the index needs."""
    entries = [*listed(folder / "watchlist_un.jsonl"), *made(folder, count)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    index = index_of("made", entries)
    built = time.perf_counter() - start
    queries = [row["query"] for row in rows(folder / "screening_queries.jsonl")]
    articles = [
        queries[place : place + ARTICLE_NAMES] for place in range(0, 40 * ARTICLE_NAMES, ARTICLE_NAMES)
    ]
    screen(index, articles[-1])
    times, busy = [], []
    for names in articles[:-1]:
        start, used = time.perf_counter(), time.process_time()
        screen(index, names)
        times.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - used) * 1000)
    wanted = [row for row in rows(folder / "screening_queries.jsonl") if row["targets"]][::4]
    right = [
        any(scores.get(target, 0.0) >= THRESHOLD for target in row["targets"])
        for row, scores in zip(wanted, entry_scores(index, [row["query"] for row in wanted]), strict=True)
    ]
    return {
        "names": len(index.names), "listed_found": sum(right) / len(right),
        "build_seconds": built, "index_megabytes": index.size / 1e6,
        "peak_megabytes_more": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3,
        "article_names": ARTICLE_NAMES, "median_ms": statistics.median(times),
        "worst_ms": max(times), "median_cpu_ms": statistics.median(busy),
    }  # fmt: skip


def main(argv: Sequence[str]) -> int:
    """Run on the screening queries and the UN list."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks screening", description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--million", action="store_true")
    options = parser.parse_args(argv)
    folder = bench_folder() / "names"
    if not (folder / "screening_queries.jsonl").is_file():
        print(f"Not measured: there is no {folder}. SAYSO_BENCH names the folder.", file=sys.stderr)
        return 2
    result: dict[str, Any] = {
        "sha256": fingerprint(folder / "screening_queries.jsonl"),
        "rows": quality(folder),
    }
    if options.million:
        result["million"] = million(folder)
    if options.json:
        print(json.dumps(result))
        return 0
    for row in result["rows"]:
        print(
            "  ".join(
                f"{key} {value:.4g}" if isinstance(value, float) else str(value) for key, value in row.items()
            )
        )
    for key, value in result.get("million", {}).items():
        print(f"{key:22s} {value:,.1f}")
    return 0
