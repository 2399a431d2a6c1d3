"""Watchlists are dated facts: every version can be read again, and a settled hit stays settled."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sayso.ledger import Ledger
from sayso.terms.entity import EntityKind, Judgement, NameScore, Verdict
from sayso.terms.time import AsOf
from sayso.terms.watchlist import ChangeKind, Entry, Hit, ListChange, ListedName, Watchlist


def entry(name: str, *, born: str = "1971") -> Entry:
    return Entry(
        f"no-{name}", EntityKind.PERSON, (ListedName(name), ListedName("The Gull", weak=True)), (born,)
    )


MARCH = Watchlist("wanted", date(2031, 3, 1), "a" * 64, 2, "plain csv")
APRIL = Watchlist("wanted", date(2031, 4, 1), "b" * 64, 2, "plain csv")
OLD = (entry("Orla Venn"), entry("Tam Dray"))
NEW = (entry("Orla Venn", born="1972"), entry("Ister Moll"))
CHANGES = (
    ListChange("wanted", "no-Orla Venn", ChangeKind.CHANGED, APRIL.dated, "born", "1971", "1972"),
    ListChange("wanted", "no-Tam Dray", ChangeKind.REMOVED, APRIL.dated),
    ListChange("wanted", "no-Ister Moll", ChangeKind.ADDED, APRIL.dated),
)
HIT = Hit("O. Venn", MARCH.id, "no-Orla Venn", 0.9, NameScore("O. Venn", "Orla Venn", 0.9, (), (), "1"))


def load(ledger: Ledger) -> None:
    with ledger.writing() as writer:
        assert writer.watchlist(MARCH, OLD)
    with ledger.writing() as writer:
        assert writer.watchlist(APRIL, NEW, CHANGES)
        assert not writer.watchlist(MARCH, OLD)


def test_every_version_can_be_read_again(ledger: Ledger) -> None:
    load(ledger)
    view = ledger.at()
    assert view.watchlists("wanted") == (MARCH, APRIL)
    assert view.entries(MARCH.id) == OLD
    assert view.entries(APRIL.id) == NEW
    assert view.entry(APRIL.id, "no-Orla Venn") == NEW[0]
    assert view.list_changes(name="wanted") == CHANGES
    assert view.list_changes(entry="no-Tam Dray") == CHANGES[1:2]
    before = ledger.at(AsOf(recorded=datetime.now(UTC) - timedelta(days=1)))
    assert before.watchlists() == ()
    assert before.list_changes() == ()
    assert list(ledger.verify()) == []


def test_a_settled_hit_is_known_for_the_next_version_too(ledger: Ledger) -> None:
    load(ledger)
    now = datetime.now(UTC)
    rejected = Judgement(HIT.id, HIT.entry, Verdict.DIFFERENT, "ada", "another man", now)
    with ledger.writing() as writer:
        writer.hits([HIT])
        writer.judged(rejected)
    later = replace(HIT, watchlist=APRIL.id, score=0.8)
    assert later.id == HIT.id
    with ledger.writing() as writer:
        writer.hits([later, later])
    view = ledger.at()
    assert [(row.hit, row.verdict) for row in view.hits()] == [(later, Verdict.DIFFERENT)]
    assert view.settled_hits() == {HIT.id}
    with ledger.writing() as writer:
        writer.judged(replace(rejected, closed=now))
    assert ledger.at().settled_hits() == frozenset()
    assert [row.verdict for row in ledger.at().hits(entry=HIT.entry)] == [None]


def test_a_changed_entry_is_found_out(tmp_path: Path) -> None:
    with Ledger.create(tmp_path) as ledger:
        load(ledger)
    database = sqlite3.connect(tmp_path / "case.db")
    database.execute("DROP TRIGGER listed_update")
    with database:
        database.execute("UPDATE listed SET body = replace(body, '1972', '1973')")
    database.close()
    with Ledger.open(tmp_path) as ledger:
        assert next(ledger.verify()).item == f"Watchlist {APRIL.id}"
