"""Sources that speak in one breath."""

from __future__ import annotations

import pytest

from sayso.terms.parties import parties
from sayso.terms.span import NO_WORDS, Span, Words
from sayso.terms.statement import Link, SourceKind

BODY, PERSON, ANYBODY = SourceKind.ORGANISATION, SourceKind.PERSON, SourceKind.ANONYMOUS


def link(words: str, kind: SourceKind = BODY, *, at: int = 7) -> Link:
    return Link(words, kind, Words((Span(at, at + len(words)),), words))


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("The navy and the ministry", ["navy", "ministry"]),
        ("Both the army and the Dreel Front", ["army", "Dreel Front"]),
        ("The navy, the ministry and the mayor", ["navy", "ministry", "mayor"]),
        ("Two officials and a doctor", ["Two officials", "doctor"]),
        ("Ada Marsh and Jon Lee", ["Ada Marsh", "Jon Lee"]),
        ("The ministry and Ada Marsh", ["ministry", "Ada Marsh"]),
        ("Ada Marsh and the police", ["Ada Marsh", "police"]),
    ],
)
def test_who_stands_by_himself_is_a_source(words: str, names: list[str]) -> None:
    found = parties(link(words))
    assert [one.name for one in found] == names
    assert all(one.name in one.words.text for one in found)
    assert all(words[one.words.start - 7 : one.words.spans[0].end - 7] == one.words.text for one in found)


@pytest.mark.parametrize(
    "words",
    [
        "The Ministry of Health and Population",
        "Search and Rescue",
        "the police and fire department",
        "Marks and Spencer",
        "the Health and Safety Executive",
        "Officials and witnesses",
        "the head of the army and the navy",
        "Ada and Jon Marsh",
        "Ada Marsh, the mayor, and the police",
        "one official and another",
    ],
)
def test_one_that_sounds_like_two_stays_one(words: str) -> None:
    given = link(words)
    assert parties(given) == (given,)


def test_each_is_what_it_is() -> None:
    assert [one.kind for one in parties(link("The ministry and Ada Marsh"))] == [BODY, PERSON]
    assert [one.kind for one in parties(link("Ada Marsh and the police", PERSON))] == [PERSON, BODY]
    assert [one.kind for one in parties(link("a man and a woman", ANYBODY))] == [ANYBODY, ANYBODY]


def test_without_words_the_name_is_taken_apart() -> None:
    found = parties(Link("navy and the ministry", BODY))
    assert [(one.name, one.words) for one in found] == [("navy", NO_WORDS), ("ministry", NO_WORDS)]
