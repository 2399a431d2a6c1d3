"""How what a person judges is kept: with who and why, and in place of what was judged of it before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sayso.errors import BadField
from sayso.ledger import Judged
from sayso.ledger.ledger import Ledger

_LONGEST_NAME, _LONGEST_REASON = 120, 2_000


def signed(by: str, because: str, *, reason: bool = True) -> tuple[str, str]:
    """Who judges and why, trimmed. BadField where the name or a needed reason is missing or too long."""
    by, because = " ".join(by.split()), because.strip()
    if not by or len(by) > _LONGEST_NAME:
        raise BadField("Your name", "a judgement is kept with who made it", "Write your name and try again.")
    if (reason and not because) or len(because) > _LONGEST_REASON:
        raise BadField(
            "Your reason", "a judgement is kept with its reason", "Write why, in a sentence or two."
        )
    return by, because


def put_instead(ledger: Ledger, before: Iterable[Judged], *made: Judged) -> int:
    """Close the judgements that held before and append those made now, in one unit of work; gives how many
    were closed. With none made, what was judged is taken back. CaseBusy."""
    old = list(before)
    now = made[0].recorded if made else datetime.now(UTC)
    with ledger.writing() as writer:
        for each in old:
            writer.judged(replace(each, closed=now))
        for each in made:
            writer.judged(each)
    return len(old)
