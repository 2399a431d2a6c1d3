"""Weighing what is new gives what weighing everything gives, in whatever order articles come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.read.version import NAME, VERSION
from sayso.run import weighing
from sayso.run.weighing import weigh_again, weigh_new
from sayso.terms.article import Article, Evidence
from sayso.terms.identity import digest_of
from sayso.terms.statement import Correction, CorrectionKind, Reading, Statement
from sayso.weigh.bearing.statements import Opened, open_article
from tests.weigh.test_case import BRIDGE, FIRE

Pair = tuple[Article, Reading]
NOW = datetime(2031, 4, 1, tzinfo=UTC)
STORY = " ".join(
    f"The ferry Anselma burned at pier {n} of Brack while crews {n} times tried to board." for n in range(9)
)


def store(ledger: Ledger, pairs: Sequence[Pair]) -> None:
    for article, reading in pairs:
        data = article.text.encode()
        ledger.evidence.put(data)
        with ledger.writing() as writer:
            writer.evidence(Evidence(digest_of(data), len(data), "text/plain", article.id, NOW))
            writer.article(replace(article, evidence=digest_of(data)))
            writer.reading(reading)


def state(ledger: Ledger) -> object:
    """All that weighing left, with ids of questions and answers replaced by their words."""
    with ledger.at() as view:
        asked = {each.question.id: each for each in view.questions()}
        words = {a.id: a.label for each in asked.values() for a in each.question.answers}
        names = {key: each.question.asks for key, each in asked.items()}
        bearings = sorted(
            (names[b.question], b.statement, words[b.answer], b.polarity, b.hedge, b.confidence)
            for b in (borne.bearing for borne in view.bearings())
        )
        stances = sorted((s.article, names[s.question], s.stance) for s in view.stances())
        statuses = sorted(
            (each.question.asks, each.status.kind, *(len(a.affirming) for a in each.status.answers))
            for each in asked.values()
            if each.status
        )
        copies = [(c.article, c.original, c.kind) for c in view.copies()]
        who = sorted((a.origin, a.name, a.entity) for a in view.resolution().aliases)
        return bearings, stances, statuses, copies, who


def reject(ledger: Ledger, statements: Sequence[Statement]) -> list[Correction]:
    made = [Correction(said.id, CorrectionKind.REJECT, "ada", "misread", NOW) for said in statements]
    with ledger.writing() as writer:
        for correction in made:
            writer.judged(correction)
    return made


def sealed(ledger: Ledger) -> bool:
    """Whether what was weighed is what was sealed."""
    return not [problem for problem in ledger.verify() if problem.item.startswith("What was weighed")]


CASE = [
    *FIRE,
    *BRIDGE,
    (replace(FIRE[0][0], id="Y", title="Anselma", text=STORY), Reading("Y", ())),
    (replace(FIRE[1][0], id="Z", title="Anselma again", text=STORY[: len(STORY) // 2]), Reading("Z", ())),
]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> object:
    with Ledger.create(tmp_path_factory.mktemp("whole") / "case") as ledger:
        store(ledger, CASE)
        assert weigh_new(ledger) == len(CASE)
        found = state(ledger)
        assert found[0]  # type: ignore[index]
        assert found[3]  # type: ignore[index]
        return found


@pytest.mark.parametrize("seed", range(4))
def test_one_after_the_other_in_any_order_is_all_at_once(tmp_path: Path, whole: object, seed: int) -> None:
    orders = list(permutations(range(len(CASE))))
    order = orders[seed * 1237 % len(orders)]
    with Ledger.create(tmp_path / "case") as ledger:
        for index in order:
            store(ledger, [CASE[index]])
            assert weigh_new(ledger) == 1
            assert ledger.at().is_weighed()
        assert state(ledger) == whole
        weigh_again(ledger)
        assert state(ledger) == whole
        assert sealed(ledger)


def test_only_touched_events_are_weighed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.create(tmp_path / "case") as ledger:
        store(ledger, [*FIRE, BRIDGE[0]])
        weigh_new(ledger)
        looked: list[str] = []

        def look(article: Article, reading: Reading) -> Opened:
            looked.append(article.id)
            return open_article(article, reading)

        monkeypatch.setattr("sayso.weigh.case.open_article", look)
        store(ledger, [BRIDGE[1]])
        weigh_new(ledger)
        assert sorted(looked) == ["D", "E"]
        assert any("12 or 15" in each.question.asks for each in ledger.at().questions())


def test_the_same_reading_again_weighs_nothing(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "case") as ledger:
        store(ledger, FIRE)
        weigh_new(ledger)
        store(ledger, FIRE)
        assert weigh_new(ledger) == 0


def test_what_an_older_reader_read_is_read_anew_some_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "_TOGETHER", 2)
    older = [(article, replace(reading, statements=(), reader=f"{NAME}-older")) for article, reading in FIRE]
    with Ledger.create(tmp_path / "case") as ledger:
        store(ledger, older)
        assert len(ledger.at().outdated(VERSION)) == len(FIRE)
        weigh_new(ledger)
        assert len(ledger.at().outdated(VERSION)) == len(FIRE) - 2
        weigh_again(ledger)
        assert ledger.at().outdated(VERSION) == ()
        assert {reading.reader for _, reading in ledger.at().readings()} == {VERSION}
        assert all(reading.statements for _, reading in ledger.at().readings())


def test_a_correction_is_weighed_and_taken_back(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "case") as ledger:
        store(ledger, FIRE)
        weigh_new(ledger)
        before = state(ledger)
        made = reject(ledger, FIRE[2][1].statements)
        assert weigh_new(ledger) == 1
        assert not ledger.at().questions()
        with ledger.writing() as writer:
            for correction in made:
                writer.judged(replace(correction, closed=NOW + timedelta(hours=1)))
        weigh_new(ledger)
        assert state(ledger) == before


def test_a_large_case_takes_new_names_in_without_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "_SMALL", 0)
    monkeypatch.setattr(weighing, "_GROWN", 9.0)
    with Ledger.create(tmp_path / "case") as ledger:
        store(ledger, [FIRE[0], *BRIDGE])
        weigh_new(ledger)
        known = ledger.at().resolved()
        store(ledger, FIRE[1:])
        weigh_new(ledger)
        assert ledger.at().resolved() == known  # not found from the whole case again
        named = {(a.origin, a.name) for a in ledger.at().resolution().aliases}
        assert ("C", "Ila Marsh") in named or ("C", "his family") in named
        assert sealed(ledger)
        weigh_again(ledger)
        assert ledger.at().resolved() != known
