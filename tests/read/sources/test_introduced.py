"""Whom a text introduces in full."""

from __future__ import annotations

import pytest

from sayso.read.sources.introduced import bare, introduced
from sayso.read.text.lexicon import load
from tests.read.helpers import read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Behalf of Gill Rosen, the lawyer asked for bail.", "Gill Rosen"),
        ("Murder of Teo Marsh shocks the town.", "Teo Marsh"),
        ("Friends of Teo Marsh wept.", "Teo Marsh"),
        ("Lawyers for Teo Marsh came.", "Teo Marsh"),
        ("In the Name of Ada Lund, a hall was built.", "Ada Lund"),
        ("Ada Marsh of Open Harbour came.", "Ada Marsh"),
    ],
)
def test_what_leads_to_a_name_is_no_part_of_it(text: str, name: str) -> None:
    assert [full for _, full in introduced(text, load("en")).people] == [name]


def test_a_surname_alone_is_who_was_named_behind_of() -> None:
    reading = read("On Behalf of Gill Rosen, the lawyer spoke.\n\nRosen said that she was innocent.")
    assert [link.name for link in reading.statements[-1].chain] == ["Gill Rosen"]


@pytest.mark.parametrize("name", ["Brother of Ada Lund", "Prince of Wales"])
def test_a_title_in_front_of_of_stays(name: str) -> None:
    assert bare(name, load("en")) == name
    assert [link.name for link in read(f"{name} Says He Will Come.").statements[0].chain] == [name]


def test_no_label_is_the_death_of_somebody() -> None:
    assert read("Death of Teo Marsh: what is known.").statements == ()
    (said,) = read("Widow of Teo Marsh: he was no spy.").statements
    assert [link.name for link in said.chain] == ["Widow of Teo Marsh"]
