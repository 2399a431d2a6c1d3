"""Words without their endings."""

from __future__ import annotations

from sayso.weigh.words import stem


def test_endings_do_not_matter() -> None:
    assert {stem(word) for word in ("killed", "killing", "kills", "Kill")} == {"kill"}
    assert {stem(word) for word in ("sank", "sunk", "sinking")} == {"sink"}
    assert stem("struck") == stem("strikes")
    assert stem("children’s") == stem("child")


def test_a_short_word_with_a_silent_e_keeps_it() -> None:
    for plain, *others in (("fire", "fired", "firing"), ("name", "named"), ("hide", "hiding")):
        assert {stem(word) for word in (plain, *others)} == {plain}
    assert [stem(word) for word in ("hitting", "playing", "boxed", "vowed")] == ["hit", "play", "box", "vow"]
