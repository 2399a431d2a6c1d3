"""What the name of a source says about who is meant: a person, a body, a state's officials, an outlet.

The words that show it are data (`data/sources.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from sayso.terms.statement import SourceKind
from sayso.weigh.words import NOT_NAMES

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*", re.UNICODE)
_ORGANISATION = re.compile(
    r"\b(?:observatory|ministry|department|council|committee|agency|university|institute|party|group|organi[sz]ation|"
    r"association|foundation|society|centre|center|commission|federation|union|company|bureau)$|\b(?:department|"
    r"ministry|observatory|university|office|bank|council) (?:of|for)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*)+")
_AT = re.compile(r"\s(?:in|near|from|at|inside|outside)\s")  # where somebody is does not say who it is
_DIPLOMAT = re.compile(r"\b(?:diplomat|envoy|reporter|observer)s?\b", re.IGNORECASE)
_AS_SAYING = re.compile(
    r"\s+as (?:saying|telling|reporting|having)\b.*$|\s+who (?:told|said)\b.*$"
    r"|\s+(?:purporting|claiming|showing)$"
)
_RECORDING = re.compile(r"^(?:speaker \S+ of )?recording .*\[(rc-[0-9a-f]+)\]$", re.DOTALL)
_LOWER_PARTS = {"al", "el", "bin", "ben", "von", "van", "de", "da", "di", "du", "la", "le", "ibn", "abu"}
_FILLER = {"the", "a", "an", "of", "in", "on", "for", "and", "to", "from", "by", "with", "at", "or", "as"}


_SOMEBODY = frozenset((SourceKind.ANONYMOUS, SourceKind.PERSON, SourceKind.OFFICE_HOLDER))


@dataclass(frozen=True, slots=True)
class Named:
    """A source's name taken apart. `who` are the proper words that identify it, the surname last for
    a person; `vague` says that nothing in the name identifies anyone."""

    name: str
    role: str
    country: str
    service: str
    body: str
    who: tuple[str, ...]
    person: bool
    media: bool
    vague: bool
    office: str = ""  # minister, president, mayor: one holder at a time
    recording: str = ""  # the id of a recording of the case that speaks for itself

    @property
    def surname(self) -> str:
        """The last proper word of a person's name, or nothing."""
        return self.who[-1] if self.person and self.who else ""


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("sayso.weigh").joinpath("data/sources.toml").read_text(encoding="utf-8"))


@cache
def _finder(table: str) -> tuple[re.Pattern[str], Mapping[str, tuple[int, str]]]:
    """One pattern of all words of a table, plurals too, and for each word its key and the key's rank."""
    ranked = {
        word: (rank, key)
        for rank, (key, words) in list(enumerate(_data()[table].items()))[::-1]
        for word in words
    }
    parts = "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in sorted(ranked, key=len)[::-1])
    return re.compile(rf"(?<!\w)({parts})(?:e?s|['’]s?)?(?!\w)", re.IGNORECASE), ranked


def _first(table: str, text: str) -> str:
    """The key of the best-ranked word of the table that stands in the text, or nothing."""
    pattern, ranked = _finder(table)
    found = [re.sub(r"[\s-]", " ", m.group(1).lower()) for m in pattern.finditer(text) if m.group(1) != "us"]
    if table == "bodies":  # the longest name: the health agency of the United Nations is not the whole
        found = [word for word in found if len(word) == max(map(len, found))]
    return min((ranked[word] for word in found), default=(0, ""))[1]


@cache
def _set(table: str, field: str = "words") -> frozenset[str]:
    return frozenset(_data()[table][field])


@cache
def _acronyms() -> Mapping[str, str]:
    return {word: key for key, words in _data()["acronyms"].items() for word in words}


@cache
def _agency() -> re.Pattern[str]:
    parts = "|".join(re.escape(word) for word in sorted(_set("agencies", "names"), key=len)[::-1])
    return re.compile(rf"(?<!\w)(?:{parts})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Lower case, straight apostrophes, no possessive."""
    return re.sub(r"'s?(?!\w)", "", text.lower().replace("’", "'").replace("‘", "'")).strip()


def _proper(name: str) -> tuple[str, ...]:
    """The capitalised words that are no title, no country, no general noun: lower case, in order."""
    general = _set("unnamed") | _set("titles")
    kept = []
    for match in _WORD.finditer(_finder("bodies")[0].sub(" ", name)):
        word = match.group()
        low = fold(word)
        single = low.removesuffix("s")
        if (
            low in NOT_NAMES
            or low in general
            or single in general
            or low in _FILLER
            or _first("countries", word)
        ):
            continue
        if word[0].isupper() or (low.split("-")[0] in _LOWER_PARTS and "-" in low):
            kept.append(low.replace("-", " ").split(" ", 1)[-1] if "-" in low else low)
    return tuple(kept)


def _outlet_name(name: str, who: tuple[str, ...]) -> tuple[str, ...]:
    """An outlet's own name: its proper words with the general ones in one run with them (*The Hollywood
    Reporter*), or the agency that is named by a word that is no name elsewhere."""
    for run in _CAPITALS.findall(_AS_SAYING.sub("", name)):
        words = [
            fold(word) for word in run.split() if fold(word) not in _FILLER and not _first("countries", word)
        ]
        if len(words) == 2 and words[0] in who:
            return tuple(words)
    agency = None if who else _agency().search(name)
    return (fold(agency.group()),) if agency else who


def _country(name: str) -> str:
    return _first("countries", name) or _first("capitals", name)


def _body(name: str, country: str, service: str) -> str:
    """A key for the body that is named: its own, or the country's service."""
    known = _first("bodies", name)  # by its own name
    if not known:
        known = next((key for word, key in _acronyms().items() if re.search(rf"\b{word}\b", name)), "")
    if known:
        return known
    if country and service and not re.search(r"\bsources?\b", name, re.IGNORECASE):
        return f"{country} {service}"
    if country and re.search(r"\bgovernments?\b|\bauthorit", name, re.IGNORECASE):
        return f"{country} government"
    return ""


@lru_cache(maxsize=16384)
def parse(name: str, kind: SourceKind = SourceKind.UNKNOWN) -> Named:
    """Take a source's name apart.

    >>> parse("Pentagon spokesman Col. Jane Doe").body
    'us defence'
    """
    heard = _RECORDING.match(name)
    if heard:
        return Named(name, "", "", "", "", (), False, False, False, recording=heard.group(1))
    name = _AS_SAYING.sub("", name)
    role, country, service = _first("roles", name), _country(name), _first("services", name)
    body = _body(name, country, service)
    if role == "media" and body in (f"{country} {service}", f"{country} government"):
        body = ""  # a government newspaper is no government
    head = name.split(",")[0] if role != "spokesman" else name
    if kind in (SourceKind.PERSON, SourceKind.OFFICE_HOLDER):
        head = head.split(" and ")[0]  # two people read as one
    who = _proper(head) or _proper(name)
    if who and not _proper(_AT.split(head)[0]):
        who = () if role in ("source", "official", "witness", "expert") or _DIPLOMAT.search(head) else who
    media = not body and bool(
        role == "media" or _agency().search(name) or re.search(r"\w\.(?:com|org|net)\b", name)
    )
    titled = any(fold(m.group()) in _set("titles") for m in _WORD.finditer(name))
    organised = kind is SourceKind.ORGANISATION or bool(_ORGANISATION.search(head))
    read_as = kind in (SourceKind.PERSON, SourceKind.OFFICE_HOLDER)
    person = bool(who) and (read_as or (titled and not media)) and (not organised or role == "spokesman")
    if person and fold(name).removeprefix("the ") in _set("agencies", "names"):
        person = False
    if person:
        media = False
    if media:
        who = _outlet_name(name, who)
    vague = not who and not body and not country and not media
    return Named(name, role, country, service, body, who, person, media, vague, _first("offices", name))


def by_noun(named: Named) -> Named:
    """A body that only a common noun names (`the coastguard`): a source all the same; as one of a state's
    services (`the navy`) it may be named in full elsewhere."""
    if named.role:
        return named
    if named.service:
        return replace(named, body=named.service, vague=False)
    return replace(named, who=(fold(named.name).removeprefix("the "),), vague=False)


def as_source(named: Named, kind: SourceKind) -> Named | None:
    """A name that stands for whoever was read as a source of this kind; None for a mere thing."""
    if kind is SourceKind.ORGANISATION and named.vague:
        return by_noun(named)
    if not is_thing(named):
        return named
    if kind is SourceKind.WITNESS:
        return replace(named, role="witness")  # passengers speak too
    return by_noun(named) if kind in _SOMEBODY else None  # `a harbour pilot`, `the mayor`


def any_body() -> frozenset[str]:
    """Nouns that say of a body what it is and not which: `ministry`, `company`."""
    return _set("any_body")


def country_of(name: str) -> str:
    """The country that a name holds or is the capital of, or nothing."""
    return _country(name)


def is_title(word: str) -> bool:
    """Whether a word is a title or office that stands before a name."""
    return fold(word).rstrip(".") in _set("titles")


def is_adjective(word: str) -> bool:
    """Whether a word is a country's adjective: *Nigerian*."""
    return not _adjectives().isdisjoint(fold(word).split("-"))


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(word for words in _data()["countries"].values() for word in words[1:] if len(word) > 3)


@lru_cache(maxsize=16384)
def is_thing(named: Named) -> bool:
    """Whether a name is no source at all but something that one presents (`DNA tests`, `the technology`),
    or the place in a dateline."""
    if named.recording:
        return False
    words = [fold(match.group()) for match in _WORD.finditer(named.name)]
    if not words:
        return True
    if named.name.isupper() and len(named.name) > 4 and not named.body and not named.media:
        return True
    head = words[-1]
    if head in _set("things") or head.removesuffix("s") in _set("things"):
        return not (named.media and named.who)
    mere = named.vague and not named.role and not named.service
    return (
        mere
        and not (set(words) & _set("unnamed"))
        and not any(word[0].isupper() for word in named.name.split())
    )


def outlet_words(name: str) -> frozenset[str]:
    """The words of an outlet's name that tell it from others: without articles, address parts and the
    words that many outlets share."""
    low = re.sub(r"^(?:www|news|edition|online)\.|\.(?:com|org|net|co|uk|tv)\b", "", fold(name))
    words = {word for word in re.findall(r"\w+", low) if word not in _FILLER}
    telling = {word for word in words if word not in _data()["roles"]["media"]}
    return frozenset(telling or words)


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"\w+", fold(name)) if word not in _FILLER]
    return "".join(word[0] for word in words) if len(words) > 1 else ""


def as_outlet(named: Named, outlets: Mapping[str, frozenset[str]]) -> str:
    """The outlet of the case that a name means: all its telling words, or some of them beside a word for
    media or reports."""
    mine = frozenset(re.findall(r"\w+", fold(_AS_SAYING.sub("", named.name).split(",")[0]))) - _FILLER
    squashed = "".join(re.findall(r"\w+", fold(named.name)))
    for outlet, words in outlets.items():
        if words == {squashed}:
            return outlet
        if words and words <= mine and set(named.who) <= words | _set("unnamed"):
            return outlet
    if named.name.isupper() and not named.body:
        short = [outlet for outlet in outlets if _initials(outlet) == fold(named.name)]
        if len(short) == 1:
            return short[0]  # "OPS" in an article of the Orrin Press Service
    if named.role not in ("media", "report") and not named.media:
        return ""
    who = frozenset(named.who)
    fits = [outlet for outlet, words in outlets.items() if who and who <= words]
    return fits[0] if len(fits) == 1 else ""


@lru_cache(maxsize=4096)
def speaks_for_itself(outlet: str) -> bool:
    """Whether an outlet is a body that publishes its own word, as a ministry or a bank does: it passes on
    nobody's, however many say the same elsewhere."""
    named = parse(outlet, SourceKind.ORGANISATION)
    if named.media or named.role in ("media", "social"):
        return False
    words = frozenset(re.findall(r"\w+", fold(outlet)))
    return bool(named.service or words & _set("publishers"))


@cache
def movements() -> frozenset[str]:
    """Keys of bodies that are armed or political movements."""
    return _set("movements", "keys")


@cache
def services() -> frozenset[str]:
    """Keys of the branches of a state."""
    return frozenset(_data()["services"])


@cache
def countries() -> frozenset[str]:
    """Keys of the states that are known by name: unnamed officials can be theirs, not the United Nations'."""
    return frozenset(_data()["countries"])
