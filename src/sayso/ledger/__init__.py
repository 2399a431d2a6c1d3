"""All storage of a case: a read view at an as-of, and a writer with a unit of work.

A case is one folder: `case.db` (SQLite; or tables in PostgreSQL, by the same code) and `evidence/`, the
collected bytes as files named by their SHA-256.

Facts are appended and never changed: evidence, where it was met, articles, watchlists, and what persons
said (judgements, rulings, corrections: closed by a later one, never edited). The database refuses anything
else by triggers. Each fact carries the moment the desk recorded it, so `Ledger.at(as_of)` can show the case
as it was known at any moment. Derived rows (readings, statements, questions, bearings, stances, copies,
entities) are a function of the facts and are replaced when they are made anew; history is kept by the facts.

One writer at a time: `Ledger.writing` holds a lock and is one transaction. Evidence is forced to the disk
before a fact may name it, so a kill at any moment leaves nothing half written, and the same add again
completes it. Every fact, reading and weighing is sealed in a hash-chained custody log; `Ledger.verify` finds
what was changed, and `Ledger.back_up` copies a case while others write.

Dialect-specific SQL stands in `dialect` and nowhere else; `schema` and `migrations` are held equal by a test.
"""

from sayso.ledger.judged import Judged
from sayso.ledger.ledger import Ledger, verify_case
from sayso.ledger.rows import (
    ArticleHit,
    Borne,
    Compared,
    Counts,
    Found,
    Marked,
    OutletSummary,
    QuestionSummary,
    RecordingSummary,
    Refused,
    Said,
    Screened,
    SourceSummary,
    StatementHit,
)
from sayso.ledger.verify import Problem
from sayso.ledger.versions import Version
from sayso.ledger.view import View
from sayso.ledger.writer import Writer

__all__ = [
    "ArticleHit",
    "Borne",
    "Compared",
    "Counts",
    "Found",
    "Judged",
    "Ledger",
    "Marked",
    "OutletSummary",
    "Problem",
    "QuestionSummary",
    "RecordingSummary",
    "Refused",
    "Said",
    "Screened",
    "SourceSummary",
    "StatementHit",
    "Version",
    "View",
    "Writer",
    "verify_case",
]
