"""What hangs on a voice stays conditional until a person judges, and again when that is taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from sayso.terms.question import Bearing, StatusKind
from sayso.terms.recording import Stretch
from sayso.terms.span import Span, Words
from sayso.terms.statement import Link, Polarity, SourceKind, Statement
from sayso.terms.time import NOW, AsOf
from sayso.terms.transcript import source_name
from sayso.terms.voice import Finding, Part, RecordingJudgement
from sayso.weigh.recordings.hanging import About, Hanging, Hung, conditional, hang
from sayso.weigh.recordings.speaking import on_the_voice
from sayso.weigh.roots.nodes import node_of
from sayso.weigh.sources import parse
from sayso.weigh.status.standing import standing
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
    return Hanging(judgements, {TALK.id: (RECORDING, SOURCE)}, {PAPER.id: About(RECORDING)})


def by_recording(hung: Hung) -> tuple[Link, ...]:
    """The chain of what the recording says."""
    return next(each.chain for each in hung.statements if each.article == TALK.id)


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
    assert by_recording(hung)[0].name == "Orlan Vesk"
    assert SOURCE in by_recording(hung)[0].because


def test_another_voice_lets_it_fall_away() -> None:
    assert sides([judged(Finding.NOT_SPEAKER)]) == (1, 0)
    statements, bearings = case()
    hung = hang(bearings, statements, hanging(judged(Finding.NOT_SPEAKER)))
    assert statements[0].id not in {each.statement for each in hung.bearings}
    assert by_recording(hung)[0].name == SOURCE


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


def spoken_by_two(*judgements: RecordingJudgement, quoted: Part | None = None, named: str = "") -> Hung:
    """The case where speaker 2 says that he lives, and the paper quotes some part of the recording."""
    statements, bearings = case()
    about = About(RECORDING, quoted, frozenset((named,)))
    places = {statements[1].id: Part("2", Stretch(10.0, 14.0))}
    heard = Hanging(judgements, {TALK.id: (RECORDING, SOURCE)}, {PAPER.id: about}, places)
    return hang(bearings, statements, heard)


def on(part: Part, finding: Finding = Finding.SPEAKER, name: str = "Orlan Vesk") -> RecordingJudgement:
    return replace(judged(finding, name), part=part)


@pytest.mark.parametrize(("part", "theirs"), [
    (Part("2"), True),
    (Part("1"), False),
    (Part("", Stretch(9.0, 13.0)), True),
    (Part("", Stretch(0.0, 11.0)), False),  # only a quarter of the words
    (Part("2", Stretch(0.0, 60.0)), True),
    (Part("1", Stretch(0.0, 60.0)), False),
])  # fmt: skip
def test_a_judgement_on_a_part_names_the_source_of_its_words_only(part: Part, *, theirs: bool) -> None:
    (link,) = by_recording(spoken_by_two(on(part)))
    assert link.name == ("Orlan Vesk" if theirs else SOURCE)
    assert (link.kind is SourceKind.PERSON) is theirs
    if theirs:
        assert f"the voice{part.words} is Orlan Vesk’s" in link.because


def test_the_part_that_an_article_quotes_meets_its_condition_or_lets_it_fall() -> None:
    paper = case()[0][0].id

    def how(*judgements: RecordingJudgement, quoted: Part | None = None, named: str = "") -> Polarity | None:
        kept = spoken_by_two(*judgements, quoted=quoted, named=named).bearings
        return next((each.polarity for each in kept if each.statement == paper), None)

    second, first = Part("2", Stretch(10, 12)), Part("1", Stretch(2, 4))
    his, host = on(Part("2")), on(Part("1"), name="Lin Tamar")
    assert how(his, quoted=second) is Polarity.AFFIRMS
    assert how(his, quoted=first) is Polarity.UNCERTAIN  # it quotes the other one
    assert how(on(Part("2"), Finding.NOT_SPEAKER), quoted=second) is None
    assert how(on(Part("2"), Finding.NOT_SPEAKER), quoted=first) is Polarity.UNCERTAIN
    assert how(his, named="Orlan Vesk") is Polarity.AFFIRMS  # it quotes nothing and names him
    assert how(host, named="Orlan Vesk") is Polarity.UNCERTAIN
    assert how(on(Part("1"), Finding.NOT_SPEAKER), named="Orlan Vesk") is Polarity.UNCERTAIN
    both = on(Part("2"), Finding.NOT_SPEAKER), judged(Finding.SPEAKER)
    assert how(*both, quoted=second) is None  # the one on the part goes before the one on all of it
    assert how(*both, quoted=first) is Polarity.AFFIRMS


def test_only_the_part_that_is_not_to_be_relied_on_affirms_nothing() -> None:
    def how(part: Part) -> Polarity:
        hung = spoken_by_two(on(part, Finding.UNRELIABLE, ""))
        return next(each.polarity for each in hung.bearings if each.article == TALK.id)

    assert how(Part("2")) is Polarity.UNCERTAIN
    assert how(Part("1")) is Polarity.AFFIRMS


def test_two_speakers_of_a_recording_are_one_root_until_somebody_judges() -> None:
    names = [source_name("talk.ogg", RECORDING, label) for label in ("", "1", "2")]
    assert len({node_of(parse(name)) for name in names}) == 1
    assert names[2] == f"speaker 2 of {SOURCE}"


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
