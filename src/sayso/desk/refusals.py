"""What was set aside: items that could not be read, each with what a person can do about it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ledger.rows import Refused
from sayso.ledger.view import View
from sayso.terms.time import AsOf


@dataclass(frozen=True, slots=True)
class RefusalsPage:
    """Open refusals, the newest first."""

    as_of: AsOf
    refusals: tuple[Refused, ...]


def refusals_page(view: View) -> RefusalsPage:
    """Everything that was set aside and has not come in since."""
    return RefusalsPage(view.as_of, view.refusals())
