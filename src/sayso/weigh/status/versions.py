"""Which statements still stand, when the articles they were printed in have changed since.

An old and a new version of one article are one article. A statement whose words stayed counts as of when
it was first printed, and is not counted again in the new version; one whose words were taken out or edited
counts no more from then on; a retraction takes every statement of the article with it. A text that was only
cut off behind a paywall takes nothing back. Pure: pass the revisions that were known at the moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.terms.question import Reason
from sayso.terms.span import Span
from sayso.terms.statement import Part, Statement
from sayso.terms.version import ChangeKind, Kept, Revision

_HALF = 0.5
RETRACTED = "retracted its report"
"""In the words of a remark on a report that its outlet retracted."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A statement that no longer stands, by the revision that took it out."""

    statement: str
    revision: Revision


@dataclass(frozen=True, slots=True)
class Current:
    """What of some statements still stands: those that were taken out, and those that only repeat in a
    newer version what stood in an older one."""

    gone: tuple[Gone, ...]
    repeated: frozenset[str]

    def standing(self, statements: Iterable[Statement]) -> list[Statement]:
        """The statements that count."""
        out = self.repeated | {each.statement for each in self.gone}
        return [statement for statement in statements if statement.id not in out]


def current(statements: Iterable[Statement], revisions: Sequence[Revision]) -> Current:
    """Follow each statement through the revisions of its article, in the order in which they came."""
    at: dict[str, list[tuple[Statement, tuple[Span, ...]]]] = defaultdict(list)
    for statement in statements:
        at[statement.article].append((statement, statement.content.spans))
    gone: list[Gone] = []
    repeated: set[str] = set()
    for revision in sorted(revisions, key=lambda each: (each.absent, each.article, each.before)):
        stayed, out = _through(revision, at.pop(revision.before, []))
        gone += [Gone(statement.id, revision) for statement, _ in out]
        fresh = []
        for statement, spans in at[revision.article]:
            if any(_alike(statement, spans, other, there) for other, there in stayed):
                repeated.add(statement.id)
            elif revision.has(ChangeKind.RETRACTION) and _kept_at(revision, statement, spans):
                gone.append(Gone(statement.id, revision))
            else:
                fresh.append((statement, spans))
        at[revision.article] = [*stayed, *fresh]
    return Current(tuple(gone), frozenset(repeated))


_Placed = tuple[Statement, tuple[Span, ...]]


def _through(revision: Revision, placed: Sequence[_Placed]) -> tuple[list[_Placed], list[_Placed]]:
    """Statements of the old version: those that stand in the new one, where they stand there, and those
    that do not."""
    stayed: list[_Placed] = []
    out: list[_Placed] = []
    for statement, spans in placed:
        there = _moved(revision, statement, spans)
        if revision.has(ChangeKind.RETRACTION) or there is None:
            out.append((statement, spans))
        else:
            stayed.append((statement, there))
    return stayed, out


def _moved(revision: Revision, statement: Statement, spans: Sequence[Span]) -> tuple[Span, ...] | None:
    """Where words of the old version stand in the new one; None where they do not."""
    if statement.part is Part.HEADLINE:
        return tuple(spans) if revision.same_headline else None
    moved = []
    for span in spans:
        held = next((kept for kept in revision.kept if _covers(kept.old, kept.length, span)), None)
        if held is None:
            # Behind the end of a text that was cut off nothing is known: the words are not taken back.
            if revision.has(ChangeKind.CUT_OFF) and span.start >= _end(revision.kept):
                continue
            return None
        moved.append(Span(span.start - held.old + held.new, span.end - held.old + held.new))
    return tuple(moved)


def _kept_at(revision: Revision, statement: Statement, spans: Sequence[Span]) -> bool:
    """Whether words of the new version stood in the old one."""
    if statement.part is Part.HEADLINE:
        return revision.same_headline
    return all(any(_covers(kept.new, kept.length, span) for kept in revision.kept) for span in spans)


def _covers(start: int, length: int, span: Span) -> bool:
    return start <= span.start and span.end <= start + length


def _end(kept: Sequence[Kept]) -> int:
    return max((each.old + each.length for each in kept), default=0)


def _alike(statement: Statement, spans: Sequence[Span], other: Statement, there: Sequence[Span]) -> bool:
    """Whether two statements are of the same words of one version."""
    if statement.part is not other.part:
        return False
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in spans for b in there)
    return shared > _HALF * sum(span.end - span.start for span in spans)


def remarks(found: Current, statements: Mapping[str, Statement], outlets: Mapping[str, str]) -> list[Reason]:
    """What an editor should know of it, one remark a revision: who took what back, and between when.
    `outlets` gives the outlet of an article by its id."""
    by_revision: dict[tuple[str, str], list[Gone]] = defaultdict(list)
    for each in found.gone:
        by_revision[each.revision.before, each.revision.article].append(each)
    told = []
    for _, some in sorted(by_revision.items()):
        revision = some[0].revision
        when = _between(revision)
        outlet = outlets.get(statements[some[0].statement].article, "An outlet")
        if revision.has(ChangeKind.RETRACTION):
            words = f"{outlet} {RETRACTED} ({when}): what it said is not counted any more"
        else:
            first = statements[some[0].statement].content.text
            quoted = first if len(first) <= 80 else f"{first[:79]}…"
            more = f" and {len(some) - 1} more" if len(some) > 1 else ""
            words = f"{outlet} took out or changed “{quoted}”{more} ({when})"
        told.append(Reason(words, tuple(each.statement for each in some)))
    return told


def _between(revision: Revision) -> str:
    """When the old words were last seen and the new ones first: days, or hours where it is one day."""
    present, absent = revision.present, revision.absent
    if present.date() == absent.date():
        return f"present on {present:%-d %b %Y} at {present:%H:%M}, absent at {absent:%H:%M}"
    return f"present on {present:%-d %b %Y}, absent on {absent:%-d %b %Y}"
