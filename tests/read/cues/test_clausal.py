"""Contents that are clauses, where the parser hangs them on another word."""

from __future__ import annotations

from tests.read.helpers import read


def test_a_clause_behind_a_time_is_what_is_said() -> None:
    (found,) = read("The daily claimed at the time that fever had spread in a Marsk hospital.").statements
    assert (found.source.text, found.cue.text) == ("The daily", "claimed")
    assert found.content.text == "that fever had spread in a Marsk hospital"
