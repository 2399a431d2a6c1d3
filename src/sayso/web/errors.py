"""Errors as pages: what went wrong, with which item, and what to do next."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sayso.desk.moments import read_as_of
from sayso.errors import BadField, BadTime, CaseBusy, NotFound, SaysoError, StorageFull
from sayso.terms.time import NOW, AsOf
from sayso.web.guard import HEADERS
from sayso.web.rendering import Pages

_LOG = logging.getLogger(__name__)
CODES: Mapping[type[SaysoError], tuple[int, str]] = {
    NotFound: (404, "Not in this case"),
    BadTime: (400, "That is no moment"),
    BadField: (400, "That can't be asked"),
    CaseBusy: (503, "The case is busy"),
    StorageFull: (507, "The disk is full"),
}


def install_errors(app: FastAPI, pages: Pages) -> None:
    """Give every error of the application a page."""

    def show(request: Request, code: int, heading: str, sentence: str) -> Response:
        context = {"number": code, "heading": heading, "sentence": sentence}
        return pages.show(request, "error.html", as_of=_as_of(request), context=context, code=code)

    def of_sayso(request: Request, error: Exception) -> Response:
        code, heading = next(
            (CODES[kind] for kind in type(error).__mro__ if kind in CODES), (500, "The case can't be read")
        )
        return show(request, code, heading, error.sentence() if isinstance(error, SaysoError) else "")

    def of_http(request: Request, error: Exception) -> Response:
        code = error.status_code if isinstance(error, HTTPException) else 500
        if code == 404:
            return show(request, 404, "No such page", "The desk has no page at this address.")
        return show(request, code, "That can't be asked", "The desk does not answer this request.")

    def of_values(request: Request, error: Exception) -> Response:
        found = error.errors() if isinstance(error, RequestValidationError) else []
        told = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in found)
        return show(request, 400, "That can't be asked", f"{told}. Change it in the address and try again.")

    def of_all(request: Request, error: Exception) -> Response:
        _LOG.error("the desk failed at %s", request.url.path, exc_info=error)
        sentence = "The desk met a mistake of its own. What is stored is safe; the terminal has the details."
        answer = show(request, 500, "That went wrong", sentence)
        answer.headers.update(HEADERS)  # what answers here stands outside the guard
        return answer

    app.add_exception_handler(SaysoError, of_sayso)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_values)
    app.add_exception_handler(Exception, of_all)


def _as_of(request: Request) -> AsOf:
    """The as-of that was asked for, if it can be read: an error page must not fail over it."""
    query = request.query_params
    try:
        return read_as_of(published=query.get("published", ""), recorded=query.get("recorded", ""))
    except BadTime:
        return NOW
