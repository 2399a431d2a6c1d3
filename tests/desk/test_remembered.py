"""What is remembered is what would be found anew, whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sayso.desk.framing import rename, split, unframe
from sayso.desk.judge import correct, date, judge_names, reopen, restore, settle, undate
from sayso.desk.remembered import Remembered
from sayso.errors import SaysoError
from sayso.ledger.ledger import Ledger
from sayso.terms.article import Evidence
from sayso.terms.entity import Relation, RelationKind, Resolution, Verdict
from sayso.terms.question import Bearing, Weighing
from sayso.terms.statement import CorrectionKind, Hedge, Polarity, Reading
from sayso.web import create_app
from tests.desk.case import QUESTION, START, article, build, said

HERE = "http://127.0.0.1:8400"
PAGES = (
    "/",
    "/?published=2031-04-02",
    f"/question/{QUESTION.id}",
    f"/question/{QUESTION.id}?published=2031-04-02",
    f"/question/{QUESTION.id}/standing?published=2031-04-01T09:00Z",
)


def _in_print(ledger: Ledger) -> tuple[list[str], list[str]]:
    """The articles and the statements that bear on the question, as they were stored."""
    with ledger.at() as view:
        borne = view.bearings()
    return [item.article.id for item in borne], [item.statement.id for item in borne]


def _add(ledger: Ledger) -> None:
    """Another article, read and weighed with the others."""
    new = article("Sarn Mail", "It held", "The dam held, engineer Ann Rook said.", hours=70)
    told = said(new, "Ann Rook", "said", "The dam held")
    bearing = Bearing(told.id, new.id, QUESTION.id, "held", Polarity.AFFIRMS, Hedge.NONE, 0.9, "by hand")
    with ledger.writing() as writer:
        data = new.text.encode()
        writer.evidence(Evidence(ledger.evidence.put(data), len(data), "text/plain", new.url, START))
        writer.article(new)
        writer.reading(Reading(new.id, (told,), reader="by hand"))
        known = tuple(item.bearing for item in writer.now().bearings(QUESTION.id))
        writer.weighing(Weighing((QUESTION,), (*known, bearing)))


def _weigh_less(ledger: Ledger) -> None:
    """The last bearing is found to be none."""
    with ledger.writing() as writer:
        known = tuple(item.bearing for item in writer.now().bearings(QUESTION.id))
        writer.weighing(Weighing((QUESTION,), known[:-1]))


def _resolve(ledger: Ledger) -> None:
    """Who is who, found otherwise and nothing else written."""
    with ledger.at() as view:
        who, first = view.resolution(), _in_print(ledger)[0][0]
    one = Relation("en-brand", "en-ohm", RelationKind.SPEAKS_FOR, "found anew", first)
    with ledger.writing() as writer:
        writer.resolution(Resolution(who.entities, who.aliases, (one,)))


def _settle(ledger: Ledger) -> None:
    settle(ledger, QUESTION.id, "held", holds=True, by="Wen", because="seen")


def _reject(ledger: Ledger) -> None:
    correct(ledger, _in_print(ledger)[1][0], CorrectionKind.REJECT, by="Wen", because="misread")


def _split(ledger: Ledger) -> None:
    split(ledger, QUESTION.id, _in_print(ledger)[0][:1], by="Wen", because="another dam")


WRITES: tuple[Callable[[Ledger], object], ...] = (
    _add,
    _weigh_less,
    _resolve,
    _settle,
    lambda ledger: reopen(ledger, QUESTION.id),
    _reject,
    lambda ledger: restore(ledger, _in_print(ledger)[1][0]),
    lambda ledger: date(ledger, _in_print(ledger)[0][0], "2021-04-03", by="Wen", because="the print"),
    lambda ledger: undate(ledger, _in_print(ledger)[0][0]),
    lambda ledger: rename(ledger, QUESTION.id, "Did it break?", by="Wen", because="shorter"),
    _split,
    lambda ledger: unframe(ledger, QUESTION.id),
    lambda ledger: judge_names(ledger, "en-brand", "en-other", Verdict.SAME, by="Wen", because="one man"),
)


@settings(max_examples=2, deadline=None, phases=[Phase.generate])
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
        for write in order:
            with suppress(SaysoError):  # what can't be taken back yet changes nothing
                write(other)
            for path in PAGES:
                page = anew.get(path).text
                assert [client.get(path).text, client.get(path).text] == [page, page]


def test_what_was_found_is_given_again_until_something_is_written(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    def found() -> int:
        with ledger.at() as view:
            return remembered.find(view, "it", make, size=lambda _: 1)

    with build(tmp_path / "case") as ledger:
        remembered = Remembered()
        assert [found(), found()] == [0, 0]
        _settle(ledger)
        assert [found(), found()] == [1, 1]


def test_no_more_is_kept_than_was_asked_for(tmp_path: Path) -> None:
    made: list[str] = []

    def find(key: str, size: int) -> None:
        def make() -> str:
            made.append(key)
            return key

        with ledger.at() as view:
            assert remembered.find(view, key, make, size=lambda _: size) == key

    with build(tmp_path / "case") as ledger:
        remembered = Remembered(most=10)
        for key, size in (("a", 5), ("b", 4), ("a", 5), ("c", 3), ("a", 5), ("b", 4), ("d", 11), ("d", 11)):
            find(key, size)
    assert made == ["a", "b", "c", "b", "d", "d"]


def test_a_reader_of_an_older_state_is_told_of_that_state(tmp_path: Path) -> None:
    with build(tmp_path / "case") as ledger, ledger.at() as older:
        remembered = Remembered()
        assert remembered.find(older, "n", older.changed, size=lambda _: 1) == older.changed()
        _settle(ledger)
        with ledger.at() as newer:
            now = remembered.find(newer, "n", newer.changed, size=lambda _: 1)
            assert now == newer.changed() > older.changed()
        assert remembered.find(older, "n", older.changed, size=lambda _: 1) == older.changed()
