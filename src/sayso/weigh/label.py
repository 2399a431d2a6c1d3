"""The batch form: given questions and read articles, say which statements bear on which answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import prod
from typing import Any

from sayso.terms.article import Article
from sayso.terms.question import ArticleStance, Bearing, Copy, Question, RootedBearing
from sayso.terms.span import Words
from sayso.terms.statement import Basis, Hedge, Link, Polarity, Reading, Statement
from sayso.weigh.bearing.stance import article_stance
from sayso.weigh.bearing.statements import bearings_of, find_topic, open_article
from sayso.weigh.roots.nodes import same_outlet
from sayso.weigh.roots.tracing import join_roots
from sayso.weigh.sources import as_source, parse

Pair = tuple[Article, Reading]

# What a root's side of an answer needs, and less where it takes no side: that counts for nobody. Both were
# chosen by scans over the development questions. In too few sentences to learn from, plain words are enough.
_SUPPORTED, _OPEN = 0.75, 0.5


def label(
    pairs: Sequence[Pair],
    questions: Sequence[Question],
    *,
    belongs: Mapping[str, str] | None = None,
    copies: Sequence[Copy] | None = None,
) -> Iterator[dict[str, Any]]:
    """One row for each article: its stance, the fuller text it repeats, its assertions with chain,
    root, answer, polarity and hedge, content and source and cue as `[start, end)` offsets of its text.

    `belongs` maps article ids to question ids where that is known; else each article goes to the
    question that most of its words speak to. `copies` are found here where none are given.
    """
    ids = {question.id: question for question in questions}
    chosen = {
        article.id: _question(article, questions, (belongs or {}).get(article.id)) for article, _ in pairs
    }
    groups: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[chosen[pair[0].id]].append(pair)
    rows: dict[str, dict[str, Any]] = {}
    for key, group in groups.items():
        near = _copies(group) if copies is None else copies
        if key in ids:
            rows.update(_rows(ids[key], group, near))
    for article, _ in pairs:
        empty: dict[str, Any] = {
            "article_id": article.id,
            "stance": "unrelated",
            "same_text_as": None,
            "assertions": [],
        }
        yield rows.get(article.id, empty)


def _question(article: Article, questions: Sequence[Question], known: str | None) -> str:
    """The question an article belongs to: the known one, or the one whose names it holds most."""
    if known is not None or not questions:
        return known or ""
    text = f"{article.title}\n{article.text}".lower()

    def named(question: Question) -> tuple[int, str]:
        names = {word for subject in question.subjects for word in subject.split() if word[:1].isupper()}
        return sum(text.count(name.lower()) for name in names), question.id

    return max(questions, key=named).id


def _copies(group: Sequence[Pair]) -> tuple[Copy, ...]:
    from sayso.weigh.events.copies import Paper, find_copies  # numpy stays out of the light paths

    return find_copies(Paper(a.id, a.text, a.published, a.outlet) for a, _ in group)


def _rows(question: Question, group: Sequence[Pair], copies: Sequence[Copy]) -> dict[str, dict[str, Any]]:
    opened = [open_article(article, reading) for article, reading in group]
    topic = find_topic(question, opened)
    weighed = [bearings_of(question, one, topic) for one in opened]
    found = [bearing for item in weighed for bearing in item.bearings]
    statements = [statement for item in weighed for statement in item.statements]
    _, rooted = join_roots(question, found, statements, [a for a, _ in group], copies=copies)
    roots = {_key(item.bearing): item for item in reversed(rooted)}  # of two who say it together the first
    same = {copy.article: copy.original for copy in copies}
    support = _support(rooted, same)
    rows = {}
    for (article, _), item in zip(group, weighed, strict=True):
        stance: ArticleStance = article_stance(question, article, item, topic)
        given = [
            _assertion(statement, bearing, roots[_key(bearing)], article.outlet)
            for bearing, statement in zip(item.bearings, item.statements, strict=True)
            if not topic.echo.more or support[_side(roots[_key(bearing)], bearing)] >= _needed(bearing)
        ]
        rows[article.id] = {
            "article_id": article.id,
            "stance": str(stance.stance),
            "same_text_as": same.get(article.id),
            "assertions": given,
        }
    return rows


def _key(bearing: Bearing) -> tuple[str, str, Polarity]:
    return bearing.statement, bearing.answer, bearing.polarity


def _needed(bearing: Bearing) -> float:
    return _OPEN if bearing.polarity is Polarity.UNCERTAIN else _SUPPORTED


def _side(rooted: RootedBearing, bearing: Bearing) -> tuple[str, str, Polarity]:
    return rooted.root, bearing.answer, bearing.polarity


def _support(
    rooted: Iterable[RootedBearing], same: Mapping[str, str]
) -> Mapping[tuple[str, str, Polarity], float]:
    """For each root's side of an answer the probability that some text was read rightly, if the texts
    err independently; a text and its copies are one."""
    best: dict[tuple[str, str, Polarity], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for item in rooted:
        text = same.get(item.bearing.article, item.bearing.article)
        texts = best[_side(item, item.bearing)]
        texts[text] = max(texts[text], item.bearing.confidence)
    return {side: 1 - prod(1 - sure for sure in texts.values()) for side, texts in best.items()}


def _assertion(statement: Statement, bearing: Bearing, rooted: RootedBearing, outlet: str) -> dict[str, Any]:
    when = statement.event_time
    return {
        "content": _spans(statement.content),
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "chain": _chain(statement, rooted, outlet),
        "root_id": rooted.root,
        "answer": bearing.answer,
        "polarity": str(bearing.polarity),
        "hedge": str(bearing.hedge),
        "event_date": when.start.date().isoformat() if when and when.start else None,
        "conditional": _spans(statement.condition) or None,
    }


def _chain(statement: Statement, rooted: RootedBearing, outlet: str) -> list[str]:
    """The names of the chain as far as the article itself gives them, without its own outlet."""
    names = _sources(rooted.chain if rooted.basis is Basis.STATED else statement.chain, outlet)
    if names or _hearsay(statement) or not rooted.because.startswith("the same article"):
        return names
    return _sources(rooted.chain, outlet)


def _sources(chain: Iterable[Link], outlet: str) -> list[str]:
    """The names of a chain that are sources and not who prints it."""
    parsed = (as_source(parse(link.name, link.kind), link.kind) for link in chain)
    return [named.name for named in parsed if named and not (named.media and same_outlet(named.name, outlet))]


def _hearsay(statement: Statement) -> bool:
    """`He was reportedly killed`: the article says that it has it from others and not from whom."""
    return bool(statement.cue) and not statement.source and statement.hedge is Hedge.WEAK


def _spans(words: Words) -> list[list[int]]:
    return [[span.start, span.end] for span in words.spans]
