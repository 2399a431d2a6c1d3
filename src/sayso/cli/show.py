"""Verbs that show what a case holds: the same pages as the desk's, as lines or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.case import AsJson, Case, folder_of
from sayso.cli.ids import whole_id
from sayso.cli.output import legible, say

if TYPE_CHECKING:
    from sayso.ledger import View

AsOfTime = Annotated[
    str,
    typer.Option(
        "--as-of", metavar="TIME", help="As of what had been printed by then: 2014-11-13 or 2014-11-13T18:00."
    ),
]
RecordedBy = Annotated[
    str, typer.Option("--recorded-by", metavar="TIME", help="As of what this desk had by then.")
]
Limit = Annotated[int, typer.Option(min=1, help="How many at most.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    for verb in (questions, question, articles, article, sources, source, search, refusals):
        app.command()(verb)


@contextmanager
def view_at(context: typer.Context, case: Case, published: str = "", recorded: str = "") -> Iterator[View]:
    """One state of the case, as of a moment."""
    from sayso.desk.moments import read_as_of
    from sayso.ledger import Ledger
    from sayso.ledger.access import Did

    as_of = read_as_of(published=published, recorded=recorded)
    with Ledger.open(folder_of(context, case)) as ledger, ledger.at(as_of) as view:
        ledger.note(Did.VIEWED, asked(context), through="command")
        yield view


def asked(context: typer.Context) -> str:
    """A command as the access log names it: the verb and what it was asked about."""
    given = [context.params.get(name) for name in ("id_", "words", "item")]
    words = [" ".join(each) if isinstance(each, list) else str(each) for each in given if each]
    return legible(" ".join([context.info_name or "", *words]))


def print_json(page: object) -> int:
    """Print a page as JSON."""
    from sayso.desk.serial import to_json

    typer.echo(to_json(page, indent=2).decode())
    return 0


def questions(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(help="Only questions that hold these words.")] = None,
    case: Case = None,
    as_of: AsOfTime = "",
    recorded_by: RecordedBy = "",
    limit: Limit = 50,
    json_: AsJson = False,
) -> int:
    """List the contested questions.

    \b
    Examples:
      sayso questions
      sayso questions --as-of 2026-03-08 --json
    """
    from sayso.cli.lines import board_lines
    from sayso.desk.cards import board

    with view_at(context, case, as_of, recorded_by) as view:
        page = board(view, words=legible(" ".join(words or ())), limit=limit)
    return print_json(page) if json_ else print_lines(board_lines(page))


def question(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id, or enough of its beginning.")],
    case: Case = None,
    as_of: AsOfTime = "",
    recorded_by: RecordedBy = "",
    json_: AsJson = False,
) -> int:
    """Show where one question stands, and why.

    \b
    Examples:
      sayso question qu-1f0c
      sayso question qu-1f0c --as-of 2026-03-09T18:00
    """
    from sayso.cli.lines import question_lines
    from sayso.desk.question import question_page

    with view_at(context, case, as_of, recorded_by) as view:
        page = question_page(view, whole_id(id_, (each.question.id for each in view.questions())))
    return print_json(page) if json_ else print_lines(question_lines(page))


def articles(
    context: typer.Context,
    outlet: Annotated[str, typer.Option(help="Only those of this outlet.")] = "",
    case: Case = None,
    as_of: AsOfTime = "",
    recorded_by: RecordedBy = "",
    limit: Limit = 50,
    json_: AsJson = False,
) -> int:
    """List articles, the newest first.

    \b
    Example:
      sayso articles --outlet "Harbour Mail"
    """
    from sayso.cli.lines import articles_lines
    from sayso.desk.outlet import articles_page

    with view_at(context, case, as_of, recorded_by) as view:
        page = articles_page(view, outlet=legible(outlet), limit=limit)
    return print_json(page) if json_ else print_lines(articles_lines(page))


def article(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id, or enough of its beginning.")],
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Show an article with its statements.

    \b
    Example:
      sayso article ar-5b21
    """
    from sayso.cli.lines import article_lines
    from sayso.desk.article import article_page

    with view_at(context, case) as view:
        page = article_page(view, whole_id(id_, (each.id for each in view.articles())))
    return print_json(page) if json_ else print_lines(article_lines(page))


def sources(
    context: typer.Context,
    words: Annotated[
        list[str] | None, typer.Argument(help="Only sources whose name holds these words.")
    ] = None,
    case: Case = None,
    as_of: AsOfTime = "",
    recorded_by: RecordedBy = "",
    limit: Limit = 50,
    json_: AsJson = False,
) -> int:
    """List who is said to say things.

    \b
    Example:
      sayso sources ministry
    """
    from sayso.cli.lines import sources_lines
    from sayso.desk.source import sources_page

    with view_at(context, case, as_of, recorded_by) as view:
        page = sources_page(view, words=legible(" ".join(words or ())), limit=limit)
    return print_json(page) if json_ else print_lines(sources_lines(page))


def source(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id, or enough of its beginning.")],
    case: Case = None,
    as_of: AsOfTime = "",
    recorded_by: RecordedBy = "",
    json_: AsJson = False,
) -> int:
    """Show everything one source said.

    \b
    Example:
      sayso source so-90aa
    """
    from sayso.cli.lines import source_lines
    from sayso.desk.source import source_page

    with view_at(context, case, as_of, recorded_by) as view:
        page = source_page(view, whole_id(id_, (each.id for each in view.sources())))
    return print_json(page) if json_ else print_lines(source_lines(page))


def search(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORDS…", help='Words; put "words that stand together" in quotation marks.'),
    ],
    case: Case = None,
    limit: Limit = 20,
    json_: AsJson = False,
) -> int:
    """Find articles and statements that hold words.

    \b
    Example:
      sayso search farmhouse strike
    """
    from sayso.cli.lines import search_lines
    from sayso.desk.search import search_page

    with view_at(context, case) as view:
        page = search_page(view, legible(" ".join(words)), limit=limit)
    return print_json(page) if json_ else print_lines(search_lines(page))


def refusals(context: typer.Context, case: Case = None, json_: AsJson = False) -> int:
    """List what could not be read, with what to do.

    \b
    Example:
      sayso refusals
    """
    from sayso.cli.lines import refusals_lines
    from sayso.desk.refusals import refusals_page

    with view_at(context, case) as view:
        page = refusals_page(view)
    return print_json(page) if json_ else print_lines(refusals_lines(page))


def print_lines(lines: Iterator[str]) -> int:
    """Print a page as lines."""
    for line in lines:
        say(line)
    return 0
