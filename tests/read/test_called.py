"""Whom the words that stand for a source mean: a body by its noun, one of them, the lead's nobody."""

from __future__ import annotations

import pytest

from sayso.terms.statement import SourceKind
from tests.read.helpers import read
from tests.read.test_reader import names


def test_a_name_that_runs_into_its_verb_says_what_stands_before_the_comma() -> None:
    (found,) = read(
        "A drifting mine sank the grain carrier Maren Holt off Cape Varra, the Tollen Wire reported on "
        "Sunday, citing two naval officials."
    ).statements
    assert names(found) == ["Tollen Wire", "two naval officials"]
    assert found.content.text == "A drifting mine sank the grain carrier Maren Holt off Cape Varra"
    assert read("He met Ivo Lund, a friend of the family, and said nothing.").statements == ()


CALLED = [
    ("The wreck belongs to the salvage firm Brandt. The company declined to comment on it.", "Brandt"),
    ("Holt Lines said the pier was open. The navy said it was shut. The company denied it.", "Holt Lines"),
    ("The hospital Sankt Ola is full. The hospital said that it had no beds.", "Sankt Ola"),
    (
        "Two naval officials said the ship struck a mine. One of them said it was adrift.",
        "Two naval officials",
    ),
]


@pytest.mark.parametrize(("text", "name"), CALLED)
def test_a_body_is_called_by_the_noun_that_it_was_introduced_with(text: str, name: str) -> None:
    assert names(read(text).statements[-1])[-1] == name


def test_who_is_introduced_by_a_firm_s_noun_is_a_body() -> None:
    (found,) = read("Salvage firm Brandt said on Monday that the hull was holed.").statements
    assert found.chain[-1].kind is SourceKind.ORGANISATION


def test_the_lead_s_nobody_is_who_is_called_by_the_same_noun_below() -> None:
    lead, below = read(
        "A diver who saw the wreck says that the plates are bent.\n\n"
        "“The hull was holed from within,” said the diver, Odd Ferren, who works in Hale."
    ).statements
    assert names(lead) == names(below) == ["Odd Ferren"]
