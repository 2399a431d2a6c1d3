"""The verb that hands a case on: its facts as lines, or a bundle that anybody can check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.case import Case, folder_of, settings_of
from sayso.cli.ids import whole_id
from sayso.cli.output import legible, note, plural, say
from sayso.errors import BadField

if TYPE_CHECKING:
    from sayso.ledger import Ledger, View
    from sayso.resolve.privacy import Masker


def register(app: typer.Typer) -> None:
    """Add the verb of this module."""
    app.command()(export)


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
    what else would tell who it is stays: read the file before you hand it on. A masked bundle has no
    evidence in it; it says so, and `sayso verify` what of it can be checked and what not.

    \b
    Examples:
      sayso export --out harbour-fire.jsonl
      sayso export --mask en-257f --mask "Lena Marant" --out for-the-court.jsonl
      sayso export --question qu-1f0c --sign --out harbour-fire.wacz
      sayso export --question qu-1f0c --mask-private --sign --out for-the-court.wacz
    """
    from sayso.cli.batch import lines_out
    from sayso.desk.masking import masked, masker_of
    from sayso.ledger import Ledger
    from sayso.ledger.access import Did

    with Ledger.open(folder_of(context, case)) as ledger:
        with ledger.at() as view:
            who = [_masked_one(view, legible(each)) for each in mask]
            masker = masker_of(view, who, all_private=mask_private) if mask or mask_private else None
        if question or bundle or sign:
            return _bundle(ledger, out, question, sign=sign, key=settings_of(context).key, masker=masker)
        rows = ledger.export() if masker is None else masked(ledger.export(), masker)
        with lines_out(out) as target:
            facts = 0
            for fact in rows:
                facts += 1
                target.write(json.dumps(fact, ensure_ascii=False) + "\n")
        ledger.note(Did.EXPORTED, f"all facts, to {legible(out)}", through="command")
    if out != "-":
        note(f"Wrote {plural(facts, 'fact')} to {legible(out)}.")
    if masker is not None:
        note(_put(masker))
    return 0


def _put(masker: Masker) -> str:
    names = plural(sum(masker.count.values()), "name")
    return f"{names} of {plural(len(masker.count), 'person', 'people')} masked."


def _masked_one(view: View, who: str) -> str:
    """The whole id where the beginning of one was given; else the name as it is."""
    return whole_id(who, (each.id for each in view.resolution().entities)) if who.startswith("en-") else who


def _bundle(ledger: Ledger, out: str, question: str, *, sign: bool, key: Path, masker: Masker | None) -> int:
    from sayso.desk.bundle.keys import default_key, fingerprint, keep_public, load_key
    from sayso.desk.bundle.make import make_bundle
    from sayso.ledger.access import Did

    if out == "-":
        raise BadField("--out", "a bundle is a file", "Name it, for example --out case.wacz.")
    asked = whole_id(question, (each.question.id for each in ledger.at().questions())) if question else ""
    private = load_key(default_key() if key == Path() else key) if sign else None
    digest = make_bundle(ledger, Path(out), question=asked, key=private, masker=masker)
    what = asked or "the whole case"
    ledger.note(Did.EXPORTED, f"bundle of {what}, sha256 {digest}, to {legible(out)}", through="command")
    say(f"Wrote {what} to {legible(out)}. Anybody can check it: sayso verify {legible(out)}")
    if masker is not None:
        note(_put(masker))
        say("It is masked and has no evidence in it; verify says what can be checked of it and what not.")
    if private is not None:
        keep_public(ledger.folder, private.public_key())
        say(f"Signed by the key {fingerprint(private.public_key())}. Tell people that in some other way.")
    return 0
