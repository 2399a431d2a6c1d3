"""Which words of a sentence are the content."""

from __future__ import annotations

import pytest

from sayso.terms.question import Answer, Question
from sayso.terms.span import Span, Words
from sayso.weigh.bearing.aims import take_apart
from sayso.weigh.bearing.cutting import cut
from sayso.weigh.bearing.match import Hit, hits

TAPE = Question(
    "q",
    "Did the Front capture Ada Brandt?",
    "fate",
    ("Ada Brandt",),
    (Answer("captured", "Ada Brandt was captured"),),
)
WHOLE = Hit("captured", 0.3, False, 0, 0, ())


def shown(text: str) -> str:
    found = hits(take_apart(TAPE), text)
    return cut(found[0] if found else WHOLE, Words.cut(text, [Span(0, len(text))]), text).text


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The claims could not be independently verified.", "The claims"),
        (
            "While the reports, from two camps, remain unconfirmed, aid is on its way.",
            "the reports, from two camps",
        ),
        ("Her capture has not been independently verified.", "Her capture"),
        ("There is no hard evidence to show that Brandt has been captured.", "Brandt has been captured"),
        ("It is unclear whether Brandt was captured.", "Brandt was captured"),
        (
            "While her capture is not known to anybody in the town, the column that she left with came home.",
            "While her capture is not known to anybody in the town",
        ),
        (
            "There was no immediate confirmation from the rebels.",
            "There was no immediate confirmation from the rebels",
        ),
    ],
)
def test_a_remark_is_cut_to_what_it_is_about(text: str, content: str) -> None:
    assert shown(text) == content


def test_a_pronoun_is_no_claim_to_cut_to() -> None:
    text = "It could not be independently verified"
    assert shown(text) == text
