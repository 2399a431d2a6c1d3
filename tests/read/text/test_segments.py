"""What is parsed of a paragraph: a sentence that is left out changes nothing of those that are kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.read.text.lexicon import load
from sayso.read.text.segments import frames, gated
from tests.read.helpers import read

SAYS = [
    "Officials said that more of the passengers will not live.",
    "Ada Marsh denied on Friday that the pier was shut.",
    "The road is open, according to the council.",
]
SILENT = ["The quay was wet.", "Rain fell over Hale all night.", "The lamps of the town were lit."]


def told(text: str) -> list[tuple[str, str, str, float]]:
    found = read(text).statements
    return [(one.source.text, one.cue.text, one.content.text, one.confidence) for one in found]


@given(st.sampled_from(SILENT), st.sampled_from(SAYS), st.booleans())
def test_a_sentence_that_is_left_out_changes_no_other_statement(silent: str, says: str, first: bool) -> None:
    assert told(f"{silent} {says}" if first else f"{says} {silent}") == told(says)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{SAYS[0]} {SILENT[0]}", [SAYS[0]]),
        (f"{SILENT[0]} {SAYS[0]} {SILENT[1]}", [SAYS[0]]),
        (f"{SAYS[0]} {SILENT[0]} {SAYS[1]}", [f"{SAYS[0]} {SAYS[1]}"]),
        (f"{SILENT[0]} {SILENT[1]}", []),
    ],
)
def test_only_sentences_with_a_cue_word_are_parsed(text: str, kept: list[str]) -> None:
    found = (gated(text, frame, load("en").triggers) for frame in frames(text)[0])
    assert [frame.text for frame in found if frame is not None] == kept
