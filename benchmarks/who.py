"""`python -m benchmarks who [--names N] [--json]`: who is who in real articles, to be read by a person.

There is no gold for it: what is printed is how many names were found and joined, what is left to a person,
and the names that most articles have, as the desk lists them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from benchmarks.corpora import bench_folder, fingerprint
from sayso.read import Reader
from sayso.resolve.called import is_named
from sayso.resolve.entities import CaseNames
from sayso.run.batch import documents
from sayso.terms.article import Article


def measure(lines: Sequence[str], *, names: int) -> dict[str, Any]:
    """Counts of entities and joins, seconds of processor time, and the most named entities."""
    articles = [each for each in documents(lines) if isinstance(each, Article)]
    readings = list(Reader().read_many(articles))
    start = time.process_time()
    case = CaseNames()
    case.add(*readings)
    who = case.resolution()
    seconds = time.process_time() - start
    origins: dict[str, set[str]] = defaultdict(set)
    others: dict[str, dict[str, None]] = defaultdict(dict)
    sources: set[str] = set()
    for alias in who.aliases:
        origins[alias.entity].add(alias.origin)
        others[alias.entity][alias.name] = None
        sources |= set() if alias.spoken else {alias.entity}
    named = [each for each in who.entities if is_named(each.name, each.kind)]
    named.sort(key=lambda each: (-len(origins[each.id]), each.name))
    return {
        "articles": len(articles),
        "named": len(named),
        "only_spoken_of": sum(each.id not in sources for each in named),
        "described": len(who.entities) - len(named),
        "in_several_articles": sum(len(origins[each.id]) > 1 for each in named),
        "joins": len(who.joins),
        "left_to_a_person": len(who.proposals),
        "seconds": seconds,
        "names": [
            {
                "name": each.name,
                "kind": each.kind.value,
                "articles": len(origins[each.id]),
                "also": [name for name in others[each.id] if name != each.name],
            }
            for each in named[:names]
        ],
    }


def main(argv: Sequence[str]) -> int:
    """Run on the articles of roots/."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks who", description=__doc__)
    parser.add_argument("--names", type=int, default=40, help="how many names are shown")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    file = bench_folder() / "roots" / "articles.jsonl"
    if not file.is_file():
        print(f"Not measured: there is no {file}. SAYSO_BENCH names the folder.", file=sys.stderr)
        return 2
    found = measure(file.read_text(encoding="utf-8").splitlines(), names=options.names)
    result = {"file": file.name, "sha256": fingerprint(file), **found}
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return 0
    for row in result.pop("names"):
        print(f"{row['articles']:4d}  {row['name']}  {row['kind']}  {'; '.join(row['also'])}")
    for key, value in result.items():
        print(f"{key:22s} {value:.2f}" if isinstance(value, float) else f"{key:22s} {value}")
    return 0
