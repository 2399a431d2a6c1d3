"""An export without the names of people who have to be protected: minors, victims, anybody private."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.errors import NotFound
from sayso.ledger.view import View
from sayso.resolve.privacy import Masker, labels, private
from sayso.terms.entity import Resolution, Verdict
from sayso.terms.statement import SourceKind

Row = dict[str, Any]


def masker_of(view: View, who: Iterable[str], *, all_private: bool = False) -> Masker:
    """What takes the names out: of entities by their ids, of others by the name itself; `all_private` adds
    every person who holds no office and was not confirmed on a watchlist. NotFound for an id or name that
    the case does not have: a typing error must not let a name through.
    """
    resolution = view.resolution()
    known = {each.id for each in resolution.entities}
    mentioned = {mention.name for _, reading in view.readings() for mention in reading.mentions}
    aliases = {alias.name: alias.entity for alias in resolution.aliases}
    entities: list[str] = []
    names: list[str] = []
    for each in who:
        if each in known or each in aliases:
            entities.append(aliases.get(each, each))
        elif each in mentioned or _stands(view, each):
            names.append(each)
        else:
            raise NotFound(f"The one to mask, {each[:80]}", "", "sayso entities lists names and ids.")
    if all_private:
        entities += sorted(
            private(resolution, office_holders=_office(view, resolution), confirmed=_listed(view))
        )
    return Masker(labels(resolution, entities, names=names))


def _stands(view: View, name: str) -> bool:
    """Whether an article has the name, though the reader took it for nobody's."""
    quoted = name.replace('"', " ")
    return bool(quoted.strip()) and bool(view.search(f'"{quoted}"', limit=1).articles)


def _mentioned(view: View, kind: str) -> set[str]:
    """Names of a kind that articles mention."""
    return {
        mention.name for _, reading in view.readings() for mention in reading.mentions if mention.kind == kind
    }


def _office(view: View, resolution: Resolution) -> set[str]:
    """Entities that an article calls by an office."""
    named = resolution.named()
    return {
        named[article.id, link.name]
        for article, reading in view.readings()
        for statement in (*reading.statements, *reading.own_voice)
        for link in statement.chain
        if link.kind is SourceKind.OFFICE_HOLDER and (article.id, link.name) in named
    }


def _listed(view: View) -> set[str]:
    """Entities one of whose names a person confirmed on a watchlist."""
    confirmed = {each.hit.query for each in view.hits() if each.verdict is Verdict.SAME}
    return {alias.entity for alias in view.resolution().aliases if alias.name in confirmed}


def masked(rows: Iterable[Row], masker: Masker) -> Iterator[Row]:
    """The rows with the names taken out of every text in them. A row says that it is masked: offsets into
    its texts no longer hold. What was heard word by word is left out: a name of two words stands in no
    text of it."""
    for row in rows:
        if row["kind"] == "heard":
            continue
        yield {**{key: without(value, masker) for key, value in row.items()}, "masked": True}


def without(value: object, masker: Masker) -> object:
    """A value of JSON with the names taken out of every text in it; its keys stay."""
    if isinstance(value, str):
        return masker(value)
    if isinstance(value, dict):
        return {key: without(each, masker) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [without(each, masker) for each in value]
    return value
