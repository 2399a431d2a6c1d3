"""Sentences that name the doer and not the deed bear on who did it."""

from __future__ import annotations

import pytest

from sayso.read import Reader
from sayso.terms.article import Article
from sayso.terms.question import Answer, Question
from sayso.terms.statement import Polarity
from sayso.terms.time import Certainty, Published
from sayso.weigh.bearing.blame import doer_of
from sayso.weigh.bearing.statements import bearings_of, find_topic, open_article

ASKED = Question(
    id="qu-1",
    asks="Did the Dornish army shell the market of Tessin?",
    kind="general",
    subjects=("the Dornish army shelled the market of Tessin",),
    answers=(Answer("yes", "the Dornish army shelled the market of Tessin", ()),),
)
SIDES = [
    ("The army denied responsibility.", Polarity.DENIES),
    ("The army denied any involvement in the attack.", Polarity.DENIES),
    ("The army claimed responsibility for the attack.", Polarity.AFFIRMS),
    ("The mayor blamed the army.", Polarity.AFFIRMS),
    ("The mayor said that the army was responsible.", Polarity.AFFIRMS),
    ("The minister said that the army was not to blame.", Polarity.DENIES),
    ("The mayor blamed the rebels.", None),
    ("A witness said that she saw a flash behind the army camp.", None),
    ("The mayor said that the army was behind the attack.", Polarity.AFFIRMS),
    ("The mayor said that the army had sent doctors.", None),
]


def sides(text: str) -> list[Polarity]:
    article = Article("ar-1", "", "The Post", "", text, Published(None, Certainty.UNKNOWN, ""))
    opened = open_article(article, Reader("en").read(article))
    found = bearings_of(ASKED, opened, find_topic(ASKED, [opened]))
    return [one.polarity for one in found.bearings]


@pytest.mark.parametrize(("text", "side"), SIDES)
def test_each_takes_its_side(text: str, side: Polarity | None) -> None:
    assert sides(text) == ([] if side is None else [side])


def test_the_doer_is_what_question_and_answer_begin_with() -> None:
    assert doer_of(ASKED) == ("dornish", "army")
    fate = Question(
        "qu-2", "Was Bo Lindt killed?", "fate", ("Bo Lindt",), (Answer("k", "Bo Lindt was killed", ()),)
    )
    assert doer_of(fate) == ()
