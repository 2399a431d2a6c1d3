"""Sources -> evidence -> articles, the whole way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sayso.collect.gather import Fetch, Source, gather_all
from sayso.collect.items import Collected, Gathered, Options, Parsed, Refusal
from sayso.collect.parse import parse


def parse_all(
    gathered: Iterable[Gathered | Refusal], *, options: Options
) -> Iterator[tuple[Gathered, Parsed] | Refusal]:
    """Each piece of evidence with what it contains, in order; refusals pass through."""
    for item in gathered:
        yield item if isinstance(item, Refusal) else (item, parse(item, options=options))


def collect(
    sources: Iterable[Source],
    *,
    options: Options | None = None,
    fetch: Fetch | None = None,
    keep: Callable[[Gathered], None] | None = None,
) -> Iterator[Collected | Refusal]:
    """Everything that `sources` hold, in order: for each piece of evidence its articles, then a
    refusal for each part that gave none. Pages that feeds link to come after all sources.

    `keep` is called with each piece of evidence before anything parses it.
    """
    options = options or Options()
    waiting: Iterable[Source] = sources
    links: dict[str, None] = {}
    for last in (False, True):
        gathered = gather_all(waiting, options=options, fetch=fetch)
        for result in parse_all(_kept(gathered, keep), options=options):
            if isinstance(result, Refusal):
                yield result
                continue
            item, parsed = result
            yield Collected(item.evidence, item.data, parsed.articles, item.exchange, parsed.charset)
            yield from parsed.refusals
            links |= dict.fromkeys(() if last else parsed.links)
        waiting = list(links)


def _kept(
    gathered: Iterable[Gathered | Refusal], keep: Callable[[Gathered], None] | None
) -> Iterator[Gathered | Refusal]:
    for item in gathered:
        if keep is not None and isinstance(item, Gathered):
            keep(item)
        yield item
