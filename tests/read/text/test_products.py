"""Matrix products in tiles and words once: right, and the same bits in any company."""

from __future__ import annotations

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st
from thinc.api import Linear, chain

from sayso.read.text.lexicon import load
from sayso.read.text.parse import model, parse
from sayso.read.text.products import MOST, ROWS, once_each, parted, steady, tiled

WEIGHTS = numpy.random.default_rng(7).standard_normal((288, 96), dtype="float32")
MANY = numpy.random.default_rng(8).standard_normal((400, 96), dtype="float32")
LINES = ["Ada Marsh said it was so.", "He left.", "The bridge, officials said on Friday, may be closed."]


@settings(max_examples=40)
@given(start=st.integers(0, 300), count=st.integers(0, 100))
def test_a_row_has_the_same_bits_whatever_stands_beside_it(start: int, count: int) -> None:
    alone = tiled(MANY[start : start + count], WEIGHTS)
    assert (alone == tiled(MANY, WEIGHTS)[start : start + count]).all()
    assert numpy.allclose(alone, MANY[start : start + count] @ WEIGHTS.T, atol=1e-4)


@given(high=st.integers(1, 3000), width=st.integers(1, 1000))
def test_parts_are_equal_and_small_enough_for_one_thread(high: int, width: int) -> None:
    parts = parted(high, width)
    assert high % parts == 0
    assert high // parts * width * ROWS <= MOST or parts == high


def test_every_layer_of_the_model_runs_by_tiles() -> None:
    pipeline = model(load("en").models)
    nodes = [node for _, part in pipeline.pipeline for node in part.model.walk()]
    assert nodes
    assert all(node.ops is steady() for node in nodes)


def test_the_vectors_of_words_are_made_once_and_are_the_same() -> None:
    pipeline = model(load("en").models)
    features, ragged, once = pipeline.get_pipe("tok2vec").model.layers[0].layers[:3]
    words = ragged.predict(features.predict([pipeline.make_doc(line) for line in LINES * 3]))
    assert once.name == "once_each"
    vectors, mixed = once.layers
    assert (once.predict(words).data == mixed.predict(vectors.predict(words.data))).all()


def test_an_embedding_of_another_form_is_left_alone() -> None:
    network = chain(Linear(3, 2), Linear(2, 3), Linear(2, 2))
    layers = list(network.layers)
    once_each(network)
    assert network.layers == layers


def test_a_sentence_is_parsed_alike_alone_and_in_a_batch() -> None:
    def told(texts: list[str]) -> list[list[tuple[str, str, int]]]:
        return [[(t.text, t.dep_, t.head.i) for t in doc] for doc in parse(texts, load("en").models)]

    assert told(LINES * 9)[:3] == [told([line])[0] for line in LINES]
