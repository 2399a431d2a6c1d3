"""Bytes become evidence."""

from __future__ import annotations

from datetime import UTC, datetime

from sayso.collect import sniff
from sayso.collect.items import Exchange, Gathered
from sayso.collect.names import shown
from sayso.terms.article import Evidence
from sayso.terms.identity import digest_of


def now() -> datetime:
    """The moment of collection, in UTC."""
    return datetime.now(UTC)


def evidence_of(
    data: bytes, *, origin: str, collected: datetime | None = None, exchange: Exchange | None = None
) -> Gathered:
    """Bytes as evidence: digest, media type by looking, origin made safe to print."""
    evidence = Evidence(digest_of(data), len(data), sniff.media_type(data), shown(origin), collected or now())
    return Gathered(evidence, data, exchange)
