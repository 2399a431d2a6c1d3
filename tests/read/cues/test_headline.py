"""Headlines: who speaks in front of a colon, and what only calls the page something."""

from __future__ import annotations

import pytest

from tests.read.helpers import read

BODY = "Engineer Ada Marsh was asked about the bridge. The command of the Hale Front said nothing."


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("Marsh: the bridge is safe to cross", "Marsh"),
        ("MARSH: THE BRIDGE IS SAFE TO CROSS", "Marsh"),
        ("Minister: some guards did fire", "Minister"),
        ("Hale Front: the bridge collapsed by itself", "Hale Front"),
        ("Correction: number of wounded lowered", ""),
        ("BLOODBATH: guards gun down crowd", ""),
        ("Press release: the dam is shut for repairs", ""),
        ("Wrong Marsh: the paper takes it all back", ""),
    ],
)
def test_a_word_in_front_of_a_colon_speaks_where_it_is_somebody(title: str, who: str) -> None:
    found = [
        one.chain[-1].name
        for one in read(BODY, title=title).statements
        if one.part == "headline" and one.chain
    ]
    assert found == ([who] if who else [])
