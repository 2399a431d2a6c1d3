"""Who is said to say it: the list of sources, and everything one of them said."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.desk.bears import BearsOn, bearings_of
from sayso.desk.lines import StatementLine, line_of
from sayso.ledger.rows import SourceSummary
from sayso.ledger.view import View
from sayso.terms.time import AsOf


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """The sources of a case, the most quoted first; `found` of them pass the filter `words`."""

    as_of: AsOf
    sources: tuple[SourceSummary, ...]
    found: int
    skip: int
    limit: int
    words: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A statement of the source, with the answers of questions it bears on."""

    line: StatementLine
    bears_on: tuple[BearsOn, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """Everything one source is said to have said, in order of print. `found` is how many there are."""

    as_of: AsOf
    source: SourceSummary
    said: tuple[SaidLine, ...]
    found: int


def sources_page(view: View, *, words: str = "", skip: int = 0, limit: int = 100) -> SourcesPage:
    """The sources whose name holds all the words."""
    wanted = words.casefold().split()
    found = [each for each in view.sources() if all(word in each.name.casefold() for word in wanted)]
    return SourcesPage(view.as_of, tuple(found[skip : skip + limit]), len(found), skip, limit, words)


def source_page(view: View, source_id: str, *, limit: int = 500) -> SourcePage:
    """Everything one source said, the first `limit` statements of it. NotFound."""
    source = view.source(source_id)
    said = view.statements(source=source_id)
    shown = said[:limit]
    bears = bearings_of(view, [item.statement.id for item in shown])
    lines = (
        SaidLine(line_of(each.statement, each.article), bears.get(each.statement.id, ())) for each in shown
    )
    return SourcePage(view.as_of, source, tuple(lines), len(said))
