"""Whom a short name stands for."""

from __future__ import annotations

import pytest

from tests.read.helpers import read


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Ada Marsh was killed in the fire, police said.\n\n"
            "Her brother, Nabil Marsh, rejected the report. Marsh said that Ada was alive.",
            "Nabil Marsh",
        ),
        ("Ada Marsh led the council for years.\n\nMarsh said that the fire was out.", "Ada Marsh"),
    ],
)
def test_a_surname_alone_is_of_the_family_the_one_that_was_named_in_full_last(text: str, who: str) -> None:
    assert read(text).statements[-1].chain[-1].name == who
