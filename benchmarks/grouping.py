"""Headlines grouped into the claims they report, ours and the peers in one run.

    python -m benchmarks grouping [--gold FILE] [--json]

A line of FILE has `id`, `headline`, `logged_at`, `claim_id` and `claim`. Figures are B-cubed (Bagga and
Baldwin 1998), over all headlines and over those of *twin claims*: claims whose wording shares a name
and one more word with another claim's, so that the same people meet another event. Our threshold is
fixed; each peer gets the threshold that suits it best on the same file.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.scorers import scorer
from sayso.weigh.events.grouping import Floats, Told, group, linked, tf_idf
from sayso.weigh.vectors import embed
from sayso.weigh.words import stems

_NO_NAMES = frozenset(
    [
        "A",
        "An",
        "The",
        "There",
        "Some",
        "After",
        "At",
        "Video",
        "Man",
        "Claim",
        "Low",
        "American",
        "New",
        "York",
        "Texas",
    ]
)
_NAME = re.compile(r"\b[A-Z][\w'-]+")


def twin_claims(wordings: dict[str, str]) -> set[str]:
    """The claims that share a name and one more word with another."""
    names = {
        claim: {n.removesuffix("'s") for n in _NAME.findall(w)} - _NO_NAMES for claim, w in wordings.items()
    }
    words = {claim: set(stems(wording)) for claim, wording in wordings.items()}
    claims = sorted(wordings)
    return {
        claim
        for claim in claims
        for other in claims
        if claim != other and names[claim] & names[other] and len(words[claim] & words[other]) >= 2
    }


def peers(items: Sequence[Told]) -> dict[str, Floats]:
    """The likeness that each peer gives to every two headlines."""
    texts = [item.text for item in items]
    words, vectors = tf_idf(texts), embed(texts)
    days = np.array([item.moment.timestamp() / 86400 if item.moment else 0.0 for item in items])
    decay = np.exp(-np.abs(days[:, None] - days[None]) / 30).astype(np.float32)
    mean = np.asarray((words @ words.T + np.clip(vectors @ vectors.T, 0, 1)) / 2, np.float32)
    return {
        "TF-IDF": np.asarray(words @ words.T, np.float32),
        "sentence vectors": np.clip(vectors @ vectors.T, 0, 1),
        "mean of both, 30-day decay": mean * decay,
    }


def score(
    module: ModuleType, gold: dict[str, str], found: dict[str, int], twins: set[str]
) -> dict[str, float]:
    """B-cubed over all headlines and over those of twin claims."""
    of_twins = {name: claim if claim in twins else None for name, claim in gold.items()}
    every, twin = module.score(gold, found), module.score(of_twins, found)
    return {
        f"{m}_{name}": row[f"bcubed_{m}"]
        for name, row in (("all", every), ("twins", twin))
        for m in ("p", "r", "f1")
    }


def measure(gold_rows: Sequence[dict[str, Any]], *, with_peers: bool = True) -> dict[str, dict[str, float]]:
    """Each system's figures; ours first."""
    module = scorer("stance/score_clusters.py")
    ids = [str(row["id"]) for row in gold_rows]
    gold = {str(row["id"]): str(row["claim_id"]) for row in gold_rows}
    twins = twin_claims({str(row["claim_id"]): str(row["claim"]) for row in gold_rows})
    items = [Told(str(row["headline"]), _moment(row.get("logged_at"))) for row in gold_rows]
    start = time.perf_counter()
    found = group(items)
    seconds = time.perf_counter() - start
    figures = {"sayso": score(module, gold, dict(zip(ids, found, strict=True)), twins) | {"seconds": seconds}}
    for name, near in peers(items).items() if with_peers else ():
        tried = [
            score(module, gold, dict(zip(ids, linked(near, least), strict=True)), twins)
            for least in np.arange(0.08, 0.6, 0.04)
        ]
        figures[name] = max(tried, key=lambda row: row["f1_all"])
    return figures


def _moment(logged: str | None) -> datetime | None:
    return datetime.fromisoformat(logged) if logged else None


def main(argv: Sequence[str]) -> int:
    """Print the figures of ours and the peers."""
    parser = argparse.ArgumentParser(
        prog="benchmarks grouping", description=(__doc__ or "").partition("\n")[0]
    )
    default = bench_folder() / "stance/emergent_of_fnc_train_claims.jsonl"
    parser.add_argument("--gold", type=Path, default=default)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    if not options.gold.exists():
        print(f"Left out: there is no {options.gold}; set SAYSO_BENCH or give --gold.")
        return 0
    gold_rows = list(rows(options.gold))
    figures = measure(gold_rows)
    gold = {"file": options.gold.name, "sha256": fingerprint(options.gold)}
    if options.json:
        print(
            json.dumps(
                {"benchmark": "grouping", "gold": gold, "headlines": len(gold_rows), "figures": figures}
            )
        )
        return 0
    print(f"{len(gold_rows)} headlines; {gold}")
    for name, row in figures.items():
        print(f"{name:28} " + "  ".join(f"{metric} {value:.3f}" for metric, value in row.items()))
    return 0
