"""Who is who: entities, their aliases by article, and the ties between them; derived, replaced whole."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, Select, select

from sayso.ledger.batch import Batch, chunks
from sayso.ledger.bounds import Bounds
from sayso.ledger.codec import decode, encode
from sayso.ledger.derive import source_id
from sayso.ledger.schema import ALIAS, ARTICLE, ENTITY, SOURCE, TIE
from sayso.terms.entity import Alias, Entity, EntityKind, Judgement, Proposal, Relation, Resolution


def put_resolution(batch: Batch, resolution: Resolution) -> None:
    """Keep `resolution` in place of what was derived before."""
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


def _put_tie(
    batch: Batch, kind: str, tie: Relation | Judgement | Proposal, *, article: int | None = None
) -> None:
    seq = batch.number(TIE)
    batch.add(TIE, seq=seq, kind=kind, article=article, left=tie.left, right=tie.right, body=encode(tie))


def resolution(
    connection: Connection, bounds: Bounds, *, articles: Collection[str] | None = None
) -> Resolution:
    """Who is who, by the articles that are known; with `articles`, ids, by these alone.

    Joins and proposals rest on the whole case, so an earlier as-of has none of them.
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
    for kind, body in connection.execute(_ties(bounds)):
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
