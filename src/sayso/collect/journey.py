"""Sources -> evidence -> articles, the whole way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sayso.collect.gather import Fetch, Record, Source, gather_all, web
from sayso.collect.items import Collected, Gathered, Link, Options, Refusal
from sayso.collect.pool import Result, parse_all

Keep = Callable[[Gathered], None]


def collect(
    sources: Iterable[Source],
    *,
    options: Options | None = None,
    fetch: Fetch | None = None,
    keep: Keep | None = None,
    record: Record | None = None,
) -> Iterator[Collected | Refusal]:
    """Everything that `sources` hold, in order: for each piece of evidence its articles, then a
    refusal for each part that gave none. Pages that feeds link to come after all sources; where one
    can't be had, the feed comes again with the article of its summary.

    `keep` is called with each piece of evidence before anything parses it, `record` with every answer
    of every server, also those that are no page (`Archive` has both).
    """
    options = options or Options()
    with web(options, fetch, record) as fetch_each:
        links: dict[str, tuple[Gathered, Link]] = {}
        given = gather_all(sources, options=options, fetch_each=fetch_each)
        for result in parse_all(_kept(given, keep), options=options):
            yield from _told(result)
            if not isinstance(result, Refusal):
                links |= {link.address: (result[0], link) for link in result[1].links}
        # What a feed names is only ever fetched: as a source, `/etc/hosts` would be read as a file.
        pages = parse_all(_kept(fetch_each(links), keep), options=options)
        for result, (feed, link) in zip(pages, links.values(), strict=True):
            yield from _told(result)
            if link.summary is not None and (isinstance(result, Refusal) or not result[1].articles):
                yield Collected(feed.evidence, feed.data, (link.summary,), feed.exchange)


def _told(result: Result) -> Iterator[Collected | Refusal]:
    if isinstance(result, Refusal):
        yield result
        return
    item, parsed = result
    yield Collected(item.evidence, item.data, parsed.articles, item.exchange, parsed.charset)
    yield from parsed.refusals


def _kept(gathered: Iterable[Gathered | Refusal], keep: Keep | None) -> Iterator[Gathered | Refusal]:
    for item in gathered:
        if keep is not None and isinstance(item, Gathered):
            keep(item)
        yield item
