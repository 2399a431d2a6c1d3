"""Questions taken apart."""

from __future__ import annotations

from sayso.terms.question import Answer, Question
from sayso.weigh.bearing.aims import spoken_of, take_apart


def fate(label: str) -> Question:
    return Question("q", f"Was it so: {label}?", "fate", (label,), (Answer("q.killed", label),))


def test_what_became_of_somebody_is_asked_of_who_stands_in_front() -> None:
    assert spoken_of(fate("the captain of the Marisol was killed")) == ("the captain",)


def test_a_subject_that_begins_with_a_place_is_taken_whole() -> None:
    label = "inside men were killed"
    assert spoken_of(fate(label)) == (label,)
    assert take_apart(fate(label)).answers
