"""Synthetic cascades: well made, and recovered as well as the floors ask."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

import pytest

from benchmarks import cascades

FLOORS = tomllib.loads((Path(cascades.__file__).parent / "floors.toml").read_text(encoding="utf-8"))[
    "cascades"
]


@pytest.mark.parametrize("seed", range(5))
def test_a_cascade_is_the_same_for_the_same_seed_and_keeps_its_promises(seed: int) -> None:
    pieces = cascades.cascade(0.5, Random(seed))
    assert pieces == cascades.cascade(0.5, Random(seed))
    assert all(piece.content in piece.text for piece in pieces)
    assert {piece.root for piece in pieces} >= {
        piece.chain[-1] for piece in pieces if len(piece.chain) == 1
    } & set(cascades._PEOPLE)
    assert [piece.at for piece in pieces] == sorted(piece.at for piece in pieces)


@pytest.mark.parametrize("corpus", FLOORS)
def test_roots_are_recovered_above_their_floors(corpus: str) -> None:
    floors = dict(FLOORS[corpus])
    found = cascades.recovery(floors.pop("dropped"), seeds=30)
    assert found["b_cubed_f1"] >= floors["b_cubed_f1"]
    assert found["count_error"] <= floors["most_count_error"]
    assert found["count_error"] < found["error_of_texts"] < found["error_of_outlets"]


def test_b_cubed_is_one_for_the_same_groups_and_less_otherwise() -> None:
    assert cascades.b_cubed("aabb", "xxyy") == 1.0
    assert cascades.b_cubed("aabb", "xxxx") < 1.0
