"""Determiners before lengths that once stopped the reader."""

from __future__ import annotations

import pytest

from sayso.read.time import find_times
from sayso.terms.time import Certainty, Published


@pytest.mark.parametrize("text", ["every couple of years", "in the ensuing hours", "every few weeks"])
def test_is_read_without_an_error(text: str) -> None:
    assert find_times(f"It rained {text}.", published=Published(None, Certainty.UNKNOWN, ""))
