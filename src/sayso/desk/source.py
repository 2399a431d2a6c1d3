"""Who is said to say it: the list of sources, and everything one of them said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.desk.bears import BearsOn, bearings_of
from sayso.desk.lines import StatementLine, line_of
from sayso.ledger.rows import SourceSummary
from sayso.ledger.view import View
from sayso.resolve.called import is_general, is_named, without_article
from sayso.terms.entity import Entity, EntityKind
from sayso.terms.statement import SourceKind
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
    """The sources one of whose names holds all the words."""
    wanted = words.casefold().split()
    found = [
        some
        for some in _together(view)
        if any(all(word in each.name.casefold() for word in wanted) for each in some)
    ]
    shown = tuple(_counted(view, some) for some in found[skip : skip + limit])
    return SourcesPage(view.as_of, shown, len(found), skip, limit, words)


def source_page(view: View, source_id: str, *, limit: int = 500) -> SourcePage:
    """Everything one source said under all of its names, the first `limit` statements of it. NotFound."""
    asked = view.source(source_id)
    some = next((some for some in _together(view) if any(each.id == asked.id for each in some)), [asked])
    said = view.statements(sources=[each.id for each in some])
    shown = said[:limit]
    bears = bearings_of(view, [item.statement.id for item in shown])
    lines = (
        SaidLine(line_of(each.statement, each.article), bears.get(each.statement.id, ())) for each in shown
    )
    return SourcePage(view.as_of, _counted(view, some), tuple(lines), len(said))


def _together(view: View) -> list[list[SourceSummary]]:
    """The sources, the most quoted first, those together that are one entity wherever they speak or differ by
    an article only; of their names the entity's own first, then the most quoted."""
    entities = view.entities_of_sources()
    found: dict[str, list[SourceSummary]] = defaultdict(list)
    for each in view.sources():
        entity = entities.get(each.id)
        source = replace(each, kind=_kind(each, entity))
        # Every country has an interior ministry: by its name alone none is told from another.
        if entity is None or not is_named(entity.name, entity.kind) or is_general(entity.name):
            found[without_article(each.name)].append(source)
        else:
            some = found[entity.id]
            some.insert(0 if each.name == entity.name else len(some), replace(source, entity=entity.id))
    return sorted(found.values(), key=lambda some: -sum(each.statements for each in some))


def _counted(view: View, some: Sequence[SourceSummary]) -> SourceSummary:
    """One row for some sources; a name that is another but for its article is not said again."""
    row = view.counted_together(some)
    names: dict[str, str] = {}
    for name in (row.name, *row.also):
        names.setdefault(without_article(name), name)
    _, *also = names.values()
    return replace(row, also=tuple(also))


def _kind(source: SourceSummary, entity: Entity | None) -> SourceKind:
    """What a source is: a body is one whatever a reader took it for."""
    body = entity is not None and entity.kind is EntityKind.ORGANISATION
    misread = body and source.kind in (SourceKind.PERSON, SourceKind.UNKNOWN)
    return SourceKind.ORGANISATION if misread else source.kind
