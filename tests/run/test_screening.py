"""Versions of a watchlist in a case: in order, whole or not at all, and the case's names compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sayso.desk.entity import entity_page
from sayso.desk.judge import judge_hit, unjudge_hit
from sayso.desk.watchlists import hits_page, moved, watchlist_page, watchlists_page
from sayso.errors import BadField, BadWatchlist, NotFound
from sayso.ledger.ledger import Ledger
from sayso.resolve.dossier import in_force
from sayso.run.screening import import_list, screen_case
from sayso.terms.entity import Alias, Entity, EntityKind, Verdict
from sayso.terms.time import AsOf
from sayso.terms.watchlist import ChangeKind
from tests.desk.case import build

HEAD = "id,name,kind,born,rewards\n"
FIRST, SECOND = date(2021, 4, 1), date(2021, 4, 9)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with build(tmp_path / "case") as ledger:
        yield ledger


def take(ledger: Ledger, folder: Path, rows: str, day: date, *, name: str = "guard") -> None:
    path = folder / "guard.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    import_list(ledger, path, name=name, dated=day)


def test_what_a_version_changes_is_kept_with_its_day(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, tmp_path, "1,Ivo Brandt,person,,\n2,Mara Ketz,person,,\n", FIRST)
    take(ledger, tmp_path, "1,Ivo Brandt,person,1970,\n3,Oren Vell,person,,USD 500 for news\n", SECOND)
    with ledger.at() as view:
        page = watchlist_page(view, "guard")
        (now, before) = page.versions
        listed = watchlists_page(view)
    assert now.in_force
    assert not before.in_force
    assert now.changes == dict.fromkeys(ChangeKind, 1)
    assert {(change.kind, change.entry, change.dated) for change in page.changes} == {
        (ChangeKind.ADDED, "3", SECOND), (ChangeKind.REMOVED, "2", SECOND), (ChangeKind.CHANGED, "1", SECOND),
    }  # fmt: skip
    assert page.names["2"] == "Mara Ketz"
    assert {row.watchlist.name for row in listed.versions} == {"guard", "wanted"}


def test_a_version_of_a_later_day_was_not_known_before(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, tmp_path, "1,Ivo Brandt,person,,\n", FIRST)
    take(ledger, tmp_path, "1,Ivo Brandt,person,1970,\n3,Oren Vell,person,,\n", SECOND)
    screen_case(ledger, on=SECOND)
    between = AsOf(published=datetime(2021, 4, 5, tzinfo=UTC))
    with ledger.at(between) as view:
        page = watchlist_page(view, "guard")
        (listed,) = (row for row in watchlists_page(view).versions if row.watchlist.name == "guard")
    assert [row.watchlist.dated for row in page.versions] == [FIRST]
    assert (page.changes, page.found) == ((), 0)
    assert listed.in_force
    with ledger.at(AsOf(published=datetime(2021, 3, 1, tzinfo=UTC))) as view, pytest.raises(NotFound):
        watchlist_page(view, "guard")


def test_a_broken_version_leaves_the_one_before_in_force(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, tmp_path, "".join(f"{n},Name {n},person,,\n" for n in range(30)), FIRST)
    for rows, reason in (
        ("1,Ivo Brandt", "line 2"),
        ("1,Ivo Brandt,person,,\n", "had 30"),
        ("1,A,person,,\n1,B,person,,\n", "twice"),
    ):
        with pytest.raises(BadWatchlist, match=reason):
            take(ledger, tmp_path, rows, SECOND)
    with pytest.raises(BadWatchlist, match="in force"):
        take(ledger, tmp_path, "1,Ivo Brandt,person,,\n" * 1, date(2021, 3, 1))
    with ledger.at() as view:
        (only,) = (each for each in in_force(view.watchlists(), on=SECOND) if each.name == "guard")
    assert (only.dated, only.entries) == (FIRST, 30)


def test_another_list_under_the_name_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, tmp_path, "1,Ivo Brandt,person,,\n2,Mara Ketz,person,,\n", FIRST)
    other = tmp_path / "other.json"
    for id_, refused in (("v-9", True), ("1", False)):  # the same list in another form has its entries
        other.write_text(json.dumps({"id": id_, "schema": "Person", "properties": {"name": ["Ivo Brandt"]}}))
        if refused:
            with pytest.raises(BadWatchlist, match="none of its entries"):
                import_list(ledger, other, name="guard", dated=SECOND)
        else:
            assert import_list(ledger, other, name="guard", dated=SECOND).new


def test_the_same_version_again_adds_nothing(ledger: Ledger, tmp_path: Path) -> None:
    rows = "1,Ivo Brandt,person,,\n"
    take(ledger, tmp_path, rows, FIRST)
    take(ledger, tmp_path, rows, FIRST)
    with ledger.at() as view:
        assert len(view.watchlists("guard")) == 1


def test_a_judged_hit_is_not_asked_again_by_a_later_version(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, tmp_path, "1,Ivo Brandt,person,,\n", FIRST)
    assert screen_case(ledger, on=SECOND) >= 1
    with ledger.at() as view:
        (mine,) = (row for row in hits_page(view).hits if row.watchlist.name == "guard")
    judge_hit(ledger, mine.hit.id, Verdict.DIFFERENT, by="Ada")
    take(ledger, tmp_path, "1,Ivo Brandt,person,1970,\n", SECOND)
    screen_case(ledger, on=SECOND)
    with ledger.at() as view:
        assert not [row for row in hits_page(view).hits if row.watchlist.name == "guard"]
        (said,) = hits_page(view, judged=True).hits
    assert said.watchlist.dated == SECOND
    assert said.judgement is not None
    assert said.judgement.by == "Ada"


def test_hits_on_a_list_that_is_not_in_force_do_not_wait(ledger: Ledger, tmp_path: Path) -> None:
    take(ledger, tmp_path, "1,Ivo Brandt,person,,\n", FIRST)
    screen_case(ledger, on=SECOND)
    take(ledger, tmp_path, "2,Mara Ketz,person,,\n", SECOND)
    with ledger.at() as view:
        assert not [row for row in hits_page(view).hits if row.watchlist.name == "guard"]


def test_that_one_man_is_listed_makes_no_other_of_his_name_so(ledger: Ledger, tmp_path: Path) -> None:
    """Two go by Ivo Brand. A person says which of them is the listed one, and of the other it is asked."""
    with ledger.writing() as writer:
        who = ledger.at().resolution()
        other = Entity("en-baker", EntityKind.PERSON, "Ivo Brand")
        more = Alias("Ivo Brand", other.id, who.aliases[0].origin)
        writer.resolution(replace(who, entities=(*who.entities, other), aliases=(*who.aliases, more)))
    take(ledger, tmp_path, "1,Ivo Brand,person,,\n", FIRST)
    screen_case(ledger, on=SECOND)

    def waits() -> list[set[str]]:
        with ledger.at() as view:
            rows = [row for row in hits_page(view).hits if row.hit.query == "Ivo Brand"]
        return [{each.id for each in row.entities} for row in rows if row.watchlist.name == "guard"]

    def stands(entity: str) -> list[bool | None]:
        with ledger.at() as view:
            listings = entity_page(view, entity).dossier.listings
        return [each.confirmed for each in listings if each.watchlist.name == "guard"]

    with ledger.at() as view:
        hit = next(it.hit.id for it in view.hits() if it.hit.query == "Ivo Brand" and it.hit.entry == "1")
    assert waits() == [{"en-brand", "en-baker"}]
    with pytest.raises(BadField, match="2 go by this name"):
        judge_hit(ledger, hit, Verdict.SAME, by="Ada")
    with pytest.raises(NotFound):
        judge_hit(ledger, hit, Verdict.SAME, by="Ada", of=["en-ohm"])
    judge_hit(ledger, hit, Verdict.SAME, by="Ada", of=["en-brand"])
    assert (stands("en-brand"), stands("en-baker"), waits()) == ([True], [None], [{"en-baker"}])
    judge_hit(ledger, hit, Verdict.DIFFERENT, by="Ada")
    assert (stands("en-brand"), stands("en-baker"), waits()) == ([True], [False], [])
    with ledger.at() as view:
        rows = [row for row in hits_page(view, judged=True).hits if row.watchlist.name == "guard"]
    assert [[each.id for each in row.entities] for row in rows] == [["en-baker"], ["en-brand"]]
    assert unjudge_hit(ledger, hit, of=["en-brand"]) == 1
    assert (stands("en-brand"), stands("en-baker")) == ([None], [False])


def test_a_changed_field_is_told_by_what_came_and_went(ledger: Ledger, tmp_path: Path) -> None:
    head = "id,name,aliases,rewards\n"
    for day, row in (
        (FIRST, "1,Ivo Brandt,I. Brandt;Iwo Brandt,USD 5000 for news\n"),
        (SECOND, "1,Ivo Brandt,I. Brandt;Abu Nour,USD 7000 for news\n"),
    ):
        path = tmp_path / "guard.csv"
        path.write_text(head + row, encoding="utf-8")
        import_list(ledger, path, name="guard", dated=day)
    with ledger.at() as view:
        found = {change.field: moved(change) for change in watchlist_page(view, "guard").changes}
    assert found["names"] == (("Iwo Brandt",), ("Abu Nour",))
    assert found["rewards"] == (("USD 5,000 for news",), ("USD 7,000 for news",))
