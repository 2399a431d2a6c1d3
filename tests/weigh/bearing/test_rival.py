"""Whether something is said of somebody else by name."""

from __future__ import annotations

import pytest

from sayso.terms.question import Answer, Question
from sayso.weigh.bearing.aims import take_apart
from sayso.weigh.bearing.match import hits
from sayso.weigh.bearing.rival import of_rival
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
    return sense.named, of_rival(sense, hits(aims, text)[0])


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


FATE = Question(
    "q",
    "Is Orlan Vesk dead?",
    "fate",
    ("Orlan Vesk",),
    (Answer("killed", "Orlan Vesk was killed"), Answer("photo", "The photo of his body is genuine")),
)


def of_another(text: str) -> bool:
    """Whether the death in a sentence is somebody else's by name."""
    aims = take_apart(FATE)
    hit = next(hit for hit in hits(aims, text) if hit.answer == "killed")
    return of_rival(Sense.of(aims, text), hit)


@pytest.mark.parametrize(
    "text",
    [
        "The image shows the body of Arben Koll, an Orlean national shot in 2013",
        "The image shows Arben Koll, an Orlean national killed in 2013",
        "It shows not Orlan Vesk but Arben Koll, a farmer found dead in May",
        "The man in the picture is Arben Koll, killed in a crash",
        "He is Arben Koll, the smuggler who was killed in May",
        "Arben Koll, a driver from Hale, was killed beside Orlan Vesk",
        "It was taken at the funeral of Marta Lund and not of Orlan Vesk",
        "The dead man in the photograph is Arben Koll",
        "The body is that of Arben Koll",
    ],
)
def test_what_hangs_on_another_name_is_said_of_that_one(text: str) -> None:
    assert of_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "Orlan Vesk, a commander killed in the raid, had fought in Hale",
        "Orlan Vesk, the leader of the Dreel Front who was killed on Friday, had fought in Hale",
        "Orlan Vesk was killed beside Arben Koll, an engineer",
        "The body is that of Orlan Vesk",
        "The deaths of Arben Koll and Orlan Vesk were confirmed",
        "Among the dead are Arben Koll and Orlan Vesk",
        "The death of Dreel Front leader Orlan Vesk was confirmed",
        "According to Ada Marsh, the leader was killed",
        "In Marl Valley, a man was killed",
        "Orlan Vesk, said Ada Marsh, was killed",
    ],
)
def test_a_name_near_by_is_no_rival(text: str) -> None:
    assert not of_another(text)


def test_a_picture_that_shows_another_is_spoken_against() -> None:
    aims = take_apart(FATE)
    text = "The photo shows the body of Arben Koll, an Orlean national killed in 2013"
    pictured = [hit for hit in hits(aims, text) if hit.answer == "photo"]
    assert pictured
    assert not any(of_rival(Sense.of(aims, text), hit) for hit in pictured)
