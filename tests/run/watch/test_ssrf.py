"""The watch asks no private address, whoever names it: a beat, a feed's link, a sitemap, a redirect, a
name that answers differently the second time."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from sayso.collect import Options
from sayso.desk.follow import follow
from sayso.run.watch.watcher import Parts, Watcher
from tests.collect.servers import Reply, Served, served
from tests.collect.test_ssrf import SPELLINGS
from tests.run.watch.conftest import Watched, unread


def options(server: Served) -> Options:
    return Options(allow_hosts=(f"127.0.0.1:{server.port}",), robots=False, host_delay=0, fetch_seconds=2)


def test_no_spelling_in_a_feed_a_sitemap_or_a_redirect_reaches_a_private_address(case: Watched) -> None:
    with served({"/": Reply(b"secret")}) as canary, served() as server:
        links = [spelling.format(p=canary.port) for spelling in SPELLINGS]
        items = "".join(
            f"<item><title>Item {n}</title><link>{escape(link)}</link><description>So.</description></item>"
            for n, link in enumerate(links)
        )
        locations = "".join(f"<url><loc>{escape(link)}</loc></url>" for link in links)
        moved = [link for link in links if link.isascii() and link.isprintable()]
        server.routes |= {
            f"/moved/{n}": Reply(b"", 302, {"Location": link}) for n, link in enumerate(moved[:40])
        }
        server.routes["/feed"] = Reply(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
        server.routes["/map"] = Reply(f"<urlset>{locations}</urlset>".encode())
        follow(case.ledger, [server.url("/feed"), server.url("/map")])
        follow(case.ledger, [server.url(path) for path in server.routes if path.startswith("/moved/")])
        follow(case.ledger, [link for link in links if "://" in link[:30]])
        with Watcher(
            case.ledger, options=options(server), parts=Parts(clock=case.clock, read=unread)
        ) as watcher:
            for _ in range(3_000):
                if not watcher.step() and len(server.hits) >= 42:
                    break
        assert len({path for path, _ in server.hits}) >= 42
        assert canary.hits == []


def test_a_name_that_answers_differently_the_next_time_gains_nothing(case: Watched) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if host == "open.example" else ["203.0.113.7", "127.0.0.1"]

    with served({"/": Reply(b"secret")}) as canary:
        follow(case.ledger, [f"http://rebind.example:{canary.port}/", f"http://open.example:{canary.port}/"])
        parts = Parts(clock=case.clock, read=unread, resolve=resolve)
        with Watcher(case.ledger, options=replace(options(canary), allow_hosts=()), parts=parts) as watcher:
            watcher.run(once=True)
        assert canary.hits == []
    assert set(asked) == {"rebind.example", "open.example"}
    reasons = [case.ledger.at().visits(beat.id)[0].reason for beat in case.ledger.at().beats()]
    assert all("not a public address" in reason for reason in reasons)
