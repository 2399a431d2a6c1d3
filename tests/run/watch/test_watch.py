"""Beats are watched over real servers: nothing is missed, nothing doubled, nobody hurried."""

from __future__ import annotations

from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from itertools import pairwise

import pytest

from sayso.collect import Options
from sayso.errors import CaseBusy
from sayso.terms.watch import BeatKind, Came, LeadState
from tests.collect.servers import Reply, Served, served
from tests.run.watch.conftest import OPTIONS, Watched

TEXT = "The harbour master said on Friday that the crane had failed and that nobody was hurt. " * 20


def item(number: int, *, key: bool = True, date: str = "", link: str = "", text: str = TEXT) -> str:
    guid = f"<guid isPermaLink='false'>id-{number}</guid>" if key else ""
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    linked = f"<link>{link}</link>" if link else ""
    words = f"<title>Item {number}</title><description>{number}. {text}</description>"
    return f"<item>{guid}{linked}{dated}{words}</item>"


def feed(*items: str, title: str = "Harbour Courier") -> Reply:
    body = f"<rss version='2.0'><channel><title>{title}</title><link>http://a.example/</link>{''.join(items)}</channel></rss>"
    return Reply(body.encode(), headers={"Content-Type": "application/rss+xml"})


def page(title: str, text: str = TEXT) -> Reply:
    return Reply(
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>".encode()
    )


def test_each_item_is_read_once_however_the_feed_orders_and_dates_them(case: Watched) -> None:
    with served() as server:
        beat = case.follow(server.url("/feed"))
        server.routes["/feed"] = feed(
            item(1), item(2, key=False), item(3, date="Fri, 06 Mar 2026 10:00:00 GMT")
        )
        case.once()
        assert case.titles() == ["Item 1", "Item 2", "Item 3"]
        server.routes["/feed"] = feed(
            item(4, date="Thu, 05 Mar 2026 10:00:00 GMT"),
            item(3, date="Sat, 07 Mar 2026 10:00:00 GMT"),
            item(2, key=False, date="Thu, 05 Mar 2026 10:00:00 GMT"),
            item(1),
        )
        case.later(hours=1)
    assert case.titles() == ["Item 1", "Item 2", "Item 3", "Item 4"]
    visits = case.ledger.at().visits(beat.id)
    assert [(visit.came, visit.new, visit.changed) for visit in visits] == [
        (Came.NEW, 1, 0),
        (Came.NEW, 3, 0),
    ]
    assert case.ledger.at().beat(beat.id).address == beat.address
    assert list(case.ledger.verify()) == []


def test_a_page_is_fetched_for_what_a_feed_only_sums_up_and_the_summary_stands_in_for_it(
    case: Watched,
) -> None:
    with served() as server:
        case.follow(server.url("/feed"), outlet="The Courier", language="fr")
        links = [server.url("/1") + "?utm_source=rss", server.url("/2"), server.url("/1")]
        server.routes["/feed"] = feed(
            item(1, link=links[0], text="Short."), item(2, link=links[1], text="Short too.")
        )
        server.routes["/1"] = page("A page")
        case.once()
        asked = [path for path, _ in server.hits]
    assert asked[:2] == ["/robots.txt", "/feed"]
    assert sorted(asked[2:]) == ["/1", "/2"]
    heads = case.ledger.at().articles()
    assert {(head.title, head.outlet, head.language) for head in heads} == {
        ("A page", "The Courier", "fr"),
        ("Item 2", "The Courier", "fr"),
    }
    states = {lead.title: (lead.state, lead.reason) for lead in case.ledger.at().leads()}
    assert states["Item 1"] == (LeadState.READ, "")
    assert states["Item 2"][0] is LeadState.GIVEN_UP
    assert "no such page" in states["Item 2"][1]
    gave = {lead.title: lead.article for lead in case.ledger.at().leads()}
    assert set(gave.values()) == {head.id for head in heads}


def test_what_a_followed_page_says_is_in_the_stream_each_time_it_is_new(case: Watched) -> None:
    with served({"/": page("Pier shut")}) as server:
        beat = case.follow(server.url("/"), kind=BeatKind.PAGE)
        for body in (page("Pier shut"), page("Pier open"), page("Pier open"), page("Pier shut")):
            server.routes["/"] = body
            case.once()
            case.later(hours=7)
    leads = case.ledger.at().leads()
    assert [(lead.title, lead.state) for lead in leads] == [
        ("Pier open", LeadState.READ),
        ("Pier shut", LeadState.READ),
    ]
    assert all(lead.article for lead in leads)
    assert sum(visit.new for visit in case.ledger.at().visits(beat.id)) == 2


def test_unchanged_feeds_cost_little_and_are_asked_less_often(case: Watched) -> None:
    def conditional(request: BaseHTTPRequestHandler) -> Reply:
        if request.headers.get("If-None-Match") == '"1"':
            return Reply(b"", 304)
        return Reply(feed(item(1)).body, headers={"ETag": '"1"'})

    with served({"/feed": conditional}) as server:
        beat = case.follow(server.url("/feed"))
        case.once()
        with case.watcher() as watcher:
            start = case.clock.now()
            while (case.clock.now() - start).total_seconds() < 23 * 3600:
                watcher.step()
        asked = [headers for path, headers in server.hits if path == "/feed"]
    assert 8 <= len(asked) <= 24
    assert all("if-none-match" in headers for headers in asked[1:])
    visits = case.ledger.at().visits(beat.id)
    assert [(visit.came, visit.times) for visit in visits] == [(Came.SAME, len(asked) - 1), (Came.NEW, 1)]


PAGE = b"<html><head><title>%b</title>%b</head><body><p>Hello</p><p>you</p></body></html>"
FEED_LINK = b"<link rel='alternate' type='application/rss+xml' href='/rss?a&amp;b'>"
FORM = b"<html><title>Members</title><form><input type='password'></form></html>"
WRONG = [
    (Reply(PAGE % (b"Courier", FEED_LINK)), Came.SOFT, "('Courier') where a feed is expected", "/rss?a&b"),
    (Reply(FORM), Came.HARD, "a form to log in", "Log in with your browser"),
    (Reply(PAGE % (b"404 Not found", b"")), Came.SOFT, "reads like an error page", "asked again later"),
    (Reply(b"gone", 410), Came.HARD, "taken away", "web archive"),
    (Reply(b"", 429, {"Retry-After": "7200"}), Came.TEMPORARY, "asks to wait until 2026-03-07", "Wait"),
    (Reply(b"", 503), Came.SOFT, "fault", "later"),
    (Reply(b"x" * 200, cut=True), Came.TEMPORARY, "broke off", "later"),
]


@pytest.mark.parametrize(("reply", "came", "words", "step"), WRONG)
def test_what_is_wrong_is_said_with_what_to_do_and_slows_the_beat(
    case: Watched, reply: Reply, came: Came, words: str, step: str
) -> None:
    with served({"/feed": feed(item(1))}) as server:
        beat = case.follow(server.url("/feed"), kind=BeatKind.FEED)
        fine = case.follow(server.url("/other"))
        server.routes["/other"] = feed(item(7))
        case.once()
        server.routes["/feed"] = reply
        server.routes["/other"] = feed(item(7), item(8))
        case.later(hours=1)
        visit = case.ledger.at().visits(beat.id)[0]
        pulse = case.ledger.at().pulse(beat.id)
        assert pulse
        assert visit.came is came
        assert words in visit.reason
        assert step in visit.next_step + visit.reason
        assert "names: /" not in visit.next_step  # a whole address, to be copied
        assert (pulse.due - case.clock.now()).total_seconds() > beat.every
        assert case.ledger.at().visits(fine.id)[0].new == 1
        server.routes["/feed"] = feed(item(1), item(2))
        case.later(days=2)
        after = case.ledger.at().pulse(beat.id)
    assert case.titles() == ["Item 1", "Item 2", "Item 7", "Item 8"]
    assert after
    assert (after.failure, after.failures) == ("", 0)


def test_a_host_is_asked_for_one_thing_at_a_time_and_not_before_it_allows(case: Watched) -> None:
    moments: list[float] = []

    def note(request: BaseHTTPRequestHandler) -> Reply:
        moments.append(case.clock.seconds())
        return (
            Reply(b"User-agent: *\nCrawl-delay: 20") if request.path == "/robots.txt" else page(request.path)
        )

    with served() as server:
        paths = [f"/{number}" for number in range(6)]
        server.routes |= dict.fromkeys([*paths, "/robots.txt"], note)
        for path in paths:
            case.follow(server.url(path), kind=BeatKind.PAGE)
        case.once()
    assert len(moments) == 7
    gaps = [later - sooner for sooner, later in pairwise(moments[1:])]
    assert min(gaps) >= 20


def test_a_case_in_postgresql_is_watched_alike(case_of_a_team: Watched) -> None:
    case = case_of_a_team
    with served() as server:
        short = feed(item(1), item(2, link=server.url("/2"), text="Short."))
        server.routes |= {"/feed": short, "/2": page("Item 2")}
        beat = case.follow(server.url("/feed"))
        case.once()
        case.later(hours=2)
        server.routes["/feed"] = feed(item(3), item(1), item(2, link=server.url("/2"), text="Short."))
        case.later(hours=6)
        assert case.titles() == ["Item 1", "Item 2", "Item 3"]
        server.routes["/feed"] = Reply(b"", 503)
        case.later(days=1)
        with case.watcher(), pytest.raises(CaseBusy, match="watched already"), case.watcher():
            pass
    visits = case.ledger.at().visits(beat.id)
    assert [(visit.came, visit.new) for visit in visits] == [
        (Came.SOFT, 0), (Came.NEW, 1), (Came.SAME, 0), (Came.NEW, 2),
    ]  # fmt: skip
    assert list(case.ledger.verify()) == []


def test_two_watchers_of_one_case_are_one_too_many(case: Watched) -> None:
    with case.watcher(), pytest.raises(CaseBusy, match="watched already, by process"), case.watcher():
        pass
    with case.watcher():
        pass


def test_a_quiet_watch_seals_what_it_wrote_so_that_a_kill_later_leaves_nothing_uncovered(
    case: Watched,
) -> None:
    with served({"/feed": feed(item(1))}) as server:
        case.follow(server.url("/feed"))
        with case.watcher() as watcher:
            watcher.run(once=True)
            assert not (case.folder / "case.seal").exists()
            case.clock.sleep(400)
            watcher.step()
            assert (case.folder / "case.seal").exists()
            assert list(case.ledger.verify()) == []
            case.follow(server.url("/other"))
            assert not (case.folder / "case.seal").exists()
            case.clock.sleep(400)
            watcher.run(once=True)
            assert (case.folder / "case.seal").exists()


def test_a_clock_that_ran_ahead_holds_nothing_up(case: Watched) -> None:
    with served({"/feed": feed(item(1))}) as server:
        case.follow(server.url("/feed"))
        case.clock.sleep(10 * 365 * 86_400)
        case.once()
        case.clock.sleep(-10 * 365 * 86_400)
        server.routes["/feed"] = feed(item(1), item(2))
        case.once()
    assert case.titles() == ["Item 1", "Item 2"]


def test_a_sitemap_leads_to_its_new_pages_and_not_to_its_old_ones(case: Watched) -> None:
    def sitemap(server: Served, *pages: tuple[str, str]) -> Reply:
        listed = "".join(
            f"<url><loc>{server.url(path)}</loc><lastmod>{day}</lastmod></url>" for path, day in pages
        )
        return Reply(
            f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{listed}</urlset>".encode()
        )

    with served({"/new": page("New"), "/old": page("Old"), "/next": page("Next")}) as server:
        case.follow(server.url("/map"))
        server.routes["/map"] = sitemap(server, ("/old", "2025-01-01"), ("/new", "2026-03-06"))
        case.once()
        assert case.titles() == ["New"]
        server.routes["/map"] = sitemap(
            server, ("/old", "2025-01-01"), ("/new", "2026-03-06"), ("/next", "2026-03-07")
        )
        case.later(hours=2)
    assert case.titles() == ["New", "Next"]


def letter(subject: str) -> str:
    head = f"From: Press <press@a.example>\nSubject: {subject}\nDate: Fri, 6 Mar 2026 10:00:00 +0000\n"
    return f"{head}Message-ID: <{subject}@a.example>\nMIME-Version: 1.0\n\n{subject} {TEXT}"


def test_a_watched_folder_gives_each_file_once_also_when_it_grows(case: Watched) -> None:
    folder = case.folder.parent / "post"
    folder.mkdir()
    (folder / "one.txt").write_text(f"First notice\n\n{TEXT}", encoding="utf-8")
    box = folder / "letters.mbox"
    box.write_text("From press@a Fri Mar  6 10:00:00 2026\n" + letter("Alpha") + "\n\n", encoding="utf-8")
    beat = case.follow(str(folder), kind=BeatKind.FILES)
    case.once()
    assert len(case.titles()) == 2
    with box.open("a", encoding="utf-8") as file:
        file.write("From press@a Fri Mar  6 11:00:00 2026\n" + letter("Beta") + "\n\n")
    case.later(hours=1)
    case.later(hours=1)
    assert len(case.titles()) == 3
    assert [visit.new for visit in case.ledger.at().visits(beat.id)] == [0, 1, 2]


def test_a_beat_that_was_left_is_not_asked(case: Watched) -> None:
    with served({"/feed": feed(item(1))}) as server:
        beat = case.follow(server.url("/feed"))
        case.once()
        with case.ledger.writing() as writer:
            assert writer.beat(replace(beat, closed=beat.recorded))
        before = len(server.hits)
        case.later(days=1)
        assert len(server.hits) == before
    assert case.ledger.at().beats() == ()
    assert [each.closed is not None for each in case.ledger.at().beats(closed=True)] == [True]
    assert list(case.ledger.verify()) == []


def test_no_address_of_a_feed_leads_into_a_private_network(case: Watched) -> None:
    links = [
        "http://127.1:{p}/",
        "http://localhost:{p}/",
        "http://[::1]:{p}/",
        "file:///etc/passwd",
        "http://2130706433:{p}/",
    ]
    with served({"/": Reply(b"secret")}) as canary, served() as server:
        case.follow(server.url("/feed"))
        server.routes["/feed"] = feed(
            *(
                item(number, link=link.format(p=canary.port), text="Short.")
                for number, link in enumerate(links)
            ),
            item(9, link=server.url("/moved"), text="Short."),
        )
        server.routes["/moved"] = Reply(b"", 302, {"Location": canary.url("/")})
        case.once(options=Options(allow_hosts=(f"127.0.0.1:{server.port}",), host_delay=0.0, fetch_seconds=3))
        assert canary.hits == []
    assert OPTIONS.allow_hosts
    assert len(case.titles()) == 6


def test_a_feed_of_very_many_items_is_taken_in_bit_by_bit(
    case: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.collect.beats.taken._MOST", 2)
    with served({"/feed": feed(*(item(number) for number in range(5)))}) as server:
        beat = case.follow(server.url("/feed"))
        case.once()
        assert len(case.titles()) == 2
        assert case.ledger.at().visits(beat.id)[0].reason == "3 more of its items are read at the next visits"
        case.later(hours=1)
        case.later(hours=1)
    assert len(case.titles()) == 5
