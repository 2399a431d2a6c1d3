"""Verbs of alerts: what was told, what you want to hear of, by what you are told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.case import AsJson, Case, folder_of, settings_of
from sayso.cli.output import legible, note, plural, say, table
from sayso.errors import BadField

if TYPE_CHECKING:
    from sayso.desk.alerts.settings import ChannelRow


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    for verb in (alerts, want, unwant, channels, tell, untell):
        app.command()(verb)


def alerts(
    context: typer.Context,
    case: Case = None,
    wishes: Annotated[bool, typer.Option("--wishes", help="List what you want to hear of instead.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 20,
    json_: AsJson = False,
) -> int:
    """Show what changed and mattered.

    Each alert says what changed, why, and which statements show it. How you are told beside this is
    set in alerts.toml in the folder of the case.

    \b
    Examples:
      sayso alerts --case harbour-fire
      sayso alerts --wishes
    """
    from sayso.cli.show import print_json, view_at
    from sayso.desk.alerts.page import alerts_page
    from sayso.desk.moments import moment_words

    place = folder_of(context, case)
    with view_at(context, case) as view:
        page = alerts_page(view, place, limit=limit)
    if json_:
        return print_json(page)
    if page.trouble:
        note(f"sayso: {page.trouble}")
    if wishes:
        if not page.wishes:
            say("You want to hear of nothing in particular. Next: sayso want WORDS")
        table([(wish.id[:11], wish.words or wish.entity) for wish in page.wishes])
        return 0
    for told in page.alerts:
        say(f"{moment_words(told.alert.moment)}  {told.alert.title}")
        for each in told.lines:
            say(f"    {each.line.kind}: {each.line.what}")
            for line in filter(None, (each.line.why, *each.evidence[:3])):
                say(f"      {line}")
        say()
    if not page.alerts:
        say("Nothing to tell yet. Next: sayso watch")
    return 0


def want(
    context: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(help="Words to search for.")] = None,
    case: Case = None,
    entity: Annotated[str, typer.Option(help="The id of an entity to follow instead.")] = "",
    by: Annotated[str, typer.Option(help="Who wants it.")] = "",
) -> int:
    """Want to hear of words or an entity.

    \b
    Examples:
      sayso want '"harbour fire"' casualties
      sayso want --entity en-1f0c
    """
    from sayso.desk.alerts.page import want as desk_want
    from sayso.ledger import Ledger

    with Ledger.open(folder_of(context, case)) as ledger:
        wish = desk_want(ledger, words=legible(" ".join(words or [])), entity=entity, by=legible(by))
    say(f"An alert will come when something new has {wish.words or wish.entity}.")
    return 0


def unwant(
    context: typer.Context,
    wish: Annotated[str, typer.Argument(help="A wish, by its id or its words.")],
    case: Case = None,
) -> int:
    """Want to hear of something no more.

    \b
    Example:
      sayso unwant wi-1f0c
    """
    from sayso.desk.alerts.page import unwant as desk_unwant
    from sayso.ledger import Ledger

    with Ledger.open(folder_of(context, case)) as ledger:
        found = desk_unwant(ledger, legible(wish))
    say(f"No alert will come of {found.words or found.entity} any more.")
    return 0


def channels(context: typer.Context, case: Case = None, json_: AsJson = False) -> int:
    """List by what you are told of alerts.

    Secrets are never shown: of a webhook the host alone, of a command the program.

    \b
    Example:
      sayso channels --case harbour-fire
    """
    from sayso.cli.show import print_json, view_at
    from sayso.desk.alerts.settings import settings_page

    place = folder_of(context, case)
    with view_at(context, case) as view:
        page = settings_page(view, place)
    if json_:
        return print_json(page)
    if page.trouble:
        note(f"sayso: {page.trouble}")
        return 1
    for row in page.channels:
        _print_channel(row)
    if not page.channels:
        say("You are told on the desk and by its feed. Next: sayso tell NAME --by email --to … --server …")
    say(f"The same kind of change of one question is told at most once in {page.cooldown}.")
    return 0


def _print_channel(row: ChannelRow) -> None:
    from sayso.desk.moments import moment_words

    say(f"{row.name}: {row.kind} {row.where}")
    say(f"    of {' and '.join(row.kinds) or 'everything'}")
    when = f"together each {row.digest}" if row.digest else "at once"
    say(f"    {when}{f', never within {row.quiet} {row.zone}' if row.quiet else ''}")
    if row.arrived:
        say(f"    last arrived {moment_words(row.arrived)}")
    if row.waiting:
        say(f"    {plural(row.waiting, 'alert')} on the way{f': {row.reason}' if row.reason else ''}")


def tell(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What the channel is called: who is told.")],
    case: Case = None,
    by: Annotated[str, typer.Option(help="email, webhook or command.")] = "",
    to: Annotated[list[str] | None, typer.Option(help="An e-mail address; repeatable.")] = None,
    server: Annotated[str, typer.Option(metavar="HOST:PORT", help="The mail server.")] = "",
    user: Annotated[str, typer.Option(help="The name to log in with there.")] = "",
    security: Annotated[str, typer.Option(help="starttls (as it is without this), tls or none.")] = "",
    url: Annotated[str, typer.Option(help="Where the webhook posts to.")] = "",
    secret: Annotated[
        str,
        typer.Option(
            metavar="env:NAME|-",
            help="The password or secret: a variable of the environment, or - to be asked for it.",
        ),
    ] = "",
    run: Annotated[
        list[str] | None,
        typer.Option(help="A program, then each of its arguments with a --run of its own; no shell."),
    ] = None,
    of: Annotated[list[str] | None, typer.Option(help="A kind of alert; without any, all.")] = None,
    quiet: Annotated[str, typer.Option(metavar="22:00-07:00", help="When nothing is sent.")] = "",
    zone: Annotated[str, typer.Option(help="The zone of these hours: Europe/Berlin.")] = "",
    digest: Annotated[str, typer.Option(metavar="TIME", help="Send together what came in so long.")] = "",
    cooldown: Annotated[
        str, typer.Option(metavar="TIME", help="Of all channels: the same kind of change only so often.")
    ] = "",
    try_: Annotated[bool, typer.Option("--try", help="Send a trial alert by it now.")] = False,
) -> int:
    """Set by what you are told of alerts, and try it.

    What is not said of a known channel stays as it was; `none` takes something away. It is kept in
    alerts.toml in the folder of the case, which only you can read.

    \b
    Examples:
      sayso tell "night desk" --by email --to night@desk.example --server mail.desk.example --secret -
      sayso tell "night desk" --quiet 23:00-06:00 --zone Europe/Berlin --digest 30m --of retraction
      sayso tell hook --by webhook --url https://hooks.desk.example/sayso --secret env:SAYSO_HOOK --try
      sayso tell screen --by command --run notify-send --run sayso
    """
    from sayso.desk.alerts.settings import put_channel, set_cooldown

    place = folder_of(context, case)
    secrets = _secret(secret)
    said = {
        "kind": by, "to": to, "server": server, "user": user, "security": security, "url": url, "run": run,
        "kinds": of, "quiet": quiet, "zone": zone, "digest": digest,
        _secret_of(place, legible(name), by): secrets,
    }  # fmt: skip
    given = {key: _given(value) for key, value in said.items()}
    if any(value is not None for value in given.values()):
        put_channel(place, legible(name), given)
        say(f"{legible(name)} is told as you said. Next: sayso tell {legible(name)!r} --try")
    elif not (cooldown or try_):
        raise BadField(f"Channel {legible(name)}", "nothing was said of it", "Next: sayso tell --help")
    if cooldown:
        set_cooldown(place, cooldown)
        say(f"The same kind of change of one question is told at most once in {cooldown}.")
    return _tried(place, legible(name), settings_of(context).allow_hosts) if try_ else 0


def _tried(place: Path, name: str, allow_hosts: tuple[str, ...]) -> int:
    from datetime import UTC, datetime

    from sayso.desk.alerts.settings import try_channel

    reason = try_channel(place, name, datetime.now(UTC), allow_hosts=allow_hosts)
    say(f"The trial alert did not arrive: {reason}" if reason else "The trial alert arrived.")
    return 1 if reason else 0


def _secret_of(place: Path, name: str, by: str) -> str:
    """What the secret of a channel is called in the file."""
    from sayso.desk.alerts.channels import read_alerting

    known = next((each.kind for each in read_alerting(place).channels if each.name == name), "")
    return "secret" if (by or known) == "webhook" else "password"


def _given(value: str | list[str] | None) -> str | list[str] | None:
    """None where nothing was said; empty where `none` was."""
    if not value:
        return None
    if isinstance(value, str):
        return "" if value == "none" else legible(value)
    return [] if value == ["none"] else [legible(each) for each in value]


def _secret(said: str) -> str:
    """The secret itself is never an argument: other users of the machine can read those."""
    if said == "-":
        if not sys.stdin.isatty():
            return sys.stdin.readline().strip()
        return str(typer.prompt("The secret", hide_input=True))
    if said and said != "none" and not said.startswith("env:"):
        raise BadField("--secret", "others can read what stands on a command line", "Write - or env:NAME.")
    return said


def untell(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The channel that goes.")],
    case: Case = None,
) -> int:
    """Tell by a channel no more; what waits for it is dropped.

    \b
    Example:
      sayso untell "night desk"
    """
    from sayso.desk.alerts.settings import remove_channel
    from sayso.ledger import Ledger

    with Ledger.open(folder_of(context, case)) as ledger:
        remove_channel(ledger, legible(name))
    say(f"Nobody is told by {legible(name)} any more.")
    return 0
