"""Verbs for recordings: the evidence sheet, reuse, quotations, and what persons say of voices."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.case import AsJson, Case, folder_of
from sayso.cli.ids import whole_id
from sayso.cli.output import legible, listening, login, note, plural, say
from sayso.cli.show import AsOfTime, RecordedBy, print_json, print_lines, view_at
from sayso.errors import BadField, NotFound
from sayso.terms.recording import Stretch
from sayso.terms.voice import Finding, Part

if TYPE_CHECKING:
    from sayso.ledger import Ledger, View

_ID = "The recording's id, or enough of its beginning, or its file name."
Which = Annotated[str, typer.Argument(metavar="ID", help=_ID)]
Because = Annotated[str, typer.Option(metavar="TEXT", help="Why; it is kept with the judgement.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who says so. Without it: your login name.")]
Speaker = Annotated[str, typer.Option(metavar="LABEL", help="One speaker of it, by the label on its sheet.")]

voice = typer.Typer(help="Choose, compare and judge the voices of recordings.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the verbs of this module."""
    for verb in (recording, reuse, quotes):
        app.command()(verb)
    for act in (enrol, compare, references, judge):
        voice.command()(act)
    app.add_typer(voice, name="voice")


def which(view: View, asked: str) -> str:
    """The id of the recording that was asked for by id or by name. NotFound; BadField where several fit."""
    known = view.recordings()
    named = [each.recording.id for each in known if each.name == asked]
    if len(named) == 1:
        return named[0]
    return whole_id(asked, (each.recording.id for each in known))


def recording(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="[ID]", help=_ID)] = "",
    case: Case = None,
    as_of: AsOfTime = "",
    recorded_by: RecordedBy = "",
    json_: AsJson = False,
) -> int:
    """Show the evidence sheet of a recording, or list them.

    What is said in it and by which speaker, comparisons of voices, what of it stands in older
    recordings, from when to when it can have been made, which printed quotations are in it, and what
    hangs on it. Each figure stands beside its error rate.

    \b
    Examples:
      sayso recording
      sayso recording message.ogg
      sayso recording rc-5b21 --json
    """
    from sayso.cli.recording_lines import recordings_lines, sheet_lines
    from sayso.desk.recording import recording_page, recordings_page

    with view_at(context, case, as_of, recorded_by) as view:
        if not id_:
            listed = recordings_page(view)
            return print_json(listed) if json_ else print_lines(recordings_lines(listed))
        page = recording_page(view, which(view, legible(id_)))
    return print_json(page) if json_ else print_lines(sheet_lines(page))


def reuse(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="[ID]", help=_ID)] = "",
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """List which seconds of recordings stand in older ones.

    Every recording is held against all older ones of the case when it is added. No match means that
    none was found, and nothing else.

    \b
    Examples:
      sayso reuse
      sayso reuse message.ogg --json
    """
    from sayso.cli.recording_lines import Reused, reuse_lines
    from sayso.desk.recording import bands_of

    with view_at(context, case) as view:
        asked = [which(view, legible(id_))] if id_ else [each.recording.id for each in view.recordings()]
        names = {each.recording.id: each.name for each in view.recordings()}
        found = [
            Reused(each, names[each], band)
            for each in asked
            for band in bands_of(view, each)
            if id_ or band.older
        ]
    return print_json(found) if json_ else print_lines(reuse_lines(found))


def quotes(
    context: typer.Context, id_: Which, case: Case = None, as_of: AsOfTime = "", json_: AsJson = False
) -> int:
    """Hold the quotations of articles against a recording.

    Those that are given to the recording or its speaker, and others that are plainly heard in it:
    exact, a variant of hearing, shortened (what was left out is shown), altered words, a translation,
    not found; with the seconds. What is doubtful is called so.

    \b
    Examples:
      sayso quotes message.ogg
      sayso quotes rc-5b21 --json
    """
    from sayso.cli.recording_lines import quote_lines
    from sayso.desk.recording import recording_page

    with view_at(context, case, as_of) as view:
        page = recording_page(view, which(view, legible(id_)))
    if json_:
        return print_json(page.quotes)
    return print_lines(chain(quote_lines(page), [f"Next: sayso recording {page.recording.id[:11]}"]))


def enrol(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose voice it is.")],
    source: Annotated[
        str,
        typer.Argument(metavar="ID|FILE", help="A recording of the case, or a file, which is added to it."),
    ],
    speaker: Speaker = "",
    seconds: Annotated[
        list[str] | None, typer.Option(metavar="FROM-TO", help="Only these seconds; can be given again.")
    ] = None,
    because: Because = "",
    by: By = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the choice back and delete the voice.")] = False,
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Choose a recording as the voice of somebody.

    Others are compared with it: only ever with references that a person chose. A kept voice is biometric
    data: it is deleted when the choice is taken back, and is on no page and in no listing.

    \b
    Examples:
      sayso voice enrol "Ruvan Ostrel" rally.ogg --speaker 1 --because "the rally of May 2024, on stage"
      sayso voice enrol "Ruvan Ostrel" rally.ogg --seconds 12-95 --because "the interview part"
      sayso voice enrol "Ruvan Ostrel" rally.ogg --undo
    """
    from sayso.desk.hearing import enrol as put_reference
    from sayso.desk.hearing import unenrol
    from sayso.ledger import Ledger

    name, asked = legible(name), legible(source)
    with Ledger.open(folder_of(context, case)) as ledger:
        id_ = _in_case(ledger, asked)
        if undo:
            with ledger.at() as view:
                mine = [e for e in view.references() if e.recording == id_ and e.name == name]
            closed = [unenrol(ledger, each.id) for each in mine]
            if json_:
                return print_json(closed)
            say(f"{plural(len(closed), 'reference')} taken back; what was kept of the voice is deleted.")
            return 0
        stretches = [_stretch(each) for each in seconds or ()]
        who, why = legible(by or login()), legible(because)
        made = put_reference(ledger, id_, name, speaker=speaker, stretches=stretches, by=who, because=why)
    if json_:
        return print_json(made)
    say(f"{made.id}: {asked} is a reference for the voice of {made.name}.")
    say(f'Next: sayso voice compare RECORDING "{made.name}"')
    return 0


def _in_case(ledger: Ledger, asked: str) -> str:
    """The recording that was asked for; a file that is not in the case yet is added to it."""
    path = Path(asked)
    if not path.is_file():
        with ledger.at() as view:
            return which(view, asked)
    from sayso.collect import Options
    from sayso.run.add import add
    from sayso.terms.identity import digest_of
    from sayso.terms.recording import Recording

    id_ = Recording.make_id(digest_of(path.read_bytes()))
    with ledger.at() as view:
        if id_ in {each.recording.id for each in view.recordings()}:
            return id_
    with listening() as hear:
        added = add(
            ledger,
            [asked],
            options=Options(offline=True),
            on_refusal=lambda refusal: note(f"sayso: {refusal}"),
            on_hearing=hear,
        )
    if not added.recordings:
        raise NotFound(f"A recording in {asked}", "", "The reason stands above.")
    return added.recordings[0]


def _stretch(words: str) -> Stretch:
    start, _, end = words.partition("-")
    try:
        found = Stretch(float(start), float(end))
    except ValueError:
        found = Stretch(0.0, 0.0)
    if not 0 <= found.start < found.end:
        raise BadField("--seconds", f"'{words[:40]}' is no stretch", "Write it like 12-95 or 3.5-20.")
    return found


def compare(
    context: typer.Context,
    id_: Which,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose references to compare with.")],
    speaker: Speaker = "",
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Compare a recording's voices with somebody's references.

    Gives how much more likely the voices are as alike as this if they are one person's, with its
    interval and the error rates of that condition; or no number, and why. It is never an
    identification: cloned voices score like real ones.

    \b
    Example:
      sayso voice compare message.ogg "Ruvan Ostrel"
    """
    from sayso.cli.recording_lines import comparison_lines
    from sayso.desk.hearing import compare as put_comparison
    from sayso.ledger import Ledger

    with Ledger.open(folder_of(context, case)) as ledger:
        with ledger.at() as view:
            whole = which(view, legible(id_))
        found = put_comparison(ledger, whole, legible(name), speaker=speaker)
    if json_:
        return print_json(found)
    judging = f'sayso voice judge {whole[:11]} --is "{legible(name)}" --because WHY'
    next_ = f"Next: sayso recording {whole[:11]}; what a person makes of it: {judging}"
    return print_lines(chain(*map(comparison_lines, found), [next_]))


def references(context: typer.Context, case: Case = None, json_: AsJson = False) -> int:
    """List the recordings chosen as somebody's voice.

    \b
    Example:
      sayso voice references
    """
    from sayso.cli.recording_lines import references_lines
    from sayso.desk.recording import recordings_page

    with view_at(context, case) as view:
        page = recordings_page(view)
    return print_json(page.references) if json_ else print_lines(references_lines(page))


def judge(
    context: typer.Context,
    id_: Which,
    is_: Annotated[str, typer.Option("--is", metavar="NAME", help="The voice is this person's.")] = "",
    is_not: Annotated[str, typer.Option(metavar="NAME", help="The voice is not this person's.")] = "",
    unreliable: Annotated[
        bool, typer.Option("--unreliable", help="The recording is not to be relied on.")
    ] = False,
    speaker: Annotated[
        str, typer.Option(metavar="LABEL", help="Which speaker is meant, by label; `all` where they are one.")
    ] = "",
    seconds: Annotated[str, typer.Option(metavar="FROM-TO", help="Only these seconds are meant.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take back what was judged of it.")] = False,
    because: Because = "",
    by: By = "",
    case: Case = None,
    json_: AsJson = False,
) -> int:
    """Judge whose voice it is, or that it is not reliable.

    Where several speak, say which of them is meant: their words are then said by that person.
    What articles say *if the voice is his* counts from then on, or falls away, with your reason
    beside it; what the recording says itself is left open where it is not to be relied on. Nothing is
    lost: --undo closes the judgement, and earlier moments can still be asked for.

    \b
    Examples:
      sayso voice judge message.ogg --is "Ruvan Ostrel" --because "two colleagues who know him agree"
      sayso voice judge talk.ogg --speaker 2 --is-not "Ruvan Ostrel" --because "it is the host"
      sayso voice judge message.ogg --unreliable --because "put together from three speeches"
      sayso voice judge message.ogg --undo
    """
    from sayso.desk.hearing import judge_recording, unjudge_recording
    from sayso.ledger import Ledger
    from sayso.run.weighing import weigh_again

    if bool(is_) + bool(is_not) + unreliable + undo != 1:
        raise BadField(
            "The judgement", "a command makes one", "Write --is, --is-not, --unreliable or --undo."
        )
    with Ledger.open(folder_of(context, case)) as ledger:
        with ledger.at() as view:
            whole = which(view, legible(id_))
        part = Part(legible(speaker), _stretch(seconds) if seconds else None)
        if undo:
            closed = unjudge_recording(ledger, whole, part)
            made: object = {"recording": whole, "closed": closed}
        else:
            finding = Finding.UNRELIABLE if unreliable else Finding.SPEAKER if is_ else Finding.NOT_SPEAKER
            signed = {"by": legible(by or login()), "because": legible(because)}
            made = judge_recording(ledger, whole, finding, legible(is_ or is_not), part=part, **signed)
        questions = weigh_again(ledger)
    if json_:
        return print_json(made)
    say(f"{'Taken back' if undo else 'Kept'}; {plural(questions, 'question')} weighed again.")
    return 0
