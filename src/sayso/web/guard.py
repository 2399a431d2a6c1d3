"""What stands before every page: who may ask, and what a browser may do with the answer.

The desk listens on the loopback address and has no password, so a page of another site that is open in
the same browser must not be able to read it or to post to it. Against DNS rebinding the Host header
must name an address that was allowed; against forged forms a POST must come from the desk's own pages
(Sec-Fetch-Site, else Origin).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.desk.serial import to_error

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

# No script, style or picture but the desk's own files; no inline script or style at all.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_SAFE = frozenset({"GET", "HEAD"})
_WRITES = frozenset({"POST"})


class Guard:
    """Refuses strangers and sets the headers of every answer. Under the paths of `mounts`, where programs
    ask, a refusal has the shape of every error of the API."""

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], mounts: Collection[str] = ()) -> None:
        self.app = app
        self.mounts = tuple(f"{path}/" for path in mounts)
        self.hosts = frozenset(name.casefold() for name in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an allowed request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        answer = self._told(scope["path"], *refusal) if refusal else self.app
        await answer(scope, receive, with_headers)

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        if _host(headers.get("host", "")) not in self.hosts:
            return 421, "This desk does not answer to that host name."
        if method not in _SAFE | _WRITES:
            return 405, "The desk can be read and judged, nothing else."
        if method in _WRITES and not _own(headers):
            return 403, "A judgement has to be made on the desk's own pages."
        return None

    def _told(self, path: str, code: int, message: str) -> Response:
        if f"{path}/".startswith(self.mounts):
            return Response(to_error(code, "Refused", path, message), code, media_type="application/json")
        return PlainTextResponse(f"{message}\n", code)


def _host(header: str) -> str:
    """The host of a Host header without its port; empty where it is none."""
    try:
        return (urlsplit(f"//{header}").hostname or "").casefold()
    except ValueError:
        return ""


def _own(headers: Headers) -> bool:
    """Whether a request comes from a page of the desk itself, as the browser tells."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == headers.get("host")
