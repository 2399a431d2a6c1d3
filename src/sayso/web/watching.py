"""The desk's pages of the watch: beats, what came in, health; and the forms on them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from sayso.collect.names import is_web
from sayso.desk.beats import BeatState, beat_page, beats_page, in_words
from sayso.desk.follow import follow, leave
from sayso.desk.health import health_page
from sayso.desk.moments import write_length
from sayso.desk.stream import stream_page
from sayso.errors import BadField
from sayso.terms.time import NOW
from sayso.terms.watch import LeadState
from sayso.web.pages import Desk, Moment, Skip, Words, page_of_router
from sayso.web.wording import linker

router = APIRouter()
page = page_of_router(router)
Line = Annotated[str, Form(max_length=2_000)]


@page("/beats")
def show_beats(desk: Desk, as_of: Moment, q: Words = "", state: BeatState | None = None) -> Response:
    """What is followed, those that need a person first."""
    with desk.ledger.at(as_of) as view:
        found = beats_page(view, now=datetime.now(UTC), words=q, state=state)
    return desk.show("beats.html", as_of, page=found, words=q, state=state, ago=in_words, now=_now())


@page("/beat/{beat}")
def show_beat(desk: Desk, as_of: Moment, beat: str, skip: Skip = 0) -> Response:
    """One beat: its visits, its leads, what was said of it."""
    with desk.ledger.at(as_of) as view:
        found = beat_page(view, beat, now=datetime.now(UTC), skip=skip)
    every = timedelta(seconds=found.row.beat.every)
    return desk.show(
        "beat.html", as_of, page=found, ago=in_words, now=_now(), every=every, every_words=write_length(every)
    )


@page("/stream")
def show_stream(desk: Desk, as_of: Moment, state: LeadState | None = None, skip: Skip = 0) -> Response:
    """What came in."""
    with desk.ledger.at(as_of) as view:
        found = stream_page(view, state=state, skip=skip)
    return desk.show("stream.html", as_of, page=found)


@page("/health")
def show_health(desk: Desk) -> Response:
    """What keeps the desk from working well."""
    found = health_page(desk.ledger, stamp_with=desk.request.app.state.outside.stamp_with)
    return desk.show("health.html", NOW, page=found)


@router.post("/beats")
def post_follow(
    desk: Desk,
    address: Line,
    outlet: Line = "",
    why: Line = "",
    by: Annotated[str, Form(max_length=120)] = "",
) -> Response:
    """Follow an address on the web; folders are followed on the command line."""
    if not is_web(address):
        raise BadField(address[:200], "it is no address on the web", "Write http:// or https:// before it.")
    done = follow(desk.ledger, [address], outlet=outlet, why=why, by=by)
    if done.refused:
        raise BadField(done.refused[0].item, done.refused[0].reason, done.refused[0].next_step)
    return to_page("beats")


@router.post("/beat/{beat}/describe")
def post_describe(
    desk: Desk,
    beat: str,
    title: Line = "",
    outlet: Line = "",
    language: Line = "",
    country: Line = "",
    owner: Line = "",
    family: Line = "",
    why: Line = "",
    every: Line = "",
    reliability: Line = "",
    because: Line = "",
    by: Line = "",
) -> Response:
    """Say something of a beat anew; what is left empty stays."""
    with desk.ledger.at(NOW) as view:
        known = view.beat(beat)
    said = {
        "title": title, "outlet": outlet, "language": language, "country": country, "owner": owner,
        "family": family, "why": why, "every": every, "reliability": reliability, "because": because,
    }  # fmt: skip
    follow(desk.ledger, [known.address], by=by, **said)
    return to_page("beat", known.id)


@router.post("/beat/{beat}/leave")
def post_leave(desk: Desk, beat: str) -> Response:
    """Leave a beat."""
    leave(desk.ledger, [beat])
    return to_page("beats")


def to_page(*parts: str) -> Response:
    """To the page that shows what changed; 303, so that reloading posts nothing."""
    return RedirectResponse(linker(NOW)(*parts), status_code=303)


def _now() -> datetime:
    return datetime.now(UTC)
