"""The journey of a recording through a case, with ears that find what was made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from sayso.collect import Options
from sayso.errors import MissingExtra, UnreadableInput
from sayso.ledger import Ledger
from sayso.run.add import Added, add
from sayso.run.hear import Ear
from sayso.terms.recording import Doubt, Fingerprint, Heard, ReuseMatch
from sayso.terms.statement import SourceKind
from tests.spoken import TALK, heard, reused

OFFLINE = Options(offline=True)
OGG = b"OggS\x00\x02"


def ear(*found: Heard, calls: list[str] | None = None) -> Ear:
    """Ears that find these, by digest, and that every new recording stands in every older one."""
    known = {each.recording.evidence: each for each in found}

    def hears(path: Path, *, digest: str, on_progress: Any, **how: Any) -> Heard:
        assert path.is_file()
        if calls is not None:
            calls.append(digest)
        on_progress(0.5, "transcribing")
        return known[digest]

    def finds(new: Fingerprint, older: Iterable[Fingerprint]) -> tuple[ReuseMatch, ...]:
        by_id = {each.recording.id: each for each in found}
        return tuple(reused(by_id[new.recording], by_id[each.recording]) for each in older)

    return Ear(hears=hears, finds=finds)


def put(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def test_a_recording_becomes_a_transcript_whose_statements_are_its_own(tmp_path: Path) -> None:
    talk = put(tmp_path, "talk.mp3", OGG + b"talk")  # never by its name
    found, calls = heard(TALK, data=OGG + b"talk"), list[str]()
    with Ledger.create(tmp_path / "case") as ledger:
        told: list[tuple[str, float, str]] = []

        def hearing(item: str, share: float, what: str) -> None:
            told.append((item, share, what))

        added = add(ledger, [talk], options=OFFLINE, ear=ear(found, calls=calls), on_hearing=hearing)
        assert (added.new, added.recordings, added.refused) == (1, (found.recording.id,), ())
        assert any(item == talk and what == "transcribing" for item, _, what in told)
        view = ledger.at()
        summary = view.recording(found.recording.id)
        assert summary.name == "talk.mp3"
        assert summary.transcript is not None
        reading = view.reading(summary.transcript)
        assert reading is not None
        own = [each for each in reading.own_voice if "arms" in each.content.text]
        assert own
        assert own[0].innermost is not None
        assert own[0].innermost.kind is SourceKind.RECORDING
        assert found.recording.id[:11] in own[0].innermost.name
        assert ledger.evidence.get(found.recording.evidence) == OGG + b"talk"
        assert list(ledger.verify()) == []
        again = add(ledger, [talk], options=OFFLINE, ear=ear(found, calls=calls))
        assert (again.new, again.known, again.recordings) == (0, 1, ())
        assert len(calls) == 1


def test_a_new_recording_is_checked_against_all_older_ones(tmp_path: Path) -> None:
    sounds = [OGG + bytes([n]) * 9 for n in range(3)]
    found = [heard(TALK, data=data) for data in sounds]
    paths = [put(tmp_path, f"{n}.ogg", data) for n, data in enumerate(sounds)]
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, paths[:2], options=OFFLINE, ear=ear(*found))
        add(ledger, paths[2:], options=OFFLINE, ear=ear(*found))
        matches = ledger.at().reuse(found[2].recording.id)
        assert {each.other for each in matches} == {each.recording.id for each in found[:2]}


def test_a_transcript_that_is_dated_by_a_person_stays_the_recordings(tmp_path: Path) -> None:
    from sayso.desk.judge import date
    from sayso.run.weighing import weigh_again

    found = heard(TALK, data=OGG)
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, [put(tmp_path, "x.ogg", OGG)], options=OFFLINE, ear=ear(found))
        article = ledger.at().recording(found.recording.id).transcript
        assert article is not None
        before = ledger.at().reading(article)
        date(ledger, article, "2026-03-12", by="Ana", because="on the channel")
        weigh_again(ledger)
        after = ledger.at().reading(article)
        assert before is not None
        assert after is not None
        chains = [[each.chain for each in reading.own_voice] for reading in (before, after)]
        assert chains[0] == chains[1] != []
        assert list(ledger.verify()) == []


def test_silence_is_a_recording_without_a_transcript(tmp_path: Path) -> None:
    silence = heard("Thank you for watching.", data=OGG, doubts=dict.fromkeys(range(4), Doubt.SILENCE))
    with Ledger.create(tmp_path / "case") as ledger:
        added = add(ledger, [put(tmp_path, "x.ogg", OGG)], options=OFFLINE, ear=ear(silence))
        assert (added.new, added.recordings) == (0, (silence.recording.id,))
        assert ledger.at().recording(silence.recording.id).transcript is None
        again = add(ledger, [str(tmp_path / "x.ogg")], options=OFFLINE, ear=ear(silence))
        assert again.known == 1


def test_doubtful_words_are_not_stated_as_surely(tmp_path: Path) -> None:
    plain, doubtful = heard(TALK, data=OGG), heard(TALK, data=OGG, doubts={8: Doubt.UNSURE, 9: Doubt.UNSURE})
    surest = []
    for number, each in enumerate((plain, doubtful)):
        with Ledger.create(tmp_path / str(number)) as ledger:
            add(ledger, [put(tmp_path, "x.ogg", OGG)], options=OFFLINE, ear=ear(each))
            article = ledger.at().recording(each.recording.id).transcript
            assert article is not None
            reading = ledger.at().reading(article)
            assert reading is not None
            surest.append({s.content.text: s.confidence for s in (*reading.statements, *reading.own_voice)})
    fell = [words for words in surest[0] if surest[1].get(words, 0.0) < surest[0][words]]
    assert fell


@pytest.mark.parametrize("error", [
    UnreadableInput("x.ogg", "it is cut off in its header", "Get the file again."),
    MissingExtra("x.ogg", "av, onnxruntime", "Add them with `make listen`."),
])  # fmt: skip
def test_what_can_not_be_heard_is_set_aside_and_all_else_goes_on(tmp_path: Path, error: Exception) -> None:
    def hears(path: Path, **how: Any) -> Heard:
        raise error

    text = put(tmp_path, "a.txt", b"The mayor of Velm said on Friday that the harbour stays open.")
    sound = put(tmp_path, "x.ogg", OGG)
    with Ledger.create(tmp_path / "case") as ledger:
        added = add(ledger, [sound, text], options=OFFLINE, ear=Ear(hears=hears))
        assert added.new == 1
        (refusal,) = added.refused
        assert sound in refusal.item
        assert refusal.next_step
        assert bool(added.missing) == isinstance(error, MissingExtra)
        assert any(each.media_type == "audio/ogg" for each in ledger.at().evidence())
        assert len(ledger.at().refusals()) == 1
        found = heard(TALK, data=OGG)
        mended = add(ledger, [sound], options=OFFLINE, ear=ear(found))
        assert mended.recordings == (found.recording.id,)
        assert ledger.at().refusals() == ()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Added, Ledger, Heard]:
    """The example case with a recording in which the man who is said to be dead speaks."""
    folder = tmp_path_factory.mktemp("told")
    found = heard(TALK, data=OGG)
    ledger = Ledger.create(folder / "case")
    with as_file(files("sayso.run").joinpath("example")) as example:
        sources = [str(example), put(folder, "talk.ogg", OGG)]
        return add(ledger, sources, options=OFFLINE, ear=ear(found)), ledger, found


def test_the_recording_is_a_root_source_of_its_own(told: tuple[Added, Ledger, Heard]) -> None:
    from sayso.desk.question import question_page

    added, ledger, _ = told
    assert added.new == 17
    with ledger.at() as view:
        pages = [question_page(view, each.question.id) for each in view.questions()]
    roots = [root for page in pages for root in page.roots if root.kind is SourceKind.RECORDING]
    assert roots
    assert all("[rc-" in root.name for root in roots)
