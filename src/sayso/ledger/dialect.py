"""All that differs between databases: the connection, the lock of the one writer, full-text search.

Everything else in the ledger is SQLAlchemy Core that both run unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, DBAPIError

from sayso.errors import CaseBusy, CaseDamaged, CaseReadOnly, NoCase, SaysoError, StorageFull

START, END = "\ue000", "\ue001"  # stand around a found word; private characters that no article needs

_WRITE = "sayso_write"


def engine_for(place: Path | str, *, wait: float, read_only: bool = False) -> Engine:
    """An engine for a database file, or for a PostgreSQL address. `wait` is in seconds."""
    if isinstance(place, Path):
        return _sqlite(place, wait=wait, read_only=read_only)
    url = make_url(place)
    if url.get_backend_name() != "postgresql":
        raise ValueError(f"sayso keeps cases in SQLite or PostgreSQL, not in {url.get_backend_name()}")
    return _postgresql(url, wait=wait)


def _sqlite(place: Path, *, wait: float, read_only: bool) -> Engine:
    # A read-only folder can't hold the files that WAL needs, so there the file is taken as it stands.
    mode = {"mode": "rw"}
    if read_only:
        log = place.with_name(f"{place.name}-wal")
        mode = {"mode": "ro"} if log.exists() and log.stat().st_size else {"mode": "ro", "immutable": "1"}
    url = URL.create("sqlite", database=place.resolve().as_uri(), query={**mode, "uri": "true"})
    # isolation_level None: BEGIN is ours, so that a writer can take the lock at once.
    engine = create_engine(url, connect_args={"timeout": wait, "isolation_level": None})

    @event.listens_for(engine, "connect")
    def _prepare(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA cache_size = -16000")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITE)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL, *, wait: float) -> Engine:
    engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="REPEATABLE READ")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITE):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(wait * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})")

    return engine


_ONE_WRITER = 0x5A750  # any number that no other program locks in the same database


@contextmanager
def writer_of(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction that holds the lock of the one writer."""
    options: dict[str, object] = {_WRITE: True}
    if engine.dialect.name == "postgresql":
        # The state as of the lock, not as of the question for it.
        options["isolation_level"] = "READ COMMITTED"
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def new_file(place: Path) -> None:
    """Make an empty SQLite database in WAL mode; the mode is kept in the file."""
    import sqlite3

    connection = sqlite3.connect(place)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def damage(connection: Connection) -> Iterator[str]:
    """What the database itself finds wrong with its file and its keys."""
    if connection.dialect.name != "sqlite":
        return
    try:
        for (found,) in connection.exec_driver_sql("PRAGMA integrity_check"):
            if found != "ok":
                yield str(found)
        for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield f"row {row} of {table} belongs to a row of {parent} that is gone"
    except DatabaseError as cause:
        yield str(cause.orig)


def stale_indexes(connection: Connection) -> Iterator[str]:
    """Search indexes that do not agree with what they index."""
    if connection.dialect.name != "sqlite":
        return
    for name, check in _INDEX_CHECKS.items():
        try:
            connection.exec_driver_sql(check)
        except DatabaseError as cause:
            # The check is written as an INSERT, so a read-only case can't be asked.
            if getattr(cause.orig, "sqlite_errorcode", 0) & 0xFF == _CORRUPT:
                yield name


def copy_file(place: Path, to: Path) -> None:
    """Copy a SQLite database as it stands at one moment, whoever writes to it meanwhile."""
    import sqlite3

    source, copy = sqlite3.connect(f"{place.resolve().as_uri()}?mode=ro", uri=True), sqlite3.connect(to)
    try:
        source.backup(copy)
    except sqlite3.Error as cause:
        raise DBAPIError("backup", None, cause) from cause
    finally:
        source.close()
        copy.close()


_CORRUPT = 11
_INDEX_CHECKS = {
    "articles": "INSERT INTO article_words(article_words, rank) VALUES ('integrity-check', 1)",
    "statements": "INSERT INTO said_words(said_words, rank) VALUES ('integrity-check', 1)",
}

# SQLite's result codes and PostgreSQL's SQLSTATEs, by what a person has to know.
_BUSY = (CaseBusy, "it did not finish in time", "")
_FULL = (StorageFull, "the disk or the allowed size is full", "")
_BARRED = (CaseReadOnly, "the folder or the database file is write-protected", "")
_DAMAGED = (CaseDamaged, "the database file is not in order", "Restore it from a copy.")
_CODES: dict[int | str, tuple[type[SaysoError], str, str]] = {
    5: _BUSY,
    6: _BUSY,
    "55P03": _BUSY,
    "40001": _BUSY,
    13: _FULL,
    10: (StorageFull, "the disk did not take the data", ""),
    "53100": _FULL,
    8: _BARRED,
    14: (CaseReadOnly, "the database file can't be opened", ""),
    "25006": _BARRED,
    "42501": _BARRED,
    _CORRUPT: _DAMAGED,
    26: (CaseDamaged, "the database file is not a database", "Restore it from a copy."),
    266: _DAMAGED,  # a page can't be read
    522: _DAMAGED,  # the file ends too early
}


@contextmanager
def named_errors(case: str) -> Iterator[None]:
    """Turn what a database driver raises into sayso's own errors."""
    try:
        yield
    except DBAPIError as cause:
        code = int(getattr(cause.orig, "sqlite_errorcode", 0))
        state = getattr(cause.orig, "sqlstate", "")
        if state is None:
            raise NoCase(case, ": its database server does not answer") from cause
        known = _CODES.get(state or code) or _CODES.get(code & 0xFF)
        if known is None:
            raise
        kind, reason, next_step = known
        raise kind(case, reason, next_step) from cause


SEARCH_DDL = {
    "sqlite": (
        "CREATE VIRTUAL TABLE article_words USING fts5(title, text, content='article_text', "
        "content_rowid='article', tokenize='porter unicode61 remove_diacritics 2')",
        "CREATE TRIGGER article_words_add AFTER INSERT ON article_text BEGIN INSERT INTO "
        "article_words(rowid, title, text) VALUES (new.article, new.title, new.text); END",
        "CREATE TRIGGER article_words_drop AFTER DELETE ON article_text BEGIN INSERT INTO "
        "article_words(article_words, rowid, title, text) "
        "VALUES ('delete', old.article, old.title, old.text); END",
        "CREATE VIEW said AS SELECT seq, said_by, content FROM statement WHERE own = 0",
        "CREATE VIRTUAL TABLE said_words USING fts5(said_by, content, content='said', "
        "content_rowid='seq', tokenize='porter unicode61 remove_diacritics 2')",
        "CREATE TRIGGER said_words_add AFTER INSERT ON statement WHEN new.own = 0 BEGIN INSERT INTO "
        "said_words(rowid, said_by, content) VALUES (new.seq, new.said_by, new.content); END",
        "CREATE TRIGGER said_words_drop AFTER DELETE ON statement WHEN old.own = 0 BEGIN INSERT INTO "
        "said_words(said_words, rowid, said_by, content) "
        "VALUES ('delete', old.seq, old.said_by, old.content); END",
    ),
    "postgresql": (
        # PostgreSQL indexes at most a megabyte of words of one text
        "ALTER TABLE article_text ADD COLUMN words tsvector GENERATED ALWAYS AS "
        "(setweight(to_tsvector('english', left(title, 1000)), 'A') "
        "|| to_tsvector('english', left(text, 150000))) STORED",
        "CREATE INDEX ix_article_text_words ON article_text USING gin (words)",
        "ALTER TABLE statement ADD COLUMN words tsvector GENERATED ALWAYS AS "
        "(to_tsvector('english', left(said_by || ' ' || content, 150000))) STORED",
        "CREATE INDEX ix_statement_words ON statement USING gin (words) WHERE own = 0",
    ),
}
"""What `schema` can't say: the full-text indexes, kept current by the database itself."""

SAID_CHANGE_DDL = {
    "sqlite": (
        "CREATE TRIGGER said_words_change AFTER UPDATE OF own, said_by, content ON statement BEGIN "
        "INSERT INTO said_words(said_words, rowid, said_by, content) "
        "SELECT 'delete', old.seq, old.said_by, old.content WHERE old.own = 0; "
        "INSERT INTO said_words(rowid, said_by, content) "
        "SELECT new.seq, new.said_by, new.content WHERE new.own = 0; END",
    ),
    "postgresql": (),  # generated columns follow by themselves
}

_STAYS = "facts are appended, never changed"


def guard_ddl(dialect: str, tables: Iterable[str]) -> Iterator[str]:
    """What makes the database itself refuse to change or drop rows of these tables, whoever asks."""
    if dialect == "sqlite":
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                yield (
                    f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{_STAYS}'); END"
                )
        return
    yield (
        "CREATE OR REPLACE FUNCTION facts_stay() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_STAYS}'; END $$"
    )
    for table in tables:
        yield (
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION facts_stay()"
        )


# {bounds} is filled with conditions on columns, never with what a person typed.
SEARCH_SQL = {
    "sqlite": {
        # rank as a column of its own lets the index sort, so that only the best are cut and marked
        "articles": (
            "SELECT rowid AS seq, highlight(article_words, 0, '\ue000', '\ue001') AS head, "
            "snippet(article_words, 1, '\ue000', '\ue001', '…', 32) AS body "
            "FROM article_words WHERE article_words MATCH :query AND rank MATCH 'bm25(4.0, 1.0)' "
            "AND EXISTS (SELECT 1 FROM article WHERE article.seq = article_words.rowid {bounds}) "
            "ORDER BY rank LIMIT :limit"
        ),
        "statements": (
            "SELECT rowid AS seq, highlight(said_words, 0, '\ue000', '\ue001') AS head, "
            "highlight(said_words, 1, '\ue000', '\ue001') AS body "
            "FROM said_words WHERE said_words MATCH :query AND rank MATCH 'bm25(2.0, 1.0)' "
            "AND EXISTS (SELECT 1 FROM statement JOIN article ON article.seq = statement.article "
            "WHERE statement.seq = said_words.rowid {bounds}) "
            "ORDER BY rank LIMIT :limit"
        ),
    },
    "postgresql": {
        "articles": (
            "SELECT hit.seq, ts_headline('english', hit.title, query, :line) AS head, "
            "ts_headline('english', article_text.text, query, :snippet) AS body FROM ("
            "SELECT article.seq, article_text.title, query, ts_rank_cd(words, query) AS rank "
            "FROM article_text JOIN article ON article.seq = article_text.article, "
            "websearch_to_tsquery('english', :query) query "
            "WHERE words @@ query {bounds} ORDER BY rank DESC, article.seq LIMIT :limit) hit "
            "JOIN article_text ON article_text.article = hit.seq ORDER BY rank DESC, hit.seq"
        ),
        "statements": (
            "SELECT statement.seq, ts_headline('english', said_by, query, :line) AS head, "
            "ts_headline('english', content, query, :line) AS body FROM statement "
            "JOIN article ON article.seq = statement.article, websearch_to_tsquery('english', :query) query "
            "WHERE own = 0 AND words @@ query {bounds} "
            "ORDER BY ts_rank_cd(words, query) DESC, statement.seq LIMIT :limit"
        ),
    },
}

_SELECTORS = f'StartSel="{START}",StopSel="{END}"'
SEARCH_VALUES: dict[str, dict[str, str]] = {
    "sqlite": {},
    "postgresql": {
        "line": f"{_SELECTORS},HighlightAll=true",
        "snippet": f"{_SELECTORS},MaxWords=32,MinWords=12",
    },
}

_ASKED = re.compile(r'"([^"]*)"|([^\s"]+)')
_MOST_WORDS = 32


def search_words(asked: str) -> str:
    """What a person typed as a query of plain words that every database takes.

    Words between double quotation marks stand together; nothing else has a meaning of its own.
    Empty where there is no letter or digit in it.
    """
    terms = []
    for phrase, word in _ASKED.findall(asked):
        plain = " ".join(re.findall(r"\w+", phrase or word))
        if plain.replace("_", ""):
            terms.append(f'"{plain}"')
    return " ".join(terms[:_MOST_WORDS])
