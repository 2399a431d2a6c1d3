"""`python -m benchmarks names [--gold FILE] [--json]`: are two names names of one?

Ours and nomenklatura's logic-v2 on the same pairs in the same run: F1 at 0.7, average precision, recall at
precision .95, pairs a second. Both load before the clock starts and meet every name for the first time:
what ours remembers is cleared before each pass, and the peer (which remembers by id) gets fresh ids. The best
of four passes in turns counts for each, in processor time. The peer needs requirements/bench.txt. Told
besides: what each of our steps takes a pair, and a pair that is asked for alone.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.measures import measure
from sayso.resolve.alignment import align
from sayso.resolve.features import features
from sayso.resolve.model import model
from sayso.resolve.names import THRESHOLD, forget, gather, score_pairs
from sayso.terms.entity import EntityKind

FILES = ("names_nk_dev.jsonl", "names_alias_dev.jsonl")
PASSES = 4
ALONE = 200  # pairs that are asked for alone
STEPS = ("taken apart", "laid together", "features", "trees", "a pair alone")
Row = dict[str, Any]
Scorer = Callable[[Sequence[Row]], list[float]]


def ours(pairs: Sequence[Row]) -> list[float]:
    """Our scores, all in one batch, nothing remembered from before."""
    forget()
    names, kinds = asked(pairs)
    scores: list[float] = score_pairs(names, kinds=kinds).tolist()
    return scores


def asked(pairs: Sequence[Row]) -> tuple[list[tuple[str, str]], list[EntityKind]]:
    """The names of the pairs, and what they are names of."""
    person, body = EntityKind.PERSON, EntityKind.ORGANISATION
    kinds = [person if row["schema"] == "Person" else body for row in pairs]
    return list(map(itemgetter("name1", "name2"), pairs)), kinds


def steps(pairs: Sequence[Row]) -> dict[str, float]:
    """Microseconds of processor time that each step takes a pair, and a pair alone; the best of passes."""
    best: dict[str, float] = {}
    for _ in range(PASSES):
        clock = [time.process_time()]
        taken = gather(*asked(pairs))
        clock.append(time.process_time())
        align(taken.names, taken.lefts, taken.rights)
        clock.append(time.process_time())
        matrix, _ = features(taken.names, taken.lefts, taken.rights, organisation=taken.organisation)
        clock.append(time.process_time())
        model().scores(matrix)
        clock.append(time.process_time())
        apart, together, both, trees = (after - before for before, after in pairwise(clock))
        alone = pairs[:ALONE]
        start = time.process_time()
        for pair in alone:
            ours([pair])
        single = (time.process_time() - start) * len(pairs) / len(alone)
        spent = (apart, together, both - together, trees, single)
        for step, seconds in zip(STEPS, spent, strict=True):
            best[step] = min(best.get(step, float("inf")), 1e6 * seconds / len(pairs))
    return best


def logic_v2() -> Scorer | None:
    """nomenklatura's best matcher, or None where it is not installed."""
    try:
        from followthemoney import EntityProxy
        from nomenklatura.matching import get_algorithm
    except ImportError:
        return None
    algorithm = get_algorithm("logic-v2")
    config, fresh = algorithm.default_config(), itertools.count()

    def entity(name: str, schema: str) -> Any:  # noqa: ANN401 - the library has no types here
        return EntityProxy.from_dict(
            {"id": f"e{next(fresh)}", "schema": schema, "properties": {"name": [name]}}
        )

    def score(pairs: Sequence[Row]) -> list[float]:
        return [
            algorithm.compare(
                entity(it["name1"], it["schema"]), entity(it["name2"], it["schema"]), config
            ).score
            for it in pairs
        ]

    return score


def timed(
    scorers: Sequence[tuple[str, Scorer]], pairs: Sequence[Row]
) -> dict[str, tuple[list[float], float]]:
    """For each matcher the scores, and pairs a second of processor time in the best of some passes; they
    take turns, so that a busy spell of the machine does not fall on one of them."""
    scores: dict[str, list[float]] = {}
    best: dict[str, float] = {}
    for _, scorer in scorers:
        scorer(pairs[:1])
    for _ in range(PASSES):
        for name, scorer in scorers:
            start = time.process_time()
            scores[name] = scorer(pairs)
            best[name] = min(best.get(name, float("inf")), time.process_time() - start)
    return {name: (scores[name], len(pairs) / best[name]) for name in scores}


def slices(pairs: Sequence[Row]) -> dict[str, list[int]]:
    """All pairs; and where a file has both, original script and Latin apart: they are two tasks."""
    script = [place for place, row in enumerate(pairs) if str(row.get("group", "")).endswith("_script")]
    parts = {"all": list(range(len(pairs)))}
    if 0 < len(script) < len(pairs):
        within = set(script)
        parts |= {
            "aliases": [place for place in parts["all"] if place not in within],
            "original script": script,
        }
    return parts


def run(file: Path) -> dict[str, Any]:
    """Both matchers on one file."""
    pairs = list(rows(file))
    peers: list[tuple[str, Scorer]] = [("sayso", ours)]
    if (peer := logic_v2()) is not None:
        peers.append(("logic-v2", peer))
    found: list[dict[str, Any]] = []
    for name, (scores, speed) in timed(peers, pairs).items():
        for part, places in slices(pairs).items():
            got = measure(
                [bool(pairs[place]["match"]) for place in places],
                [scores[place] for place in places],
                threshold=THRESHOLD,
            )
            found.append({
                "matcher": name, "slice": part, "pairs": len(places), "f1": got.f1,
                "precision": got.precision, "recall": got.recall,
                "average_precision": got.average_precision, "recall_at_p95": got.recall_at_p95,
                "pairs_a_second": speed,
            })  # fmt: skip
    told = {"file": file.name, "sha256": fingerprint(file), "threshold": THRESHOLD}
    return {**told, "rows": found, "microseconds": steps(pairs)}


def show(result: dict[str, Any]) -> None:
    """A table for a person."""
    print(f"{result['file']} (sha256 {result['sha256']}), threshold {result['threshold']}")
    print(f"{'matcher':10s} {'slice':16s} {'pairs':>6s} {'F1':>6s} {'AP':>6s} {'R@P95':>6s} {'pairs/s':>9s}")
    for row in result["rows"]:
        print(
            f"{row['matcher']:10s} {row['slice']:16s} {row['pairs']:6d} {row['f1']:6.3f} "
            f"{row['average_precision']:6.3f} {row['recall_at_p95']:6.3f} {row['pairs_a_second']:9.0f}"
        )
    print("µs a pair: " + ", ".join(f"{step} {spent:.1f}" for step, spent in result["microseconds"].items()))
    if not any(row["matcher"] == "logic-v2" for row in result["rows"]):
        print("logic-v2 was not measured: it needs requirements/bench.txt")


def main(argv: Sequence[str]) -> int:
    """Run on the gold file, or on both dev files."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks names", description=__doc__)
    parser.add_argument("--gold", type=Path, action="append", help="pairs: id, name1, name2, schema, match")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    files = options.gold or [bench_folder() / "names" / file for file in FILES]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        print(
            f"Not measured: there is no {', '.join(missing)}. SAYSO_BENCH names the folder.", file=sys.stderr
        )
        return 2
    results = [run(file) for file in files]
    if options.json:
        print(json.dumps(results if len(results) > 1 else results[0]))
    else:
        for result in results:
            show(result)
    return 0
