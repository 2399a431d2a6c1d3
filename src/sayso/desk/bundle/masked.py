"""Rows of a bundle without the names of people who have to be protected.

A row that held a name is another row afterwards, and says so: it can't be held against what the custody log
sealed. All other rows stay as they are. The evidence itself can't be masked, so its bytes stay at home.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sayso.desk.masking import without
from sayso.errors import BadField
from sayso.ledger.bundled import BundledRow
from sayso.resolve.privacy import Masker

_AS_IT_IS = frozenset({"stamp"})  # an authority's signed answer holds no name, and would be spoilt
NOTE = (
    "Names of people who have to be protected are replaced by labels. Rows marked as masked and the bytes of "
    "the evidence can't be checked with this bundle; every other row, the custody log, the time stamps and "
    "the signature can. Whoever holds the original can compare its SHA-256. Addresses stay: who opens them "
    "may read the names."
)


def masked_rows(rows: Iterable[BundledRow], masker: Masker) -> Iterator[BundledRow]:
    """The rows, those that held a name without it and marked."""
    for row in rows:
        if row.table in _AS_IT_IS:
            yield row
            continue
        bare = {name: _masked(value, masker) for name, value in row.row.items()}
        said = tuple(tuple(_masked(each, masker) for each in statement) for statement in row.statements)
        changed = bare != dict(row.row) or said != row.statements
        yield replace(row, row=bare, statements=said, masked=True) if changed else row


def refuse_names(custody: Iterable[list[object]], masker: Masker) -> None:
    """The custody log has to leave as it is, or its chain breaks. BadField where it holds a masked name."""
    for number, entry in enumerate(custody, 1):
        if without(entry, masker) != entry:
            step = "Hand on the facts as JSON Lines with --mask, without --question, --bundle and --sign."
            raise BadField("--mask", f"entry {number} of the custody log was made by somebody named so", step)


def _masked(value: object, masker: Masker) -> object:
    """A column. One that holds JSON is masked part by part: in it a line break between two names is two
    letters, and no white space."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            parts = json.loads(value)
        except ValueError:
            return masker(value)
        bare = without(parts, masker)
        return value if bare == parts else json.dumps(bare, ensure_ascii=False, separators=(",", ":"))
    return without(value, masker)
