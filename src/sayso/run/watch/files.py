"""A watched folder: files that are new or changed since the last visit go the way of `sayso add`."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sayso.collect import Failure, Options, Refusal
from sayso.collect.beats import schedule
from sayso.collect.beats.schedule import Answered
from sayso.collect.beats.taken import Kept, Taken
from sayso.collect.gather import walk
from sayso.collect.items import refuse
from sayso.collect.names import shown
from sayso.ledger import Ledger
from sayso.run.add import add
from sayso.terms.article import Article
from sayso.terms.identity import content_id
from sayso.terms.time import NOW
from sayso.terms.watch import Beat, BeatKind, Lead, LeadState, Pulse, Visit

_MOST = 500  # files of one visit; the rest is due at once after it


@dataclass(frozen=True, slots=True)
class Files:
    """Files that were not met as they are now, each with its mark; or why the folder can't be read."""

    new: tuple[tuple[Path, str], ...] = ()
    more: bool = False
    refusal: Refusal | None = None


def new_files(beat: Beat, ledger: Ledger) -> Files:
    """What is new or changed below the path of a beat. A file is met again when its size or its time
    of change is another; one that is still being written is met once more when it is whole."""
    place = Path(beat.address)
    if not place.exists():
        step = "Put the folder back, or `sayso unfollow` it."
        return Files(refusal=refuse(beat.address, Failure.MISSING, "there is no such file or folder", step))
    marks: dict[str, Path] = {}
    refusal = None
    for found in walk(place) if place.is_dir() else (place,):
        if isinstance(found, Refusal):
            refusal = found
        elif (mark := _mark(beat, found)) is not None:
            marks[mark] = found
    known = ledger.at(NOW).leads_of_marks(list(marks))
    new = [(path, mark) for mark, path in marks.items() if mark not in known]
    return Files(tuple(new[:_MOST]), len(new) > _MOST, refusal if not marks else None)


def _mark(beat: Beat, path: Path) -> str | None:
    try:
        state = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(state.st_mode):
        return None
    return content_id("f", beat.id, str(path), str(state.st_size), str(state.st_mtime_ns))


def visit_of(
    ledger: Ledger, beat: Beat, pulse: Pulse, files: Files, *, options: Options, now: datetime
) -> tuple[Taken, tuple[Article, ...]]:
    """Add what is new. A kill in the middle leaves the files unmarked: they are added again, which
    adds nothing twice."""
    if files.refusal is not None:
        came = schedule.class_of(files.refusal.failure)
        after = schedule.failed(beat, pulse, files.refusal, now)
        visit = Visit(
            beat=beat.id,
            asked=now,
            until=now,
            came=came,
            failure=files.refusal.failure.value,
            reason=files.refusal.reason,
            next_step=files.refusal.next_step,
        )
        return Taken(pulse=after, visit=visit), ()
    articles: list[Article] = []
    reasons: dict[str, str] = {}
    if files.new:
        add(
            ledger,
            [str(path) for path, _ in files.new],
            options=options,
            on_article=articles.append,
            on_refusal=lambda refusal: reasons.update({refusal.item: refusal.reason}),
            weigh=False,
        )
    leads = tuple(_lead(beat, path, mark, reasons.get(shown(str(path)), ""), now) for path, mark in files.new)
    what = Answered(kind=BeatKind.FILES, new=len(files.new))
    after = schedule.answered(beat, pulse, what, now)
    visit = Visit(beat=beat.id, asked=now, until=now, came=what.came, new=what.new)
    return Taken(leads=leads, pulse=after, visit=visit), tuple(articles)


def _lead(beat: Beat, path: Path, mark: str, reason: str, now: datetime) -> Kept:
    state = LeadState.GIVEN_UP if reason else LeadState.READ
    lead = Lead(
        id=content_id("ld", mark), beat=beat.id, address=str(path), title=path.name, found=now,
        state=state, reason=reason,
    )  # fmt: skip
    return Kept(lead, (mark,))
