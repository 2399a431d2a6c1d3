"""Sentences, also where a quotation is interrupted."""

from __future__ import annotations

import re

import pytest

from sayso.terms.span import Span, Words
from sayso.weigh.bearing.pieces import sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [("“A was hit,” he said, “by a mine.”", 1), ("“A was hit,” he said. “We saw B fall.”", 2)],
)
def test_a_quotation_goes_on_after_an_interruption_that_ends_no_sentence(text: str, count: int) -> None:
    spans = [Span(found.start(1), found.end(1)) for found in re.finditer("“([^”]*)”", text)]
    assert len(list(sentences(Words.cut(text, spans), text))) == count
