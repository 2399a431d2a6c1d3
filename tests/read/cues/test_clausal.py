"""Contents that are clauses, where the parser hangs them on another word."""

from __future__ import annotations

import pytest

from tests.read.helpers import read


def test_a_clause_behind_a_time_is_what_is_said() -> None:
    (found,) = read("The daily claimed at the time that fever had spread in a Marsk hospital.").statements
    assert (found.source.text, found.cue.text) == ("The daily", "claimed")
    assert found.content.text == "that fever had spread in a Marsk hospital"


def test_what_is_said_in_a_press_release_is_said() -> None:
    text = "Holm Lines, which ran the ferry until May, said in a press release that the ferry was sound."
    (found,) = read(text).statements
    assert (found.chain[-1].name, found.content.text) == ("Holm Lines", "that the ferry was sound")


def test_reports_that_are_unconfirmed_are_nobodys() -> None:
    (found,) = read("Reports on social media that the mayor has been arrested are unconfirmed.").statements
    assert found.polarity == "uncertain"


@pytest.mark.parametrize(
    "words",
    [
        "her brother was alive, and that he would speak soon",
        "the raid was over, that Vesk had been killed and that his men had fled",
        "that the dam had failed, and that nine villages were flooded",
    ],
)
def test_every_that_behind_a_content_is_of_it(words: str) -> None:
    reading = read(f"Ada Marsh told the Courier {words}.")
    (statement,) = (one for one in reading.statements if one.cue.text == "told")
    assert statement.content.text == words
    assert not any(words[-12:] in one.content.text for one in reading.own_voice)
