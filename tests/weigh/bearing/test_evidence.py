"""How much speaks for it that a sentence bears on a question."""

from __future__ import annotations

import pytest

from sayso.terms.question import Answer, Question
from sayso.weigh.bearing.aims import take_apart
from sayso.weigh.bearing.evidence import Candidate, Setting, remarked, weigh_sentence
from sayso.weigh.bearing.match import hits
from sayso.weigh.bearing.topic import Topic
from tests.weigh.bearing.test_statements import said
from tests.weigh.build import article

TAKEN = Question(
    "q",
    "Was Ada Brandt captured?",
    "fate",
    ("Ada Brandt",),
    (Answer("captured", "Ada Brandt was captured"),),
)


def looked_at(content: str) -> Candidate:
    by = article("A", text=f"Officials said {content}.")
    aims = take_apart(TAKEN)
    setting = Setting(TAKEN, aims, Topic(), (), ())
    statement = said(by, content, "Officials", cue="said")
    return weigh_sentence(setting, statement, content, 15, "said", hits(aims, content))


def test_what_only_says_when_something_was_bears_less() -> None:
    backdrop = looked_at("Brandt had two bags with her when she was captured")
    assert backdrop.points < looked_at("Brandt had two bags with her, and she was captured").points - 1


def test_what_befell_somebody_else_by_name_bears_less() -> None:
    theirs = looked_at("Karim Noor was captured beside Brandt")
    assert theirs.points < looked_at("the captain was captured beside Brandt").points - 1


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The claims could not be verified.", "The claims"),
        ("While the reports, from two camps, remain unconfirmed, aid left.", "the reports, from two camps"),
        ("It could not be verified.", ""),
        ("The deal is tentative and it is not known whether it will hold.", ""),
    ],
)
def test_a_remark_names_the_claim_that_it_is_about(text: str, claim: str) -> None:
    place = remarked(text)
    assert (text[slice(*place)] if place else "") == claim
