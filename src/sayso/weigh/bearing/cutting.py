"""Which words of a sentence are the content: the clause that speaks to the answer, or what is remarked on."""

from __future__ import annotations

import re

from sayso.terms.span import Words
from sayso.weigh.bearing.doubt import cannot_confirm, unsure, untrue
from sayso.weigh.bearing.evidence import is_noun, remarked
from sayso.weigh.bearing.match import Hit
from sayso.weigh.bearing.pieces import clause, trimmed
from sayso.weigh.words import tokens

_SHORT = 4  # words of a noun with what belongs to it: *the new footage*
# Between *no evidence* or *unclear* and what there is none of: *to show that*, *yet whether*.
_LEADS = re.compile(r"[\W_]*(?:\w+ ){0,3}(?:that|if|whether)\s+(?=\w)", re.IGNORECASE)


def cut(hit: Hit, piece: Words, text: str) -> Words:
    """Of one sentence of a content the words that bear on an answer: what a remark is about (`the reports`
    of *the reports could not be confirmed*, the clause behind *it is unclear whether*), else the clause
    that was hit, else the clause that doubts the claim."""
    whole, start = piece.text, piece.start
    if len(piece.spans) != 1:
        return piece
    claim = remarked(whole)
    if claim is not None and not hit.words:
        return trimmed(text, start + claim[0], start + claim[1])
    remark = cannot_confirm(whole)
    if remark is not None and hit.words:
        before = whole[: remark.start].rstrip(" ,")
        if hit.start < len(before) and len(tokens(before)) <= _SHORT and is_noun(before):
            return trimmed(text, start, start + len(before))
        lead = _LEADS.match(whole, remark.end)
        if lead is not None and lead.end() <= hit.start:
            return clause(trimmed(text, start + lead.end(), piece.end), hit.start, hit.end, text)
    if hit.words:
        return clause(piece, hit.start, hit.end, text)
    doubt = remark or unsure(whole) or untrue(whole)
    return clause(piece, doubt.start if doubt else 0, doubt.end if doubt else len(whole), text)
