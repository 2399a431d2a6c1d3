"""The pages of the watch: hostile names stay words, forms do what they say, strangers write nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from sayso.collect.beats import schedule
from sayso.collect.items import Failure, Refusal
from sayso.desk.alerts.channels import read_alerting
from sayso.desk.alerts.page import want
from sayso.desk.alerts.settings import put_channel
from sayso.desk.follow import follow
from sayso.ledger import Ledger
from sayso.terms.watch import Alert, AlertKind, AlertLine, Came, Lead, LeadState, Visit
from sayso.web import create_app
from tests.desk.case import HOSTILE
from tests.web.conftest import served
from tests.web.test_browser import reading, ready

NOW = datetime(2026, 3, 7, 6, 0, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A case whose every name that comes from outside is an attack."""
    with Ledger.create(tmp_path / "case") as made:
        follow(made, ["http://a.example/feed"], title=HOSTILE, outlet=HOSTILE, why=HOSTILE, because=HOSTILE)
        beat = made.at().beats()[0]
        refusal = Refusal(HOSTILE, Failure.SERVER, HOSTILE, "javascript:window.hit=1")
        lead = Lead(
            id="ld-1", beat=beat.id, address="javascript:window.hit=1", title=HOSTILE, found=NOW,
            state=LeadState.GIVEN_UP, reason=HOSTILE,
        )  # fmt: skip
        visit = Visit(beat=beat.id, asked=NOW, until=NOW, came=Came.SOFT, reason=HOSTILE, address=HOSTILE)
        line = AlertLine(AlertKind.DENIAL, HOSTILE, HOSTILE, ('st-1"><script>window.hit=1</script>',))
        alert = Alert(id="al-1", subject='qu-1"><script>', title=HOSTILE, lines=(line,), moment=NOW)
        with made.writing() as writer:
            writer.pulses([schedule.failed(beat, schedule.first(beat, NOW), refusal, NOW)])
            writer.leads([(lead, ["m"])])
            writer.visits([visit])
            writer.alert(alert, [("gone", NOW)])
            writer.delivered(alert.id, "gone", sent=None, due=NOW, reason=HOSTILE)
        want(made, words=HOSTILE, by=HOSTILE)
        put_channel(made.folder, HOSTILE, {"kind": "email", "to": [HOSTILE], "server": HOSTILE})
        yield made


@pytest.mark.browser
def test_hostile_feeds_run_no_script_on_any_page(ledger: Ledger, browser: Browser) -> None:
    beat = ledger.at().beats()[0].id
    with served(ledger) as address, reading(browser, address) as page:
        for path in ("/beats", f"/beat/{beat}", "/stream", "/alerts", "/alerts/settings", "/health"):
            page.goto(path)
            ready(page)
            assert page.evaluate("window.hit") is None
            assert page.locator("main a[href^='javascript']").count() == 0
            assert "window.hit" in page.content()


@pytest.mark.browser
def test_a_beat_is_followed_graded_and_left_with_the_keyboard(tmp_path: Path, browser: Browser) -> None:
    with Ledger.create(tmp_path / "case") as made, served(made) as address, reading(browser, address) as page:
        page.goto("/beats")
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        page.get_by_label("Address").fill("http://a.example/feed")
        page.keyboard.press("Enter")
        page.wait_for_selector("th a")
        page.locator("th a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Grade it anew")
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        page.get_by_label("Because").fill("corrected itself")
        page.get_by_label("Your name").first.fill("ada")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=corrected itself")
        page.get_by_text("Describe it anew").press("Enter")
        form = page.locator("details[open]")
        form.get_by_label("Owner").fill("Gull Trust")
        form.get_by_label("Asked at most").fill("2h")
        form.get_by_label("Your name").fill("ivo")
        page.keyboard.press("Enter")
        page.wait_for_selector("dd:text('Gull Trust')")
        page.wait_for_selector("dd:has-text('every 2 h')")
        assert page.get_by_text("in force").count() == 1  # a new owner is no new grade
        page.get_by_role("button", name="Leave this beat").press("Enter")
        page.wait_for_selector("text=Nothing is followed yet")


def test_wishes_come_and_go_and_strangers_can_not_make_them(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "case") as made:
        client = TestClient(create_app(made), base_url="http://127.0.0.1:8400", follow_redirects=False)
        own = {"Origin": "http://127.0.0.1:8400"}
        assert client.post("/alerts/wish", data={"words": "harbour fire"}).status_code == 403
        assert client.post("/alerts/wish", data={"words": "harbour fire"}, headers=own).status_code == 303
        assert client.post("/alerts/wish", data={}, headers=own).status_code == 400
        assert client.post("/beats", data={"address": "/etc"}, headers=own).status_code == 400
        wish = made.at().wishes()[0]
        assert "harbour fire" in client.get("/alerts/settings").text
        assert client.post(f"/alerts/wish/{wish.id}/close", headers=own).status_code == 303
        assert made.at().wishes() == ()
        assert client.get("/beat/be-none").status_code == 404


def test_the_feed_of_alerts_can_be_read_by_a_feed_reader(ledger: Ledger) -> None:
    import feedparser

    client = TestClient(create_app(ledger), base_url="http://127.0.0.1:8400")
    answer = client.get("/alerts.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert [entry.id for entry in feed.entries] == ["urn:sayso:al-1"]
    assert feed.entries[0].link.startswith("http://127.0.0.1:8400/question/")


def test_a_broken_settings_file_is_named_on_the_page(ledger: Ledger) -> None:
    (ledger.folder / "alerts.toml").write_text("[[channel", encoding="utf-8")
    client = TestClient(create_app(ledger), base_url="http://127.0.0.1:8400")
    assert "Mend the file" in client.get("/alerts").text


@pytest.mark.browser
def test_a_channel_is_added_tried_changed_and_taken_away_with_the_keyboard(
    tmp_path: Path, browser: Browser
) -> None:
    with Ledger.create(tmp_path / "case") as made, served(made) as address, reading(browser, address) as page:
        put_channel(made.folder, "screen", {"kind": "command", "run": ["/bin/false", "hush-hush"]})
        page.goto("/alerts/settings")
        page.get_by_text("Add a webhook").press("Enter")
        form = page.locator("details[open]")
        form.get_by_label("Who is told").fill("rota")
        form.get_by_label("Address").fill("https://hooks.example/hush-hush")
        form.get_by_label("Secret that signs").fill("hush-hush")
        form.get_by_label("first denial").press("Space")
        form.get_by_label("Quiet from").fill("22:00")
        form.get_by_label("until").fill("06:30")
        form.get_by_label("Together").select_option("30m")
        form.get_by_role("button", name="Add it").press("Enter")
        rota = page.locator(".channels li", has_text="rota")
        rota.wait_for()
        assert "First denial, together each 30m, never within 22:00–06:30 UTC." in rota.inner_text()
        page.get_by_role("button", name="Send a trial alert").first.press("Enter")
        page.wait_for_selector("text=did not arrive: /bin/false ended with 1")
        rota.get_by_text("Change it").press("Enter")
        rota.get_by_label("first denial").press("Space")
        rota.get_by_role("button", name="Keep").press("Enter")
        page.wait_for_selector("text=Everything, together each 30m")
        assert "hush-hush" not in page.content()
        assert read_alerting(made.folder).channels[1].given["secret"] == "hush-hush"
        page.get_by_label("At most once in").fill("45m")
        page.keyboard.press("Enter")
        page.wait_for_selector("b:text('45m')")
        rota.get_by_role("button", name="Take it away").press("Enter")
        rota.wait_for(state="detached")
        page.locator(".channels li", has_text="screen").wait_for()
        assert page.locator(".channels li").count() == 1


def test_no_page_names_a_program_and_no_stranger_a_channel(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "case") as made:
        client = TestClient(create_app(made), base_url="http://127.0.0.1:8400", follow_redirects=False)
        own = {"Origin": "http://127.0.0.1:8400"}
        hook = {"name": "x", "kind": "webhook", "url": "https://hooks.example/", "secret": "y"}
        for path, data in (
            ("/alerts/channel", hook),
            ("/alerts/channel/try", {"name": "x"}),
            ("/alerts/channel/remove", {"name": "x"}),
            ("/alerts/settings", {"cooldown": "1h"}),
        ):
            assert client.post(path, data=data).status_code == 403
        assert (
            client.post("/alerts/channel", data={"name": "x", "kind": "command"}, headers=own).status_code
            == 400
        )
        assert (
            client.post("/alerts/channel", data={**hook, "secret": "env:HOME"}, headers=own).status_code
            == 400
        )
        assert not (made.folder / "alerts.toml").exists()
        assert client.post("/alerts/channel", data=hook, headers=own).status_code == 303


def test_the_health_page_says_what_needs_a_person(ledger: Ledger) -> None:
    client = TestClient(create_app(ledger), base_url="http://127.0.0.1:8400")
    page = client.get("/health").text
    assert "Nobody watches." in page
    assert "1 could not be delivered" in page
    assert "needs you" in page
    assert "<script>window.hit" not in page
