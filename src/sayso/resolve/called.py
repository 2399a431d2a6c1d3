"""What a name is once it stands alone: without the words in front of it that are no part of it, and whether
it is a name at all or words that describe somebody."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from sayso.resolve.roles import is_public_body
from sayso.terms.entity import EntityKind

_PIECES = re.compile(r"[\s-]+")
_OWNER = re.compile(r"['’]s?$")
_MOST_WORDS = 12  # a name of more is a sentence


@dataclass(frozen=True, slots=True)
class _Called:
    front: frozenset[str]
    openers: frozenset[str]
    small: frozenset[str]
    nouns: frozenset[str]
    generic: frozenset[str]
    peoples: frozenset[str]
    counts: frozenset[str]
    public: frozenset[str]


@lru_cache(maxsize=1)
def _known() -> _Called:
    words = tomllib.loads((files("sayso.resolve") / "roles.toml").read_text(encoding="utf-8"))
    said = words["called"]
    roles = {*words["speaks"], *words["belongs"], *words["offices"]}
    return _Called(
        front=frozenset((*said["front"], *said["openers"], *roles, *words["peoples"])),
        openers=frozenset(said["openers"]),
        small=frozenset(said["small"]),
        nouns=frozenset((*said["nouns"], *roles)),
        generic=frozenset(said["generic"]),
        peoples=frozenset(words["peoples"]),
        counts=frozenset(said["counts"]),
        public=frozenset(said["public"]),
    )


def bare(name: str) -> str:
    """A person's name without a sentence's first word, without the office, rank, trade, kin or people in
    front of it (`Iraqi MP Hassan Sunaid`, `its spokeswoman, Ada Marsh`), and without the body behind it
    (`Ada Marsh of Open Harbour`), as long as two words of a name are left."""
    known, words = _known(), _behind_office(without_opener(name)).split()
    of = next((place for place, word in enumerate(words) if word in ("of", "from") and place > 1), 0)
    if of and all(map(_capital, words[:of])) and not _in_front(words[0], known):
        words = words[:of]
    while len(words) > 2 and _goes(words[0], known) and _capital(words[1]) and _capital(words[-1]):
        words = words[1:]
    return " ".join(words)


def _behind_office(name: str) -> str:
    """The name behind an office and a comma, where one stands there."""
    office, _, rest = name.partition(", ")
    last = office.split()[-1:]
    in_office = bool(last) and last[0].islower() and _in_front(last[0], _known())
    return rest if in_office and len(rest.split()) > 1 and all(map(_capital, rest.split())) else name


def _goes(word: str, known: _Called) -> bool:
    """Whether the first word is no part of a name: an office or the like, or a small word."""
    return _in_front(word, known) or (word.islower() and word.isalpha() and word not in known.small)


def body_alone(name: str) -> str:
    """A body's name without small words in front that say what it is (`monitoring group Open Ear`), where
    what is left is a name by itself."""
    words = name.split()
    first = next((place for place, word in enumerate(words) if _capital(word)), 0)
    rest = " ".join(words[first:])
    says = all(word.isalpha() and word not in ("the", "of") for word in words[:first])
    return rest if first and says and len(words) - first > 1 and not is_general(rest) else name


def without_opener(name: str) -> str:
    """A name without a sentence's first word in front of it (`But Iraq`)."""
    words = name.split()
    openers = _known().openers
    while len(words) > 1 and words[0].lower() in openers and (_capital(words[1]) or words[1] == "the"):
        words = words[1:]
    return " ".join(words)


def _in_front(word: str, known: _Called) -> bool:
    pieces = [piece for piece in _PIECES.split(_OWNER.sub("", word.lower()).strip(".,")) if piece]
    return bool(pieces) and all(piece in known.front for piece in pieces)


def is_named(name: str, kind: EntityKind) -> bool:
    """Whether the words are a name: `Ivo Brand`, `the Harbour Guard`, `Orle police`; not `residents`, `the
    interior minister`, `YPG fighters`, `three outlets`, nor anything of unknown kind."""
    words = name.split()
    if kind is EntityKind.UNKNOWN or not words or len(words) > _MOST_WORDS:
        return False
    known = _known()
    lower = [_OWNER.sub("", word.lower()).strip(".,") for word in words]
    if kind is EntityKind.ORGANISATION and is_public_body(name):
        return True
    if kind is EntityKind.ORGANISATION:
        return (
            lower[0] not in known.counts
            and _starts(words)
            and any(
                _capital(word) and plain not in known.generic and plain != "the"
                for word, plain in zip(words, lower, strict=True)
            )
        )
    if (
        lower[0] == "the"
        or known.front.issuperset(lower)
        or any(piece in known.nouns for plain in lower for piece in plain.split("-"))
    ):
        return False
    rest = [plain for word, plain in zip(words, lower, strict=True) if _capital(word)]
    plain_words = [plain for word, plain in zip(words, lower, strict=True) if not _capital(word)]
    return any(word not in known.peoples for word in rest) and known.small.issuperset(plain_words)


def says_an_office(words: str) -> bool:
    """Whether the last of some words, or the first before `of` or `for`, is an office that makes whoever has
    it no private person: `Foreign Minister`, `chief of police`."""
    plain = [_OWNER.sub("", word.lower()).strip(".,") for word in words.split()]
    heads = [before for before, word in pairwise(plain) if word in ("of", "for")]
    return bool(_known().public.intersection([*plain[-1:], *heads[:1]]))


def without_article(name: str) -> str:
    """A name to compare outlets by."""
    return " ".join(name.casefold().removeprefix("the ").split())


def is_general(name: str) -> bool:
    """Whether a body's name says only what it is (`Interior Ministry`, `the army`), so that every country
    has one."""
    known = _known()
    return not is_public_body(name) and all(
        piece in known.generic for word in name.lower().split() for piece in _PIECES.split(word) if piece
    )


def _starts(words: list[str]) -> bool:
    """Whether a name of a body starts here: with a capital, or with an article and one."""
    first = words[1:] if len(words) > 1 and words[0].lower() == "the" else words
    return _capital(first[0]) or first[0][:1].isdigit()


def _capital(word: str) -> bool:
    return word[:1].isupper() or word.lower().startswith(("al-", "el-", "as-", "ash-", "d'", "o'"))
