"""The verb that deletes bytes of evidence, now or by rules of the watch, and says what went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.case import AsJson, Case, folder_of
from sayso.cli.output import legible, plural, say, table
from sayso.errors import BadField, NotFound

if TYPE_CHECKING:
    from datetime import timedelta

    from sayso.ledger import Ledger
    from sayso.terms.watch import Retention, Unread

_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the verb of this module."""
    app.command()(forget)


def forget(
    context: typer.Context,
    digests: Annotated[
        list[str] | None, typer.Argument(metavar="SHA-256…", help="Evidence whose bytes go, whatever it is.")
    ] = None,
    case: Case = None,
    older_than: Annotated[
        str, typer.Option(metavar="TIME", help="All that nothing was read out of and is older: 90d.")
    ] = "",
    of: Annotated[str, typer.Option(metavar="TYPE", help="Only what is of this media type: text/xml.")] = "",
    because: Annotated[str, typer.Option(help="Why; kept with the deletion.")] = "",
    by: Annotated[str, typer.Option(help="Who says so.")] = "",
    do_it: Annotated[bool, typer.Option("--delete", help="Do it; without this it is only told.")] = False,
    each_day: Annotated[bool, typer.Option("--each-day", help="Have the watch do it each day.")] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="Say the rules of the watch, and what they would take now.")
    ] = False,
    no_rules: Annotated[bool, typer.Option("--no-rules", help="Take all rules back.")] = False,
    gone: Annotated[bool, typer.Option("--gone", help="List what went.")] = False,
    json_: AsJson = False,
) -> int:
    """Delete the bytes of evidence for good, now or each day.

    Without --delete nothing goes and it is only told what would. That bytes went stays in the case, with
    their SHA-256, when, why and by whom, so that sayso verify holds. Evidence that an article was read
    out of, or that shows that its words still stood, goes only when it is named; the article stays.

    \b
    Examples:
      sayso forget --older-than 90d
      sayso forget --older-than 90d --delete --because "kept for three months"
      sayso forget --older-than 90d --each-day --because "kept for three months" --by ada
      sayso forget --rules
      sayso forget 9f86d0… --delete --because "ordered by the court of Sarn" --by ada
    """
    from datetime import UTC, datetime

    from sayso.desk.moments import read_length
    from sayso.desk.retention import add_rule, drop_rules
    from sayso.ledger import Ledger

    place = folder_of(context, case)
    length = read_length(older_than, item="--older-than") if older_than else None
    if no_rules:
        say(f"{plural(drop_rules(place), 'rule')} taken back; the watch deletes nothing any more.")
        return 0
    if each_day:
        if length is None:
            raise BadField("--each-day", "a rule says how old", "Write --older-than 90d.")
        add_rule(place, older_than=length, because=legible(because), of=of, by=legible(by))
    with Ledger.open(place) as ledger:
        if gone:
            return _print_gone(ledger, json_=json_)
        if rules or each_day:
            return _print_rules(ledger, json_=json_)
        named = list(digests or [])
        if length is not None:
            old = ledger.unread_evidence(datetime.now(UTC) - length)
            some = [each for each in old if each.media_type.startswith(of)]
            _print_unread(some, json_=json_)
            named += [each.digest for each in some]
        if not do_it:
            return _only_told(ledger, named, length, json_=json_)
        if not because.strip():
            raise BadField("--because", "a deletion needs a reason", "Say why; it is kept.")
        freed = ledger.forget(named, because=legible(because), by=legible(by))
    if not json_:
        say(f"{freed / 1e6:,.1f} MB went. What went is named in the case: sayso forget --gone")
    return 0


def _only_told(ledger: Ledger, named: list[str], length: timedelta | None, *, json_: bool) -> int:
    if not named and length is None:
        raise BadField("Evidence", "none is named", "Write --older-than 90d, or the SHA-256 of evidence.")
    for digest in named:
        if not _is_here(ledger, digest):
            raise NotFound(f"Evidence {legible(digest)[:80]}", "", "An article's page names its evidence.")
    if not json_:
        say("Nothing was deleted. Next: the same with --delete and --because")
    return 0


def _is_here(ledger: Ledger, digest: str) -> bool:
    try:
        return ledger.evidence.has(digest)
    except ValueError:  # no SHA-256 at all
        return False


def _print_unread(some: list[Unread], *, json_: bool) -> None:
    from sayso.cli.show import print_json
    from sayso.desk.moments import day_words

    if json_:
        print_json(some)
        return
    size = sum(each.size for each in some)
    say(f"{plural(len(some), 'piece')} of evidence that nothing was read out of: {size / 1e6:,.1f} MB.")
    kinds = Counter(each.media_type for each in some)
    table([(f"{count:,}", kind) for kind, count in kinds.most_common()])
    table([(each.digest[:12], day_words(each.recorded), each.origin) for each in some[:_SHOWN]])
    if len(some) > _SHOWN:
        say(f"  and {len(some) - _SHOWN:,} more: --json lists all")


def _print_rules(ledger: Ledger, *, json_: bool) -> int:
    from datetime import UTC, datetime

    from sayso.cli.show import print_json
    from sayso.desk.retention import going, read_rules

    rules = read_rules(ledger.folder)
    due = going(ledger, rules, datetime.now(UTC))
    if json_:
        return print_json({"rules": rules, "going": due})
    for line in _rule_lines(rules):
        say(line)
    if rules:
        say("The watch does so once a day. It would take now:")
        _print_unread([each.unread for each in due], json_=False)
    else:
        say("There is no rule: nothing is deleted by itself. Next: sayso forget --older-than 90d --each-day")
    return 0


def _rule_lines(rules: Iterable[Retention]) -> Iterable[str]:
    from datetime import timedelta

    from sayso.desk.moments import write_length

    for rule in rules:
        length = write_length(timedelta(seconds=rule.older_than))
        what = f"Evidence of {rule.of or 'any type'} that nothing was read out of goes after {length}"
        yield f"{what}: {rule.because}{f' ({rule.by})' if rule.by else ''}."


def _print_gone(ledger: Ledger, *, json_: bool) -> int:
    from sayso.cli.show import print_json
    from sayso.desk.moments import moment_words

    deletions = ledger.at().deletions()
    if json_:
        return print_json(deletions)
    for each in deletions:
        say(f"{moment_words(each.recorded)}  {each.digest}  {each.size:,} bytes")
        say(f"    {each.because} ({each.by})")
    if not deletions:
        say("Nothing went: every byte that was collected is here.")
    return 0
