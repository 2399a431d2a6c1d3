"""Search takes whatever a person types as plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.ledger import Ledger
from sayso.ledger.search import marked
from tests.ledger.made import add, made


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    add(ledger, made(1), made(2, who="Élodie Brún", what="nobody near the lighthouse was hurt"))
    return ledger


def test_hits_carry_the_words_that_were_found(filled: Ledger) -> None:
    found = filled.at().search("harbour officials")
    assert len(found.articles) == len(found.statements) == 1
    snippet = found.articles[0].snippet
    assert {span.of(snippet.text) for span in snippet.found} == {"harbour", "officials"}
    hit = found.statements[0]
    assert [span.of(hit.content.text) for span in hit.content.found] == ["harbour"]
    assert hit.content.text == hit.said.statement.content.text


def test_letter_case_and_word_forms_do_not_matter(filled: Ledger) -> None:
    for words in ("ÉLODIE Brún", "lighthouses", '"near the lighthouse"'):
        assert len(filled.at().search(words).articles) == 1, words
    assert filled.at().search('"lighthouse near"').articles == ()


def test_accents_do_not_matter_in_a_file(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, made(who="Élodie Brún"))
        assert len(ledger.at().search("elodie BRUN").articles) == 1


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=40) | st.text(alphabet='"*^:(){}-+ANDORNOTEAR \x00\ue000', max_size=40))
def test_no_words_are_syntax(filled: Ledger, words: str) -> None:
    filled.at().search(words)


@given(st.text(alphabet="ab\ue000\ue001", max_size=30))
def test_marks_always_lie_inside_the_text(text: str) -> None:
    result = marked(text)
    assert result.text == text.replace("\ue000", "").replace("\ue001", "")
    assert all(span.start < span.end <= len(result.text) for span in result.found)
