"""Evidence -> articles: one pure step, chosen by what the bytes are. It can run in any process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sayso.collect import sniff
from sayso.collect.items import Failure, Gathered, Options, Parsed, refuse
from sayso.collect.sounds import is_recording, named_recording

# What a parser builds a tree of, many times as large as the bytes.
_PAGES = frozenset({sniff.HTML, sniff.FEED, sniff.OPML, sniff.SITEMAP})
Parser = Callable[..., Parsed]


def parse(gathered: Gathered, *, options: Options | None = None) -> Parsed:
    """The articles in one piece of evidence, and a refusal for each part that gave none; both
    are empty for a recording, which has to be listened to.

    Never raises for what the bytes contain. The same bytes give the same articles with the same
    ids. Hostile pages can be slow or crash a parser: `parse_all` runs this in watched processes.
    """
    options = options or Options()
    origin = gathered.evidence.origin
    if not gathered.data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return Parsed(
            refusals=(refuse(origin, Failure.EMPTY, "it is empty", "Save it again and add it again."),)
        )
    if is_recording(gathered.evidence.media_type):
        return Parsed()  # it holds no article: whoever asked listens to it
    if gathered.evidence.media_type in _NO_SOUND and named_recording(origin):
        reason = f"it is named like a recording, but {_NO_SOUND[gathered.evidence.media_type]}"
        step = "Ask for the recording again; if its words are what you want, name it .txt or .html."
        return Parsed(refusals=(refuse(origin, Failure.UNREADABLE, reason, step),))
    parser = _parser(gathered.evidence.media_type)
    if parser is None:
        return Parsed(refusals=(refuse(origin, *_unsupported(gathered.evidence.media_type)),))
    if gathered.evidence.media_type in _PAGES and len(gathered.data) > options.max_page_bytes:
        reason = f"it has more than {options.max_page_bytes / 1e6:,.1f} MB, the limit of a page"
        return Parsed(refusals=(refuse(origin, Failure.TOO_LARGE, reason, "Add its text as a text file."),))
    parsed = _tried(parser, gathered, options)
    if parsed.articles or parsed.refusals or parsed.links:
        return parsed
    refusal = refuse(origin, Failure.NO_ARTICLE, "there is nothing in it", "Check that it is the right file.")
    return replace(parsed, refusals=(refusal,))


def _tried(parser: Parser, gathered: Gathered, options: Options) -> Parsed:
    """The parsers are other people's and the input is hostile: what they trip over is refused by name."""
    step = "Save the text of the article as a text file and add that."
    try:
        return parser(gathered, options=options)
    except MemoryError:
        failure, reason = Failure.TOO_LARGE, "reading it takes too much memory"
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError) as error:
        failure, reason = (
            Failure.UNREADABLE,
            f"its parser stopped ({type(error).__name__}: {str(error)[:120]})",
        )
    return Parsed(refusals=(refuse(gathered.evidence.origin, failure, reason, step),))


def _parser(media: str) -> Parser | None:
    # Imported here: whoever adds one text file loads no HTML library.
    from sayso.collect import plain, records

    if media == sniff.HTML:
        from sayso.collect.page import parse_page

        return parse_page
    if media == sniff.FEED:
        from sayso.collect.feed import parse_feed

        return parse_feed
    if media in {sniff.MAIL, sniff.MBOX}:
        from sayso.collect.mail import parse_mail

        return parse_mail
    if media in {sniff.OPML, sniff.SITEMAP}:
        from sayso.collect import lists

        return lists.parse_opml if media == sniff.OPML else lists.parse_sitemap
    if media in {sniff.WARC, sniff.WACZ}:
        from sayso.collect.web_archive import parse_archive

        return partial(parse_archive, parse=parse)
    if media == sniff.PDF:
        from sayso.collect.pdf import parse_pdf

        return parse_pdf
    known = {
        sniff.PLAIN: plain.parse_plain,
        sniff.JSON: records.parse_json,
        sniff.JSON_LINES: records.parse_lines,
    }
    return known.get(media)


_NO_SOUND = {
    sniff.PLAIN: "it is plain text",
    sniff.HTML: "it is a web page",
    sniff.JSON: "it is JSON",
    sniff.BINARY: "its bytes are no sound that sayso knows",
}


def _unsupported(media: str) -> tuple[Failure, str, str]:
    reason, step = _STEPS.get(
        media,
        (
            f"it is of the type {media}, no page and no text",
            "Add its words as a text file, HTML or JSON Lines.",
        ),
    )
    return Failure.UNREADABLE, reason, step


_STEPS = {
    sniff.GZIP: ("it is a compressed file", "Unpack it and add what is inside."),
    "application/zip": ("it is a zip archive", "Unpack it and add the folder."),
    sniff.BINARY: ("what it holds is no text", "Check that it is the right file."),
    sniff.XML: ("it is XML that is neither a page nor a feed", "Add the page or the feed itself."),
}
