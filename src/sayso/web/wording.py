"""How values are worded in templates: filters and small lookups, no markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote, urlencode

from sayso.desk.moments import as_of_words, clock, day_words, moment_words, published_words, write_moment
from sayso.desk.watchlists import summary
from sayso.ledger.rows import Marked
from sayso.terms.entity import EntityKind
from sayso.terms.question import StatusKind
from sayso.terms.statement import Basis, Hedge
from sayso.terms.time import AsOf, Interval

STATUS_WORDS: Mapping[StatusKind, str] = {
    StatusKind.UNREPORTED: "Nobody known at that moment speaks to it.",
    StatusKind.SINGLE_ROOT: "Everything that affirms it goes back to one root source.",
    StatusKind.CORROBORATED: "Several independent root sources affirm it and none denies it.",
    StatusKind.CONTESTED: "Root sources stand on both sides, or behind answers that exclude each other.",
    StatusKind.REFUTED: "Root sources deny it and none affirms it.",
    StatusKind.SUPERSEDED: "Who affirmed it has moved on, or the figure has grown past it.",
    StatusKind.SETTLED: "Somebody at this desk settled it, with a reason.",
}
HEDGE_WORDS: Mapping[Hedge, str] = {
    Hedge.NONE: "not hedged",
    Hedge.WEAK: "weakly hedged",
    Hedge.STRONG: "strongly hedged",
}

ENTITY_WORDS: Mapping[EntityKind, str] = {
    EntityKind.PERSON: "person",
    EntityKind.ORGANISATION: "organisation",
    EntityKind.UNKNOWN: "person or body",
}
BASIS_WORDS: Mapping[Basis, str] = {
    Basis.STATED: "stated",
    Basis.INFERRED: "inferred",
    Basis.UNKNOWN: "not traced further",
}


def count(number: int, one: str, many: str = "") -> str:
    """*1 outlet*, *2 outlets*, *1,200 outlets*."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def slug(value: str) -> str:
    """A term's value as a class name: *single root* becomes single-root."""
    return value.replace(" ", "-")


def interval_words(interval: Interval | None) -> str:
    """A stretch of time for a reader."""
    if interval is None:
        return ""
    if interval.start is None:
        return f"before {moment_words(interval.end)}" if interval.end else ""
    if interval.end is None:
        return f"from {moment_words(interval.start)} on"
    if (interval.end - interval.start).total_seconds() <= 86_400 and interval.start.hour == interval.end.hour:
        return day_words(interval.start)
    return f"{moment_words(interval.start)} to {moment_words(interval.end)}"


def pieces(marked: Marked) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it was searched for."""
    found, last = [], 0
    for span in marked.found:
        found += [(marked.text[last : span.start], False), (span.of(marked.text), True)]
        last = span.end
    return [piece for piece in (*found, (marked.text[last:], False)) if piece[0]]


def shown(text: str, most: int = 400) -> str:
    """The text, cut at a space where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    cut = text[:most]
    return (cut[: cut.rfind(" ")] if " " in cut[most // 2 :] else cut).rstrip() + " …"


def opening(text: str) -> str:
    """The text as the beginning of a line: its first letter large, all else as it is."""
    return text[:1].upper() + text[1:]


def linker(as_of: AsOf) -> Callable[..., str]:
    """A function that writes addresses of this desk that keep the as-of of the page."""
    kept: dict[str, str] = {}
    if as_of.published is not None:
        kept["published"] = write_moment(as_of.published)
    if as_of.recorded is not None:
        kept["recorded"] = write_moment(as_of.recorded)

    def link(*parts: str, **query: object) -> str:
        asked = {name: str(value) for name, value in query.items() if value not in (None, "")}
        path = "/" + "/".join(quote(part, safe="") for part in parts)
        written = urlencode({**kept, **asked})
        return f"{path}?{written}" if written else path

    return link


FILTERS: Mapping[str, Callable[..., object]] = {
    "count": count,
    "clock": clock,
    "slug": slug,
    "moment": moment_words,
    "day": day_words,
    "iso": write_moment,
    "published": published_words,
    "interval": interval_words,
    "pieces": pieces,
    "opening": opening,
    "shown": shown,
    "as_of": as_of_words,
    "changed": summary,
    "domtime": lambda moment: moment.isoformat() if isinstance(moment, datetime) else "",
}
