"""What people do with beats: follow an address or a list of them, describe one anew, leave one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from sayso.collect.fetch.urls import parse_address
from sayso.collect.items import Failure, Refusal, refuse
from sayso.collect.lists import Feed, read_opml, write_opml
from sayso.collect.names import is_web
from sayso.collect.sniff import OPML, media_type
from sayso.collect.words import one_line
from sayso.desk.moments import read_length
from sayso.errors import BadField, InputTooLarge, UnreadableInput
from sayso.ledger.ledger import Ledger
from sayso.ledger.view import View
from sayso.terms.time import NOW
from sayso.terms.watch import Beat, BeatKind

SAID = ("title", "outlet", "language", "country", "owner", "family", "why", "reliability", "because")
"""What a person can say of a beat, in words."""

_GRADES = "ABCDEF"
_SHORTEST, _LONGEST = 60.0, 30 * 86_400.0
_LONGEST_WORDS = 2_000
_MOST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Followed:
    """What following did: how many are new, were described anew, were followed just so already."""

    new: int = 0
    changed: int = 0
    known: int = 0
    refused: tuple[Refusal, ...] = ()


def follow(ledger: Ledger, places: Iterable[str], *, by: str = "", **said: str) -> Followed:
    """Follow addresses, folders, files, and all feeds of OPML files; `said` holds for each of them
    (see `SAID`, and `every`, `kind`). What is followed already keeps what is not said anew.

    BadField, UnreadableInput, NotFound.
    """
    given = _checked(said)
    wanted: dict[str, dict[str, object]] = {}
    refused: list[Refusal] = []
    for place in places:
        for address, words in _addresses(place):
            found = _address(address)
            if isinstance(found, Refusal):
                refused.append(found)
            else:
                wanted.setdefault(found, {**words, **given})
    return _write(ledger, wanted, by=by, refused=tuple(refused))


def _write(
    ledger: Ledger, wanted: Mapping[str, Mapping[str, object]], *, by: str, refused: tuple[Refusal, ...]
) -> Followed:
    before = {beat.address: beat for beat in ledger.at(NOW).beats()}
    now, new, changed = datetime.now(UTC), 0, 0
    with ledger.writing() as writer:
        for address, words in wanted.items():
            old = before.get(address)
            kind = BeatKind.ANY if is_web(address) else BeatKind.FILES
            beat = old or Beat(id=Beat.make_id(address), address=address, kind=kind, recorded=now)
            if old is None or any(getattr(old, name) != value for name, value in words.items()):
                writer.beat(replace(beat, by=by, recorded=now, **words))  # type: ignore[arg-type]  # checked
                new, changed = new + (old is None), changed + (old is not None)
    return Followed(new, changed, len(wanted) - new - changed, refused)


def leave(ledger: Ledger, names: Iterable[str]) -> tuple[Beat, ...]:
    """Leave beats, named by address or id; what came from them stays. NotFound."""
    with ledger.at(NOW) as view:
        beats = tuple(view.beat(name) for name in names)
    with ledger.writing() as writer:
        for beat in beats:
            writer.beat(replace(beat, closed=datetime.now(UTC)))
    return beats


def as_opml(view: View) -> bytes:
    """All beats that have an address on the web as OPML, which `follow` reads back whole."""
    return write_opml(
        Feed(beat.address, beat.title, folders=beat.folders, said=tuple(_words(beat).items()))
        for beat in view.beats()
        if is_web(beat.address)
    )


def seconds_of(text: str) -> float:
    """How often a beat is visited, `15m`, `2h`, `1d`, in seconds. BadField."""
    seconds = read_length(text, item="--every").total_seconds()
    if not _SHORTEST <= seconds <= _LONGEST:
        raise BadField("--every", "a beat is visited at most each minute, at least each month", "Write 15m.")
    return seconds


def _words(beat: Beat) -> dict[str, str]:
    plain = {name: str(getattr(beat, name)) for name in SAID if name != "title" and getattr(beat, name)}
    every = next(each.default for each in fields(Beat) if each.name == "every")
    if beat.every != every:
        plain["every"] = f"{beat.every:g}s"
    return plain | {"kind": beat.kind.value}  # without one, lists of others mean feeds


def _checked(said: Mapping[str, str]) -> dict[str, object]:
    """What was said, as the fields of a beat. BadField."""
    found: dict[str, object] = {}
    for name, words in said.items():
        text = one_line(words)[:_LONGEST_WORDS]
        if not text:
            continue
        if name == "every":
            found["every"] = seconds_of(text)
        elif name == "kind":
            found["kind"] = _kind(text)
        elif name in SAID:
            found[name] = text
    grade = found.get("reliability")
    if grade is not None and str(grade).upper() not in _GRADES:
        step = "Write A (always reliable) to E (unreliable), or F (can't be judged)."
        raise BadField("--reliability", f"'{grade}' is no grade", step)
    return found | ({"reliability": str(grade).upper()} if grade else {})


def _kind(text: str) -> BeatKind:
    try:
        return BeatKind(text)
    except ValueError:
        kinds = ", ".join(kind.value for kind in BeatKind)
        raise BadField("--kind", f"'{text[:40]}' is no kind of beat", f"Write one of {kinds}.") from None


def _addresses(place: str) -> Iterable[tuple[str, dict[str, object]]]:
    """The address, or all those of an OPML file, each with what the file says of it."""
    if is_web(place):
        return [(place, {})]
    path = Path(place)
    try:
        if not path.is_file():
            return [(place, {})]
        if path.stat().st_size > _MOST_BYTES:
            raise InputTooLarge(place, "it has more than 100 MB", "Split it and follow the parts.")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES)
    except OSError as error:
        raise UnreadableInput(place, error.strerror or str(error), "Check the path.") from error
    if media_type(data) != OPML:
        return [(place, {})]
    return [(feed.address, _of_feed(feed)) for feed in read_opml(data)]


def _of_feed(feed: Feed) -> dict[str, object]:
    said = {name: words for name, words in feed.said if name in {*SAID, "every", "kind"}}
    kind = said.setdefault("kind", BeatKind.FEED.value)
    said["kind"] = kind if kind in set(BeatKind) else BeatKind.FEED.value
    folders: dict[str, object] = {"folders": feed.folders} if feed.folders else {}
    title = "" if feed.title == feed.address else feed.title
    return _checked({"title": title, **said}) | folders


def _address(place: str) -> str | Refusal:
    """The address as browsers write it, or the whole path of a folder or file."""
    if is_web(place) or "://" in place[:30]:
        url = parse_address(place.strip())
        return url if isinstance(url, Refusal) else str(url.href).partition("#")[0]
    path = Path(place).absolute()
    if not path.exists():
        step = "Write an address with http:// or https://, or the path of a folder."
        return refuse(place, Failure.MISSING, "there is no such file or folder", step)
    return str(path)
