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


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("On 4 May the Ledger withdrew a report that the mayor had died.", "Ledger"),
        ("It is a drill, the army of that country confirmed in an email.", "army of that country"),
        ("The Front said that it was over.\n\nThe ministry said that it was not.", "ministry"),
        ("The Interior Ministry said that it was over.\n\nThe firm said that it was not.", "firm"),
        ("The Holm Lines said that it was over.\n\nThe company said that it was not.", "Holm Lines"),
    ],
)
def test_a_body_is_called_by_what_it_is(text: str, who: str) -> None:
    assert read(text).statements[-1].chain[-1].name.removeprefix("The ") == who


@pytest.mark.parametrize(
    ("lead", "who"),
    [
        ("a senior Sarnian official", "senior Sarnian official"),
        ("an unnamed official", "unnamed official"),
        ("an official", "Ada Marsh"),
    ],
)
def test_who_is_left_unnamed_on_purpose_is_not_who_speaks_next(lead: str, who: str) -> None:
    text = f"It was a blast, {lead} said.\n\nAda Marsh, director of the Hale Bureau, said that nobody knew."
    assert read(text).statements[0].chain[-1].name == who
