"""What hangs on a voice stays conditional until a person judges, and again when that is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from sayso.terms.question import Bearing, StatusKind
from sayso.terms.span import Span, Words
from sayso.terms.statement import Polarity, SourceKind, Statement
from sayso.terms.time import NOW, AsOf
from sayso.terms.transcript import source_name
from sayso.terms.voice import Finding, RecordingJudgement
from sayso.weigh.recordings.hanging import Hanging, conditional, hang
from sayso.weigh.recordings.speaking import on_the_voice
from sayso.weigh.status import standing
from tests.weigh.build import QUESTION, article, day, link, told

RECORDING = "rc-0123456789abcdef0123"
SOURCE = source_name("talk.ogg", RECORDING)
PAPER, TALK, CORPS = article("a1", on=2), article("talk", on=2), article("a2", on=3)
ARTICLES = [PAPER, TALK, CORPS]


def case() -> tuple[list[Statement], list[Bearing]]:
    """A paper says that he lives if the voice is his, the recording says so, a general says he is dead."""
    said, bears = told(PAPER, "", answer="unharmed", polarity=Polarity.UNCERTAIN, content="he survived")
    condition = Words((Span(20, 40),), "if the voice is his")
    pairs = [
        (replace(said, condition=condition, chain=()), replace(bears, if_met=Polarity.AFFIRMS)),
        told(TALK, "x", answer="unharmed", content="Orlan Vesk lives"),
        told(CORPS, "General Amo Pell", answer="killed"),
    ]
    spoken = replace(pairs[1][0], chain=(link(SOURCE, SourceKind.RECORDING),))
    pairs[1] = spoken, pairs[1][1]
    return [s for s, _ in pairs], [b for _, b in pairs]


def judged(finding: Finding, name: str = "Orlan Vesk", *, on: int = 5) -> RecordingJudgement:
    return RecordingJudgement(RECORDING, finding, name, "Ana Vell", "two who know him agree", day(on))


def hanging(*judgements: RecordingJudgement) -> Hanging:
    return Hanging(judgements, {TALK.id: (RECORDING, SOURCE)}, {PAPER.id: RECORDING})


def sides(judgements: Sequence[RecordingJudgement], as_of: AsOf = NOW) -> tuple[int, int]:
    """How many roots affirm that he is unharmed, and how many leave it open."""
    statements, bearings = case()
    found = standing(
        QUESTION, bearings, statements, ARTICLES, as_of=as_of, hanging=hanging(*judgements),
        recorded={each.id: day(1) for each in ARTICLES},
    )  # fmt: skip
    status = next(each for each in found.status.answers if each.answer == "unharmed")
    return len(status.affirming), len(status.uncertain)


def test_without_a_judgement_it_stays_conditional_and_says_so() -> None:
    assert sides([]) == (1, 1)  # the recording itself, and the paper that leaves it open
    statements, bearings = case()
    (reason,) = hang(bearings, statements, hanging()).reasons
    assert "if the voice is his" in reason.words
    assert reason.statements == (statements[0].id,)


def test_the_recording_is_a_root_of_its_own() -> None:
    statements, bearings = case()
    found = standing(QUESTION, bearings, statements, ARTICLES, hanging=hanging())
    (root,) = (root for root in found.roots if root.kind is SourceKind.RECORDING)
    assert root.name == SOURCE


def test_a_judged_voice_meets_the_condition_and_names_who_judged() -> None:
    assert sides([judged(Finding.SPEAKER)]) == (1, 0)  # what the paper says itself rests on the recording
    statements, bearings = case()
    hung = hang(bearings, statements, hanging(judged(Finding.SPEAKER)))
    assert any("Ana Vell judged" in reason.words and "agree" in reason.words for reason in hung.reasons)
    assert [(each.name, each.other) for each in hung.relations] == [(SOURCE, "Orlan Vesk")]


def test_another_voice_lets_it_fall_away() -> None:
    assert sides([judged(Finding.NOT_SPEAKER)]) == (1, 0)
    statements, bearings = case()
    hung = hang(bearings, statements, hanging(judged(Finding.NOT_SPEAKER)))
    assert statements[0].id not in {each.statement for each in hung.bearings}
    assert not hung.relations


def test_a_recording_that_is_not_to_be_relied_on_affirms_nothing() -> None:
    assert sides([judged(Finding.UNRELIABLE, "")]) == (0, 2)
    assert sides([judged(Finding.SPEAKER), judged(Finding.UNRELIABLE, "")])[0] == 1


def test_what_was_taken_back_changes_nothing_and_stays_in_the_past() -> None:
    closed = replace(judged(Finding.SPEAKER), closed=day(7))
    assert sides([closed]) == sides([])
    assert sides([closed], AsOf(recorded=day(6))) == (1, 0)


def test_an_earlier_moment_does_not_use_a_later_judgement() -> None:
    before = AsOf(recorded=day(5) - timedelta(hours=1))
    assert sides([judged(Finding.SPEAKER)], before) == sides([])


def test_the_judgement_never_settles_the_question() -> None:
    statements, bearings = case()
    found = standing(QUESTION, bearings, statements, ARTICLES, hanging=hanging(judged(Finding.SPEAKER)))
    assert found.status.kind is StatusKind.CONTESTED


def test_the_order_of_judgements_does_not_matter() -> None:
    statements, bearings = case()
    one, two = judged(Finding.SPEAKER), judged(Finding.UNRELIABLE, "")
    left = hang(bearings, statements, hanging(one, two)).bearings
    assert left == hang(bearings, statements, hanging(two, one)).bearings


@pytest.mark.parametrize(("words", "hangs"), [
    ("if the voice is his", True),
    ("If the recording proves genuine", True),
    ("if it is authenticated", True),
    ("provided that the speaker is Vesk", True),
    ("should the tape be verified", True),
    ("if the gunfire heard on the audio is indeed from that day", True),
    ("if the pair's identities are confirmed", False),
    ("if it rains on Friday", False),
    ("if the talks fail", False),
    ("unless the ministry objects", False),
])  # fmt: skip
def test_which_conditions_are_on_a_voice(words: str, hangs: bool) -> None:
    assert on_the_voice(words) is hangs
    statements, _ = case()
    said = replace(statements[0], condition=Words((Span(0, len(words)),), words))
    assert bool(conditional([said])) is hangs
