"""Teaches the joining of mentions: writes src/sayso/read/mentions/weights.toml.

    python -m benchmarks train_mentions [--gold FILE]

From GUM (Georgetown University Multilayer corpus, annotations CC BY 4.0; Zeldes 2017), gum.train only: the
kinds of names by its entity types, the ranker by its coreference layer. Both are log-linear and are fitted
with a little of L2; a mention is the gold one with the same head word.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.coreference import Doc, head_of
from benchmarks.corpora import bench_folder, fingerprint, rows
from benchmarks.reading_speed import article, full_pipeline
from sayso.read import Reader, mentions
from sayso.read.mentions import chained
from sayso.read.mentions.link import Choice
from sayso.read.mentions.named import Chain, grouped
from sayso.read.mentions.signs import evidence
from sayso.read.mentions.spot import Spot, lower_words, spots
from sayso.read.mentions.weights import GROUPS, KINDS, weights
from sayso.read.text.lexicon import load
from sayso.read.text.sentences import sentences
from sayso.terms.span import Span

Row = dict[str, Any]
TARGET = Path(mentions.__file__).with_name("weights.toml")
TIMES = 3  # a sign that fewer names have tells nothing
L2_KINDS, L2_RANKER = 1.0, 0.5
TYPE = {"person": "person", "organization": "organisation", "place": "place"}


def split(text: str) -> list[Span]:
    """The sentences of a text, paragraph by paragraph."""
    found, start = [], 0
    for paragraph in text.split("\n"):
        found += [Span(start + span.start, start + span.end) for span in sentences(paragraph)]
        start += len(paragraph) + 1
    return found


def heads(row: Row, doc: Doc) -> dict[int, tuple[str, str]]:
    """The gold entity and type of each head word, of the smallest mention that it heads."""
    found: dict[int, tuple[int, str, str]] = {}
    for mention in row["mentions"]:
        if mention["start"] >= mention["end"]:
            continue
        head = head_of(doc, mention["start"], mention["end"]).idx
        while head > mention["start"] and doc.text[head - 1] in "-’'":  # spaCy cuts at hyphens
            head = max(doc.text.rfind(sign, 0, head - 1) for sign in " -’'\n(") + 1
        size = mention["end"] - mention["start"]
        if head not in found or size < found[head][0]:
            found[head] = (size, mention["entity"], mention["type"])
    return {head: (entity, kind) for head, (_, entity, kind) in found.items()}


@dataclass
class Teacher:
    """Chooses as the gold chains say and keeps what it was offered."""

    gold: Mapping[int, tuple[str, str]]
    entity: dict[int, str | None] = field(default_factory=dict)
    cases: dict[str, list[tuple[list[dict[str, float]], list[int]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def of(self, chain: Chain) -> str | None:
        """The gold entity that most mentions of a chain have."""
        found = [self.gold[one.head][0] for one in chain.mentions if one.head in self.gold]
        return max(found, key=found.count) if found else None

    def choose(self, spot: Spot, group: str, options: Sequence[Choice]) -> Chain | None:
        """The option of the same gold entity; nobody where there is none."""
        mine = self.gold.get(spot.head, (None, ""))[0]
        right = [
            place
            for place, (chain, _) in enumerate(options)
            if chain is not None and mine is not None and self.of(chain) == mine
        ] or [len(options) - 1]
        self.cases[group].append(([features for _, features in options], right))
        return options[right[0]][0]


def kinds(documents: Iterable[tuple[Row, Mapping[int, tuple[str, str]]]]) -> dict[str, list[float]]:
    """The weights of the signs of what a name is of."""
    lexicon = load("en")
    found: list[tuple[set[str], int]] = []
    for row, gold in documents:
        text = str(row["text"])
        all_spots = spots(text, split(text), lexicon)
        by_chain: dict[int, tuple[Chain, list[Spot]]] = {}
        for spot, chain in grouped(text, str(row["title"]), all_spots, lexicon).items():
            by_chain.setdefault(id(chain), (chain, []))[1].append(spot)
        for chain, mine in by_chain.values():
            types = [gold[spot.head][1] if spot.head in gold else "other" for spot in mine]
            label = TYPE.get(max(types, key=types.count), "other")
            found.append((evidence(text, mine, chain.names, lexicon, lower_words(text)), KINDS.index(label)))
    times = Counter(sign for signs, _ in found for sign in signs)
    names = sorted(sign for sign in times if times[sign] >= TIMES)
    column = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names)))
    for place, (signs, _) in enumerate(found):
        matrix[place, [column[sign] for sign in signs if sign in column]] = 1
    labels = np.array([label for _, label in found])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat.reshape(len(names), len(KINDS))
        scores = matrix @ table
        scores -= scores.max(1, keepdims=True)
        powers = np.exp(scores)
        shares = powers / powers.sum(1, keepdims=True)
        every = np.arange(len(labels))
        value = -np.log(shares[every, labels]).sum() + L2_KINDS * (flat**2).sum() / 2
        shares[every, labels] -= 1
        return value, (matrix.T @ shares).ravel() + L2_KINDS * flat

    fitted = minimize(loss, np.zeros(len(names) * len(KINDS)), jac=True, method="L-BFGS-B").x
    table = fitted.reshape(len(names), len(KINDS))
    right = (matrix @ table).argmax(1) == labels
    print(f"kinds: {len(labels)} chains of names, {100 * right.mean():.1f} % right in training")
    return {name: [round(float(value), 3) for value in table[column[name]]] for name in names}


def ranker(
    cases: Mapping[str, Sequence[tuple[list[dict[str, float]], list[int]]]],
) -> dict[str, dict[str, float]]:
    """Each group's weights: the likelihood of the right options among those offered."""
    return {group: _fit(group, cases.get(group, ())) for group in GROUPS}


def _fit(group: str, cases: Sequence[tuple[list[dict[str, float]], list[int]]]) -> dict[str, float]:
    names = sorted({name for options, _ in cases for features in options for name in features})
    column = {name: number for number, name in enumerate(names)}
    matrices = []
    for options, _ in cases:
        matrix = np.zeros((len(options), len(names)))
        for place, features in enumerate(options):
            for name, value in features.items():
                matrix[place, column[name]] = value
        matrices.append(matrix)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = L2_RANKER * (flat**2).sum() / 2, L2_RANKER * flat
        for matrix, (_, right) in zip(matrices, cases, strict=True):
            scores = matrix @ flat
            powers = np.exp(scores - scores.max())
            shares = powers / powers.sum()
            held = shares[right] / shares[right].sum()
            value -= np.log(shares[right].sum())
            slope = slope + matrix.T @ shares - matrix[right].T @ held
        return value, slope

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    right = [
        int((matrix @ fitted).argmax()) in good for matrix, (_, good) in zip(matrices, cases, strict=True)
    ]
    print(f"{group}: {len(right)} choices, {100 * sum(right) / max(1, len(right)):.1f} % right in training")
    return {
        name: round(float(fitted[column[name]]), 3) for name in names if abs(fitted[column[name]]) >= 0.001
    }


def write(
    made_from: str, kind: Mapping[str, Sequence[float]], ranked: Mapping[str, Mapping[str, float]]
) -> None:
    """The weights as TOML."""
    head = "# Made by `python -m benchmarks train_mentions`; see weights.py."
    lines = [head, f'made_from = "{made_from}"', "", "[kinds]", f"# {', '.join(KINDS)}"]
    lines += [f'"{name}" = {list(values)}' for name, values in kind.items()]
    for group, table in ranked.items():
        lines += ["", f"[ranker.{group}]", *(f'"{name}" = {value}' for name, value in table.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    weights.cache_clear()


def teach(documents: Sequence[Row], made_from: str) -> None:
    """Fit and write: kinds first, since the ranker is offered who they let through."""
    bare = full_pipeline()
    reader, lexicon = Reader(), load("en")
    golden = [(row, heads(row, bare(str(row["text"])))) for row in documents]
    kind = kinds(golden)
    write(made_from, kind, {group: {} for group in GROUPS})
    cases: dict[str, list[tuple[list[dict[str, float]], list[int]]]] = defaultdict(list)
    for row, gold in golden:
        teacher = Teacher(gold)
        text = str(row["text"])
        reading = reader.read(article(str(row["id"]), text))
        said = mentions.said_in(reading.statements)
        chained(text, str(row["title"]), split(text), lexicon, said=said, choose=teacher.choose)
        for group, made in teacher.cases.items():
            cases[group] += made
    write(made_from, kind, ranker(cases))


def main(argv: Sequence[str]) -> int:
    """Fit on gum.train and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks train_mentions", description=__doc__)
    parser.add_argument("--gold", type=Path, default=bench_folder() / "attribution" / "gum.train.jsonl")
    args = parser.parse_args(argv)
    if not args.gold.is_file():
        print(f"there is no {args.gold}: set SAYSO_BENCH")
        return 2
    teach(list(rows(args.gold)), f"{args.gold.name} sha256 {fingerprint(args.gold)}")
    return 0
