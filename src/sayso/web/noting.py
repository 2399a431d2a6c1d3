"""Every page that was shown, and every piece of evidence that was taken, in the access log."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.ledger.access import Did
from sayso.ledger.ledger import Ledger

_PARTS = ("/static/",)


class Noting:
    """Writes down what was answered with success. It is one line in a file: see the benchmark."""

    def __init__(self, app: ASGIApp, *, ledger: Ledger) -> None:
        self.app, self.ledger = app, ledger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note it once its answer begins."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(_PARTS):
            await self.app(scope, receive, send)
            return

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                did = Did.EXPORTED if scope["path"].startswith("/evidence/") else Did.VIEWED
                query = scope["query_string"].decode("latin-1")
                self.ledger.note(did, scope["path"] + (f"?{query}" if query else ""), through="desk")
            await send(message)

        await self.app(scope, receive, noted)
