"""What a person judged holds in the next version of an article, where the same words stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sayso.collect import Options
from sayso.desk.article import article_page
from sayso.desk.judge import correct
from sayso.ledger import Ledger
from sayso.run.add import add
from sayso.run.carrying import CARRIED
from sayso.terms.statement import Correction, CorrectionKind, Hedge
from sayso.terms.time import NOW

FIRST = "Two officials said that harbour master Tomas Reld was killed."
SECOND = "The port authority denied that the quay was closed."
NEW = "It rained on the quay on Monday."
URL = "https://mail.example/1"


@contextmanager
def judged(folder: Path, cue: str, kind: CorrectionKind) -> Iterator[tuple[Ledger, Path, str]]:
    """A case with one article, of which the statement with a cue is judged; the file to change it with."""
    with Ledger.create(folder / "case") as ledger:
        file = folder / "a.jsonl"
        put(ledger, file, f"{FIRST}\n\n{SECOND}", 3)
        (said,) = (each.statement for each in ledger.at(NOW).statements() if each.statement.cue.text == cue)
        if kind is CorrectionKind.EDIT:
            edit = replace(said, hedge=Hedge.STRONG)
            with ledger.writing() as writer:
                writer.judged(Correction(said.id, kind, "ada", "heard", datetime.now(UTC), edit))
        else:
            correct(ledger, said.id, kind, by="ada", because="heard")
        yield ledger, file, said.article


def put(ledger: Ledger, file: Path, text: str, day: int) -> None:
    published = f"2031-03-{day:02}T08:00:00Z"
    each = {"outlet": "Harbour Mail", "published": published, "title": "Pier 4", "text": text, "url": URL}
    file.write_text(json.dumps(each) + "\n", encoding="utf-8")
    add(ledger, [str(file)], options=Options(offline=True))


def newest(ledger: Ledger) -> str:
    return ledger.at(NOW).versions(URL)[-1].head.id


@pytest.mark.parametrize("kind", list(CorrectionKind))
def test_the_same_words_at_other_offsets_stay_judged(tmp_path: Path, kind: CorrectionKind) -> None:
    with judged(tmp_path, "said", kind) as (ledger, file, before):
        put(ledger, file, f"{NEW}\n\n{FIRST}\n\n{SECOND}", 4)
        view, article = ledger.at(NOW), newest(ledger)
        assert article != before
        (made,) = (
            each for each in view.corrections() if view.statement(each.statement).article.id == article
        )
        assert (made.kind, made.by) == (kind, "ada")
        assert made.because == f"{CARRIED}: heard"
        said = [each.statement for each in view.statements() if each.article.id == article]
        cues = [each.cue.text for each in said]
        assert cues.count("said") == (0 if kind is CorrectionKind.REJECT else 1)
        if kind is CorrectionKind.EDIT:
            assert next(each for each in said if each.cue.text == "said").hedge is Hedge.STRONG
        page = article_page(view, article)
        assert page.left == ()
        assert len(page.rejected) == (kind is CorrectionKind.REJECT)
        assert list(ledger.verify()) == []


def test_changed_words_are_left_open_and_shown(tmp_path: Path) -> None:
    with judged(tmp_path, "said", CorrectionKind.REJECT) as (ledger, file, before):
        put(ledger, file, f"{FIRST.replace('was killed', 'was reportedly killed')}\n\n{SECOND}", 4)
        view, article = ledger.at(NOW), newest(ledger)
        assert {view.statement(each.statement).article.id for each in view.corrections()} == {before}
        (left,) = article_page(view, article).left
        assert left.corrections[-1].kind is CorrectionKind.REJECT
        assert left.line.article.id == before
        assert article_page(view, before).left == ()


def test_a_correction_goes_on_through_every_version(tmp_path: Path) -> None:
    with judged(tmp_path, "denied", CorrectionKind.ACCEPT) as (ledger, file, _):
        put(ledger, file, f"{NEW}\n\n{FIRST}\n\n{SECOND}", 4)
        put(ledger, file, f"{NEW}\n\n{SECOND}\n\n{FIRST}", 5)
        view = ledger.at(NOW)
        articles = {view.statement(each.statement).article.id for each in view.corrections()}
        assert newest(ledger) in articles
        assert len(view.versions(URL)) == 3
