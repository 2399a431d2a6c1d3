"""How persons put questions: open one, rename it, merge it into another, split it; and take that back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sayso.desk.judged import put_instead, signed
from sayso.errors import BadField, NotFound
from sayso.ledger.ledger import Ledger
from sayso.terms.framing import Framing, FramingKind
from sayso.terms.identity import content_id
from sayso.terms.question import Answer, Question
from sayso.weigh.kinds import kinds

KINDS = tuple(kinds())
"""The kinds of questions that can be asked."""

_LONGEST, _MOST_ANSWERS = 400, 12


def ask(
    ledger: Ledger, asks: str, answers: Sequence[str], *, about: str, kind: str, by: str, because: str
) -> Question:
    """Open a question with answers that exclude each other, asked of the event that the article `about`
    belongs to. It is there once the case is weighed. BadField, NotFound, CaseBusy."""
    by, because = signed(by, because)
    asks = _worded(asks)
    labels = list(dict.fromkeys(" ".join(each.split()) for each in answers if each.strip()))
    if not 1 <= len(labels) <= _MOST_ANSWERS or any(len(each) > _LONGEST for each in labels):
        raise BadField("The answers", f"there have to be 1 to {_MOST_ANSWERS}, none of them long", "")
    if kind not in kinds():
        raise BadField(f"The kind {kind[:40]}", f"there are {', '.join(kinds())}", "Choose one of them.")
    with ledger.at() as view:
        article = view.article(about).id
    identity = content_id("qu", "opened", asks, article, *labels)
    ids = [f"{identity}.{number}" for number in range(len(labels))]
    made = tuple(
        Answer(own, label, tuple(other for other in ids if other != own))
        for own, label in zip(ids, labels, strict=True)
    )
    subjects = tuple(word.strip(",.?") for word in asks.split()[1:] if word[:1].isupper())
    question = Question(identity, asks, kind, (" ".join(subjects),) if subjects else (), made)
    _append(
        ledger,
        Framing(identity, FramingKind.OPEN, by, because, _now(), articles=(article,), opened=question),
    )
    return question


def rename(ledger: Ledger, question: str, words: str, *, by: str, because: str) -> Framing:
    """Put a question in other words. BadField, NotFound, CaseBusy."""
    by, because = signed(by, because)
    _there(ledger, question)
    return _append(ledger, Framing(question, FramingKind.RENAME, by, because, _now(), words=_worded(words)))


def merge(ledger: Ledger, question: str, into: str, *, by: str, because: str) -> Framing:
    """Ask a question as another one: answers in the same words become one. BadField, NotFound, CaseBusy."""
    by, because = signed(by, because)
    _there(ledger, question)
    _there(ledger, into)
    if question == into:
        raise BadField("The question", "it can't be merged into itself", "Name two questions.")
    return _append(ledger, Framing(question, FramingKind.MERGE, by, because, _now(), into=into))


def split(
    ledger: Ledger, question: str, articles: Sequence[str], *, words: str = "", by: str, because: str
) -> Framing:
    """Ask what some articles say of a question as a question of its own, in the same words or others.
    BadField, NotFound, CaseBusy."""
    by, because = signed(by, because)
    with ledger.at() as view:
        there = {item.article.id for item in view.bearings(view.question(question).question.id)}
    missing = sorted(set(articles) - there)
    if missing:
        raise NotFound(f"Article {missing[0][:80]}", f" of {question}", "Its page lists the articles.")
    if not articles or there <= set(articles):
        raise BadField("The articles", "some have to go and some have to stay", "Choose some of them.")
    chosen = tuple(sorted(set(articles)))
    into = content_id("qu", "split", question, *chosen)
    worded = _worded(words) if words.strip() else ""
    made = Framing(question, FramingKind.SPLIT, by, because, _now(), worded, into, chosen)
    return _append(ledger, made)


def unframe(ledger: Ledger, question: str, kind: FramingKind | None = None) -> int:
    """Take back how a question was put, the last of a kind or the last of all; gives how many (1).
    NotFound, CaseBusy."""
    with ledger.at() as view:
        mine = [
            each
            for each in view.framings()
            if question in (each.question, each.into) and kind in (None, each.kind)
        ]
    if not mine:
        raise NotFound(f"A judgement on how {question} is put", "", "Its page lists them.")
    last = max(mine, key=lambda each: each.recorded)
    return put_instead(ledger, [last])


def _append(ledger: Ledger, framing: Framing) -> Framing:
    put_instead(ledger, (), framing)
    return framing


def _there(ledger: Ledger, question: str) -> None:
    with ledger.at() as view:
        view.question(question)


def _worded(words: str) -> str:
    plain = " ".join(words.split())
    if not plain or len(plain) > _LONGEST:
        raise BadField(
            "The wording", f"it has to be 1 to {_LONGEST} characters long", "Put it in a sentence."
        )
    return plain


def _now() -> datetime:
    return datetime.now(UTC)
