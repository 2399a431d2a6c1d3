"""The desk's pages: each asks the desk for its context and renders it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from sayso.desk.article import article_page
from sayso.desk.cards import Order, all_cards, board
from sayso.desk.changes import changes_page
from sayso.desk.custody import custody_page
from sayso.desk.entity import entities_page, entity_page
from sayso.desk.framing import KINDS
from sayso.desk.grades import with_others
from sayso.desk.moments import read_as_of, read_moment
from sayso.desk.outlet import articles_page, outlets_page
from sayso.desk.question import QuestionPage, page_of
from sayso.desk.refusals import refusals_page
from sayso.desk.remembered import Remembered
from sayso.desk.search import search_page
from sayso.desk.source import source_page, sources_page
from sayso.desk.standing import Told, told
from sayso.desk.steps import history_of
from sayso.desk.watchlists import hits_page, watchlist_page, watchlists_page
from sayso.errors import NotFound
from sayso.ledger.ledger import Ledger
from sayso.terms.question import StatusKind
from sayso.terms.time import AsOf
from sayso.web import parts
from sayso.web.rendering import Pages

Skip = Annotated[int, Query(ge=0, le=10**9)]
Words = Annotated[str, Query(max_length=500)]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page works with: the case, what was found of it, and a way to render an answer to this
    request."""

    ledger: Ledger
    remembered: Remembered
    pages: Pages
    request: Request

    def show(self, template: str, as_of: AsOf, **context: object) -> Response:
        """Render a template."""
        return self.pages.show(self.request, template, as_of=as_of, context=context)


def _shown(request: Request) -> Shown:
    state = request.app.state
    return Shown(state.ledger, state.remembered, state.pages, request)


def _asked(published: str = "", recorded: str = "") -> AsOf:
    return read_as_of(published=published, recorded=recorded)


Desk = Annotated[Shown, Depends(_shown)]
Moment = Annotated[AsOf, Depends(_asked)]

router = APIRouter()


Route = Callable[[Callable[..., Response]], Callable[..., Response]]


def page_of_router(router: APIRouter) -> Callable[[str], Route]:
    """What makes a route of `router` that answers GET and HEAD."""

    def page(path: str) -> Route:
        return router.api_route(path, methods=["GET", "HEAD"], response_class=Response)

    return page


page = page_of_router(router)


@page("/")
def show_board(
    desk: Desk,
    as_of: Moment,
    kind: StatusKind | None = None,
    q: Words = "",
    order: Order = Order.CHANGED,
    skip: Skip = 0,
) -> Response:
    """The board of questions."""
    with desk.ledger.at(as_of) as view:
        cards = desk.remembered.find(
            ("cards", as_of), view.changed(), lambda: all_cards(view, desk.remembered), size=len
        )
        found = board(view, cards=cards, only=kind, words=q, order=order, skip=skip)
    return desk.show("board.html", as_of, page=found)


@page("/question/{question}")
def show_question(
    desk: Desk, as_of: Moment, question: str, lines: str = "", axis: parts.Axis = parts.Axis.PUBLISHED
) -> Response:
    """A question: the part that hangs on the as-of, and how it moved up to now."""
    known, found = _question(desk, as_of, question)
    by_now = AsOf(recorded=as_of.recorded)
    steps = desk.remembered.find(
        ("steps", question, by_now), known, lambda: history_of(known, by_now).steps, size=len
    )
    until = steps[-1].moment if steps else None
    context = parts.standing(found, whole=lines == "all", until=until, by=axis)
    put = {
        "framings": known.framings,
        "near": [other.question for other in known.others],
        "heads": parts.heads(found),
    }
    return desk.show("question.html", as_of, steps=steps, **put, **context)


def _question(desk: Shown, as_of: AsOf, question: str) -> tuple[Told, QuestionPage]:
    """All that is known of a question by now, or the recorded time, and its page as of a moment. The first is
    read anew once the case has moved on, the second found anew where that brought something else."""
    with desk.ledger.at(AsOf(recorded=as_of.recorded)) as view:
        known = desk.remembered.find(
            ("question", question, as_of.recorded),
            view.changed(),
            lambda: with_others(view, told(view, question)),
            size=lambda known: sum(len(each.borne) for each in (known, *known.others)),
        )
    found = desk.remembered.find(
        ("page", question, as_of), known, lambda: page_of(known, as_of), size=lambda page: len(page.lines)
    )
    return known, found


@page("/question/{question}/standing")
def show_standing(
    desk: Desk,
    as_of: Moment,
    question: str,
    until: str = "",
    axis: parts.Axis = parts.Axis.PUBLISHED,
) -> Response:
    """Only the part of a question's page that hangs on the as-of; the slider asks for it."""
    _, found = _question(desk, as_of, question)
    context = parts.standing(found, until=read_moment(until) if until else None, by=axis)
    return desk.show("_standing.html", as_of, **context)


@page("/question/{question}/statement/{statement}")
def show_statement(
    desk: Desk, as_of: Moment, question: str, statement: str, answer: str = "", fragment: bool = False
) -> Response:
    """Why one statement counts for an answer, and by which chain; alone, or for the side panel."""
    _, found = _question(desk, as_of, question)
    template = "_statement.html" if fragment else "statement.html"
    context = parts.statement(found, statement, answer)
    return desk.show(template, as_of, question=found.question, **context)


@page("/article/{article}")
def show_article(desk: Desk, as_of: Moment, article: str) -> Response:
    """An article with its statements marked."""
    with desk.ledger.at(as_of) as view:
        found = article_page(view, article)
    return desk.show("article.html", as_of, page=found, kinds=KINDS, **parts.marks(found))


@page("/article/{article}/changes")
def show_changes(desk: Desk, as_of: Moment, article: str, since: Words = "", beside: bool = True) -> Response:
    """What an article changed, beside each other or in one text, and its versions."""
    with desk.ledger.at(as_of) as view:
        found = changes_page(view, article, since=since)
    return desk.show("changes.html", as_of, page=found, beside=beside)


@page("/article/{article}/custody")
def show_custody(desk: Desk, as_of: Moment, article: str) -> Response:
    """Who stored what of an article, and who looked at it."""
    with desk.ledger.at(as_of) as view:
        found = custody_page(view, article, desk.ledger.accesses.accesses())
    return desk.show("custody.html", as_of, page=found)


@page("/articles")
def show_articles(desk: Desk, as_of: Moment, outlet: Words = "", skip: Skip = 0) -> Response:
    """Articles, of all outlets or of one."""
    with desk.ledger.at(as_of) as view:
        found = articles_page(view, outlet=outlet, skip=skip)
    return desk.show("articles.html", as_of, page=found)


@page("/sources")
def show_sources(desk: Desk, as_of: Moment, q: Words = "", skip: Skip = 0) -> Response:
    """Who said something."""
    with desk.ledger.at(as_of) as view:
        found = sources_page(view, words=q, skip=skip)
    return desk.show("sources.html", as_of, page=found)


@page("/source/{source}")
def show_source(desk: Desk, as_of: Moment, source: str) -> Response:
    """Everything that one source said."""
    with desk.ledger.at(as_of) as view:
        found = source_page(view, source)
    return desk.show("source.html", as_of, page=found, axis=parts.axis(found))


@page("/entities")
def show_entities(
    desk: Desk, as_of: Moment, q: Words = "", skip: Skip = 0, everybody: bool = False
) -> Response:
    """Who is who; with `everybody` also the sources without a name."""
    with desk.ledger.at(as_of) as view:
        found = entities_page(view, words=q, everybody=everybody, skip=skip)
    return desk.show("entities.html", as_of, page=found)


@page("/entity/{entity}")
def show_entity(desk: Desk, as_of: Moment, entity: str) -> Response:
    """Everything the case has on one entity."""
    with desk.ledger.at(as_of) as view:
        found = entity_page(view, entity)
    return desk.show("entity.html", as_of, page=found, axis=parts.entity_axis(found))


@page("/watchlists")
def show_watchlists(desk: Desk, as_of: Moment) -> Response:
    """The watchlists of the case."""
    with desk.ledger.at(as_of) as view:
        found = watchlists_page(view)
    return desk.show("watchlists.html", as_of, page=found)


@page("/watchlist")
def show_watchlist(desk: Desk, as_of: Moment, name: Words = "", skip: Skip = 0) -> Response:
    """What the versions of one list changed."""
    with desk.ledger.at(as_of) as view:
        found = watchlist_page(view, name, skip=skip)
    return desk.show("watchlist.html", as_of, page=found)


@page("/hits")
def show_hits(desk: Desk, as_of: Moment, judged: bool = False, skip: Skip = 0) -> Response:
    """Hits on watchlists, to confirm or reject."""
    with desk.ledger.at(as_of) as view:
        found = hits_page(view, judged=judged, skip=skip)
    return desk.show("hits.html", as_of, page=found)


@page("/outlets")
def show_outlets(desk: Desk, as_of: Moment) -> Response:
    """Who publishes."""
    with desk.ledger.at(as_of) as view:
        found = outlets_page(view)
    return desk.show("outlets.html", as_of, page=found)


@page("/search")
def show_search(desk: Desk, as_of: Moment, q: Words = "") -> Response:
    """Articles and statements that hold the words."""
    with desk.ledger.at(as_of) as view:
        found = search_page(view, q)
    return desk.show("search.html", as_of, page=found)


@page("/refusals")
def show_refusals(desk: Desk, as_of: Moment) -> Response:
    """What was set aside."""
    with desk.ledger.at(as_of) as view:
        found = refusals_page(view)
    return desk.show("refusals.html", as_of, page=found)


@page("/evidence/{digest}")
def give_evidence(desk: Desk, digest: str) -> Response:
    """The bytes that were collected, to keep and never to show: they are somebody else's page."""
    try:
        data = desk.ledger.evidence.get(digest)
    except ValueError as cause:
        raise NotFound(f"Evidence {digest[:80]}", "", "An article's page links to its evidence.") from cause
    named = {"Content-Disposition": f'attachment; filename="{digest[:16]}.evidence"'}
    return Response(data, media_type="application/octet-stream", headers=named)
