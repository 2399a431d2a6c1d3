"""What is told of a year long before the event."""

from __future__ import annotations

import pytest

from sayso.terms.question import Answer, Question
from sayso.weigh.bearing.aims import take_apart
from sayso.weigh.bearing.counts import count_hits, count_questions
from sayso.weigh.bearing.earlier import begun, of_this_event
from sayso.weigh.bearing.match import hits
from tests.weigh.build import QUESTION, article

FIRST = 2031
DEAD = Question(
    "n", "How many were killed: 9 or 12?", "count", ("were killed",), (Answer("9", "9 were killed"),)
)


def of_now(text: str) -> set[str]:
    """The answers on what became of Orlan Vesk that a text speaks to, in articles from 2031 on."""
    aims = take_apart(QUESTION)
    return {hit.answer for hit in of_this_event(hits(aims, text), text, QUESTION, aims, first=FIRST)}


@pytest.mark.parametrize(
    "text",
    [
        "Orlan Vesk was wounded in 2026 and walks with a stick",
        "Orlan Vesk, who was wounded in a raid in 2024, leads the Front",
        "In 2028 Orlan Vesk was wounded in the leg",
        "Orlan Vesk was wounded in an air strike in the spring of 2029",
        "The army said that in March 2027, Orlan Vesk was wounded",
        "The 2019 raid left Orlan Vesk wounded",
    ],
)
def test_a_wound_of_long_before_is_not_of_the_event(text: str) -> None:
    assert "wounded" not in of_now(text)


@pytest.mark.parametrize(
    "text",
    [
        "Orlan Vesk was wounded in 2031",
        "Orlan Vesk was wounded in December 2030",
        "Orlan Vesk, who founded the Front in 2015, was wounded in the strike",
        "Orlan Vesk was wounded in the town that the Front took in 2019",
        "Orlan Vesk was wounded in a house built in 2019",
        "Orlan Vesk was wounded in the worst raid since 2019",
        "In 2019 Orlan Vesk took the town, and he was wounded there on Friday",
    ],
)
def test_a_year_of_something_else_takes_nothing_away(text: str) -> None:
    assert "wounded" in of_now(text)


def test_who_died_long_ago_is_dead() -> None:
    assert of_now("Orlan Vesk was killed in 2019") == {"killed"}


def test_who_asks_of_a_year_is_answered() -> None:
    aims, text = take_apart(QUESTION), "Orlan Vesk was wounded in 2026"
    asked = Question("q", "Was Orlan Vesk wounded in 2026?", "fate", QUESTION.subjects, QUESTION.answers)
    assert of_this_event(hits(aims, text), text, asked, aims, first=FIRST)
    assert of_this_event(hits(aims, text), text, QUESTION, aims, first=None)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("A flood killed 9 people in 2019", False),
        ("The 2019 flood killed 9 people", False),
        ("In 2019 a flood killed 9 people in Hale", False),
        ("The flood killed 9 people in Hale", True),
        ("The flood killed 9 people, the worst since one in 2019", True),
    ],
)
def test_a_figure_of_long_before_is_of_another_event(text: str, counts: bool) -> None:
    found = count_hits(DEAD, text)
    assert found
    assert bool(of_this_event(found, text, DEAD, take_apart(DEAD), first=FIRST)) is counts


def test_no_question_is_made_of_figures_of_different_years() -> None:
    texts = [("A", "A flood killed 9 people in 2019"), ("B", "The flood killed 12 people in Hale")]
    assert count_questions(texts, "A")
    assert not count_questions(texts, "A", first=FIRST)


def test_an_event_begins_with_its_first_article() -> None:
    assert begun([article("B", on=4), article("A", on=2)]) == FIRST
    assert begun([]) is None
