import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sayso.desk.article import article_page
from sayso.desk.cards import board
from sayso.desk.entity import entities_page, entity_page
from sayso.desk.judge import part, unjudge_names
from sayso.desk.outlet import articles_page, outlets_page
from sayso.desk.question import question_page
from sayso.desk.refusals import refusals_page
from sayso.desk.search import search_page
from sayso.desk.serial import to_json
from sayso.desk.source import source_page, sources_page
from sayso.desk.steps import history
from sayso.errors import NotFound
from sayso.ledger.ledger import Ledger
from sayso.run.weighing import resolve
from sayso.terms.article import Evidence
from sayso.terms.entity import Alias, Entity, EntityKind
from sayso.terms.question import StatusKind
from sayso.terms.span import Span
from sayso.terms.statement import Mention, Polarity, Reading
from sayso.terms.time import AsOf
from tests.desk.case import QUESTION, START, article, build


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with build(tmp_path_factory.mktemp("desk") / "case") as ledger:
        yield ledger


def early() -> AsOf:
    return AsOf(published=START + timedelta(hours=10))


def test_three_outlets_are_one_root(ledger: Ledger) -> None:
    card = board(ledger.at(early())).cards[0]
    assert (card.outlets, card.articles, card.roots) == (3, 3, 1)
    assert card.kind is StatusKind.SINGLE_ROOT
    page = question_page(ledger.at(early()), QUESTION.id)
    (root,) = page.answers[0].affirming
    assert [fold.outlet for fold in root.outlets] == ["Vale Wire", "Orle Post", "Low Mail"]
    assert root.outlets[1].paths[0][-1] == "Petra Ohm"
    assert page.answers[1].affirming == ()


def test_the_denial_makes_it_contested_and_not_before(ledger: Ledger) -> None:
    now = question_page(ledger.at(), QUESTION.id)
    assert now.status.kind is StatusKind.CONTESTED
    assert [on.root.name for on in now.answers[0].denying] == ["Ivo Brand"]
    assert question_page(ledger.at(early()), QUESTION.id).status.kind is StatusKind.SINGLE_ROOT
    row = next(row for row in now.matrix if row.root.name == "Ivo Brand")
    assert [cell.polarity for cell in row.cells] == [Polarity.DENIES, Polarity.AFFIRMS]


def test_the_history_tells_it_in_order(ledger: Ledger) -> None:
    steps = history(ledger.at(), QUESTION.id).steps
    assert [step.kind for step in steps] == [*[StatusKind.SINGLE_ROOT] * 3, StatusKind.CONTESTED]
    assert any("Ivo Brand" in words for words in steps[-1].words)
    assert history(ledger.at(early()), QUESTION.id).steps == steps[:3]


def test_the_board_and_the_question_agree_at_every_step(ledger: Ledger) -> None:
    for step in history(ledger.at(), QUESTION.id).steps:
        view = ledger.at(AsOf(published=step.moment))
        assert board(view).cards[0].kind is question_page(view, QUESTION.id).status.kind is step.kind


def test_nothing_known_yet_is_not_found(ledger: Ledger) -> None:
    with pytest.raises(NotFound):
        question_page(ledger.at(AsOf(published=START - timedelta(days=1))), QUESTION.id)
    with pytest.raises(NotFound):
        question_page(ledger.at(), "qu-none")


def test_an_articles_segments_are_its_text(ledger: Ledger) -> None:
    for head in articles_page(ledger.at()).articles:
        page = article_page(ledger.at(), head.id)
        text = "".join(s.text for p in page.paragraphs for s in p.segments)
        assert "".join(text.split()) == "".join(page.article.text.split())
        for each in page.statements:
            marked = {s.text for p in page.paragraphs for s in p.segments if each.line.id in s.statements}
            assert all(piece in page.article.text for piece in marked)
            assert marked


def test_an_article_names_its_copies_and_what_it_bears_on(ledger: Ledger) -> None:
    first = articles_page(ledger.at(), outlet="Low Mail").articles[0]
    page = article_page(ledger.at(), first.id)
    assert [head.outlet for head, _ in page.copy_of] == ["Vale Wire"]
    assert page.statements[0].bears_on[0].question.id == QUESTION.id


def test_lists_and_search(ledger: Ledger) -> None:
    view = ledger.at()
    names = [source.name for source in sources_page(view).sources]
    assert "Petra Ohm" in names
    assert [s.name for s in sources_page(view, words="petra").sources] == ["Petra Ohm"]
    page = source_page(view, sources_page(view, words="petra").sources[0].id)
    assert page.found == 3
    assert [each.line.article.outlet for each in page.said] == ["Vale Wire", "Orle Post", "Low Mail"]
    assert {row.name for row in outlets_page(view).outlets} >= {"Vale Wire", "Orle Post", "Low Mail"}
    assert search_page(view, "warden").articles
    assert search_page(view, "  ").articles == ()
    assert len(refusals_page(view).refusals) == 1
    assert board(view, words="dam").found == 1
    assert board(view, words="volcano").found == 0
    assert board(view, only=StatusKind.REFUTED).found == 0


def test_who_is_who(ledger: Ledger) -> None:
    view = ledger.at()
    rows = entities_page(view).entities
    assert [(row.entity.name, row.articles) for row in rows] == [
        ("Petra Ohm", 2),
        ("I. Brand", 1),
        ("Ivo Brand", 1),
    ]
    assert entities_page(view, words="warden").entities[0].entity.id == "en-ohm"
    page = entity_page(view, "en-brand")
    assert [proposal.left for proposal in page.proposals] == ["en-brand"]
    assert [page.heads[page.places[each.right]].outlet for each in page.proposals] == ["Vale Wire"]
    assert page.others["en-ohm"].name == "Petra Ohm"
    assert [question.id for question in page.questions] == [QUESTION.id]
    assert any(each.by and each.line.cue == "denied" for each in page.lines)
    with pytest.raises(NotFound):
        entity_page(ledger.at(early()), "en-brand")
    assert len(entity_page(ledger.at(early()), "en-ohm").lines) == 2


def test_articles_that_only_speak_of_a_name_are_told_apart(tmp_path: Path) -> None:
    """An article that names Ivo Brand and quotes nobody is in his dossier, which says that nobody judged."""
    more = article("Orle Post", "Brand seen", "Ivo Brand was seen at the dam.", hours=30)
    mention = Mention(Span(0, 9), "Ivo Brand", "person", "Ivo Brand", 0)
    with build(tmp_path / "case") as ledger:
        with ledger.writing() as writer:
            data = more.text.encode()
            digest = ledger.evidence.put(data)
            writer.evidence(Evidence(digest, len(data), "text/plain", more.url, START))
            writer.article(more)
            writer.reading(Reading(more.id, (), mentions=(mention,), reader="by hand"))
            who = ledger.at().resolution()
            seen = Entity("en-seen", EntityKind.PERSON, "Ivo Brand")
            spoken = Alias("Ivo Brand", seen.id, more.id, spoken=True)
            writer.resolution(replace(who, entities=(*who.entities, seen), aliases=(*who.aliases, spoken)))
        page = entity_page(ledger.at(), "en-brand")
        assert more.id in {key for use in page.dossier.names for key in use.articles}
        assert page.dossier.first_since == START + timedelta(hours=30)
        assert any("1 more article speaks" in words for words in page.dossier.missing)
        with ledger.writing() as writer:  # the one of the other article says something elsewhere
            who = ledger.at().resolution()
            quoted = Alias("I. Brand", seen.id, next(a.origin for a in who.aliases if a.entity == "en-other"))
            writer.resolution(replace(who, aliases=(*who.aliases, quoted)))
        page = entity_page(ledger.at(), "en-brand")
    assert more.id not in {key for use in page.dossier.names for key in use.articles}
    assert not page.dossier.missing


def test_somebody_who_is_only_spoken_of_has_a_page(tmp_path: Path) -> None:
    """Nobody quotes Tamsin Orde; she is named, so she has a dossier with where each name comes from."""
    texts = ("Police seek Tamsin Orde. Rolf Haines was seen with her.", "Tamsin Orde is sought.")
    more = [
        article("Orle Post", f"Sought {hour}", text, hours=hour)
        for hour, text in zip((30, 40), texts, strict=True)
    ]
    with build(tmp_path / "case") as ledger:
        with ledger.writing() as writer:
            for each in more:
                data = each.text.encode()
                writer.evidence(Evidence(ledger.evidence.put(data), len(data), "text/plain", each.url, START))
                writer.article(each)
                at = each.text.index("Tamsin")
                named = Mention(Span(at, at + 11), "Tamsin Orde", "person", "Tamsin Orde", 0)
                writer.reading(Reading(each.id, (), mentions=(named,), reader="by hand"))
        resolve(ledger)
        with ledger.at() as view:
            row = next(each for each in entities_page(view, words="tamsin").entities)
            page = entity_page(view, row.entity.id)
    assert {key for use in page.dossier.names for key in use.articles} == {each.id for each in more}
    assert page.dossier.first_since == START + timedelta(hours=30)
    assert page.dossier.last_seen == START + timedelta(hours=40)
    # Nothing but the name is shared, so they were not joined: it is said, and asked.
    assert len(page.proposals) == 1
    assert not page.pieces
    assert any("1 more article speaks" in words for words in page.dossier.missing)


def test_who_is_only_described_is_not_in_the_list(ledger: Ledger) -> None:
    with ledger.at() as view:
        page, every = entities_page(view), entities_page(view, everybody=True)
    assert every.found == page.found + page.described


def test_every_context_becomes_json(ledger: Ledger) -> None:
    view = ledger.at()
    article = articles_page(view).articles[0].id
    for context in (
        board(view),
        question_page(view, QUESTION.id),
        history(view, QUESTION.id),
        article_page(view, article),
        sources_page(view),
        outlets_page(view),
        entities_page(view),
        entity_page(view, "en-ohm"),
        search_page(view, "dam"),
        refusals_page(view),
    ):
        assert isinstance(json.loads(to_json(context)), dict)


def test_an_empty_case_has_empty_pages(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "case") as ledger:
        view = ledger.at()
        assert board(view).cards == ()
        assert sources_page(view).sources == ()
        assert outlets_page(view).outlets == ()


def test_one_is_taken_out_and_put_back_in_one_act(tmp_path: Path) -> None:
    """Three articles of a rare name beside the same man are one; a person takes one out, and back in."""
    base = "Police seek Tamsin Orde. Rolf Haines was seen with her."
    more = [article("Orle Post", f"Sought {hour}", f"{base} At {hour}.", hours=hour) for hour in (30, 40, 50)]
    with build(tmp_path / "case") as ledger:
        with ledger.writing() as writer:
            for each in more:
                data, text = each.text.encode(), each.text
                writer.evidence(Evidence(ledger.evidence.put(data), len(data), "text/plain", each.url, START))
                writer.article(each)
                mentions = tuple(
                    Mention(Span(text.index(name), text.index(name) + len(name)), name, "person", name, place)
                    for place, name in enumerate(("Tamsin Orde", "Rolf Haines"))
                )
                writer.reading(Reading(each.id, (), mentions=mentions, reader="by hand"))
        resolve(ledger)
        (row,) = entities_page(ledger.at(), words="tamsin").entities
        page = entity_page(ledger.at(), row.entity.id)
        assert [len(piece.articles) for piece in page.pieces] == [1, 1, 1]
        middle = page.pieces[1]
        part(ledger, middle.id, by="Ada", because="another woman")
        resolve(ledger)
        rows = entities_page(ledger.at(), words="tamsin").entities
        assert sorted(row.articles for row in rows) == [1, 2]
        apart = entity_page(ledger.at(), middle.id)
        assert not any("speaks of somebody" in words for words in apart.dossier.missing)
        (act,) = apart.acts
        assert len(act.others) == 2
        unjudge_names(ledger, middle.id, act.others[0])
        resolve(ledger)
        assert len(entities_page(ledger.at(), words="tamsin").entities) == 1
        # The id of a piece leads to what it was joined to.
        assert entity_page(ledger.at(), page.pieces[-1].id).dossier.entity.id == row.entity.id
