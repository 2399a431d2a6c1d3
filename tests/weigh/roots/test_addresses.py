"""Hyperlinks in chains lead to outlets of the case."""

from __future__ import annotations

from dataclasses import replace

from sayso.terms.statement import SourceKind
from sayso.weigh.roots.addresses import Addresses, site
from sayso.weigh.roots.tracing import join_roots
from tests.weigh.build import QUESTION, article, told

TERN = replace(article("T", outlet="Tern Wire"), url="https://www.tern.example/world/1/")
A, B = article("A", on=2), article("B", on=3)


def test_the_site_of_an_address_is_its_host() -> None:
    assert site("https://www.Tern.example/a/") == "tern.example"
    assert site("report.html") == ""


def test_a_site_that_two_outlets_print_on_is_neithers() -> None:
    both = Addresses.of([TERN, replace(A, url="https://tern.example/2")])
    assert both.outlet_of("https://tern.example/world/1") == "Tern Wire"
    assert both.outlet_of("https://tern.example/3") == ""


def roots(url: str, name: str = "a report") -> list[str]:
    """The names of the roots where two articles give it to words that lead to a page, and Tern Wire to two
    officials."""
    items = [told(TERN, "two security officials"), told(A, name), told(B, name)]
    led = [
        (replace(said, chain=tuple(replace(link, url=url) for link in said.chain)), bearing)
        for said, bearing in items[1:]
    ]
    items[1:] = led
    found, _ = join_roots(QUESTION, [b for _, b in items], [s for s, _ in items], (TERN, A, B))
    return sorted(root.name for root in found)


def test_a_report_that_leads_to_an_article_of_the_case_is_its_outlets() -> None:
    assert roots("https://tern.example/world/1") == ["two security officials"]
    assert roots("https://tern.example/another") == ["two security officials"]


def test_a_report_on_another_page_is_of_its_site() -> None:
    assert "gull.example" in roots("https://gull.example/x")


def test_who_said_it_on_a_page_of_the_case_stays_the_source() -> None:
    assert "Ada Marsh" in roots("https://tern.example/world/1", "Ada Marsh")
    (said, _) = told(A, "Ada Marsh")
    assert said.chain[0].kind is SourceKind.UNKNOWN
