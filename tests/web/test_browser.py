import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.desk.case import QUESTION

pytestmark = pytest.mark.browser
FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"


@contextmanager
def reading(browser: Browser, address: str, *, width: int = 1280, **options: Any) -> Iterator[Page]:
    """A page that fails the test on any console error, page error, or request to another host."""
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=address, **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    page.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url))
    try:
        yield page
    finally:
        context.close()
    assert not wrong


def paths(page: Page) -> list[str]:
    """One page of each kind, found by following links."""
    page.goto("/articles")
    article = page.locator("a[href^='/article/']").first.get_attribute("href")
    page.goto("/sources")
    source = page.locator("a[href^='/source/']").first.get_attribute("href")
    page.goto("/")
    question = page.locator("a[href^='/question/']").first.get_attribute("href")
    assert article
    assert source
    assert question
    lists = [
        "/",
        "/articles",
        "/sources",
        "/entities",
        "/outlets",
        "/refusals",
        "/beats",
        "/stream",
        "/alerts",
        "/alerts/settings",
        "/health",
        "/search?q=dam+OR+Ostrel",
        "/search",
    ]
    return [*lists, article, source, question, f"{question}?published=2026-03-08T00:00"]


def ready(page: Page) -> None:
    """Wait until the page's script listens."""
    page.wait_for_selector("html[data-ready]", state="attached")


def question_of(page: Page) -> str:
    page.goto("/?order=outlets")
    path = page.locator(".cards a[href^='/question/']").first.get_attribute("href")
    assert path
    return path


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("case", ["example", "hostile"])
def test_every_page_fits_and_runs_nothing_strange(
    browser: Browser, case: str, width: int, request: pytest.FixtureRequest
) -> None:
    with reading(browser, request.getfixturevalue(case), width=width) as page:
        for path in paths(page):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert page.evaluate("window.hit") is None, path
            assert page.locator("main").inner_text().strip(), path


def test_the_slider_recomputes(browser: Browser, example: str) -> None:
    with reading(browser, example) as page:
        page.goto(question_of(page))
        roots = page.locator(".verdict .behind b")
        now = roots.inner_text()
        page.locator("#slide").focus()
        page.keyboard.press("Home")
        expect(page.locator("#standing .behind .meta")).to_contain_text("1 article ")
        assert roots.inner_text() != now
        assert "published=" in page.url
        expect(page.locator("#told")).to_contain_text("As of")
        then = page.locator(".answers").inner_text()
        page.reload()
        assert page.locator(".answers").inner_text() == then
        expect(page.locator(".then")).to_contain_text("Nothing later is used")
        page.locator("body").press("n")
        expect(roots).to_have_text(now)
        assert "published=" not in page.url


def test_a_statement_opens_in_the_side_panel(browser: Browser, example: str) -> None:
    with reading(browser, example) as page:
        page.goto(question_of(page))
        page.locator("details.root summary").first.click()
        statement = page.locator("details.root[open] a[data-panel]").first
        statement.click()
        panel = page.locator("#panel")
        expect(panel).to_contain_text("Chain")
        expect(panel).to_contain_text("Hedge")
        expect(panel).to_be_focused()
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        expect(statement).to_be_focused()


def test_words_and_their_card_light_up_together(browser: Browser, example: str) -> None:
    with reading(browser, example) as page:
        page.goto("/articles")
        page.get_by_text("may have been killed in Kelmet strike").first.click()
        piece = page.locator(".text a.seg.cue").first  # short: it stands on one line
        piece.click()
        card = page.locator(".statement.on")
        expect(card).to_have_count(1)
        assert card.get_attribute("id") == (piece.get_attribute("href") or "#")[1:]
        expect(card.locator(".more")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".on")).to_have_count(0)


def test_the_keyboard_walks_the_desk(browser: Browser, example: str) -> None:
    with reading(browser, example) as page:
        page.goto("/")
        ready(page)
        page.keyboard.press("Tab")
        expect(page.locator(".skip")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.locator(".card").nth(1)).to_be_focused()
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("/question/"))
        ready(page)
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#keys")).to_be_hidden()
        page.keyboard.press("/")
        page.keyboard.type("recording")
        page.keyboard.press("Enter")
        expect(page.locator("main mark").first).to_have_text(re.compile("recording", re.IGNORECASE))
        ready(page)
        page.keyboard.press("g")
        expect(page.locator("h1")).to_have_text("Questions")


def test_everything_can_be_reached_by_tab_and_shows_it(browser: Browser, example: str) -> None:
    with reading(browser, example) as page:
        for path in ("/", "/articles", "/sources", question_of(page)):
            page.goto(path)
            wanted = page.evaluate(
                """selector => [...document.querySelectorAll(selector)].filter(
                    e => e.tabIndex >= 0 && e.checkVisibility() && !e.closest('dialog')).length""",
                FOCUSABLE,
            )
            reached = page.evaluate("() => { window.met = new Set(); }")
            for _ in range(wanted + 5):
                page.keyboard.press("Tab")
                reached = page.evaluate(
                    """() => { const e = document.activeElement;
                    if (e !== document.body) { met.add(e);
                        if (getComputedStyle(e).outlineStyle === 'none') window.bare = e.outerHTML; }
                    return met.size; }"""
                )
                if reached >= wanted:
                    break
            assert reached >= wanted, path
            assert page.evaluate("window.bare") is None, path


def test_all_of_it_reads_without_javascript(browser: Browser, example: str) -> None:
    with reading(browser, example, java_script_enabled=False) as page:
        page.goto("/?order=outlets")
        page.locator(".cards a").first.click()
        page.get_by_text("exact").click()
        page.locator("input[name=published]").fill("2026-03-07T08:00")
        page.get_by_role("button", name="Show").click()
        assert page.locator(".then").inner_text().startswith("You see the case as of what was out by")
        assert page.locator("#standing .behind .meta").inner_text().startswith("3 articles")
        page.locator("details.root summary").first.click()
        page.locator("details.root[open] a[data-panel]").first.click()
        assert "A statement" in page.locator("h1").inner_text()


def test_light_and_dark(browser: Browser, example: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with reading(browser, example, color_scheme="dark") as page:
        page.goto("/")
        dark = page.evaluate(ground)
        page.get_by_role("button", name="Light or dark").click()
        light = page.evaluate(ground)
        assert light != dark
        page.reload()
        assert page.evaluate(ground) == light


def test_print_leaves_the_controls_out(browser: Browser, example: str) -> None:
    with reading(browser, example) as page:
        page.goto(question_of(page))
        page.emulate_media(media="print")
        for gone in (".mast nav", ".find", ".slide", ".exact", ".settle", ".foot .screen"):
            expect(page.locator(gone).first).to_be_hidden()
        expect(page.locator(".answers")).to_be_visible()


def test_a_person_settles_a_question_and_opens_it_again(browser: Browser, hostile: str) -> None:
    with reading(browser, hostile) as page:
        page.goto(f"/question/{QUESTION.id}")
        page.get_by_text("You know more than the articles?").click()
        form = page.locator("section.settle")
        form.get_by_label("Why").fill("I stood on it")
        form.get_by_label("Your name").fill("Ann")
        form.get_by_role("button", name="Settle", exact=True).click()
        expect(page.locator(".verdict .chip")).to_have_text("settled by a person")
        page.get_by_role("button", name="Open it again").click()
        expect(page.locator(".verdict .chip")).to_have_text("contested")


def test_names_and_hits_are_judged_by_one_key(browser: Browser, hostile: str) -> None:
    with reading(browser, hostile) as page:
        for path, said in (("/entity/en-brand", "same"), ("/entity/en-ohm", "confirmed")):
            page.goto(path)
            ready(page)
            stop = page.locator("[data-judge]").first
            stop.get_by_label("Your name").fill("Ann")
            stop.focus()
            page.keyboard.press("y")
            expect(page.get_by_role("button", name="Take it back").first).to_be_visible()
            expect(page.locator("aside")).to_contain_text(said)
            page.get_by_role("button", name="Take it back").first.click()
            expect(page.get_by_role("button", name="Take it back")).to_have_count(0)


def test_errors_are_designed(browser: Browser, example: str) -> None:
    context = browser.new_context(base_url=example)
    page = context.new_page()
    for path, words in (("/question/qu-none", "Not in this case"), ("/?published=soon", "That is no moment")):
        page.goto(path)
        expect(page.locator("h1")).to_have_text(words)
        page.get_by_role("link", name="All questions").click()
        expect(page.locator("h1")).to_have_text("Questions")
    context.close()
