"""Which answer some words speak to, and whether for or against it."""

from __future__ import annotations

import pytest

from sayso.terms.question import Answer, Question
from sayso.weigh.bearing.aims import take_apart
from sayso.weigh.bearing.match import hits
from tests.weigh.build import QUESTION


@pytest.mark.parametrize(
    ("text", "killed_against"),
    [
        ("Orlan Vesk was killed in the raid", False),
        ("Orlan Vesk was not killed in the raid", True),
        ("Orlan Vesk never died", True),
    ],
)
def test_a_negation_turns_an_answer_round(text: str, killed_against: bool) -> None:
    best = hits(take_apart(QUESTION), text)[0]
    assert (best.answer, best.against) == ("killed", killed_against)


def test_an_answer_that_denies_something_is_affirmed_by_a_denial() -> None:
    question = Question(
        "q", "", "other", ("Brack",), (Answer("lab", "Brack has no means of testing for the fever"),)
    )
    hit = hits(take_apart(question), "they do not have the equipment for testing the fever")[0]
    assert not hit.against


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("The death of Orlan Vesk was not recorded", True),
        ("The death of Orlan Vesk was recorded", False),
        ("Orlan Vesk was killed and was not alone", False),
    ],
)
def test_a_denied_verb_behind_a_noun_turns_it_round(text: str, *, against: bool) -> None:
    (best, *_) = hits(take_apart(QUESTION), text.replace(" of Orlan Vesk", ""))
    assert best.against is against


def test_what_names_the_subject_is_not_what_is_said_of_it() -> None:
    question = Question(
        "q",
        "Did the police hold the clerk of the Vale Bank?",
        "fate",
        ("the clerk held in Oskel",),
        (
            Answer("held", "the police hold a clerk (present or former) of the bank"),
            Answer("former", "the clerk is a former one"),
        ),
    )
    assert not [
        hit for hit in hits(take_apart(question), "The clerk lived in Oskel") if hit.answer == "former"
    ]
    assert "former" in {hit.answer for hit in hits(take_apart(question), "She is an ex clerk of the bank")}
