"""Explanations and hedge drift say what stands in the words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.read.drift import headline_drift
from sayso.read.explain import explain
from sayso.read.text.lexicon import load
from sayso.run.reading import read_chunk
from sayso.terms.statement import Hedge
from tests.read.helpers import article, read


def test_an_explanation_names_words_rule_and_chain() -> None:
    text = "Ada Marsh told the Lowland Times that the bridge may be closed."
    (statement,) = read(text).statements
    lines = "\n".join(explain(statement, article(text)))
    for words in (
        "that the bridge may be closed",
        "Ada Marsh",
        "Lowland Times",
        "told",
        "weak",
        "verb.clause",
    ):
        assert words in lines


def test_an_explanation_says_what_the_ranker_weighed() -> None:
    text = "Two officials told the Lowland Times that the bridge may be closed."
    given = article(text)
    (plain,) = read(text).statements
    ((_, asked),) = read_chunk((given,), why=True)
    (statement,) = asked.statements
    assert plain.weighed is None
    assert statement.weighed is not None
    assert replace(statement, weighed=None) == plain
    lines = explain(statement, given)
    assert any(line.strip().startswith("for ") and "source speaker" in line for line in lines)
    assert f"  ranker   {statement.weighed.probability:.0%}" in lines
    assert "2 of them" in "\n".join(lines)


def test_an_explanation_of_another_article_is_refused() -> None:
    (statement,) = read("Ada Marsh said that the bridge was closed.").statements
    other = article("x")
    with pytest.raises(ValueError, match="not of article"):
        explain(statement, replace(other, id="ar-9"))


def test_a_headline_surer_than_its_body_drifts() -> None:
    title = "Envoy Holt killed in strike"
    text = "Envoy Holt may have been killed in a strike, two officials said on Friday."
    drift = headline_drift(article(text, title=title), read(text, title=title), load("en"))
    assert drift is not None
    assert (drift.headline, drift.body) == (Hedge.NONE, Hedge.WEAK)
    assert drift.loses_source


@pytest.mark.parametrize(
    "title",
    ["Envoy Holt may have been killed in strike, officials say", "Was envoy Holt killed in a strike?"],
)
def test_a_headline_as_careful_as_its_body_does_not(title: str) -> None:
    text = "Envoy Holt may have been killed in a strike, two officials said on Friday."
    assert headline_drift(article(text, title=title), read(text, title=title), load("en")) is None


def test_a_headline_about_something_else_is_not_judged() -> None:
    title = "Harbour festival opens"
    text = "Envoy Holt may have been killed in a strike, two officials said on Friday."
    assert headline_drift(article(text, title=title), read(text, title=title), load("en")) is None
