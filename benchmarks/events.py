"""Articles gathered into events, against the claims that Emergent's editors filed them under.

    python -m benchmarks events [--json]

The bodies of FNC-1's training half with a sure claim (purity .9 or more), each with the headline and the
time that its article was logged, and the articles of the eight questions of roots/. B-cubed (Bagga and
Baldwin 1998). A claim is finer than an event: twin claims about one event count as mistakes. The peer is
the same texts by average linkage of TF-IDF over the whole set, at the threshold that suits it best, which
sees all articles at once and grows with their square.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from benchmarks.corpora import bench_folder, fingerprint, rows
from sayso.terms.article import Article
from sayso.terms.statement import Reading
from sayso.terms.time import Certainty, Interval, Published
from sayso.weigh.events.gather import find_events
from sayso.weigh.events.grouping import linked, tf_idf

Pair = tuple[Article, Reading]


def bcubed(gold: Sequence[str], found: Sequence[int]) -> dict[str, float]:
    """Precision, recall and F1 over the items."""
    together, ours, theirs = Counter(zip(gold, found, strict=True)), Counter(found), Counter(gold)
    pairs = list(zip(gold, found, strict=True))
    precision = sum(together[pair] / ours[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(together[pair] / theirs[pair[0]] for pair in pairs) / len(pairs)
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / (precision + recall)}


def article(name: str, title: str, text: str, day: str | None) -> Article:
    """An article without evidence."""
    published = Published(None, Certainty.UNKNOWN, "")
    if day:
        start = datetime.fromisoformat(day.replace("Z", "+00:00"))
        start = start if start.tzinfo else start.replace(tzinfo=UTC)
        published = Published(Interval(start, start + timedelta(minutes=1)), Certainty.STATED, "")
    return Article(name, "", "", title, text, published)


def bodies(folder: Path) -> tuple[list[Pair], list[str]]:
    """FNC-1's bodies with their claims."""
    texts = {row["body_id"]: str(row["text"]) for row in rows(folder / "fnc1_train_bodies.jsonl")}
    printed = {row["body_id"]: row for row in rows(folder / "fnc1_train_body_articles.jsonl")}
    pairs, gold = [], []
    for row in rows(folder / "fnc1_train_body_claims.jsonl"):
        if not row["claim_id"] or row["purity"] < 0.9:
            continue
        body, text = row["body_id"], texts[row["body_id"]]
        near = printed.get(body, {})
        title = str(near.get("headline") or text.split(". ")[0])
        made = article(f"b{body:05}", title, text, near.get("logged_at"))
        pairs.append((made, Reading(made.id, ())))
        gold.append(str(row["claim_id"]))
    return pairs, gold


def questions(path: Path) -> tuple[list[Pair], list[str]]:
    """The articles of roots/ with their questions."""
    found = [
        (
            article(str(r["article_id"]), str(r["title"]), str(r["text"]), r.get("published")),
            str(r["question_id"]),
        )
        for r in rows(path)
    ]
    return [(made, Reading(made.id, ())) for made, _ in found], [question for _, question in found]


def measure(pairs: Sequence[Pair], gold: Sequence[str]) -> dict[str, dict[str, float]]:
    """Ours and the peer."""
    begun = time.process_time()
    events = find_events(pairs)
    seconds = time.process_time() - begun
    number = {index: at for at, event in enumerate(events) for index in event}
    ours = bcubed(gold, [number[index] for index in range(len(pairs))]) | {"seconds": seconds}
    words = tf_idf([f"{a.title} {a.title} {a.text[:1500]}" for a, _ in pairs])
    near = np.asarray(words @ words.T, np.float32)
    peer = max(
        (bcubed(gold, linked(near, least)) for least in np.arange(0.06, 0.4, 0.04)), key=lambda row: row["f1"]
    )
    return {"sayso": ours, "TF-IDF, average linkage": peer}


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks events", description=__doc__)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    folder = bench_folder()
    if not (folder / "stance").exists():
        print("skipped: name the corpora's folder in SAYSO_BENCH")
        return 0
    found = {
        "bodies": {
            "corpus": fingerprint(folder / "stance" / "fnc1_train_bodies.jsonl"),
            **measure(*bodies(folder / "stance")),
        },
        "roots": {
            "corpus": fingerprint(folder / "roots" / "articles.jsonl"),
            **measure(*questions(folder / "roots" / "articles.jsonl")),
        },
    }
    print(json.dumps(found, indent=None if asked.json else 2))
    return 0
