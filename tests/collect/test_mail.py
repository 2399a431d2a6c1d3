"""Newsletters: one mail, a box of mails, and what is no mail."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

from sayso.collect import Parsed, parse, sniff
from sayso.collect.evidence import evidence_of
from sayso.terms.time import Certainty

COLLECTED = datetime(2031, 5, 1, 12, tzinfo=UTC)
SAID = "The mayor of Port Velm said on Friday that the harbour stays open — “for good”."


def newsletter(number: int = 1, *, plain: str = SAID + "\n", page: str = "") -> bytes:
    mail = EmailMessage()
    mail["From"] = '"Harbour Letter" <news@letters.harbour.example>'
    mail["To"] = "desk@example.org"
    mail["Subject"] = f"Harbour stays open, öfter {number}"
    mail["Date"] = "Wed, 02 Apr 2031 18:00:00 +0200"
    mail["Message-ID"] = f"<{number}@harbour.example>"
    mail["MIME-Version"] = "1.0"
    mail["Archived-At"] = f"<https://harbour.example/letters/{number}>"
    mail.set_content(plain)
    if page:
        mail.add_alternative(page, subtype="html")
    return mail.as_bytes()


def read(data: bytes) -> Parsed:
    return parse(evidence_of(data, origin="mail", collected=COLLECTED))


def test_one_mail_is_one_article() -> None:
    (article,) = read(newsletter()).articles
    assert (article.text, article.outlet, article.title) == (
        SAID,
        "Harbour Letter",
        "Harbour stays open, öfter 1",
    )
    assert article.url == "https://harbour.example/letters/1"
    assert article.locator == "id <1@harbour.example>"
    assert article.published.certainty is Certainty.STATED
    assert article.published.moment == datetime(2031, 4, 2, 16, tzinfo=UTC)


def test_the_page_is_read_where_the_plain_part_only_points_to_it() -> None:
    page = (
        f"<html><head><style>p {{}}</style></head><body><h1>Open</h1><p>{SAID}</p><p>{SAID}</p></body></html>"
    )
    (article,) = read(newsletter(plain="Read this in your browser.", page=page)).articles
    assert article.text == f"Open\n\n{SAID}\n\n{SAID}"


def test_a_box_of_mails_gives_each_with_its_number() -> None:
    box = b"".join(
        b"From news@harbour.example Wed Apr  2 18:00:00 2031\n"
        + newsletter(number, plain=f"{SAID} {number}.\n\nFrom now on it is shut.\n").replace(
            b"\nFrom now", b"\n>From now"
        )
        + b"\n\n"
        for number in (1, 2, 3)
    )
    assert sniff.media_type(box) == sniff.MBOX
    articles = read(box).articles
    assert [article.locator for article in articles] == [
        f"mail {n}, id <{n}@harbour.example>" for n in (1, 2, 3)
    ]
    assert articles[0].text == f"{SAID} 1.\n\nFrom now on it is shut."


def test_a_mail_without_words_is_refused() -> None:
    assert read(newsletter(plain="\n")).refusals


def test_broken_mails_are_refused_or_read() -> None:
    for broken in (
        newsletter().replace(b"utf-8", b"klingon"),
        newsletter()[:-20],
        newsletter().replace(b"Date: ", b"Date: \xff"),
        newsletter().replace(b'"Harbour Letter"', b'"Harb\x00our'),
        newsletter().replace(b"Subject: ", b"Subject: =?utf-8?q?=ff=fe?= =?x?y?"),
    ):
        assert sniff.media_type(broken) == sniff.MAIL
        parsed = read(broken)
        assert parsed.articles or parsed.refusals
