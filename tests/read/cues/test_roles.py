"""Who speaks where one verb goes on from another, and where nobody does."""

from __future__ import annotations

import pytest

from sayso.terms.statement import Polarity
from tests.read.helpers import read


def said(text: str) -> list[tuple[str, str]]:
    return [(one.chain[-1].name if one.chain else "", one.content.text) for one in read(text).statements]


@pytest.mark.parametrize(
    ("text", "cut", "content"),
    [
        (
            "The ministry said that the guard had been drunk and called his story a lie.",
            "that the guard had been drunk",
            "his story a lie",
        ),
        (
            "The council denied that its men had opened the gate and said that strangers were to blame.",
            "that its men had opened the gate",
            "that strangers were to blame",
        ),
        (
            "The mayor said that the firm had lied and demanded that its licence be withdrawn.",
            "that the firm had lied",
            "that its licence be withdrawn",
        ),
    ],
)
def test_behind_a_perfect_the_speaker_goes_on(text: str, cut: str, content: str) -> None:
    who = text.split()[1]
    assert {(who, cut), (who, content)} <= {(name.removeprefix("The "), words) for name, words in said(text)}


def test_what_is_believed_is_still_the_drivers() -> None:
    text = "The police said that the driver had lost control and believed that the road was clear."
    assert ("driver", "that the road was clear") in said(text)


@pytest.mark.parametrize(
    "text", ["Do you believe that he was arrested?", "Does the ministry think that the dam will hold?"]
)
def test_who_is_asked_has_not_answered(text: str) -> None:
    assert {one.polarity for one in read(text).statements} == {Polarity.UNCERTAIN}


def test_who_lost_a_post_is_not_denied() -> None:
    assert not any(
        words == "Marsh" for _, words in said("The ministry said that Marsh was dismissed in May.")
    )
