"""Pages out of a WARC file, or out of the WARC files in a WACZ: each answer is parsed like a page that
was fetched at the moment that the archive names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import BinaryIO, Protocol

from sayso.collect import sniff
from sayso.collect.items import Exchange, Failure, Gathered, Options, Parsed, Refusal, refuse
from sayso.collect.names import is_web, shown
from sayso.terms.article import Article

_MOST_RECORDS = 20_000
_READ = frozenset({sniff.HTML, sniff.PLAIN, sniff.PDF})


class Parse(Protocol):
    """How a page of an archive is parsed."""

    def __call__(self, gathered: Gathered, *, options: Options) -> Parsed:
        """The articles in it."""
        ...


def parse_archive(gathered: Gathered, *, options: Options, parse: Parse) -> Parsed:
    """The articles of an archive, each with its record as locator; what is no page is passed over.
    `parse` is asked for each page."""
    articles: dict[str, Article] = {}
    refusals: list[Refusal] = []
    for number, page in enumerate(_pages(gathered, options), 1):
        if page.evidence.media_type in _READ:
            found = parse(page, options=options)
            locator = f"record {number}, {page.evidence.origin}"
            articles |= {each.id: replace(each, locator=locator) for each in found.articles}
        if number >= _MOST_RECORDS:
            break
    if not articles:
        reason = "no page in it has running text"
        refusals.append(refuse(gathered.evidence.origin, Failure.NO_ARTICLE, reason, "Look at it."))
    return Parsed(tuple(articles.values()), tuple(refusals))


def _pages(gathered: Gathered, options: Options) -> Iterator[Gathered]:
    """What each answer of status 200 holds, under the evidence that the archive itself is."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    for stream in _streams(gathered):
        try:
            for record in ArchiveIterator(stream):
                address = record.rec_headers.get_header("WARC-Target-URI") or ""
                status = record.http_headers.get_statuscode() if record.http_headers else ""
                if record.rec_type != "response" or status != "200" or not is_web(address):
                    continue
                data = record.content_stream().read(options.max_page_bytes + 1)
                if len(data) > options.max_page_bytes:
                    continue
                kind = record.http_headers.get_header("Content-Type") or ""
                yield _page(gathered, data, address, kind, record.rec_headers.get_header("WARC-Date") or "")
        except (ArchiveLoadFailed, zipfile.BadZipFile, EOFError):
            return


def _page(gathered: Gathered, data: bytes, address: str, kind: str, date: str) -> Gathered:
    charset = kind.lower().partition("charset=")[2].strip(" \"';")
    exchange = Exchange(address, address, 200, charset=charset[:40], content_type=kind)
    evidence = replace(
        gathered.evidence,
        origin=shown(address),
        media_type=sniff.media_type(data),
        collected=_moment(date) or gathered.evidence.collected,
    )
    return Gathered(evidence, data, exchange)


def _streams(gathered: Gathered) -> Iterator[BinaryIO]:
    if gathered.evidence.media_type == sniff.WARC:
        yield io.BytesIO(gathered.data)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(gathered.data)) as held:
            for name in sorted(held.namelist()):
                if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                    with held.open(name) as stream:
                        yield stream  # type: ignore[misc]  # what zipfile gives reads bytes
    except zipfile.BadZipFile:
        return


def _moment(date: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
