"""The custody of an article: what was stored of it, by whom and when, and what shows that it was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sayso.ledger.access import Access
from sayso.ledger.kept import Entry, Stamp
from sayso.ledger.view import View
from sayso.terms.archive import Record
from sayso.terms.article import ArticleHead, Evidence
from sayso.terms.time import AsOf

_MOST_ACCESSES = 200
WHAT = {
    "evidence": "the bytes were stored under their SHA-256",
    "capture": "where the bytes were collected was written down",
    "record": "the answer (or file) was written to the archive",
    "article": "the article was stored",
    "article_text": "its words were stored",
    "reading": "what the reader made of it was stored",
    "sighting": "its words were met",
    "revision": "what changed between two versions was written down",
}


@dataclass(frozen=True, slots=True)
class Custody:
    """One entry in words."""

    entry: Entry
    what: str


@dataclass(frozen=True, slots=True)
class CustodyPage:
    """The custody of an article. `stamps` are those above its newest entry, the earliest of each
    authority: all that is listed was there by then. `waiting` are the authorities that have seen older
    entries and none as new as these. `accesses` are the newest first."""

    as_of: AsOf
    article: ArticleHead
    evidence: str
    captures: tuple[Evidence, ...]
    records: tuple[Record, ...]
    entries: tuple[Custody, ...]
    stamps: tuple[Stamp, ...]
    waiting: tuple[str, ...]
    accesses: tuple[Access, ...]

    @property
    def there_by(self) -> datetime | None:
        """The earliest moment by which an authority has seen all of this; None without a stamp."""
        return min((stamp.moment for stamp in self.stamps), default=None)


def custody_page(view: View, article_id: str, accesses: Iterable[Access] = ()) -> CustodyPage:
    """The custody of one article. NotFound."""
    article = view.article(article_id)
    entries = view.custody(article_id)
    newest = max(entry.number for entry in entries)
    above: dict[str, Stamp] = {}
    stamps = view.stamps()
    for stamp in stamps:
        if stamp.entry >= newest:
            above.setdefault(stamp.authority, stamp)
    mine = [each for each in accesses if article_id in each.item or article.evidence in each.item]
    return CustodyPage(
        as_of=view.as_of,
        article=view.heads([article_id])[article_id],
        evidence=article.evidence,
        captures=view.evidence(article.evidence),
        records=view.records(article.evidence),
        entries=tuple(Custody(entry, WHAT[entry.kind]) for entry in entries),
        stamps=tuple(above.values()),
        waiting=tuple(dict.fromkeys(each.authority for each in stamps if each.authority not in above)),
        accesses=tuple(reversed(mine))[:_MOST_ACCESSES],
    )
