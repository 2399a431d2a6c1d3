"""What is remembered is what would be found anew, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from sayso.desk.framing import rename, split, unframe
from sayso.desk.grades import with_others
from sayso.desk.hearing import judge_recording, unjudge_recording
from sayso.desk.judge import correct, date, judge_names, reopen, restore, settle, undate
from sayso.desk.question import QuestionPage, page_of
from sayso.desk.remembered import Remembered
from sayso.desk.standing import told
from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.terms.article import Article, Evidence
from sayso.terms.entity import Relation, RelationKind, Resolution, Verdict
from sayso.terms.question import Answer, Bearing, Copy, Question, Weighing
from sayso.terms.statement import CorrectionKind, Hedge, Link, Polarity, Reading, SourceKind, Statement
from sayso.terms.time import NOW
from sayso.terms.version import Kept, Revision
from sayso.terms.voice import Finding
from sayso.web import create_app
from tests.desk.case import QUESTION, START, article, build, said
from tests.spoken import heard

HERE = "http://127.0.0.1:8400"
ELSEWHERE = Question(
    "qu-quay", "Is the quay open?", "general", ("the quay",), (Answer("open", "It is open"),)
)
TALK = heard("The dam burst at night.")
PAGES = (
    "/",
    "/?published=2031-04-02",
    f"/question/{QUESTION.id}",
    f"/question/{QUESTION.id}?published=2031-04-02",
    f"/question/{QUESTION.id}/standing?published=2031-04-01T09:00Z",
    f"/question/{ELSEWHERE.id}",
)


def _in_print(ledger: Ledger) -> tuple[list[str], list[str]]:
    """The articles and the statements that bear on the question, as they were stored."""
    with ledger.at() as view:
        borne = view.bearings()
    return [item.article.id for item in borne], [item.statement.id for item in borne]


def _put(
    ledger: Ledger, new: Article, told: Statement, answer: str = "held", of: Question = QUESTION
) -> Article:
    """Store another article, read and weighed with the others of its question."""
    bearing = Bearing(told.id, new.id, of.id, answer, Polarity.AFFIRMS, Hedge.NONE, 0.9, "by hand")
    with ledger.writing() as writer:
        data = new.text.encode()
        writer.evidence(Evidence(ledger.evidence.put(data), len(data), "text/plain", new.url, START))
        writer.article(new)
        writer.reading(Reading(new.id, (told,), reader="by hand"))
        known = tuple(item.bearing for item in writer.now().bearings(of.id))
        writer.weighing(Weighing((of,), (*known, bearing)), whole=False)
    return new


def _add(ledger: Ledger) -> None:
    new = article("Sarn Mail", "It held", "The dam held, engineer Ann Rook said.", hours=70)
    _put(ledger, new, said(new, "Ann Rook", "said", "The dam held"))


def _add_elsewhere(ledger: Ledger) -> None:
    """Another source of the dam's speaks to another question, which tells of its past."""
    new = article("Sarn Mail", "The quay", "The quay is open, warden Petra Ohm said.", hours=71)
    _put(ledger, new, said(new, "Petra Ohm", "said", "The quay is open"), "open", ELSEWHERE)


def _store(ledger: Ledger) -> None:
    """What was collected and not yet read."""
    with ledger.writing() as writer:
        data = b"more"
        writer.evidence(Evidence(ledger.evidence.put(data), 4, "text/plain", "https://more.example", START))


def _copy(ledger: Ledger) -> None:
    """The denial is found to be a copy of the first article."""
    printed = _in_print(ledger)[0]
    with ledger.writing() as writer:
        writer.weighing(Weighing((), (), copies=(Copy(printed[3], printed[0], 0.9),)), whole=False)


def _take_back(ledger: Ledger) -> None:
    """The first article takes the place of one that said more."""
    with ledger.at() as view:
        first = view.article(_in_print(ledger)[0][0])
    words = "The dam has burst and the bridge fell, warden Petra Ohm said."
    older = replace(article(first.outlet, "Dam and bridge", words, hours=-1), url=first.url)
    _put(ledger, older, said(older, "Petra Ohm", "said", "The dam has burst"), "burst")
    moment = START + timedelta(hours=1)
    made = Revision(first.url, first.id, older.id, moment, moment, moment, (), (Kept(0, 0, 17),), False)
    with ledger.writing() as writer:
        writer.revision(made)


def _name_more(ledger: Ledger) -> None:
    """Names of one article, found without looking at the others."""
    with ledger.at() as view:
        who, first = view.resolution(), _in_print(ledger)[0][0]
    mine = tuple(alias for alias in who.aliases if alias.origin == first)
    told = Relation("en-ohm", "en-brand", RelationKind.SPEAKS_FOR, "found anew", first)
    with ledger.writing() as writer:
        writer.more_names(Resolution(who.entities, mine, (told,)))


def _hear(ledger: Ledger) -> None:
    """A recording says that the dam burst; its words are an article."""
    new = article("", "A recording", "The dam burst at night.", hours=72)
    told = replace(said(new, "", "", "The dam burst"), chain=(Link("the recording", SourceKind.RECORDING),))
    with ledger.writing() as writer:
        digest = ledger.evidence.put(b"OggS talk")
        writer.evidence(Evidence(digest, 9, "audio/ogg", "talk.ogg", START))
        writer.heard(TALK)
    _put(ledger, new, told, "burst")
    with ledger.writing() as writer:
        writer.transcript(TALK.recording.id, new.id)


def _judge_voice(ledger: Ledger) -> None:
    judge_recording(ledger, TALK.recording.id, Finding.SPEAKER, "Petra Ohm", by="Wen", because="her voice")


def _weigh_less(ledger: Ledger) -> None:
    """The last bearing is found to be none."""
    with ledger.writing() as writer:
        known = tuple(item.bearing for item in writer.now().bearings(QUESTION.id))
        writer.weighing(Weighing((QUESTION,), known[:-1]))


def _resolve(ledger: Ledger) -> None:
    """Who is who, found otherwise and nothing else written: nobody speaks for anybody."""
    with ledger.at() as view:
        who = view.resolution()
    with ledger.writing() as writer:
        writer.resolution(Resolution(who.entities, who.aliases))


def _settle(ledger: Ledger) -> None:
    settle(ledger, QUESTION.id, "held", holds=True, by="Wen", because="seen")


def _reject(ledger: Ledger) -> None:
    correct(ledger, _in_print(ledger)[1][0], CorrectionKind.REJECT, by="Wen", because="misread")


def _restore(ledger: Ledger) -> None:
    with ledger.at() as view:
        for each in view.corrections():
            restore(ledger, each.statement)


def _split(ledger: Ledger) -> None:
    split(ledger, QUESTION.id, _in_print(ledger)[0][:1], by="Wen", because="another dam")


WRITES: tuple[Callable[[Ledger], object], ...] = (
    _name_more,
    _add,
    _add_elsewhere,
    _store,
    _copy,
    _take_back,
    _hear,
    _judge_voice,
    lambda ledger: unjudge_recording(ledger, TALK.recording.id),
    _weigh_less,
    _resolve,
    _settle,
    lambda ledger: reopen(ledger, QUESTION.id),
    _reject,
    _restore,
    lambda ledger: date(ledger, _in_print(ledger)[0][0], "2021-04-03", by="Wen", because="the print"),
    lambda ledger: undate(ledger, _in_print(ledger)[0][0]),
    lambda ledger: rename(ledger, QUESTION.id, "Did it break?", by="Wen", because="shorter"),
    _split,
    lambda ledger: unframe(ledger, QUESTION.id),
    lambda ledger: judge_names(ledger, "en-brand", "en-other", Verdict.SAME, by="Wen", because="one man"),
)


@settings(max_examples=1, deadline=None, phases=[Phase.explicit, Phase.generate])
@example(order=list(WRITES))
@given(order=st.permutations(WRITES))
def test_a_page_that_was_remembered_is_the_page_found_anew(
    tmp_path_factory: pytest.TempPathFactory, order: list[Callable[[Ledger], object]]
) -> None:
    """After any write, also by another process, which has the case open by itself."""
    with (
        build(tmp_path_factory.mktemp("law") / "case") as ledger,
        Ledger.open(ledger.folder) as other,
        TestClient(create_app(ledger), base_url=HERE) as client,
        TestClient(forgetful := create_app(ledger), base_url=HERE) as anew,
    ):
        forgetful.state.remembered = Remembered(most=0)
        for write in (lambda _: None, *order):
            with suppress(SaysoError):  # what can't be taken back yet changes nothing
                write(other)
            for path in PAGES:
                page = anew.get(path).text
                assert [client.get(path).text, client.get(path).text] == [page, page]


def test_what_was_found_is_given_again_as_long_as_its_ground_is_equal() -> None:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    remembered = Remembered()
    found = [remembered.find("it", of, make, size=lambda _: 1) for of in ((1, 2), (1, 2), (1,), (1, 2))]
    assert found == [0, 0, 1, 2]


def test_what_was_found_anew_and_is_the_same_is_the_object_of_before() -> None:
    remembered = Remembered()

    def found(of: int, it: str) -> list[str]:
        return remembered.find("it", of, lambda: [it], size=len)

    first = found(0, "a")
    assert found(1, "a") is first
    assert found(2, "b") == ["b"]


def test_no_more_is_kept_than_was_asked_for() -> None:
    made: list[str] = []

    def find(key: str, size: int) -> None:
        def make() -> str:
            made.append(key)
            return key

        assert remembered.find(key, 0, make, size=lambda _: size) == key

    remembered = Remembered(most=10)
    for key, size in (("a", 5), ("b", 4), ("a", 5), ("c", 3), ("a", 5), ("b", 4), ("d", 11), ("d", 11)):
        find(key, size)
    assert made == ["a", "b", "c", "b", "d", "d"]


def test_what_takes_the_place_of_something_takes_its_room() -> None:
    remembered = Remembered(most=10)
    still = remembered.find("still", 0, object, size=lambda _: 4)
    for number in range(20):
        remembered.find("grows", number, object, size=lambda _: 6)
    assert remembered.find("still", 0, object, size=lambda _: 4) is still


def test_a_page_is_found_anew_only_where_a_write_touched_its_question(tmp_path: Path) -> None:
    with build(tmp_path / "case") as ledger:
        remembered = Remembered()

        def page() -> QuestionPage:
            with ledger.at() as view:
                known = remembered.find(
                    "q", view.changed(), lambda: with_others(view, told(view, QUESTION.id)), size=lambda _: 1
                )
            return remembered.find("p", known, lambda: page_of(known, NOW), size=lambda _: 1)

        first = page()
        _store(ledger)
        assert page() is first
        _add_elsewhere(ledger)  # its source is one of the dam's: what it says there tells of its past
        second = page()
        assert second is not first
        _settle(ledger)
        assert page() is not second
