"""What holds of nobody, with whom it is said of before the verb."""

from __future__ import annotations

import pytest

from sayso.weigh.bearing.nobody import of_nobody
from sayso.weigh.words import tokens


def denied(text: str) -> bool:
    """Whether the word in capitals is said of nobody."""
    words = tokens(text)
    at = next(place for place, token in enumerate(words) if text[token.start : token.end].isupper())
    return of_nobody(words, at, text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody who was in the house with Vesk SURVIVED",
        "none of the eleven aboard the plane SURVIVED",
        "No one on the boat with Vesk is believed to have SURVIVED",
        "few of those travelling with Vesk SURVIVED",
        "few SURVIVED",
        "Almost nobody in the old mill by the river SURVIVED",
        "hardly any of the men around Vesk SURVIVED",
        "No passenger who sat near the front made it out ALIVE",
        "Not one of the people in the convoy of Vesk was HURT",
        "The army said that nobody in the hotel where Vesk stayed was KILLED",
    ],
)
def test_the_head_of_a_clause_denies_its_verb(text: str) -> None:
    assert denied(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody in the town doubts that Vesk SURVIVED",
        "None of his men in the hills knew Vesk was DEAD",
        "No bomb fell on the house by the river and Vesk SURVIVED",
        "No news of the men who were with Vesk SURVIVED",
        "None of those in the house who were KILLED",
        "With no help from any of the villages Vesk was KILLED",
        "None of the three versions comes with a BODY",
        "A few of those travelling with Vesk SURVIVED",
        "Nobody came to the house by the river, and Vesk SURVIVED",
    ],
)
def test_no_clause_denies_another(text: str) -> None:
    assert not denied(text)
