"""Which source names of one question mean the same source: every name becomes a node, nodes are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

from sayso.weigh.sources import Named, any_body, by_noun, fold, movements, parse

Node = tuple[str, str]
"""A class (name, body, officials, state, group, unnamed, recording, media, report, counsel, vague) and a
key in it."""

# Nodes that identify somebody; the others are resolved by what is around them.
IDENTIFYING = frozenset({"name", "office", "body", "officials", "state", "group", "unnamed", "recording"})
_OFFICE = re.compile(r"minist|department|office|command|agency|bureau|council|committee", re.IGNORECASE)
_PERSON = re.compile(r"^an? |\b(?:wo)?(?:man|men)\b|\b(?:person|people|citizen|national)s?\b", re.IGNORECASE)
_LOOSE = 0.6  # likeness of surnames that is enough where the first names agree
_GENERIC_MEDIA = re.compile(
    r"\b(?:outlets?|media|reports?|press|sites?|websites?|newspapers|channels)\b", re.I
)


@lru_cache(maxsize=16384)
def node_of(named: Named) -> Node:
    """The node that one source name stands for by its own words."""
    if named.recording:
        return "recording", named.recording
    if named.role == "counsel" and not named.person:
        return ("name", " ".join(named.who)) if named.who else ("counsel", "")
    if named.role in ("social", "media", "fighters") and not named.person and _movement(named):
        return "group", f"online {_movement(named)}"
    if named.role == "spokesman" and named.body:
        return _state(named)
    if named.role == "spokesman" and (split := speaker_of(named.name)) and split[0]:
        return _spoken_for(*split)
    if named.person and named.role != "social":
        return "name", " ".join(named.who)
    if named.role == "social" and not named.media:
        return _social(named)
    if named.media:
        return _media(named)
    if named.office and (named.service or named.country) and not named.who:
        return "office", " ".join(filter(None, (named.country, named.service, named.office)))
    if named.body or (named.country and named.role in ("official", "source", "spokesman", "")):
        return _state(named)
    return _other(named)


def _spoken_for(body: str, person: str) -> Node:
    """The body that somebody speaks for; the person where its name says nothing (`the ministry`)."""
    named = parse(body)
    noun = fold(body).removeprefix("the ")
    told = named.vague and noun and noun.isalpha() and noun not in any_body() and not named.role
    node = node_of(by_noun(named) if told else named)
    who = parse(person).who if person else ()
    return ("name", " ".join(who)) if who and node[0] in ("vague", "officials", "report") else node


def _other(named: Named) -> Node:
    """The node of a name that is no person's, no outlet's and no state's."""
    if named.service and _OFFICE.search(named.name) and named.role != "source":
        return "body", named.service
    if named.role == "official" and named.vague and not _OFFICE.search(named.name):
        return "officials", ""
    if named.role in ("fighters", "witness", "family", "medical", "expert"):
        return "group", " ".join((named.role, named.country, *named.who)).strip()
    if named.role == "report" and not named.who:
        return "report", named.country
    if named.vague:
        return "vague", named.role or _pronoun(named.name)
    return "name", " ".join(named.who) or fold(named.name)


_SPEAKS = (
    r"(?:spokes\w+|press secretary|press officer|representative|envoy|communications director|"
    r"(?:head|director) of communications)"
)
_ORG_FIRST = re.compile(
    rf"^(?:(?:the|a|an|its|his|her|their)\s+)?(?P<org>.*?)(?:['’]s?)?\s*\b{_SPEAKS}\b(?:\s+(?:for|of)\s+(?P<of>[^,]+))?"
    rf"(?:,?\s+(?P<person>[A-ZÀ-Þ].*))?$"
)
_PERSON_FIRST = re.compile(
    rf"^(?P<person>[A-ZÀ-Þ][^,]+),\s+(?:the|a|an)?\s*(?P<org>.*?)(?:['’]s?)?\s*\b{_SPEAKS}\b"
    rf"(?:\s+(?:for|of)\s+(?P<of>.+))?$"
)


def speaker_of(name: str) -> tuple[str, str] | None:
    """(body, person) of a name such as `Pell, a spokeswoman for the Front`; either may be empty."""
    found = _PERSON_FIRST.match(name) or _ORG_FIRST.match(name)
    if found is None:
        return None
    parts = found.groupdict()
    return (parts["of"] or parts["org"] or "").strip(), (parts["person"] or "").strip()


def speaker(named: Named) -> str:
    """The person's name of somebody who speaks for a body, as a node's key."""
    if named.role != "spokesman":
        return ""
    split = speaker_of(named.name)
    person = parse(split[1]).who if split and split[1] else ()
    return " ".join(person or (named.who if named.person and named.body else ()))


def _movement(named: Named) -> str:
    """The movement that sites or accounts belong to, if any."""
    online = named.role != "fighters" or re.search(
        r"site|blog|account|twitter|forum|web|online|platform", named.name, re.I
    )
    adjective = re.search(
        r"\b(jihad|islamist|militant|extremist|separatist|rebel)", named.name, re.IGNORECASE
    )
    if not online:
        return ""
    if named.body:
        return named.body if named.body in movements() else ""
    return adjective.group(1).lower() if adjective else ""


def _pronoun(name: str) -> str:
    return (
        "person" if re.search(r"\b(?:man|woman|boy|girl|he|she|client|person)\b", name, re.IGNORECASE) else ""
    )


def _social(named: Named) -> Node:
    who = " ".join(word for word in named.who if word not in ("twitter", "facebook"))
    return ("name", who) if who else ("group", "social")


def _media(named: Named) -> Node:
    who = " ".join(named.who)
    if not who or (_GENERIC_MEDIA.search(named.name) and re.search(r"media|outlets|sites|press", named.name)):
        return "report", named.country
    return "media", who


def _state(named: Named) -> Node:
    """The state's nodes: a body that is named, its unnamed officials, or the state as such."""
    service = bool(named.country and named.body == f"{named.country} {named.service}")
    if named.body and not (service and not _OFFICE.search(named.name)):
        government = named.body.endswith(" government") and named.role != "source"
        return ("state", named.country) if government and named.country else ("body", named.body)
    if not named.body and named.role == "" and _PERSON.search(named.name):
        return "vague", "person"
    if not named.body and named.role == "":
        return ("group", " ".join((named.country, *named.who, *_rest(named)))) if _rest(named) else (
            "state", named.country)  # fmt: skip
    return "officials", named.country


def _rest(named: Named) -> tuple[str, ...]:
    """The common nouns of a name such as `Kurdish forces`."""
    found = re.findall(
        r"\b(forces|troops|people|parliament|courts?|politicians|lawmakers)\b", named.name.lower()
    )
    return tuple(found[:1])


@lru_cache(maxsize=65536)
def same_person(left: str, right: str) -> bool:
    """Whether two names of persons mean one: the surnames agree (spellings of one name from another
    script may differ in a few letters) and the other names do not speak against it."""
    one, two = left.split(), right.split()
    if not one or not two:
        return False
    short, long = sorted((one, two), key=len)
    if set(short) <= set(long):
        return True
    if len(one) > 1 and len(two) > 1 and _close(one[-2], two[-2]) and _close(one[-1], two[-1], least=_LOOSE):
        return True
    if _close(one[-1], two[-1]):
        return len(short) == 1 or _close(one[-2], two[-2]) or bool(set(one[:-1]) & set(two[:-1]))
    return len(short) > 1 and bool(set(one) & set(two)) and _close(" ".join(one), " ".join(two))


@lru_cache(maxsize=65536)  # the same names meet on every page
def _close(left: str, right: str, *, least: float = 0.75) -> bool:
    if left == right:
        return True
    if min(len(left), len(right)) < 5 or left[0] != right[0]:
        return False
    if 2 * (Counter(left) & Counter(right)).total() < least * (len(left) + len(right)):
        return False  # not even their letters in any order
    return SequenceMatcher(None, left, right).ratio() >= least


@lru_cache(maxsize=65536)
def same_outlet(left: str, right: str) -> bool:
    """Whether two names of outlets mean one: `hollywoodreporter.com` and `The Hollywood Reporter`."""
    one, two = bare_outlet(left), bare_outlet(right)
    if not one or not two:
        return False
    if one == two or two in _initials(left) or one in _initials(right):
        return True
    if _shortens(one, right) or _shortens(two, left):
        return True
    return min(len(one), len(two)) >= 5 and (one in two or two in one or _close(one, two, least=0.85))


def bare_outlet(name: str) -> str:
    """An outlet's name without address parts, articles and spaces."""
    low = fold(name)
    low = re.sub(r"^(?:https?://)?(?:www\.|edition\.|news\.|online\.)?", "", low)
    low = re.sub(
        r"\.(?:com|org|net|co\.uk|co\.in|co|in|uk|ca|iq|tv|de|fr|ie|au|pk|com\.pk|com\.au)\b.*$", "", low
    )
    return re.sub(r"\bthe\b|\W", "", re.sub(r"(?<=\w)\s+(?:news )?agency$", "", low))


_VOWEL = re.compile(r"[aeiouy]")


def _shortens(short: str, name: str) -> bool:
    """Whether a word that nobody could say is another name's initials with one letter more from within a
    word: *CNW* of *Calta Newswire*."""
    words = [word for word in re.findall(r"\w+", fold(name)) if word != "the"]
    if len(words) < 2 or len(short) != len(words) + 1 or _VOWEL.search(short):
        return False
    inner = [
        "".join(word[0] + (letter if word is longer else "") for word in words)
        for longer in words
        for letter in longer[1:]
    ]
    return short in inner


def _initials(name: str) -> frozenset[str]:
    """What a name of several words is shortened to, with and without its article."""
    parts = [word for word in re.findall(r"\w+", fold(name)) if word not in ("com", "www", "the")]
    short = "".join(word[0] for word in parts)
    return frozenset((short, f"t{short}")) if len(parts) > 1 else frozenset()


@dataclass
class Union:
    """Sets that grow together (Tarjan 1975); the least member stands for its set, so that the order of
    joining does not matter."""

    parent: dict[Node, Node] = field(default_factory=dict)

    def find(self, node: Node) -> Node:
        """The member that stands for the node's set."""
        root = self.parent.setdefault(node, node)
        while root != (above := self.parent[root]):
            root = above
        while node != root:
            self.parent[node], node = root, self.parent[node]
        return root

    def join(self, left: Node, right: Node) -> None:
        """Make two sets one."""
        one, two = sorted((self.find(left), self.find(right)))
        self.parent[two] = one


def join_persons(union: Union, persons: Iterable[str]) -> None:
    """Join the spellings of one person; a surname alone that fits two different people joins neither."""
    full = sorted({name for name in persons if " " in name})
    for index, left in enumerate(full):
        for right in full[index + 1 :]:
            if same_person(left, right):
                union.join(("name", left), ("name", right))
    for short in sorted({name for name in persons if " " not in name}):
        fits = {union.find(("name", name)) for name in full if same_person(short, name)}
        if len(fits) == 1:
            union.join(("name", short), fits.pop())
