"""Who is who: entities, their aliases by article, and the ties between them; derived, replaced whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import Connection, Select, func, select

from sayso.ledger.batch import Batch, chunks
from sayso.ledger.bounds import Bounds
from sayso.ledger.codec import decode, encode
from sayso.ledger.custody import digest_of_rows
from sayso.ledger.derive import source_id
from sayso.ledger.schema import ALIAS, ARTICLE, ENTITY, JUDGEMENT, META, READING, SOURCE, TIE
from sayso.terms.entity import Alias, Entity, EntityKind, Judgement, Proposal, Relation, Resolution

RESOLVED = "resolved"
"""The name under which META keeps what who is who was found from."""


def put_resolution(batch: Batch, resolution: Resolution) -> None:
    """Keep `resolution` in place of what was derived before, and log that it came."""
    for table in (TIE, ALIAS, ENTITY):
        batch.run(table.delete())
    entities = {}
    for entity in resolution.entities:
        seq = entities[entity.id] = batch.number(ENTITY)
        batch.add(ENTITY, seq=seq, id=entity.id, kind=entity.kind.value, name=entity.name)
    articles = batch.seqs_of(ARTICLE, {alias.origin for alias in resolution.aliases})
    sources = batch.seqs_of(SOURCE, {source_id(alias.name) for alias in resolution.aliases})
    for alias in resolution.aliases:
        batch.add(
            ALIAS,
            seq=batch.number(ALIAS),
            entity=entities[alias.entity],
            article=articles.get(alias.origin),
            source=sources.get(source_id(alias.name)),
            body=encode(alias),
        )
    for relation in resolution.relations:
        _put_tie(batch, "relation", relation, article=batch.seq_of(ARTICLE, relation.origin))
    for join in resolution.joins:
        _put_tie(batch, "join", join)
    for proposal in resolution.proposals:
        _put_tie(batch, "proposal", proposal)
    _seal(batch, resolution)


def more_names(batch: Batch, resolution: Resolution) -> None:
    """Add the names of more articles, each article once, and log that they came."""
    articles = batch.seqs_of(ARTICLE, {alias.origin for alias in resolution.aliases})
    for some in chunks(articles.values()):
        batch.run(ALIAS.delete().where(ALIAS.c.article.in_(some)))
        batch.run(TIE.delete().where(TIE.c.article.in_(some), TIE.c.kind == "relation"))
    sources = batch.seqs_of(SOURCE, {source_id(alias.name) for alias in resolution.aliases})
    under = {entity.id: _known_body(batch, entity) or entity for entity in resolution.entities}
    for alias in resolution.aliases:
        entity = under[alias.entity]
        batch.add(
            ALIAS,
            seq=batch.number(ALIAS),
            entity=_entity(batch, entity),
            article=articles.get(alias.origin),
            source=sources.get(source_id(alias.name)),
            body=encode(replace(alias, entity=entity.id)),
        )
    for relation in resolution.relations:
        left, right = under[relation.left].id, under[relation.right].id
        told = replace(relation, left=left, right=right)
        _put_tie(batch, "relation", told, article=articles.get(relation.origin))
    _seal(batch, resolution)


def _seal(batch: Batch, resolution: Resolution) -> None:
    ties = *resolution.relations, *resolution.joins, *resolution.proposals
    batch.seal("names", 0, digest_of_rows(map(encode, (*resolution.entities, *resolution.aliases, *ties))))


def _known_body(batch: Batch, entity: Entity) -> Entity | None:
    """The entity that a body of this very name goes under, where it is one."""
    if entity.kind is not EntityKind.ORGANISATION:
        return None
    named = select(SOURCE.c.seq).where(SOURCE.c.id == source_id(entity.name))
    query = (
        select(ENTITY.c.id, ENTITY.c.name)
        .join(ALIAS, ALIAS.c.entity == ENTITY.c.seq)
        .where(ALIAS.c.source.in_(named), ENTITY.c.kind == entity.kind.value)
        .distinct()
        .limit(2)
    )
    found = batch.run(query).all()
    return Entity(found[0].id, entity.kind, found[0].name) if len(found) == 1 else None


def _entity(batch: Batch, entity: Entity) -> int:
    """The number of an entity, which is added where it is new."""
    seq = batch.seq_of(ENTITY, entity.id)
    if seq is None:
        seq = batch.number(ENTITY)
        batch.add(ENTITY, seq=seq, id=entity.id, kind=entity.kind.value, name=entity.name)
        batch.learn(ENTITY, entity.id, seq)
    return seq


def resolvable(connection: Connection) -> tuple[int, int, int]:
    """How many articles, judgements and closed judgements there are."""
    counts = (
        select(func.count(READING.c.article)),
        select(func.count(JUDGEMENT.c.seq)),
        select(func.count(JUDGEMENT.c.closed)),
    )
    articles, judged, closed = (int(connection.execute(query).scalar_one()) for query in counts)
    return articles, judged, closed


def resolved(connection: Connection) -> tuple[int, int, int] | None:
    """The same as of when who is who was last found from all of them."""
    found = connection.execute(select(META.c.value).where(META.c.name == RESOLVED)).scalar()
    return None if found is None else decode(tuple[int, int, int], found)


def _put_tie(
    batch: Batch, kind: str, tie: Relation | Judgement | Proposal, *, article: int | None = None
) -> None:
    seq = batch.number(TIE)
    batch.add(TIE, seq=seq, kind=kind, article=article, left=tie.left, right=tie.right, body=encode(tie))


def resolution(
    connection: Connection, bounds: Bounds, *, articles: Collection[str] | None = None
) -> Resolution:
    """Who is who, by the articles that are known; with `articles`, ids, by these alone, without joins and
    proposals, which rest on the whole case; an earlier as-of has none of them either.
    """
    entities: dict[str, Entity] = {}
    aliases = []
    query = _aliases(bounds)
    queries = (
        [query] if articles is None else [query.where(ARTICLE.c.id.in_(some)) for some in chunks(articles)]
    )
    for name, kind, shown, body in (row for each in queries for row in connection.execute(each)):
        entities.setdefault(name, Entity(name, EntityKind(kind), shown))
        aliases.append(decode(Alias, body))
    bodies: dict[str, list[str]] = {"relation": [], "join": [], "proposal": []}
    ties = [_ties(bounds)]
    if articles is not None:
        ties = [ties[0].where(ARTICLE.c.id.in_(some), TIE.c.kind == "relation") for some in chunks(articles)]
    for kind, body in (row for each in ties for row in connection.execute(each)):
        bodies[kind].append(body)
    return Resolution(
        tuple(entities.values()),
        tuple(aliases),
        tuple(decode(Relation, body) for body in bodies["relation"]),
        tuple(decode(Judgement, body) for body in bodies["join"]),
        tuple(decode(Proposal, body) for body in bodies["proposal"]),
    )


def _aliases(bounds: Bounds) -> Select[str, str, str, str]:
    return (
        select(ENTITY.c.id, ENTITY.c.kind, ENTITY.c.name, ALIAS.c.body)
        .join(ENTITY, ENTITY.c.seq == ALIAS.c.entity)
        .outerjoin(ARTICLE, ARTICLE.c.seq == ALIAS.c.article)
        .where(*bounds.known())
        .order_by(ALIAS.c.seq)
    )


def _ties(bounds: Bounds) -> Select[str, str]:
    query = select(TIE.c.kind, TIE.c.body).outerjoin(ARTICLE, ARTICLE.c.seq == TIE.c.article)
    return query.where(*bounds.known()).order_by(TIE.c.seq)
