"""A case keeps what is written, adds nothing twice, and shows nothing before its time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import BadField, CaseExists, NoCase, NotFound
from sayso.ledger import Ledger
from sayso.terms.article import Hyperlink
from sayso.terms.span import Span
from sayso.terms.statement import Reading
from sayso.terms.time import AsOf, Interval
from tests.ledger.made import DAY, FRIDAY, add, made, question, weighing, write


def test_what_is_written_comes_back_the_same(ledger: Ledger) -> None:
    item = made()
    add(ledger, item)
    view = ledger.at()
    assert view.article(item.article.id) == item.article
    assert view.reading(item.article.id) == item.reading
    assert list(view.readings()) == [(item.article, item.reading)]
    assert ledger.evidence.get(item.evidence.digest) == item.data
    assert [head.title for head in view.articles()] == [item.article.title]


def test_the_hyperlinks_of_an_article_come_back_and_are_sealed(ledger: Ledger) -> None:
    item = made()
    linked = replace(item.article, hyperlinks=(Hyperlink(Span(0, 3), "https://tern.example/a"),))
    add(ledger, replace(item, article=linked))
    assert ledger.at().article(linked.id) == linked
    assert list(ledger.verify()) == []


def test_a_second_add_adds_nothing(ledger: Ledger) -> None:
    item = made()
    add(ledger, item)
    before = ledger.at().counts()
    with ledger.writing() as writer:
        assert not write(writer, item)
        assert not writer.evidence(item.evidence)
    assert ledger.at().counts() == before


def test_a_case_is_made_once_and_must_be_there_to_open(tmp_path: Path) -> None:
    Ledger.create(tmp_path / "case").close()
    with pytest.raises(CaseExists, match="sayso add"):
        Ledger.create(tmp_path / "case")
    with pytest.raises(NoCase, match="sayso init"):
        Ledger.open(tmp_path / "other")


def test_a_closed_case_is_one_file_and_the_evidence(tmp_path: Path) -> None:
    folder = tmp_path / "a folder #1 of 100%?"
    with Ledger.create(folder) as ledger:
        add(ledger, made())
    assert sorted(path.name for path in folder.iterdir()) == [
        ".case.lock",
        "case.db",
        "case.seal",
        "evidence",
    ]
    with Ledger.open(folder) as again:
        assert again.at().counts().articles == 1


def test_a_case_in_postgresql_is_made_once_and_opened_again(tmp_path: Path, new_address: str) -> None:
    with pytest.raises(NoCase):
        Ledger.open(tmp_path / "case", database=new_address)
    with Ledger.create(tmp_path / "case", database=new_address) as ledger:
        add(ledger, made())
    with pytest.raises(CaseExists):
        Ledger.create(tmp_path / "case", database=new_address)
    with Ledger.open(tmp_path / "case", database=new_address) as again:
        assert again.at().counts().articles == 1
        assert list(again.verify()) == []


def test_a_failed_unit_of_work_leaves_nothing(ledger: Ledger) -> None:
    item = made()
    ledger.evidence.put(item.data)

    def cut_short() -> None:
        with ledger.writing() as writer:
            write(writer, item)
            writer.flush()
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        cut_short()
    assert ledger.at().counts().articles == 0


def test_nothing_shows_before_it_was_published_or_recorded(ledger: Ledger) -> None:
    early, late = made(1, outlet="Lantern"), made(2, outlet="Gull", out=FRIDAY + 2 * DAY)
    add(ledger, early, recorded=FRIDAY + 10 * DAY)
    add(ledger, late, recorded=FRIDAY + 20 * DAY)
    with ledger.writing() as writer:
        writer.weighing(weighing([early, late]))
    asked = question().id
    for as_of in (AsOf(published=FRIDAY + DAY), AsOf(recorded=FRIDAY + 15 * DAY)):
        view = ledger.at(as_of)
        assert [head.id for head in view.articles()] == [early.article.id]
        assert [borne.article.id for borne in view.bearings(asked)] == [early.article.id]
        assert [said.article.id for said in view.statements(question=asked)] == [early.article.id]
        assert [stance.article for stance in view.stances(asked)] == [early.article.id]
        assert [hit.article.id for hit in view.search("harbour").articles] == [early.article.id]
        assert view.question(asked).articles == 1
        assert [row.articles for row in view.sources()] == [1]
        with pytest.raises(NotFound, match="as of that moment"):
            view.article(late.article.id)
    assert ledger.at(AsOf(published=FRIDAY - DAY)).questions() == ()
    assert ledger.at().question(asked).articles == 2


def test_about_keeps_what_is_said_of_that_time(ledger: Ledger) -> None:
    add(ledger, made())
    view = ledger.at(AsOf(about=Interval(FRIDAY, FRIDAY + DAY)))
    assert view.statements() == ()  # the made statement names no event time


def test_a_new_reading_replaces_the_old_and_keeps_bearings_of_what_stays(ledger: Ledger) -> None:
    item = made()
    add(ledger, item)
    with ledger.writing() as writer:
        writer.weighing(weighing([item]))
        writer.reading(Reading(item.article.id, item.reading.statements, (), reader="newer"))
    view = ledger.at()
    reading = view.reading(item.article.id)
    assert reading is not None
    assert (reading.reader, reading.own_voice) == ("newer", ())
    assert len(view.bearings(question().id)) == 1


def test_a_statement_read_anew_keeps_its_bearings_and_is_found_by_its_new_words(ledger: Ledger) -> None:
    item = made()
    said, rain = item.reading.statements[0], item.reading.own_voice[0]
    add(ledger, item)
    with ledger.writing() as writer:
        writer.weighing(weighing([item]))
    link = replace(said.chain[0], name="two pilots")
    newer = replace(said, chain=(link,), confidence=0.5)
    with ledger.writing() as writer:
        writer.reading(replace(item.reading, statements=(newer, rain), own_voice=()))
    view = ledger.at()
    assert [row.statement for row in view.bearings(question().id)] == [newer]
    assert [hit.said.statement for hit in view.search("pilots").statements] == [newer]
    assert [hit.said.statement for hit in view.search("rain").statements] == [rain]
    assert [row.name for row in view.sources()] == ["two pilots"]
    assert view.search("officials").statements == ()
    assert list(ledger.verify()) == []


def test_a_weighing_of_the_whole_case_drops_questions_that_are_gone(ledger: Ledger) -> None:
    item = made()
    add(ledger, item)
    for name in ("pilot", "harbour"):
        with ledger.writing() as writer:
            writer.weighing(weighing([item], question(name)))
    assert [row.question for row in ledger.at().questions()] == [question("harbour")]
    with ledger.writing() as writer:
        writer.weighing(weighing([item], question("pilot")), whole=False)
    assert {row.question.id for row in ledger.at().questions()} == {
        question("harbour").id,
        question("pilot").id,
    }


def test_an_article_needs_its_evidence_and_a_reading_its_article(ledger: Ledger) -> None:
    item = made()
    with pytest.raises(NotFound, match="Put its bytes"), ledger.writing() as writer:
        writer.evidence(item.evidence)
    with pytest.raises(NotFound, match="Write the evidence"), ledger.writing() as writer:
        writer.article(item.article)
    with pytest.raises(NotFound, match="Write the article"), ledger.writing() as writer:
        writer.reading(item.reading)


@pytest.mark.parametrize("what", ["a \ud800 half", "a \x00 nul"])
def test_text_that_no_database_can_hold_is_refused_by_name(ledger: Ledger, what: str) -> None:
    item = made()
    ledger.evidence.put(item.data)
    broken = replace(item.article, text=what)
    with ledger.writing() as writer:
        writer.evidence(item.evidence)
        with pytest.raises(BadField, match="the text of"):
            writer.article(broken)


def test_refusals_are_set_aside_once_and_closed_when_the_item_comes_in(ledger: Ledger) -> None:
    for _ in range(2):
        with ledger.writing() as writer:
            writer.refusal("notes.pdf", "it is a PDF", "Convert it to text.")
    assert [row.item for row in ledger.at().refusals()] == ["notes.pdf"]
    with ledger.writing() as writer:
        writer.admitted("notes.pdf")
    assert ledger.at().refusals() == ()
    assert len(ledger.at().refusals(closed=True)) == 1


def test_a_view_in_a_with_block_stands_still(ledger: Ledger) -> None:
    add(ledger, made(1))
    with ledger.at() as view:
        assert view.counts().articles == 1
        add(ledger, made(2))
        assert view.counts().articles == 1
    assert ledger.at().counts().articles == 2


def test_recorded_time_never_runs_backwards(ledger: Ledger) -> None:
    add(ledger, made(1), recorded=FRIDAY + 1000 * DAY)
    item = made(2)
    add(ledger, item)
    assert ledger.at().recorded(item.article.id) >= FRIDAY + 1000 * DAY
