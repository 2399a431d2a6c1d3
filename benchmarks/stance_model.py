"""Two stages: is the body about the headline's claim, and if so, which side does it take?

Both are boosted trees (LightGBM). The second sees cues, and what a headline and a body each do with the
claim (`stance_types`), which for a training pair comes from models that never saw its claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from lightgbm import LGBMClassifier
from numpy.typing import NDArray

from benchmarks.stance_features import Batch, Floats, Pair
from benchmarks.stance_types import TypeModel, infer_types, pair_chances

SIDES = ("agree", "disagree", "discuss")
UNRELATED = "unrelated"
VERSION = "5"  # of features and model: part of the name of the cached file
_SEEDS = 3  # models of one kind whose mean counts
_TYPED = 0.3  # weight of what the two types alone say
# Agreeing and disagreeing are made likelier in learning, since they are rare; this takes some of it back.
_PRIOR = np.array([1.0, 0.8, 1.3], np.float32)
_TREES: dict[str, Any] = {
    "learning_rate": 0.04, "min_child_samples": 40, "subsample": 0.8, "subsample_freq": 1,
    "colsample_bytree": 0.5, "reg_lambda": 5, "n_jobs": 1, "verbose": -1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs with their features; `claims` names the claim of each pair's body, `head_claims` that of its
    headline where that is known. Made from one batch, whose headlines may have known types."""

    pairs: Sequence[Pair]
    related: Floats
    sides: Floats
    claims: NDArray[np.str_]
    head_claims: NDArray[np.str_]
    batch: Batch
    known: Mapping[str, int] = field(default_factory=dict)

    def take(self, at: NDArray[np.intp]) -> Examples:
        """Some of the pairs."""
        pairs = [self.pairs[number] for number in at]
        related, sides = self.related[at], self.sides[at]
        return Examples(
            pairs, related, sides, self.claims[at], self.head_claims[at], self.batch, self.known
        )  # fmt: skip

    def typed(self, heads: Floats, bodies: Floats) -> Floats:
        """For each pair the chances of its headline's and its body's types, and of the sides that follow."""
        head = heads[[self.batch.row[headline] for headline, _ in self.pairs]]
        body = bodies[[self.batch.column[body] for _, body in self.pairs]]
        return np.hstack([head, body, pair_chances(head, body)]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the training texts besides the labels: claims of bodies and headlines, and types
    of some headlines."""

    bodies: Mapping[int, str] = field(default_factory=dict)
    headlines: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, int] = field(default_factory=dict)


def examples(pairs: Sequence[Pair], bodies: Mapping[int, str], known: Known | None = None) -> Examples:
    """Features of the pairs, which are taken to be one batch."""
    known = known or Known()
    batch = Batch([headline for headline, _ in pairs], bodies)
    related = np.array([batch.related(pair) for pair in pairs], np.float32)
    sides = np.array([batch.side(pair) for pair in pairs], np.float32)
    of_bodies = np.array([known.bodies.get(body) or f"body {body}" for _, body in pairs])
    of_heads = np.array([known.headlines.get(head) or f"headline {head}" for head, _ in pairs])
    return Examples(pairs, related, np.hstack([related, sides]), of_bodies, of_heads, batch, known.types)


@dataclass(slots=True)
class StanceModel:
    """Both stages and the types."""

    about: Any
    sides: Sequence[Any]
    types: Sequence[TypeModel]
    prior: float  # share of related pairs

    def predict(self, some: Examples, types: tuple[Floats, Floats] | None = None) -> list[str]:
        """A stance for each pair. `types` are those of the whole batch, where they are there already."""
        typed = some.typed(*(types or _mean(model.chances(some.batch) for model in self.types)))
        about = with_kin(some, self.about.predict_proba(some.related)[:, 1], self.prior)
        rows = np.hstack([some.sides, typed])
        side = np.mean([model.predict_proba(rows) for model in self.sides], axis=0)
        return decide(about, (1 - _TYPED) * side + _TYPED * typed[:, -len(SIDES) :])


def decide(about: Floats, side: Floats) -> list[str]:
    """What brings most by the official count: of a related pair a quarter for telling so and the rest for
    its side, of an unrelated one a quarter."""
    side = side * _PRIOR
    sure = side.max(1) / side.sum(1)
    related = about * (0.25 + 0.75 * sure) > 0.25 * (1 - about)
    return [SIDES[at] if near else UNRELATED for near, at in zip(related, side.argmax(1), strict=True)]


def with_kin(some: Examples, about: Floats, prior: float) -> Floats:
    """The chance of each pair to be related, from its own and, with as much weight, from those of its
    kin among the pairs: the headline's nearest headlines with the same body, and the other way round.
    Log-odds less those of the prior are added, as if independent."""
    batch = some.batch
    odds = np.clip(np.log(about + 1e-4) - np.log(1 - about + 1e-4), -6, 6)
    at = [(batch.row[headline], batch.column[body]) for headline, body in some.pairs]
    known = np.full(batch.near.shape, np.nan, np.float32)
    known[tuple(zip(*at, strict=True))] = odds - np.log(prior / (1 - prior))
    found = odds.copy()
    for number, (row, column) in enumerate(at):
        for kin in (known[batch.head_kin[row], column], known[row, batch.body_kin[column]]):
            told = kin[~np.isnan(kin)]
            found[number] += told.mean() / 2 if len(told) else 0
    chances: Floats = 1 / (1 + np.exp(-found))
    return chances


def train(some: Examples, stances: Sequence[str]) -> tuple[StanceModel, tuple[Floats, Floats]]:
    """Both stages on labelled pairs; and the types of the whole batch, those of the pairs' claims from
    models that did not see theirs."""
    is_related = np.array([stance != UNRELATED for stance in stances])
    about = LGBMClassifier(n_estimators=300, num_leaves=15, **_TREES).fit(some.related, is_related)
    inside = np.flatnonzero(is_related)
    related = some.take(inside)
    sides = [stances[at] for at in inside.tolist()]
    given, claims = infer_types(related.pairs, sides, some.known), _claims(some)
    types = [TypeModel(seed) for seed in range(_SEEDS)]
    chances = _mean(model.fit(some.batch, given, claims) for model in types)
    models = _side_models(np.hstack([related.sides, related.typed(*chances)]), sides)
    return StanceModel(about, models, types, float(is_related.mean())), chances


def _side_models(rows: Floats, sides: Sequence[str]) -> list[LGBMClassifier]:
    """Models of the side that a related pair takes; the rarer a side, the more each of its pairs weighs."""
    labels = np.array([SIDES.index(side) for side in sides])
    counts = Counter(labels.tolist())
    weights = [(len(labels) / len(SIDES) / counts[label]) ** 0.5 for label in labels.tolist()]
    slower = _TREES | {"n_estimators": 200, "num_leaves": 7, "learning_rate": 0.03}
    models = [LGBMClassifier(random_state=seed, **slower) for seed in range(_SEEDS)]
    return [model.fit(rows, labels, sample_weight=weights) for model in models]


def _mean(chances: Iterable[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    heads, bodies = zip(*chances, strict=True)
    return np.mean(heads, axis=0), np.mean(bodies, axis=0)


def _claims(some: Examples) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """The claim of every headline and every body of the batch; one that no pair has stands alone."""
    heads = {head: str(claim) for (head, _), claim in zip(some.pairs, some.head_claims, strict=True)}
    bodies = {body: str(claim) for (_, body), claim in zip(some.pairs, some.claims, strict=True)}
    return (
        np.array([heads.get(head, f"headline {head}") for head in some.batch.headlines]),
        np.array([bodies.get(body, f"body {body}") for body in some.batch.column]),
    )


def claim_folds(claims: NDArray[np.str_], folds: int, *, seed: int = 3) -> NDArray[np.intp]:
    """A fold for each pair; a claim's pairs share theirs."""
    names = sorted(set(claims.tolist()))
    np.random.default_rng(seed).shuffle(names)
    place = {name: at % folds for at, name in enumerate(names)}
    return np.array([place[name] for name in claims.tolist()])
