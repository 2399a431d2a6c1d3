"""What a headline, and what a body, does with the claim both are about: for it, open, against it.

The label of a related pair all but follows from the two (99.9 % of the training pairs whose types are
known): both for or both against is *agree*, one for and one against *disagree*, one of them open
*discuss*. So the labels of the pairs say of each headline and body which it is, and one model of
headlines and one of bodies learn it, each text once. What is learned of a text of the training data
comes from models that never saw its claim.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from lightgbm import LGBMClassifier
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from benchmarks.stance_features import Batch, Floats, Pair, words

TYPES = ("for", "open", "against")
_FOLDS = 4
_ROUNDS = 4  # of telling bodies from headlines and headlines from bodies
_LEAD = 60  # words of a body that are marked as its start
_TREES: dict[str, Any] = {
    "n_estimators": 150, "num_leaves": 7, "learning_rate": 0.04, "min_child_samples": 20, "subsample": 0.8,
    "subsample_freq": 1, "colsample_bytree": 0.5, "reg_lambda": 5, "n_jobs": 1, "verbose": -1,
    "class_weight": "balanced",
}  # fmt: skip
_WORDS: dict[str, Any] = {
    "ngram_range": (1, 2), "tokenizer": str.split, "token_pattern": None, "lowercase": False,
}  # fmt: skip
Types = tuple[dict[str, int], dict[int, int]]


def infer_types(pairs: Sequence[Pair], stances: Sequence[str], known: Mapping[str, int]) -> Types:
    """The types of headlines and bodies that the labels show, from those of some headlines."""
    given = [(headline, body, s) for (headline, body), s in zip(pairs, stances, strict=True)]
    heads = {headline: known[headline] for headline, _ in pairs if headline in known}
    bodies: dict[int, int] = {}
    for _ in range(_ROUNDS):
        bodies = _other_side((heads.get(head), body, stance) for head, body, stance in given)
        heads = _other_side((bodies.get(body), head, stance) for head, body, stance in given) | heads
    return heads, bodies


def _other_side(given: Any) -> dict[Any, int]:  # noqa: ANN401 - names of headlines or numbers of bodies
    """From one side's type and the label the other's; the commonest where labels differ."""
    votes: dict[Any, Counter[int]] = defaultdict(Counter)
    for kind, name, stance in given:
        if kind in (0, 2):
            votes[name][{"agree": kind, "disagree": 2 - kind, "discuss": 1}[stance]] += 1
    return {name: max(counts, key=lambda kind: (counts[kind], -kind)) for name, counts in votes.items()}


def pair_chances(head: Floats, body: Floats) -> Floats:
    """Probabilities of agree, disagree, discuss from those of the two types, as if independent."""
    agree = head[:, 0] * body[:, 0] + head[:, 2] * body[:, 2]
    disagree = head[:, 0] * body[:, 2] + head[:, 2] * body[:, 0]
    return np.stack([agree, disagree, 1 - agree - disagree], axis=1)


@dataclass(frozen=True, slots=True)
class _Labelled:
    """Rows of a batch whose type is known, and the claim and fold of every row (fold -1: unseen claim)."""

    rows: NDArray[np.intp]
    types: NDArray[np.intp]
    claims: NDArray[np.str_]
    folds: NDArray[np.intp]


@dataclass(slots=True)
class TypeModel:
    """Two steps for headlines and two for bodies: words that several claims share, then trees that see
    the words' verdict, that on the texts nearest to it, and cues."""

    seed: int = 0  # by which the claims are dealt to folds and the trees are grown
    spread: tuple[int, int] = (3, 10)  # claims that must share a word of headlines, of bodies
    strength: tuple[float, float] = (1.0, 3.0)
    readers: list[Any] | None = None
    stacks: list[Any] | None = None

    def fit(
        self, batch: Batch, types: Types, claims: tuple[NDArray[np.str_], NDArray[np.str_]]
    ) -> tuple[Floats, Floats]:
        """Learn; and give the chances of every headline and body of the batch, those of the claims that
        were learned from by models that did not see theirs."""
        keys: tuple[Sequence[Any], Sequence[Any]] = (batch.headlines, list(batch.column))
        known = [_labelled(keys[at], types[at], claims[at], self.seed) for at in (0, 1)]
        texts = _documents(batch)
        told, self.readers = [], []
        for at, some in enumerate(known):
            make = _reader(texts[at], self.spread[at], self.strength[at])
            self.readers.append(make(some.rows, some.types, some.claims))
            told.append(_unseen(texts[at], make, some))
        found, self.stacks = [], []
        for rows, some in zip(_stack_rows(batch, *told), known, strict=True):
            grow = _trees(rows, self.seed)
            self.stacks.append(grow(some.rows, some.types, some.claims))
            found.append(_unseen(rows, grow, some))
        return found[0], found[1]

    def chances(self, batch: Batch) -> tuple[Floats, Floats]:
        """The chances of every headline and body of a batch that nothing was learned from."""
        told = [reader(texts) for reader, texts in zip(self.readers or (), _documents(batch), strict=True)]
        rows = _stack_rows(batch, told[0], told[1])
        head, body = (stack(some) for stack, some in zip(self.stacks or (), rows, strict=True))
        return head, body


def _labelled(
    keys: Sequence[Any], types: Mapping[Any, int], claims: NDArray[np.str_], seed: int
) -> _Labelled:
    rows = np.array([at for at, key in enumerate(keys) if key in types])
    names = sorted(set(claims[rows].tolist()))
    np.random.default_rng(seed).shuffle(names)
    fold = {name: at % _FOLDS for at, name in enumerate(names)}
    folds = np.array([fold.get(name, -1) for name in claims.tolist()])
    return _Labelled(rows, np.array([types[keys[at]] for at in rows.tolist()]), claims[rows], folds)


def _unseen(rows: Any, make: Callable[..., Any], some: _Labelled) -> Floats:  # noqa: ANN401 - texts or numbers
    """Chances of every row from models that saw nothing of its claim."""
    out = np.zeros((len(some.folds), len(TYPES)), np.float32)
    for left_out in range(-1, _FOLDS):
        into = np.flatnonzero(some.folds == left_out)
        if len(into):
            learn = some.folds[some.rows] != left_out
            model = make(some.rows[learn], some.types[learn], some.claims[learn])
            out[into] = model(_at(rows, into))
    return out


def _at(rows: Any, into: NDArray[np.intp]) -> Any:  # noqa: ANN401
    return [rows[at] for at in into] if isinstance(rows, list) else rows[into]


@dataclass(slots=True)
class _Reader:
    """A word model: texts to chances."""

    counter: CountVectorizer
    weights: TfidfTransformer
    model: LogisticRegression

    def __call__(self, texts: Sequence[str]) -> Floats:
        found: Floats = self.model.predict_proba(self.weights.transform(self.counter.transform(texts)))
        return found


def _reader(texts: list[str], spread: int, strength: float) -> Callable[..., _Reader]:
    """A maker of word models over all texts; they know words and pairs that `spread` claims share."""
    counter = CountVectorizer(min_df=spread, **_WORDS)
    counts = csr_matrix(counter.fit_transform(texts))
    names = counter.get_feature_names_out()

    def make(rows: NDArray[np.intp], types: NDArray[np.intp], claims: NDArray[np.str_]) -> _Reader:
        column = {name: at for at, name in enumerate(sorted(set(claims.tolist())))}
        places = ([column[name] for name in claims.tolist()], range(len(claims)))
        held = (csr_matrix((np.ones(len(claims)), places)) @ (counts[rows] > 0)) > 0
        keep = np.flatnonzero(np.asarray(held.sum(0)).ravel() >= spread)
        known = counts[rows][:, keep]
        weights = TfidfTransformer(sublinear_tf=True).fit(known)
        model = LogisticRegression(C=strength, max_iter=300, class_weight="balanced")
        model.fit(weights.transform(known), types)
        own = CountVectorizer(vocabulary=names[keep], **_WORDS)
        return _Reader(own, weights, model)

    return make


@dataclass(slots=True)
class _Stack:
    """Trees: rows to chances."""

    model: LGBMClassifier

    def __call__(self, rows: Floats) -> Floats:
        found: Floats = self.model.predict_proba(rows)
        return found


def _trees(every: Floats, seed: int) -> Callable[..., _Stack]:
    def make(rows: NDArray[np.intp], types: NDArray[np.intp], _: NDArray[np.str_]) -> _Stack:
        return _Stack(LGBMClassifier(**_TREES, random_state=seed).fit(every[rows], types))

    return make


def _documents(batch: Batch) -> tuple[list[str], list[str]]:
    """The words that are read of headlines, and of bodies, whose start is marked a second time."""
    heads = [" ".join([*words(head), *re.findall(r"[?:\"'“‘]", head)]) for head in batch.headlines]
    bodies = []
    for parts in batch.sentences:
        found = words(" ".join(parts))
        bodies.append(" ".join([*found, *(f"lead_{word}" for word in found[:_LEAD])]))
    return heads, bodies


def _stack_rows(batch: Batch, heads: Floats, bodies: Floats) -> tuple[Floats, Floats]:
    """What the trees see: own and neighbours' word verdicts, the other side's nearest, cues."""
    near_bodies, near_heads = np.argsort(-batch.own, axis=1)[:, :10], np.argsort(-batch.own, axis=0)[:10].T
    marks = np.array([[h.count("?"), h.count(":"), len(words(h))] for h in batch.headlines], np.float32)
    of_heads = [heads, heads[batch.head_kin[:, :5]].mean(1), heads[batch.head_kin].mean(1)]
    of_heads += [bodies[near_bodies[:, :3]].mean(1), bodies[near_bodies].mean(1)]
    of_heads += [batch.head_cues, batch.head_turn, marks]
    of_bodies = [bodies, bodies[batch.body_kin[:, :5]].mean(1), bodies[batch.body_kin].mean(1)]
    of_bodies += [heads[near_heads[:, 0]], heads[near_heads[:, :3]].mean(1), heads[near_heads].mean(1)]
    of_bodies += [batch.body_turn, _cues_of_claim(batch, near_heads)]
    return np.hstack(of_heads).astype(np.float32), np.hstack(of_bodies).astype(np.float32)


def _cues_of_claim(batch: Batch, near_heads: NDArray[np.intp]) -> Floats:
    """Cues of each body whole, at its start, and near the sentences that match its nearest headlines."""
    rows = []
    for cues, vectors, heads in zip(batch.cues, batch.vectors, near_heads, strict=True):
        cosine = vectors @ batch.head_vectors[heads[:5]].mean(0)
        weight = np.clip(cosine, 0, 1) ** 3
        best = np.argsort(-cosine)[:3]
        parts = [cues.mean(0), cues[:3].mean(0), weight @ cues / (weight.sum() + 1e-9), cues[best].mean(0)]
        rows.append(np.concatenate([*parts, [len(cues)]]))
    return np.array(rows, np.float32)
