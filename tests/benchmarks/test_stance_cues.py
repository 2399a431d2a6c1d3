"""The stance benchmark's parts that need no trainer."""

from __future__ import annotations

import pytest

pytest.importorskip("scipy", reason="needs requirements/bench.txt")
features = pytest.importorskip("benchmarks.stance_features")

BODIES = {
    1: "Oru Dan was killed near Velm, officials said. The army confirmed his death on Friday.",
    2: "The report of a stolen bus was a hoax. The band of Sant Weil denied that its drums were lost.",
}


def test_the_body_of_the_headline_is_nearer_than_the_other() -> None:
    batch = features.Batch(["Rebel Oru Dan killed near Velm", "Bus of Sant Weil band stolen"], BODIES)
    at = batch.row["Rebel Oru Dan killed near Velm"]
    assert batch.near[at, batch.column[1]] > batch.near[at, batch.column[2]]
    assert len(batch.related(("Bus of Sant Weil band stolen", 2))) == 27
    assert len(batch.side(("Bus of Sant Weil band stolen", 2))) == 59


def test_words_of_refuting_are_counted() -> None:
    assert features.cue_counts("It was a hoax, she said, and denied it")[0] == 2
