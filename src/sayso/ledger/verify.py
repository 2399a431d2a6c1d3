"""Is a case what it claims to be? From a statement's words to the article's text to the evidence bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from sayso.errors import NotFound
from sayso.ledger.access import AccessLog
from sayso.ledger.codec import decode
from sayso.ledger.deleting import deleted
from sayso.ledger.dialect import damage, stale_indexes
from sayso.ledger.evidence import EvidenceStore
from sayso.ledger.repeated import repeated_problems
from sayso.ledger.schema import (
    ARTICLE,
    ARTICLE_TEXT,
    EVIDENCE,
    HEARD,
    OUTLET,
    RECORDING,
    STATEMENT,
    TRANSCRIPT,
)
from sayso.ledger.sealing import seal_problem
from sayso.ledger.seals import access_problems, broken_seals
from sayso.ledger.shelf import WARC
from sayso.ledger.stamps import read_roots, stamp_problems
from sayso.ledger.whole import archive_problems
from sayso.terms.article import Article
from sayso.terms.identity import digest_of
from sayso.terms.recording import Transcript, Turns
from sayso.terms.span import Words
from sayso.terms.statement import Part, Statement
from sayso.terms.transcript import lay_out

_TOGETHER = 500
_RESTORE = "Restore case.db from a copy."


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it must be, and what to do about it."""

    item: str
    reason: str
    next_step: str


def all_problems(
    connection: Connection, store: EvidenceStore, case: Path, roots: bytes = b""
) -> Iterator[Problem]:
    """All that is wrong, the first thing first; a database that can't be read to its end is a problem
    like any other. At last the seal of the database file as a whole."""
    anchors = read_roots(roots) if roots else []
    try:
        yield from problems(connection, store, case)
        for item, reason in stamp_problems(connection, anchors):
            yield Problem(item, reason, "Check which root certificates you trust; else restore from a copy.")
    except (DatabaseError, ValueError, OverflowError) as cause:
        yield unreadable(cause)
    if connection.dialect.name == "sqlite" and (reason := seal_problem(case, case / "case.db")):
        yield Problem("The database file", reason, _RESTORE)


def unreadable(cause: Exception) -> Problem:
    """That a database can't be opened, or read to its end."""
    said = " ".join(str(getattr(cause, "orig", None) or cause).split())[:200]
    return Problem("The database", f"it can't be read ({said})", _RESTORE)


def problems(connection: Connection, store: EvidenceStore, case: Path) -> Iterator[Problem]:
    """All that is wrong, lowest layer first: database, archive, evidence, articles, statements,
    transcripts, custody log, columns for lists, access log, search index.

    Found one by one, so that whoever wants only the first can stop there.
    """
    for found in damage(connection):
        yield Problem("The database", found, _RESTORE)
    for item, reason in archive_problems(connection, case / WARC):
        yield Problem(item, reason, "Restore the file from a copy.")
    yield from _evidence_problems(connection, store)
    yield from _article_problems(connection)
    yield from _statement_problems(connection)
    yield from _transcript_problems(connection)
    for item, reason in broken_seals(connection):
        yield Problem(item, reason, _RESTORE)
    for item, reason in repeated_problems(connection):
        yield Problem(item, reason, "Read and weigh the case again.")
    for item, reason in access_problems(connection, AccessLog(case)):
        yield Problem(item, reason, "Restore it from a copy.")
    for index in stale_indexes(connection):
        reason = "it does not agree with what it indexes"
        yield Problem(f"The search index of {index}", reason, _RESTORE)


def _evidence_problems(connection: Connection, store: EvidenceStore) -> Iterator[Problem]:
    restore = "Restore the file from a copy, or add what it came from again."
    gone = deleted(connection)
    for digest, size in connection.execute(
        select(EVIDENCE.c.digest, EVIDENCE.c.size).order_by(EVIDENCE.c.seq)
    ):
        item = f"Evidence {digest}"
        try:
            data = store.get(digest)
        except NotFound:
            if digest not in gone:
                yield Problem(item, "its bytes are missing", restore)
            continue
        if digest_of(data) != digest:
            yield Problem(item, f"its {len(data)} bytes are not the ones that were collected", restore)
        elif len(data) != size:
            yield Problem(item, f"{size} bytes were recorded, {len(data)} are there", restore)


def _article_problems(connection: Connection) -> Iterator[Problem]:
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
                yield Problem(f"Article {name}", "its text is missing", _RESTORE)
            elif Article.make_id(outlet=outlet, url=url, title=title, text=text) != name:
                reason = "its outlet, address, title or text is not what was recorded"
                yield Problem(f"Article {name}", reason, _RESTORE)
        after = rows[-1].seq


def _statement_problems(connection: Connection) -> Iterator[Problem]:
    query = (
        select(STATEMENT.c.seq, STATEMENT.c.id, STATEMENT.c.body, ARTICLE_TEXT.c.title, ARTICLE_TEXT.c.text)
        .join(ARTICLE_TEXT, ARTICLE_TEXT.c.article == STATEMENT.c.article)
        .order_by(STATEMENT.c.seq)
    )
    after = 0
    while rows := connection.execute(query.where(STATEMENT.c.seq > after).limit(_TOGETHER)).all():
        for _, name, body, title, text in rows:
            reason = wrong_statement(name, body, title, text)
            if reason:
                yield Problem(f"Statement {name}", reason, "Read its article again.")
        after = rows[-1].seq


def _transcript_problems(connection: Connection) -> Iterator[Problem]:
    """Where the text of a transcript is not what was heard."""
    query = (
        select(RECORDING.c.seq, RECORDING.c.id, ARTICLE_TEXT.c.text)
        .join(TRANSCRIPT, TRANSCRIPT.c.recording == RECORDING.c.seq)
        .join(ARTICLE_TEXT, ARTICLE_TEXT.c.article == TRANSCRIPT.c.article)
        .order_by(RECORDING.c.seq)
    )
    for seq, name, text in connection.execute(query).all():
        parts = select(HEARD.c.part, HEARD.c.body).where(HEARD.c.recording == seq)
        found = {row.part: row.body for row in connection.execute(parts)}
        try:
            heard = lay_out(decode(Transcript, found["transcript"]), decode(Turns, found["turns"]))
        except (KeyError, ValueError):  # the seal of the hearing tells of it
            continue
        if heard.text != text:
            reason = "its transcript is not the words that were heard"
            yield Problem(f"Recording {name}", reason, "Listen to it again.")


def wrong_statement(name: str, body: str, title: str, text: str) -> str:
    """What is wrong with a stored statement of an article; empty where nothing is."""
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
