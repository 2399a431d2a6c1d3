"""Fits the reader's gate, which tells from the words of a sentence whether it is worth its parse: writes
src/sayso/read/gate.toml.

    python -m benchmarks train_gate [--write]

No text is labelled by hand: the target is what the reader itself finds where it parses every sentence. Each
word of the lexicon counts as a cue by the confidence of the statement that it heads (so that what is found
but seldom right counts little), as none where it heads no statement. The texts are free to train on and stay
outside: GUM without the documents that gum_attr.dev scores (CC BY 4.0, CC BY-SA 3.0), MEANTIME's
Wikinews sentences (CC BY 2.5), the weblogs, newsgroups and mails of the English Web Treebank (CC BY-SA 4.0)
and Wikipedia's histories of wars in WikiWars (CC BY-SA 3.0); the stories of benchmarks/ranker_stories.txt
were written for the project.

Prints, for fifths of the documents that the weights have not seen, how much of the text with a cue word is
parsed and how many of the statements are found, by the least chance at which a sentence is parsed.
"""

from __future__ import annotations

import argparse
import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.attribution import UNDATED, paragraphs
from benchmarks.corpora import bench_folder, rows
from benchmarks.train_ranker import group, stories, written
from sayso.read import Reader
from sayso.read.batch import INSIDE
from sayso.read.text import gate
from sayso.read.text.lexicon import load
from sayso.read.text.segments import frames
from sayso.read.text.sentences import sentences
from sayso.terms.article import Article
from sayso.terms.span import Span
from sayso.terms.statement import Part, Reading

TARGET = Path(gate.__file__).parent.with_name("gate.toml")
Document = tuple[str, str, str]  # corpus, id, text
STRENGTH = 0.3  # of the regression's prior (scikit-learn's C); between .1 and 1 little changes
FOLDS = 5
NEIGHBOURS = 100  # words that are told by themselves beside a cue
RARE = 3  # a feature of fewer words than this is left out
SMALL = 0.1  # a weight below it is left out
NO_WEIGHTS = gate.Weights({"bias": 0.0}, frozenset())
SHORTCUTS = 2.0  # a least chance that no word has: what opens then opens whatever is likely
LEAST = (0.02, 0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that can head an attribution, among the tokens of its sentence, and how surely it does."""

    tokens: Sequence[str]
    at: int
    names: Sequence[str]
    target: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with a cue word: what is held out with it, its length, whether it is parsed whatever is
    likely, and its candidates."""

    group: str
    length: int
    sure: bool
    candidates: tuple[Candidate, ...]


def main(argv: Sequence[str]) -> int:
    """Fit, print how well unseen documents are told, and with --write, write the file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks train_gate", description=__doc__)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args(argv)
    if not (bench_folder() / "factuality").is_dir():
        print(f"there are no texts under {bench_folder()}: set SAYSO_BENCH")
        return 2
    seen = list(told(list(texts())))
    beside = neighbours(seen)
    columns, table, targets = matrix(seen, beside)
    print(curves(seen, unseen(seen, table, targets)))
    if args.write:
        TARGET.write_text(as_toml(weighed(columns, fit(table, targets)), beside), encoding="utf-8")
    return 0


def texts() -> Iterator[Document]:
    """Corpus, id and text of all that is trained on."""
    folder = bench_folder()
    kept_apart = {row["id"] for row in rows(folder / "attribution" / "gum_attr.dev.jsonl")}
    yield from stories()
    for part in ("train", "dev"):
        for row in rows(folder / "attribution" / f"gum.{part}.jsonl"):
            if row["id"] not in kept_apart:
                yield "gum", row["id"], row["text"]
    for corpus in ("meantime.train", "meantime.dev", "uds_ih2.train", "uds_ih2.dev"):
        for row in rows(folder / "factuality" / f"factuality.{corpus}.jsonl"):
            yield corpus, row["id"], written(row["tokens"])
    for row in rows(folder / "time" / "wikiwars.train.jsonl"):
        yield "wikiwars", row["id"], row["text"]


def told(documents: Sequence[Document]) -> Iterator[Sentence]:
    """The sentences with a cue word, outside quotations, and what the reader finds in them."""
    articles = [
        Article(id=f"{corpus} {name}", evidence="", outlet="", title="", text=text, published=UNDATED)
        for corpus, name, text in documents
    ]
    readings = Reader(gated=False).read_many(articles)
    for (corpus, name, text), reading in zip(documents, readings, strict=True):
        yield from _sentences(text, heads(reading), group((corpus, name, 0, "")))


def heads(reading: Reading) -> list[tuple[Span, float]]:
    """Where the cues of a reading stand, and how sure their statements are."""
    return [
        (span, statement.confidence)
        for statement in reading.statements
        if statement.part is Part.BODY and not statement.made_by.rule.startswith(INSIDE)
        for span in statement.cue.spans
    ]


def _sentences(text: str, cues: Sequence[tuple[Span, float]], held: str) -> Iterator[Sentence]:
    lexicon = load("en")
    sure = gate.likely(lexicon, lexicon.triggers, least=SHORTCUTS, weights=NO_WEIGHTS)
    for start, paragraph in paragraphs(text):
        for frame in frames(paragraph, lexicon.says)[0]:
            for span in sentences(frame.text):
                words = span.of(frame.text)
                places = [start + frame.place(span.start + m.start()) for m in gate.TOKEN.finditer(words)]
                found = tuple(_candidates(words, places, cues))
                if found:
                    yield Sentence(held, len(words), sure(words), found)


def _candidates(words: str, places: Sequence[int], cues: Sequence[tuple[Span, float]]) -> Iterator[Candidate]:
    lexicon = load("en")
    tokens = gate.TOKEN.findall(words)
    for at, (token, place) in enumerate(zip(tokens, places, strict=True)):
        if token.lower() in lexicon.triggers:
            here = [sure for span, sure in cues if span.start <= place < span.end]
            yield Candidate(tokens, at, gate.features_of(token.lower(), lexicon), max(here, default=0.0))


def neighbours(seen: Iterable[Sentence]) -> frozenset[str]:
    """The words that stand most often beside a word that can head an attribution."""
    every = (each for sentence in seen for each in sentence.candidates)
    found = Counter(
        each.tokens[place]
        for each in every
        for place in (each.at - 1, each.at + 1)
        if 0 <= place < len(each.tokens) and each.tokens[place].islower()
    )
    return frozenset(word for word, _ in found.most_common(NEIGHBOURS))


def matrix(seen: Iterable[Sentence], beside: frozenset[str]) -> tuple[DictVectorizer, csr_matrix, np.ndarray]:
    """A row for each candidate, a column for each feature that is not rare; and the targets."""
    every = [each for sentence in seen for each in sentence.candidates]
    names = [list(gate.features(each.tokens, each.at, each.names, beside)) for each in every]
    frequent = Counter(name for each in names for name in each)
    columns = DictVectorizer()
    table = columns.fit_transform([{n: 1.0 for n in each if frequent[n] >= RARE} for each in names])
    return columns, table, np.array([each.target for each in every])


def fit(table: csr_matrix, targets: np.ndarray) -> LogisticRegression:
    """The regression to targets between 0 and 1: each row counts once on either side, by its share."""
    sides = np.r_[np.ones(len(targets)), np.zeros(len(targets))]
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    return model.fit(vstack([table, table]).tocsr(), sides, sample_weight=np.r_[targets, 1 - targets])


def unseen(seen: Iterable[Sentence], table: csr_matrix, targets: np.ndarray) -> np.ndarray:
    """The chance of each candidate by weights of other documents."""
    groups = [sentence.group for sentence in seen for _ in sentence.candidates]
    chances = np.zeros(len(targets))
    for others, held in GroupKFold(FOLDS).split(table, targets, groups):
        chances[held] = fit(table[others], targets[others]).predict_proba(table[held])[:, 1]
    return chances


def curves(seen: Sequence[Sentence], chances: np.ndarray) -> str:
    """By corpus and least chance: the share of the characters that is parsed, of the statements that are
    found, and of the statements by their confidence."""
    ends = np.cumsum([len(sentence.candidates) for sentence in seen])
    best = [1.0 if s.sure else p.max() for s, p in zip(seen, np.split(chances, ends[:-1]), strict=True)]
    lines = ["| corpus | least | characters parsed | statements found | by their confidence |"]
    for corpus in sorted({sentence.group.split()[0] for sentence in seen}):
        own = [(s, p) for s, p in zip(seen, best, strict=True) if s.group.split()[0] == corpus]
        for least in LEAST:
            lines.append(f"| {corpus} | {least} | {' | '.join(shares(own, least))} |")
    return "\n".join(lines)


def shares(own: Sequence[tuple[Sentence, float]], least: float) -> Iterator[str]:
    """What of some sentences a least chance leaves: of characters, statements, and confidence."""
    found = [[c.target for c in sentence.candidates if c.target] for sentence, _ in own]
    amounts = ([s.length for s, _ in own], list(map(len, found)), list(map(sum, found)))
    for amount in amounts:
        kept = sum(one for one, (_, best) in zip(amount, own, strict=True) if best >= least)
        yield f"{kept / max(sum(amount), 1e-9):.3f}"


def weighed(columns: DictVectorizer, model: LogisticRegression) -> dict[str, float]:
    """The weight of each feature that matters, and the bias."""
    pairs = zip(columns.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {name: float(weight) for name, weight in pairs if abs(weight) >= SMALL}
    return {"bias": float(model.intercept_[0]), **kept}


def as_toml(table: dict[str, float], beside: Iterable[str]) -> str:
    """The file's text."""
    lines = [f"{json.dumps(name, ensure_ascii=False)} = {table[name]:.2f}" for name in sorted(table)]
    head = (
        "# Weights of a word and of what stands beside it for heading an attribution; made by\n"
        "# benchmarks/train_gate.py from what the reader finds in GUM (https://gucorpling.org/gum),\n"
        "# MEANTIME (NewsReader), the English Web Treebank (Universal Dependencies) and WikiWars.\n"
        "# No text of theirs is here."
    )
    words = textwrap.fill(" ".join(sorted(beside)), 110)
    return "\n".join([head, f'beside = """\n{words}\n"""', "[weights]", *lines, ""])
