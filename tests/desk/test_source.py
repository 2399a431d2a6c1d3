"""Who is said to say it: one row for all names of one, with exact counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sayso.desk.source import source_page, sources_page
from sayso.ledger.ledger import Ledger
from sayso.run.weighing import resolve
from sayso.terms.article import Evidence
from sayso.terms.statement import Reading, SourceKind
from tests.desk.case import START, article, said

SHUT = "The port of Orle is shut until the end of May"
SAID = (
    ("Orle Post", (("Ada Marsh", SHUT), ("its spokeswoman, Ada Marsh", "The quay is safe"))),
    ("Low Mail", (("its spokeswoman, Ada Marsh", SHUT),)),
    ("Vale Wire", (("the Harbour Guard", "The port is open"),)),
    ("Hill Wire", (("Harbour Guard", "The road is open"),)),
    ("Low Mail", (("the interior ministry", "The road is long"),)),
    ("Hill Wire", (("interior ministry", "The hill is steep"),)),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger.create(tmp_path_factory.mktemp("sources") / "case") as ledger:
        with ledger.writing() as writer:
            for number, (outlet, pairs) in enumerate(SAID):
                text = "\n".join(f"{what}, {who} said." for who, what in pairs)
                each, data = article(outlet, f"Port {number}", text, hours=number), text.encode()
                writer.evidence(Evidence(ledger.evidence.put(data), len(data), "text/plain", each.url, START))
                writer.article(each)
                statements = tuple(said(each, who, "said", what) for who, what in pairs)
                writer.reading(Reading(each.id, statements, reader="by hand"))
        resolve(ledger)
        yield ledger


def test_all_names_of_one_are_one_source_with_exact_counts(ledger: Ledger) -> None:
    first, *others = sources_page(ledger.at()).sources
    second, ministry = sorted(others, key=lambda row: row.entity, reverse=True)
    assert (first.name, first.also) == ("Ada Marsh", ("its spokeswoman, Ada Marsh",))
    assert (first.statements, first.articles, first.outlets) == (3, 2, 2)
    assert (second.statements, second.outlets, second.kind) == (2, 2, SourceKind.ORGANISATION)
    assert (ministry.statements, ministry.entity) == (2, "")  # of which country, nobody can say
    assert second.name in ("the Harbour Guard", "Harbour Guard")
    assert second.also == ()  # but for its article it is the same name


def test_each_of_its_names_finds_it_and_leads_to_all_it_said(ledger: Ledger) -> None:
    view = ledger.at()
    (found,) = sources_page(view, words="spokeswoman").sources
    ids = [each.id for each in view.sources() if "Marsh" in each.name]
    assert len(ids) == 2
    for each in ids:
        page = source_page(view, each)
        assert (page.found, page.source.entity) == (3, found.entity)
