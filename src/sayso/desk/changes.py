"""What an article changed: its versions, and two of them beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from functools import lru_cache

from sayso.errors import NotFound
from sayso.ledger.versions import Version
from sayso.ledger.view import View
from sayso.read.versions.changes import compare
from sayso.terms.archive import Record, RecordKind
from sayso.terms.article import Article, ArticleHead
from sayso.terms.statement import Part
from sayso.terms.time import AsOf
from sayso.terms.version import Change, ChangeKind, Comparison, Revision

_WORD = re.compile(r"\s*\S+")
_MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version: its number, its article, when its words were first and last met, and what it changed
    of the one before."""

    number: int
    article: ArticleHead
    first: datetime
    last: datetime
    revision: Revision | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one side; `differs` where the other side has not got them."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence (or the headline) on both sides; an empty side where it has none. `change` is None
    where both are the same; `breaks` where a paragraph begins."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]
    change: Change | None
    breaks: bool


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What came of asking an address: the moment, what state that is, and the words for it."""

    moment: datetime
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """An article beside the version before it (or another that was asked for). `rows` is empty where
    there is only one; `asked` is what came of each time the address was asked, the newest first."""

    as_of: AsOf
    article: ArticleHead
    other: ArticleHead | None
    revision: Revision | None
    versions: tuple[VersionLine, ...]
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    asked: tuple[Exchanged, ...]


def changes_page(view: View, article_id: str, *, since: str = "") -> ChangesPage:
    """What changed between an article and the version before it, or `since` the article of that id.
    NotFound, also where the two are not of one address."""
    article = view.article(article_id)
    lines = version_lines(view, article)
    mine = next(line for line in lines if line.article.id == article_id)
    ids = [line.article.id for line in lines]
    if since and since not in ids:
        raise NotFound(f"Version {since}", f" among those of {article_id}", "Its page lists its versions.")
    at = ids.index(article_id)
    other = since or (ids[at - 1] if at else "")
    rows: tuple[Row, ...] = ()
    changes: tuple[Change, ...] = ()
    if other and other != article_id:
        old = view.article(other)
        compared = _compared(old, article)
        rows, changes = tuple(_rows(old, article, compared)), compared.changes
    return ChangesPage(
        as_of=view.as_of,
        article=mine.article,
        other=next((line.article for line in lines if line.article.id == other), None),
        revision=mine.revision if not since else None,
        versions=lines,
        rows=rows,
        changes=changes,
        asked=tuple(map(_exchanged, reversed(view.exchanges(article.url)))) if article.url else (),
    )


def version_lines(view: View, article: Article) -> tuple[VersionLine, ...]:
    """All versions of an article, the oldest first; itself alone where it has no address."""
    revisions = {revision.article: revision for revision in view.revisions([article.id])}
    joined = {article.id, *revisions, *(revision.before for revision in revisions.values())}
    found = [each for each in view.versions(article.url) if each.head.id in joined]
    if not found:
        head = ArticleHead(
            article.id,
            article.outlet,
            article.title,
            article.published,
            view.recorded(article.id),
            article.url,
            article.language,
        )
        return (VersionLine(1, head, head.recorded, head.recorded, None),)
    return tuple(_line(number, each, revisions) for number, each in enumerate(found, 1))


def _line(number: int, version: Version, revisions: dict[str, Revision]) -> VersionLine:
    first, last = (version.first, version.last) if version.fetched else (version.moment, version.moment)
    return VersionLine(number, version.head, first, last, revisions.get(version.head.id))


@lru_cache(maxsize=64)
def _compared(old: Article, new: Article) -> Comparison:
    return compare(old.title, old.text, new.title, new.text, language=new.language)


def _rows(old: Article, new: Article, compared: Comparison) -> Iterator[Row]:
    by_place = {(change.part, change.old, change.new): change for change in compared.changes}
    headline = next((each for each in compared.changes if each.part is Part.HEADLINE), None)
    yield Row(*_pieces(old.title, new.title), headline, True)
    for step in compared.steps:
        was = step.old.of(old.text) if step.old else ""
        now = step.new.of(new.text) if step.new else ""
        yield Row(*_pieces(was, now), by_place.get((Part.BODY, step.old, step.new)), step.breaks)


def _pieces(was: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sides word by word."""
    if was == now or not was or not now:
        differs = was != now
        return tuple(Piece(words, differs) for words in (was,) if words), tuple(
            Piece(words, differs) for words in (now,) if words
        )
    left, right = _WORD.findall(was), _WORD.findall(now)
    if len(left) + len(right) > _MOST_WORDS:
        return (Piece(was, True),), (Piece(now, True),)
    codes = SequenceMatcher(None, [w.strip() for w in left], [w.strip() for w in right], autojunk=False)
    olds, news = [], []
    for tag, i1, i2, j1, j2 in codes.get_opcodes():
        if i2 > i1:
            olds.append(Piece("".join(left[i1:i2]), tag != "equal"))
        if j2 > j1:
            news.append(Piece("".join(right[j1:j2]), tag != "equal"))
    return tuple(olds), tuple(news)


_STATES = {
    401: ("blocked", "it asked for a login"),
    402: ("paywalled", "it asked for payment"),
    403: ("blocked", "it refused strangers"),
    404: ("removed", "there was no such page any more"),
    410: ("removed", "the page had been taken away"),
    429: ("unreachable", "it had been asked too often"),
    451: ("blocked", "it was withheld for legal reasons"),
}


def _exchanged(record: Record) -> Exchanged:
    """The state of a page by one exchange: there, unchanged, moved, removed, blocked, paywalled or
    unreachable."""
    entry = record.entry
    if entry.kind is RecordKind.FAILURE:
        state = "blocked" if entry.failure == "robots" else "unreachable"
        return Exchanged(entry.moment, state, entry.reason)
    status = entry.status or 0
    if status in _STATES:
        state, words = _STATES[status]
    elif status == 304:
        state, words = "unchanged", "the server said that nothing had changed"
    elif status >= 500:
        state, words = "unreachable", "the server had a fault"
    elif 300 <= status < 400:
        state, words = "moved", f"it led to {entry.location}"
    else:
        state, words = "there", "the page was there"
    return Exchanged(entry.moment, state, f"{words} (status {status})")


def worst(changes: tuple[Change, ...]) -> ChangeKind | None:
    """The change an editor should hear of first."""
    order = list(ChangeKind)
    return min((change.kind for change in changes), key=order.index, default=None)
