"""Evidence -> articles for each kind of input."""

import json
from datetime import UTC, datetime

import pytest

from sayso.collect import Failure, Options, Parsed, parse
from sayso.collect.evidence import evidence_of
from sayso.terms.article import Article
from sayso.terms.identity import digest_of
from sayso.terms.time import Certainty

COLLECTED = datetime(2031, 5, 1, 12, tzinfo=UTC)
PAGE = """<!doctype html><html lang="en-GB"><head><title>Mayor denies the plan</title>
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ana Writer">
<meta property="article:published_time" content="2031-04-02T18:00:31+02:00">
<link rel="canonical" href="https://harbour.example/mayor"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Mayor denies the plan</h1>
<p>The mayor of Port Velm said on Friday that the plan to close the harbour “was never decided”.</p>
<p>Two officials who asked not to be named said that the council had voted on it twice since March.</p>
<p>A spokeswoman for the council declined to comment, and said that the minutes would be published.</p>
</article></body></html>"""


def read(data: bytes, *, options: Options | None = None) -> Parsed:
    return parse(evidence_of(data, origin="thing", collected=COLLECTED), options=options)


def only(data: bytes, *, options: Options | None = None) -> Article:
    parsed = read(data, options=options)
    assert not parsed.refusals, parsed.refusals
    return parsed.articles[0]


def test_a_page_gives_its_text_and_what_it_says_of_itself() -> None:
    article = only(PAGE.encode())
    assert article.outlet == "Harbour Post"
    assert article.title == "Mayor denies the plan"
    assert article.url == "https://harbour.example/mayor"
    assert article.authors == ("Ana Writer",)
    assert article.language == "en"
    assert "“was never decided”.\n\nTwo officials" in article.text
    assert article.published.certainty is Certainty.STATED
    assert article.published.moment == datetime(2031, 4, 2, 16, 0, tzinfo=UTC)
    assert article.evidence == digest_of(PAGE.encode())


def test_a_list_and_a_headline_give_their_words_once() -> None:
    items = "<ul><li>The blast was heard at ten, according to residents.</li><li>A fire burned.</li></ul>"
    article = only(PAGE.replace("<p>Two", f"{items}<p>Two").encode())
    assert "\n\nThe blast was heard at ten, according to residents.\n\nA fire burned.\n\n" in article.text
    assert article.title not in article.text


def test_front_lines_of_a_text_are_read_and_taken_off() -> None:
    article = only(
        b"Title: Mayor\r\nOutlet: The Post\r\nPublished: 2031-04-02\r\nBy: A; B\r\n\r\nThe mayor said so.\r\n"
    )
    assert (article.title, article.outlet, article.text) == ("Mayor", "The Post", "The mayor said so.")
    assert article.authors == ("A", "B")
    assert article.published.interval is not None
    assert article.published.interval.end == datetime(2031, 4, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Mayor: 'Not me'", "Mayor: 'Not me'"),
        ("'Not me,' says mayor, 'nor him'", "'Not me,' says mayor, 'nor him'"),
        ('"Mayor denies"', "Mayor denies"),
    ],
)
def test_only_quotation_marks_around_a_whole_title_are_taken_off(given: str, kept: str) -> None:
    assert only(f"Title: {given}\n\nThe mayor said so.".encode()).title == kept


def test_a_short_first_paragraph_is_the_headline() -> None:
    article = only(b"Mayor denies the plan\n\nThe mayor said on Friday that it was off.")
    assert (article.title, article.text) == (
        "Mayor denies the plan",
        "The mayor said on Friday that it was off.",
    )
    assert article.published.certainty is Certainty.COLLECTED


def test_a_broken_line_is_named_and_the_others_are_kept() -> None:
    rows = [json.dumps({"id": number, "outlet": "P", "text": f"Text {number}."}) for number in range(3)]
    parsed = read("\n".join([rows[0], '{"text": "cut o', rows[1], "[]", rows[2]]).encode())
    assert [article.text for article in parsed.articles] == ["Text 0.", "Text 1.", "Text 2."]
    assert [refusal.item for refusal in parsed.refusals] == ["thing, line 2", "thing, line 4"]
    assert parsed.articles[1].locator == "line 3, id 1"


def test_a_date_that_was_worked_out_is_inferred() -> None:
    row = {"text": "So.", "published": "2031-01-02", "published_basis": "url"}
    assert only(json.dumps(row).encode()).published.certainty is Certainty.INFERRED


def test_the_same_article_twice_is_kept_once_and_said() -> None:
    row = json.dumps({"text": "So it is said.", "outlet": "P"}).encode()
    parsed = read(row + b"\n" + row)
    assert len(parsed.articles) == 1
    assert parsed.refusals[0].failure is Failure.DUPLICATE


def test_a_pdf_called_html_is_named_as_a_pdf() -> None:
    parsed = read(b"%PDF-1.7\n")
    assert "a PDF" in str(parsed.refusals[0])
