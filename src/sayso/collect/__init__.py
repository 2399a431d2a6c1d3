"""Link, feed, file -> evidence -> article.

    for result in collect(["folder", "page.html", "https://…/feed"]):
        if isinstance(result, Refusal): …   # names the item, the reason and the next step
        else: result.evidence, result.data, result.articles

Or in two steps, so that the bytes are stored before anything parses them: `gather` gives the bytes
with their digest, `parse` the articles in them.
"""

from sayso.collect.gather import Source, gather
from sayso.collect.items import (
    Charset,
    Collected,
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
from sayso.collect.pool import parse_all

__all__ = [
    "Charset",
    "Collected",
    "Exchange",
    "Failure",
    "Gathered",
    "Link",
    "Options",
    "Parsed",
    "Refusal",
    "Source",
    "collect",
    "gather",
    "parse",
    "parse_all",
]
