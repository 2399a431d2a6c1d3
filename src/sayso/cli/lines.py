"""The desk's pages as lines of text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from shutil import get_terminal_size
from textwrap import fill
from typing import TYPE_CHECKING

from sayso.cli.output import plural
from sayso.desk.grades import CREDIBILITY_WORDS
from sayso.desk.lines import path_names
from sayso.desk.moments import as_of_words, moment_words, published_words
from sayso.terms.grade import Reliability
from sayso.terms.question import StatusKind
from sayso.terms.statement import Hedge, Polarity
from sayso.terms.time import NOW, AsOf

if TYPE_CHECKING:  # a listing loads only what its own page needs
    from sayso.desk.article import ArticlePage
    from sayso.desk.cards import Board, QuestionCard
    from sayso.desk.grades import Grades
    from sayso.desk.lines import StatementLine
    from sayso.desk.outlet import ArticlesPage
    from sayso.desk.question import AnswerView, QuestionPage, RootOnAnswer
    from sayso.desk.refusals import RefusalsPage
    from sayso.desk.search import SearchPage
    from sayso.desk.source import SourcePage, SourcesPage
    from sayso.desk.whens import FirstClaim, WhenDiffers
    from sayso.terms.article import ArticleHead
    from sayso.terms.grade import SourceGrade

_TOWARDS = {
    Polarity.AFFIRMS: "affirms",
    Polarity.DENIES: "denies",
    Polarity.UNCERTAIN: "neither confirms nor denies",
}
_SIDES = {Polarity.AFFIRMS: "+", Polarity.DENIES: "-", Polarity.UNCERTAIN: "?"}
_WIDTH = max(40, min(100, get_terminal_size((100, 24)).columns))


def wrapped(text: str, *, indent: str = "", first: str = "") -> str:
    """Text as a paragraph for a terminal; `first` stands before its first line."""
    return fill(" ".join(text.split()), _WIDTH, initial_indent=first or indent, subsequent_indent=indent)


def each_line(text: str) -> Iterator[str]:
    """The lines of a paragraph."""
    yield from text.split("\n")


def board_lines(page: Board) -> Iterator[str]:
    """The board: each question with its answers, roots before outlets."""
    if not page.cards:
        yield f"No question {as_of_words(page.as_of)}."
        yield f"Next: {_next_of_board(page)}"
        return
    counts = page.counts
    yield (
        f"{plural(page.found, 'question')} {as_of_words(page.as_of)}, from "
        f"{plural(counts.articles, 'article')} of {plural(counts.outlets, 'outlet')}"
    )
    for card in page.cards:
        yield ""
        yield from _card(card)
    if page.found > len(page.cards):
        yield ""
        yield f"{page.found - len(page.cards)} more: --limit {page.found}"


def _next_of_board(page: Board) -> str:
    if not page.counts.articles:
        return _fill(page.as_of)
    if page.words:
        return "other words, or sayso questions"
    return "sayso articles; where sayso saw nothing contested, sayso ask puts a question of yours"


def _card(card: QuestionCard) -> Iterator[str]:
    yield from each_line(wrapped(card.question.asks, first=f"{card.question.id[:11]}  ", indent=" " * 13))
    behind = f"{plural(card.outlets, 'outlet')}, {plural(card.articles, 'article')}"
    yield f"{'':13}{card.kind.value}: {plural(card.roots, 'root source')} behind {behind}"
    for tally in card.answers:
        if tally.kind not in (StatusKind.UNREPORTED, StatusKind.SUPERSEDED):
            sides = f"+{tally.affirming} -{tally.denying} ?{tally.uncertain}"
            yield f"{'':13}{sides:12} {tally.answer.label} ({tally.kind.value})"
    past = [tally.answer.label for tally in card.answers if tally.kind is StatusKind.SUPERSEDED]
    if past:
        yield from each_line(wrapped(f"superseded: {'; '.join(past)}", first=" " * 13, indent=" " * 15))


def question_lines(page: QuestionPage) -> Iterator[str]:
    """A question: status with reasons, each answer with its roots, what would settle it."""
    yield from each_line(wrapped(page.question.asks))
    yield f"{page.status.kind.value}, {as_of_words(page.as_of)}"
    for reason in page.reasons:
        yield from each_line(wrapped(reason.words, first="  - ", indent="    "))
    for answer in page.answers:
        yield ""
        yield from _answer(answer, page.grades)
    yield from _whens(page.whens)
    if page.status.would_settle:
        yield ""
        yield "What would settle it"
        for each in page.status.would_settle:
            yield from each_line(wrapped(each, first="  - ", indent="    "))


def _whens(whens: Iterable[WhenDiffers]) -> Iterator[str]:
    for place, each in enumerate(whens):
        if not place:
            yield ""
            yield "Outlets differ on when it happened"
        yield from each_line(wrapped(each.because, first="  - ", indent="    "))
        for one in chain.from_iterable(each.sides):
            grounded = " to ".join(moment_words(at) for at in (one.interval.start, one.interval.end) if at)
            said = (
                f'"{one.words}" ({one.article.outlet}, {published_words(one.article.published)}): {grounded}'
            )
            yield from each_line(wrapped(said, first="      ", indent="        "))


def _firsts(claims: Iterable[FirstClaim]) -> Iterator[str]:
    for claim in claims:
        yield ""
        names = ", ".join(claim.names) or "nobody that the words name"
        held = f"{plural(len(claim.between), 'statement')} by or about {names} in that time"
        yield from each_line(wrapped(f'"{claim.words}": {held}'))
        for each in claim.between[:20]:
            said = f"{'by' if each.by else 'about'}: {each.line.content} ({each.line.article.outlet})"
            yield from each_line(wrapped(said, first="  - ", indent="    "))


def _answer(view: AnswerView, grades: Grades) -> Iterator[str]:
    yield f"{view.answer.label}: {view.status.kind.value}"
    content, odds = grades.answers.get(view.answer.id), grades.likely.get(view.answer.id)
    open_ = view.status.kind not in (StatusKind.UNREPORTED, StatusKind.SUPERSEDED)
    if content and open_:
        because = "; ".join(reason.words for reason in content.reasons)
        yield f"  credibility {content.grade.value}, {CREDIBILITY_WORDS[content.grade]}: {because}"
    if odds and open_:
        reach = (
            f", {odds.low:.0%} to {odds.high:.0%}" if odds.low is not None and odds.high is not None else ""
        )
        yield f"  likelihood {odds.words}{reach}"
    for roots in (view.affirming, view.denying, view.uncertain):
        for on in roots:
            yield from _root(on, letter=grades.sources.get(on.root.id))
    past = " (earlier)" if view.status.kind is StatusKind.SUPERSEDED else " (until it changed its position)"
    for on in view.earlier:
        yield from _root(on, note=past)
    for on in view.doubtful:
        yield from _root(on, note=" (not counted: doubtful that it speaks to this)")
    for reason in view.reasons:
        yield from each_line(wrapped(reason.words, first="    because ", indent="      "))


def _root(on: RootOnAnswer, *, note: str = "", letter: SourceGrade | None = None) -> Iterator[str]:
    graded = f"{letter.grade.value} " if letter and letter.grade is not Reliability.F else ""
    hedge = "" if on.hedge is Hedge.NONE else f", {on.hedge.value} hedge"
    since = f" since {moment_words(on.first)}" if on.first else ""
    yield f"  {_SIDES[on.polarity]} {graded}{on.root.name}  [{on.root.kind.value}{hedge}]{since}{note}"
    for fold in on.outlets:
        ways = {" > ".join(path) for path in fold.paths if len(path) > 1}
        by_way = f"  by way of {'; '.join(sorted(ways))}" if ways else ""
        yield from each_line(
            wrapped(f"{fold.outlet} ({len(fold.lines)}){by_way}", first="      ", indent="        ")
        )


def articles_lines(page: ArticlesPage) -> Iterator[str]:
    """Articles with where and when they were printed."""
    if not page.articles:
        yield (
            f"No article of {page.outlet} {as_of_words(page.as_of)}. Next: sayso articles"
            if page.outlet
            else f"No article {as_of_words(page.as_of)}. Next: {_fill(page.as_of)}"
        )
    for head in page.articles:
        yield _where(head)
        yield from each_line(wrapped(head.title or "(no headline)", indent=" " * 13))
    if page.more:
        yield f"There are more: --limit {2 * page.limit}"


def article_lines(page: ArticlePage) -> Iterator[str]:
    """An article: where from, its words, its statements."""
    article = page.article
    yield from each_line(wrapped(article.title or "(no headline)"))
    known = f"{article.published.certainty.value}: {article.published.basis}"
    yield f"{article.outlet}, {published_words(article.published)} ({known})"
    if article.url:
        yield article.url
    yield f"{article.id}, recorded {moment_words(page.recorded)}, evidence sha256 {article.evidence}"
    for head, copy in page.copy_of:
        yield f"Repeats {copy.contained:.0%} of: {head.title} ({head.outlet})"
    for paragraph in article.text.split("\n\n"):
        yield ""
        yield from each_line(wrapped(paragraph))
    yield ""
    yield f"{plural(len(page.statements), 'statement')}{f': {page.unread}' if page.unread else ''}"
    for marked in page.statements:
        yield from statement_lines(marked.line)
        for bears in marked.bears_on:
            asks = f"{bears.question.id[:11]}: {bears.question.asks}"
            yield f"      {_TOWARDS[bears.bearing.polarity]} an answer of {asks}"
    for marked in page.left:
        yield f"  not found in the new version, {marked.corrections[-1].kind.value}ed before:"
        yield from statement_lines(marked.line)
    yield from _firsts(page.firsts)


def statement_lines(line: StatementLine) -> Iterator[str]:
    """A statement under the place where it stands."""
    chain = " > ".join(path_names(line.chain)) or f"{line.article.outlet}'s own voice"
    hedge = "" if line.hedge is Hedge.NONE else f", {line.hedge.value} hedge"
    yield from each_line(wrapped(line.content, first=f"  {_SIDES[line.polarity]} ", indent="    "))
    yield from each_line(
        wrapped(f"{chain} [{line.cue or 'no cue'}{hedge}]", first="      ", indent="        ")
    )
    if line.condition:
        yield f"      on condition: {line.condition}"


def sources_lines(page: SourcesPage) -> Iterator[str]:
    """Sources with their numbers."""
    if not page.sources:
        next_step = "other words" if page.words else _fill(page.as_of)
        yield f"No source {as_of_words(page.as_of)}. Next: {next_step}"
    width = max((len(each.name) for each in page.sources), default=0)
    for each in page.sources:
        count = f"{plural(each.statements, 'statement')} in {plural(each.outlets, 'outlet')}"
        yield f"{each.id[:11]}  {each.name.ljust(min(width, 50))}  {each.kind.value}, {count}"
        if each.also:
            yield from each_line(wrapped(f"also {'; '.join(each.also)}", indent=" " * 13))
    if page.found > len(page.sources):
        yield f"{page.found - len(page.sources)} more: --limit {page.found}"


def source_lines(page: SourcePage) -> Iterator[str]:
    """Everything a source said, in order of print."""
    yield f"{page.source.name} ({page.source.kind.value}), {plural(page.found, 'statement')}"
    if page.source.also:
        yield from each_line(wrapped(f"also {'; '.join(page.source.also)}"))
    for said in page.said:
        yield ""
        head = said.line.article
        yield f"{published_words(head.published)}, {head.outlet}"
        yield from statement_lines(said.line)


def search_lines(page: SearchPage) -> Iterator[str]:
    """Articles, then statements."""
    if not page.articles and not page.statements:
        yield f"Nothing holds all of: {page.words}"
    for hit in page.articles:
        yield f"{_where(hit.article)}: {hit.title.text}"
        yield from each_line(wrapped(hit.snippet.text, indent=" " * 13))
    yield from _statements(hit.line for hit in page.statements)


def _statements(lines: Iterable[StatementLine]) -> Iterator[str]:
    for line in lines:
        yield ""
        yield _where(line.article)
        yield from statement_lines(line)


def _fill(as_of: AsOf) -> str:
    """What to do where nothing is: at an earlier moment it may only not be there yet."""
    return "sayso add FOLDER" if as_of == NOW else "a later moment"


def _where(head: ArticleHead) -> str:
    return f"{head.id[:11]}  {head.outlet}, {published_words(head.published)}"


def refusals_lines(page: RefusalsPage) -> Iterator[str]:
    """What was set aside."""
    if not page.refusals:
        yield "Nothing was set aside."
    for each in page.refusals:
        yield from each_line(wrapped(f"{each.item}: {each.reason}. {each.next_step}", indent="  "))
