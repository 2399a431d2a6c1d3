"""A whole case as JSON lines, as of a moment: what there is to keep, to diff and to hand on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime

from sayso.ledger.codec import encode
from sayso.ledger.view import View

FORM = "sayso case 1"


def lines(view: View) -> Iterator[str]:
    """One JSON object a line: `is` names the term, `value` holds it, `recorded` when the desk learned
    of it where that is not in the value. The first line names the form. Facts come before what is
    derived from them, so a reader needs one pass.

    Evidence bytes are not in it; each article names the digest of its own.
    """
    with view as still:
        yield json.dumps({"is": "form", "value": FORM})
        yield from _lines("evidence", still.evidence())
        recorded = {head.id: head.recorded for head in still.articles()}
        for article, reading in still.readings():
            yield _line("article", article, recorded[article.id])
            yield _line("reading", reading)
        for article in still.unread():
            yield _line("article", article, recorded[article.id])
        for summary in still.questions():
            yield _line("question", summary.question)
            if summary.status:
                yield _line("status", summary.status)
        yield from _lines("bearing", (borne.bearing for borne in still.bearings()))
        yield from _lines("stance", still.stances())
        yield from _lines("copy", still.copies())
        yield _line("resolution", still.resolution())
        yield from _lines("judgement", still.judgements(closed=True))
        yield from _lines("ruling", still.rulings(closed=True))
        yield from _lines("correction", still.corrections(closed=True))
        yield from _lines("refusal", still.refusals(closed=True))


def _lines(name: str, values: Iterable[object]) -> Iterator[str]:
    return (_line(name, value) for value in values)


def _line(name: str, value: object, recorded: datetime | None = None) -> str:
    when = f',"recorded":"{recorded.isoformat()}"' if recorded else ""
    return f'{{"is":"{name}"{when},"value":{encode(value)}}}'
