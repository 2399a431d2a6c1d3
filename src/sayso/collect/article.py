"""One article out of the loose fields that a page, record or feed item gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.collect.items import Charset, Failure, Gathered, Link, Options, Parsed, Refusal, refuse
from sayso.collect.names import domain_of, without_tracking
from sayso.collect.words import one_line
from sayso.terms.article import Article, Hyperlink
from sayso.terms.time import Published

UNKNOWN_OUTLET = "unknown outlet"
_LONGEST_TITLE = 1_000
_MOST_REFUSALS = 1_000


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found of an article. `text` is paragraphs parted by blank lines already."""

    text: str
    published: Published
    outlet: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    language: str = ""
    locator: str = ""
    hyperlinks: tuple[Hyperlink, ...] = ()


def item_of(gathered: Gathered, locator: str) -> str:
    """How messages name a part of some evidence."""
    return f"{gathered.evidence.origin}, {locator}" if locator else gathered.evidence.origin


def too_long(length: int, gathered: Gathered, *, locator: str = "", options: Options) -> Refusal:
    """The refusal of a text of `length` characters."""
    reason = f"its text has {length:,} characters, more than {options.max_characters:,}"
    step = "Cut it into its articles and add those."
    return refuse(item_of(gathered, locator), Failure.TOO_LARGE, reason, step)


def finish(draft: Draft, gathered: Gathered, *, options: Options) -> Article | Refusal:
    """The article, or why there is none: no words, or more than can be read."""
    item = item_of(gathered, draft.locator)
    if not any(map(str.isalpha, draft.text)):
        return refuse(
            item, Failure.NO_ARTICLE, "it has no words", "Look at it, and add its text as a text file."
        )
    if len(draft.text) > options.max_characters:
        return too_long(len(draft.text), gathered, locator=draft.locator, options=options)
    outlet = one_line(draft.outlet) or one_line(options.outlet) or domain_of(draft.url) or UNKNOWN_OUTLET
    title = one_line(draft.title)[:_LONGEST_TITLE]
    url = without_tracking(one_line(draft.url))
    return Article(
        id=Article.make_id(outlet=outlet, url=url, title=title, text=draft.text),
        evidence=gathered.evidence.digest,
        outlet=outlet,
        title=title,
        text=draft.text,
        published=draft.published,
        authors=tuple(name for name in map(one_line, draft.authors) if name),
        url=url,
        language=_language(draft.language) or options.language,
        locator=one_line(draft.locator),
        hyperlinks=draft.hyperlinks,
    )


def _language(tag: str) -> str:
    """The primary subtag of a language tag (`en-GB` -> `en`), empty where it is none."""
    primary = tag.strip().replace("_", "-").split("-")[0].lower()
    return primary if primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3 else ""


def split(
    results: Iterable[Article | Refusal],
    gathered: Gathered,
    *,
    charset: Charset | None = None,
    links: tuple[Link, ...] = (),
) -> Parsed:
    """Articles and refusals apart; the same article twice in one piece of evidence is kept once.
    Refusals beyond the first thousand are only counted."""
    kept: dict[str, Article] = {}
    refusals: list[Refusal] = []
    more = 0
    for result in results:
        refused = result if isinstance(result, Refusal) else _duplicate(result, gathered, kept)
        if refused is None:
            continue
        if len(refusals) < _MOST_REFUSALS:
            refusals.append(refused)
        else:
            more += 1
    if more:
        reason = f"{more:,} more parts of it were refused"
        step = "Correct what is named before; the rest is kept."
        refusals.append(refuse(gathered.evidence.origin, Failure.UNREADABLE, reason, step))
    return Parsed(tuple(kept.values()), tuple(refusals), links, charset)


def _duplicate(article: Article, gathered: Gathered, kept: dict[str, Article]) -> Refusal | None:
    """Keep the article, or say which one it repeats."""
    first = kept.setdefault(article.id, article)
    if first is article:
        return None
    reason = f"it is the same article as {first.locator or 'the first'}"
    step = "Nothing is lost; there is nothing to do."
    return refuse(item_of(gathered, article.locator), Failure.DUPLICATE, reason, step)
