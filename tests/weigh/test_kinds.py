"""Kinds of questions, and what would settle one."""

from __future__ import annotations

from sayso.weigh.kinds import kind_named, kinds, settling


def test_kinds_are_consistent_and_an_unknown_one_is_general() -> None:
    assert {"fate", "count", "responsibility", "authenticity", "control", "decision"} <= set(kinds())
    assert kind_named("made up by a person").name == "general"
    assert all(kind.settles for kind in kinds().values())


def test_what_would_settle_an_answer_is_its_own_or_its_kinds() -> None:
    assert any("laboratory" in line for line in settling("fate", "qu-1.ill"))
    assert settling("fate", "qu-1.killed") == kind_named("fate").settles
    assert settling("no such kind", "") == kind_named("general").settles
