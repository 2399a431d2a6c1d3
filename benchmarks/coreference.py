"""Mentions of one article joined to its people and bodies, beside a head-match baseline, in one run.

    python -m benchmarks coreference [--gold FILE] [--json]

Measured over the chains of people and organisations that are named at least once. A mention counts by its
head word (as in CorefUD), which one parse of the small spaCy model finds for gold, baseline and sayso alike.
`conll` leaves chains of one mention out, `conll with single ones` counts them. The baseline takes noun chunks
and joins those with the same head word; what spaCy calls a person or organisation names a chain; the second
baseline joins he and she to the last named person besides. `source`
is how often the first named person or body in a gold attribution's words is given the right name; `source,
short` the same where those words are no name of two words.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.coref_score import conll
from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.reading_speed import article, full_pipeline
from sayso.read import Reader

Row = dict[str, Any]
Doc = Any
Token = Any
TYPES = frozenset({"person", "organization"})
_PRONOUNS = """
i me my mine myself you your yours yourself
he him his himself she her hers herself it its itself we us our ours
ourselves they them their theirs themselves who whom whose which that this these those
"""
PRONOUNS = frozenset(_PRONOUNS.split())


@dataclass(frozen=True, slots=True)
class Chained:
    """The chains of one document: offsets of head words, and the names each goes by (lower-case heads for
    gold, the name told for a system)."""

    chains: tuple[frozenset[int], ...]
    names: tuple[frozenset[str], ...]

    def of(self, head: int) -> int | None:
        """The chain of a mention."""
        return next((place for place, chain in enumerate(self.chains) if head in chain), None)


def head_of(doc: Doc, start: int, end: int) -> Token:
    """The token of a stretch that hangs on a token outside it."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root


def gold_of(row: Row, doc: Doc) -> Chained:
    """The gold chains of people and organisations with a name."""
    chains: dict[str, list[Row]] = defaultdict(list)
    for mention in row["mentions"]:
        if mention["start"] < mention["end"]:
            chains[mention["entity"]].append(mention)
    kept, names = [], []
    for mentions in chains.values():
        kind, _ = Counter(mention["type"] for mention in mentions).most_common(1)[0]
        heads = [head_of(doc, mention["start"], mention["end"]) for mention in mentions]
        named = {head.text.lower() for head in heads if head.pos_ == "PROPN" and head.text[0].isupper()}
        if kind in TYPES and named:
            kept.append(frozenset(head.idx for head in heads))
            names.append(frozenset(named))
    return Chained(tuple(kept), tuple(names))


def baseline_of(doc: Doc) -> Chained:
    """Noun chunks with the same head word are one; named where spaCy finds a person or organisation."""
    entities = {token.i: ent.text for ent in doc.ents if ent.label_ in {"PERSON", "ORG"} for token in ent}
    chains: dict[str, set[int]] = defaultdict(set)
    names: dict[str, list[str]] = defaultdict(list)
    for chunk in doc.noun_chunks:
        head = chunk.root
        key = head.text.lower()
        if key in PRONOUNS:
            continue
        chains[key].add(head.idx)
        if head.i in entities:
            names[key].append(entities[head.i])
    kept = [key for key in chains if names[key]]
    return Chained(
        tuple(frozenset(chains[key]) for key in kept),
        tuple(frozenset({max(names[key], key=len)}) for key in kept),
    )


def nearest_of(doc: Doc) -> Chained:
    """The head match, with `he`, `she` and their forms joined to the last named person."""
    base = baseline_of(doc)
    people = {token.idx for ent in doc.ents if ent.label_ == "PERSON" for token in ent}
    chains = [set(chain) for chain in base.chains]
    last: int | None = None
    for token in doc:
        if token.idx in people:
            last = base.of(token.idx) if base.of(token.idx) is not None else last
        elif last is not None and token.text.lower() in {
            "he",
            "him",
            "his",
            "she",
            "her",
            "himself",
            "herself",
        }:
            chains[last].add(token.idx)
    return Chained(tuple(map(frozenset, chains)), base.names)


def ours_of(row: Row, doc: Doc, reader: Reader) -> Chained:
    """The mentions that the reader gives."""
    chains: dict[int, set[int]] = defaultdict(set)
    names: dict[int, str] = {}
    titled = replace(article(str(row["id"]), str(row["text"])), title=str(row.get("title") or ""))
    reading = reader.read(titled)
    for mention in reading.mentions:
        if mention.kind in {"person", "organisation"}:
            chains[mention.chain].add(head_of(doc, mention.span.start, mention.span.end).idx)
            names[mention.chain] = mention.name
    return Chained(
        tuple(frozenset(chain) for chain in chains.values()), tuple(frozenset({names[key]}) for key in chains)
    )


def sources(row: Row, doc: Doc, gold: Chained) -> Iterable[tuple[int, int, bool]]:
    """Of each gold attribution that names somebody in a gold chain: the head's offset, the chain, and
    whether its words are short (no name of two words)."""
    for attribution in row["attributions"]:
        for start, end in attribution["attribution"]:
            inside = [
                mention for mention in row["mentions"] if start <= mention["start"] < mention["end"] <= end
            ]
            for mention in sorted(inside, key=lambda one: (one["start"], -one["end"])):
                head = head_of(doc, mention["start"], mention["end"])
                place = gold.of(head.idx)
                if place is not None:
                    words = [word for word in mention["text"].split() if word[0].isupper()]
                    yield head.idx, place, len(words) < 2
                    break


def named_right(found: Chained, gold: Chained, head: int, place: int) -> bool:
    """Whether the chain that a system has for a head goes by a name of the gold chain."""
    mine = found.of(head)
    if mine is None:
        return False
    words = {word.lower().strip(".,") for name in found.names[mine] for word in name.split()[-1:]}
    return bool(words & gold.names[place])


def measure(documents: Sequence[Row]) -> dict[str, Mapping[str, float]]:
    """Every figure of the baseline and of sayso."""
    bare = full_pipeline()
    reader = Reader()
    docs = [(row, bare(str(row["text"]))) for row in documents]
    golds = [gold_of(row, doc) for row, doc in docs]
    systems = {
        "head match": [baseline_of(doc) for _, doc in docs],
        "head match, last person": [nearest_of(doc) for _, doc in docs],
        "sayso": [ours_of(row, doc, reader) for row, doc in docs],
    }
    report: dict[str, Mapping[str, float]] = {}
    for name, found in systems.items():
        figures: dict[str, float] = {}
        for label, least in (("", 2), (" with single ones", 1)):
            scores = conll(_all(golds, least), _all(found, least))
            figures |= {f"{key}{label}": round(100 * value, 1) for key, value in scores.items()}
        asked = [
            (named_right(mine, gold, head, place), short)
            for (row, doc), gold, mine in zip(docs, golds, found, strict=True)
            for head, place, short in sources(row, doc, gold)
        ]
        figures["source"] = round(100 * sum(right for right, _ in asked) / max(1, len(asked)), 1)
        shorts = [right for right, short in asked if short]
        figures["source, short"] = round(100 * sum(shorts) / max(1, len(shorts)), 1)
        figures["sources"], figures["short sources"] = len(asked), len(shorts)
        report[name] = figures
    return report


def _all(documents: Sequence[Chained], least: int) -> list[frozenset[Any]]:
    return [
        frozenset((number, head) for head in chain)
        for number, found in enumerate(documents)
        for chain in found.chains
        if len(chain) >= least
    ]


def main(argv: Sequence[str]) -> int:
    """Measure and print; 2 where the corpus is absent."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks coreference", description=__doc__)
    parser.add_argument("--gold", type=Path, default=bench_folder() / "attribution" / "gum.dev.jsonl")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    if not args.gold.is_file():
        print(f"there is no {args.gold}: set SAYSO_BENCH")
        return 2
    report = measure(list(rows(args.gold)))
    if args.json:
        print(json.dumps({"file": args.gold.name, "sha256": fingerprint(args.gold), **report}, indent=1))
        return 0
    print(f"{args.gold.name} {fingerprint(args.gold)}")
    for key in report["sayso"]:
        print(f"{key:28}" + "".join(f"{name} {figures[key]:>6}   " for name, figures in report.items()))
    return 0
