"""Fits how often each rule of the reader is right: writes src/sayso/read/confidence.toml.

    python -m benchmarks train_confidence [--write]

From GUM (Georgetown University Multilayer corpus, annotations CC BY 4.0; Zeldes 2017): its attribution
relations in gum.train and gum.dev, without the documents that gum_attr.dev scores. A finding is right
where its content shares half the words (F1) with a gold content. A clause that
the grammar finds has no share here, as it is as sure as the ranker is of it; the share of a phrase, which GUM
does not mark, is the most that it can be. A few findings of a rule move its prior, an editor's judgement, a
little (forty pseudo-findings).
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.attribution import Row, read_all
from benchmarks.corpora import bench_folder, rows
from sayso.read import calibrate
from sayso.terms.statement import Statement

TARGET = Path(calibrate.__file__).with_name("confidence.toml")
WEIGHT = 40  # what is left of GUM is no news, so that it moves a prior but does not make it
PRIOR = {
    "direct": 0.9,
    "signature": 0.9,
    "credit": 0.8,
    "mark": 0.7,
    "mark.clause": 0.65,
    "headline": 0.7,
    "label": 0.7,
    "carried": 0.7,
    "according": 0.9,
    "hearsay": 0.5,
    "noun": 0.55,
    "adjective": 0.52,
    "adjective.phrase": 0.5,
    "verb.infinitive": 0.55,
    "verb.person_infinitive": 0.55,
    "verb.gerund": 0.6,
    "verb.prep": 0.55,
    "verb.label": 0.65,
    "verb.object": 0.6,
    "verb.object_document": 0.6,
    "verb.raising": 0.5,
    "verb.moved": 0.5,
    "inside.direct": 0.6,
    "inside.according": 0.75,
    "own-voice": 0.6,
}
FITTED = ("direct", "carried", "according", "label")


def main(argv: Sequence[str]) -> int:
    """Fit and print; with --write, write the file. 2 where GUM is absent."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks train_confidence", description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(argv)
    folder = bench_folder() / "attribution"
    if not (folder / "gum.train.jsonl").is_file():
        print(f"there is no GUM under {folder}: set SAYSO_BENCH")
        return 2
    kept_apart = {row["id"] for row in rows(folder / "gum_attr.dev.jsonl")}
    both = (row for name in ("train", "dev") for row in rows(folder / f"gum.{name}.jsonl"))
    text = as_toml(fit([row for row in both if row["id"] not in kept_apart]))
    print(text)
    if args.write:
        TARGET.write_text(text, encoding="utf-8")
    return 0


def fit(documents: Sequence[Row]) -> dict[str, float]:
    """The share of right findings of each rule, drawn to its prior."""
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for document, reading in zip(documents, read_all(documents), strict=True):
        gold = [words_at(document["text"], one["content"]) for one in document["attributions"]]
        for statement in reading.statements:
            rule = statement.made_by.rule
            made[rule] += 1
            right[rule] += any(shared(words_of(document["text"], statement), words) >= 0.5 for words in gold)
    return {
        rule: (right[rule] + WEIGHT * prior) / (made[rule] + WEIGHT) if rule in FITTED else prior
        for rule, prior in PRIOR.items()
    }


def words_of(text: str, statement: Statement) -> set[int]:
    """First offsets of the words of a statement's content."""
    return words_at(text, ((span.start, span.end) for span in statement.content.spans))


def words_at(text: str, spans: Iterable[Sequence[int]]) -> set[int]:
    """First offsets of the words in the spans."""
    return {start + match.start() for start, end in spans for match in re.finditer(r"\w+", text[start:end])}


def shared(left: set[int], right: set[int]) -> float:
    """F1 of two sets."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def as_toml(table: dict[str, float]) -> str:
    """The file's text."""
    lines = [f'"{rule}" = {value:.2f}' for rule, value in table.items()]
    head = "# The share of each rule's findings that were right; made by benchmarks/train_confidence.py."
    credit = "# Fitted on GUM (CC BY 4.0, https://gucorpling.org/gum), priors by judgement; see there."
    return "\n".join([head, credit, "[rules]", *lines, ""])
