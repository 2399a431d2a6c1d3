"""Verbs for other programs: JSON Lines in, JSON Lines out, no case."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from sayso.cli.output import note, plural, progress, visible
from sayso.errors import StorageFull, UnreadableInput
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.run.batch import Broken
    from sayso.terms.article import Article
    from sayso.terms.statement import Reading

In = Annotated[str, typer.Option("--in", metavar="FILE", help="JSON Lines to read; - is standard input.")]
Out = Annotated[str, typer.Option("--out", metavar="FILE", help="Where to write; - is standard output.")]
Workers = Annotated[int | None, typer.Option(help="Processes to read with; 0 takes one for each core.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    app.command()(read)
    app.command()(weigh)
    app.command()(when)


def read(
    context: typer.Context,
    files: Annotated[
        list[str] | None, typer.Argument(metavar="[FILE…]", help="Articles: text, HTML, mail, PDF, folders.")
    ] = None,
    source: In = "-",
    target: Out = "-",
    language: Annotated[
        str, typer.Option(help="Language where neither a document nor its words tell.")
    ] = "en",
    explain: Annotated[bool, typer.Option(help="Print why, for people, in place of JSON.")] = False,
    workers: Workers = None,
) -> int:
    """Read who says what in files, or in JSON Lines.

    Each line in is {"id", "text", "title"?, "published"?, "outlet"?}; each line that comes out is
    {"id", "attributions": [...], "times": [...]} with offsets into the text as it was given. For
    files, "title" and "text" come out too: what the offsets count in.

    \b
    Examples:
      sayso read story.html --explain
      sayso read --in docs.jsonl --out attributions.jsonl
      echo '{"id": "1", "text": "The bridge is shut, the mayor said."}' | sayso read --explain
    """
    from sayso.read.batch import row
    from sayso.read.text.told import not_read
    from sayso.run.batch import read_documents

    broken: list[Broken] = []
    with _given(files, source, language) as given, lines_out(target) as out, progress("Reading") as step:
        count = _workers(context, workers)
        for article, reading in read_documents(given, workers=count, broken=broken, why=explain):
            step()
            if words := not_read(article, reading):
                note(f"sayso: {article.title or article.id}: {words}.")
            text = {"title": article.title, "text": article.text} if files else {}
            out.write(_explained(article, reading) if explain else _line(row(reading) | text))
    return _report(broken, "item" if files else "line")


def weigh(
    context: typer.Context,
    questions: Annotated[
        Path, typer.Option(metavar="FILE", help="JSON Lines of questions with their answers.")
    ],
    source: In = "-",
    target: Out = "-",
    workers: Workers = None,
) -> int:
    """Label articles for given questions.

    Each comes out with its assertions: by whom, through whom, from which root source.

    Articles are {"article_id", "text", "question_id"?, "title"?, "published"?, "outlet"?}, questions
    {"question_id", "asks", "kind", "subjects", "answers": [{"id", "label"}]}.

    \b
    Example:
      sayso weigh --in articles.jsonl --questions questions.jsonl --out labels.jsonl
    """
    from sayso.run.batch import belongs, documents, read_documents
    from sayso.run.batch import questions as questions_of
    from sayso.run.weighing import labels

    broken: list[Broken] = []
    with lines_in(str(questions)) as lines:
        asked = questions_of(lines)
    with lines_in(source) as lines, lines_out(target) as out, progress("Reading") as step:
        given = list(lines)
        pairs = []
        for pair in read_documents(documents(given), workers=_workers(context, workers), broken=broken):
            step()
            pairs.append(pair)
        for each in labels(pairs, asked, belongs=belongs(given)):
            out.write(_line(each))
    return _report(broken)


def when(
    words: Annotated[str, typer.Argument(help="Words that name a time, or a sentence that holds some.")],
    published: Annotated[str, typer.Option(metavar="TIME", help="When the words were printed.")],
    explain: Annotated[bool, typer.Option(help="Print every reading with its reason.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Say when "Friday night" was.

    \b
    Example:
      sayso when "Friday night" --published 2014-11-13 --explain
    """
    from sayso.cli.times import print_times

    return print_times(words, published, explain=explain, as_json_=as_json)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _explained(article: Article, reading: Reading) -> str:
    """An article's title, and every statement with why it was read so, as paragraphs."""
    from sayso.read.explain import explain

    head = [f"{article.title or article.id}: {plural(len(reading.statements), 'statement')}"]
    paragraphs = [head, *(explain(each, article) for each in reading.statements)]
    return "".join("\n".join(map(visible, lines)) + "\n\n" for lines in paragraphs)


def _workers(context: typer.Context, asked: int | None) -> int:
    settings = context.find_object(Settings) or Settings()
    return settings.workers if asked is None else asked


def _report(broken: list[Broken], what: str = "line") -> int:
    """Name what could not be used; the exit code."""
    for each in broken:
        note(f"sayso: {each.error}")
    if broken:
        note(f"sayso: {plural(len(broken), what)} could not be used; all that could has been.")
    return 1 if broken else 0


@contextmanager
def _given(files: list[str] | None, source: str, language: str) -> Iterator[Iterator[Article | Broken]]:
    """What is to be read: the articles of files, or JSON Lines."""
    from sayso.run.batch import articles_in, documents

    if not files:
        with lines_in(source) as lines:
            yield documents(lines, language=language)
    elif source == "-":
        yield articles_in(files, language=language)
    else:
        raise typer.BadParameter("name files, or JSON Lines with --in, not both.")


@contextmanager
def lines_in(source: str) -> Iterator[Iterator[str]]:
    """The lines of a file, or of standard input. UnreadableInput names a file that can't be opened."""
    if source == "-":
        if sys.stdin.isatty():
            note("Waiting for JSON Lines from the keyboard; Ctrl-D ends them, `--help` shows other ways.")
        yield iter(sys.stdin)
        return
    try:
        with open(source, encoding="utf-8-sig", errors="replace") as file:
            yield iter(file)
    except OSError as error:
        raise UnreadableInput(source, error.strerror or str(error), "Check the path.") from None


@contextmanager
def lines_out(target: str) -> Iterator[TextIO]:
    """A file that appears whole or not at all, or standard output."""
    if target == "-":
        yield sys.stdout
        return
    final = Path(target)
    part = final.with_name(f".{final.name}.part")
    try:
        # A lone surrogate in the input goes out as the JSON escape that it came in as.
        with open(part, "w", encoding="utf-8", errors="backslashreplace") as file:
            yield file
        part.replace(final)
    except OSError as error:
        raise StorageFull(target, error.strerror or str(error)) from None
    finally:
        part.unlink(missing_ok=True)
