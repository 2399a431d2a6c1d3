"""Figures with what they count, and the questions they raise."""

from __future__ import annotations

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


def test_a_figure_behind_and_is_of_what_follows_it() -> None:
    read = [(one.value, one.counted) for one in figures("Four sailors died and nine are still missing")]
    assert read == [(4, "were killed"), (9, "are missing")]


def test_counts_at_two_places_are_no_question() -> None:
    texts = [("a", "12 people were killed in Oskel"), ("b", "15 people were killed in Brack")]
    assert count_questions(texts, "a") == []
    (question,) = count_questions([*texts, ("c", "14 people were killed in Oskel")], "a")
    assert question.asks == "How many were killed: 12 or 14?"
