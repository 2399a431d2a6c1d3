"""Feelings, attitudes and wishes, whose words a pronoun stands in, and what the ranker drops."""

from __future__ import annotations

import pytest

from sayso.read.cues import ranker
from sayso.read.cues.rules import RULES
from tests.read.helpers import read
from tests.read.test_reader import names

HELD = [
    ("The mayor was shocked by the surge in prices.", "mayor", "the surge in prices"),
    ("Officials were worried about the shift in strategy.", "Officials", "the shift in strategy"),
    ("Ada Marsh has been a harsh critic of the harbour treaty.", "Ada Marsh", "the harbour treaty"),
    ("Ada Marsh voiced deep concern about the new policy.", "Ada Marsh", "the new policy"),
    ("Ada Marsh was away and was worried that some might leave.", "Ada Marsh", "that some might leave"),
    (
        "There is a strong perception in the fishing fleet that the bridge is safe.",
        "fishing fleet",
        "that the bridge is safe",
    ),
]


@pytest.mark.parametrize(("text", "who", "what"), HELD)
def test_an_attitude_has_a_holder_and_words(text: str, who: str, what: str) -> None:
    found = [(names(one)[-1:], one.content.text) for one in read(text).statements]
    assert ([who], what) in found


def test_who_is_quoted_stands_behind_who_quotes() -> None:
    (statement,) = read("Ada Marsh has quoted two pilots saying that the bridge was closed.").statements
    assert names(statement) == ["Ada Marsh", "two pilots"]


def test_a_pronoun_in_somebodys_words_is_that_somebody() -> None:
    text = "Bo Lindt resigned. Elders in Hale said that they believe the bridge was closed."
    inner = next(one for one in read(text).statements if one.source.text == "they")
    assert set(names(inner)) == {"Elders in Hale"}


def test_a_body_whose_name_is_a_word_in_capitals_is_named() -> None:
    (statement,) = read('"All wells are clean," the WHO said in Hale.').statements
    assert names(statement) == ["WHO"]


def test_who_writes_is_no_source() -> None:
    (statement,) = read("We have found that the picture was taken in Hale last year.").statements
    assert statement.chain == ()


def test_an_unnamed_official_is_nobody_of_another_body() -> None:
    text = (
        "A Harbour Board spokesperson said that the bridge was closed.\n\n"
        "Bo Lindt, a columnist of the Lowland Times, said that it was open."
    )
    assert names(read(text).statements[0]) != ["Bo Lindt"]


def test_a_clause_torn_by_the_parser_is_whole() -> None:
    (statement,) = read(
        "She told the Lowland Times that the man detained in Hale was not a pilot."
    ).statements
    assert statement.content.text == "that the man detained in Hale was not a pilot"


def test_every_form_with_a_weight_is_a_rule() -> None:
    forms = {name.removeprefix("form ") for name in ranker.weights() if name.startswith("form ")}
    assert forms <= {rule.removeprefix("verb.") for rule in RULES} | {"open point"}


def test_plain_speech_is_surer_than_what_one_would_think() -> None:
    said, would = (
        read(text).statements[0].confidence
        for text in (
            "Ada Marsh said that the bridge in Hale was closed to lorries.",
            "One would think that the bridge in Hale was closed to lorries.",
        )
    )
    assert 0 < would < said < 1
