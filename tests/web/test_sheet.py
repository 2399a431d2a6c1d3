"""The evidence sheet of a recording: what is served, and how it reads in a browser."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect

from sayso.api import create_api
from sayso.desk.recording import recording_page
from sayso.ledger import Ledger
from sayso.terms.article import Evidence
from sayso.terms.identity import digest_of
from sayso.terms.recording import Doubt, Heard, Peaks, Stretch
from sayso.terms.time import NOW
from sayso.web import create_app
from sayso.web.draw.sound import sound
from sayso.web.draw.span import NARROW, WIDE, date_bar
from sayso.web.draw.tippett import tippett
from tests.desk.spoken_case import build, means
from tests.spoken import TALK, compared, heard, store
from tests.web.conftest import served
from tests.web.test_browser import reading, ready

HERE = "http://127.0.0.1:8400"
OWN = {"Sec-Fetch-Site": "same-origin"}
NEVER = re.compile(r"unedited|no splice|authentic|ai-generated", re.IGNORECASE)
TERMS = ("recording", "transcript", "voice")
PRINTING = ("api", "cli", "desk", "listen", "run", "web", "weigh.recordings")
HOSTILE = '</script><script>window.hit=1</script><img src=x onerror="window.hit=1">'


def until(page: Page, expression: str) -> None:
    """Wait until it holds in the page. Playwright's own waiting evaluates words, which the desk forbids."""
    deadline = time.monotonic() + 10
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        time.sleep(0.02)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, Heard]]:
    ledger, talk, _ = build(tmp_path_factory.mktemp("spoken"))
    yield ledger, talk
    ledger.close()


@pytest.fixture(scope="module")
def client(case: tuple[Ledger, Heard]) -> Iterator[TestClient]:
    larynx = means(case[1], compared(case[1], "rf"))
    app = create_app(case[0], mounts={"/api": create_api(case[0])}, larynx=larynx)
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def desk(case: tuple[Ledger, Heard]) -> Iterator[str]:
    with served(case[0]) as address:
        yield address


def test_the_sound_comes_whole_or_by_range_and_only_as_sound(
    client: TestClient, case: tuple[Ledger, Heard]
) -> None:
    ledger, talk = case
    path = f"/recording/{talk.recording.id}/sound"
    whole = client.get(path)
    assert whole.content == ledger.evidence.get(talk.recording.evidence)
    assert whole.headers["content-type"] == "audio/wav"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert "media-src 'self'" in whole.headers["content-security-policy"]
    part = client.get(path, headers={"Range": "bytes=10-29"})
    assert (part.status_code, part.content) == (206, whole.content[10:30])
    assert client.get(path, headers={"Range": "bytes=99999999-"}).status_code == 416
    assert client.get("/recording/rc-none/sound").status_code == 404


def test_bytes_that_no_browser_plays_are_only_given_to_keep(tmp_path: Path) -> None:
    data = b"#!AMR\n<script>window.hit=1</script>"
    found = heard(TALK, data=data)
    with Ledger.create(tmp_path / "case") as ledger:
        store(ledger, found, data=data, name=f"{HOSTILE}.amr", media_type="audio/amr")
        app = create_app(ledger)
        with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
            page = client.get(f"/recording/{found.recording.id}")
            assert page.status_code == 200
            assert "<script>window" not in page.text
            assert "<img" not in page.text
            assert "<audio" not in page.text
            kept = client.get(f"/recording/{found.recording.id}/sound")
            assert kept.headers["content-type"] == "application/octet-stream"
            assert kept.headers["content-disposition"].startswith("attachment")


def test_the_page_never_says_what_nobody_can_know(client: TestClient, case: tuple[Ledger, Heard]) -> None:
    _, talk = case
    page = client.get(f"/recording/{talk.recording.id}").text
    assert not NEVER.search(re.sub(r"<blockquote.*?</blockquote>", "", page, flags=re.DOTALL))
    for words in ("no proof that the person spoke", "absent means nothing", "equal error rate"):
        assert words in page
    assert "of cuts that were made on purpose" in page


def test_no_word_of_our_own_calls_a_recording_untouched() -> None:
    """Nothing that sayso itself can print: templates, scripts, sentences in code, errors."""
    own = [files("sayso") / "errors.py", *(files("sayso.terms") / f"{name}.py" for name in TERMS)]
    folders = [files(f"sayso.{name}") for name in PRINTING]
    while folders:
        for each in folders.pop().iterdir():
            if each.is_dir():
                folders.append(each)
            elif each.name.endswith((".py", ".html", ".js", ".svg")):
                own.append(each)
    assert len(own) > 150
    for each in own:
        assert not NEVER.search(each.read_text("utf-8")), each


def test_the_api_gives_the_same(client: TestClient, case: tuple[Ledger, Heard]) -> None:
    _, talk = case
    listed = client.get("/api/recordings").json()
    assert {each["recording"]["id"] for each in listed["recordings"]} >= {talk.recording.id}
    page = client.get(f"/api/recordings/{talk.recording.id}").json()
    assert page["dates"]["start"]["side"] == "not before"
    assert "vectors" not in str(page)


def test_a_judgement_is_posted_and_taken_back(client: TestClient, case: tuple[Ledger, Heard]) -> None:
    ledger, talk = case
    path = f"/recording/{talk.recording.id}"
    form = {"finding": "the voice is", "name": "Ruvan Ostrel", "by": "Ann", "because": "his cough"}
    assert client.post(f"{path}/judge", data=form).status_code == 403
    assert client.post(f"{path}/judge", data=form, headers=OWN).status_code == 400  # two speak in it
    form |= {"speaker": "2", "start": "0:01", "end": "0:31.5"}
    done = client.post(f"{path}/judge", data=form, headers=OWN, follow_redirects=False)
    assert done.status_code == 303
    judged = client.get(path).text
    assert "his cough" in judged
    assert "the voice of speaker 2 in seconds 1 to 31.5 is Ruvan Ostrel’s" in judged
    assert client.post(f"{path}/judge", data=form | {"because": " "}, headers=OWN).status_code == 400
    part = {key: form[key] for key in ("speaker", "start", "end")}
    client.post(f"{path}/unjudge", data=part | {"speaker": "1"}, headers=OWN)
    assert "his cough" in client.get(path).text
    client.post(f"{path}/unjudge", data=part, headers=OWN)
    assert "his cough" not in client.get(path).text
    assert len(ledger.at(NOW).recording_judgements(closed=True)) == 1


def test_a_reference_is_chosen_compared_with_and_taken_back_on_the_desk(
    client: TestClient, case: tuple[Ledger, Heard]
) -> None:
    ledger, talk = case
    rally = next(e for e in ledger.at(NOW).recordings() if e.name == "rally.wav").recording.id
    why = {"by": "Ann", "because": "she opened the harbour"}
    form = {"name": "Oda Kerrin", "start": "0:01.5", "end": "9", **why}
    assert client.post(f"/recording/{rally}/enrol", data=form).status_code == 403
    for wrong in ({"end": "1"}, {"start": "x"}, {"name": ""}, {"by": ""}, {"start": "nan"}, {"end": "inf"}):
        assert client.post(f"/recording/{rally}/enrol", data=form | wrong, headers=OWN).status_code == 400
    assert client.post(f"/recording/{rally}/enrol", data=form, headers=OWN).status_code == 200
    (chosen,) = [each for each in ledger.at(NOW).references() if each.name == "Oda Kerrin"]
    assert chosen.stretches == (Stretch(1.5, 9.0),)
    assert "she opened the harbour" in client.get(f"/recording/{rally}").text
    page = client.get(f"/recording/{talk.recording.id}").text
    assert '<option value="Oda Kerrin">' in page
    before = page.count('class="card comparison"')
    asked = {"name": "Oda Kerrin", "speaker": "1"}
    assert client.post(f"/recording/{talk.recording.id}/compare", data=asked).status_code == 403
    done = client.post(f"/recording/{talk.recording.id}/compare", data=asked, headers=OWN)
    assert done.text.count('class="card comparison"') == before + 1
    assert "no proof that the person spoke" in done.text
    unknown = client.post(f"/recording/{talk.recording.id}/compare", data={"name": "Nobody"}, headers=OWN)
    assert unknown.status_code == 404
    assert client.post(
        f"/recording/{rally}/unenrol", data={"reference": chosen.id}, headers=OWN
    ).status_code == 200  # fmt: skip
    assert ledger.at(NOW).voice(rally, chosen.id) is None
    assert "she opened the harbour" not in client.get(f"/recording/{rally}").text
    assert list(ledger.verify()) == []


def test_the_bar_of_the_interval_fits_a_phone(client: TestClient, case: tuple[Ledger, Heard]) -> None:
    dates = recording_page(case[0].at(), case[1].recording.id).dates
    assert dates is not None
    for width in (WIDE, NARROW):
        bar = date_bar(dates, width)
        assert bar is not None
        assert 0 <= bar.x <= bar.x + bar.length <= width
        for x, anchor, words in bar.ends:  # in 12 px bold letters, none wider than 8
            edge = x + 8 * len(words) * (1 if anchor == "start" else -1)
            assert 0 <= edge <= width, words
    assert client.get(f"/recording/{case[1].recording.id}").text.count('class="datebar') == 2


def test_pictures_stay_inside_their_frame() -> None:
    found = heard(TALK, "Yes.")
    drawn = sound(found.recording.media.seconds, found.peaks, found.turns.turns, marks=found.marks)
    for lane in drawn.lanes:
        assert all(bar.x >= 0 and bar.x + bar.width <= drawn.width + 2 for bar in lane.bars)
    assert next(words for _, words in drawn.ticks) == "0:00"
    plot = tippett(compared(found, "a"))
    assert plot is not None
    assert plot.band is not None
    assert plot.band[0] <= plot.at <= plot.band[0] + plot.band[1]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_sheet_fits_and_runs_nothing_strange(
    browser: Browser, desk: str, case: tuple[Ledger, Heard], width: int
) -> None:
    with reading(browser, desk, width=width) as page:
        for path in ("/recordings", f"/recording/{case[1].recording.id}"):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.locator("main").inner_text().strip()
        shown = page.locator(".datebar:visible")
        assert shown.count() == 1
        edges = shown.locator(".edge").evaluate_all("all => all.map(each => each.getBoundingClientRect())")
        assert len(edges) == 2
        for edge in edges:
            assert edge["left"] >= 0
            assert edge["right"] <= width
            assert edge["height"] > 10


@pytest.mark.browser
def test_words_and_sound_lead_to_each_other(browser: Browser, desk: str, case: tuple[Ledger, Heard]) -> None:
    with reading(browser, desk) as page:
        page.goto(f"/recording/{case[1].recording.id}")
        ready(page)
        until(page, "document.querySelector('audio').readyState >= 1")
        word = page.locator(".w").nth(20)
        word.click()
        now = "document.querySelector('audio').currentTime"
        assert page.evaluate(now) == pytest.approx(float(word.get_attribute("data-s") or 0), abs=0.3)
        expect(page.locator(".w.now")).to_have_text(word.inner_text())
        before = page.evaluate(now)
        page.keyboard.press("ArrowRight")
        assert page.evaluate(now) == pytest.approx(before + 5, abs=0.3)
        page.keyboard.press("ArrowLeft")
        assert page.evaluate(now) == pytest.approx(before, abs=0.3)
        page.locator(".sound").click(position={"x": 300, "y": 30})
        until(page, f"{now} > {before}")
        page.locator("#quotes .play").first.click()
        until(page, "!document.querySelector('audio').paused")
        until(page, "document.querySelector('.w.now')")
        page.locator("h1").click()
        page.keyboard.press("Space")
        until(page, "document.querySelector('audio').paused")


@pytest.mark.browser
def test_the_keyboard_walks_the_paragraphs_and_plays(
    browser: Browser, desk: str, case: tuple[Ledger, Heard]
) -> None:
    with reading(browser, desk) as page:
        page.goto(f"/recording/{case[1].recording.id}")
        ready(page)
        until(page, "document.querySelector('audio').readyState >= 1")
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.locator(".turn").nth(1)).to_be_focused()
        page.keyboard.press("Enter")
        until(page, "!document.querySelector('audio').paused")
        assert page.evaluate("document.querySelector('audio').currentTime") > 20


@pytest.mark.browser
def test_a_statement_of_the_transcript_leads_to_its_seconds(
    browser: Browser, desk: str, case: tuple[Ledger, Heard]
) -> None:
    ledger, talk = case
    article = ledger.at().recording(talk.recording.id).transcript
    with reading(browser, desk) as page:
        page.goto(f"/article/{article}")
        link = page.get_by_role("link", name=re.compile("heard at")).first
        second = float((link.get_attribute("href") or "").split("#t=")[1])
        link.click()
        until(page, "document.querySelector('audio')?.currentTime > 0")
        assert page.evaluate("document.querySelector('audio').currentTime") == pytest.approx(second, abs=0.3)


@pytest.mark.browser
def test_it_reads_without_javascript_and_on_paper(
    browser: Browser, desk: str, case: tuple[Ledger, Heard]
) -> None:
    with reading(browser, desk, java_script_enabled=False) as page:
        page.goto(f"/recording/{case[1].recording.id}")
        expect(page.locator(".said-words").first).to_contain_text("buried me twice")
        link = page.locator("#quotes .play").first.get_attribute("href")
        assert link
        assert "/sound#t=" in link
        expect(page.locator("#when")).to_contain_text("not before Fri 6 Mar 2026")
        expect(page.locator(".keys")).to_be_hidden()
        page.emulate_media(media="print")
        expect(page.locator("audio")).to_be_hidden()
        expect(page.locator(".sound")).to_be_visible()
        expect(page.get_by_text("Judge it", exact=True)).to_be_hidden()
        for each in ("#when .bounds li", "#quotes .quote", "#reuse li", "#judged .note, #judged li"):
            expect(page.locator(each).first).to_be_visible()


@pytest.mark.browser
def test_a_hostile_name_does_nothing(browser: Browser, tmp_path: Path) -> None:
    found = heard(f"{HOSTILE} \u202egnihton\u202c " + "W" * 3000, data=b"RIFF0000WAVEfmt ")
    with Ledger.create(tmp_path / "case") as ledger:
        store(ledger, found, data=b"RIFF0000WAVEfmt ", name=HOSTILE.replace("/", "\u2215"))
        with served(ledger) as address, reading(browser, address, width=390) as page:
            for path in ("/recordings", f"/recording/{found.recording.id}"):
                page.goto(path)
                assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
                assert page.evaluate("window.hit") is None, path


def test_a_recording_of_nothing_has_a_sheet_too(tmp_path: Path) -> None:
    silence = heard("Thank you.", data=b"OggS x", doubts={0: Doubt.SILENCE, 1: Doubt.LOOP})
    nothing = replace(heard(data=b"OggS y"), peaks=Peaks(1.0, ()))
    with Ledger.create(tmp_path / "case") as ledger:
        for found, data in ((silence, b"OggS x"), (nothing, b"OggS y")):
            ledger.evidence.put(data)
            with ledger.writing() as writer:
                collected = datetime(2031, 5, 1, tzinfo=UTC)
                writer.evidence(Evidence(digest_of(data), len(data), "audio/ogg", "/in/x.ogg", collected))
                writer.heard(found)
        with TestClient(create_app(ledger), base_url=HERE, raise_server_exceptions=False) as client:
            for found in (silence, nothing):
                page = client.get(f"/recording/{found.recording.id}")
                assert page.status_code == 200, page.text[:300]
                assert "No words are heard in it" in page.text
            assert "2 words" in client.get(f"/recording/{silence.recording.id}").text
            assert client.get("/recordings").status_code == 200
