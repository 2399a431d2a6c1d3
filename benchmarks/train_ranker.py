"""Fits the reader's ranker, which says how likely an attribution found in the grammar is one:
writes src/sayso/read/ranker.toml.

    python -m benchmarks train_ranker [--write]

The labels are the project's own: benchmarks/ranker_labels.tsv names a corpus, a text of it, the offset
of a cue's last piece, the rule that found it, and 1 or 0, or what is wrong where it is an attribution:
s its source, b the border of its content. Both count as wrong. The texts stay outside: GUM's biographies,
guides, academic papers and court hearings (CC BY 4.0 and CC BY-SA 3.0; none of the documents that
gum_attr.dev scores), MEANTIME's Wikinews sentences (CC BY 2.5) and the weblogs, newsgroups and mails of the
English Web Treebank (CC BY-SA 4.0). Twenty short news stories were written for it and are kept whole in
benchmarks/ranker_stories.txt.

The guide: 1 where the words say of somebody, or of a document, that they say, believe, feel, want, intend or
show what the content says, with the right source (or rightly none) and at least half of the right content;
an attitude to a thing counts (*blasted the plan*, *is wary of the cost*), so does a plan, a wish or a vow.
0 for acts that say nothing (attempts, decisions, votes, refusals to act, products unveiled), for names of
things, for what one might think, questions and conditions, and where the parse is wrong. 840 labels are of an
earlier pass; the others were given in one pass by a language model that read each match with its sentence. A
second pass over 200 drawn at random, the first label hidden, is in benchmarks/ranker_second.tsv: its label,
and the one that was settled on where the two differ. The weights are fitted to the first labels.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, log_loss, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from benchmarks.corpora import bench_folder, rows
from sayso.read.cues import ranker
from sayso.read.cues.indirect import find
from sayso.read.text.grammar import spans
from sayso.read.text.lexicon import Lexicon, load
from sayso.read.text.parse import parse
from sayso.read.text.segments import frames, gated
from sayso.weigh.vectors import embed

TARGET = Path(ranker.__file__).with_name("ranker.toml")
LABELS = Path(__file__).with_name("ranker_labels.tsv")
SECOND = Path(__file__).with_name("ranker_second.tsv")
STORIES = Path(__file__).with_name("ranker_stories.txt")
Key = tuple[str, str, int, str]
Example = tuple[str, frozenset[str]]  # the cue's lemma, and what holds of the match
STRENGTH = 0.3  # of the regression's prior (scikit-learn's C); between .1 and 1 nothing changes
FOLDS = 10
SMALL = 0.02  # a weight below it is left out
WORDS = 0.7  # how much a single word counts beside what holds of many
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
    print(agreement(labels))
    found = {key: example for key, example in matches(texts(labels)) if key in labels}
    table, report = fit(list(found.values()), [labels[key] for key in found], [group(key) for key in found])
    print(f"{len(found)} of {len(labels)} labelled matches are found; {report}")
    if args.write:
        TARGET.write_text(as_toml(table), encoding="utf-8")
    return 0


def read_labels(path: Path = LABELS) -> dict[Key, int]:
    """The labels by corpus, text, offset and rule; a wrong source or border counts as wrong."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["corpus"], row["id"], int(row["at"]), row["rule"]): int(row["label"] == "1")
            for row in csv.DictReader(file, delimiter="\t")
        }


def agreement(labels: dict[Key, int]) -> str:
    """How far the second pass over some of the labels agrees with the first."""
    second = read_labels(SECOND)
    pairs = [(labels[key], label) for key, label in second.items()]
    same = sum(one == other for one, other in pairs)
    kappa = cohen_kappa_score(*zip(*pairs, strict=True))
    return f"{same} of {len(pairs)} labels are the same in a second pass, Cohen's kappa {kappa:.2f}"


def texts(labels: Iterable[Key]) -> Iterator[tuple[str, str, str]]:
    """Corpus, id and text of all that has a label."""
    wanted = {(corpus, name) for corpus, name, *_ in labels}
    folder = bench_folder()
    yield from stories()
    for part in ("train", "dev"):
        for row in rows(folder / "attribution" / f"gum.{part}.jsonl"):
            if ("gum", row["id"]) in wanted:
                yield "gum", row["id"], row["text"]
    for corpus in ("meantime.train", "meantime.dev", "uds_ih2.train"):
        for row in rows(folder / "factuality" / f"factuality.{corpus}.jsonl"):
            if (corpus, row["id"]) in wanted:
                yield corpus, row["id"], written(row["tokens"])


def stories() -> Iterator[tuple[str, str, str]]:
    """The stories written for the project."""
    parts = re.split(r"^== (\d+)\n", STORIES.read_text(encoding="utf-8"), flags=re.M)[1:]
    for name, text in zip(parts[::2], parts[1::2], strict=True):
        yield "stories", name, text


def group(key: Key) -> str:
    """What is held out together: a document, or twenty sentences of a corpus of sentences."""
    corpus, name, *_ = key
    number = re.search(r"-(\d+)$", name)
    return f"{corpus} {int(number.group(1)) // 20 if number else name}"


def written(tokens: Iterable[str]) -> str:
    """Tokens as running text, the same each time, so that offsets hold."""
    text = ""
    for token in tokens:
        word = MARKS.get(token, token)
        apart = text and word not in CLOSE and not text.endswith(("(", "$", "#"))
        text += f" {word}" if apart else word
    return text


def matches(documents: Iterable[tuple[str, str, str]]) -> Iterator[tuple[Key, Example]]:
    """Every match of the grammar with its features, whatever the ranker thinks of it."""
    lexicon = load("en")
    seen: set[Key] = set()
    for corpus, name, text in documents:
        at = 0
        for paragraph in text.splitlines(keepends=True):
            for rule, place, lemma, features in _matches(paragraph, lexicon):
                key = (corpus, name, at + place, rule)
                if key not in seen:
                    yield key, (lemma, features)
                seen.add(key)
            at += len(paragraph)


def _matches(text: str, lexicon: Lexicon) -> Iterator[tuple[str, int, str, frozenset[str]]]:
    cut, _ = frames(text)
    kept = [frame for each in cut if (frame := gated(text, each, lexicon.triggers)) is not None]
    for frame, doc in zip(kept, parse([frame.text for frame in kept], lexicon.models), strict=True):
        for match in find(doc, lexicon):
            cue = spans(match.words, frame, text)
            if cue:
                features = frozenset(ranker.features(match, lexicon))
                yield match.rule, cue[-1].start, match.cue.lemma, features


def fit(
    examples: Sequence[Example], right: Sequence[int], groups: Sequence[str]
) -> tuple[dict[str, float], str]:
    """The weights, and how well each tenth is told by the others.

    What is learned of a word goes over to words of like meaning by their vectors: the weight of every
    word of the lexicon is its own and its vector's.
    """
    columns = DictVectorizer()
    shown = columns.fit_transform([{name: _share(name) for name in names} for _, names in examples])
    table = hstack([shown, csr_matrix(embed([lemma for lemma, _ in examples]))]).tocsr()
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    told = cross_val_predict(
        model, table, right, groups=groups, cv=GroupKFold(FOLDS), method="predict_proba"
    )[:, 1]
    model.fit(table, right)
    names = list(columns.get_feature_names_out())
    weights = {name: _share(name) * float(model.coef_[0][at]) for at, name in enumerate(names)}
    meaning = model.coef_[0][len(names) :]
    words = sorted(lemmas(load("en")))
    for word, vector in zip(words, embed(words), strict=True):
        weights[f"word {word}"] = weights.get(f"word {word}", 0.0) + float(vector @ meaning)
    area, loss = roc_auc_score(right, told), log_loss(right, told)
    report = f"unseen tenths: area under the curve {area:.3f}, log loss {loss:.3f}"
    kept = {name: weight for name, weight in weights.items() if abs(weight) >= SMALL}
    return {"bias": float(model.intercept_[0]), **kept}, report


def _share(name: str) -> float:
    return WORDS if name.startswith("word ") else 1.0


def lemmas(lexicon: Lexicon) -> set[str]:
    """Every word that the lexicon lists."""
    tables = (lexicon.verbs, lexicon.nouns, lexicon.adjectives)
    return {cue.lemma for table in tables for cues in table.values() for cue in cues}


def as_toml(table: dict[str, float]) -> str:
    """The file's text."""
    lines = [f'"{name}" = {table[name]:.3f}' for name in sorted(table)]
    head = (
        "# Weights of what a parse shows for an attribution; made by benchmarks/train_ranker.py from the\n"
        "# project's own labels on GUM (https://gucorpling.org/gum), MEANTIME (NewsReader) and the English\n"
        "# Web Treebank (Universal Dependencies). No text of theirs is here."
    )
    return "\n".join([head, "[weights]", *lines, ""])
