"""Laws of spans and words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.terms.span import NO_WORDS, Span, Words


@given(st.text(min_size=1), st.data())
def test_words_are_what_stands_at_their_spans(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = Words.cut(text, [Span(start, end)])
    assert words.text == text[start:end]
    assert (words.start, words.end) == (start, end)


def test_pieces_are_put_in_order_and_empty_ones_dropped() -> None:
    words = Words.cut("the mayor of Brack said", [Span(4, 9), Span(0, 3), Span(7, 7)])
    assert words.spans == (Span(0, 3), Span(4, 9))
    assert words.text == "the mayor"


def test_no_words_are_false() -> None:
    assert not NO_WORDS
    assert Words.cut("abc", [Span(0, 1)])


def test_a_backward_span_is_refused() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
