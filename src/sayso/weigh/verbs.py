"""Which word of a clause is its verb, and how English asks with it: by closed lists and by forms.

*The dam has burst*, *has the dam burst?* No parser is at work here: what can't be told for sure is left.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

_REACH = 24  # words in which the verb of a clause stands
_LATER = 13  # words after a participle in which the verb can still come


class Asked(NamedTuple):
    """A verb as a question needs it: the words that go before the subject, those that stay after it, the
    verb as a statement has it, and the rest of the clause."""

    moved: str
    kept: str
    told: str
    rest: list[str]


@cache
def listed(name: str) -> frozenset[str]:
    """One of the word lists of `data/verbs.toml`."""
    words = _raw()[name]
    return frozenset(words.split()) if isinstance(words, str) else frozenset()


@cache
def _raw() -> Mapping[str, str | dict[str, str]]:
    return tomllib.loads(files("sayso.weigh").joinpath("data/verbs.toml").read_text(encoding="utf-8"))


def _forms(name: str) -> Mapping[str, str]:
    table = _raw()[name]
    return table if isinstance(table, dict) else {}


def low_of(word: str) -> str:
    """A word in lower case without marks; `IS` and `US` are names and stay."""
    if word in ("IS", "US", "IT"):
        return word
    return word.lower().strip(",.’'").replace("’", "'")


def verb_at(words: Sequence[str]) -> int | None:
    """Where the verb of the clause stands. None where an earlier word may be it too."""
    pasts: list[int] = []
    for at, word in enumerate(words[:_REACH]):
        low = low_of(word)
        if low in listed("auxiliaries"):
            if pasts and _has_object(words, pasts[0]):
                return None  # a verb with a clause after it
            return at if at else None
        if low.endswith("n't") or low in ("not", "never"):
            return None
        if pasts and low in listed("breaks"):
            break
        if low in ("who", "which", "that", "whose", "where", "when", "because", "if", "whether", "to"):
            break
        if at and plain_form(low) and _can_be_verb(words, at):
            pasts.append(at)
    if not pasts or _later_auxiliary(words, pasts[0]):
        return None
    sure = _has_object(words, pasts[0]) or len(pasts) == 1
    return pasts[0] if sure else None


def _can_be_verb(words: Sequence[str], at: int) -> bool:
    """Whether a past can be the verb here: not in a name, and not between an article and its noun."""
    following = low_of(words[at + 1]) if at + 1 < len(words) else ""
    bare = following == "by" or (
        following in listed("after_participle") and (low_of(words[at]) not in listed("without_object"))
    )
    return not (bare or words[at][:1].isupper() or low_of(words[at - 1]) in ("the", "a", "an", "and", "of"))


def _later_auxiliary(words: Sequence[str], at: int) -> bool:
    """Whether the verb comes only later, so that a past is a participle (*the man arrested in Oskel was*)."""
    for word in words[at + 1 : at + _LATER]:
        if low_of(word) in listed("breaks"):
            return False
        if low_of(word) in listed("auxiliaries"):
            return True
    return False


def _has_object(words: Sequence[str], at: int) -> bool:
    following = words[at + 1] if at + 1 < len(words) else ""
    return low_of(following) in listed("after_past") or following[:1].isupper() or following[:1].isdigit()


@lru_cache(maxsize=8192)
def plain_form(low: str) -> str:
    """The plain form of a past; empty where the word is none that is known."""
    if low in listed("not_pasts"):
        return ""
    known = _forms("past").get(low)
    if known or not low.endswith("ed") or len(low) < 4:
        return known or ""
    from sayso.weigh.vectors import is_word  # numpy stays out of the light paths

    stem = low[:-2]
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", stem):
        return low[:-1]  # a short stem would have doubled its last letter
    doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl"
    tries = [stem[:-1] + "y"] if stem.endswith("i") else [stem[:-1]] if doubled else []
    soft = stem.endswith(
        ("at", "iz", "is", "iv", "uc", "as", "ur", "ov", "ac", "ag", "eas", "us", "ul", "ng", "rc", "rg", "v")
    )
    tries += [low[:-1], stem] if soft else [stem, low[:-1]]
    plain = next((word for word in tries if is_word(word)), "")
    adjective = low.startswith("un")  # "unarmed": nobody unarms
    if not plain and not adjective and is_word(low) and re.search(r"[aeiou]{2}[^aeiou]$|[^aeiou]{2}$", stem):
        return stem
    return plain


def _participle(low: str) -> str:
    return _forms("participle").get(low) or plain_form(low)


def _aside(low: str) -> bool:
    """Whether a word stands between the parts of a verb (*has only had*, *had briefly been*)."""
    return low.endswith("ly") or low in ("only", "just", "now", "ever", "since", "long", "always", "often")


def asked_by(words: Sequence[str], plural: bool) -> Asked | None:
    """The verb that these words begin with, without the doubt that it carries and without the step back
    that reported speech takes; None where it is denied or can't be asked with."""
    first, more = low_of(words[0]), list(words[1:])
    following = next((low for word in more if not _aside(low := low_of(word))), "")
    if following in ("not", "n't", "never", "no"):
        return None
    if base := ("" if first in listed("auxiliaries") else plain_form(first)):
        return Asked("did", base, words[0], more)
    if first == "would":
        return Asked("will", "", "will", more)
    if first in ("may", "might", "could", "must") and following == "have":
        have = "have" if plural else "has"
        return Asked(have, "", have, more[1:])
    if first in ("may", "might", "could", "must") and following == "be":
        be = "are" if plural else "is"
        return Asked(be, "", be, more[1:])
    if first in listed("unsure") or first in ("do", "does", "did"):
        return None
    if first in ("was", "were") and following in ("dead", "alive"):
        first = "are" if plural else "is"
    if first == "had":
        return _stepped_back(following, more, plural)
    if first in ("has", "have") and not _participle(following):
        return Asked(("do" if plural else "does"), "have", first, more)
    return Asked(first, "", first, more)


def _stepped_back(following: str, more: list[str], plural: bool) -> Asked | None:
    """*Had burst* is asked as *did burst*, *had been taken* as *was taken*."""
    if following == "been":
        was = "were" if plural else "was"
        more.pop([low_of(word) for word in more].index("been"))
        return Asked(was, "", was, more)
    base = _participle(following)
    if base and low_of(more[0]) == following:
        told = next((past for past, plain in _forms("past").items() if plain == base), more[0])
        return Asked("did", base, told, more[1:])
    return Asked("did", "have", "had", more) if following in listed("after_past") else None


def only_says(subject: Sequence[str], kept: str, rest: Sequence[str]) -> bool:
    """Whether the clause tells who says or looks into something, rather than what is so."""
    head = next((w for w in rest if low_of(w) not in ("been", "being") and not _aside(low_of(w))), "")
    if low_of(subject[0]) == "there":
        return any(low_of(word) in listed("nouns_of_saying") for word in rest[:4])
    plain = kept or _participle(low_of(head)) or low_of(head).removesuffix("ing")
    if plain in listed("saying") or plain + "e" in listed("saying"):
        return not (rest and low_of(rest[0]) == "been")
    return any(low_of(word) in listed("nouns_of_saying") for word in subject[:4])
