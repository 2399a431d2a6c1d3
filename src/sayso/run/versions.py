"""The same address again: a new version where its words changed, a sighting where they did not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sayso.collect import Collected
from sayso.ledger import Version, View, Writer
from sayso.read.versions.changes import MADE_BY, compare, kept
from sayso.terms.article import Article
from sayso.terms.time import Certainty, Interval, Published
from sayso.terms.version import Revision, address_key, plain_marks

_PAGE = "text/html"
_TICK = timedelta(microseconds=1)
_WALLED = re.compile(rb'"isAccessibleForFree"\s*:\s*"?false', re.I)


@dataclass(frozen=True, slots=True)
class Met:
    """An article as it was met: when, whether it came over the wire, the type of its evidence, and
    whether the page says that it is not free."""

    article: Article
    seen: datetime
    fetched: bool
    media_type: str
    walled: bool

    @classmethod
    def of(cls, article: Article, collected: Collected) -> Met:
        """An article out of what was collected."""
        evidence = collected.evidence
        walled = evidence.media_type == _PAGE and _WALLED.search(collected.data) is not None
        fetched = collected.exchange is not None
        return cls(article, evidence.collected, fetched, evidence.media_type, walled)

    @property
    def moment(self) -> datetime:
        """When the address gave these words, as `Version.moment` has it."""
        return self.seen if self.fetched else self.article.published.moment or self.seen


def known_as(met: Met, view: View) -> str:
    """The article of the case that has these words under this address, whatever else differs (the name
    of the outlet, the date); empty where there is none."""
    article = met.article
    for each in _versions(met, view):
        same = plain_marks(each.head.title) == plain_marks(article.title)
        if each.head.id == article.id or (
            same and plain_marks(view.article(each.head.id).text) == plain_marks(article.text)
        ):
            return each.head.id
    return ""


def as_version(met: Met, view: View) -> tuple[Article, Revision | None]:
    """The article to store, and what changed between it and its neighbour under the same address.

    A later version that claims the published time of the first was not out by then: its new words came
    in between the two captures, and that is when it counts from.
    """
    others = [each for each in _versions(met, view) if each.head.id != met.article.id]
    if not others:
        return met.article, None
    earlier = [each for each in others if each.moment <= met.moment]
    if not earlier:
        after = view.article(others[0].head.id)
        return met.article, _revision(met.article, after, met.moment, others[0].moment, met)
    present, before = earlier[-1].moment, view.article(earlier[-1].head.id)
    absent = max(met.moment, present + _TICK)
    article = met.article
    if not _is_later(article.published, before.published):
        words = f"changed between two captures; {article.published.basis}"
        article = replace(article, published=Published(Interval(present, absent), Certainty.INFERRED, words))
    return article, _revision(before, article, present, absent, met)


def put_met(writer: Writer, met: Met, name: str, revision: Revision | None = None) -> None:
    """Write down that the words of the article called `name` were met, and what changed; it must be
    written, with the evidence that it was met in."""
    writer.sighting(name, met.article.evidence, met.seen)
    if revision is not None:
        writer.revision(replace(revision, recorded=writer.moment))


def _versions(met: Met, view: View) -> tuple[Version, ...]:
    """What the case has of the address in the same form: what a feed sums up is no version of the page."""
    page = met.media_type == _PAGE
    return tuple(each for each in view.versions(met.article.url) if (each.media_type == _PAGE) is page)


def _is_later(published: Published, before: Published) -> bool:
    return bool(published.moment and before.moment and published.moment > before.moment)


def _revision(before: Article, article: Article, present: datetime, absent: datetime, met: Met) -> Revision:
    compared = compare(
        before.title, before.text, article.title, article.text, language=article.language, walled=met.walled
    )
    return Revision(
        address=address_key(article.url),
        article=article.id,
        before=before.id,
        present=present,
        absent=max(absent, present + _TICK),
        recorded=met.seen,
        changes=compared.changes,
        kept=kept(compared),
        same_headline=compared.same_headline,
        made_by=MADE_BY,
    )
