"""Figures in sentences: which number, and what it counts."""

from __future__ import annotations

import pytest

from sayso.terms.question import Answer, Question
from sayso.weigh.bearing.counts import figures, growing


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thirty-one people lost their lives", [(31, "were killed")]),
        ("1,200 people were wounded in the quake", [(1200, "were wounded")]),
        ("the toll from the fire at the mill in Oskel rose to 31 on Saturday", [(31, "were killed")]),
        ("Toll in mill fire climbs to 31", [(31, "were killed")]),
        ("four died and nine are missing", [(4, "were killed"), (9, "are missing")]),
        ("247 people boarded, the firm said", [(247, "were aboard")]),
        ("at least 260 people were on the Anselma", [(260, "were aboard")]),
        ("the board of 12 directors met", []),
        ("they have killed me three times", []),
        ("the toll was high; 40 trees fell", []),
    ],
)
def test_a_number_is_read_whole_and_with_what_it_counts(text: str, found: list[tuple[int, str]]) -> None:
    assert [(figure.value, figure.counted) for figure in figures(text)] == found


def test_only_what_can_not_become_less_grows() -> None:
    answers = (Answer("qu-1.9", "9 were killed"), Answer("qu-1.12", "12 were killed"))
    assert growing(Question("qu-1", "How many?", "count", ("were killed",), answers)) == {
        "qu-1.9": 9,
        "qu-1.12": 12,
    }
    assert not growing(Question("qu-1", "How many?", "count", ("are missing",), answers))
    assert not growing(Question("qu-1", "How many?", "general", ("were killed",), answers))
