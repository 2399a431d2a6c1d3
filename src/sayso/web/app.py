"""The desk as a web application."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from sayso.desk.hearing import LARYNX, Larynx
from sayso.desk.remembered import Remembered
from sayso.ledger.ledger import Ledger
from sayso.web.alerting import router as alerting
from sayso.web.errors import install_errors
from sayso.web.guard import LOOPBACK, Guard
from sayso.web.judging import router as judging
from sayso.web.noting import Noting
from sayso.web.pages import router
from sayso.web.rendering import Pages
from sayso.web.sounding import router as sounding
from sayso.web.watching import router as watching


@dataclass(frozen=True, slots=True)
class Outside:
    """Whom the desk may speak to: private hosts that a trial alert may go to, and the time-stamp
    authorities whose stamps are awaited."""

    allow_hosts: tuple[str, ...] = ()
    stamp_with: tuple[str, ...] = ()


def create_app(
    case: Path | Ledger,
    *,
    hosts: Collection[str] = LOOPBACK,
    mounts: Mapping[str, ASGIApp] | None = None,
    weigh_again: Callable[[Ledger], object] | None = None,
    outside: Outside | None = None,
    larynx: Larynx = LARYNX,
) -> FastAPI:
    """The desk over one case, a folder or an open ledger. NoCase where the folder holds none.

    It answers only to the host names of `hosts`. `mounts` puts other applications, such as the API,
    under a path of the same server and behind the same guard. `weigh_again` is called, after the answer
    is out, when a person judged who is who; without it such a judgement waits for the next add.
    `outside` says whom trial alerts may go to.
    `larynx` is what takes and compares voices.
    """
    ledger = case if isinstance(case, Ledger) else Ledger.open(case)
    app = FastAPI(
        title="sayso",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(Guard, hosts=frozenset(hosts), mounts=tuple(mounts or ())),
            Middleware(Noting, ledger=ledger),
        ],
    )
    pages = Pages(case=quote(str(ledger.folder)), reweighs=weigh_again is not None)
    app.state.ledger, app.state.pages, app.state.weigh_again = ledger, pages, weigh_again
    app.state.outside, app.state.tried = outside or Outside(), {}
    app.state.larynx, app.state.remembered = larynx, Remembered()
    app.include_router(router)
    app.include_router(judging)
    app.include_router(watching)
    app.include_router(alerting)
    app.include_router(sounding)
    install_errors(app, pages)
    for path, mounted in (mounts or {}).items():
        app.mount(path, mounted)
    app.mount("/static", StaticFiles(packages=[("sayso.web", "static")]))
    return app
