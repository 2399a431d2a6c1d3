"""The evidence sheet, over the example case read for real."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import pytest

from sayso.cli.recording_lines import recordings_lines, sheet_lines
from sayso.collect import Options
from sayso.desk.hearing import compare, enrol, judge_recording, unenrol, unjudge_recording
from sayso.desk.moments import clock
from sayso.desk.recording import recording_page, recordings_page
from sayso.desk.serial import to_json
from sayso.desk.standing import stand, told
from sayso.desk.voices import comparison_words
from sayso.errors import BadField, NotFound
from sayso.ledger import Ledger
from sayso.run.add import add
from sayso.run.hear import Ear
from sayso.run.weighing import weigh_again
from sayso.terms.recording import Comparison, Heard, MadeBy, Stretch, Voiceprint
from sayso.terms.statement import CorrectionKind
from sayso.terms.time import NOW, AsOf
from sayso.terms.voice import Finding, Part
from sayso.weigh.recordings.dates import Ground, Side
from sayso.weigh.recordings.quotes import QuoteKind
from tests.desk.spoken_case import build, means
from tests.spoken import TALK, compared, heard

Case = tuple[Ledger, Heard, Heard]
NEVER = ("unedited", "no splice", "authentic", "ai-generated", "genuine")


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    ledger, talk, rally = build(tmp_path_factory.mktemp("spoken"))
    yield ledger, talk, rally
    ledger.close()


def test_it_can_not_be_older_than_what_it_mentions_nor_newer_than_its_first_quotation(case: Case) -> None:
    ledger, talk, _ = case
    dates = recording_page(ledger.at(), talk.recording.id).dates
    assert dates is not None
    assert dates.start is not None
    assert dates.end is not None
    assert dates.start.moment == datetime(2026, 3, 6, 18, tzinfo=UTC)  # the Friday night of the strike
    assert dates.end.moment.date() == datetime(2026, 3, 12, tzinfo=UTC).date()
    assert dates.contradictions == ()
    grounds = {bound.ground for bound in dates.bounds}
    assert {Ground.SAID, Ground.MENTIONED, Ground.QUOTED, Ground.SIGHTED, Ground.COLLECTED} <= grounds
    for bound in dates.bounds:
        assert bound.ground in (Ground.COLLECTED, Ground.QUOTED) or bound.statement
    mentioned = next(bound for bound in dates.bounds if bound.ground is Ground.MENTIONED)
    assert mentioned.heard is not None
    assert mentioned.heard_words in talk.transcript.text
    (claim,) = dates.claims
    assert "Tuesday evening" in claim.words
    assert claim.fits


def test_a_rejected_statement_gives_no_bound(case: Case) -> None:
    from sayso.desk.judge import correct, restore

    ledger, talk, _ = case
    page = recording_page(ledger.at(), talk.recording.id)
    assert page.dates is not None
    assert page.dates.start is not None
    first = page.dates.start.statement
    correct(ledger, first, CorrectionKind.REJECT, by="Ana", because="misread")
    after = recording_page(ledger.at(), talk.recording.id).dates
    assert after is not None
    assert first not in {bound.statement for bound in after.bounds}
    restore(ledger, first)
    again = recording_page(ledger.at(), talk.recording.id).dates
    assert again == page.dates


def test_a_person_who_knows_when_it_came_out_bounds_it(case: Case) -> None:
    from sayso.desk.judge import date, undate

    ledger, talk, _ = case
    transcript = recording_page(ledger.at(), talk.recording.id).transcript
    assert transcript is not None
    date(ledger, transcript, "2026-03-10", by="Ana", because="I saw it on the channel on Tuesday")
    found = recording_page(ledger.at(), talk.recording.id).dates
    assert found is not None
    assert found.end is not None
    assert (found.end.ground, found.end.moment) == (Ground.DATED, datetime(2026, 3, 11, tzinfo=UTC))
    assert "Tuesday" in found.end.words
    undate(ledger, transcript)


def test_an_earlier_moment_has_no_later_bound(case: Case) -> None:
    ledger, talk, _ = case
    then = AsOf(published=datetime(2026, 3, 12, 19, tzinfo=UTC))
    with pytest.raises(NotFound):  # the file itself was collected later
        recording_page(ledger.at(then), talk.recording.id)


def test_the_quotation_is_found_with_its_seconds_and_its_article(case: Case) -> None:
    ledger, talk, _ = case
    (line,) = recording_page(ledger.at(), talk.recording.id).quotes
    match = line.held.match
    assert match.kind is QuoteKind.EXACT
    assert not match.doubtful
    assert line.article.outlet == "The Ardane Times"
    words = [word.text for word in talk.transcript.words[match.first : match.last]]
    assert words[:2] == ["They", "have"]
    assert match.start == talk.transcript.words[match.first].start


def test_statements_of_the_transcript_have_their_seconds(case: Case) -> None:
    ledger, talk, _ = case
    page = recording_page(ledger.at(), talk.recording.id)
    assert page.statements
    for each in page.statements:
        assert each.heard is not None
        assert 0 <= each.heard.start < each.heard.end <= talk.recording.media.seconds
    spoken = [word for paragraph in page.paragraphs for word in paragraph.words]
    assert [paragraph.speaker for paragraph in page.paragraphs] == ["1", "2"]
    assert any(word.statement for word in spoken)


def test_what_somebody_says_of_himself_is_his_and_has_its_seconds(case: Case) -> None:
    ledger, talk, _ = case
    page = recording_page(ledger.at(), talk.recording.id)
    words = [(word.text, word.start) for word in talk.transcript.words]
    mine = next(each for each in page.statements if each.line.content.startswith("I am not hurt"))
    assert mine.speaker == "1"
    assert mine.line.chain[-1].name.startswith("speaker 1 of recording talk.wav")
    assert mine.heard is not None
    assert mine.heard.start == next(start for text, start in words if text == "I" and start > 5)
    assert not [each for each in page.statements if each.line.content.startswith("Her letter")]
    assert page.names
    for each in page.names:
        there = [text.strip(".,") for text, start in words if each.heard.start <= start < each.heard.end]
        assert each.words.split()[-1] in there
    assert {each.words: each.heard.start for each in page.times}["Sunday"] == words[-1][1]


def test_what_holds_only_if_the_voice_is_his_hangs_on_it(case: Case) -> None:
    ledger, talk, _ = case
    (hanging,) = recording_page(ledger.at(), talk.recording.id).hangs
    assert hanging.line.condition == "If the voice is his"


def test_a_judgement_is_kept_with_its_reason_and_can_be_taken_back(case: Case) -> None:
    ledger, talk, _ = case
    name = talk.recording.id
    first = Part("1")
    judge_recording(ledger, name, Finding.SPEAKER, "Ruvan Ostrel", by="Ana Vell", because="cough", part=first)
    judge_recording(ledger, name, Finding.NOT_SPEAKER, "Ruvan Ostrel", by="Bo", because="lisp", part=first)
    judge_recording(ledger, name, Finding.SPEAKER, "Lin Tamar", by="Bo", because="the host", part=Part("2"))
    judge_recording(ledger, name, Finding.UNRELIABLE, by="Bo", because="three speeches in one")
    weigh_again(ledger)
    page = recording_page(ledger.at(), name)
    assert {(each.speaker, each.voice) for each in page.statements} <= {("1", ""), ("2", "Lin Tamar")}
    findings = [(each.finding, each.part) for each in page.judgements]
    assert findings == [
        (Finding.NOT_SPEAKER, first), (Finding.SPEAKER, Part("2")), (Finding.UNRELIABLE, None),
    ]  # fmt: skip
    assert unjudge_recording(ledger, name, Part("2")) == 1
    assert unjudge_recording(ledger, name) == 2
    assert recording_page(ledger.at(), name).judgements == ()
    assert len(ledger.at().recording_judgements(name, closed=True)) == 4
    weigh_again(ledger)
    assert list(ledger.verify()) == []


def test_whose_words_are_a_judged_persons_follows_the_speaker(case: Case) -> None:
    ledger, talk, _ = case
    name = talk.recording.id

    def judge(part: Part, finding: Finding = Finding.SPEAKER, whose: str = "Ruvan Ostrel") -> None:
        judge_recording(ledger, name, finding, whose, by="Ana Vell", because="his cough", part=part)

    with pytest.raises(BadField, match="several speakers"):
        judge(Part())
    with pytest.raises(NotFound, match="Speaker 7"):
        judge(Part("7"))
    with pytest.raises(BadField, match="over by then"):
        judge(Part("", Stretch(9000, 9001)), Finding.UNRELIABLE, "")
    alive = _question_of_talk(ledger, talk)
    for part, theirs in ((Part("2"), False), (Part("1"), True), (Part("all"), True)):
        judge(part)
        stood = stand(told(ledger.at(), alive), NOW)
        mine = [each for each in stood.rooted if each.bearing.article == _transcript(ledger, talk)]
        assert mine
        assert {each.chain[-1].name == "Ruvan Ostrel" for each in mine} == {theirs}, part
        unjudge_recording(ledger, name)


def _transcript(ledger: Ledger, talk: Heard) -> str | None:
    return ledger.at().recording(talk.recording.id).transcript


def _question_of_talk(ledger: Ledger, talk: Heard) -> str:
    """A question on which the first speaker of the message bears."""
    view = ledger.at()
    mine = _transcript(ledger, talk)
    return next(
        each.question for each in (borne.bearing for borne in view.bearings()) if each.article == mine
    )


def test_what_is_said_in_it_is_the_one_speakers_and_the_judged_persons(tmp_path: Path) -> None:
    data = b"OggS\x00\x02 alone"
    found = heard(TALK, data=data)
    (tmp_path / "alone.ogg").write_bytes(data)
    ear = Ear(hears=lambda *_, **__: found, finds=lambda *_: ())
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, [str(tmp_path / "alone.ogg")], options=Options(offline=True), ear=ear)
        name = found.recording.id
        lines = recording_page(ledger.at(), name).statements
        assert lines
        assert {(each.speaker, each.voice) for each in lines} == {("1", "")}
        judge_recording(ledger, name, Finding.SPEAKER, "Ruvan Ostrel", by="Bo", because="his cough")
        lines = recording_page(ledger.at(), name).statements
        assert {(each.speaker, each.voice) for each in lines} == {("1", "Ruvan Ostrel")}


@pytest.mark.parametrize(("finding", "name", "by", "because"), [
    (Finding.SPEAKER, "", "Ana", "why"),
    (Finding.SPEAKER, "Ruvan Ostrel", "", "why"),
    (Finding.SPEAKER, "Ruvan Ostrel", "Ana", " "),
    (Finding.UNRELIABLE, "Ruvan Ostrel", "Ana", "why"),
])  # fmt: skip
def test_a_judgement_needs_a_name_and_a_reason(
    case: Case, finding: Finding, name: str, by: str, because: str
) -> None:
    ledger, talk, _ = case
    with pytest.raises(BadField):
        judge_recording(ledger, talk.recording.id, finding, name, by=by, because=because)


def test_a_reference_is_chosen_compared_with_and_taken_back(case: Case) -> None:
    ledger, talk, rally = case
    larynx = means(rally, compared(talk, "x"))
    with pytest.raises(NotFound, match="searches for no voice"):
        compare(ledger, talk.recording.id, "Nobody Known", larynx=larynx)
    with pytest.raises(NotFound, match="other than the recording itself"):
        compare(ledger, rally.recording.id, "Ruvan Ostrel", larynx=larynx)
    chosen = enrol(
        ledger, rally.recording.id, "Oda Kerrin", by="Bo", because="guess", speaker="1", larynx=larynx
    )
    assert enrol(
        ledger, rally.recording.id, "Oda Kerrin", by="Bo", because="guess", speaker="1", larynx=larynx
    ) == chosen  # fmt: skip
    assert ledger.at().voice(rally.recording.id, chosen.id) is not None
    unenrol(ledger, chosen.id)
    assert ledger.at().voice(rally.recording.id, chosen.id) is None
    assert chosen.id not in {each.id for each in ledger.at().references()}
    assert list(ledger.verify()) == []


def test_a_voice_that_an_older_version_kept_is_taken_anew_before_it_is_compared(case: Case) -> None:
    ledger, talk, rally = case
    name, kept = rally.recording.id, rally.voices[0][1]
    (reference,) = [each for each in ledger.at().references() if each.recording == name]
    old = replace(kept, vectors=b"old", made_by=MadeBy("by hand", "0"))
    with ledger.writing() as writer:
        writer.voice(name, reference.id, old)
    met: list[tuple[Voiceprint, ...]] = []

    def compares(questioned: Voiceprint, references: Sequence[Voiceprint]) -> Comparison:
        met.append((questioned, *references))
        return compared(talk, "x")

    larynx = replace(means(rally, compared(talk, "x")), compares=compares)
    compare(ledger, talk.recording.id, "Ruvan Ostrel", speaker="1", larynx=larynx)
    assert met == [(talk.voices[0][1], kept)]
    assert ledger.at().voice(name, reference.id) == kept
    with ledger.writing() as writer:
        writer.voice(name, reference.id, old)
    ledger.evidence.path(rally.recording.evidence).unlink()
    compare(ledger, talk.recording.id, "Ruvan Ostrel", speaker="1", larynx=larynx)
    assert met[-1] == (talk.voices[0][1], old)  # and the comparison refuses it


def test_a_voice_is_on_no_page_and_in_no_json(case: Case) -> None:
    ledger, talk, _ = case
    with ledger.at() as view:
        both = to_json(recording_page(view, talk.recording.id)) + to_json(recordings_page(view))
    assert b"vectors" not in both
    assert b"codes" not in both


def test_lines_for_a_terminal_say_what_is_weak_and_never_what_is_not_known(case: Case) -> None:
    ledger, talk, _ = case
    with ledger.at() as view:
        page = recording_page(view, talk.recording.id)
        told = "\n".join(chain(recordings_lines(recordings_page(view)), sheet_lines(page)))
    assert "no proof that the person spoke" in told
    assert "absent means nothing" in told
    assert "equal error rate" in told
    assert "of cuts made on purpose" in told
    assert "0:20.1 Oda Kerrin, as told by speaker 1: that her government is ready for talks" in told
    assert "0:14.1 speaker 1: Ruvan Ostrel is alive and unharmed" in told
    assert not [word for word in NEVER if word in told.lower()]


@pytest.mark.parametrize(
    ("llr", "low", "high", "words"),
    [
        (1.4, 0.9, 1.9, "25 times more likely to be as alike as this if they are one person’s"),
        (1.4, 0.9, 1.9, "(between 7.9 and 79)"),
        (-1.4, -1.9, -0.9, "25 times more likely to be as alike as this if they are two persons’"),
        (-1.4, -1.9, -0.9, "(between 7.9 and 79)"),
        (-0.4, -1.0, 0.3, "(between 2 times the other way and 10)"),
    ],
)
def test_an_interval_is_told_on_the_side_of_its_ratio(
    llr: float, low: float, high: float, words: str
) -> None:
    of = compared(heard(TALK))
    assert words in comparison_words(replace(of, llr=llr, low=low, high=high))


@pytest.mark.parametrize(("seconds", "words"), [
    (0.0, "0:00"), (7.54, "0:07.5"), (59.97, "1:00"), (725.0, "12:05"), (3723.4, "1:02:03"), (None, "?"),
])  # fmt: skip
def test_seconds_as_people_write_them(seconds: float | None, words: str) -> None:
    assert clock(seconds) == words


def test_bounds_of_both_sides_are_in_order(case: Case) -> None:
    ledger, talk, _ = case
    dates = recording_page(ledger.at(), talk.recording.id).dates
    assert dates is not None
    starts = [bound.moment for bound in dates.bounds if bound.side is Side.NOT_BEFORE]
    ends = [bound.moment for bound in dates.bounds if bound.side is Side.NOT_AFTER]
    assert starts == sorted(starts, reverse=True)
    assert ends == sorted(ends)
