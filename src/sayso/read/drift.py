"""Hedge drift: a headline that is surer than its body."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.read.cues.hedge import hedge
from sayso.read.text.lexicon import Lexicon
from sayso.terms.article import Article
from sayso.terms.span import Span, Words
from sayso.terms.statement import Hedge, Part, Polarity, Reading, Statement

WORD = re.compile(r"[^\W\d_]{3,}|\d+")
SAME = 0.5  # share of the headline's words that a sentence of the body must have to be about the same
ORDER = (Hedge.NONE, Hedge.WEAK, Hedge.STRONG)


@dataclass(frozen=True, slots=True)
class Drift:
    """The headline says it with `headline` hedge and no source; the body, in `body`, hedges it more
    or gives it to somebody. `statement` is where the body says so."""

    headline: Hedge
    body: Hedge
    statement: str
    headline_words: Words
    body_words: Words
    loses_source: bool
    because: str


def headline_drift(article: Article, reading: Reading, lexicon: Lexicon) -> Drift | None:
    """Where the title of an article is surer than what its body says of the same; None where it is
    not, or where the body does not take the title's words up."""
    title = Words.cut(article.title, [Span(0, len(article.title))])
    level, _ = hedge(article.title, Span(0, len(article.title)), lexicon)
    sourced = any(statement.part is Part.HEADLINE and statement.chain for statement in reading.statements)
    about = _about(article.title, (*reading.statements, *reading.own_voice), lexicon)
    worst = max(about, key=lambda statement: ORDER.index(statement.hedge), default=None)
    if worst is None:
        return None
    surest = min(ORDER.index(statement.hedge) for statement in about)
    all_sourced = all(statement.chain for statement in about)
    loses = all_sourced and not sourced and bool(article.title)
    if "?" in article.title or (ORDER.index(level) >= surest and not loses):
        return None
    why = []
    if ORDER.index(level) < surest:
        why.append(f"the body hedges it ({worst.hedge_words.text or worst.polarity.value})")
    if loses:
        why.append(f"the body has it from {about[0].chain[-1].name}")
    return Drift(level, worst.hedge, worst.id, title, worst.content, loses, "; ".join(why))


def _about(title: str, statements: Iterable[Statement], lexicon: Lexicon) -> list[Statement]:
    """Statements of the body that say what the title says, by shared words."""
    wanted = _stems(title, lexicon)
    if not wanted:
        return []
    return [
        statement
        for statement in statements
        if statement.part is Part.BODY
        and statement.polarity is not Polarity.DENIES
        and len(wanted & _stems(statement.content.text, lexicon)) >= SAME * len(wanted)
    ]


def _stems(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The words of a text, cut to their first five letters, the commonest left out."""
    common = lexicon.sets["drift.common"]
    return frozenset(word.lower()[:5] for word in WORD.findall(text) if word.lower() not in common)
