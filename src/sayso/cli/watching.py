"""Verbs of the watch: follow, followed, unfollow, watch, doctor, back-up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.case import AsJson, Case, folder_of, of_case, opened, roots_of, settings_of
from sayso.cli.output import as_json, legible, note, plural, say, table

if TYPE_CHECKING:
    from sayso.desk.beats import BeatRow

_AT_ONCE = 16  # hosts that are asked beside each other
Names = Annotated[list[str], typer.Argument(metavar="ADDRESS|ID…", help="Beats, by address or id.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    for verb in (follow, followed, unfollow, watch, doctor):
        app.command()(verb)
    app.command(name="back-up")(back_up)


def follow(
    context: typer.Context,
    places: Annotated[
        list[str],
        typer.Argument(metavar="URL|FOLDER|OPML…", help="Feeds, sitemaps, pages, folders, lists of feeds."),
    ],
    case: Case = None,
    outlet: Annotated[str, typer.Option(help="Who publishes there.")] = "",
    title: Annotated[str, typer.Option(help="What the desk calls it.")] = "",
    language: Annotated[str, typer.Option(help="The language of what it publishes.")] = "",
    country: Annotated[str, typer.Option(help="Where its publisher sits.")] = "",
    owner: Annotated[str, typer.Option(help="Who owns it.")] = "",
    family: Annotated[str, typer.Option(help="The group of publishers it belongs to.")] = "",
    why: Annotated[str, typer.Option(help="Why it is followed.")] = "",
    reliability: Annotated[str, typer.Option(help="A to F of the Admiralty system.")] = "",
    because: Annotated[str, typer.Option(help="Why it has that reliability.")] = "",
    every: Annotated[str, typer.Option(help="The shortest time between visits: 15m, 2h, 1d.")] = "",
    kind: Annotated[
        str, typer.Option(help="feed, sitemap, page or files, where looking is not enough.")
    ] = "",
    by: Annotated[str, typer.Option(help="Who says so.")] = "",
) -> int:
    """Follow feeds, sitemaps, pages, folders.

    What is said of one anew closes what was said before; nothing of it is lost. All feeds of an OPML
    file are followed at once. `sayso watch` then visits them.

    \b
    Examples:
      sayso follow https://example.org/feed.xml --outlet "Harbour Courier" --why "covers the port"
      sayso follow feeds.opml post/
      sayso follow https://example.org/feed.xml --reliability B --because "corrected itself in public"
    """
    from sayso.desk.follow import follow as desk_follow

    said = {
        "outlet": outlet, "title": title, "language": language, "country": country, "owner": owner,
        "family": family, "why": why, "reliability": reliability, "because": because, "every": every,
        "kind": kind,
    }  # fmt: skip
    place = folder_of(context, case)
    given = {name: legible(words) for name, words in said.items()}
    with opened(place) as ledger:
        done = desk_follow(ledger, places, by=legible(by), **given)
    for refusal in done.refused:
        note(f"sayso: {refusal}")
    parts = [f"{plural(done.new, 'beat')} followed"]
    parts += [f"{done.changed:,} described anew"] if done.changed else []
    parts += [f"{done.known:,} followed already"] if done.known else []
    nothing = done.refused and not (done.new or done.changed or done.known)
    say(f"{', '.join(parts)}.{'' if nothing else f' Next: sayso watch{of_case(case)}'}")
    return 1 if done.refused else 0


def followed(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(help="Only beats that hold these words.")] = None,
    case: Case = None,
    opml: Annotated[bool, typer.Option("--opml", help="Print OPML, for other readers.")] = False,
    json_: AsJson = False,
) -> int:
    """List what is followed and how it stands.

    What needs a person comes first, with the reason and what to do.

    \b
    Examples:
      sayso followed
      sayso followed --opml > feeds.opml
    """
    from datetime import UTC, datetime

    from sayso.cli.show import print_json, view_at
    from sayso.desk.beats import beats_page
    from sayso.desk.follow import as_opml

    with view_at(context, case) as view:
        if opml:
            typer.echo(as_opml(view).decode())
            return 0
        page = beats_page(view, now=datetime.now(UTC), words=legible(" ".join(words or [])))
    if json_:
        return print_json(page)
    if not page.beats:
        say("No beat has these words." if words else "Nothing is followed. Next: sayso follow URL")
        return 0
    say(f"{plural(len(page.beats), 'beat')}: {', '.join(f'{count} {state}' for state, count in page.states)}")
    for row in page.beats:
        _print_beat(row)
    return 0


def _print_beat(row: BeatRow) -> None:
    from sayso.desk.moments import moment_words

    asked = row.pulse.asked if row.pulse else None
    say()
    say(f"{row.beat.id[:11]}  {row.name}")
    say(f"             {row.beat.address}")
    grade = f", reliability {row.beat.reliability}" if row.beat.reliability else ""
    seen = f", last asked {moment_words(asked)}" if asked else ""
    say(f"             {row.state}: {plural(row.counts.read, 'lead')} read{seen}{grade}")
    for line in (row.why, row.next_step):
        if line:
            say(f"             {line}")


def unfollow(context: typer.Context, names: Names, case: Case = None) -> int:
    """Leave beats; what came from them stays.

    \b
    Example:
      sayso unfollow https://example.org/feed.xml
    """
    from sayso.desk.follow import leave
    from sayso.ledger import Ledger

    with Ledger.open(folder_of(context, case)) as ledger:
        for beat in leave(ledger, [legible(name) for name in names]):
            say(f"Left {beat.address}. What came from it stays in the case.")
    return 0


def watch(
    context: typer.Context,
    case: Case = None,
    once: Annotated[bool, typer.Option("--once", help="Visit what is due, then stop.")] = False,
    install: Annotated[
        bool, typer.Option("--install", help="Write a systemd user service that watches this case.")
    ] = False,
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two requests to one host.")] = 1.0,
    robots: Annotated[bool, typer.Option(help="Heed robots.txt.")] = True,
) -> int:
    """Visit what is followed, day and night.

    Keeps what is new before it reads it, reads it, weighs, and alerts. Stop it at any moment (Ctrl-C)
    and start it again: it goes on where it was. On a terminal it shows a live table, else a line for
    each thing that happens. Where SAYSO_STAMP_WITH names time-stamp authorities, they are asked
    beside it, at most once in SAYSO_STAMP_MINUTES.

    \b
    Examples:
      sayso watch --case harbour-fire
      sayso watch --once
      sayso watch --install && systemctl --user enable --now sayso-watch-harbour-fire
    """
    from sayso.collect import Options

    place = folder_of(context, case)
    if install:
        from sayso.cli.service import install_service

        install_service(place, announce=say)
        return 0
    from datetime import timedelta

    from sayso.cli.live import Stamping, watch_live
    from sayso.ledger import Ledger

    settings = settings_of(context)
    stamping = Stamping(
        authorities=settings.stamp_with,
        every=timedelta(minutes=settings.stamp_minutes),
        roots=roots_of(settings),
    )
    options = Options(allow_hosts=settings.allow_hosts, host_delay=delay, robots=robots, fetchers=_AT_ONCE)
    with Ledger.open(place) as ledger:
        if not ledger.at().beats():
            note("Nothing is followed yet. Next: sayso follow URL")
        return watch_live(ledger, options=options, stamping=stamping, once=once)


def doctor(context: typer.Context, case: Case = None, json_: AsJson = False) -> int:
    """Say what keeps the desk from working well.

    Looks at the case, the disk, the watch, the clock, beats that fail, alerts that could not be
    delivered, time stamps that are due. Each finding comes with what to do; the exit code is 1 where
    something is wrong. The desk has the same as a page.

    \b
    Example:
      sayso doctor --case harbour-fire
    """
    from sayso.desk.health import examine

    page = examine(folder_of(context, case), stamp_with=settings_of(context).stamp_with)
    found = page.findings
    if json_:
        as_json(
            [{"item": e.item, "fine": e.fine, "reason": e.reason, "next_step": e.next_step} for e in found]
        )
    else:
        table([("ok" if each.fine else "!!", each.item, f"{each.reason} {each.next_step}") for each in found])
        if not page.wrong:
            say("Nothing keeps this desk from working well.")
    return 1 if page.wrong else 0


def back_up(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Where the copy is kept: a new folder, or an older copy.")],
    case: Case = None,
) -> int:
    """Copy the case as it stands, also while it is watched.

    An older copy of the same case is brought up to date; the copy is a case that can be opened. How
    alerts reach people is not copied: it holds secrets.

    \b
    Example:
      sayso back-up /media/stick/harbour-fire --case harbour-fire
    """
    from sayso.ledger import Ledger

    with Ledger.open(folder_of(context, case)) as ledger:
        new = ledger.back_up(folder)
    say(f"The case is copied to {folder}; new to it: {plural(new, 'piece')} of evidence and records.")
    own = [each.name for each in sorted(folder_of(context, case).glob("*.toml"))]
    if own:
        say(f"Settings are not part of it, since they hold secrets: {', '.join(own)}.")
    return 0
