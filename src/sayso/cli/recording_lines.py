"""The evidence sheet as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.cli.lines import each_line, wrapped
from sayso.cli.output import plural
from sayso.desk.moments import clock, moment_words, published_words
from sayso.desk.voices import NO_MATCH, cautions, comparison_words, dates_words, rates_words
from sayso.terms.recording import Credentials
from sayso.terms.statement import SourceKind
from sayso.terms.voice import RecordingJudgement

if TYPE_CHECKING:
    from sayso.desk.recording import QuoteLine, RecordingPage, RecordingsPage, ReuseBand
    from sayso.ledger.rows import Compared


@dataclass(frozen=True, slots=True)
class Reused:
    """A band of reuse with the recording that it is of."""

    recording: str
    name: str
    band: ReuseBand


def recordings_lines(page: RecordingsPage) -> Iterator[str]:
    """The recordings of the case."""
    if not page.recordings:
        yield "No recording in this case. Next: sayso add FILE.ogg"
        return
    yield plural(len(page.recordings), "recording")
    for each in page.recordings:
        heard = "" if each.transcript else ", no words"
        yield (
            f"{each.recording.id[:11]}  {clock(each.recording.media.seconds):>7}  {each.name}{heard}, "
            f"collected {moment_words(each.collected)}"
        )
        for judged in page.judgements:
            if judged.recording == each.recording.id:
                yield f"{'':22}{judged_words(judged)}"
    yield f"Next: sayso recording {page.recordings[0].recording.id[:11]}"


def rest(some: Sized, shown: int) -> Iterator[str]:
    """That there is more than is shown, where there is."""
    if len(some) > shown:
        yield f"  and {len(some) - shown:,} more: --json lists all"


def judged_words(judged: RecordingJudgement) -> str:
    """What a person judged, with who and why."""
    return f"{judged.by} judged: {judged.found}, because: {judged.because}"


def sheet_lines(page: RecordingPage) -> Iterator[str]:
    """All of the sheet."""
    media = page.recording.media
    yield f"Recording {page.name}, {clock(media.seconds)}  [{page.recording.id}]"
    tracks = "; ".join(
        f"{track.kind} {track.codec}" + (f" {track.rate} Hz {track.layout}" if track.rate else "")
        for track in media.tracks
    )
    yield f"  {media.container}: {tracks}"
    yield from (f"  {warning}" for warning in media.warnings)
    for each in page.captures[:4]:
        yield f"  collected {moment_words(each.collected)} from {each.origin}"
    yield from rest(page.captures, 4)
    yield f"  SHA-256 {page.recording.evidence}"
    if page.made_by is None:
        yield "Nobody has listened to it yet. Next: add it again."
        return
    for judged in page.judgements:
        yield from each_line(wrapped(judged_words(judged), first="  ", indent="    "))
    yield ""
    yield from _dates(page)
    yield from _voices(page)
    yield from _reuse(page)
    yield from _origin(page)
    yield from _quotes(page)
    yield from _hangs(page)
    yield from _said(page)
    yield from _words(page)
    yield ""
    yield f"Next: {_next(page)}"


def _next(page: RecordingPage) -> str:
    """What somebody can do with a recording that has been heard."""
    named = page.recording.id[:11]
    if page.comparable and not page.comparisons:
        return f'sayso voice compare {named} "{page.comparable[0]}"'
    if not page.comparisons and not page.references:
        return f"sayso voice enrol NAME FILE, then sayso voice compare {named} NAME; or sayso desk"
    return "sayso desk, to listen along"


def _dates(page: RecordingPage) -> Iterator[str]:
    if page.dates is None:
        return
    yield "When it can have been made"
    yield from each_line(wrapped(dates_words(page.dates), first="  ", indent="  "))
    for bound in page.dates.bounds[:8]:
        said = f"{bound.side} {moment_words(bound.moment)}: {bound.ground}: “{bound.words}”"
        yield from each_line(wrapped(said, first="  - ", indent="    "))
    yield from rest(page.dates.bounds, 8)
    for claim in page.dates.claims[:4]:
        fits = "inside the interval" if claim.fits else "outside the interval"
        yield from each_line(wrapped(f"claimed, {fits}: “{claim.words}”", first="  - ", indent="    "))
    yield from rest(page.dates.claims, 4)
    yield ""


def _voices(page: RecordingPage) -> Iterator[str]:
    speakers = list(dict.fromkeys(turn.speaker for turn in page.turns))
    yield f"Voices: {plural(len(speakers), 'speaker')}"
    for speaker in speakers:
        mine = [turn for turn in page.turns if turn.speaker == speaker]
        total = sum(turn.end - turn.start for turn in mine)
        yield f"  speaker {speaker}: {clock(total)} in {plural(len(mine), 'turn')}"
    for each in page.comparisons:
        yield from comparison_lines(each, indent="  ")
    if not page.comparisons:
        yield "  Compared with nobody: a comparison is with references that a person chooses."
    yield ""


def comparison_lines(compared: Compared, *, indent: str = "") -> Iterator[str]:
    """A comparison in words, with the error rates of its condition."""
    who = f"speaker {compared.speaker} and {compared.name}" if compared.speaker else compared.name
    yield from each_line(
        wrapped(f"{who}: {comparison_words(compared.comparison)}", first=indent, indent=indent + "  ")
    )
    for line in (*rates_words(compared.comparison), *cautions(compared.comparison)):
        yield from each_line(wrapped(line, first=indent + "  ", indent=indent + "  "))


def _reuse(page: RecordingPage) -> Iterator[str]:
    yield "Seconds that stand in other recordings"
    for band in page.reuse:
        yield f"  {band_words(band)}"
    if not page.reuse:
        yield f"  {NO_MATCH}"
    yield ""


def band_words(band: ReuseBand) -> str:
    """One band in words."""
    speed = (
        ""
        if abs(band.speed - 1) < 0.005
        else f", {abs(band.speed - 1):.0%} " + ("faster here" if band.speed > 1 else "slower here")
    )
    age = "older" if band.older else "newer"
    return (
        f"{clock(band.here.start)}-{clock(band.here.end)} is {clock(band.there.start)}-"
        f"{clock(band.there.end)} of the {age} {band.name} ({band.other[:11]}){speed}; "
        f"{band.score:.0%} of the fingerprint agrees"
    )


def reuse_lines(found: Sequence[Reused]) -> Iterator[str]:
    """Bands of several recordings."""
    if not found:
        yield NO_MATCH
        yield "Next: sayso add OLDER-FILE, which holds it against all of the case"
    for each in found:
        yield f"{each.name} ({each.recording[:11]}): {band_words(each.band)}"
    if found:
        yield f"Next: sayso recording {found[0].recording[:11]}"


def _origin(page: RecordingPage) -> Iterator[str]:
    yield "What the file says of its origin"
    if page.provenance is not None:
        words = "; ".join(page.provenance.words)
        mark = page.provenance.credentials
        means = " (absent means nothing: most files have none)" if mark is Credentials.ABSENT else ""
        yield from each_line(wrapped(f"Content Credentials: {mark}{means} {words}", first="  ", indent="  "))
    for name, value in page.recording.media.tags[:12]:
        yield f"  {name}: {value[:80]} (anybody can write this)"
    yield from rest(page.recording.media.tags, 12)
    for mark_ in page.marks:
        known = mark_.hit_rate is not None and mark_.false_alarms is not None
        rate = (
            f"such marks found {mark_.hit_rate:.0%} of cuts made on purpose, {mark_.false_alarms:.1f} "
            "an hour stood in untouched recordings"
            if known
            else "how often such marks are wrong was not measured"
        )
        yield from each_line(
            wrapped(f"{clock(mark_.at)} listen here: {mark_.kind}; {rate}", first="  ", indent="    ")
        )
    if page.weaker_marks:
        yield f"  and {plural(page.weaker_marks, 'weaker mark')}, which are not shown"
    yield ""


def quote_lines(page: RecordingPage) -> Iterator[str]:
    """The quotations that were held against it."""
    if not page.quotes:
        yield "No article quotes it, as far as sayso can tell."
    for each in page.quotes:
        yield from _quote(each)


def _quote(each: QuoteLine) -> Iterator[str]:
    match, quotation = each.held.match, each.held.quotation
    where = f" at {clock(match.start)}" if match.start is not None else ""
    doubt = f", doubtful: {match.because}" if match.doubtful else ""
    yield from each_line(
        wrapped(f"{match.kind.value}{where}{doubt}: “{quotation.text}”", first="  - ", indent="    ")
    )
    yield f"    {each.article.outlet}, {published_words(each.article.published)}; given to {quotation.by}"
    for change in match.changes[:6]:
        printed = f" printed “{change.printed}”" if change.printed else ""
        heard = f" heard “{change.heard}”" if change.heard else ""
        both = f"{printed}, {heard.strip()}" if printed and heard else printed or heard
        said = f"{change.kind}:{both} at {clock(change.start)}"
        yield from each_line(wrapped(said, first="    ", indent="    "))


def _quotes(page: RecordingPage) -> Iterator[str]:
    yield "Printed quotations"
    yield from quote_lines(page)
    yield ""


def _hangs(page: RecordingPage) -> Iterator[str]:
    if not page.hangs:
        return
    yield "What hangs on it"
    for each in page.hangs:
        line = each.line
        yield from each_line(
            wrapped(f"{line.article.outlet}, on condition “{line.condition}”: {line.content}",
                    first="  - ", indent="    ")
        )  # fmt: skip
    yield ""


def _said(page: RecordingPage) -> Iterator[str]:
    for title, some in (("Names", page.names), ("Times", page.times)):
        if some:
            told = ", ".join(f"{each.words} ({clock(each.heard.start)})" for each in some)
            yield from each_line(wrapped(f"{title} in it: {told}", first="", indent="  "))
    if page.names or page.times:
        yield ""
    if not page.statements:
        return
    yield "Statements in it"
    for each in page.statements:
        at = f"{clock(each.heard.start)} " if each.heard else ""
        who = each.voice or (f"speaker {each.speaker}" if each.speaker else each.line.source)
        source = each.line.chain[-1] if each.line.chain else None
        if source and source.kind is not SourceKind.RECORDING:
            who = f"{source.name}, as told by {who}"
        bears = "".join(f"; {on.bearing.polarity} “{on.answer}”" for on in each.bears_on)
        yield from each_line(wrapped(f"{at}{who}: {each.line.content}{bears}", first="  - ", indent="    "))
    yield ""


def _words(page: RecordingPage) -> Iterator[str]:
    language = page.language
    sure = f" ({language.confidence:.0%} sure)" if language and not language.given else ""
    yield f"What is heard, in {language.code if language else '?'}{sure}; (?) marks doubtful words"
    for paragraph in page.paragraphs:
        said = " ".join(word.text + ("(?)" if word.doubt else "") for word in paragraph.words)
        first = f"  {clock(paragraph.start):>6} {paragraph.speaker or '-'}: "
        yield from each_line(wrapped(said, first=first, indent=" " * 11))
    if page.left_out:
        yield (
            f"  {plural(len(page.left_out), 'word')} that the model wrote where nobody speaks are left out."
        )


def references_lines(page: RecordingsPage) -> Iterator[str]:
    """References by name."""
    names = {each.recording.id: each.name for each in page.recordings}
    if not page.references:
        yield "No reference. Choose one with: sayso voice enrol NAME RECORDING"
    for each in sorted(page.references, key=lambda reference: (reference.name, reference.id)):
        seconds = ", ".join(f"{clock(s.start)}-{clock(s.end)}" for s in each.stretches) or "all of it"
        yield f"{each.id[:11]}  {each.name}: {names.get(each.recording, each.recording)}, {seconds}"
        yield f"{'':13}{each.by}: {each.because}"
    if page.references:
        yield f'Next: sayso voice compare RECORDING "{page.references[0].name}"'
