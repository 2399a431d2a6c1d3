"""Verbs that put questions otherwise: ask one, rename it, merge it into another, split it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.case import AsJson, Case, folder_of, of_case
from sayso.cli.ids import whole_id
from sayso.cli.output import legible, login, plural, say
from sayso.cli.show import print_json

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.terms.framing import FramingKind

Id = Annotated[str, typer.Argument(metavar="ID", help="The question's id, or enough of its beginning.")]
Because = Annotated[str, typer.Option(metavar="TEXT", help="Why; kept with the judgement.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who judges. Without it: your login name.")]
Undo = Annotated[bool, typer.Option("--undo", help="Take the last such judgement on it back.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    for verb in (ask, rename, merge, split):
        app.command()(verb)


def ask(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help="The question; with --undo the id of one that was asked.")],
    answer: Annotated[list[str] | None, typer.Option(help="An answer; name each of them.")] = None,
    about: Annotated[str, typer.Option(metavar="ARTICLE", help="An article of the event.")] = "",
    kind: Annotated[str, typer.Option(help="The kind of question.")] = "general",
    because: Because = "",
    by: By = "",
    undo: Undo = False,
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Ask a question that sayso did not ask by itself.

    The articles of its event are weighed for the answers, and so is every later one.

    \b
    Examples:
      sayso ask "Was the harbour shut?" --answer "the harbour was shut" --about ar-5b21 --because "desk"
      sayso ask qu-41d0 --undo
    """
    from sayso.desk.framing import ask as ask_it
    from sayso.desk.framing import unframe
    from sayso.ledger import Ledger
    from sayso.run.weighing import weigh_new
    from sayso.terms.framing import FramingKind

    with Ledger.open(folder_of(context, case)) as ledger:
        if undo:
            name = whole_id(words, ledger.at().opened())
            unframe(ledger, name, FramingKind.OPEN)
        else:
            with ledger.at() as view:
                article = whole_id(about, (each.id for each in view.articles()))
            question = ask_it(
                ledger,
                legible(words),
                [legible(each) for each in answer or ()],
                about=article,
                kind=kind,
                by=legible(by or login()),
                because=legible(because),
            )
            name = question.id
        weigh_new(ledger)
        found = next((each for each in ledger.at().questions() if each.question.id == name), None)
    if json_:
        return print_json({"question": name, "statements": found.statements if found else 0})
    if undo:
        say(f"{name} is asked no more.")
    else:
        bear = plural(found.statements if found else 0, "statement")
        say(f"{name}: {bear} put to it. Next: sayso question {name}{of_case(case)}")
    return 0


def rename(
    context: typer.Context,
    id_: Id,
    words: Annotated[str, typer.Argument(help="The new wording.")] = "",
    because: Because = "",
    by: By = "",
    undo: Undo = False,
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Put a question in other words.

    \b
    Examples:
      sayso rename qu-af41 "Did Ruvan Ostrel survive the strike?" --because "clearer"
      sayso rename qu-af41 --undo
    """
    from sayso.desk.framing import rename as rename_it
    from sayso.terms.framing import FramingKind

    def act(ledger: Ledger, question: str) -> str:
        rename_it(ledger, question, legible(words), by=legible(by or login()), because=legible(because))
        return question

    return _framed(context, case, id_, FramingKind.RENAME, act, undo=undo, json_=json_)


def merge(
    context: typer.Context,
    id_: Id,
    into: Annotated[str, typer.Argument(metavar="ID", help="The question that it becomes part of.")] = "",
    because: Because = "",
    by: By = "",
    undo: Undo = False,
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Make a question part of another.

    Answers in the same words become one; others are listed beside them.

    \b
    Examples:
      sayso merge qu-77b0 qu-af41 --because "the same strike"
      sayso merge qu-77b0 --undo
    """
    from sayso.desk.framing import merge as merge_them
    from sayso.terms.framing import FramingKind

    def act(ledger: Ledger, question: str) -> str:
        with ledger.at() as view:
            other = whole_id(into, (each.question.id for each in view.questions()))
        merge_them(ledger, question, other, by=legible(by or login()), because=legible(because))
        return other

    return _framed(context, case, id_, FramingKind.MERGE, act, undo=undo, json_=json_)


def split(
    context: typer.Context,
    id_: Id,
    articles: Annotated[list[str] | None, typer.Argument(metavar="ARTICLE...", help="What goes.")] = None,
    words: Annotated[str, typer.Option(help="The new question's wording.")] = "",
    because: Because = "",
    by: By = "",
    undo: Undo = False,
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Ask what some articles say as a question of its own.

    Where two claims about one person, twins, were taken for one.

    \b
    Examples:
      sayso split qu-af41 ar-5b21 ar-90c3 --words "Was he hurt in May?" --because "another strike"
      sayso split qu-af41 --undo
    """
    from sayso.desk.framing import split as split_it
    from sayso.terms.framing import FramingKind

    def act(ledger: Ledger, question: str) -> str:
        with ledger.at() as view:
            chosen = [whole_id(one, (each.id for each in view.articles())) for one in articles or ()]
        made = split_it(
            ledger,
            question,
            chosen,
            words=legible(words),
            by=legible(by or login()),
            because=legible(because),
        )
        return made.into

    return _framed(context, case, id_, FramingKind.SPLIT, act, undo=undo, json_=json_)


def _framed(
    context: typer.Context,
    case: Case,
    id_: str,
    kind: FramingKind,
    act: Callable[[Ledger, str], str],
    *,
    undo: bool,
    json_: bool,
) -> int:
    """Do it, or take it back, and say which question to look at."""
    from sayso.desk.framing import unframe
    from sayso.ledger import Ledger

    with Ledger.open(folder_of(context, case)) as ledger:
        with ledger.at() as view:
            framings = view.framings()
            known = [each.question.id for each in view.questions()]
        put = {name for each in framings for name in (each.question, each.into) if name}
        question = whole_id(id_, sorted({*known, *put}) if undo else known)
        if undo:
            unframe(ledger, question, kind)
        shown = question if undo else act(ledger, question)
    if json_:
        return print_json({"question": question, "shown": shown, "undone": undo})
    say(f"{'Taken back' if undo else 'Done'}. Next: sayso question {shown}{of_case(case)}")
    return 0
