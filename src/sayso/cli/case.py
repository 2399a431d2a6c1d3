"""Verbs that make a case, fill it and serve it."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.output import as_json, listening, note, plural, progress, say
from sayso.errors import BadField, CaseExists, MissingExtra
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.collect import Refusal
    from sayso.ledger import Ledger
    from sayso.run.add import Added

Case = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="The folder of the case. Without it: SAYSO_CASE, else ./case."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    for verb in (init, add, desk, example):
        app.command()(verb)


def settings_of(context: typer.Context) -> Settings:
    """The settings that main read."""
    return context.find_object(Settings) or Settings()


def folder_of(context: typer.Context, case: Path | None) -> Path:
    """The folder of the case that a command works on."""
    return case or settings_of(context).case


def of_case(case: Path | None) -> str:
    """What makes a command that is told as the next step work on the same case, ready to be copied."""
    return f" --case {quote(str(case))}" if case else ""


def roots_of(settings: Settings) -> bytes:
    """The root certificates that time stamps have to lead to; empty where none are named. BadField."""
    if settings.stamp_roots == Path():
        return b""
    from sayso.ledger.stamps import read_roots

    try:
        data = settings.stamp_roots.read_bytes()
        read_roots(data)
    except (OSError, ValueError) as cause:
        reason = getattr(cause, "strerror", None) or str(cause)
        raise BadField("SAYSO_STAMP_ROOTS", reason, "Name a PEM file with certificates.") from cause
    return data


def init(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="A new or empty folder.")] = None,
) -> int:
    """Make a new, empty case in a folder.

    \b
    Example:
      sayso init harbour-fire
    """
    from sayso.ledger import Ledger

    place = folder_of(context, folder)
    Ledger.create(place).close()
    say(f"Made an empty case in {place}. Next: sayso add FOLDER{of_case(place)}")
    return 0


def add(
    context: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="PATH|URL…", help="Folders, files, addresses; - is standard input.")
    ],
    case: Case = None,
    outlet: Annotated[str, typer.Option(help="The outlet of items that name none.")] = "",
    language: Annotated[
        str, typer.Option(help="The language where neither an item nor its words tell.")
    ] = "en",
    offline: Annotated[bool, typer.Option(help="Fetch nothing.")] = False,
    workers: Annotated[
        int | None, typer.Option(help="Processes to read with; 0 takes one for each core.")
    ] = None,
    spoken: Annotated[
        str,
        typer.Option("--spoken", metavar="LANGUAGE", help="The language of recordings; without it, found."),
    ] = "",
    speakers: Annotated[
        int | None, typer.Option(min=1, max=20, help="How many speak in the recordings, where you know.")
    ] = None,
    json_: AsJson = False,
) -> int:
    """Add folders, pages, texts, feeds, addresses, recordings.

    The bytes are kept before anything reads them. Adding the same again adds nothing; an add that
    was cut off is completed by the same command. Makes the case where there is none. Recordings and
    videos are told by what is in them; listening needs the optional part (`make listen`), and
    without it they are kept and set aside.

    \b
    Examples:
      sayso add clippings/
      sayso add message.ogg --speakers 2
      sayso add articles.jsonl feed.xml https://example.org/story
      cat story.txt | sayso add - --outlet "Harbour Courier"
    """
    from sayso.collect import Options
    from sayso.run.add import add as run_add
    from sayso.run.hear import Ear

    settings = settings_of(context)
    options = Options(outlet=outlet, language=language, offline=offline, allow_hosts=settings.allow_hosts)
    place = folder_of(context, case)
    ear = Ear(language=spoken or None, speakers=speakers)
    with opened(place) as ledger, progress("Adding") as step, listening() as hear:
        added = run_add(
            ledger,
            sources,
            options=options,
            workers=settings.workers if workers is None else workers,
            on_article=lambda article: step(),
            on_refusal=_refused,
            ear=ear,
            on_hearing=hear,
        )
        _stamped(ledger, settings, offline)
    if json_:
        as_json(_added(place, added))
    else:
        was = "was" if added.known == 1 else "were"
        known = f" {plural(added.known, 'article')} {was} here already." if added.known else ""
        say(f"Added {plural(added.new, 'article')} to {place}.{known}")
        for item, words in added.noted:
            note(f"{item}: {words}")
        if added.recordings:
            say(f"Listened to {plural(len(added.recordings), 'recording')}: {' '.join(added.recordings)}")
        if added.refused:
            say(f"{plural(len(added.refused), 'item')} could not be used; the reasons are above.")
        here = of_case(case)
        here, found = of_case(case), plural(added.questions, "question")
        say(f"The case has {found}. Next: sayso questions{here}, or sayso desk{here}")
    return MissingExtra.exit_code if added.missing else 1 if added.refused else 0


def _stamped(ledger: Ledger, settings: Settings, offline: bool) -> None:
    """Have what was added stamped, where authorities are set; what can't be asked now is due."""
    if not settings.stamp_with:
        return
    from sayso.collect import Refusal
    from sayso.run.stamping import stamp

    with_roots = roots_of(settings)
    hosts = settings.allow_hosts
    for each in stamp(ledger, settings.stamp_with, roots=with_roots, allow_hosts=hosts, offline=offline):
        if isinstance(each, Refusal):
            note(f"sayso: a time stamp is due: {each}")


def _added(place: Path, added: Added) -> dict[str, object]:
    refused = [{"item": r.item, "reason": r.reason, "next_step": r.next_step} for r in added.refused]
    return {
        "case": str(place),
        "new": added.new,
        "known": added.known,
        "questions": added.questions,
        "recordings": list(added.recordings),
        "missing": added.missing,
        "noted": [{"item": item, "words": words} for item, words in added.noted],
        "refused": refused,
    }


def opened(place: Path) -> Ledger:
    """The case in a folder, made where there is none; another process may make it at the same time."""
    from sayso.ledger import Ledger

    try:
        return Ledger.create(place)
    except CaseExists:
        return Ledger.open(place)


def _refused(refusal: Refusal) -> None:
    note(f"sayso: {refusal}")


def example(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A new folder for the case.")],
    keep: Annotated[bool, typer.Option(help="Leave a case that is there already as it is.")] = False,
) -> int:
    """Make a case from the invented example.

    Sixteen articles about one night near Kelmet.

    \b
    Example:
      sayso example example-case && sayso desk --case example-case
    """
    from importlib import resources

    from sayso.ledger import Ledger

    if Ledger.exists(folder):
        if not keep:
            raise CaseExists(str(folder))
        say(f"The example case is in {folder} already.")
        return 0
    with resources.as_file(resources.files("sayso.run") / "example") as articles:
        return add(context, [str(articles)], case=folder, offline=True)


def desk(
    context: typer.Context,
    case: Case = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port to listen on; 0 takes a free one.")
    ] = None,
) -> int:
    """Serve the case as pages.

    They are served on this machine only unless told otherwise.

    \b
    Example:
      sayso desk --case harbour-fire --port 8400
    """
    from sayso.cli.serve import serve
    from sayso.web.app import Outside

    settings = settings_of(context)
    serve(
        folder_of(context, case),
        host=host or settings.host,
        port=settings.port if port is None else port,
        announce=say,
        outside=Outside(settings.allow_hosts, settings.stamp_with),
    )
    return 0
