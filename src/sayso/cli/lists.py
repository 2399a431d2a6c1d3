"""Verbs for watchlists in a case: versions taken in, what they changed, hits and what a person says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from sayso.cli.case import AsJson, Case, folder_of
from sayso.cli.ids import whole_id
from sayso.cli.output import legible, login, plural, say
from sayso.cli.show import AsOfTime, Limit, RecordedBy, print_json, print_lines, view_at
from sayso.errors import BadField
from sayso.terms.entity import Verdict

_HIT = "The hit's id, or enough of its beginning."
_WHY = Annotated[str, typer.Option(metavar="TEXT", help="Why, where the reasons of the score don't say it.")]
_BY = Annotated[str, typer.Option(metavar="NAME", help="Who judges. Without it: your login name.")]
_OF = Annotated[
    list[str], typer.Option(metavar="ID", help="Of which entity, where several go by the name. Repeatable.")
]
_UNDO = Annotated[bool, typer.Option("--undo", help="Take it back: the hit waits again.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    app.command("import-list")(import_list)
    for verb in (watchlists, hits, confirm, reject):
        app.command()(verb)


def import_list(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            readable=True,
            help="OpenSanctions JSON lines, OFAC CSV or XML, UN XML, or a plain CSV.",
        ),
    ],
    name: Annotated[
        str, typer.Option(metavar="NAME", help="What the list is called. Without it: the file's name.")
    ] = "",
    dated: Annotated[
        str,
        typer.Option(
            metavar="DAY", help="The day it is of: 2026-03-09. Without it: as it says, or the file's."
        ),
    ] = "",
    alternates: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="OFAC's ALT.CSV beside its SDN.CSV."),
    ] = None,
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Take a version of a watchlist into the case.

    The file is checked as a whole: a broken one is refused with the line and the reason, and the version
    before it stays in force. What a version adds, changes and removes is kept with its day, and the names
    of the case are compared with it (after a later add: sayso screen).

    \b
    Examples:
      sayso import-list entities.ftm.json --name opensanctions --dated 2026-03-09
      sayso import-list SDN.CSV --alternates ALT.CSV --name ofac
    """
    from sayso.desk.watchlists import counted, hits_page
    from sayso.ledger import Ledger
    from sayso.run.screening import import_list as take_in
    from sayso.run.screening import screen_case

    called = " ".join(legible(name or file.stem).split())
    with Ledger.open(folder_of(context, case)) as ledger:
        made = take_in(ledger, file, name=called, dated=_day(dated, file), alternates=alternates)
        screen_case(ledger, on=datetime.now(UTC).date())
        with ledger.at() as view:
            waiting = hits_page(view, limit=1).found
    if json_:
        return print_json({
            "watchlist": made.watchlist, "id": made.watchlist.id, "new": made.new, "before": made.before,
            "changes": counted(made.changes), "open_hits": waiting,
        })  # fmt: skip
    listed = made.watchlist
    if not made.new:
        say(f"{listed.name}: this very version was taken in before, as of {listed.dated}.")
        return 0
    say(f"{listed.name} of {listed.dated}: {plural(listed.entries, 'entry', 'entries')} ({listed.form}).")
    if made.before is not None:
        counts = (f"{n} {kind.value}" for kind, n in counted(made.changes).items() if n)
        say(f"Since {made.before.dated}: {', '.join(counts) or 'nothing changed'}.")
    wait = "waits" if waiting == 1 else "wait"
    say(f"{plural(waiting, 'hit')} on all lists of the case {wait} for a person: sayso hits")
    return 0


def _day(written: str, file: Path) -> date:
    """The day that was given, or the one that the file is of. BadField."""
    from sayso.resolve.watchlists.versions import day_of

    if not written:
        return day_of(file)
    try:
        return date.fromisoformat(legible(written))
    except ValueError as cause:
        raise BadField("The day of the list", f"'{legible(written)[:40]}' is no day",
                       "Write it as 2026-03-09.") from cause  # fmt: skip


def watchlists(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="One list: also what its versions changed.")
    ] = "",
    case: Case = None,
    as_of: AsOfTime = "",
    recorded_by: RecordedBy = "",
    limit: Limit = 100,
    json_: AsJson = False,
) -> int:
    """List watchlists, their versions, and what each changed.

    \b
    Examples:
      sayso watchlists
      sayso watchlists ofac --as-of 2026-03-09
    """
    from sayso.cli.list_lines import changes_lines, lists_lines
    from sayso.desk.watchlists import watchlist_page, watchlists_page

    with view_at(context, case, as_of, recorded_by) as view:
        if not name:
            page = watchlists_page(view)
            return print_json(page) if json_ else print_lines(lists_lines(page))
        one = watchlist_page(view, legible(name), limit=limit)
    return print_json(one) if json_ else print_lines(changes_lines(one))


def hits(
    context: typer.Context,
    case: Case = None,
    judged: Annotated[bool, typer.Option("--judged", help="The ones that a person judged.")] = False,
    as_of: AsOfTime = "",
    recorded_by: RecordedBy = "",
    limit: Limit = 50,
    json_: AsJson = False,
) -> int:
    """List hits on watchlists that wait for a person.

    \b
    Examples:
      sayso hits
      sayso hits --judged
    """
    from sayso.cli.list_lines import hits_lines
    from sayso.desk.watchlists import hits_page

    with view_at(context, case, as_of, recorded_by) as view:
        page = hits_page(view, judged=judged, limit=limit)
    return print_json(page) if json_ else print_lines(hits_lines(page))


def confirm(
    context: typer.Context,
    hit: Annotated[str, typer.Argument(metavar="HIT", help=_HIT)],
    because: _WHY = "",
    by: _BY = "",
    of: _OF = [],  # noqa: B006 - typer copies it
    undo: _UNDO = False,
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Confirm that a hit is the one on the watchlist.

    It is kept as your judgement, with the name and the moment, and is not asked again. Where several of the
    case go by the name, it is said of one of them: that this man is listed makes no other one so.

    \b
    Examples:
      sayso confirm hit-31c0 --because "the same day of birth in both"
      sayso confirm hit-31c0 --of en-257f
      sayso confirm hit-31c0 --undo
    """
    return _judge(context, case, hit, Verdict.SAME, because, by, of=of, undo=undo, json_=json_)


def reject(
    context: typer.Context,
    hit: Annotated[str, typer.Argument(metavar="HIT", help=_HIT)],
    because: _WHY = "",
    by: _BY = "",
    of: _OF = [],  # noqa: B006 - typer copies it
    undo: _UNDO = False,
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Reject a hit: it is not the one on the watchlist.

    It is kept as your judgement, with the name and the moment, and is not asked again.

    \b
    Example:
      sayso reject hit-31c0 --because "thirty years younger"
    """
    return _judge(context, case, hit, Verdict.DIFFERENT, because, by, of=of, undo=undo, json_=json_)


def _judge(
    context: typer.Context, case: Path | None, hit: str, verdict: Verdict, because: str, by: str,
    *, of: list[str], undo: bool, json_: bool,
) -> int:  # fmt: skip
    from sayso.desk.judge import judge_hit, unjudge_hit
    from sayso.ledger import Ledger

    with Ledger.open(folder_of(context, case)) as ledger:
        with ledger.at() as view:
            whole = whole_id(hit, (each.hit.id for each in view.hits()))
            entities = [each.id for each in view.resolution().entities]
            whom = [whole_id(each, entities) for each in of]
        if undo:
            closed = unjudge_hit(ledger, whole, of=whom)
            if json_:
                return print_json({"hit": whole, "closed": closed})
            say(f"{plural(closed, 'judgement')} of {whole} taken back; the hit waits again.")
            return 0
        name, why = legible(by or login()), legible(because)
        made = judge_hit(ledger, whole, verdict, by=name, because=why, of=whom)
    if json_:
        return print_json({"judgements": made})
    who = ", ".join(dict.fromkeys(each.right[:11] for each in made))
    say(f"{'Confirmed' if verdict is Verdict.SAME else 'Rejected'}: {whole} of {who}.")
    return 0
