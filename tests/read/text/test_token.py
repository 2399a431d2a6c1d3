"""Parses as values: edges, subtrees, sentences, and arcs that were lifted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.text.token import Doc, Word, grown


def tree(heads: list[int], labels: list[str] | None = None) -> Doc:
    """A parse of letters; a word that is its own head is a root."""
    names = [chr(97 + place) for place in range(len(heads))]
    arcs = [
        (head, "" if head == place else (labels or ["dep"] * len(heads))[place])
        for place, head in enumerate(heads)
    ]
    words = [(Word(name, name), True) for name in names]
    return grown(" ".join(names), words, ["NN"] * len(heads), arcs)


@st.composite
def heads(draw: st.DrawFn) -> list[int]:
    """Heads of any trees: each word hangs on one that is nearer to the root in some order."""
    order = draw(st.permutations(range(draw(st.integers(1, 12)))))
    found = list(order)
    for place, word in enumerate(order):
        found[word] = order[draw(st.integers(0, place))]
    return found


@given(heads())
def test_edges_and_subtrees_are_of_what_hangs_on_a_word(heads: list[int]) -> None:
    doc = tree(heads)
    for token in doc:
        below = [other.i for other in doc if other.hangs_on(token)]
        assert [other.i for other in token.subtree] == below
        assert (token.left_edge.i, token.right_edge.i) == (below[0], below[-1])
        assert [child.i for child in token.children] == [
            i for i, head in enumerate(heads) if head == token.i != i
        ]


@given(heads())
def test_sentences_tile_the_words(heads: list[int]) -> None:
    doc = tree(heads)
    assert [token for sentence in doc.sents for token in sentence] == list(doc)
    assert [token for token in doc if token.is_sent_start] == [sentence[0] for sentence in doc.sents]
    assert [token for token in doc if token.is_sent_end] == [sentence[-1] for sentence in doc.sents]
    assert all(sentence.text == " ".join(token.text for token in sentence) for sentence in doc.sents)


def test_a_lifted_arc_is_hung_where_its_label_says() -> None:
    doc = tree([1, 1, 1, 2, 1], ["nsubj", "", "dobj", "pobj", "relcl||pobj"])
    assert (doc[4].head.text, doc[4].dep_) == ("d", "relcl")
    assert [child.text for child in doc[1].children] == ["a", "c"]
    assert [child.text for child in doc[3].children] == ["e"]


def test_a_lifted_arc_stays_where_no_word_has_the_label() -> None:
    doc = tree([1, 1, 1], ["nsubj", "", "prep||dobj"])
    assert (doc[2].head.text, doc[2].dep_) == ("b", "prep")


def test_there_is_no_word_before_the_first() -> None:
    with pytest.raises(IndexError):
        tree([0, 0])[0].nbor(-1)
