"""The desk's pages of alerts: what was told, what people want to hear of, by what they are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from sayso.desk.alerts.page import alerts_page, as_atom, unwant, want
from sayso.desk.alerts.settings import (
    put_channel,
    remove_channel,
    set_cooldown,
    settings_page,
    try_channel,
)
from sayso.terms.time import NOW
from sayso.terms.watch import AlertKind
from sayso.web.pages import Desk, Moment, Skip, page_of_router
from sayso.web.watching import Line, to_page

router = APIRouter()
page = page_of_router(router)
_LENGTHS = ("5m", "15m", "30m", "1h", "3h", "6h", "12h", "1d")


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a trial alert: when it was sent, and why it did not arrive, empty where it did."""

    moment: datetime
    reason: str


@page("/alerts")
def show_alerts(desk: Desk, as_of: Moment, skip: Skip = 0) -> Response:
    """What was told, and what could not be delivered."""
    with desk.ledger.at(as_of) as view:
        found = alerts_page(view, desk.ledger.folder, skip=skip)
    return desk.show("alerts.html", as_of, page=found)


@page("/alerts.atom")
def give_atom(desk: Desk) -> Response:
    """Alerts as an Atom feed."""
    base = str(desk.request.base_url).rstrip("/")
    with desk.ledger.at(NOW) as view:
        return Response(as_atom(view, desk=base), media_type="application/atom+xml")


@page("/alerts/settings")
def show_settings(desk: Desk, as_of: Moment) -> Response:
    """What is set about alerts, to be changed there; secrets are not shown."""
    with desk.ledger.at(as_of) as view:
        found = settings_page(view, desk.ledger.folder)
    tried = desk.request.app.state.tried
    return desk.show(
        "alert_settings.html", as_of, page=found, kinds=list(AlertKind), lengths=_LENGTHS, tried=tried
    )


@router.post("/alerts/settings")
def post_settings(desk: Desk, cooldown: Line = "") -> Response:
    """Set the cooldown."""
    set_cooldown(desk.ledger.folder, cooldown)
    return to_page("alerts", "settings")


@router.post("/alerts/channel")
def post_channel(
    desk: Desk,
    name: Line = "",
    kind: Line = "",
    to: Line = "",
    server: Line = "",
    user: Line = "",
    security: Line = "",
    url: Line = "",
    secret: Line = "",
    start: Line = "",
    end: Line = "",
    zone: Line = "",
    digest: Line = "",
    kinds: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Set a channel, new or known. What is left empty of an address stays as it is."""
    addresses = [each.strip() for each in to.split(",") if each.strip()]
    said: dict[str, object | None] = {
        "kind": kind or None,
        "to": addresses or None,
        "server": server.strip() or None,
        "user": user.strip() or None,
        "security": security or None,
        "url": url.strip() or None,
        ("secret" if kind == "webhook" else "password"): secret or None,
        "quiet": f"{start}-{end}" if start or end else "",
        "zone": zone.strip() or None,
        "digest": digest,
        "kinds": list(kinds or ()),
    }
    put_channel(desk.ledger.folder, name, said, from_page=True)
    return to_page("alerts", "settings")


@router.post("/alerts/channel/try")
def post_trial(desk: Desk, name: Line = "") -> Response:
    """Send a trial alert; what came of it stands on the page until the desk is started anew."""
    state, now = desk.request.app.state, datetime.now(UTC)
    reason = try_channel(desk.ledger.folder, name, now, allow_hosts=state.outside.allow_hosts)
    state.tried[name] = Tried(now, reason)
    return to_page("alerts", "settings")


@router.post("/alerts/channel/remove")
def post_remove(desk: Desk, name: Line = "") -> Response:
    """Tell by a channel no more."""
    remove_channel(desk.ledger, name)
    return to_page("alerts", "settings")


@router.post("/alerts/wish")
def post_wish(desk: Desk, words: Line = "", entity: Line = "", by: Line = "") -> Response:
    """Want to hear of a search or an entity."""
    want(desk.ledger, words=words, entity=entity, by=by)
    return to_page("alerts", "settings")


@router.post("/alerts/wish/{wish}/close")
def post_unwish(desk: Desk, wish: str) -> Response:
    """Want it no more."""
    unwant(desk.ledger, wish)
    return to_page("alerts", "settings")
