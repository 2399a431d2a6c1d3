"""The state machine of quotation marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.text.quotes import is_speech, scan
from sayso.read.text.segments import dateline

MARKED = "\"“”„«»‘’'` a.B,!?\n"


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"It fell," he said.', ["It fell,"]),
        ("“It fell,” he said. “We ran.”", ["It fell,", "We ran."]),
        ("''It fell,'' he said.", ["It fell,"]),
        ("‘It’s down,’ he said.", ["It’s down,"]),
        ("'It fell,' said the officials' aide.", ["It fell,"]),
        ("«Es ist zu», sagte er.", ["Es ist zu"]),
        ("„Es ist zu“, sagte er.", ["Es ist zu"]),
        ("“He said ‘run’ and we ran.”", ["He said ‘run’ and we ran."]),
        ("“It fell.", ["It fell."]),
        ("“He calls it “hell” and goes,” she said.", ["He calls it “hell” and goes,"]),
        ("“We ran, he said. “It fell.”", ["We ran, he said. “It fell."]),
        ("The officials' claims and the '90s", []),
        ("It's Ada's bridge", []),
    ],
)
def test_marks_of_every_kind(text: str, inner: list[str]) -> None:
    assert [quotation.inner.of(text) for quotation in scan(text)] == inner


def test_an_open_mark_is_told_apart() -> None:
    assert [quotation.closed for quotation in scan("“One,” he said. “Two.")] == [True, False]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ('"It fell into the river," he said.', True),
        ('He called it "a disaster" at once.', False),
        ('She wrote "The Long Bridge," a novel.', False),
        ("He said: “We will go on.”", True),
        ('"A fine place" for a bridge, he said.', False),
        ('The crowd chanted "What curfew?" and went on.', True),
    ],
)
def test_speech_is_told_from_words_and_titles(text: str, speech: bool) -> None:
    assert is_speech(text, scan(text)[0]) is speech


@given(st.text(alphabet=MARKED, max_size=80))
def test_quotations_never_overlap(text: str) -> None:
    found = scan(text)
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start
    assert all(quotation.span.covers(quotation.inner) for quotation in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PORT HALE, June 3 (Wire) - The bridge fell.", "The bridge fell."),
        ("PORT HALE—The bridge fell.", "The bridge fell."),
        ("The bridge - a long one - fell.", "The bridge - a long one - fell."),
    ],
)
def test_datelines_are_set_aside(text: str, words: str) -> None:
    assert text[dateline(text) :] == words
