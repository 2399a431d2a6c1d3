"""Two stages: is the body about the headline's claim, and if so, which side does it take?

Both are boosted trees (LightGBM). The second stage also sees two small word models, of the body and of
the headline, whose probabilities for a training pair come from models that never saw its claim. They
know only words that many claims share, so that they learn how articles doubt and not what about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from lightgbm import LGBMClassifier
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.stance_features import Batch, Floats, Pair, is_plain, words

SIDES = ("agree", "disagree", "discuss")
UNRELATED = "unrelated"
VERSION = "3"  # of features and model: part of the name of the cached file
RELATED_FROM = 0.4
_FOLDS = 4
_TREES: dict[str, Any] = {
    "learning_rate": 0.04, "min_child_samples": 40, "subsample": 0.8, "subsample_freq": 1,
    "colsample_bytree": 0.5, "reg_lambda": 5, "n_jobs": 1, "verbose": -1, "random_state": 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs with their features; `claims` names the claim of each pair's body."""

    pairs: Sequence[Pair]
    related: Floats
    sides: Floats
    claims: NDArray[np.str_]
    bodies: Mapping[int, str]

    def take(self, at: NDArray[np.intp]) -> Examples:
        """Some of the pairs."""
        pairs = [self.pairs[number] for number in at]
        return Examples(pairs, self.related[at], self.sides[at], self.claims[at], self.bodies)


def examples(
    pairs: Sequence[Pair], bodies: Mapping[int, str], claims: Mapping[int, str] | None = None
) -> Examples:
    """Features of the pairs, which are taken to be one batch."""
    batch = Batch([headline for headline, _ in pairs], bodies)
    related = np.array([batch.related(pair) for pair in pairs], np.float32)
    sides = np.array([batch.side(pair) for pair in pairs], np.float32)
    names = np.array([(claims or {}).get(body) or f"body {body}" for _, body in pairs])
    return Examples(pairs, related, np.hstack([related, sides]), names, bodies)


@dataclass(slots=True)
class WordModel:
    """Logistic regression over words and word pairs that at least `spread` claims share."""

    part: str  # body or headline
    spread: int
    strength: float
    plain_only: bool = False  # learn only from headlines that neither refute nor doubt
    vocabulary: Any = None
    model: Any = None

    def document(self, pair: Pair, bodies: Mapping[int, str]) -> str:
        """The words that the model reads, those of a body's start marked a second time."""
        if self.part == "headline":
            return " ".join([*words(pair[0]), *("?" * pair[0].count("?"))])
        body = words(bodies[pair[1]])
        return " ".join([*body, *(f"lead_{word}" for word in body[:60])])

    def fit(self, some: Examples, labels: NDArray[np.intp]) -> WordModel:
        """Learn from related pairs; each body (or headline) counts once, shared among its labels."""
        if self.plain_only:
            plain = np.flatnonzero([is_plain(headline) for headline, _ in some.pairs])
            some, labels = some.take(plain), labels[plain]
        key = 0 if self.part == "headline" else 1
        counts = Counter((pair[key], int(label)) for pair, label in zip(some.pairs, labels, strict=True))
        totals: Counter[Any] = Counter()
        for (name, _), n in counts.items():
            totals[name] += n
        text = {pair[key]: self.document(pair, some.bodies) for pair in some.pairs}
        claim = {pair[key]: str(name) for pair, name in zip(some.pairs, some.claims, strict=True)}
        vocabulary = _shared_words(text, claim, self.spread)
        self.vocabulary = TfidfVectorizer(
            ngram_range=(1, 2), tokenizer=str.split, token_pattern=None, lowercase=False,
            sublinear_tf=True, vocabulary=vocabulary,
        )  # fmt: skip
        weights = np.array([n / totals[name] for (name, _), n in counts.items()])
        side = np.array([label for _, label in counts])
        for label in set(side.tolist()):
            weights[side == label] /= weights[side == label].sum() ** 0.5
        rows = self.vocabulary.fit_transform([text[name] for name, _ in counts])
        self.model = LogisticRegression(C=self.strength, max_iter=300)
        self.model.fit(rows, side, sample_weight=weights / weights.mean())
        return self

    def chances(self, some: Examples) -> Floats:
        """Probabilities of the sides, a row for each pair."""
        key = 0 if self.part == "headline" else 1
        text = {pair[key]: self.document(pair, some.bodies) for pair in some.pairs}
        rows = self.model.predict_proba(self.vocabulary.transform(text.values()))
        found = np.zeros((len(text), len(SIDES)), np.float32)
        found[:, self.model.classes_] = rows
        at = {name: number for number, name in enumerate(text)}
        picked: Floats = found[[at[pair[key]] for pair in some.pairs]]
        return picked


def _shared_words(text: Mapping[Any, str], claim: Mapping[Any, str], spread: int) -> list[str]:
    held: dict[str, set[str]] = {}
    for name, document in text.items():
        found = document.split()
        for word in {*found, *(f"{a} {b}" for a, b in pairwise(found))}:
            held.setdefault(word, set()).add(claim[name])
    return sorted(word for word, claims in held.items() if len(claims) >= spread)


def word_models() -> tuple[WordModel, ...]:
    """Untrained: of the body, of the headline, and of the body below plain headlines, where agreeing
    with the headline is agreeing with the claim."""
    return (
        WordModel("body", 12, 3.0),
        WordModel("headline", 5, 2.0),
        WordModel("body", 12, 3.0, plain_only=True),
    )


@dataclass(slots=True)
class StanceModel:
    """Both stages and the word models."""

    about: Any
    side: Any
    readers: tuple[WordModel, ...]

    def chances(self, some: Examples) -> tuple[Floats, Floats]:
        """The probability that each pair is related, and of each side if it is."""
        wide = np.hstack([some.sides, *(reader.chances(some) for reader in self.readers)])
        return self.about.predict_proba(some.related)[:, 1], self.side.predict_proba(wide)

    def predict(self, some: Examples) -> list[str]:
        """A stance for each pair."""
        about, side = self.chances(some)
        return decide(about, side)


def decide(about: Floats, side: Floats) -> list[str]:
    """The likeliest side of what is related."""
    best = side.argmax(1)
    return [SIDES[at] if near >= RELATED_FROM else UNRELATED for near, at in zip(about, best, strict=True)]


def train(some: Examples, stances: Sequence[str]) -> StanceModel:
    """Both stages on labelled pairs."""
    is_related = np.array([stance != UNRELATED for stance in stances])
    about = LGBMClassifier(n_estimators=300, num_leaves=15, **_TREES).fit(some.related, is_related)
    inside = np.flatnonzero(is_related)
    related = some.take(inside)
    labels = np.array([SIDES.index(stances[at]) for at in inside.tolist()])
    readers = word_models()
    seen = [_unseen(related, labels, number) for number in range(len(readers))]
    for reader in readers:
        reader.fit(related, labels)
    counts = Counter(labels.tolist())
    weights = [(len(labels) / len(SIDES) / counts[label]) ** 0.5 for label in labels.tolist()]
    side = LGBMClassifier(n_estimators=200, num_leaves=7, **(_TREES | {"learning_rate": 0.03}))
    side.fit(np.hstack([related.sides, *seen]), labels, sample_weight=weights)
    return StanceModel(about, side, readers)


def _unseen(related: Examples, labels: NDArray[np.intp], number: int) -> Floats:
    """Word-model probabilities for each pair from models that saw no pair of its claim."""
    fold = claim_folds(related.claims, _FOLDS)
    out = np.zeros((len(labels), len(SIDES)), np.float32)
    for left_out in range(_FOLDS):
        into, outside = np.flatnonzero(fold == left_out), np.flatnonzero(fold != left_out)
        reader = word_models()[number].fit(related.take(outside), labels[outside])
        out[into] = reader.chances(related.take(into))
    return out


def claim_folds(claims: NDArray[np.str_], folds: int, *, seed: int = 3) -> NDArray[np.intp]:
    """A fold for each pair; a claim's pairs share theirs."""
    names = sorted(set(claims.tolist()))
    np.random.default_rng(seed).shuffle(names)
    place = {name: at % folds for at, name in enumerate(names)}
    return np.array([place[name] for name in claims.tolist()])
