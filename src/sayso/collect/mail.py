"""Newsletters and press releases as mail: one .eml file, or an .mbox file of many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from sayso.collect import dates, sniff
from sayso.collect.article import Draft, finish, item_of, split
from sayso.collect.items import Failure, Gathered, Options, Parsed, Refusal, refuse
from sayso.collect.markup import text_of_markup
from sayso.collect.names import domain_of
from sayso.collect.words import one_line, paragraphs
from sayso.terms.article import Article

# A line that begins so, after an empty one or at the start, begins the next mail (RFC 4155).
_NEXT = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\n]*\d{4}[^\n]*\n")
_MOST = 20_000
# What newsletters hold in their plain part when it says only that there is a page.
_TOO_SHORT = 200
# The standard library's reader of headers fails in many ways on what is no mail.
_TRIPS = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, MessageError)
_ADDRESS = re.compile(r"https?://[^\s<>]+")


def parse_mail(gathered: Gathered, *, options: Options) -> Parsed:
    """The article in each mail."""
    results: list[Article | Refusal] = []
    for number, data in enumerate(_mails(gathered), 1):
        locator = f"mail {number}" if gathered.evidence.media_type == sniff.MBOX else ""
        results.append(_article(data, gathered, locator=locator, options=options))
        if number == _MOST:
            break
    return split(results, gathered)


def _mails(gathered: Gathered) -> Iterator[bytes]:
    if gathered.evidence.media_type != sniff.MBOX:
        yield gathered.data
        return
    starts = [match.span() for match in _NEXT.finditer(gathered.data)]
    ends = [start for start, _ in starts[1:]] + [len(gathered.data)]
    for (_, begin), end in zip(starts, ends, strict=True):
        yield re.sub(rb"(?m)^>(>*From )", rb"\1", gathered.data[begin:end])


def _article(data: bytes, gathered: Gathered, *, locator: str, options: Options) -> Article | Refusal:
    try:
        mail = message_from_bytes(data, policy=default)
        return finish(_draft(mail, gathered, locator=locator), gathered, options=options)
    except _TRIPS as error:
        reason = f"it is no mail that can be read ({type(error).__name__})"
        step = "Save its text as a text file and add that."
        return refuse(item_of(gathered, locator), Failure.UNREADABLE, reason, step)


def _draft(mail: EmailMessage, gathered: Gathered, *, locator: str) -> Draft:
    name, address = parseaddr(_field(mail, "From"))
    key = one_line(_field(mail, "Message-ID"))[:200]
    found = _ADDRESS.search(_field(mail, "Archived-At"))
    return Draft(
        text=_text(mail),
        published=dates.published(
            _field(mail, "Date"), collected=gathered.evidence.collected, basis="the mail's date"
        ),
        outlet=name or domain_of(f"https://{address.rpartition('@')[2]}"),
        title=_field(mail, "Subject"),
        url=found[0] if found else "",
        language=_field(mail, "Content-Language"),
        locator=", ".join(part for part in (locator, key and f"id {key}") if part),
    )


def _text(mail: EmailMessage) -> str:
    """The plain part, or the words of the HTML part where the plain one says next to nothing."""
    best = ""
    for kind in ("plain", "html"):
        part = mail.get_body(preferencelist=(kind,))
        if part is None:
            continue
        content = part.get_content()
        if isinstance(content, str):
            text = paragraphs(content) if kind == "plain" else text_of_markup(content)
            best = max(best, text, key=len) if len(best) < _TOO_SHORT else best
    return best


def _field(mail: EmailMessage, name: str) -> str:
    return one_line(str(mail.get(name, "")))
