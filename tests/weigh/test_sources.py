"""Names of sources taken apart."""

from __future__ import annotations

import pytest

from sayso.weigh.roots.nodes import node_of, speaker_of
from sayso.weigh.sources import parse


def test_names_of_sources_are_taken_apart() -> None:
    assert parse("Pentagon spokesman Col. Arno Pell").body == "us defence"
    assert parse("the World Health Organization").body == "un health"
    assert parse("senior Lebanese security officials").country == "lebanon"
    assert parse("sources").vague
    assert speaker_of("Mirel Tasko, a spokeswoman for the Front") == ("the Front", "Mirel Tasko")
    assert speaker_of("the Front's spokeswoman, Mirel Tasko") == ("Front", "Mirel Tasko")


@pytest.mark.parametrize(
    ("name", "who", "node"),
    [
        ("Velmoran Courier", ("velmoran", "courier"), "media"),
        ("AFP", ("afp",), "media"),
        ("a pro-government newspaper, the Tern", ("tern",), "media"),
    ],
)
def test_outlets_keep_their_own_names(name: str, who: tuple[str, ...], node: str) -> None:
    assert parse(name).who == who
    assert node_of(parse(name))[0] == node
