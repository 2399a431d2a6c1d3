"""Recordings in a case, on both back ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import SQLAlchemyError

from sayso.errors import NotFound, SaysoError
from sayso.ledger import Ledger
from sayso.ledger.custody import seal_of
from sayso.ledger.schema import HEARD, RECORDING
from sayso.terms.recording import Stretch
from sayso.terms.time import AsOf
from sayso.terms.voice import Finding, Part, RecordingJudgement, Reference
from tests.spoken import TALK, compared, heard, reused, store

OLD = heard(TALK, data=b"OggS old")
NEW = heard(TALK, "It is over.", data=b"OggS new")
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    store(ledger, OLD, data=b"OggS old", name="old.ogg", collected=NOON - timedelta(days=30))
    store(ledger, NEW, data=b"OggS new", name="new.ogg", collected=NOON)
    with ledger.writing() as writer:
        writer.reuse(NEW.recording.id, [reused(NEW, OLD)])
        writer.comparison("Ruvan Ostrel", "1", compared(NEW, "rf-1"))
    return ledger


def test_what_was_heard_comes_back_whole(filled: Ledger) -> None:
    view = filled.at()
    assert [each.recording for each in view.recordings()] == [NEW.recording, OLD.recording]
    assert view.heard(NEW.recording.id) == NEW
    assert view.recording(NEW.recording.id).name == "new.ogg"
    article = view.recording(NEW.recording.id).transcript
    assert article is not None
    assert view.recording_of(article) == NEW.recording.id
    assert "It is over." in view.article(article).text
    assert view.fingerprints() == (OLD.fingerprint, NEW.fingerprint)
    assert view.reuse(OLD.recording.id) == view.reuse(NEW.recording.id) == (reused(NEW, OLD),)
    (found,) = view.comparisons(NEW.recording.id)
    assert (found.name, found.speaker, found.comparison) == ("Ruvan Ostrel", "1", compared(NEW, "rf-1"))
    assert list(filled.verify()) == []


def test_the_same_again_adds_nothing(filled: Ledger) -> None:
    with filled.writing() as writer:
        writer.heard(NEW)
        writer.reuse(NEW.recording.id, [reused(NEW, OLD)])
        assert not writer.comparison("Ruvan Ostrel", "1", compared(NEW, "rf-1"))
    view = filled.at()
    assert len(view.recordings()) == 2
    assert len(view.comparisons(NEW.recording.id)) == len(view.reuse(NEW.recording.id)) == 1
    assert view.recording(NEW.recording.id).transcript is not None
    assert list(filled.verify()) == []


def test_an_earlier_moment_does_not_know_a_later_recording(filled: Ledger) -> None:
    then = filled.at(AsOf(published=NOON - timedelta(days=1)))
    assert [each.name for each in then.recordings()] == ["old.ogg"]
    with pytest.raises(NotFound):
        then.heard(NEW.recording.id)
    nothing = filled.at(AsOf(recorded=datetime(2020, 1, 1, tzinfo=UTC)))
    assert nothing.recordings() == ()
    assert nothing.fingerprints() == ()


def test_what_persons_say_is_closed_and_stays(filled: Ledger) -> None:
    now = datetime.now(UTC)
    chosen = Reference("Ruvan Ostrel", OLD.recording.id, (Stretch(0.0, 9.5),), "Ana", "a rally", now)
    judged = RecordingJudgement(NEW.recording.id, Finding.SPEAKER, "Ruvan Ostrel", "Ana", "his cough", now)
    with filled.writing() as writer:
        writer.judged(chosen)
        writer.judged(judged)
    assert filled.at().references() == (chosen,)
    assert filled.at().recording_judgements(NEW.recording.id) == (judged,)
    later = now + timedelta(seconds=1)
    with filled.writing() as writer:
        writer.judged(replace(chosen, closed=later))
        writer.judged(replace(judged, closed=later))
    assert not filled.at().references()
    assert not filled.at().recording_judgements()
    assert filled.at(AsOf(recorded=now)).recording_judgements() == (judged,)
    assert filled.at().references(closed=True) == (replace(chosen, closed=later),)
    assert list(filled.verify()) == []


def test_a_judgement_on_a_part_is_another_and_is_sealed(filled: Ledger) -> None:
    now, name = datetime.now(UTC), NEW.recording.id
    whole = RecordingJudgement(name, Finding.SPEAKER, "Ruvan Ostrel", "Ana", "his cough", now)
    parts = [Part("2"), Part("", Stretch(3.0, 9.5)), Part("1", Stretch(0.0, 2.0))]
    with filled.writing() as writer:
        for part in (None, *parts):
            writer.judged(replace(whole, part=part))
    assert [each.part for each in filled.at().recording_judgements(name)] == [None, *parts]
    assert list(filled.verify()) == []
    row = {"seq": 1, "recording": name, "closed": None}
    assert seal_of(row | {"part": None}) == seal_of(row)  # what was sealed before there were parts
    assert seal_of(row | {"part": "{}"}) != seal_of(row)


def test_a_recording_is_a_fact_that_stays(filled: Ledger) -> None:
    with pytest.raises((SQLAlchemyError, SaysoError)), filled.writing() as writer:
        writer._batch.run(RECORDING.delete())


def test_changed_words_are_found(filled: Ledger) -> None:
    with filled.writing() as writer:
        rows = HEARD.update().where(HEARD.c.part == "transcript").values(body="{}")
        writer._batch.run(rows)
    told = [f"{each.item}: {each.reason}" for each in filled.verify()]
    assert [line for line in told if "hearing of recording" in line]


def test_the_export_holds_recordings(filled: Ledger) -> None:
    kinds = [row["kind"] for row in filled.export()]
    assert kinds.count("recording") == kinds.count("heard") == 2
    assert "comparison" in kinds
    assert "reuse match" in kinds


def test_the_export_holds_no_voice(filled: Ledger) -> None:
    rows = [row for row in filled.export() if row["kind"] == "heard"]
    for row in rows:
        fields = row["fields"]
        assert isinstance(fields, dict)
        assert not fields["voices"]
        assert not fields["fingerprint"]["codes"]
        assert fields["transcript"]["words"]


def test_a_masked_export_has_no_words_one_by_one(filled: Ledger) -> None:
    from sayso.desk.masking import masked
    from sayso.resolve.privacy import Masker

    kinds = {row["kind"] for row in masked(filled.export(), Masker({"Ruvan Ostrel": "[person 1]"}))}
    assert "heard" not in kinds
    assert "recording" in kinds


def test_a_recording_needs_its_evidence(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="before its recording"), ledger.writing() as writer:
        writer.heard(NEW)
