"""Whether a sentence speaks of a question's subject or of somebody else."""

from __future__ import annotations

from sayso.terms.question import Answer, Question
from sayso.weigh.bearing.aims import take_apart
from sayso.weigh.bearing.match import hits
from sayso.weigh.bearing.sense import Sense

ROLE = Question(
    "q",
    "Is Ada Brandt in talks for the role?",
    "decision",
    ("Ada Brandt",),
    (Answer("talks", "Ada Brandt is in talks for the role"),),
)


def looked_at(text: str) -> tuple[bool, bool]:
    """Whether the subject is named, and whether it is said of somebody else."""
    aims = take_apart(ROLE)
    sense = Sense.of(aims, text)
    return sense.named, sense.of_rival(hits(aims, text)[0])


def test_a_given_name_before_another_surname_names_somebody_else() -> None:
    assert looked_at("Ada Marsh was briefly in talks for the role") == (False, True)
    assert looked_at("Ada Brandt was briefly in talks for the role") == (True, False)
    assert looked_at("On Monday Ada was in talks for the role") == (True, False)


def test_what_is_said_right_behind_another_name_is_said_of_that_one() -> None:
    assert looked_at("Karim Noor is in talks to work with Brandt")[1]
    assert not looked_at("The studio is in talks with her")[1]
    assert not looked_at("Brandt, whom Karim Noor knows well, is in talks")[1]
    assert looked_at("Brandt met Karim Noor, who is in talks for the role")[1]
    assert looked_at("Brandt met Karim Noor, an actor in talks for the role")[1]


def test_a_body_in_front_of_the_verb_is_not_somebody_else() -> None:
    assert not looked_at("Ada Brandt, the star of the Vale Theatre, is in talks for the role")[1]
    assert not looked_at("Ada Brandt, an actor from Port Hale, is in talks for the role")[1]
