"""Figures with what they count, and the questions they raise."""

from __future__ import annotations

import pytest

from sayso.weigh.bearing.counts import count_hits, count_questions, figures


def test_figures_are_read_with_what_they_count() -> None:
    found = [
        (figure.value, figure.counted)
        for figure in figures("At least 12 people were killed and nine wounded")
    ]
    assert found == [(12, "were killed"), (9, "were wounded")]
    assert list(figures("The 12 km road was closed in 2014, officials killed time")) == []


def test_two_figures_make_a_question() -> None:
    texts = [("a", "12 people were killed"), ("b", "police said 15 people were killed")]
    (question,) = count_questions(texts, "a")
    assert question.asks == "How many were killed: 12 or 15?"
    assert question.answers[0].excludes == (question.answers[1].id,)
    assert [hit.answer for hit in count_hits(question, "fifteen people were killed")] == [
        question.answers[1].id
    ]


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("the ministry did not count 15 dead", True),
        ("it was not 15 who were killed", True),
        ("no fewer than 15 people were killed", False),
        ("nobody helped, and 15 people were killed", False),
    ],
)
def test_a_figure_can_be_spoken_against(text: str, against: bool) -> None:
    (question,) = count_questions([("a", "12 people were killed"), ("b", "15 people were killed")], "a")
    assert [hit.against for hit in count_hits(question, text)] == [against]


def test_a_figure_behind_and_is_of_what_follows_it() -> None:
    read = [(one.value, one.counted) for one in figures("Four sailors died and nine are still missing")]
    assert read == [(4, "were killed"), (9, "are missing")]


def test_counts_at_two_places_are_no_question() -> None:
    texts = [("a", "12 people were killed in Oskel"), ("b", "15 people were killed in Brack")]
    assert count_questions(texts, "a") == []
    (question,) = count_questions([*texts, ("c", "14 people were killed in Oskel")], "a")
    assert question.asks == "How many were killed: 12 or 14?"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thirty-one people lost their lives", [(31, "were killed")]),
        ("1,200 people were wounded in the quake", [(1200, "were wounded")]),
        ("the toll from the fire at the mill in Oskel rose to 31 on Saturday", [(31, "were killed")]),
        ("Toll in mill fire climbs to 31", [(31, "were killed")]),
        ("four died and nine are missing", [(4, "were killed"), (9, "are missing")]),
        ("247 people boarded, the firm said", [(247, "were aboard")]),
        ("at least 260 people were on the Anselma", [(260, "were aboard")]),
        ("the board of 12 directors met", []),
        ("they have killed me three times", []),
        ("the toll was high; 40 trees fell", []),
    ],
)
def test_a_number_is_read_whole_and_with_what_it_counts(text: str, found: list[tuple[int, str]]) -> None:
    assert [(figure.value, figure.counted) for figure in figures(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Four guards and five strikers were hurt", [(9, "were wounded")]),
        ("nine people, four of them guards, had been injured", [(9, "were wounded")]),
        ("Four killed and five wounded", [(4, "were killed"), (5, "were wounded")]),
        ("two of the wounded were in danger", []),
        ("two of the wounded died", [(2, "were killed")]),
    ],
)
def test_parts_are_added_and_some_of_all_are_not_all(text: str, found: list[tuple[int, str]]) -> None:
    assert [(one.value, one.counted) for one in figures(text)] == found
