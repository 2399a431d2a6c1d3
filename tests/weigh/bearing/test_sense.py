"""Whether a sentence names a question's subject."""

from __future__ import annotations

from sayso.weigh.bearing.aims import take_apart
from sayso.weigh.bearing.sense import Sense
from tests.weigh.bearing.test_rival import ROLE


def named(text: str) -> bool:
    return Sense.of(take_apart(ROLE), text).named


def test_a_given_name_before_another_surname_names_somebody_else() -> None:
    assert not named("Ada Marsh was briefly in talks for the role")
    assert named("Ada Brandt was briefly in talks for the role")
    assert named("On Monday Ada was in talks for the role")
