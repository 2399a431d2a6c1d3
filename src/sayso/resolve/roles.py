"""On whose behalf a source speaks and what it belongs to, by the words that name it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sayso.terms.entity import RelationKind

_WORD = re.compile(r"[^\s,;:()\"“”]+|,")
_OWNER = re.compile(r"['’]s?$")
_MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class _Roles:
    speaks: frozenset[str]
    belongs: frozenset[str]
    offices: frozenset[str]
    peoples: frozenset[str]
    ranks: frozenset[str]
    binds: frozenset[str]
    within: frozenset[str]
    strip: frozenset[str]
    renamed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Role:
    """What the words say of a source: the body, how the source stands to it, and the words of the role."""

    body: str
    kind: RelationKind
    words: str


@lru_cache(maxsize=1)
def _known() -> _Roles:
    words = tomllib.loads((files("sayso.resolve") / "roles.toml").read_text(encoding="utf-8"))
    sets = {
        key: frozenset(words[key])
        for key in ("speaks", "belongs", "offices", "peoples", "ranks", "binds", "within", "strip")
    }
    renamed = {name: group["names"][0] for group in words["renamed"] for name in group["names"]}
    return _Roles(**sets, renamed=renamed)


def renamed(name: str) -> str:
    """The first of the names of a public body that has several (Daesh: Islamic State); else the name,
    without the acronym that some put after it (`World Health Organization WHO`).
    Case counts: IS is a body, `is` is a word.
    """
    known = _known().renamed
    bare = name.removeprefix("The ").removeprefix("the ")
    if bare in known:
        return known[bare]
    rest, _, last = name.rpartition(" ")
    if rest and last.isupper():
        initials = "".join(word[0] for word in rest.split() if word[0].isupper())
        if last in (initials, initials.removeprefix("T")) or (
            last in known and known.get(rest) == known[last]
        ):
            return renamed(rest)
    return name


def is_public_body(name: str) -> bool:
    """Whether a name is one of the bodies that are known under several."""
    return name.removeprefix("The ").removeprefix("the ") in _known().renamed


def says_a_role(name: str) -> bool:
    """Whether a name is a role in a body (`the Harbour Guard's spokesman`), not the body."""
    known = _known()
    roles = known.speaks | known.belongs | known.offices
    return any(_OWNER.sub("", token.lower()) in roles for token in _WORD.findall(name)[:_MOST_WORDS])


@lru_cache(maxsize=4096)
def roles_of(words: str) -> tuple[Role, ...]:
    """The bodies that a source speaks for or is part of: `Pentagon spokesman`, `Jane Roe, a spokeswoman for
    the Red Crescent`, `two Interpol officials`."""
    tokens = _WORD.findall(words)[:_MOST_WORDS]
    known = _known()
    found = []
    for place, token in enumerate(tokens):
        plain = _OWNER.sub("", token.lower())
        if "".join(tokens[place + 1 : place + 2]).lower() in known.ranks:
            continue
        kind = (
            RelationKind.SPEAKS_FOR
            if plain in known.speaks
            else RelationKind.PART_OF
            if plain in known.belongs or plain in known.offices
            else None
        )
        before = "" if plain in known.offices else _before(tokens, place)
        body = _after(tokens, place) or before
        if kind and body:
            found.append(
                Role(
                    body,
                    kind,
                    f"{plain} of {body}" if kind is RelationKind.PART_OF else f"{plain} for {body}",
                )
            )
    speaking = [role for role in found if role.kind is RelationKind.SPEAKS_FOR]
    bodies = {role.body for role in speaking}
    return (
        *speaking,
        *(role for role in found if role.kind is RelationKind.PART_OF and role.body not in bodies),
    )


def _capital(token: str) -> bool:
    return token[:1].isupper() or token[:1].isdigit() or token.lower().startswith(("al-", "el-"))


def _before(tokens: list[str], place: int) -> str:
    """The body that stands right before the role, without articles and ranks: `the US Central Command's`."""
    known, start = _known(), place
    while start and (
        _capital(tokens[start - 1]) or (start < place and tokens[start - 1].lower() in known.within)
    ):
        start -= 1
    while start < place and not _capital(tokens[start]):
        start += 1
    return _name(tokens[start:place])


def _after(tokens: list[str], place: int) -> str:
    """The body that stands after the role and a word that binds: `of the Ministry of Health`."""
    known, start = _known(), place + 1
    if start >= len(tokens) or tokens[start].lower() not in known.binds:
        return ""
    start += 1
    while start < len(tokens) and tokens[start].lower() in known.strip:
        start += 1
    end = start
    while end < len(tokens) and (
        _capital(tokens[end])
        or (tokens[end].lower() in known.within and end + 1 < len(tokens) and end > start)
    ):
        end += 1
    while end > start and not _capital(tokens[end - 1]):
        end -= 1
    return _name(tokens[start:end])


def _name(tokens: list[str]) -> str:
    known = _known()
    while tokens and tokens[0].lower() in known.strip:
        tokens = tokens[1:]
    while tokens and (tokens[-1].lower() in known.strip or tokens[-1].lower() in known.belongs):
        tokens = tokens[:-1]
    if all(token.lower() in known.peoples for token in tokens):
        return ""
    return " ".join(_OWNER.sub("", token) for token in tokens).rstrip(".") if tokens else ""
