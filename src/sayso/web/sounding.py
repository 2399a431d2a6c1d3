"""The pages of recordings: the list, the evidence sheet, the sound itself, and judgements on it."""

from __future__ import annotations

from math import inf
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import FileResponse, RedirectResponse, Response

from sayso.desk.hearing import compare, enrol, judge_recording, unenrol, unjudge_recording
from sayso.desk.recording import RecordingPage, recording_page, recordings_page
from sayso.desk.voices import NO_MATCH, cautions, comparison_words, dates_words, rates_words
from sayso.errors import BadField, NotFound
from sayso.terms.recording import Stretch
from sayso.terms.time import NOW
from sayso.terms.voice import Finding, Part
from sayso.web.draw.sound import sound
from sayso.web.draw.span import NARROW, WIDE, date_bar
from sayso.web.draw.tippett import tippett
from sayso.web.judging import Line, back, weighing
from sayso.web.pages import Desk, Moment, page_of_router

router = APIRouter()
page = page_of_router(router)
# What a browser may take as sound or moving pictures; anything else is only given to keep.
_PLAYED = frozenset({
    "audio/aac", "audio/aiff", "audio/flac", "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav",
    "video/mp4", "video/mp2t", "video/mpeg", "video/quicktime", "video/x-matroska",
})  # fmt: skip
_SERVED_AS = {"video/x-matroska": "video/webm", "video/quicktime": "video/mp4"}
_CONFIDENT = (0.9, 0.75, 0.5)  # lower edges of the shades of words


@page("/recordings")
def show_recordings(desk: Desk, as_of: Moment) -> Response:
    """All recordings of the case."""
    with desk.ledger.at(as_of) as view:
        found = recordings_page(view)
    return desk.show("recordings.html", as_of, page=found)


@page("/recording/{recording}")
def show_recording(desk: Desk, as_of: Moment, recording: str) -> Response:
    """The evidence sheet of a recording."""
    with desk.ledger.at(as_of) as view:
        found = recording_page(view, recording)
        names = {each.recording.id: each.name for each in view.recordings()}
    return desk.show("recording.html", as_of, page=found, names=names, **_drawn(found))


def _drawn(page: RecordingPage) -> dict[str, object]:
    """Pictures and words that the template needs beside the page."""
    media = page.captures[0].media_type if page.captures else ""
    drawn = None
    if page.peaks is not None:
        seconds = page.recording.media.seconds
        drawn = sound(seconds, page.peaks, page.turns, reuse=page.reuse, marks=page.marks, quotes=page.quotes)
    return {
        "sound": drawn,
        "playable": media in _PLAYED,
        "bars": [date_bar(page.dates, width) for width in (WIDE, NARROW)] if page.dates else [],
        "dates_words": dates_words(page.dates) if page.dates else "",
        "plots": [tippett(each.comparison) for each in page.comparisons],
        "comparison_words": comparison_words,
        "rates_words": rates_words,
        "cautions": cautions,
        "no_match": NO_MATCH,
        "shade": _shade,
    }


def _shade(confidence: float) -> int:
    """How faintly a word is printed: 0 sure, 3 hardly."""
    return next((number for number, edge in enumerate(_CONFIDENT) if confidence >= edge), len(_CONFIDENT))


@page("/recording/{recording}/sound")
def give_sound(desk: Desk, recording: str) -> Response:
    """The bytes of a recording as they were collected, whole or by range, under a type that can only be
    played; never as a page."""
    with desk.ledger.at(NOW) as view:
        known = view.recording(recording)
        evidence = view.evidence(known.recording.evidence)
    path = desk.ledger.evidence.path(known.recording.evidence)
    if not path.is_file() or not evidence:
        raise NotFound(f"The sound of {known.name}", "", "Add the file again to restore it.")
    media = evidence[0].media_type
    if media not in _PLAYED:
        kept = f'attachment; filename="{known.recording.evidence[:16]}.evidence"'
        return FileResponse(
            path, media_type="application/octet-stream", headers={"Content-Disposition": kept}
        )
    return FileResponse(path, media_type=_SERVED_AS.get(media, media))


@router.post("/recording/{recording}/judge")
def post_judge(
    desk: Desk,
    recording: str,
    finding: Annotated[Finding, Form()],
    name: Line = "",
    speaker: Line = "",
    start: Line = "",
    end: Line = "",
    by: Line = "",
    because: Line = "",
) -> RedirectResponse:
    """Judge whose voice it, or a part of it, is, or that it is not to be relied on."""
    judge_recording(
        desk.ledger,
        recording,
        finding,
        "" if finding is Finding.UNRELIABLE else name,
        part=Part(speaker, next(iter(_stretches(start, end)), None)),
        by=by,
        because=because,
    )
    return back("recording", recording, anchor="#judged", then=weighing(desk))


@router.post("/recording/{recording}/unjudge")
def post_unjudge(
    desk: Desk, recording: str, speaker: Line = "", start: Line = "", end: Line = ""
) -> RedirectResponse:
    """Take back what was judged of a recording, or of a part of it."""
    seconds = next(iter(_stretches(start, end)), None)
    unjudge_recording(desk.ledger, recording, Part(speaker, seconds))
    return back("recording", recording, anchor="#judged", then=weighing(desk))


@router.post("/recording/{recording}/enrol")
def post_enrol(
    desk: Desk,
    recording: str,
    name: Line = "",
    speaker: Line = "",
    start: Line = "",
    end: Line = "",
    by: Line = "",
    because: Line = "",
) -> RedirectResponse:
    """Choose a recording, one speaker of it or some seconds, as the voice of somebody."""
    stretches = [] if speaker else _stretches(start, end)
    enrol(
        desk.ledger,
        recording,
        name,
        by=by,
        because=because,
        speaker=speaker,
        stretches=stretches,
        larynx=desk.request.app.state.larynx,
    )
    return back("recording", recording, anchor="#references")


@router.post("/recording/{recording}/unenrol")
def post_unenrol(desk: Desk, recording: str, reference: Line = "") -> RedirectResponse:
    """Take a reference back; what was kept of the voice is deleted."""
    unenrol(desk.ledger, reference)
    return back("recording", recording, anchor="#references")


@router.post("/recording/{recording}/compare")
def post_compare(desk: Desk, recording: str, name: Line = "", speaker: Line = "") -> RedirectResponse:
    """Compare the voices of a recording, or of one speaker of it, with somebody's references."""
    compare(desk.ledger, recording, name, speaker=speaker, larynx=desk.request.app.state.larynx)
    return back("recording", recording, anchor="#voices")


def _stretches(start: str, end: str) -> list[Stretch]:
    """The seconds that were typed, as seconds or as on the page (1:05.5); none where both are empty."""
    if not start.strip() and not end.strip():
        return []
    try:
        found = Stretch(_seconds(start), _seconds(end))
    except ValueError:
        found = Stretch(0.0, 0.0)
    if not 0 <= found.start < found.end < inf:
        step = "Write from and to in seconds, or like 1:05, the second after the first."
        raise BadField("The stretch", f"'{start[:20]}' to '{end[:20]}' is none", step)
    return [found]


def _seconds(words: str) -> float:
    total = 0.0
    for part in words.strip().split(":"):
        total = 60 * total + float(part)
    return total
