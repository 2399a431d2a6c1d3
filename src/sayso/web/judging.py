"""The desk's only writes: judgements of persons, posted from its own pages (see `guard`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from sayso.desk.judge import correct, reopen, restore, settle
from sayso.terms.statement import CorrectionKind
from sayso.terms.time import NOW
from sayso.web.pages import Desk
from sayso.web.wording import linker

router = APIRouter()
Line = Annotated[str, Form(max_length=4_000)]


def _back(*parts: str, anchor: str = "") -> Response:
    """To the page that shows what the judgement changed; 303, so that reloading posts nothing."""
    return RedirectResponse(linker(NOW)(*parts) + anchor, status_code=303)


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
    return _back("question", question)


@router.post("/question/{question}/reopen")
def post_reopen(desk: Desk, question: str) -> Response:
    """Close the rulings on a question."""
    reopen(desk.ledger, question)
    return _back("question", question)


@router.post("/statement/{statement}/correct")
def post_correct(
    desk: Desk, statement: str, kind: Annotated[CorrectionKind, Form()], by: Line = "", because: Line = ""
) -> Response:
    """Accept or reject a statement, and go back to its article."""
    with desk.ledger.at() as view:
        article = view.statement(statement).article.id
    correct(desk.ledger, statement, kind, by=by, because=because)
    return _back("article", article, anchor=f"#{statement}" if kind is CorrectionKind.ACCEPT else "")


@router.post("/statement/{statement}/restore")
def post_restore(desk: Desk, statement: str) -> Response:
    """Take the corrections of a statement back."""
    restore(desk.ledger, statement)
    with desk.ledger.at() as view:
        article = view.statement(statement).article.id
    return _back("article", article, anchor=f"#{statement}")
