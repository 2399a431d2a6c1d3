"""The API: one address a context, one shape of errors.

Every answer is a context of the desk as `sayso.desk.serial` writes it. Every error is
`{"error": {"code", "kind", "item", "message", "advice"}}` with the HTTP code it stands for.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Query
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sayso.desk.alerts.page import alerts_page
from sayso.desk.alerts.settings import settings_page
from sayso.desk.article import article_page
from sayso.desk.beats import BeatState, beat_page, beats_page
from sayso.desk.cards import Order, board
from sayso.desk.entity import entities_page, entity_page
from sayso.desk.health import health_page
from sayso.desk.moments import read_as_of
from sayso.desk.outlet import articles_page, outlets_page
from sayso.desk.question import question_page
from sayso.desk.recording import recording_page, recordings_page
from sayso.desk.refusals import refusals_page
from sayso.desk.search import search_page
from sayso.desk.serial import to_error, to_json
from sayso.desk.source import source_page, sources_page
from sayso.desk.steps import history
from sayso.desk.stream import stream_page
from sayso.desk.watchlists import hits_page, watchlist_page, watchlists_page
from sayso.errors import Advice, BadField, BadTime, CaseBusy, NotFound, SaysoError, StorageFull
from sayso.ledger.ledger import Ledger
from sayso.ledger.view import View
from sayso.terms.question import StatusKind
from sayso.terms.watch import LeadState

_LOG = logging.getLogger(__name__)
_CODES: Mapping[type[SaysoError], int] = {
    NotFound: 404,
    BadTime: 400,
    BadField: 400,
    CaseBusy: 503,
    StorageFull: 507,
}


def create_api(ledger: Ledger) -> FastAPI:
    """The API over one case, to be mounted under `/api`. It only reads."""
    app = FastAPI(title="sayso", docs_url=None, redoc_url=None)
    app.state.ledger = ledger
    app.include_router(router)
    app.add_exception_handler(SaysoError, _of_sayso)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_values)
    app.add_exception_handler(Exception, _of_all)
    return app


def _view(request: Request, published: str = "", recorded: str = "") -> View:
    """The case as of the moments that were asked for."""
    ledger: Ledger = request.app.state.ledger
    return ledger.at(read_as_of(published=published, recorded=recorded))


Seen = Annotated[View, Depends(_view)]
Skip = Annotated[int, Query(ge=0, le=10**9)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Words = Annotated[str, Query(max_length=500)]

router = APIRouter()


def get(path: str) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """A route that answers GET and HEAD with a context as JSON."""
    return router.api_route(path, methods=["GET", "HEAD"], response_class=Response)


def _json(value: object, code: int = 200) -> Response:
    return Response(to_json(value), status_code=code, media_type="application/json")


@get("/questions")
def questions(
    view: Seen,
    kind: StatusKind | None = None,
    q: Words = "",
    order: Order = Order.CHANGED,
    skip: Skip = 0,
    limit: Limit = 100,
) -> Response:
    """The board of questions."""
    with view as pinned:
        return _json(board(pinned, only=kind, words=q, order=order, skip=skip, limit=limit))


@get("/questions/{question}")
def one_question(view: Seen, question: str) -> Response:
    """A question as of the moment."""
    with view as pinned:
        return _json(question_page(pinned, question))


@get("/questions/{question}/history")
def its_history(view: Seen, question: str) -> Response:
    """How the question came to stand where it stands."""
    with view as pinned:
        return _json(history(pinned, question))


@get("/articles")
def articles(view: Seen, outlet: Words = "", skip: Skip = 0, limit: Limit = 100) -> Response:
    """Heads of articles, the newest first."""
    with view as pinned:
        return _json(articles_page(pinned, outlet=outlet, skip=skip, limit=limit))


@get("/articles/{article}")
def one_article(view: Seen, article: str) -> Response:
    """An article with its statements."""
    with view as pinned:
        return _json(article_page(pinned, article))


@get("/sources")
def sources(view: Seen, q: Words = "", skip: Skip = 0, limit: Limit = 100) -> Response:
    """Sources, the most quoted first."""
    with view as pinned:
        return _json(sources_page(pinned, words=q, skip=skip, limit=limit))


@get("/sources/{source}")
def one_source(view: Seen, source: str, limit: Limit = 500) -> Response:
    """Everything that one source said."""
    with view as pinned:
        return _json(source_page(pinned, source, limit=limit))


@get("/entities")
def entities(
    view: Seen, q: Words = "", everybody: bool = False, skip: Skip = 0, limit: Limit = 100
) -> Response:
    """Who is who; with `everybody` also the sources without a name."""
    with view as pinned:
        return _json(entities_page(pinned, words=q, everybody=everybody, skip=skip, limit=limit))


@get("/entities/{entity}")
def one_entity(view: Seen, entity: str) -> Response:
    """Everything the case has on one entity."""
    with view as pinned:
        return _json(entity_page(pinned, entity))


@get("/recordings")
def recordings(view: Seen) -> Response:
    """Recordings with what persons judged of them."""
    with view as pinned:
        return _json(recordings_page(pinned))


@get("/recordings/{recording}")
def one_recording(view: Seen, recording: str) -> Response:
    """The evidence sheet of a recording."""
    with view as pinned:
        return _json(recording_page(pinned, recording))


@get("/watchlists")
def watchlists(view: Seen) -> Response:
    """Watchlists with their versions."""
    with view as pinned:
        return _json(watchlists_page(pinned))


@get("/watchlist")
def one_watchlist(view: Seen, name: Words, skip: Skip = 0, limit: Limit = 100) -> Response:
    """What the versions of one list changed."""
    with view as pinned:
        return _json(watchlist_page(pinned, name, skip=skip, limit=limit))


@get("/hits")
def hits(view: Seen, judged: bool = False, skip: Skip = 0, limit: Limit = 50) -> Response:
    """Hits on watchlists that wait for a person, or were judged."""
    with view as pinned:
        return _json(hits_page(pinned, judged=judged, skip=skip, limit=limit))


@get("/outlets")
def outlets(view: Seen) -> Response:
    """Outlets with their numbers of articles."""
    with view as pinned:
        return _json(outlets_page(pinned))


@get("/search")
def search(view: Seen, q: Words = "", limit: Annotated[int, Query(ge=1, le=200)] = 20) -> Response:
    """Articles and statements that hold the words."""
    with view as pinned:
        return _json(search_page(pinned, q, limit=limit))


@get("/refusals")
def refusals(view: Seen) -> Response:
    """What was set aside."""
    with view as pinned:
        return _json(refusals_page(pinned))


@get("/beats")
def beats(view: Seen, q: Words = "", state: BeatState | None = None) -> Response:
    """What is followed and how it stands."""
    with view as pinned:
        return _json(beats_page(pinned, now=datetime.now(UTC), words=q, state=state))


@get("/beats/{beat}")
def one_beat(view: Seen, beat: str, skip: Skip = 0, limit: Limit = 100) -> Response:
    """One beat with its visits and leads."""
    with view as pinned:
        return _json(beat_page(pinned, beat, now=datetime.now(UTC), skip=skip, limit=limit))


@get("/stream")
def stream(view: Seen, state: LeadState | None = None, skip: Skip = 0, limit: Limit = 100) -> Response:
    """What came in, the newest first."""
    with view as pinned:
        return _json(stream_page(pinned, state=state, skip=skip, limit=limit))


@get("/alerts")
def alerts(request: Request, view: Seen, skip: Skip = 0, limit: Limit = 100) -> Response:
    """What changed and mattered."""
    ledger: Ledger = request.app.state.ledger
    with view as pinned:
        return _json(alerts_page(pinned, ledger.folder, skip=skip, limit=limit))


@get("/alerts/settings")
def alert_settings(request: Request, view: Seen) -> Response:
    """By what people are told of alerts, without secrets, and what they want to hear of."""
    ledger: Ledger = request.app.state.ledger
    with view as pinned:
        return _json(settings_page(pinned, ledger.folder))


@get("/health")
def health(request: Request) -> Response:
    """What keeps the desk from working well."""
    return _json(health_page(request.app.state.ledger))


def _error(code: int, kind: str, item: str, message: str, advice: Advice = Advice.REFUSE) -> Response:
    told = to_error(code, kind, item, message, advice)
    return Response(told, status_code=code, media_type="application/json")


def _of_sayso(_request: Request, error: Exception) -> Response:
    if not isinstance(error, SaysoError):
        raise error
    code = next((_CODES[kind] for kind in type(error).__mro__ if kind in _CODES), 500)
    return _error(code, type(error).__name__, error.item, error.sentence(), error.advice)


def _of_http(request: Request, error: Exception) -> Response:
    code = error.status_code if isinstance(error, HTTPException) else 500
    message = (
        "The API has nothing at this address." if code == 404 else "The API does not answer this request."
    )
    return _error(code, "NoSuchAddress" if code == 404 else "BadRequest", request.url.path, message)


def _of_values(_request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else []
    told = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in found)
    return _error(400, "BadField", str(found[0]["loc"][-1]) if found else "", told)


def _of_all(request: Request, error: Exception) -> Response:
    _LOG.error("the API failed at %s", request.url.path, exc_info=error)
    message = "The desk met a mistake of its own. What is stored is safe; the terminal has the details."
    return _error(500, "Failure", request.url.path, message)
