"""Facts of a case as they leave it in a bundle: the rows themselves with the log that seals them, so that
they can be checked without the case."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, select

from sayso.ledger.batch import chunks
from sayso.ledger.custody import START, chain, digest_of_rows, seal_of
from sayso.ledger.deleting import stand_in
from sayso.ledger.records import body_of
from sayso.ledger.schema import (
    ARTICLE,
    ARTICLE_TEXT,
    CAPTURE,
    CUSTODY,
    DELETION,
    EVIDENCE,
    OUTLET,
    READING,
    RECORD,
    REVISION,
    SIGHTING,
    STAMP,
    STATEMENT,
)
from sayso.ledger.stamps import moment_of
from sayso.ledger.verify import wrong_statement
from sayso.terms.article import Article
from sayso.terms.identity import digest_of

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_TABLES: Mapping[str, Table] = {
    table.name: table
    for table in (
        EVIDENCE,
        CAPTURE,
        RECORD,
        DELETION,
        OUTLET,
        ARTICLE,
        ARTICLE_TEXT,
        SIGHTING,
        REVISION,
        STAMP,
    )
}
_WORDS = frozenset({ARTICLE.name, ARTICLE_TEXT.name})  # what an article's id is made of
_ENTRY = ("kind", "fact", "digest", "by", "tool", "recorded")


@dataclass(frozen=True, slots=True)
class BundledRow:
    """One row of a fact table with all its columns; or a reading, with the rows of its statements in
    `statements` (id, own, body). `masked`: names were taken out, so it is not what the log sealed."""

    table: str
    row: Mapping[str, object]
    statements: tuple[tuple[object, ...], ...] = ()
    masked: bool = False

    def plain(self) -> dict[str, object]:
        """The row for JSON."""
        found: dict[str, object] = {"table": self.table, "row": dict(self.row)}
        found |= {"statements": [list(each) for each in self.statements]} if self.statements else {}
        return found | ({"masked": True} if self.masked else {})

    def number(self, column: str) -> int:
        """A column that holds a whole number. TypeError."""
        value = self.row[column]
        if not isinstance(value, int):
            raise TypeError(f"{self.table}.{column} is no number")
        return value

    @property
    def key(self) -> int:
        """The number that the custody log knows it by."""
        return self.number("article" if self.table in ("article_text", "reading") else "seq")


def bundled_rows(connection: Connection, articles: Collection[str]) -> Iterator[BundledRow]:
    """The facts about some articles: evidence, captures, records, what was deleted, outlets, words,
    sightings, revisions, readings; and every time stamp of the case."""
    seqs: dict[int, tuple[int, int]] = {}
    for some in chunks(sorted(articles)):
        query = select(ARTICLE.c.seq, ARTICLE.c.evidence, ARTICLE.c.outlet).where(ARTICLE.c.id.in_(some))
        seqs |= {row.seq: (row.evidence, row.outlet) for row in connection.execute(query)}
    evidence = sorted({each[0] for each in seqs.values()})
    yield from _rows(connection, EVIDENCE, "seq", evidence)
    yield from _rows(connection, CAPTURE, "evidence", evidence)
    digests = _digests(connection, evidence)
    yield from _rows(connection, RECORD, "body", digests)
    yield from _rows(connection, DELETION, "digest", digests)
    yield from _rows(connection, OUTLET, "seq", sorted({each[1] for each in seqs.values()}))
    yield from _rows(connection, ARTICLE, "seq", sorted(seqs))
    yield from _rows(connection, ARTICLE_TEXT, "article", sorted(seqs))
    yield from _rows(connection, SIGHTING, "article", sorted(seqs))
    yield from _rows(connection, REVISION, "article", sorted(seqs))
    yield from _readings(connection, sorted(seqs))
    for row in connection.execute(select(STAMP).order_by(STAMP.c.seq)):
        yield BundledRow(STAMP.name, row._asdict())


def custody_lines(connection: Connection) -> Iterator[list[object]]:
    """The whole custody log, an entry a line, without its chain values: those follow from it."""
    columns = [CUSTODY.c[name] for name in _ENTRY]
    yield from (list(row) for row in connection.execute(select(*columns).order_by(CUSTODY.c.seq)))


def _digests(connection: Connection, evidence: Sequence[int]) -> list[str]:
    queries = (select(EVIDENCE.c.digest).where(EVIDENCE.c.seq.in_(some)) for some in chunks(evidence))
    return [row[0] for query in queries for row in connection.execute(query)]


def _rows(
    connection: Connection, table: Table, column: str, values: Sequence[int] | Sequence[str]
) -> Iterator[BundledRow]:
    key = next(iter(table.primary_key.columns))
    for some in chunks(values):
        for row in connection.execute(select(table).where(table.c[column].in_(some)).order_by(key)):
            yield BundledRow(table.name, dict(zip(table.c.keys(), row, strict=True)))


def _readings(connection: Connection, articles: Sequence[int]) -> Iterator[BundledRow]:
    for article in articles:
        row = connection.execute(
            select(READING.c.article, READING.c.reader, READING.c.body).where(READING.c.article == article)
        ).first()
        if row is None:
            continue
        said = select(STATEMENT.c.id, STATEMENT.c.own, STATEMENT.c.body).where(STATEMENT.c.article == article)
        statements = tuple(tuple(each) for each in connection.execute(said.order_by(STATEMENT.c.id)))
        yield BundledRow(READING.name, row._asdict(), statements)


@dataclass(frozen=True, slots=True)
class Bundled:
    """What a bundle holds, read back: rows, the entries of the custody log, the records' file and the
    files of evidence that stands in no record. `masked`: it was made without names and has no evidence."""

    rows: tuple[BundledRow, ...]
    custody: tuple[dict[str, object], ...]
    warc: Path
    evidence: Mapping[str, Path]
    masked: bool = False

    @classmethod
    def of(
        cls,
        rows: Sequence[object],
        custody: Sequence[object],
        warc: Path,
        evidence: Mapping[str, Path],
        *,
        masked: bool = False,
    ) -> Bundled:
        """Out of JSON. ValueError, TypeError or KeyError where it has another shape."""
        found = []
        for each in rows:
            if not isinstance(each, dict) or not isinstance(each.get("row"), dict):
                raise ValueError("a row is no row")
            said = tuple(tuple(statement) for statement in each.get("statements", ()))
            row = BundledRow(str(each["table"]), each["row"], said, each.get("masked") is True)
            if row.masked and not masked:
                raise ValueError("a row is masked in a bundle that does not say so")
            table = _TABLES.get(row.table)
            wanted = set(table.c.keys()) if table is not None else {"article", "reader", "body"}
            if set(row.row) != wanted or (table is None and row.table != READING.name):
                raise ValueError(f"a row of {row.table[:40]} has not its columns")
            found.append(row)
        entries = []
        for number, entry in enumerate(custody, 1):
            if not isinstance(entry, list) or len(entry) != len(_ENTRY):
                raise ValueError(f"entry {number} of the custody log is no entry")
            entries.append({"seq": number, **dict(zip(_ENTRY, entry, strict=True))})
        return cls(tuple(found), tuple(entries), warc, evidence, masked)

    def count(self, table: str) -> int:
        """How many rows of a table there are."""
        return sum(row.table == table for row in self.rows)

    @property
    def statements(self) -> int:
        """How many statements there are."""
        return sum(len(row.statements) for row in self.rows)

    @property
    def head(self) -> str:
        """The chain value of the newest entry, found anew."""
        before = START
        for entry in self.custody:
            before = chain(before, entry)
        return before

    def of_table(self, table: str) -> Iterator[BundledRow]:
        """The rows of a table."""
        return (row for row in self.rows if row.table == table)


def bundled_problems(bundled: Bundled, roots: Sequence[Certificate] = ()) -> Iterator[tuple[str, str]]:
    """What is wrong, lowest layer first: records, evidence, articles, statements, seals, stamps. Of what was
    masked only that the log knows of it can be told."""
    try:
        if not bundled.masked:
            yield from _record_problems(bundled)
        elif bundled.warc.stat().st_size or bundled.evidence:
            yield "The evidence of the bundle", "a masked bundle has none"
        yield from _article_problems(bundled)
        yield from _seal_problems(bundled)
        yield from _stamp_problems(bundled, roots)
    except (KeyError, TypeError, ValueError, OverflowError) as cause:
        yield "The facts of the bundle", f"they are not in order ({str(cause)[:120]})"


def _record_problems(bundled: Bundled) -> Iterator[tuple[str, str]]:
    """Bytes that are missing or others. In the place of what was deleted stands what says so."""
    gone = {str(row.row["digest"]) for row in bundled.of_table(DELETION.name)}
    found: set[object] = set(gone)
    with bundled.warc.open("rb") as file:
        for row in bundled.of_table(RECORD.name):
            length, body = max(row.number("length"), 0), row.row["body"]
            packed = file.read(length)
            item = f"The record of {row.row['address'] or row.row['file']}"
            if body in gone and packed == stand_in(length, str(body)):
                continue
            if digest_of(packed) != row.row["digest"]:
                yield item, "it is not what was written"
                continue
            if body and digest_of(body_of(packed, str(row.row["coding"])) or b"") != body:
                yield item, "its body is not what was written"
            found.add(body)
        if file.read(1):
            yield "The records of the bundle", "there are more bytes than the index knows"
    for row in bundled.of_table(EVIDENCE.name):
        digest = str(row.row["digest"])
        loose = bundled.evidence.get(digest)
        if digest not in found and (loose is None or digest_of(loose.read_bytes()) != digest):
            yield f"Evidence {digest}", "its bytes are missing, or are not the ones that were collected"


def _article_problems(bundled: Bundled) -> Iterator[tuple[str, str]]:
    outlets = {row.key: str(row.row["name"]) for row in bundled.of_table(OUTLET.name)}
    words = bundled.of_table(ARTICLE_TEXT.name)
    texts = {row.key: (str(row.row["title"]), str(row.row["text"])) for row in words}
    evidence = {row.key for row in bundled.of_table(EVIDENCE.name)}
    changed = {row.key for row in bundled.rows if row.masked and row.table in _WORDS}
    changed_outlets = {row.key for row in bundled.of_table(OUTLET.name) if row.masked}
    for row in bundled.of_table(ARTICLE.name):
        item = f"Article {row.row['id']}"
        if row.key not in texts or row.row["outlet"] not in outlets or row.row["evidence"] not in evidence:
            yield item, "its words, its outlet or its evidence are missing"
            continue
        if row.key in changed or row.row["outlet"] in changed_outlets:
            continue
        title, text = texts[row.key]
        outlet = outlets[row.number("outlet")]
        if Article.make_id(outlet=outlet, url=str(row.row["url"]), title=title, text=text) != row.row["id"]:
            yield item, "its outlet, address, title or text is not what was recorded"
    for row in bundled.of_table(READING.name):
        if row.key not in texts:
            yield "A reading", "the article that was read is missing"
            continue
        if row.masked or row.key in changed:
            continue
        for name, _, body in row.statements:
            reason = wrong_statement(str(name), str(body), *texts[row.key])
            if reason:
                yield f"Statement {name}", reason


def _seal_problems(bundled: Bundled) -> Iterator[tuple[str, str]]:
    """Rows that the log does not know, or knows otherwise. Of a reading the newest seal counts."""
    sealed: dict[tuple[object, object], object] = {
        (entry["kind"], entry["fact"]): entry["digest"] for entry in bundled.custody
    }
    for row in bundled.rows:
        if row.table == READING.name:
            own = (row.row["reader"], row.row["body"])
            digest = digest_of_rows([own, *row.statements])
        else:
            digest = seal_of(row.row)
        found = sealed.get((row.table, row.key))
        if found is None or (found != digest and not row.masked):
            named = row.row.get("id") or row.row.get("digest") or row.key
            item = f"{row.table.capitalize().replace('_', ' ')} {named}"
            yield item, "it is not what the custody log sealed"


def _stamp_problems(bundled: Bundled, roots: Sequence[Certificate]) -> Iterator[tuple[str, str]]:
    wanted = {row.number("entry") for row in bundled.of_table(STAMP.name)}
    heads: dict[int, str] = {}
    before = START
    for number, entry in enumerate(bundled.custody, 1):
        before = chain(before, entry)
        if number in wanted:
            heads[number] = before
    for row in bundled.of_table(STAMP.name):
        item = f"The time stamp of entry {row.row['entry']} by {row.row['authority']}"
        if heads.get(row.number("entry")) != row.row["head"]:
            yield item, "the custody log of the bundle is not the one that was stamped"
            continue
        try:
            moment_of(base64.b64decode(str(row.row["token"])), str(row.row["head"]), roots)
        except ValueError as cause:
            yield item, str(cause)
