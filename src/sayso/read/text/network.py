"""The network of spaCy's small models, computed by numpy: the tag of each word and the arcs between words.

The library that spaCy brings takes its slowest way on processors that it does not know; numpy's knows them.
Rows go through a layer in blocks of always the same size, so that the numbers of a word have the same bits
whatever stands beside it in a batch: a paragraph reads the same in any company. What a word is by itself is
made once for each different word of a batch.

The layers are those of https://spacy.io/api/architectures#HashEmbedCNN and #TransitionBasedParser: hashed
vectors of a word's features are mixed, then rounds show each word its neighbours; what comes of it goes to
the tagger and, through `arcs`, to the parser.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

import numpy
from numpy.lib.stride_tricks import as_strided
from threadpoolctl import ThreadpoolController

from sayso.read.text.arcs import KINDS, Scorer, arcs

Array = Any  # numpy's
Pipeline = Any  # spaCy's
Node = Any  # a part of a thinc model

COLUMNS = ("NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE")  # the features of a word
BLOCK = 256  # rows that go through a layer together
APART = 4  # rows of nothing between two texts, as many as there are rounds: no text sees another
PIECES = 3  # products of which a Maxout keeps the largest
TINY = 1e-8  # added to a variance


@dataclass(frozen=True, slots=True)
class Affine:
    """A product and a bias; `weights` have the shape (in, out)."""

    weights: Array
    bias: Array

    @property
    def width(self) -> int:
        """How many values a row has."""
        return len(self.bias)

    def block(self, rows: Array) -> Array:
        """The values of BLOCK rows."""
        made = rows @ self.weights
        made += self.bias
        return made


@dataclass(frozen=True, slots=True)
class Maxout:
    """The largest of PIECES products, evened out; `product` makes all pieces, one behind the other."""

    product: Affine
    gain: Array
    shift: Array

    @property
    def width(self) -> int:
        """How many values a row has."""
        return len(self.gain)

    def block(self, rows: Array) -> Array:
        """The values of BLOCK rows."""
        made = self.product.block(rows)
        width = self.width
        best = numpy.maximum(made[:, :width], made[:, width : 2 * width])
        numpy.maximum(best, made[:, 2 * width :], out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = numpy.einsum("rc,rc->r", best, best) / width + TINY
        best *= (variance**-0.5)[:, None]
        best *= self.gain
        best += self.shift
        return best


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of a model, laid out for `tags_and_arcs`, and the names of what it tells."""

    features: Node  # the features of words to their hashed vectors
    mixed: Maxout
    rounds: tuple[Maxout, ...]
    tagger: Affine
    lower: Affine
    table: Affine  # what a word adds to a state as each of its features, as `arcs` takes it
    nothing: Array  # what no word adds
    scorer: Scorer
    tags: tuple[str, ...]
    labels: tuple[str, ...]  # of the arc that each move makes, and at the end, for no move, none


def tags_and_arcs(network: Network, words: Array, lengths: Array) -> tuple[Array, Array, Array]:
    """For each word of all texts: the number of its tag, the place of its head in the batch, and the move
    that made the arc to it; head and move are -1 for the root of a sentence. `words` has a row of COLUMNS for
    each word; `lengths` are those of the texts."""
    vectors = _vectors(network, words, lengths)
    tags = by_blocks(network.tagger, vectors).argmax(axis=1)
    table = numpy.empty((len(words) + 1, *network.nothing.shape), vectors.dtype)
    by_blocks(
        network.table,
        by_blocks(network.lower, vectors),
        out=table[:-1].reshape(len(words), network.table.width),
    )
    table[-1] = network.nothing
    return tags, *arcs(table, lengths, network.scorer)


def _vectors(network: Network, words: Array, lengths: Array) -> Array:
    """What the network shows of each word among its neighbours, of shape (words, width)."""
    rows = numpy.ascontiguousarray(words)
    _, first, which = numpy.unique(
        rows.view(f"V{rows.shape[1] * rows.itemsize}").ravel(), return_index=True, return_inverse=True
    )
    alone = by_blocks(network.mixed, network.features.predict(rows[first]))
    texts = numpy.repeat(numpy.arange(len(lengths)), lengths)
    place = 1 + APART * (texts + 1) + numpy.arange(len(words))
    seen = numpy.zeros((2 + APART * (len(lengths) + 1) + len(words), alone.shape[1]), alone.dtype)
    seen[place] = alone[which]
    for layer in network.rounds:
        # Each row with the one before it and the one behind it, as one long row.
        beside = as_strided(seen, (len(seen) - 2, 3 * seen.shape[1]), seen.strides, writeable=False)
        seen[1:-1] += by_blocks(layer, beside)
    return seen[place]


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Makes the products inside it in one thread: a second one costs more than it gives on a busy machine."""
    return cast(AbstractContextManager[object], _threads().limit(limits=1, user_api="blas"))


def by_blocks(layer: Affine | Maxout, rows: Array, *, out: Array = None) -> Array:
    """The values of a layer for any number of rows."""
    made = numpy.empty((len(rows), layer.width), rows.dtype) if out is None else out
    block = numpy.zeros((BLOCK, rows.shape[1]), rows.dtype)
    for start in range(0, len(rows), BLOCK):
        some = rows[start : start + BLOCK]
        block[: len(some)] = some
        made[start : start + BLOCK] = layer.block(block)[: len(some)]
    return made


def network(pipeline: Pipeline) -> Network:
    """The network of a model of spaCy's small kind, whose tagger and parser share their vectors."""
    vectors, tagger = pipeline.get_pipe("tok2vec").model, pipeline.get_pipe("tagger")
    parser = pipeline.get_pipe("parser")
    mixed, *rounds = (
        _maxout(node) for node in vectors.walk(order="dfs_pre") if node.name == "maxout>>layernorm"
    )
    lower, table, upper = parser.model.layers
    scores = _affine(upper)
    moves = [parser.moves.get_class_name(number) for number in range(parser.moves.n_moves)]
    bias = table.get_param("b").T.ravel()
    nothing = _by_piece(table.get_param("pad")[0])
    nothing[0] += bias
    added = numpy.zeros_like(nothing)
    added[0] = bias  # once for each state, which always has a first feature
    return Network(
        features=vectors.layers[0].layers[2],
        mixed=mixed,
        rounds=tuple(rounds),
        tagger=_affine(next(node for node in tagger.model.walk() if node.name == "softmax")),
        lower=_affine(next(node for node in lower.walk() if node.name == "linear")),
        table=Affine(_turned(_by_piece(table.get_param("W")).reshape(added.size, -1)), added.ravel()),
        nothing=nothing,
        scorer=Scorer(scores.weights, scores.bias, numpy.array([KINDS.index(move[0]) for move in moves])),
        tags=tuple(tagger.labels),
        labels=(*(move[2:] for move in moves), ""),
    )


def _maxout(node: Node) -> Maxout:
    maxout, norm = node.layers
    weights = maxout.get_param("W").transpose(1, 0, 2)
    product = Affine(_turned(weights.reshape(-1, weights.shape[2])), maxout.get_param("b").T.ravel())
    return Maxout(product, norm.get_param("G"), norm.get_param("b"))


def _affine(node: Node) -> Affine:
    return Affine(_turned(node.get_param("W")), node.get_param("b"))


def _by_piece(weights: Array) -> Array:
    """Weights of shape (features, out, pieces, ...) as (features, pieces * out, ...)."""
    return weights.swapaxes(1, 2).reshape(len(weights), -1, *weights.shape[3:])


def _turned(weights: Array) -> Array:
    """Weights of shape (out, in) as (in, out)."""
    return numpy.ascontiguousarray(weights.T)
