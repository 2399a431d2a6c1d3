"""Which articles are about one event: where the gathering of a case is kept between two articles."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import func, select

from sayso.ledger.batch import Batch, chunks
from sayso.ledger.codec import decode, encode
from sayso.ledger.schema import ARTICLE, GATHERED, POSTING
from sayso.terms.event import Place, Sketch

_FULL = 512  # articles kept under one key


class Shelf:
    """Sketches and places of the articles of a case, inside a unit of work (see `weigh.gather.Shelf`)."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._names: dict[int, str] = {}
        self._sketches: dict[str, Sketch] = {}

    def holders(self, keys: Collection[int]) -> Iterator[tuple[int, str]]:
        """Each of these keys with each article that was put there under it."""
        found = [
            (key, article)
            for some in chunks(keys)
            for key, article in self._batch.run(
                select(POSTING.c.key, POSTING.c.article).where(POSTING.c.key.in_(some))
            )
        ]
        self._learn({article for _, article in found})
        return ((key, self._names[article]) for key, article in found)

    def sketches(self, articles: Collection[str]) -> Mapping[str, Sketch]:
        """The sketches of these articles."""
        missing = [article for article in articles if article not in self._sketches]
        for some in chunks(missing):
            query = select(ARTICLE.c.id, GATHERED.c.sketch).join(ARTICLE, ARTICLE.c.seq == GATHERED.c.article)
            for name, body in self._batch.run(query.where(ARTICLE.c.id.in_(some))):
                self._sketches[name] = decode(Sketch, body)
        return {article: self._sketches[article] for article in articles}

    def places(self, articles: Collection[str]) -> Mapping[str, Place]:
        """The places of those of these articles that have one."""
        found = {}
        for some in chunks(articles):
            seqs = list(self._batch.seqs_of(ARTICLE, some).values())
            query = select(GATHERED).where(GATHERED.c.article.in_(seqs), GATHERED.c.event.is_not(None))
            rows = self._batch.run(query).all()
            self._learn({seq for row in rows for seq in (row.article, row.follows, row.event) if seq})
            for row in rows:
                follows = self._names[row.follows] if row.follows is not None else None
                place = Place(self._names[row.article], follows, row.near, self._names[row.event])
                found[place.article] = place
        return found

    def followers(self, article: str) -> tuple[str, ...]:
        """The articles that follow this one."""
        return self._related(article, follows=True)

    def members(self, event: str) -> tuple[str, ...]:
        """The articles of an event."""
        return self._related(event, follows=False)

    def put(self, sketch: Sketch, keys: Collection[int]) -> None:
        """Keep a sketch, to be found by these keys."""
        article = self._seq(sketch.article)
        self._sketches[sketch.article] = sketch
        self._batch.run(GATHERED.delete().where(GATHERED.c.article == article))
        self._batch.run(
            GATHERED.insert(), [{"article": article, "sketch": encode(sketch), "near": 0, "event": None}]
        )
        self.file(sketch.article, keys, most=_FULL)

    def file(self, article: str, keys: Collection[int], *, most: int) -> None:
        """Let an article be found by keys, but for those that lead to `most` articles already."""
        seq = self._seq(article)
        held: dict[int, int] = {}
        for some in chunks(keys):
            query = select(POSTING.c.key, func.count()).where(POSTING.c.key.in_(some)).group_by(POSTING.c.key)
            held.update((key, count) for key, count in self._batch.run(query))
        rows = [{"key": key, "article": seq} for key in set(keys) if held.get(key, 0) < most]
        if rows:
            self._batch.run(POSTING.insert(), rows)

    def drop(self, sketch: Sketch, keys: Collection[int]) -> None:
        """Forget a sketch and the article's place."""
        article = self._seq(sketch.article)
        for some in chunks(keys):
            self._batch.run(POSTING.delete().where(POSTING.c.article == article, POSTING.c.key.in_(some)))
        self._batch.run(GATHERED.delete().where(GATHERED.c.article == article))
        self._sketches.pop(sketch.article, None)

    def place(self, place: Place) -> None:
        """Keep a place, instead of the article's former one."""
        seqs = self._batch.seqs_of(ARTICLE, {place.article, place.event, place.follows or place.article})
        self._batch.run(
            GATHERED.update()
            .where(GATHERED.c.article == seqs[place.article])
            .values(
                follows=seqs[place.follows] if place.follows else None,
                near=place.near,
                event=seqs[place.event],
            )
        )

    def _related(self, article: str, *, follows: bool) -> tuple[str, ...]:
        column = GATHERED.c.follows if follows else GATHERED.c.event
        query = select(ARTICLE.c.id).join(GATHERED, GATHERED.c.article == ARTICLE.c.seq)
        rows = self._batch.run(query.where(column == self._seq(article)).order_by(ARTICLE.c.id))
        return tuple(name for (name,) in rows)

    def _seq(self, article: str) -> int:
        return self._batch.seqs_of(ARTICLE, (article,))[article]

    def _learn(self, seqs: Iterable[int]) -> None:
        for some in chunks(seq for seq in seqs if seq not in self._names):
            query = select(ARTICLE.c.seq, ARTICLE.c.id).where(ARTICLE.c.seq.in_(some))
            for seq, name in self._batch.run(query):
                self._names[seq] = name
                self._batch.learn(ARTICLE, name, seq)
