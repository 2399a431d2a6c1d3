"""Verbs about evidence: what an article changed, whose hands it went through, what proves it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.case import AsJson, Case, folder_of, roots_of, settings_of
from sayso.cli.ids import whole_id
from sayso.cli.output import as_json, legible, plural, say
from sayso.cli.show import print_json, print_lines, view_at
from sayso.errors import BadField, UnreadableInput

if TYPE_CHECKING:
    from sayso.collect import Refusal
    from sayso.desk.bundle.check import Checked
    from sayso.desk.changes import ChangesPage
    from sayso.desk.custody import CustodyPage
    from sayso.ledger import Problem
    from sayso.run.stamping import Stamped
    from sayso.settings import Settings

Id = Annotated[str, typer.Argument(metavar="ARTICLE", help="The id, or enough of its beginning.")]


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    for verb in (versions, custody, stamp, verify):
        app.command()(verb)


def versions(
    context: typer.Context,
    id_: Id,
    case: Case = None,
    since: Annotated[
        str, typer.Option(metavar="ARTICLE", help="Compare with this version, not the one before.")
    ] = "",
    json_: AsJson = False,
) -> int:
    """List versions of an article, and what the newest changed.

    \b
    Examples:
      sayso versions ar-5b21
      sayso versions ar-5b21 --since ar-90aa --json
    """
    from sayso.desk.changes import changes_page

    with view_at(context, case) as view:
        ids = [each.id for each in view.articles()]
        other = whole_id(since, iter(ids)) if since else ""
        page = changes_page(view, whole_id(id_, iter(ids)), since=other)
    return print_json(page) if json_ else print_lines(_versions_lines(page))


def custody(context: typer.Context, id_: Id, case: Case = None, json_: AsJson = False) -> int:
    """Show who stored what of an article, and who looked at it.

    \b
    Example:
      sayso custody ar-5b21
    """
    from sayso.desk.custody import custody_page
    from sayso.ledger.access import AccessLog

    with view_at(context, case) as view:
        accesses = AccessLog(folder_of(context, case)).accesses()
        page = custody_page(view, whole_id(id_, (each.id for each in view.articles())), accesses)
    return print_json(page) if json_ else print_lines(_custody_lines(page))


def _versions_lines(page: ChangesPage) -> Iterator[str]:
    from sayso.desk.moments import moment_words

    yield f"{page.article.outlet}: {plural(len(page.versions), 'version')}"
    for line in page.versions:
        mark = "*" if line.article.id == page.article.id else " "
        article = line.article
        yield f"{mark} {line.number}  {article.id[:11]}  {moment_words(line.first)}  {article.title}"
    if page.revision and page.other:
        present, absent = moment_words(page.revision.present), moment_words(page.revision.absent)
        yield f"Present on {present}, absent on {absent}:"
    for change in page.changes:
        yield f"  {change.kind}{f': {change.because}' if change.because else ''}"
        yield from (f"    {sign} {words}" for sign, words in (("-", change.was), ("+", change.now)) if words)
    if page.asked:
        last = page.asked[0]
        yield f"When it was last asked, {moment_words(last.moment)}: {last.state}, {last.words}"


def _custody_lines(page: CustodyPage) -> Iterator[str]:
    from sayso.desk.moments import moment_words

    yield f"{page.article.outlet}: {page.article.title}"
    yield f"Evidence {page.evidence}"
    for record in page.records:
        place = record.place
        yield f"  in warc/{place.file}, bytes {place.offset:,} to {place.end:,}"
    for each in page.entries:
        entry, when = each.entry, moment_words(each.entry.recorded)
        yield f"{entry.number:>6}  {when}  {each.what} ({entry.by}, sayso {entry.tool})"
    for stamp in page.stamps:
        yield f"Stamped by {stamp.authority} on {moment_words(stamp.moment)}: all of this was there by then."
    if not page.stamps:
        seen = f" of {', '.join(page.waiting)}" if page.waiting else ": no authority outside has seen this"
        yield f"It waits for a stamp{seen}. Next: sayso stamp"
    for access in page.accesses[:20]:
        when = moment_words(access.moment)
        yield f"        {when}  {access.by} {access.did} {access.item} ({access.through})"


def stamp(
    context: typer.Context,
    authorities: Annotated[
        list[str] | None,
        typer.Argument(metavar="ADDRESS…", help="Time-stamp authorities; without them SAYSO_STAMP_WITH."),
    ] = None,
    case: Case = None,
    offline: Annotated[bool, typer.Option(help="Ask nobody; say what is due.")] = False,
    json_: AsJson = False,
) -> int:
    """Have an outside authority stamp the case as it stands.

    It gets one hash and nothing else, and answers with a signed moment (RFC 3161): all that is in the
    case now was there by then.

    \b
    Examples:
      sayso stamp https://tsa.example/
      sayso stamp --offline
    """
    from sayso.desk.moments import moment_words
    from sayso.ledger import Ledger
    from sayso.run.stamping import Stamped
    from sayso.run.stamping import stamp as run_stamp

    settings = settings_of(context)
    asked = tuple(authorities or settings.stamp_with)
    if not asked:
        raise BadField("Time stamp", "no authority is named", "Name one, or set SAYSO_STAMP_WITH.")
    with Ledger.open(folder_of(context, case)) as ledger:
        found = run_stamp(
            ledger, asked, roots=roots_of(settings), allow_hosts=settings.allow_hosts, offline=offline
        )
    rows = [(name, each) for name, each in zip(asked, found, strict=True)]
    if json_:
        as_json([_stamp_row(name, each) for name, each in rows])
    for name, each in () if json_ else rows:
        if isinstance(each, Stamped):
            moment = moment_words(each.moment) if each.moment else "before"
            say(f"{name} {'saw' if each.new else 'had seen'} entry {each.entry} and all before it: {moment}")
        else:
            say(f"Due: {each}")
    return 0 if all(isinstance(each, Stamped) for _, each in rows) else 1


def _stamp_row(name: str, each: Stamped | Refusal) -> dict[str, object]:
    from sayso.run.stamping import Stamped

    if not isinstance(each, Stamped):
        return {"authority": name, "due": str(each), "entry": None, "moment": None, "new": False}
    moment = each.moment.isoformat() if each.moment else None
    return {"authority": name, "due": "", "entry": each.entry, "moment": moment, "new": each.new}


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
    """Check a case or a bundle, from each word to its bytes.

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
        print_lines(_stamp_lines(place, settings_of(context)))
    return 1 if found else 0


def _stamp_lines(place: Path, settings: Settings) -> Iterator[str]:
    """What authorities have seen of a case, and whether the check could tell who they are."""
    from sayso.desk.moments import moment_words
    from sayso.ledger import Ledger

    with Ledger.open(place) as ledger:
        newest = {each.authority: each for each in ledger.at().stamps()}
        for each in newest.values():
            yield f"{each.authority} saw entry {each.entry:,} and all before it: {moment_words(each.moment)}."
        for name in (*newest, *(each for each in settings.stamp_with if each not in newest)):
            if ledger.stamp_due(name) is not None:
                what = "What came since" if name in newest else "All of it"
                yield f"{what} waits for a stamp of {name}. Next: sayso stamp {name}"
    if newest and settings.stamp_roots == Path():
        yield "Set SAYSO_STAMP_ROOTS to check also that it was these authorities who stamped."


def _key_problems(place: Path) -> Iterator[Problem]:
    if (place / "keys").is_dir():
        from sayso.desk.bundle.keys import key_problems
        from sayso.ledger import Problem

        for item, reason in key_problems(place):
            yield Problem(item, reason, "Restore it from a copy.")


def _verify_bundle(file: Path, signer: str, roots: bytes, *, json_: bool) -> int:
    from sayso.desk.bundle.check import check_bundle
    from sayso.desk.moments import moment_words
    from sayso.ledger.stamps import read_roots

    try:
        found = check_bundle(file, signer=signer, roots=read_roots(roots) if roots else ())
    except OSError as cause:
        step = "Name a bundle, or the folder of a case."
        raise UnreadableInput(legible(str(file)), cause.strerror or str(cause), step) from cause
    if json_:
        print_json(found)
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
        for seen in found.stamped:
            say(f"{seen.authority} saw entry {seen.entry:,} and all before it: {moment_words(seen.moment)}.")
        if found.deleted:
            what = plural(found.deleted, "piece")
            say(f"The bytes of {what} of evidence had been deleted; when, why and by whom stands in it.")
        if found.masked is not None:
            print_lines(_masked_lines(found))
    return 1 if found.problems else 0


def _masked_lines(found: Checked) -> Iterator[str]:
    """What a check of a masked bundle shows, and what it can't."""
    masked = found.masked or 0
    yield f"It is masked: names were replaced by labels in {plural(masked, 'row')} of {found.rows:,}."
    yield "Checked: the other rows, the custody log, the time stamps and that nothing was changed since."
    yield "Not checked: the words of masked rows, and the evidence, whose bytes are not in it. Whoever holds"
    yield "an original can compare its SHA-256. Addresses stay: who opens them may read the names."
