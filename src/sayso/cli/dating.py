"""The verb that corrects when an article was published."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.case import AsJson, Case, folder_of
from sayso.cli.ids import whole_id
from sayso.cli.output import legible, login, plural, say
from sayso.cli.show import print_json
from sayso.cli.times import interval_words
from sayso.errors import BadField
from sayso.terms.time import Published


def register(app: typer.Typer) -> None:
    """Add the verb of this module."""
    app.command()(date)


def date(
    context: typer.Context,
    article: Annotated[
        str, typer.Argument(metavar="ID", help="The article's id, or enough of its beginning.")
    ],
    published: Annotated[str, typer.Argument(metavar="TIME", help="When it was published.")] = "",
    because: Annotated[str, typer.Option(metavar="TEXT", help="How you know.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who says so. Without it: your login name.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take what was said of its date back.")] = False,
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Correct when an article was published.

    Every time that was counted from the old date (yesterday, since July) is counted anew, and the case is
    weighed again. What its page or record gave stays beside it; a view of an earlier recorded moment
    shows what was known then.

    \b
    Examples:
      sayso date ar-5b21 2026-03-07 --because "the printed edition"
      sayso date ar-5b21 --undo
    """
    from sayso.desk.judge import date as put_date
    from sayso.desk.judge import undate
    from sayso.ledger import Ledger
    from sayso.run.weighing import weigh_new

    if bool(published) == undo:
        raise BadField("The date", "a command gives one or takes one back", "Write a date, or --undo.")
    with Ledger.open(folder_of(context, case)) as ledger:
        with ledger.at() as view:
            before = view.article(whole_id(article, (each.id for each in view.articles())))
        if undo:
            changed = undate(ledger, before.id)
        else:
            put_date(ledger, before.id, published, by=legible(by or login()), because=legible(because))
            changed = 1
        weigh_new(ledger)
        questions = ledger.at().counts().questions
        with ledger.at() as view:
            after, reading = view.article(before.id), view.reading(before.id)
    times = len(reading.times) if reading else 0
    if json_:
        now = {"article": after.id, "published": after.published, "before": before.published}
        return print_json({**now, "times": times, "questions": questions})
    if not changed:
        say(f"Nobody had corrected the date of {after.id}; nothing was changed.")
        return 0
    done = "Taken back" if undo else "Corrected"
    say(f"{done}: {after.id} was published {_words(after.published)}.")
    say(f"Its {plural(times, 'time')} were grounded anew and the case was weighed again.")
    return 0


def _words(published: Published) -> str:
    return interval_words(published.interval) if published.interval else "at an unknown time"
