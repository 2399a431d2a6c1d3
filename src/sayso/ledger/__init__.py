"""All storage of a case: a read view at an as-of, and a writer with a unit of work."""

from sayso.ledger.ledger import Ledger
from sayso.ledger.rows import (
    ArticleHit,
    Borne,
    Counts,
    Found,
    Marked,
    OutletSummary,
    QuestionSummary,
    Refused,
    Said,
    Screened,
    SourceSummary,
    StatementHit,
)
from sayso.ledger.verify import Problem
from sayso.ledger.view import View
from sayso.ledger.writer import Writer

__all__ = [
    "ArticleHit",
    "Borne",
    "Counts",
    "Found",
    "Ledger",
    "Marked",
    "OutletSummary",
    "Problem",
    "QuestionSummary",
    "Refused",
    "Said",
    "Screened",
    "SourceSummary",
    "StatementHit",
    "View",
    "Writer",
]
