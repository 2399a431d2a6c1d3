"""A whole case as rows for JSON lines, as of a moment: to keep, to compare and to hand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from sayso.ledger.codec import plain
from sayso.ledger.view import View

Row = dict[str, object]


def rows(view: View) -> Iterator[Row]:
    """Every fact and then what was derived from them, so that a reader needs one pass.

    A row has the `kind` of term, its `id` where it has one, `recorded` as an ISO moment where the
    desk kept it, and the term's `fields`. Evidence bytes are not in it; articles name their digest.
    """
    with view as still:
        yield from _rows("evidence", still.evidence(), by="digest")
        recorded = {head.id: head.recorded for head in still.articles()}
        for article, reading in still.readings():
            yield _row("article", article, recorded=recorded[article.id])
            yield _row("reading", reading, by="article")
        for article in still.unread():
            yield _row("article", article, recorded=recorded[article.id])
        yield from _recordings(still)
        yield from _rows("reference", still.references(closed=True))
        yield from _rows("recording judgement", still.recording_judgements(closed=True), by="recording")
        yield from _rows("judgement", still.judgements(closed=True))
        yield from _rows("correction", still.corrections(closed=True))
        yield from _rows("dating", still.datings(closed=True), by="article")
        yield from _rows("framing", still.framings(closed=True), by="question")
        yield from _rows("ruling", still.rulings(closed=True))
        yield from _rows("refusal", still.refusals(closed=True))
        yield _row("resolution", still.resolution())
        for summary in still.questions():
            yield _row("question", summary.question)
            if summary.status:
                yield _row("status", summary.status, by="question")
        yield from _rows("bearing", (borne.bearing for borne in still.bearings()))
        yield from _rows("stance", still.stances())
        yield from _rows("copy", still.copies())


def _recordings(view: View) -> Iterator[Row]:
    """Each recording with what was heard in it, without voices and fingerprints: those of persons are
    biometric data, and both are made again by listening again."""
    for summary in view.recordings():
        name = summary.recording.id
        yield _row("recording", summary.recording, recorded=summary.recorded)
        heard = view.heard(name)
        if heard is not None:
            bare = replace(heard, voices=(), fingerprint=replace(heard.fingerprint, codes=b""))
            yield _row("heard", bare) | {"id": name}
        yield from _rows("reuse match", view.reuse(name), by="recording")
        yield from _rows("comparison", view.comparisons(name), by="name")


def _rows(kind: str, values: Iterable[object], *, by: str = "id") -> Iterator[Row]:
    return (_row(kind, value, by=by) for value in values)


def _row(kind: str, value: object, *, by: str = "id", recorded: datetime | None = None) -> Row:
    recorded = recorded or getattr(value, "recorded", None)
    return {
        "kind": kind,
        "id": getattr(value, by, None),
        "recorded": recorded.isoformat() if recorded else None,
        "fields": plain(value),
    }
