"""Verbs that make a case, fill it, serve it and hand it on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.ids import whole_id
from sayso.cli.output import as_json, legible, listening, note, plural, progress, say
from sayso.errors import BadField, CaseExists, MissingExtra, UnreadableInput
from sayso.settings import Settings

if TYPE_CHECKING:
    from sayso.collect import Refusal
    from sayso.ledger import Ledger, Problem, View
    from sayso.run.add import Added

Case = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="The folder of the case. Without it: SAYSO_CASE, else ./case."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    for verb in (init, add, desk, example, export, verify):
        app.command()(verb)


def settings_of(context: typer.Context) -> Settings:
    """The settings that main read."""
    return context.find_object(Settings) or Settings()


def folder_of(context: typer.Context, case: Path | None) -> Path:
    """The folder of the case that a command works on."""
    return case or settings_of(context).case


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
    say(f"Made an empty case in {place}. Next: sayso add FOLDER --case {place}")
    return 0


def add(
    context: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="PATH|URL…", help="Folders, files, addresses; - is standard input.")
    ],
    case: Case = None,
    outlet: Annotated[str, typer.Option(help="The outlet of items that name none.")] = "",
    language: Annotated[str, typer.Option(help="The language of items that name none.")] = "en",
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
        if added.recordings:
            say(f"Listened to {plural(len(added.recordings), 'recording')}: {' '.join(added.recordings)}")
        if added.refused:
            say(f"{plural(len(added.refused), 'item')} could not be used; the reasons are above.")
        say(f"The case has {plural(added.questions, 'question')}. Next: sayso questions, or sayso desk")
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
    port: Annotated[int | None, typer.Option(help="The port to listen on; 0 takes a free one.")] = None,
) -> int:
    """Serve the case as pages.

    They are served on this machine only unless told otherwise.

    \b
    Example:
      sayso desk --case harbour-fire --port 8400
    """
    from sayso.cli.serve import serve

    settings = settings_of(context)
    serve(
        folder_of(context, case),
        host=host or settings.host,
        port=settings.port if port is None else port,
        announce=say,
    )
    return 0


def export(
    context: typer.Context,
    case: Case = None,
    out: Annotated[str, typer.Option(metavar="FILE", help="Where to write; - is standard output.")] = "-",
    mask: Annotated[
        list[str],
        typer.Option(metavar="WHO", help="Take somebody's names out: an entity's id, or a name. Repeatable."),
    ] = [],  # noqa: B006 - typer copies it
    mask_private: Annotated[
        bool,
        typer.Option(
            "--mask-private",
            help="Take the names of all persons out who hold no office and are on no watchlist.",
        ),
    ] = False,
    question: Annotated[
        str, typer.Option(metavar="ID", help="A bundle of this question with all that it rests on.")
    ] = "",
    bundle: Annotated[bool, typer.Option("--bundle", help="A bundle of the whole case.")] = False,
    sign: Annotated[bool, typer.Option("--sign", help="Sign the bundle with your key.")] = False,
) -> int:
    """Write the facts of the case as JSON Lines, or a bundle.

    A bundle is one WACZ file that anybody can check with `sayso verify FILE` and nothing else: the
    archived evidence, the facts, the custody log, time stamps and, with --sign, your signature.

    With --mask the names of somebody who has to be protected, a minor or a victim, are replaced in every
    text by a label that stays the same in the whole file. Offsets into masked texts no longer hold, and
    what else would tell who it is stays: read the file before you hand it on.

    \b
    Examples:
      sayso export --out harbour-fire.jsonl
      sayso export --mask en-257f --mask "Lena Marant" --out for-the-court.jsonl
      sayso export --question qu-1f0c --sign --out harbour-fire.wacz
    """
    from sayso.cli.batch import lines_out
    from sayso.desk.masking import masked, masker_of
    from sayso.ledger import Ledger
    from sayso.ledger.access import Did

    with Ledger.open(folder_of(context, case)) as ledger:
        if question or bundle or sign:
            if mask or mask_private:
                step = "Hand on the facts as JSON Lines with --mask, without --question, --bundle and --sign."
                raise BadField("--mask", "a bundle holds the evidence itself, which can't be masked", step)
            return _bundle(ledger, out, question, sign=sign, key=settings_of(context).key)
        with ledger.at() as view:
            who = [_masked_one(view, legible(each)) for each in mask]
            masker = masker_of(view, who, all_private=mask_private) if mask or mask_private else None
        rows = ledger.export() if masker is None else masked(ledger.export(), masker)
        with lines_out(out) as target:
            for fact in rows:
                target.write(json.dumps(fact, ensure_ascii=False) + "\n")
        ledger.note(Did.EXPORTED, f"all facts, to {legible(out)}", through="command")
    if masker is not None:
        put = (
            f"{plural(sum(masker.count.values()), 'name')} of {plural(len(masker.count), 'person', 'people')}"
        )
        note(f"{put} masked.")
    return 0


def _masked_one(view: View, who: str) -> str:
    """The whole id where the beginning of one was given; else the name as it is."""
    return whole_id(who, (each.id for each in view.resolution().entities)) if who.startswith("en-") else who


def _bundle(ledger: Ledger, out: str, question: str, *, sign: bool, key: Path) -> int:
    from sayso.desk.bundle.keys import default_key, fingerprint, keep_public, load_key
    from sayso.desk.bundle.make import make_bundle
    from sayso.ledger.access import Did

    if out == "-":
        raise BadField("--out", "a bundle is a file", "Name it, for example --out case.wacz.")
    asked = whole_id(question, (each.question.id for each in ledger.at().questions())) if question else ""
    private = load_key(default_key() if key == Path() else key) if sign else None
    digest = make_bundle(ledger, Path(out), question=asked, key=private)
    what = asked or "the whole case"
    ledger.note(Did.EXPORTED, f"bundle of {what}, sha256 {digest}, to {legible(out)}", through="command")
    say(f"Wrote {what} to {legible(out)}. Anybody can check it: sayso verify {legible(out)}")
    if private is not None:
        keep_public(ledger.folder, private.public_key())
        say(f"Signed by the key {fingerprint(private.public_key())}. Tell people that in some other way.")
    return 0


def verify(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A bundle, or the folder of a case.")
    ] = None,
    case: Case = None,
    signer: Annotated[
        str, typer.Option(metavar="FINGERPRINT", help="The key that a bundle must be signed by.")
    ] = "",
    json_: AsJson = False,
) -> int:
    """Check a case or a bundle, from each word to the bytes it came from.

    Every statement against its article, every article against its evidence, every byte of the archive
    and the database against its digest, the custody log link by link, the time stamps. What is wrong
    is named, the first thing first, and the exit code is 1. It needs no network.

    \b
    Examples:
      sayso verify --case harbour-fire
      sayso verify harbour-fire.wacz --signer 3f9a0c…
    """
    from sayso.ledger import verify_case

    roots = roots_of(settings_of(context))
    if file is not None and not file.is_dir():
        return _verify_bundle(file, signer, roots, json_=json_)
    place = folder_of(context, file or case)
    found = [*verify_case(place, roots=roots), *_key_problems(place)]
    if json_:
        as_json([{"item": each.item, "reason": each.reason, "next_step": each.next_step} for each in found])
    for each in () if json_ else found:
        say(f"{each.item}: {each.reason}. {each.next_step}")
    if not found and not json_:
        say("Nothing is wrong: every statement leads back to bytes that have their digest.")
    return 1 if found else 0


def _key_problems(place: Path) -> Iterator[Problem]:
    if (place / "keys").is_dir():
        from sayso.desk.bundle.keys import key_problems
        from sayso.ledger import Problem

        for item, reason in key_problems(place):
            yield Problem(item, reason, "Restore it from a copy.")


def _verify_bundle(file: Path, signer: str, roots: bytes, *, json_: bool) -> int:
    from dataclasses import asdict

    from sayso.desk.bundle.check import check_bundle
    from sayso.ledger.stamps import read_roots

    try:
        found = check_bundle(file, signer=signer, roots=read_roots(roots) if roots else ())
    except OSError as cause:
        step = "Name a bundle, or the folder of a case."
        raise UnreadableInput(legible(str(file)), cause.strerror or str(cause), step) from cause
    if json_:
        as_json(asdict(found))
        return 1 if found.problems else 0
    for each in found.problems:
        say(f"{each.item}: {each.reason}. {each.next_step}")
    if not found.problems:
        say(f"{found.title}")
        held = (
            plural(found.articles, "article"),
            plural(found.statements, "statement"),
            plural(found.entries, "entry", "entries") + " of the custody log",
            plural(found.stamps, "time stamp"),
        )
        say(f"Nothing is wrong with its {', '.join(held)}. Made {found.created} with {found.software}.")
        say(f"Signed by the key {found.signer}." if found.signer else "It is not signed.")
        if found.left_out:
            say(f"{plural(found.left_out, 'row')} of the case were left out on purpose.")
    return 1 if found.problems else 0
