"""Is a case what it claims to be? From a statement's words to the article's text to the evidence bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.ledger.codec import decode
from sayso.ledger.dialect import damage, stale_indexes
from sayso.ledger.evidence import EvidenceStore
from sayso.ledger.schema import ARTICLE, ARTICLE_TEXT, EVIDENCE, OUTLET, STATEMENT
from sayso.terms.article import Article
from sayso.terms.identity import digest_of
from sayso.terms.span import Words
from sayso.terms.statement import Part, Statement

_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be, and what to do about it."""

    item: str
    reason: str
    next_step: str


def faults(connection: Connection, store: EvidenceStore) -> Iterator[Fault]:
    """All that is wrong, lowest layer first: database, evidence, articles, statements, search index.

    Found one by one, so that whoever wants only the first can stop there.
    """
    yield from (Fault("The database", found, "Restore case.db from a copy.") for found in damage(connection))
    yield from _evidence_faults(connection, store)
    yield from _article_faults(connection)
    yield from _statement_faults(connection)
    for index in stale_indexes(connection):
        reason = "it does not agree with what it indexes"
        yield Fault(f"The search index of {index}", reason, "Restore case.db from a copy.")


def _evidence_faults(connection: Connection, store: EvidenceStore) -> Iterator[Fault]:
    restore = "Restore the file from a copy, or add what it came from again."
    for digest, size in connection.execute(
        select(EVIDENCE.c.digest, EVIDENCE.c.size).order_by(EVIDENCE.c.seq)
    ):
        item = f"Evidence {digest}"
        if not store.has(digest):
            yield Fault(item, "its file is missing", restore)
            continue
        data = store.get(digest)
        if digest_of(data) != digest:
            yield Fault(item, f"its {len(data)} bytes are not the ones that were collected", restore)
        elif len(data) != size:
            yield Fault(item, f"{size} bytes were recorded, {len(data)} are there", restore)


def _article_faults(connection: Connection) -> Iterator[Fault]:
    columns = ARTICLE.c.seq, ARTICLE.c.id, OUTLET.c.name, ARTICLE.c.url, ARTICLE_TEXT.c.title
    query = (
        select(*columns, ARTICLE_TEXT.c.text)
        .join(OUTLET, OUTLET.c.seq == ARTICLE.c.outlet)
        .outerjoin(ARTICLE_TEXT, ARTICLE_TEXT.c.article == ARTICLE.c.seq)
        .order_by(ARTICLE.c.seq)
    )
    after = 0
    while rows := connection.execute(query.where(ARTICLE.c.seq > after).limit(_TOGETHER)).all():
        for _, name, outlet, url, title, text in rows:
            if text is None:
                yield Fault(f"Article {name}", "its text is missing", "Restore case.db from a copy.")
            elif Article.make_id(outlet=outlet, url=url, title=title, text=text) != name:
                reason = "its outlet, address, title or text is not what was recorded"
                yield Fault(f"Article {name}", reason, "Restore case.db from a copy.")
        after = rows[-1].seq


def _statement_faults(connection: Connection) -> Iterator[Fault]:
    query = (
        select(STATEMENT.c.seq, STATEMENT.c.id, STATEMENT.c.body, ARTICLE_TEXT.c.title, ARTICLE_TEXT.c.text)
        .join(ARTICLE_TEXT, ARTICLE_TEXT.c.article == STATEMENT.c.article)
        .order_by(STATEMENT.c.seq)
    )
    after = 0
    while rows := connection.execute(query.where(STATEMENT.c.seq > after).limit(_TOGETHER)).all():
        for _, name, body, title, text in rows:
            reason = _wrong(name, body, title, text)
            if reason:
                yield Fault(f"Statement {name}", reason, "Read its article again.")
        after = rows[-1].seq


def _wrong(name: str, body: str, title: str, text: str) -> str:
    """What is wrong with a stored statement; empty where nothing is."""
    try:
        statement = decode(Statement, body)
    except ValueError as cause:
        return str(cause)
    if statement.id != name:
        return f"it holds another statement, {statement.id}"
    part = title if statement.part is Part.HEADLINE else text
    for what, words in _all_words(statement):
        if Words.cut(part, words.spans) != words:
            return f"the words of its {what} are not in the article at the recorded place"
    return ""


def _all_words(statement: Statement) -> Iterator[tuple[str, Words]]:
    yield "source", statement.source
    yield "cue", statement.cue
    yield "content", statement.content
    yield "hedge", statement.hedge_words
    yield "condition", statement.condition
    for link in statement.chain:
        yield "chain", link.words
        yield "chain", link.cue
        yield "chain", link.hedge_words
