"""The tables of a case, once, for every database.

Facts (evidence, capture, record, article, sighting, revision, stamp, refusal, judgement) are appended
and carry the moment the desk recorded them. Derived rows (reading, statement, question, bearing, stance,
copy) are a function of the facts and are replaced when they are derived anew. `seq` numbers are handed
out by the one writer, in order; ids are what the outside sees. Moments are whole microseconds since 1970
in UTC.
"""

from __future__ import annotations

from sayso.ledger.schema.articles import (
    ARTICLE,
    ARTICLE_TEXT,
    OUTLET,
    READING,
    REVISION,
    SIGHTING,
    SOURCE,
    STATEMENT,
)
from sayso.ledger.schema.case import CUSTODY, DELETION, META, REFUSAL, STAMP
from sayso.ledger.schema.columns import METADATA
from sayso.ledger.schema.entities import ALIAS, ENTITY, TIE
from sayso.ledger.schema.evidence import CAPTURE, EVIDENCE, RECORD
from sayso.ledger.schema.judged import (
    CORRECTION,
    DATING,
    FRAMING,
    JUDGEMENT,
    RECORDING_JUDGEMENT,
    REFERENCE,
    RULING,
)
from sayso.ledger.schema.questions import BEARING, COPY, FRESH, GATHERED, POSTING, QUESTION, STANCE
from sayso.ledger.schema.recordings import COMPARISON, HEARD, RECORDING, REUSE, TRANSCRIPT
from sayso.ledger.schema.watch import ALERT, BEAT, DELIVERY, HOST, LEAD, LEAD_MARK, PULSE, TOLD, VISIT, WISH
from sayso.ledger.schema.watchlists import HIT, LIST_CHANGE, LISTED, MEMBER, WATCHLIST

__all__ = [
    "ALERT",
    "ALIAS",
    "ARTICLE",
    "ARTICLE_TEXT",
    "BEARING",
    "BEAT",
    "CAPTURE",
    "COMPARISON",
    "COPY",
    "CORRECTION",
    "CUSTODY",
    "DATING",
    "DELETION",
    "DELIVERY",
    "ENTITY",
    "EVIDENCE",
    "FRAMING",
    "FRESH",
    "GATHERED",
    "HEARD",
    "HIT",
    "HOST",
    "JUDGEMENT",
    "LEAD",
    "LEAD_MARK",
    "LISTED",
    "LIST_CHANGE",
    "MEMBER",
    "META",
    "METADATA",
    "OUTLET",
    "POSTING",
    "PULSE",
    "QUESTION",
    "READING",
    "RECORD",
    "RECORDING",
    "RECORDING_JUDGEMENT",
    "REFERENCE",
    "REFUSAL",
    "REUSE",
    "REVISION",
    "RULING",
    "SIGHTING",
    "SOURCE",
    "STAMP",
    "STANCE",
    "STATEMENT",
    "TIE",
    "TOLD",
    "TRANSCRIPT",
    "VISIT",
    "WATCHLIST",
    "WISH",
]
