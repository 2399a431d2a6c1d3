"""From a page that a feed names to the alert: over real servers, read and weighed for real."""

from __future__ import annotations

import json
import socketserver
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from sayso.collect import Options
from sayso.desk.alerts.deliver import signature
from sayso.desk.alerts.teller import Teller
from sayso.desk.follow import follow
from sayso.ledger import Ledger
from sayso.run.watch.watcher import Parts, Watcher
from sayso.run.weighing import weigh_new
from sayso.terms.watch import Alert, AlertKind, Beat, Wish
from tests.collect.servers import Reply, Served, served
from tests.run.watch.test_watch import feed, item

# The last one denies what the others print.
PAGES = {
    "one": "Interior minister says Ruvan Ostrel was killed",
    "two": "Ruvan Ostrel was killed in Friday strike, officials say",
    "three": "Front denies that Ruvan Ostrel was killed",
}
TEXTS = {
    "one": "Ruvan Ostrel, commander of the Front, was killed in a strike near Kelmet on Friday, Interior "
    "Minister Dana Vell said. Vell said that Ostrel was killed when a missile hit his convoy.",
    "two": "Two security officials told the Courier that Ruvan Ostrel was killed in the strike on Friday. "
    "The officials said that Ostrel was killed together with four guards.",
    "three": "Ilan Tarr, a spokesman of the Front, denied on Saturday that Ruvan Ostrel was killed. "
    "“Ruvan Ostrel was not killed,” Tarr said.",
}
NAMES = list(PAGES)
OPTIONS = Options(allow_hosts=("127.0.0.1",), host_delay=0.0, fetch_seconds=5)


class Letters(socketserver.StreamRequestHandler):
    """As much of SMTP as one message needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline():
            if line.upper().startswith(b"DATA"):
                self.wfile.write(b"354 go on\r\n")
                letter = b""
                while not letter.endswith(b"\r\n.\r\n"):
                    letter += self.rfile.readline()
                self.server.got.append(letter.decode())  # type: ignore[attr-defined]
            self.wfile.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 ok\r\n")


class Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers.items()), body))  # type: ignore[attr-defined]
        self.send_response(204 if len(self.server.got) > 1 else 503)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def listening(server: socketserver.BaseServer) -> Iterator[socketserver.BaseServer]:
    server.got = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def page(name: str) -> Reply:
    title, text = PAGES[name], TEXTS[name]
    site = f"<meta property='og:site_name' content='Outlet {name}'>"
    return Reply(
        f"<html><head><title>{title}</title>{site}</head><body><article><h1>{title}</h1><p>{text}</p>"
        f"<p>The town of Kelmet lies in the north. It was quiet.</p></article></body></html>".encode()
    )


def publish(server: Served, names: list[str]) -> None:
    server.routes |= {f"/{name}": page(name) for name in names}
    server.routes["/feed"] = feed(
        *(item(number, link=server.url(f"/{name}"), text="Short.") for number, name in enumerate(names))
    )


def watch(ledger: Ledger, teller: Teller) -> None:
    """Visit everything now, whenever it was due."""
    with ledger.writing() as writer:
        for beat in ledger.at().beats():
            pulse = ledger.at().pulse(beat.id)
            if pulse:
                writer.pulses([replace(pulse, due=datetime.now(UTC) - timedelta(seconds=1))])
    parts = Parts(weigh=weigh_new, tell=teller, again=())
    with Watcher(ledger, options=OPTIONS, parts=parts) as watcher:
        watcher.run(once=True)


def test_a_denial_is_told_within_seconds_once_and_by_every_channel(tmp_path: Path) -> None:
    told: list[tuple[Alert, float]] = []

    def note(alert: Alert) -> None:
        told.append((alert, time.monotonic()))

    letters, hook = socketserver.TCPServer(("127.0.0.1", 0), Letters), HTTPServer(("127.0.0.1", 0), Hook)
    with (
        Ledger.create(tmp_path / "case") as ledger,
        served() as server,
        listening(letters) as mail,
        listening(hook) as web,
        Teller(allow_hosts=("127.0.0.1",), on_alert=note) as teller,
    ):
        noted = tmp_path / "noted.json"
        command = [sys.executable, "-c", f"import sys; open({str(noted)!r}, 'a').write(sys.stdin.read())"]
        (tmp_path / "case" / "alerts.toml").write_text(
            f'[[channel]]\nkind = "email"\nto = "ada@a.example"\nsecurity = "none"\n'
            f'server = "127.0.0.1:{letters.server_address[1]}"\n'
            f'[[channel]]\nkind = "webhook"\nsecret = "s3cret"\n'
            f'url = "http://127.0.0.1:{hook.server_address[1]}/in"\n[[channel]]\nkind = "command"\n'
            f"run = {json.dumps(command)}\n",
            encoding="utf-8",
        )
        with ledger.writing() as writer:
            address = server.url("/feed")
            writer.beat(Beat(id=Beat.make_id(address), address=address, recorded=datetime.now(UTC)))
            wish = Wish(id=Wish.make_id("Ostrel", ""), words="Ostrel", recorded=datetime.now(UTC))
            assert writer.wish(wish)
        publish(server, NAMES[:2])
        watch(ledger, teller)
        assert {kind for alert, _ in told for kind in alert.kinds} <= {AlertKind.SEARCH}
        publish(server, NAMES)
        asked: list[float] = []

        def note_asked(request: BaseHTTPRequestHandler) -> Reply:
            asked.append(time.monotonic())
            return page(NAMES[-1])

        server.routes[f"/{NAMES[-1]}"] = note_asked
        watch(ledger, teller)
        teller.finish(ledger, datetime.now(UTC))
        kinds = {kind for alert, _ in told for kind in alert.kinds}
        assert AlertKind.SEARCH in kinds
        assert {AlertKind.STATUS, AlertKind.DENIAL} <= kinds
        assert asked
        assert max(moment for _, moment in told) - asked[0] < 60
        many = len(told)
        watch(ledger, teller)
        teller.finish(ledger, datetime.now(UTC))
        assert len(told) == many
        # What the saved search found within the cooldown comes at its end, and the hook is tried again.
        teller.finish(ledger, datetime.now(UTC) + timedelta(hours=1))
        many = len(told)
        assert len(mail.got) == many  # type: ignore[attr-defined]
        assert "Subject: " in mail.got[0]  # type: ignore[attr-defined]
        headers, body = web.got[-1]  # type: ignore[attr-defined]
        moment, _, signed = headers["X-Sayso-Signature"].partition(",v1=")
        assert signed == signature("s3cret", moment.removeprefix("t="), body)
        assert json.loads(body)["alerts"][0]["lines"][0]["evidence"]
        assert len(noted.read_text(encoding="utf-8").split('{"alerts"')) == many + 1
        assert all(each.sent for each in ledger.at().deliveries())
        assert list(ledger.verify()) == []


@pytest.mark.parametrize(
    "run", [["/no/such/program"], [sys.executable, "-c", "import sys; sys.exit('no room')"]]
)
def test_a_channel_that_fails_is_tried_again_later(tmp_path: Path, run: list[str]) -> None:
    from sayso.desk.alerts.channels import read_alerting
    from sayso.desk.alerts.deliver import deliver_due
    from sayso.terms.watch import AlertLine

    now = datetime.now(UTC)
    with Ledger.create(tmp_path / "case") as ledger:
        alerts = f'[[channel]]\nkind = "command"\nrun = {json.dumps(run)}\n'
        (tmp_path / "case" / "alerts.toml").write_text(alerts, encoding="utf-8")
        alerting = read_alerting(tmp_path / "case")
        line = AlertLine(AlertKind.STATUS, "It changed.")
        alert = Alert(id="al-1", subject="qu-1", title="Did it?", lines=(line,), moment=now)
        with ledger.writing() as writer:
            writer.alert(alert, [("command", now), ("gone", now)])
        assert deliver_due(ledger, alerting, now) == 0
        waiting = ledger.at().deliveries()
        assert {each.channel: bool(each.reason) for each in waiting} == {"command": True, "gone": True}
        assert all(each.due > now and each.tries == 1 and each.sent is None for each in waiting)
        assert deliver_due(ledger, alerting, now) == 0
        assert all(each.tries == 1 for each in ledger.at().deliveries())


def test_a_correction_is_told_with_both_versions(tmp_path: Path) -> None:
    told: list[Alert] = []
    with (
        Ledger.create(tmp_path / "case") as ledger,
        served() as server,
        Teller(allow_hosts=("127.0.0.1",), on_alert=told.append) as teller,
    ):
        follow(ledger, [server.url("/page")], kind="page")
        body = "<html><title>Twelve killed</title><body><article><h1>Twelve killed</h1>{}</article>"
        first = "<p>Twelve men were killed near Kelmet, the Interior Ministry said on Friday.</p>"
        rest = "<p>The town of Kelmet lies in the north of the country, and it was quiet on Sunday.</p>" * 3
        server.routes["/page"] = Reply(body.format(first + rest).encode())
        watch(ledger, teller)
        note = "<p>Correction: an earlier version of this article gave a wrong number of dead.</p>"
        server.routes["/page"] = Reply(body.format(note + first.replace("Twelve", "Nine") + rest).encode())
        watch(ledger, teller)
        watch(ledger, teller)
    lines = [line for alert in told for line in alert.lines]
    assert [line.kind for line in lines] == [AlertKind.RETRACTION]
    assert "Correction: an earlier version" in lines[0].what
    assert "present on" in lines[0].why
    assert len(lines[0].articles) == 2
