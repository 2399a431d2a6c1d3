"""Two stages: is the body about the headline's claim, and if so, which side does it take?

Both are boosted trees (LightGBM). The second sees cues, and what a headline and a body each do with the
claim (`stance_types`), which for a training pair comes from models that never saw its claim.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from lightgbm import LGBMClassifier
from numpy.typing import NDArray

from benchmarks.stance_features import Batch, Floats, Pair
from benchmarks.stance_types import TypeModel, infer_types, pair_chances

SIDES = ("agree", "disagree", "discuss")
UNRELATED = "unrelated"
VERSION = "4"  # of features and model: part of the name of the cached file
RELATED_FROM = 0.4
_TYPED = 0.3  # weight of what the two types alone say
# Agreeing and disagreeing are made likelier in learning, since they are rare; this takes some of it back.
_PRIOR = np.array([1.0, 0.8, 1.3], np.float32)
_TREES: dict[str, Any] = {
    "learning_rate": 0.04, "min_child_samples": 40, "subsample": 0.8, "subsample_freq": 1,
    "colsample_bytree": 0.5, "reg_lambda": 5, "n_jobs": 1, "verbose": -1, "random_state": 7,
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
    side: Any
    types: TypeModel

    def predict(self, some: Examples, types: tuple[Floats, Floats] | None = None) -> list[str]:
        """A stance for each pair. `types` are those of the whole batch, where they are there already."""
        typed = some.typed(*(types or self.types.chances(some.batch)))
        about = self.about.predict_proba(some.related)[:, 1]
        side = self.side.predict_proba(np.hstack([some.sides, typed]))
        return decide(about, (1 - _TYPED) * side + _TYPED * typed[:, -len(SIDES) :])


def decide(about: Floats, side: Floats) -> list[str]:
    """The likeliest side of what is related."""
    best = (side * _PRIOR).argmax(1)
    return [SIDES[at] if near >= RELATED_FROM else UNRELATED for near, at in zip(about, best, strict=True)]


def train(some: Examples, stances: Sequence[str]) -> tuple[StanceModel, tuple[Floats, Floats]]:
    """Both stages on labelled pairs; and the types of the whole batch, those of the pairs' claims from
    models that did not see theirs."""
    is_related = np.array([stance != UNRELATED for stance in stances])
    about = LGBMClassifier(n_estimators=300, num_leaves=15, **_TREES).fit(some.related, is_related)
    inside = np.flatnonzero(is_related)
    related = some.take(inside)
    sides = [stances[at] for at in inside.tolist()]
    types = TypeModel()
    chances = types.fit(some.batch, infer_types(related.pairs, sides, some.known), _claims(some))
    labels = np.array([SIDES.index(side) for side in sides])
    counts = Counter(labels.tolist())
    weights = [(len(labels) / len(SIDES) / counts[label]) ** 0.5 for label in labels.tolist()]
    side = LGBMClassifier(n_estimators=200, num_leaves=7, **(_TREES | {"learning_rate": 0.03}))
    side.fit(np.hstack([related.sides, related.typed(*chances)]), labels, sample_weight=weights)
    return StanceModel(about, side, types), chances


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
