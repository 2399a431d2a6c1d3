"""What stands around a name, as signs of what has it."""

from __future__ import annotations

import pytest

from sayso.read.mentions.signs import evidence
from sayso.read.mentions.spot import lower_words, spots
from sayso.read.text.lexicon import load
from sayso.read.text.sentences import sentences
from sayso.terms.statement import MentionForm


def signs(text: str) -> set[str]:
    lexicon = load("en")
    names = [spot for spot in spots(text, sentences(text), lexicon) if spot.form is MentionForm.NAME]
    last = names[-1]
    return evidence(text, [last], [last.words], lexicon, lower_words(text))


@pytest.mark.parametrize(
    ("text", "has", "has_not"),
    [
        ("It burned near Kelmet.", {"in front: in", "behind: end"}, {"in front: the"}),
        (
            "It burned across the Kelmet (which is low)",
            {"in front: in", "in front: the", "behind: bracket"},
            (),
        ),
        ("They heard of Kelmet", {"in front: in", "in front: of"}, {"in front: by"}),
        ("It was told by Ada Marsh, 34, at noon", {"in front: by", "behind: age"}, {"behind: year"}),
        ("Image: Ada Marsh", {"in front: by"}, {"in front: verb"}),
        ("they praised Ada Marsh, who left", {"in front: verb", "behind: who", "behind: comma and a"}, ()),
        ("of Port Hale, Kelmet", {"in front: name and comma"}, {"in front: in"}),
        ("it is for the Kelmet and the sea", {"in front: on", "behind: and"}, {"in front: and"}),
    ],
)
def test_what_stands_around_a_name_is_told(text: str, has: set[str], has_not: set[str]) -> None:
    found = signs(text)
    assert has <= found
    assert found.isdisjoint(has_not)
