"""Derived rows: what reading and weighing made of the facts, replaced when they are made anew."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from sqlalchemy import BindParameter, Table, bindparam, select

from sayso.errors import NotFound
from sayso.ledger.batch import Batch, chunks
from sayso.ledger.bounds import Bounds
from sayso.ledger.carry import judged_of, keep
from sayso.ledger.codec import encode
from sayso.ledger.custody import digest_of_rows
from sayso.ledger.moments import ticks_or_none
from sayso.ledger.schema import ARTICLE, BEARING, COPY, QUESTION, READING, SOURCE, STANCE, STATEMENT
from sayso.ledger.seals import reading_seal
from sayso.ledger.tallies import UNCOUNTED, keep_questions
from sayso.terms.identity import content_id
from sayso.terms.question import Copy, Weighing
from sayso.terms.statement import Reading, SourceKind, Statement
from sayso.terms.time import NOW


def put_reading(batch: Batch, reading: Reading, *, recorded: int) -> None:
    """Make `reading` the article's reading; the same one again changes nothing. Statements that stay the
    same keep their bearings."""
    article = batch.seq_of(ARTICLE, reading.article)
    if article is None:
        raise NotFound(f"Article {reading.article}", "", "Write the article before its reading.")
    if not batch.is_new(ARTICLE, article):
        batch.flush()
        reading = keep(reading, judged_of(batch, article))
    body = encode(replace(reading, statements=(), own_voice=()))
    new = {said.id: _Read(said, own=True, body=encode(said)) for said in reading.own_voice}
    new |= {said.id: _Read(said, own=False, body=encode(said)) for said in reading.statements}
    rows = [(name, int(new[name].own), new[name].body) for name in sorted(new)]
    seal = digest_of_rows([(reading.reader, body), *rows])
    if not batch.is_new(ARTICLE, article):
        _print_anew(batch, article)
        if reading_seal(batch.connection, article) == seal:
            batch.run(READING.update().where(READING.c.article == article).values(recorded=recorded))
            return
        batch.run(READING.delete().where(READING.c.article == article))
    batch.seal("reading", article, seal)
    batch.fresh.add(article)
    batch.add(READING, article=article, reader=reading.reader, body=body, recorded=recorded)
    _put_statements(batch, article, new)


def _put_statements(batch: Batch, article: int, new: dict[str, _Read]) -> None:
    """Make `new` the article's statements. One whose id stays keeps its number, and so its bearings."""
    before = {} if batch.is_new(ARTICLE, article) else _statements_of(batch, article)
    _drop_statements(batch, before.keys() - new.keys())
    printed = _printed(batch, article)
    sources = _sources(batch, [read.statement for read in new.values()])
    changed = []
    for name, read in new.items():
        row = _row(read, sources) | {"article": article, "printed": printed}
        if name not in before:
            seq = batch.number(STATEMENT)
            batch.add(STATEMENT, seq=seq, id=name, **row)
            batch.learn(STATEMENT, name, seq)
        elif before[name] != (read.body, int(read.own)):
            changed.append({"which": name, **row})
    if changed:
        columns: dict[str, BindParameter[object]] = {
            key: bindparam(key) for key in changed[0] if key != "which"
        }
        update = STATEMENT.update().where(STATEMENT.c.id == bindparam("which")).values(**columns)
        batch.run(update, changed)


@dataclass(frozen=True, slots=True)
class _Read:
    """A statement on its way in."""

    statement: Statement
    own: bool
    body: str


def _printed(batch: Batch, article: int) -> int | None:
    if article not in batch.printed:
        query = select(Bounds(NOW).dated("printed")).where(ARTICLE.c.seq == article)
        batch.printed[article] = batch.connection.execute(query).scalar()
    return batch.printed[article]


def _print_anew(batch: Batch, article: int) -> None:
    """Bring what an article's statements keep of its published time up to date with its dating."""
    printed = _printed(batch, article)
    other = STATEMENT.c.printed.is_distinct_from(printed)
    batch.run(STATEMENT.update().where(STATEMENT.c.article == article, other).values(printed=printed))


def _statements_of(batch: Batch, article: int) -> dict[str, tuple[str, int]]:
    """Body and own voice, by id, of the statements that an article has; their sources are touched."""
    columns = STATEMENT.c.id, STATEMENT.c.body, STATEMENT.c.own, STATEMENT.c.source
    found = {}
    for name, body, own, source in batch.run(select(*columns).where(STATEMENT.c.article == article)):
        found[name] = (body, own)
        if source is not None:
            batch.touched.add(source)
    return found


def _drop_statements(batch: Batch, names: Set[str]) -> None:
    for some in chunks(sorted(names)):
        borne = select(BEARING.c.question).join(STATEMENT, STATEMENT.c.seq == BEARING.c.statement)
        batch.weighed.update(seq for (seq,) in batch.run(borne.where(STATEMENT.c.id.in_(some)).distinct()))
        batch.run(STATEMENT.delete().where(STATEMENT.c.id.in_(some)))
    batch.forget(STATEMENT, names)


def _row(read: _Read, sources: dict[str, int]) -> dict[str, object]:
    innermost = read.statement.innermost
    return columns_of(read.statement) | {
        "source": sources[source_id(innermost.name)] if innermost else None,
        "own": int(read.own),
        "body": read.body,
    }


def columns_of(statement: Statement) -> dict[str, object]:
    """What the columns of a statement's row repeat of it, so that lists can be found and sorted by them."""
    innermost, event = statement.innermost, statement.event_time
    return {
        "source_kind": (innermost.kind if innermost else SourceKind.OUTLET).value,
        "position": statement.content.start if statement.content else 0,
        "event_start": ticks_or_none(event.start) if event else None,
        "event_end": ticks_or_none(event.end) if event else None,
        "said_by": " ".join(link.name for link in reversed(statement.chain)),
        "content": statement.content.text,
    }


def source_id(name: str) -> str:
    """The id of a source: the same name in any letter case is the same source."""
    return content_id("so", name.casefold())


def _sources(batch: Batch, statements: Iterable[Statement]) -> dict[str, int]:
    """Numbers of the sources of the statements, by id; those that are new are added."""
    named = {source_id(said.innermost.name): said.innermost for said in statements if said.innermost}
    seqs = batch.seqs_of(SOURCE, named)
    for key, link in named.items():
        if key not in seqs:
            seq = seqs[key] = batch.number(SOURCE)
            batch.add(SOURCE, seq=seq, id=key, name=link.name, kind=link.kind.value, **UNCOUNTED)
            batch.learn(SOURCE, key, seq)
    batch.touched.update(seqs.values())
    return seqs


def put_weighing(batch: Batch, weighing: Weighing, *, whole: bool, events: Iterable[str] = ()) -> None:
    """Replace derived rows by those of `weighing`: all of them, or those of its own questions and of the
    questions that the named events had."""
    questions = _put_questions(batch, weighing, whole=whole, events=events)
    articles = _seqs(
        batch,
        ARTICLE,
        {row.article for row in weighing.bearings}
        | {row.article for row in weighing.stances}
        | {name for copy in weighing.copies for name in (copy.article, copy.original)},
    )
    _put_copies(batch, [(articles[c.article], articles[c.original], c) for c in weighing.copies], whole=whole)
    _add_bearings(batch, weighing, questions, articles)
    for stance in weighing.stances:
        batch.add(
            STANCE,
            question=questions[stance.question],
            article=articles[stance.article],
            stance=stance.stance.value,
            because=stance.because,
        )
    keep_questions(batch, questions.values())
    batch.weighed.update(questions.values())


def _put_questions(batch: Batch, weighing: Weighing, *, whole: bool, events: Iterable[str]) -> dict[str, int]:
    """Questions in, with nothing hanging on them yet; gives their numbers."""
    seqs = batch.seqs_of(QUESTION, {question.id for question in weighing.questions})
    asked = select(QUESTION.c.seq)
    if not whole:
        of = list(batch.seqs_of(ARTICLE, events).values())
        asked = asked.where(QUESTION.c.event.in_(of) | QUESTION.c.seq.in_(list(seqs.values())))
    before = {seq for (seq,) in batch.run(asked)}
    batch.weighed |= before
    for some in chunks(sorted(before)):
        batch.run(BEARING.delete().where(BEARING.c.question.in_(some)))
        batch.run(STANCE.delete().where(STANCE.c.question.in_(some)))
    for some in chunks(sorted(before - set(seqs.values()))):
        batch.forget(
            QUESTION, [name for (name,) in batch.run(select(QUESTION.c.id).where(QUESTION.c.seq.in_(some)))]
        )
        batch.run(QUESTION.delete().where(QUESTION.c.seq.in_(some)))
    statuses = {status.question: encode(status) for status in weighing.statuses}
    first = batch.seqs_of(ARTICLE, {event.id for event in weighing.events})
    event_of = {name: first.get(event.id) for event in weighing.events for name in event.questions}
    for question in weighing.questions:
        row: dict[str, object] = {
            "asks": question.asks,
            "body": encode(question),
            "status": statuses.get(question.id),
            "event": event_of.get(question.id),
        }
        _put_question(batch, question.id, row, seqs)
    return seqs


def _put_question(batch: Batch, name: str, row: dict[str, object], seqs: dict[str, int]) -> None:
    known = seqs.get(name)
    if known is not None:
        batch.run(QUESTION.update().where(QUESTION.c.seq == known).values(**row))
        return
    seq = seqs[name] = batch.number(QUESTION)
    batch.add(QUESTION, seq=seq, id=name, **row, **UNCOUNTED)
    batch.learn(QUESTION, name, seq)


def _put_copies(batch: Batch, copies: list[tuple[int, int, Copy]], *, whole: bool) -> None:
    """All copies there are, or more of them: what is a copy stays one, as texts do not change."""
    if whole:
        batch.copied.update(article for (article,) in batch.run(select(COPY.c.article).distinct()))
        batch.run(COPY.delete())
    for article, original, copy in copies:
        if not whole:
            batch.run(COPY.delete().where(COPY.c.article == article, COPY.c.original == original))
        batch.add(COPY, article=article, original=original, body=encode(copy))
        batch.copied.add(article)


def _add_bearings(
    batch: Batch, weighing: Weighing, questions: dict[str, int], articles: dict[str, int]
) -> None:
    statements = _seqs(batch, STATEMENT, {bearing.statement for bearing in weighing.bearings})
    for bearing in weighing.bearings:
        batch.add(
            BEARING,
            seq=batch.number(BEARING),
            question=questions[bearing.question],
            statement=statements[bearing.statement],
            article=articles[bearing.article],
            answer=bearing.answer,
            body=encode(bearing),
        )


def _seqs(batch: Batch, table: Table, names: set[str]) -> dict[str, int]:
    """Numbers of all the names. NotFound names the first that is missing."""
    batch.flush()
    found = batch.seqs_of(table, names)
    if missing := sorted(names - found.keys()):
        raise NotFound(f"{table.name.capitalize()} {missing[0]}", "", "Read and weigh the case again.")
    return found
