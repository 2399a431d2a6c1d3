"""The desk's only writes: judgements of persons, posted from its own pages (see `guard`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from sayso.desk.framing import ask, merge, rename, split, unframe
from sayso.desk.judge import (
    correct,
    date,
    judge_hit,
    judge_names,
    part,
    reopen,
    restore,
    settle,
    undate,
    unjudge_hit,
    unjudge_names,
)
from sayso.terms.entity import Verdict
from sayso.terms.framing import FramingKind
from sayso.terms.statement import CorrectionKind
from sayso.terms.time import NOW
from sayso.web.pages import Desk, Shown
from sayso.web.wording import linker

router = APIRouter()
_ARTICLES, _ENTITIES = 200, 200
Line = Annotated[str, Form(max_length=4_000)]


def back(*parts: str, anchor: str = "", then: BackgroundTask | None = None) -> RedirectResponse:
    """To the page that shows what the judgement changed; 303, so that reloading posts nothing."""
    return RedirectResponse(linker(NOW)(*parts) + anchor, status_code=303, background=then)


def weighing(desk: Shown) -> BackgroundTask | None:
    """Weighing the case again, once the answer is out, where the desk was given a way to."""
    weigh_again = desk.request.app.state.weigh_again
    return BackgroundTask(weigh_again, desk.ledger) if weigh_again else None


@router.post("/question/{question}/settle")
def post_settle(
    desk: Desk,
    question: str,
    answer: Line = "",
    holds: Annotated[bool, Form()] = True,
    by: Line = "",
    because: Line = "",
) -> Response:
    """Settle an answer."""
    settle(desk.ledger, question, answer, holds=holds, by=by, because=because)
    return back("question", question)


@router.post("/question/{question}/reopen")
def post_reopen(desk: Desk, question: str) -> Response:
    """Close the rulings on a question."""
    reopen(desk.ledger, question)
    return back("question", question)


@router.post("/question/{question}/frame")
def post_frame(
    desk: Desk,
    question: str,
    kind: Annotated[FramingKind, Form()],
    words: Line = "",
    into: Line = "",
    articles: Annotated[list[str] | None, Form()] = None,
    by: Line = "",
    because: Line = "",
) -> Response:
    """Rename a question, merge it into another or split it; to the question that it is part of then."""
    if kind is FramingKind.RENAME:
        rename(desk.ledger, question, words, by=by, because=because)
        return back("question", question)
    if kind is FramingKind.MERGE:
        merge(desk.ledger, question, into.strip(), by=by, because=because)
        return back("question", into.strip())
    made = split(desk.ledger, question, (articles or [])[:_ARTICLES], words=words, by=by, because=because)
    return back("question", made.into)


@router.post("/question/{question}/unframe")
def post_unframe(desk: Desk, question: str, kind: Annotated[FramingKind, Form()], of: Line = "") -> Response:
    """Take back the last such judgement on how a question is put, this one or the one that it came from."""
    unframe(desk.ledger, of or question, kind)
    if kind is FramingKind.OPEN:
        return back(then=weighing(desk))
    return back("question", of or question)


@router.post("/article/{article}/ask")
def post_ask(
    desk: Desk,
    article: str,
    words: Line = "",
    answers: Line = "",
    kind: Line = "general",
    by: Line = "",
    because: Line = "",
) -> Response:
    """Ask a question of the event that an article belongs to."""
    ask(desk.ledger, words, answers.splitlines(), about=article, kind=kind, by=by, because=because)
    return back("article", article, then=weighing(desk))


@router.post("/statement/{statement}/correct")
def post_correct(
    desk: Desk, statement: str, kind: Annotated[CorrectionKind, Form()], by: Line = "", because: Line = ""
) -> Response:
    """Accept or reject a statement, and go back to its article."""
    with desk.ledger.at() as view:
        article = view.statement(statement).article.id
    correct(desk.ledger, statement, kind, by=by, because=because)
    return back("article", article, anchor=f"#{statement}" if kind is CorrectionKind.ACCEPT else "")


@router.post("/statement/{statement}/restore")
def post_restore(desk: Desk, statement: str) -> Response:
    """Take the corrections of a statement back."""
    restore(desk.ledger, statement)
    with desk.ledger.at() as view:
        article = view.statement(statement).article.id
    return back("article", article, anchor=f"#{statement}")


@router.post("/article/{article}/date")
def post_date(desk: Desk, article: str, published: Line = "", by: Line = "", because: Line = "") -> Response:
    """Correct when an article was published; its times follow when the case is weighed again."""
    date(desk.ledger, article, published, by=by, because=because)
    return back("article", article, anchor="#published", then=weighing(desk))


@router.post("/article/{article}/undate")
def post_undate(desk: Desk, article: str) -> Response:
    """Take the corrections of an article's date back."""
    undate(desk.ledger, article)
    return back("article", article, anchor="#published", then=weighing(desk))


@router.post("/entity/{entity}/judge")
def post_judge(
    desk: Desk,
    entity: str,
    verdict: Annotated[Verdict, Form()],
    other: Line = "",
    by: Line = "",
    because: Line = "",
    proposed: Line = "",
) -> Response:
    """Judge whether two entities are one; on what sayso `proposed`, that is reason enough."""
    because = because or (f"on sight of the articles: {proposed}" if proposed else "")
    judge_names(desk.ledger, entity, other, verdict, by=by, because=because)
    return back("entity", entity, anchor="#who", then=weighing(desk))


@router.post("/entity/{entity}/part")
def post_part(desk: Desk, entity: str, piece: Line = "", by: Line = "") -> Response:
    """Take a name of one article out of an entity; to the one that it is then, where it is not judged yet."""
    part(desk.ledger, piece, by=by, because="another one of the name, by what the article says")
    return back("entity", entity, anchor="#who", then=weighing(desk))


@router.post("/entity/{entity}/unjudge")
def post_unjudge(desk: Desk, entity: str, other: Line = "", of: Line = "") -> Response:
    """Take a judgement on two entities back, with what was judged at once; back to the entity `of`."""
    unjudge_names(desk.ledger, entity, other)
    return back("entity", of or entity, anchor="#who", then=weighing(desk))


@router.post("/hits/{hit}/judge")
def post_hit(
    desk: Desk,
    hit: str,
    verdict: Annotated[Verdict, Form()],
    by: Line = "",
    because: Line = "",
    of: Line = "",
    whom: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Confirm a hit on a watchlist for those of the name `whom` it is said of, reject it, or leave it open;
    back to the entity `of`, or the next hit."""
    judge_hit(desk.ledger, hit, verdict, by=by, because=because, of=_few(whom, of))
    return back("entity", of, anchor="#who") if of else back("hits")


@router.post("/hits/{hit}/unjudge")
def post_unhit(
    desk: Desk, hit: str, of: Line = "", whom: Annotated[list[str] | None, Form()] = None
) -> Response:
    """Take what was judged of a hit back; it waits again."""
    unjudge_hit(desk.ledger, hit, of=_few(whom, of))
    return back("entity", of, anchor="#who") if of else back("hits")


def _few(whom: list[str] | None, of: str) -> list[str]:
    return (whom or [of] * bool(of))[:_ENTITIES]
