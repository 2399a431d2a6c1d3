"""Link, feed, file -> evidence -> article.

    for result in collect(["folder", "page.html", "https://…/feed"]):
        if isinstance(result, Refusal): …   # names the item, the reason and the next step
        else: result.evidence, result.data, result.articles

A recording has no articles; `is_recording(result.evidence.media_type)` tells it.

Or in two steps, so that the bytes are stored before anything parses them: `gather` gives the bytes
with their digest, `parse` the articles in them.
"""

from sayso.collect.gather import Source, gather
from sayso.collect.items import (
    Charset,
    Collected,
    Entry,
    Exchange,
    Failure,
    Gathered,
    Link,
    Options,
    Parsed,
    Refusal,
)
from sayso.collect.journey import collect
from sayso.collect.parse import parse
from sayso.collect.pool import Parsers, parse_all
from sayso.collect.sounds import is_recording

__all__ = [
    "Charset",
    "Collected",
    "Entry",
    "Exchange",
    "Failure",
    "Gathered",
    "Link",
    "Options",
    "Parsed",
    "Parsers",
    "Refusal",
    "Source",
    "collect",
    "gather",
    "is_recording",
    "parse",
    "parse_all",
]
