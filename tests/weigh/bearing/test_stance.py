"""What a headline does with the main answer."""

from __future__ import annotations

import pytest

from sayso.terms.question import Stance
from sayso.weigh.bearing.stance import headline_stance
from sayso.weigh.bearing.topic import Topic
from tests.weigh.build import QUESTION


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("Orlan Vesk killed in raid", Stance.AFFIRMS),
        ("Army confirms Orlan Vesk was killed", Stance.AFFIRMS),
        ("Orlan Vesk killed, officials say", Stance.REPORTS),
        ("Was Orlan Vesk killed?", Stance.REPORTS),
        ("Family denies Orlan Vesk was killed", Stance.DENIES),
        ("Orlan Vesk was not killed", Stance.DENIES),
        ("Harvest festival opens in Brack", Stance.UNRELATED),
        ("Number of killed in Brack raid rises to 15", Stance.UNRELATED),
    ],
)
def test_the_stance_of_a_headline(title: str, stance: Stance) -> None:
    assert headline_stance(QUESTION, title, Topic())[0] is stance
