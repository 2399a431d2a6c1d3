"""Verbs for who is who: names of a case, what a person judges of them, and watchlists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.case import AsJson, Case, folder_of
from sayso.cli.ids import whole_id
from sayso.cli.output import legible, login, say
from sayso.cli.show import AsOfTime, Limit, RecordedBy, print_json, print_lines, view_at
from sayso.errors import NotFound
from sayso.terms.entity import Judgement, Verdict

if TYPE_CHECKING:
    from sayso.cli.who_lines import Screening
    from sayso.ledger import Ledger, View
    from sayso.resolve.judge import Clusters
    from sayso.resolve.watchlists.versions import Loaded

_ID = "The id, or enough of its beginning."


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    for verb in (entities, entity, judge, screen):
        app.command()(verb)


def entities(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(help="Only names that hold these words.")] = None,
    case: Case = None,
    proposals: Annotated[
        bool, typer.Option("--proposals", help="Only the pairs that are left to a person to judge.")
    ] = False,
    everybody: Annotated[
        bool, typer.Option("--everybody", help="Also sources without a name: residents, the minister.")
    ] = False,
    as_of: AsOfTime = "",
    recorded_by: RecordedBy = "",
    limit: Limit = 50,
    json_: AsJson = False,
) -> int:
    """List who is who.

    Names, kinds, other names, who speaks for whom; with --proposals what may be one and lacks a reason.

    \b
    Examples:
      sayso entities ministry
      sayso entities --proposals
    """
    from sayso.cli.who_lines import entities_lines, proposals_lines, who_is_who

    with view_at(context, case, as_of, recorded_by) as view:
        page = who_is_who(view, words=legible(" ".join(words or ())), everybody=everybody, limit=limit)
    if json_:
        return print_json(page)
    return print_lines(proposals_lines(page, limit=limit) if proposals else entities_lines(page))


def entity(
    context: typer.Context,
    id_: Annotated[
        str, typer.Argument(metavar="ID|NAME", help="The id, enough of its beginning, or a name.")
    ],
    case: Case = None,
    as_of: AsOfTime = "",
    recorded_by: RecordedBy = "",
    json_: AsJson = False,
) -> int:
    """Show all that the case has on one name.

    Also why its names are one. A name does as well as an id: it is the entity of that name which most
    articles have.

    \b
    Examples:
      sayso entity en-257f
      sayso entity "Ruvan Ostrel"
    """
    from sayso.cli.who_lines import entity_lines
    from sayso.desk.entity import entity_page

    with view_at(context, case, as_of, recorded_by) as view:
        whole = _by_name(view, legible(id_)) or whole_id(id_, _judgeable(view))
        stands = _joined(view).of(whole)
        known = {each.id for each in view.resolution().entities}
        page = entity_page(view, stands if stands in known else whole)
    return print_json(page) if json_ else print_lines(entity_lines(page))


def _by_name(view: View, words: str) -> str:
    """The id of the entity of that very name which most articles have; nothing where none has it."""
    from sayso.desk.entity import entities_page

    if words.startswith("en-") or not words.strip():
        return ""
    rows = entities_page(view, words=words, everybody=True).entities
    plain = " ".join(words.split()).casefold()
    return next((row.entity.id for row in rows if plain in map(str.casefold, row.names)), "")


def judge(
    context: typer.Context,
    verdict: Annotated[Verdict, typer.Argument(help="Whether the two are one.")],
    left: Annotated[str, typer.Argument(metavar="ID", help=_ID)],
    right: Annotated[
        str, typer.Argument(metavar="[ID]", help="The other; without it all that the first was joined with.")
    ] = "",
    because: Annotated[str, typer.Option(metavar="TEXT", help="Why; needed but for unsure.")] = "",
    by: Annotated[str, typer.Option(metavar="NAME", help="Who judges. Without it: your login name.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take such a judgement back.")] = False,
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Judge two names the same, different or unsure.

    What a person says goes before what sayso joined by itself. With one id, different takes that name out
    of the entity that it was joined to. Nothing is lost: a judgement that is taken back stays in the case
    as closed. The case is weighed again, so that counts of roots follow.

    \b
    Examples:
      sayso judge same en-8954 en-db40 --because "both are the mayor of Kelmet"
      sayso judge same en-8954 en-db40 --undo
      sayso judge different en-8954 --because "another man of the name"
    """
    from sayso.desk.judge import judge_names, part
    from sayso.ledger import Ledger
    from sayso.run.weighing import weigh_new

    with Ledger.open(folder_of(context, case)) as ledger:
        with ledger.at() as view:
            left = whole_id(left, _judgeable(view))
            right = whole_id(right, _judgeable(view)) if right else ""
        said = {"by": legible(by or login()), "because": legible(because)}
        if undo:
            made = _take_back(ledger, verdict, left, right)
        elif right:
            made = judge_names(ledger, left, right, verdict, **said)
        elif verdict is Verdict.DIFFERENT:
            made = part(ledger, left, **said)[-1]
        else:
            raise typer.BadParameter(f"{verdict.value} needs two ids")
        right = right or (made.right if made.left == left else made.left)
        weigh_new(ledger)
        count = ledger.at().counts().questions
        with ledger.at() as view:
            joined = _joined(view)
    one = joined.of(left) == joined.of(right)
    if json_:
        return print_json({"judgement": made, "one": one, "questions": count})
    say(f"{'Taken back' if undo else 'Judged'}: {left} and {right}, {verdict.value}.")
    say(f"They are {'one' if one else 'two'} now; the case was weighed again.")
    if verdict is Verdict.SAME and not undo and not one:
        say("Another judgement says that they, or names that are one with them, are different.")
    return 0


def _take_back(ledger: Ledger, verdict: Verdict, left: str, right: str) -> Judgement:
    """Close what was judged of two, or of one and all others; the last of it. NotFound where nobody did."""
    from sayso.desk.judge import unjudge_names

    with ledger.at() as view:
        found = [each for each in view.judgements() if {left, right or left} <= {each.left, each.right}]
    if verdict not in {each.verdict for each in found}:
        item = f"A judgement '{verdict.value}' of {left[:40]} and {right[:40]}"
        raise NotFound(item, "", "sayso entity ID lists what was judged.")
    made = next(each for each in found[::-1] if each.verdict is verdict)
    unjudge_names(ledger, made.left, made.right)
    return made


def _judgeable(view: View) -> Iterator[str]:
    """Each id that can be judged, once: entities, and the ones that were joined to make them."""
    who = view.resolution()
    ties = ((tie.left, tie.right) for tie in (*who.joins, *view.judgements()))
    return iter(dict.fromkeys(chain((each.id for each in who.entities), *ties)))


def _joined(view: View) -> Clusters:
    """Which ids are one, by the rule and by persons."""
    from sayso.resolve.judge import clusters

    return clusters([*view.judgements(), *view.resolution().joins])


def screen(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="NAME…", help="Without a name: all names of the case.")
    ] = None,
    lists: Annotated[
        list[Path],
        typer.Option(
            "--list",
            metavar="FILE",
            exists=True,
            dir_okay=False,
            readable=True,
            help="A watchlist file that is not of the case. Without it: the lists in force in the case.",
        ),
    ] = [],  # noqa: B006 - typer copies it
    alternates: Annotated[
        Path | None,
        typer.Option(metavar="FILE", exists=True, dir_okay=False, help="OFAC's ALT.CSV beside its SDN.CSV."),
    ] = None,
    case: Case = None,
    above: Annotated[
        float | None, typer.Option(min=0.0, max=1.0, help="The lowest score shown. Without it: 0.7.")
    ] = None,
    json_: AsJson = False,
) -> int:
    """Compare names with watchlists.

    Without names and files, all names of the case are compared with its lists in force and the hits are
    kept, for a person to confirm or reject. A hit is a likeness of names, told with its reasons: it is
    nobody's finding until a person confirms it. Of lists given as files nothing is kept.

    \b
    Examples:
      sayso screen
      sayso screen "Ruvan Ostrel"
      sayso screen --case harbour-fire --list SDN.CSV --alternates ALT.CSV
    """
    from sayso.cli.who_lines import screening_lines
    from sayso.resolve.dossier import case_names

    named: dict[str, tuple[str, ...]] = {legible(name).strip(): () for name in names or ()}
    if "" in named:
        raise typer.BadParameter("a name is empty")
    if not lists and not named:
        return _screen_case(context, case, above=above, json_=json_)
    settled: frozenset[str] = frozenset()
    loaded = [_loaded(path, alternates) for path in lists]
    if case or not named or not lists:
        with view_at(context, case) as view:
            settled = view.settled_hits() if not named else settled
            named = named or case_names(view.resolution(), view.readings())
            loaded = loaded or _in_force(view)
    page = _screened(named, loaded, settled=settled, above=above)
    return print_json(page) if json_ else print_lines(screening_lines(page))


def _in_force(view: View) -> list[Loaded]:
    """The lists of the case that are in force. NotFound where it has none."""
    from sayso.desk.watchlists import day_of
    from sayso.resolve.dossier import in_force
    from sayso.resolve.watchlists.versions import Loaded

    found = in_force(view.watchlists(), on=day_of(view.as_of))
    if not found:
        raise NotFound(
            "A watchlist in force", "", "Take one in: sayso import-list FILE, or give --list FILE."
        )
    return [Loaded(each, view.entries(each.id)) for each in found]


def _screen_case(context: typer.Context, case: Path | None, *, above: float | None, json_: bool) -> int:
    """All names of the case against its lists; the hits are kept, and those that wait are shown."""
    from sayso.cli.list_lines import hits_lines
    from sayso.desk.watchlists import hits_page
    from sayso.ledger import Ledger
    from sayso.resolve.names import THRESHOLD
    from sayso.run.screening import screen_case

    with Ledger.open(folder_of(context, case)) as ledger:
        with ledger.at() as view:
            _in_force(view)
        today = datetime.now(UTC).date()
        screen_case(ledger, on=today, threshold=THRESHOLD if above is None else above)
        with ledger.at() as view:
            page = hits_page(view)
    return print_json(page) if json_ else print_lines(hits_lines(page))


def _loaded(path: Path, alternates: Path | None) -> Loaded:
    """A list of the day that its file is of. BadWatchlist."""
    from sayso.resolve.watchlists.versions import day_of, load

    return load(path, name=path.stem, dated=day_of(path), alternates=alternates)


def _screened(
    named: dict[str, tuple[str, ...]],
    lists: list[Loaded],
    *,
    settled: frozenset[str],
    above: float | None,
) -> Screening:
    """The hits of all names on all lists, the likeliest first."""
    from sayso.cli.who_lines import Found, Screening
    from sayso.resolve.names import THRESHOLD
    from sayso.run.screening import screened

    lowest = THRESHOLD if above is None else above
    entries = {(each.watchlist.id, entry.id): entry for each in lists for entry in each.entries}
    called = {each.watchlist.id: each.watchlist.name for each in lists}
    found = [
        Found(hit, entries[hit.watchlist, hit.entry], called[hit.watchlist], named[hit.query])
        for hit in screened(list(named), lists, threshold=lowest, settled=settled)
    ]
    return Screening(tuple(each.watchlist for each in lists), len(named), tuple(found))
