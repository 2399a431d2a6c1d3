"""Every word that chooses a time goes with every unit, season and day without an error."""

from __future__ import annotations

import pytest

from sayso.read.time import find_times
from sayso.terms.time import Certainty, Published

UNDATED = Published(None, Certainty.UNKNOWN, "")
CHOOSES = (
    "last past previous preceding prior next coming upcoming following subsequent ensuing same current latest"
)
CHOSEN = "week year fall summer weekend Friday September morning quarter weeks day hour decade".split()  # noqa: SIM905


@pytest.mark.parametrize("which", CHOOSES.split())
def test_a_word_that_chooses_goes_with_all_that_can_be_chosen(which: str) -> None:
    for chosen in CHOSEN:
        text = f"They met in the {which} {chosen}."
        for time in find_times(text, published=UNDATED, language="en"):
            assert text[time.span.start : time.span.end]
