"""Batch mode for other programs: JSON Lines in, JSON Lines out, no store.

The text is taken as it is given, character for character, so that the offsets that come out are
offsets into what went in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sayso.collect import Collected, Options, collect
from sayso.collect.dates import published
from sayso.errors import BadField, SaysoError
from sayso.run.pool import chunks, pool_map
from sayso.run.reading import read_chunk
from sayso.terms.article import Article
from sayso.terms.question import Answer, Question
from sayso.terms.statement import Reading
from sayso.terms.time import Certainty, Published

_CHUNK = 16
# Half a character can't be encoded; it gives way to one that means "unreadable", so offsets hold.
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Broken:
    """A line or a file that could not be used, with what to do; a file has no line."""

    line: int
    error: SaysoError


def records(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]] | Broken]:
    """The JSON objects of the lines, each with its line number; empty lines are passed over."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Broken(
                number,
                BadField(
                    f"line {number}",
                    f"it is not JSON ({getattr(error, 'msg', error)})",
                    "Mend or drop that line.",
                ),
            )
            continue
        if isinstance(record, dict):
            yield number, record
        else:
            yield Broken(
                number, BadField(f"line {number}", "it is no JSON object", "Mend or drop that line.")
            )


def documents(lines: Iterable[str], *, language: str = "en") -> Iterator[Article | Broken]:
    """Articles from lines of `{"id" or "article_id", "text", "title"?, "published"?, "outlet"?}`."""
    now = datetime.now(UTC)
    seen: set[str] = set()
    for each in records(lines):
        if isinstance(each, Broken):
            yield each
            continue
        number, record = each
        article = _document(number, record, now, language)
        if isinstance(article, Article) and article.id in seen:
            reason = f"the id {article.id!r} came before"
            yield Broken(number, BadField(f"line {number}", reason, "Give each document an id of its own."))
            continue
        if isinstance(article, Article):
            seen.add(article.id)
        yield article


def articles_in(files: Iterable[str], *, language: str = "en") -> Iterator[Article | Broken]:
    """The articles of files and folders as a case would take them up; no address is fetched."""
    for each in collect(files, options=Options(language=language, offline=True)):
        if isinstance(each, Collected):
            yield from each.articles
        else:
            yield Broken(0, each.error())


def belongs(lines: Iterable[str]) -> dict[str, str]:
    """The question of each document that names one, by document id."""
    found = {}
    for each in records(lines):
        if not isinstance(each, Broken) and each[1].get("question_id"):
            found[_name(each[1])] = str(each[1]["question_id"])
    return found


def _name(record: dict[str, Any]) -> str:
    name = record.get("id") or record.get("article_id")
    return str(name) if isinstance(name, str | int) else ""


def _document(number: int, record: dict[str, Any], now: datetime, language: str) -> Article | Broken:
    name = _name(record)
    text = record.get("text")
    if not name or not isinstance(text, str):
        reason = "it needs an id and a text"
        return Broken(number, BadField(f"line {number}", reason, 'Write {"id": …, "text": …}.'))
    stamp = str(record.get("published") or "")
    when = (
        published(stamp, collected=now, basis="the record", certainty=Certainty.STATED)
        if stamp
        else Published(None, Certainty.UNKNOWN, "none was given")
    )
    return Article(
        id=name,
        evidence="",
        outlet=str(record.get("outlet") or ""),
        title=_SURROGATE.sub("\ufffd", str(record.get("title") or "")),
        text=_SURROGATE.sub("\ufffd", text),
        published=when,
        url=str(record.get("url") or ""),
        language=str(record.get("language") or language),
    )


def read_documents(
    articles: Iterable[Article | Broken], *, workers: int, broken: list[Broken], why: bool = False
) -> Iterator[tuple[Article, Reading]]:
    """Each article with its reading, in order; what could not be used is put into `broken`. With `why`,
    statements say what the ranker weighed."""

    def usable() -> Iterator[Article]:
        for each in articles:
            if isinstance(each, Broken):
                broken.append(each)
            else:
                yield each

    with pool_map(workers) as over:
        for pairs in over(partial(read_chunk, why=why), chunks(usable(), _CHUNK)):
            yield from pairs


def questions(lines: Iterable[str]) -> tuple[Question, ...]:
    """Questions from lines of `{"question_id", "asks", "kind", "subjects", "answers": [{"id","label"}]}`.

    BadField names the first line that can't be used: labels for half the questions would mislead.
    """
    found = []
    for each in records(lines):
        if isinstance(each, Broken):
            raise each.error
        number, record = each
        try:
            answers = tuple(Answer(str(answer["id"]), str(answer["label"])) for answer in record["answers"])
            subjects = tuple(str(subject) for subject in record.get("subjects") or ())
            found.append(
                Question(
                    id=str(record["question_id"]),
                    asks=str(record["asks"]),
                    kind=str(record.get("kind") or "general"),
                    subjects=subjects,
                    answers=answers,
                )
            )
        except (KeyError, TypeError) as error:
            reason = f"it is no question ({type(error).__name__}: {error})"
            step = 'Write {"question_id", "asks", "kind", "subjects", "answers": [{"id", "label"}]}.'
            raise BadField(f"line {number}", reason, step) from None
    return tuple(found)
