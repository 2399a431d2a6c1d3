"""JSON Lines, and JSON arrays or objects of articles."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from itertools import count
from typing import Any

from sayso.collect import dates
from sayso.collect.article import Draft, finish, item_of, split
from sayso.collect.decode import decode
from sayso.collect.items import Failure, Gathered, Options, Parsed, Refusal, refuse
from sayso.collect.words import one_line, paragraphs
from sayso.terms.article import Article
from sayso.terms.time import Certainty, Published

# Where a JSON object that is no article itself keeps its articles.
_HOLDERS = ("articles", "items", "docs", "documents", "results", "data", "entries")


def parse_lines(gathered: Gathered, *, options: Options) -> Parsed:
    """One article a line. A broken line is refused by its number; the others are kept."""
    text, charset = decode(gathered.data, header=_charset(gathered))
    return split(_each_line(text, gathered, options), gathered, charset=charset)


def _each_line(text: str, gathered: Gathered, options: Options) -> Iterator[Article | Refusal]:
    start = 0
    for number in count(1):
        end = text.find("\n", start)
        line = text[start:] if end < 0 else text[start:end]
        if line and not line.isspace():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield _broken(gathered, f"line {number}", error)
            else:
                yield article_of(record, gathered, locator=f"line {number}", options=options)
        if end < 0:
            return
        start = end + 1


def parse_json(gathered: Gathered, *, options: Options) -> Parsed:
    """An array of articles, an object that holds one, or a single article."""
    text, charset = decode(gathered.data, header=_charset(gathered))
    try:
        value = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        return Parsed(refusals=(_broken(gathered, "", error),), charset=charset)
    if is_json_feed(value):
        from sayso.collect.feed import parse_json_feed

        return parse_json_feed(value, gathered, options=options)
    found = (article_of(record, gathered, locator=where, options=options) for where, record in _held(value))
    return split(found, gathered, charset=charset)


def is_json_feed(value: object) -> bool:
    """Whether decoded JSON says that it is a JSON Feed."""
    return isinstance(value, dict) and "jsonfeed.org" in str(value.get("version", ""))[:100]


def article_of(record: object, gathered: Gathered, *, locator: str, options: Options) -> Article | Refusal:
    """The article that one JSON record holds, under any of the field names in fields.toml."""
    item = item_of(gathered, locator)
    if not isinstance(record, dict):
        reason = f"it is {_kind(record)}, not an object with a text"
        return refuse(item, Failure.NO_ARTICLE, reason, 'Write each article as {"title": …, "text": …}.')
    text = _words(record, "text")
    markup = "" if text else _words(record, "html")
    if not text and not markup:
        names = ", ".join(sorted(map(str, record))[:8]) or "none"
        reason = f"it has no text (its fields: {names})"
        return refuse(item, Failure.NO_ARTICLE, reason, "Put the text into a field called text.")
    if markup:
        from sayso.collect.markup import text_of_markup

        body = text_of_markup(markup)
    else:
        body = paragraphs(text)
    known = one_line(_words(record, "id"))
    draft = Draft(
        text=body,
        published=_published(record, gathered),
        outlet=_words(record, "outlet"),
        title=_words(record, "title"),
        authors=_authors(record),
        url=_words(record, "url"),
        language=_words(record, "language"),
        locator=f"{locator}, id {known}".removeprefix(", ") if known else locator,
    )
    return finish(draft, gathered, options=options)


def _published(record: dict[str, Any], gathered: Gathered) -> Published:
    basis = one_line(_words(record, "basis"))
    return dates.published(
        _words(record, "published"),
        collected=gathered.evidence.collected,
        basis=f"the record, from: {basis}" if basis else "the record",
        certainty=Certainty.INFERRED if basis else Certainty.STATED,
    )


def _authors(record: dict[str, Any]) -> tuple[str, ...]:
    for name in _names()["authors"]:
        value = record.get(name)
        if isinstance(value, list):
            return tuple(word for word in map(_word, value) if word)
        if word := _word(value):
            return (word,)
    return ()


def _words(record: dict[str, Any], part: str) -> str:
    return next((word for name in _names()[part] if (word := _word(record.get(name)))), "")


def _word(value: object) -> str:
    """A field as words: strings, numbers, the name of an object, a list of paragraphs."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return next((word for key in ("name", "title", "id") if isinstance(word := value.get(key), str)), "")
    if isinstance(value, list):
        return "\n\n".join(part for part in value if isinstance(part, str)).strip()
    return ""


def _held(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        held = (
            None
            if _words(value, "text")
            else next((value[name] for name in _HOLDERS if isinstance(value.get(name), list)), None)
        )
        if held is None:
            yield "", value
            return
        value = held
    if isinstance(value, list):
        yield from ((f"item {number}", record) for number, record in enumerate(value, 1))
    else:
        yield "", value


def _broken(gathered: Gathered, where: str, error: Exception) -> Refusal:
    item = item_of(gathered, where)
    if isinstance(error, json.JSONDecodeError):
        reason = f"it is no JSON ({error})"
    else:
        reason = (
            "it is nested too deep" if isinstance(error, RecursionError) else "a number in it is too long"
        )
    step = (
        "Correct it and give the file again; the rest counts." if where else "Correct it and give it again."
    )
    return refuse(item, Failure.UNREADABLE, reason, step)


def _kind(value: object) -> str:
    return {list: "a list", str: "a text", type(None): "null", bool: "a truth value"}.get(
        type(value), "a number"
    )


def _charset(gathered: Gathered) -> str:
    return gathered.exchange.charset if gathered.exchange else ""


@lru_cache(maxsize=1)
def _names() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("sayso.collect").joinpath("fields.toml").read_text("utf-8"))
