"""Fits the reader's ranker, which says how likely an attribution found in the grammar is one:
writes src/sayso/read/ranker.toml.

    python -m benchmarks train_ranker [--write]

The labels are the project's own: benchmarks/ranker_labels.tsv names a corpus, a text of it, the offset
of a cue's last piece, the rule that found it, and 1 or 0. The texts stay outside: GUM's biographies, guides,
academic papers and court hearings (CC BY 4.0 and CC BY-SA 3.0; none of the documents that gum_attr.dev
scores), MEANTIME's Wikinews sentences (CC BY 2.5) and the weblogs, newsgroups and mails of the English Web
Treebank (CC BY-SA 4.0). The guide: 1 where the words say of somebody, or of a document, that they say,
believe, feel, want, intend or show what the content says, with the right source (or rightly none) and at
least half of the right content; 0 for acts that say nothing (attempts, decisions, refusals to act), for
names of things, for what "one" or "you" might think, and where the parse is wrong. 1,003 matches
were labelled in one pass, two in three of them of the forms that are often wrong.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import cross_val_predict

from benchmarks.corpora import bench_folder, rows
from sayso.read import ranker
from sayso.read.grammar import spans
from sayso.read.indirect import find
from sayso.read.lexicon import Lexicon, load
from sayso.read.parse import parse
from sayso.read.segments import frames, gated

TARGET = Path(ranker.__file__).with_name("ranker.toml")
LABELS = Path(__file__).with_name("ranker_labels.tsv")
Key = tuple[str, str, int, str]
STRENGTH = 0.3  # of the regression's prior (scikit-learn's C); between .1 and 1 nothing changes
FOLDS = 10
SMALL = 0.005  # a weight below it is left out
MARKS = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}
CLOSE = frozenset(
    {",", ".", ";", ":", "?", "!", ")", "%", "'s", "n't", "'re", "'ll", "'ve", "'d", "'m", "’s"}
)


def main(argv: Sequence[str]) -> int:
    """Fit, print how well unseen labels are told, and with --write, write the file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks train_ranker", description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(argv)
    if not (bench_folder() / "factuality").is_dir():
        print(f"there are no texts under {bench_folder()}: set SAYSO_BENCH")
        return 2
    labels = read_labels()
    examples = {key: names for key, names in matches(texts(labels)) if key in labels}
    table, report = fit([examples[key] for key in examples], [labels[key] for key in examples])
    print(f"{len(examples)} of {len(labels)} labelled matches are found; {report}")
    if args.write:
        TARGET.write_text(as_toml(table), encoding="utf-8")
    return 0


def read_labels() -> dict[Key, int]:
    """The labels by corpus, text, offset and rule."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {
            (row["corpus"], row["id"], int(row["at"]), row["rule"]): int(row["label"])
            for row in csv.DictReader(file, delimiter="\t")
        }


def texts(labels: Iterable[Key]) -> Iterator[tuple[str, str, str]]:
    """Corpus, id and text of all that has a label."""
    wanted = {(corpus, name) for corpus, name, *_ in labels}
    folder = bench_folder()
    for part in ("train", "dev"):
        for row in rows(folder / "attribution" / f"gum.{part}.jsonl"):
            if ("gum", row["id"]) in wanted:
                yield "gum", row["id"], row["text"]
    for corpus in ("meantime.train", "meantime.dev", "uds_ih2.train"):
        for row in rows(folder / "factuality" / f"factuality.{corpus}.jsonl"):
            if (corpus, row["id"]) in wanted:
                yield corpus, row["id"], written(row["tokens"])


def written(tokens: Iterable[str]) -> str:
    """Tokens as running text, the same each time, so that offsets hold."""
    text = ""
    for token in tokens:
        word = MARKS.get(token, token)
        apart = text and word not in CLOSE and not text.endswith(("(", "$", "#"))
        text += f" {word}" if apart else word
    return text


def matches(documents: Iterable[tuple[str, str, str]]) -> Iterator[tuple[Key, frozenset[str]]]:
    """Every match of the grammar with its features, whatever the ranker thinks of it."""
    lexicon = load("en")
    for corpus, name, text in documents:
        at = 0
        for paragraph in text.splitlines(keepends=True):
            for rule, place, features in _matches(paragraph, lexicon):
                yield (corpus, name, at + place, rule), features
            at += len(paragraph)


def _matches(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int, frozenset[str]]]:
    cut, _ = frames(text)
    kept = [frame for each in cut if (frame := gated(text, each, lexicon.triggers)) is not None]
    for frame, doc in zip(kept, parse([frame.text for frame in kept], lexicon.models), strict=True):
        for match in find(doc, lexicon):
            cue = spans(match.words, frame, text)
            if cue:
                yield match.rule, cue[-1].start, frozenset(ranker.features(match, lexicon))


def fit(examples: Sequence[frozenset[str]], right: Sequence[int]) -> tuple[dict[str, float], str]:
    """The weights, and how well each tenth is told by the others."""
    vectors = DictVectorizer()
    table = vectors.fit_transform([dict.fromkeys(names, 1) for names in examples])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    told = cross_val_predict(model, table, right, cv=FOLDS, method="predict_proba")[:, 1]
    model.fit(table, right)
    named = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    weights = {str(name): float(weight) for name, weight in named if abs(weight) >= SMALL}
    area, loss = roc_auc_score(right, told), log_loss(right, told)
    report = f"unseen tenths: area under the curve {area:.3f}, log loss {loss:.3f}"
    return {"bias": float(model.intercept_[0]), **weights}, report


def as_toml(table: dict[str, float]) -> str:
    """The file's text."""
    lines = [f'"{name}" = {table[name]:.3f}' for name in sorted(table)]
    head = (
        "# Weights of what a parse shows for an attribution; made by benchmarks/train_ranker.py from the\n"
        "# project's own labels on GUM (https://gucorpling.org/gum), MEANTIME (NewsReader) and the English\n"
        "# Web Treebank (Universal Dependencies). No text of theirs is here."
    )
    return "\n".join([head, "[weights]", *lines, ""])
