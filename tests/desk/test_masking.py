"""An export without somebody's names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.desk.masking import masked, masker_of
from sayso.errors import NotFound
from sayso.ledger.ledger import Ledger
from sayso.run.weighing import resolve
from sayso.terms.article import Evidence
from sayso.terms.span import Span
from sayso.terms.statement import Mention, Reading
from tests.desk.case import START, article, build


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with build(tmp_path / "case") as ledger:
        yield ledger


def exported(ledger: Ledger, *who: str, all_private: bool = False) -> str:
    with ledger.at() as view:
        masker = masker_of(view, who, all_private=all_private)
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in masked(ledger.export(), masker))


def test_no_text_of_the_export_has_the_names(ledger: Ledger) -> None:
    told = exported(ledger, "en-ohm")
    assert "Petra" not in told
    assert "Ohm" not in told
    assert "[person 1]" in told
    assert "Ivo Brand" in told
    assert all(json.loads(row)["masked"] for row in told.splitlines())


def test_a_name_does_as_well_as_an_id(ledger: Ledger) -> None:
    assert exported(ledger, "Petra Ohm") == exported(ledger, "en-ohm")


def test_everybody_private(ledger: Ledger) -> None:
    told = exported(ledger, all_private=True)
    assert "Petra Ohm" not in told
    assert "Ivo Brand" not in told


def test_who_holds_an_office_or_is_only_described_stays(tmp_path: Path) -> None:
    """A private person is masked by all short names, with care for words; a mayor of that name is not."""
    text = (
        "Mayor Gordon Brown met Lena Brown, who wore brown. Residents wept. Lena said no. BROWN left. "
        "See https://x.example/lena-brown-weeps and /who-is-brown."
    )
    with build(tmp_path / "case") as ledger:
        made = article("Orle Post", "Who met", text, hours=31)
        names = (("Gordon Brown", "Gordon Brown"), ("Lena Brown", "Lena Brown"), ("Lena", "Lena Brown"))
        mentions = []
        for words, name in names:
            at = text.rindex(words + " said" if words == "Lena" else words)
            mentions.append(Mention(Span(at, at + len(words)), words, "person", name, len(name)))
        with ledger.writing() as writer:
            data = text.encode()
            writer.evidence(Evidence(ledger.evidence.put(data), len(data), "text/plain", made.url, START))
            writer.article(made)
            writer.reading(Reading(made.id, (), mentions=tuple(mentions), reader="by hand"))
        resolve(ledger)
        told = exported(ledger, all_private=True)
        asked = exported(ledger, "Lena Brown")
    for each in (told, asked):
        assert "Mayor Gordon Brown met [person" in each
        assert "Lena" not in each
        assert "BROWN" not in each
        assert "lena-brown" not in each
        assert "who-is-brown" not in each
        assert "Residents wept" in each
    assert "who wore brown" in told


def test_a_typing_error_lets_no_name_through(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="Petra Oms"):
        exported(ledger, "Petra Oms")
