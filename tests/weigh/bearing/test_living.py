"""Whoever speaks of his own death is alive. Statements are made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.terms.question import Answer, Question
from sayso.terms.statement import Link, Polarity, SourceKind, Voice
from sayso.weigh.bearing.statements import Weighed
from tests.weigh.bearing.test_statements import said, weighed
from tests.weigh.build import article

FATE = Question(
    "q",
    "Was Ruvan Ostrel killed?",
    "fate",
    ("Ruvan Ostrel",),
    (Answer("killed", "Ruvan Ostrel was killed"), Answer("wounded", "Ruvan Ostrel was wounded")),
)


def heard(
    words: str,
    *,
    name: str = "recording talk.ogg [rc-1]",
    voice: Voice = Voice.OWN,
    polarity: Polarity = Polarity.AFFIRMS,
) -> Weighed:
    """What a recording, or somebody who is quoted, says, weighed."""
    by = article("A", text=f"{words} And {name} said so.")
    statement = said(by, words.rstrip("."), name, cue="said")
    kind = SourceKind.RECORDING if name.startswith("recording") else SourceKind.PERSON
    given = replace(statement, chain=(Link(name, kind),), voice=voice, polarity=polarity)
    return weighed(by, given, asked=FATE)


def positions(found: Weighed) -> list[tuple[str, Polarity]]:
    return [(bearing.answer, bearing.polarity) for bearing in found.bearings]


@pytest.mark.parametrize(
    "words",
    [
        "Ruvan Ostrel is killing farmers all over the valley.",
        "Ruvan Ostrel is likely to be killed if he stays.",
        "The generals said that Ruvan Ostrel will soon be killed.",
        "The strike was meant to kill Ruvan Ostrel.",
        "Had Ruvan Ostrel been killed, the village would know.",
    ],
)
def test_who_kills_and_who_will_be_killed_is_not_dead(words: str) -> None:
    assert positions(heard(words, name="Ada Marsh")) == []


@pytest.mark.parametrize(
    "words",
    ["The killing of Ruvan Ostrel was no accident.", "Ruvan Ostrel is said to have been killed on Friday."],
)
def test_a_death_that_was_stays_one(words: str) -> None:
    assert positions(heard(words, name="Ada Marsh")) == [("killed", Polarity.AFFIRMS)]


@pytest.mark.parametrize(
    "words",
    [
        "They have buried me twice already.",
        "Every spring they kill me and every summer I am back.",
        "They have held my funeral three times.",
        "For a week I was officially dead.",
        "They had me declared dead on Friday.",
        "I have already died three times this year.",
        "Nobody has killed me and nobody will.",
        "I am not dead.",
    ],
)
def test_who_speaks_of_his_own_death_speaks_against_it(words: str) -> None:
    assert positions(heard(words)) == [("killed", Polarity.DENIES)]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("I have buried him with my own hands.", "killed"),
        ("I saw that Ruvan Ostrel was killed.", "killed"),
        ("They showed me how Ruvan Ostrel was killed.", "killed"),
        ("They have wounded me in the leg.", "wounded"),
    ],
)
def test_the_fate_of_others_and_what_one_lives_to_tell_stay_as_they_are_said(words: str, answer: str) -> None:
    assert positions(heard(words)) == [(answer, Polarity.AFFIRMS)]


def test_what_others_are_said_to_claim_stays_their_claim() -> None:
    claim = heard("They have killed me.", name="the ministry", voice=Voice.INDIRECT)
    assert positions(claim) == [("killed", Polarity.AFFIRMS)]


def test_a_denial_of_ones_own_death_is_not_turned_round_twice() -> None:
    assert positions(heard("They have killed me.", polarity=Polarity.DENIES)) == [("killed", Polarity.DENIES)]


def test_in_a_quotation_it_is_the_death_of_who_is_quoted() -> None:
    quoted = "They have buried me twice already."
    assert positions(heard(quoted, name="Ruvan Ostrel", voice=Voice.DIRECT)) == [("killed", Polarity.DENIES)]
    assert positions(heard(quoted, name="Oda Kerrin", voice=Voice.DIRECT)) == []
