"""How far counting gets as a verdict: the majority of articles, of outlets, of texts, of root sources.

    python -m benchmarks verdicts [--claims FILE] [--read N] [--json]

The claims are Emergent's whose truth its editors set to true or false; its articles take a stance for,
against or observing. Articles, outlets and texts (copies merged) vote with the stance that the editors
saw in them; root sources vote with what sayso itself reads in the bodies, so their line also holds our
mistakes of reading. Right is a majority on the right side; a tie is not right. `--read N` limits the
reading to N claims (seeded), because it takes some seconds a claim. Intervals: 95 %, over claims.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpora import bench_folder, fingerprint, rows
from sayso.terms.article import Article
from sayso.terms.question import Answer, Question
from sayso.terms.time import Certainty, Interval, Published
from sayso.weigh.events.copies import find_copies

VOTE = {"for": 1, "against": -1, "observing": 0, "affirms": 1, "denies": -1, "uncertain": 0}

Row = Mapping[str, Any]
Count = Callable[[Sequence[Row]], int]


def sign(value: int) -> int:
    """-1, 0 or 1."""
    return (value > 0) - (value < 0)


def by_articles(articles: Sequence[Row]) -> int:
    """One article, one vote."""
    return sign(sum(VOTE[row["stance"]] for row in articles))


def by_group(articles: Sequence[Row], key: Callable[[Row], str]) -> int:
    """One vote for each group of articles, its own majority."""
    groups = defaultdict(list)
    for row in articles:
        groups[key(row)].append(row)
    return sign(sum(by_articles(group) for group in groups.values()))


def families(bodies: Mapping[str, str]) -> dict[str, str]:
    """The family of near-copies of each article that has a body; an article without one is its own."""
    parent = {name: name for name in bodies}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    for copy in find_copies((name, text, None, "") for name, text in bodies.items()):
        parent[root(copy.article)] = root(copy.original)
    return {name: root(name) for name in bodies}


def bodies_of(folder: Path) -> dict[str, str]:
    """The body text of each article of the list that one could be tied to."""
    texts = {row["body_id"]: str(row["text"]) for row in rows(folder / "fnc1_train_bodies.jsonl")}
    tied = rows(folder / "fnc1_train_body_articles.jsonl")
    return {str(row["article_id"]): texts[row["body_id"]] for row in tied if row["body_id"] in texts}


def root_lead(
    articles: Sequence[Row], bodies: Mapping[str, str], read: Callable[[list[Article]], Any]
) -> int:
    """By how many root sources of our own reading the claim's affirmers lead its deniers; each root
    votes with its own majority."""
    from sayso.weigh.label import label

    claim = str(articles[0]["claim"])
    subjects = tuple(re.findall(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*", claim))
    question = Question("q", f"Is it so that {claim}?", "general", subjects, (Answer("q-so", claim),))
    given = [_article(row, bodies[row["id"]]) for row in articles if row["id"] in bodies]
    pairs = list(zip(given, read(given), strict=True))
    votes: defaultdict[str, int] = defaultdict(int)
    for found in label(pairs, [question], belongs={article.id: "q" for article in given}):
        for assertion in found["assertions"]:
            votes[assertion["root_id"]] += VOTE[assertion["polarity"]]
    return sum(map(sign, votes.values()))


def _article(row: Row, text: str) -> Article:
    from datetime import datetime, timedelta

    moment = datetime.fromisoformat(row["logged_at"])
    published = Published(
        Interval(moment, moment + timedelta(days=1)), Certainty.INFERRED, "when it was logged"
    )
    return Article(str(row["id"]), "", str(row["source"]), str(row["headline"]), text, published)


def interval(right: Sequence[bool]) -> tuple[float, float]:
    """The 95 % interval of the share that is right, from resampled claims."""
    rng = random.Random(0)
    shares = sorted(sum(rng.choices(right, k=len(right))) / len(right) for _ in range(2000))
    return shares[49], shares[1949]


def judged(verdicts: Iterable[int], truths: Iterable[int]) -> dict[str, Any]:
    """The share of right verdicts with its interval, and how many were ties."""
    both = list(zip(verdicts, truths, strict=True))
    right = [verdict == truth for verdict, truth in both]
    decided = [verdict == truth for verdict, truth in both if verdict]
    return {
        "claims": len(both),
        "right": sum(right) / len(right),
        "interval": interval(right),
        "ties": sum(verdict == 0 for verdict, _ in both) / len(both),
        "right_where_decided": sum(decided) / max(1, len(decided)),
    }


def measure(path: Path, *, read: int) -> dict[str, dict[str, Any]]:
    """Each way of counting on all true or false claims; roots on `read` of them, beside the others."""
    claims: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows(path):
        if row["claim_truth"] in {"true", "false"}:
            claims[row["claim_id"]].append(row)
    bodies = bodies_of(bench_folder() / "stance")
    family = families(bodies)
    counts: dict[str, Count] = {
        "articles": by_articles,
        "outlets": lambda some: by_group(some, lambda row: str(row["source"])),
        "texts, copies merged": lambda some: by_group(
            some, lambda row: family.get(str(row["id"]), str(row["id"]))
        ),
    }
    truth = {name: 1 if some[0]["claim_truth"] == "true" else -1 for name, some in claims.items()}
    result = {name: judged(map(count, claims.values()), truth.values()) for name, count in counts.items()}
    result["always false"] = judged([-1] * len(truth), truth.values())
    if read:
        result |= _with_roots(claims, truth, bodies, counts, read)
    return result


def _with_roots(
    claims: Mapping[str, list[Row]], truth: Mapping[str, int], bodies: Mapping[str, str],
    counts: Mapping[str, Count], read: int,
) -> dict[str, dict[str, Any]]:  # fmt: skip
    from sayso.read import Reader

    reader = Reader()
    told = sorted(name for name, some in claims.items() if sum(row["id"] in bodies for row in some) >= 3)
    picked = random.Random(1).sample(told, min(read, len(told)))
    truths = [truth[name] for name in picked]
    result = {
        f"{name} (claims read)": judged([count(claims[one]) for one in picked], truths)
        for name, count in counts.items()
    }
    result["always false (claims read)"] = judged([-1] * len(picked), truths)
    leads = [root_lead(claims[one], bodies, lambda some: list(reader.read_many(some))) for one in picked]
    result["roots, our own reading (claims read)"] = judged(map(sign, leads), truths)
    sure = [sign(lead) if abs(lead) > 1 else 0 for lead in leads]
    result["roots that lead by two (claims read)"] = judged(sure, truths)
    return result


def main(argv: Sequence[str]) -> int:
    """Print how often each way of counting is right."""
    parser = argparse.ArgumentParser(
        prog="benchmarks verdicts", description=(__doc__ or "").partition("\n")[0]
    )
    default = bench_folder() / "stance/emergent_of_fnc_train_claims.jsonl"
    parser.add_argument("--claims", type=Path, default=default)
    parser.add_argument("--read", type=int, default=60, help="claims whose bodies are read; 0 reads none")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    if not options.claims.exists():
        print(f"Left out: there is no {options.claims}; set SAYSO_BENCH or give --claims.")
        return 0
    found = measure(options.claims, read=options.read)
    corpus = {"file": options.claims.name, "sha256": fingerprint(options.claims)}
    if options.json:
        print(json.dumps({"benchmark": "verdicts", "claims": corpus, "figures": found}))
        return 0
    print(corpus)
    for name, row in found.items():
        low, high = row["interval"]
        print(
            f"{name:40} right {row['right']:.3f} [{low:.3f}, {high:.3f}]  ties {row['ties']:.3f}"
            f"  right where decided {row['right_where_decided']:.3f}  of {row['claims']}"
        )
    return 0
