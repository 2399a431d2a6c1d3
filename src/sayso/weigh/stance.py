"""What an article as a whole does with a question's main answer."""

from __future__ import annotations

from sayso.terms.article import Article
from sayso.terms.question import ArticleStance, Question, Stance
from sayso.terms.statement import Polarity
from sayso.weigh.bearing import Weighed


def article_stance(question: Question, article: Article, weighed: Weighed) -> ArticleStance:
    """Affirms or denies where the article presents it so, reports where it passes sides on, unrelated
    where nothing in it bears on the main answer."""
    main = question.answers[0].id
    own = {statement.id for statement in weighed.statements if not statement.chain}
    mine = [b for b in weighed.bearings if b.answer == main]
    if not mine:
        return ArticleStance(
            article.id, question.id, Stance.UNRELATED, "nothing in it bears on the main answer"
        )
    firm = [b for b in mine if b.statement in own and b.hedge == "none"]
    sides = {b.polarity for b in firm}
    if sides == {Polarity.AFFIRMS}:
        return ArticleStance(article.id, question.id, Stance.AFFIRMS, "it says so itself")
    if sides == {Polarity.DENIES}:
        return ArticleStance(article.id, question.id, Stance.DENIES, "it says itself that it is not so")
    no = sum(b.polarity is Polarity.DENIES for b in mine)
    if no > len(mine) / 2:
        return ArticleStance(article.id, question.id, Stance.DENIES, "most of what it tells is denial")
    return ArticleStance(article.id, question.id, Stance.REPORTS, "it passes on what others say")
