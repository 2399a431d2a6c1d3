"""What the importers share: entries out of raw values, and refusals that name the place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from sayso.errors import BadWatchlist
from sayso.terms.entity import EntityKind
from sayso.terms.watchlist import Entry, ListedName, Reward

AGAIN = "Get the file again from its publisher and import that"
_MONTHS = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%d/%m/%Y")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_ISO = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?(?:T.*)?")
_TIMES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_AMOUNT = rf"(\d[\d.,]*)(?:\s*({'|'.join(_TIMES)}))?"
_MONEY = re.compile(rf"(?:([A-Z]{{3}})|\$)\s*{_AMOUNT}|{_AMOUNT}\s*([A-Z]{{3}})\b")

PERSONS = frozenset({"person", "individual"})
BODIES = frozenset(
    {"entity", "organization", "organisation", "company", "publicbody", "vessel", "aircraft", "airplane"}
)


def refuse(item: str, place: str, reason: str) -> BadWatchlist:
    """The error for a file that is not what it should be; `place` is `line 17` or `entry 3`."""
    return BadWatchlist(f"{item}, {place}" if place else item, reason, f"{AGAIN}.")


def kind_of(text: str) -> EntityKind:
    """Person, organisation, or unknown where the list uses another word."""
    word = text.strip().lower()
    if word in PERSONS:
        return EntityKind.PERSON
    return EntityKind.ORGANISATION if word in BODIES else EntityKind.UNKNOWN


def day_of(text: str) -> str:
    """A date as far as it is known: `19 Jul 1971` is 1971-07-19, `circa 1971` is 1971; else empty."""
    text = text.strip()
    if found := _ISO.fullmatch(text):
        return "".join(part or "" for part in found.groups())
    for form in _MONTHS:
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a birthday has no zone
        except ValueError:
            continue
    try:
        return datetime.strptime(text, "%b %Y").strftime("%Y-%m")  # noqa: DTZ007
    except ValueError:
        year = _YEAR.search(text)
        return year[0] if year else ""


def reward_of(text: str, *, by: str = "") -> Reward | None:
    """`USD 25,000,000`, `25000000 USD`, `$25,000,000` or `$2.5 million`; None where there is no amount."""
    found = _MONEY.search(text)
    if not found:
        return None
    currency = found[1] or found[6] or "USD"
    digits, times = found[2] or found[4], _TIMES.get(found[3] or found[5] or "", 1)
    whole, _, part = digits.rstrip(".,").replace(",", ".").rpartition(".")
    if times > 1 and whole.isdigit():
        amount = int(float(f"{whole}.{part}") * times)  # 2.5 million
    else:
        plain = re.sub(r"[.,]\d{1,2}$", "", digits.rstrip(".,"))
        amount = int(re.sub(r"\D", "", plain)) * times
    rest = (text[: found.start()] + text[found.end() :]).strip(" ,;:")
    return Reward(amount, currency, by, rest)


def entry_of(
    id_: str,
    kind: EntityKind,
    names: Iterable[tuple[str, bool]],
    *,
    born: Iterable[str] = (),
    countries: Iterable[str] = (),
    programs: Iterable[str] = (),
    listed: str = "",
    remarks: str = "",
    rewards: Iterable[Reward] = (),
    wanted: Iterable[str] = (),
) -> Entry:
    """An entry with every value once; a name that is both strong and weak is strong."""
    kept: dict[str, bool] = {}
    for name, weak in names:
        plain = " ".join(name.split())
        if plain:
            kept[plain] = kept.get(plain, True) and weak
    return Entry(
        id=id_,
        kind=kind,
        names=tuple(ListedName(name, weak) for name, weak in kept.items()),
        born=_once(day_of(text) for text in born),
        countries=_once(text.strip().lower() for text in countries),
        programs=_once(text.strip() for text in programs),
        listed=listed,
        remarks=remarks.strip(),
        rewards=tuple(rewards),
        wanted=_once(text.strip() for text in wanted),
    )


def _once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
