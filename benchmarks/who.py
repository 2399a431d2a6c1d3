"""`python -m benchmarks who [--names N] [--json]`: who is who in real articles.

Names of people and bodies, found and joined over the articles of a case, beside labels by hand (see
who_score.py) and a baseline that takes what spaCy calls a person or a body and joins equal names. After the
figures come the names that most articles of roots/ have, as the desk lists them, to be read by a person.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.reading_speed import article as bare_article
from benchmarks.reading_speed import full_pipeline
from benchmarks.who_score import Told, figures, labels, match, wanted
from sayso.read import Reader
from sayso.resolve.called import is_named
from sayso.resolve.entities import CaseNames
from sayso.run.batch import documents
from sayso.terms.article import Article
from sayso.terms.entity import EntityKind, Resolution

CORPORA = {"roots": "roots/articles.jsonl", "polnear.dev": "attribution/polnear.dev.jsonl"}
KINDS = {EntityKind.PERSON: "person", EntityKind.ORGANISATION: "body"}


def articles_of(path: Path) -> list[Article]:
    """The articles of a corpus, of which all are one case."""
    if path.name == "articles.jsonl":
        lines = path.read_text(encoding="utf-8").splitlines()
        return [each for each in documents(lines) if isinstance(each, Article)]
    return [
        replace(bare_article(str(row["id"]), str(row["text"])), title=str(row["title"])) for row in rows(path)
    ]


def resolved(articles: Sequence[Article]) -> tuple[Resolution, float]:
    """Who is who in the articles, and the processor seconds of joining."""
    readings = list(Reader().read_many(articles))
    start = time.process_time()
    case = CaseNames()
    case.add(*readings)
    who = case.resolution()
    return who, time.process_time() - start


def ours(who: Resolution) -> Iterator[Told]:
    """The names that the desk lists: of people and bodies, no descriptions."""
    entities = {each.id: each for each in who.entities if is_named(each.name, each.kind)}
    for alias in who.aliases:
        if alias.entity in entities and alias.name != alias.name.lower():
            kind = KINDS[entities[alias.entity].kind]
            yield Told(alias.origin, alias.name, alias.entity, kind)


def baseline(articles: Sequence[Article]) -> Iterator[Told]:
    """What the small spaCy model calls a person or a body; one word of a person is the person of that article
    whose name ends so; equal names are one."""
    parse = full_pipeline()
    for each in articles:
        found = [(ent.text, ent.label_) for ent in parse(each.text).ents if ent.label_ in {"PERSON", "ORG"}]
        full = {text.split()[-1]: text for text, label in found if label == "PERSON" and " " in text}
        for text, label in dict.fromkeys(found):
            name = full.get(text, text) if label == "PERSON" else text.removeprefix("the ")
            yield Told(each.id, text, name.lower(), "person" if label == "PERSON" else "body")


def scored(
    articles: Sequence[Article], who: Resolution, *, systems: Sequence[str] = ("sayso", "equal names")
) -> dict[str, dict[str, float]]:
    """The figures of ours and of the baseline on the articles with labels."""
    gold = labels()
    texts = {each.id: each.text for each in articles if each.id in gold}
    mine = {name: gold[name] for name in texts}
    needed = {name: wanted(texts[name], some) for name, some in mine.items()}
    told = {
        "sayso": lambda: ours(who),
        "equal names": lambda: baseline([each for each in articles if each.id in texts]),
    }
    return {name: figures(match(told[name](), texts, mine), needed) for name in systems}


def listed(who: Resolution, *, names: int) -> dict[str, Any]:
    """Counts of entities and joins, and the most named entities."""
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
        "named": len(named),
        "only_spoken_of": sum(each.id not in sources for each in named),
        "described": len(who.entities) - len(named),
        "in_several_articles": sum(len(origins[each.id]) > 1 for each in named),
        "joins": len(who.joins),
        "left_to_a_person": len(who.proposals),
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


def measure(corpus: str, *, names: int) -> dict[str, Any]:
    """Everything of one corpus."""
    path = bench_folder() / CORPORA[corpus]
    articles = articles_of(path)
    who, seconds = resolved(articles)
    said = {"file": CORPORA[corpus], "sha256": fingerprint(path), "articles": len(articles)}
    return said | {"scores": scored(articles, who), "seconds": seconds} | listed(who, names=names)


def main(argv: Sequence[str]) -> int:
    """Measure each corpus that is there, and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks who", description=__doc__)
    parser.add_argument("--corpus", choices=CORPORA, help="one of them; without it both")
    parser.add_argument("--names", type=int, default=0, help="how many names are shown")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    for corpus in [options.corpus] if options.corpus else CORPORA:
        if not (bench_folder() / CORPORA[corpus]).is_file():
            print(
                f"Not measured: there is no {CORPORA[corpus]}. SAYSO_BENCH names the folder.", file=sys.stderr
            )
            return 2
        found = measure(corpus, names=options.names)
        print(json.dumps(found, ensure_ascii=False)) if options.json else show(found)
    return 0


def show(found: dict[str, Any]) -> None:
    """Print the figures of one corpus, then its names."""
    scores, names = found.pop("scores"), found.pop("names")
    for key, value in found.items():
        print(f"{key:22s} {value:.2f}" if isinstance(value, float) else f"{key:22s} {value}")
    for key in scores["sayso"]:
        print(f"{key:22s}" + "".join(f" {name} {some[key]:>6}  " for name, some in scores.items()))
    for row in names:
        print(f"{row['articles']:4d}  {row['name']}  {row['kind']}  {'; '.join(row['also'])}")
