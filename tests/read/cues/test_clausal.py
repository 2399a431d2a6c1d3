"""Contents that are clauses, where the parser hangs them on another word."""

from __future__ import annotations

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
