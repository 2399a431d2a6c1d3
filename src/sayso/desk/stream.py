"""The stream of what came in: leads, the newest first, with what became of each."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ledger.view import View
from sayso.terms.article import ArticleHead
from sayso.terms.time import AsOf
from sayso.terms.watch import Lead, LeadState


@dataclass(frozen=True, slots=True)
class Arrival:
    """One lead with the name of its beat and the article it gave, if it gave one."""

    lead: Lead
    beat: str
    article: ArticleHead | None


@dataclass(frozen=True, slots=True)
class StreamPage:
    """What came in."""

    as_of: AsOf
    arrivals: tuple[Arrival, ...]
    state: LeadState | None
    skip: int
    limit: int
    more: bool


def stream_page(view: View, *, state: LeadState | None = None, skip: int = 0, limit: int = 50) -> StreamPage:
    """Leads of all beats, of one state or of all."""
    leads = view.leads(state=state, skip=skip, limit=limit + 1)
    shown = leads[:limit]
    names = {beat.id: beat.title or beat.outlet or beat.address for beat in view.beats(closed=True)}
    heads = view.heads({lead.article for lead in shown if lead.article})
    arrivals = tuple(Arrival(lead, names.get(lead.beat, ""), heads.get(lead.article)) for lead in shown)
    return StreamPage(view.as_of, arrivals, state, skip, limit, len(leads) > limit)
