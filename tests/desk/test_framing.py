"""Questions opened, renamed, merged and split by persons: kept as judgements, taken back exactly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.desk.cards import board
from sayso.desk.framing import ask, merge, rename, split, unframe
from sayso.desk.question import question_page
from sayso.desk.serial import to_json
from sayso.errors import BadField, NotFound
from sayso.ledger import Ledger
from sayso.run.weighing import weigh_again, weigh_new
from sayso.terms.framing import FramingKind
from sayso.terms.time import AsOf
from tests.run.test_weighing import reject, store
from tests.weigh.test_case import BRIDGE, FIRE

WHO = {"by": "ada", "because": "it is clearer so"}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.create(tmp_path / "case") as ledger:
        store(ledger, [*FIRE, *BRIDGE])
        weigh_new(ledger)
        yield ledger


def asks(ledger: Ledger, as_of: AsOf | None = None) -> dict[str, str]:
    return {each.question.asks: each.question.id for each in ledger.at(as_of or AsOf()).questions()}


def shown(ledger: Ledger, as_of: AsOf | None = None) -> bytes:
    view = ledger.at(as_of or AsOf())
    pages = [question_page(view, each.question.id) for each in view.questions()]
    return to_json([board(view), *pages]) + to_json(view.stances())


def fire(ledger: Ledger) -> str:
    return next(name for words, name in asks(ledger).items() if "Teo Marsh" in words)


def test_a_question_is_renamed_and_taken_back(ledger: Ledger) -> None:
    before, name = shown(ledger), fire(ledger)
    moment = datetime.now(UTC)
    rename(ledger, name, "Did the captain of the Anselma die?", **WHO)
    assert asks(ledger)["Did the captain of the Anselma die?"] == name
    assert board(ledger.at()).cards
    then = AsOf(recorded=moment)
    assert "Did the captain of the Anselma die?" not in asks(ledger, then)
    weigh_again(ledger)
    assert "Did the captain of the Anselma die?" in asks(ledger)
    unframe(ledger, name, FramingKind.RENAME)
    assert shown(ledger) == before


def test_two_questions_are_merged_and_taken_back(ledger: Ledger) -> None:
    before, name = shown(ledger), fire(ledger)
    other = next(each for each in asks(ledger).values() if each != name)
    merge(ledger, other, name, **WHO)
    assert set(asks(ledger).values()) == {name}
    page = question_page(ledger.at(), name)
    assert {line.statement.article.id for line in page.lines} >= {"A", "D", "E"}
    assert any("12" in view.answer.label for view in page.answers)
    assert board(ledger.at()).cards[0].articles == page.articles
    with pytest.raises(NotFound):
        ledger.at().question(other)
    weigh_again(ledger)
    assert set(asks(ledger).values()) == {name}
    unframe(ledger, other)
    assert shown(ledger) == before


def test_a_question_is_split_and_taken_back(ledger: Ledger) -> None:
    before, name = shown(ledger), fire(ledger)
    made = split(ledger, name, ["C"], words="Is Teo Marsh alive?", **WHO)
    assert {line.statement.article.id for line in question_page(ledger.at(), made.into).lines} == {"C"}
    assert {line.statement.article.id for line in question_page(ledger.at(), name).lines} == {"A", "B"}
    rename(ledger, made.into, "Does Teo Marsh live?", **WHO)
    assert asks(ledger)["Does Teo Marsh live?"] == made.into
    unframe(ledger, made.into, FramingKind.RENAME)
    unframe(ledger, made.into, FramingKind.SPLIT)
    assert shown(ledger) == before


def test_a_question_is_opened_and_taken_back(ledger: Ledger) -> None:
    before = shown(ledger)
    moment = datetime.now(UTC)
    answers = ["the ferry captain was killed in the fire at Brack"]
    made = ask(ledger, "Was there a fire at Brack?", answers, about="A", kind="general", **WHO)
    assert not ledger.at().is_weighed()
    weigh_new(ledger)
    page = question_page(ledger.at(), made.id)
    assert page.statements
    assert made.id not in asks(ledger, AsOf(recorded=moment)).values()
    weigh_again(ledger)
    assert made.id in asks(ledger).values()
    unframe(ledger, made.id, FramingKind.OPEN)
    assert made.id not in asks(ledger).values()
    weigh_new(ledger)
    assert shown(ledger) == before
    assert [p for p in ledger.verify() if p.item.startswith(("What was weighed", "Framing"))] == []


def test_a_renamed_question_is_asked_on_when_nothing_contests_it_any_more(ledger: Ledger) -> None:
    name = fire(ledger)
    rename(ledger, name, "What became of the captain?", **WHO)

    reject(ledger, FIRE[2][1].statements)
    weigh_new(ledger)
    assert asks(ledger)["What became of the captain?"] == name


def test_what_cannot_be_done_is_said(ledger: Ledger) -> None:
    name = fire(ledger)
    with pytest.raises(BadField, match="itself"):
        merge(ledger, name, name, **WHO)
    with pytest.raises(NotFound):
        merge(ledger, name, "qu-none", **WHO)
    with pytest.raises(BadField):
        split(ledger, name, ["A", "B", "C"], **WHO)
    with pytest.raises(NotFound):
        split(ledger, name, ["D"], **WHO)
    with pytest.raises(BadField):
        rename(ledger, name, " ", **WHO)
    with pytest.raises(BadField, match="kind"):
        ask(ledger, "Was it?", ["yes"], about="A", kind="nonsense", **WHO)
    with pytest.raises(BadField):
        rename(ledger, name, "Well?", by="", because="")
    with pytest.raises(NotFound):
        unframe(ledger, name)
