"""An export without somebody's names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.desk.masking import masked, masker_of
from sayso.errors import NotFound
from sayso.ledger.ledger import Ledger
from tests.desk.case import build


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


def test_a_typing_error_lets_no_name_through(ledger: Ledger) -> None:
    with pytest.raises(NotFound, match="Petra Oms"):
        exported(ledger, "Petra Oms")
