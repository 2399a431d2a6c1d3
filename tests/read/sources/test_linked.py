"""The pages that an article's words lead to stand at the links of its chains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.read.batch import row
from sayso.read.explain import explain
from sayso.terms.article import Hyperlink
from sayso.terms.span import Span
from sayso.terms.statement import Statement
from tests.read.helpers import article, reader

THERE = "https://tern.example/pier"


def linked(text: str) -> tuple[Statement, ...]:
    """The statements of a text in which `[words]` lead to a page."""
    start, end = text.index("["), text.index("]") - 1
    plain = replace(
        article(text.replace("[", "").replace("]", "")), hyperlinks=(Hyperlink(Span(start, end), THERE),)
    )
    return reader().read(plain).statements


LEADS = [
    ("The pier was shut, according to [a report].", [("report", THERE)]),
    ("Officials [told Tern News Agency] that it fell.", [("Tern News Agency", THERE), ("Officials", "")]),
    ("Officials told [Tern News Agency] that it fell.", [("Tern News Agency", THERE), ("Officials", "")]),
    ("Ada Marsh [said] that the pier was shut.", [("Ada Marsh", THERE)]),
    ("[Ada Marsh] said that the pier was shut.", [("Ada Marsh", "")]),
    ("Ada Marsh said that the [pier] was shut.", [("Ada Marsh", "")]),
]


@pytest.mark.parametrize(("text", "chain"), LEADS)
def test_a_link_of_a_chain_has_the_page_behind_its_words(text: str, chain: list[tuple[str, str]]) -> None:
    (found,) = linked(text)
    assert [(link.name, link.url) for link in found.chain] == chain


def test_the_row_and_the_explanation_name_the_page() -> None:
    text = "The pier was shut, according to a report."
    leads = Hyperlink(Span(text.index("a report"), len(text) - 1), THERE)
    plain = replace(article(text), hyperlinks=(leads,))
    reading = reader().read(plain)
    assert [step["url"] for step in row(reading)["attributions"][0]["chain"]] == [THERE]
    assert any(THERE in line for line in explain(reading.statements[0], plain))
