"""Real servers on the loopback address, and addresses for their names."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Headers = dict[str, str]


@dataclass
class Reply:
    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)
    drip: float = 0.0  # seconds between single bytes
    silent: float = 0.0  # seconds before anything is sent
    cut: bool = False  # promise more than is sent


Route = Reply | Callable[[BaseHTTPRequestHandler], Reply]


class Handler(BaseHTTPRequestHandler):
    server: Served
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.hits.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
        route = self.server.routes.get(self.path.split("?")[0], Reply(b"no", 404))
        reply = route if isinstance(route, Reply) else route(self)
        time.sleep(reply.silent)
        self.send_response(reply.status)
        for name, value in {"Content-Type": "text/html", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body) + (100 if reply.cut else 0)))
        self.end_headers()
        self._body(reply)
        if reply.cut:
            self.close_connection = True

    def _body(self, reply: Reply) -> None:
        try:
            if not reply.drip:
                self.wfile.write(reply.body)
                return
            for byte in reply.body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(reply.drip)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


class Served(ThreadingHTTPServer):
    daemon_threads = True
    routes: dict[str, Route]
    hits: list[tuple[str, Headers]]

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that goes away is what half of these tests are about


@contextmanager
def served(
    routes: Mapping[str, Route] | None = None, *, tls: ssl.SSLContext | None = None
) -> Iterator[Served]:
    server = Served(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.routes = dict(routes or {})
    server.hits = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
