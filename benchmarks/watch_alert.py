"""From the moment a page is served to the alert about it, in a watch that runs already.

`python -m benchmarks watch_alert --turns 5`: each turn watches a feed on the loopback address, lets two
articles be read, then publishes a denial; what is measured ends when the alert is stored. Reading,
weighing and noticing are the real ones. To be held under 5 s.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from sayso.collect import Options
from sayso.desk.alerts.teller import Teller
from sayso.ledger import Ledger
from sayso.run.watch.watcher import Parts, Watcher
from sayso.run.weighing import weigh_new
from sayso.terms.watch import Alert, AlertKind, Beat

_TEXTS = (
    ("Ruvan Ostrel was killed", "Ruvan Ostrel was killed on Friday, Interior Minister Dana Vell said."),
    (
        "Ostrel was killed, officials say",
        "Two security officials said that Ruvan Ostrel was killed on Friday.",
    ),
    (
        "Front denies it",
        "Ilan Tarr, a spokesman of the Front, denied on Saturday that Ruvan Ostrel was killed.",
    ),
)
_REST = "The town of Kelmet lies in the north of the country, and it was quiet there on Sunday. " * 3


class _Handler(BaseHTTPRequestHandler):
    server: ThreadingHTTPServer
    shown = 2
    served_at = 0.0

    def do_GET(self) -> None:
        port = self.server.server_port
        if self.path == "/feed":
            items = "".join(
                f"<item><guid>{n}</guid><title>{title}</title><link>http://127.0.0.1:{port}/{n}</link></item>"
                for n, (title, _) in enumerate(_TEXTS[: self.shown])
            )
            body = f"<rss version='2.0'><channel><title>Wire</title>{items}</channel></rss>"
        else:
            title, text = _TEXTS[int(self.path[1:])]
            site = f"<meta property='og:site_name' content='Outlet {self.path[1:]}'>"
            body = f"<html><head><title>{title}</title>{site}"
            body += (
                f"</head><body><article><h1>{title}</h1><p>{text}</p><p>{_REST}</p></article></body></html>"
            )
            if self.path == "/2":
                type(self).served_at = time.monotonic()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


def one_turn(folder: Path) -> float:
    """Seconds from the serving of the denial to its alert."""
    _Handler.shown = 2
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found: list[float] = []

    def note(alert: Alert) -> None:
        if alert.kinds & {AlertKind.DENIAL, AlertKind.STATUS}:
            found.append(time.monotonic())

    options = Options(allow_hosts=("127.0.0.1",), robots=False, host_delay=0.0)
    with Ledger.create(folder) as ledger, Teller(on_alert=note) as teller:
        address = f"http://127.0.0.1:{server.server_address[1]}/feed"
        with ledger.writing() as writer:
            now = datetime.now(UTC)
            writer.beat(Beat(id=Beat.make_id(address), address=address, every=1.0, recorded=now))
        parts = Parts(weigh=weigh_new, tell=teller, again=())
        with Watcher(ledger, options=options, parts=parts) as watcher:
            _until(watcher, lambda: len(ledger.at().articles()) == 2 and ledger.at().is_weighed())
            _Handler.shown = 3
            _until(watcher, lambda: bool(found))
    server.shutdown()
    server.server_close()
    return found[0] - _Handler.served_at


def _until(watcher: Watcher, done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done() and time.monotonic() < end:
        watcher.step()


def main(argv: Sequence[str]) -> int:
    """Print the median and the longest."""
    parser = argparse.ArgumentParser(prog="watch_alert", description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    args = parser.parse_args(argv)
    took = []
    for _ in range(args.turns):
        with tempfile.TemporaryDirectory() as folder:
            took.append(one_turn(Path(folder) / "case"))
    print(f"{datetime.now(UTC):%Y-%m-%d}: {args.turns} turns, from the page to the alert: median")
    print(f"{statistics.median(took):.2f} s, longest {max(took):.2f} s")
    return 0
