"""An article's page: its words with the statements marked in them, and what they bear on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sayso.desk.bears import BearsOn, bearings_of
from sayso.desk.changes import VersionLine, version_lines
from sayso.desk.lines import StatementLine, line_of
from sayso.desk.segments import Mark, Paragraph, Role, paragraphs
from sayso.desk.whens import FirstClaim, firsts
from sayso.errors import UnreadableInput
from sayso.ledger.view import View
from sayso.read.drift import Drift, headline_drift
from sayso.read.text.lexicon import load
from sayso.read.text.told import not_read
from sayso.read.versions.moved import moved
from sayso.terms.article import Article, ArticleHead, Dating, Evidence
from sayso.terms.question import ArticleStance, Copy, Question
from sayso.terms.recording import Stretch
from sayso.terms.span import Words
from sayso.terms.statement import Correction, CorrectionKind, Part, Reading, Statement
from sayso.terms.time import AsOf, TimeExpression
from sayso.terms.transcript import lay_out
from sayso.terms.version import Revision


@dataclass(frozen=True, slots=True)
class MarkedStatement:
    """A statement of the article with what it bears on. `own` where the article speaks itself;
    `corrections` is what persons made of it."""

    line: StatementLine
    own: bool
    bears_on: tuple[BearsOn, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article as it was known at a moment. `paragraphs` joined are its text, `headline` its title;
    `rejected` statements are not marked and count nowhere; `drift` says where the headline is surer than
    the body; `versions` are all known of its address and `newer` what took its place; `captures` are the
    places and times at which its bytes were collected; `datings` are the corrections of its published time
    that hold; `recording` is the one whose words these are, `seconds` when each of the statements is
    heard."""

    as_of: AsOf
    article: Article
    recorded: datetime
    headline: tuple[Paragraph, ...]
    paragraphs: tuple[Paragraph, ...]
    statements: tuple[MarkedStatement, ...]
    rejected: tuple[MarkedStatement, ...]
    left: tuple[MarkedStatement, ...]  # judged in the version before, whose words are not found in this one
    times: tuple[TimeExpression, ...]
    stances: tuple[tuple[Question, ArticleStance], ...]
    copy_of: tuple[tuple[ArticleHead, Copy], ...]
    copied_by: tuple[tuple[ArticleHead, Copy], ...]
    drift: Drift | None
    firsts: tuple[FirstClaim, ...]
    captures: tuple[Evidence, ...]
    datings: tuple[Dating, ...]
    reader: str
    unread: str = ""  # why it has no statements, where no reader knows its language
    recording: str | None = None
    seconds: Mapping[str, Stretch] = field(default_factory=dict)
    versions: tuple[VersionLine, ...] = ()
    newer: Revision | None = None


def article_page(view: View, article_id: str) -> ArticlePage:
    """The page of one article. NotFound."""
    article = view.article(article_id)
    recorded = view.recorded(article_id)
    head = ArticleHead(article.id, article.outlet, article.title, article.published, recorded, article.url)
    reading = view.reading(article_id) or Reading(article_id, ())
    bears = bearings_of(view, [each.id for each in (*reading.statements, *reading.own_voice)])
    own = {statement.id for statement in reading.own_voice}
    # Own voice is shown where it bears on a question: an article is full of sentences that are nobody's news.
    shown = sorted(
        (*reading.statements, *(each for each in reading.own_voice if each.id in bears)), key=_place
    )
    corrections = _corrections(view)
    recording = view.recording_of(article_id)
    copies = view.copies([article_id])
    heads = view.heads({name for copy in copies for name in (copy.article, copy.original)})
    return ArticlePage(
        as_of=view.as_of,
        article=article,
        recorded=recorded,
        headline=paragraphs(article.title, marks_of(shown, part=Part.HEADLINE, own=own)),
        paragraphs=paragraphs(article.text, marks_of(shown, part=Part.BODY, own=own, times=reading.times)),
        statements=tuple(
            MarkedStatement(
                line_of(each, head), each.id in own, bears.get(each.id, ()), corrections.get(each.id, ())
            )
            for each in shown
        ),
        rejected=_rejected(view, article_id, corrections),
        left=_left(view, article, corrections),
        times=reading.times,
        stances=tuple(
            (view.question(each.question).question, each) for each in view.stances(article=article_id)
        ),
        copy_of=tuple((heads[c.original], c) for c in copies if c.article == article_id),
        copied_by=tuple((heads[c.article], c) for c in copies if c.original == article_id),
        drift=_drift(article, reading),
        firsts=firsts(view, article, reading, _questions(bears)),
        captures=view.evidence(article.evidence),
        datings=tuple(each for each in view.datings() if each.article == article_id),
        reader=reading.reader,
        unread=not_read(article, reading),
        recording=recording,
        seconds=_seconds(view, recording, shown),
        versions=version_lines(view, article),
        newer=next((each for each in view.revisions([article_id]) if each.before == article_id), None),
    )


def _seconds(view: View, recording: str | None, statements: Iterable[Statement]) -> dict[str, Stretch]:
    """When the statements of a transcript are heard."""
    heard = view.heard(recording) if recording else None
    if heard is None:
        return {}
    laid = lay_out(heard.transcript, heard.turns)
    found = ((each.id, laid.seconds(each.content)) for each in statements if each.part is Part.BODY)
    return {name: stretch for name, stretch in found if stretch is not None}


def _questions(bears: Mapping[str, tuple[BearsOn, ...]]) -> tuple[Question, ...]:
    return tuple({each.question.id: each.question for some in bears.values() for each in some}.values())


def _drift(article: Article, reading: Reading) -> Drift | None:
    try:
        lexicon = load(article.language)
    except UnreadableInput:  # a language that sayso does not read has no statements to compare either
        return None
    return headline_drift(article, reading, lexicon)


def _corrections(view: View) -> dict[str, tuple[Correction, ...]]:
    found: dict[str, tuple[Correction, ...]] = {}
    for each in view.corrections():
        found[each.statement] = (*found.get(each.statement, ()), each)
    return found


def _rejected(
    view: View, article_id: str, corrections: Mapping[str, tuple[Correction, ...]]
) -> tuple[MarkedStatement, ...]:
    found = []
    for statement_id, some in corrections.items():
        if some[-1].kind is CorrectionKind.REJECT:
            said = view.statement(statement_id)
            if said.article.id == article_id:
                found.append(MarkedStatement(line_of(said.statement, said.article), False, (), some))
    return tuple(found)


def _left(
    view: View, article: Article, corrections: Mapping[str, tuple[Correction, ...]]
) -> tuple[MarkedStatement, ...]:
    """What a person judged of the version before and whose words do not stand in this one."""
    found = []
    revisions = view.revisions([article.id]) if corrections else ()
    for revision in (each for each in revisions if each.article == article.id):
        before = view.article(revision.before)
        for statement_id, some in corrections.items():
            said = view.statement(statement_id)
            if said.article.id != revision.before:
                continue
            if moved(some[-1].instead or said.statement, revision, before, article) is None:
                found.append(MarkedStatement(line_of(said.statement, said.article), False, (), some))
    return tuple(found)


def _place(statement: Statement) -> tuple[bool, int, str]:
    words = [part for part in (statement.content, statement.source, statement.cue) if part]
    start = min((part.start for part in words), default=0)
    return statement.part is Part.BODY, start, statement.id


def marks_of(
    statements: Iterable[Statement],
    *,
    part: Part,
    own: frozenset[str] | set[str] = frozenset(),
    times: Iterable[TimeExpression] = (),
) -> tuple[Mark, ...]:
    """Every mark that the statements and times make in one part of their article."""
    found = []
    for each in statements:
        if each.part is not part:
            continue
        content = Role.OWN_VOICE if each.id in own else Role.CONTENT
        roles: tuple[tuple[Role, Words], ...] = (
            (content, each.content),
            (Role.SOURCE, each.source),
            (Role.CUE, each.cue),
            (Role.HEDGE, each.hedge_words),
            (Role.CONDITION, each.condition),
        )
        found += [Mark(span, role, each.id) for role, words in roles for span in words.spans]
    return (*found, *(Mark(time.span, Role.TIME) for time in times))
