"""Who and what an event is about: the names in its articles, the fullest form of each, and whether a name
is used like a person's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sayso.terms.article import Article
from sayso.terms.statement import MentionForm, Reading
from sayso.weigh.sources import country_of, fold, is_adjective, is_title
from sayso.weigh.words import NOT_NAMES, STOP, Token, stem

_WORD = r"(?:[A-ZÀ-Þ][\w’'-]*\w|al-[A-Z][\w-]+|[A-Z]\.)"
_RUN = re.compile(rf"(?<![\w-])(?:al-)?[A-ZÀ-Þ][\w’'-]*(?:[ \t](?:(?:al|de|von|van|bin|ibn)[ ])?{_WORD})*")
_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[“\"‘(]\s*)$")
_BEFORE = re.compile(r"(\w+)\s+$")
_ENDING = re.compile(r"(?:['’]s?)?[.,;:'’”\"]*$")
_ENDED = re.compile(r"[.,;:]$")
_PART = re.compile(r"[A-ZÀ-Þ]|al-|(?:al|bin|ibn|von|van|de)$")
_OFTEN_READ = 3  # mentions read as a person's that are enough where nothing else tells
_OF_PLACES = frozenset(["in", "at", "near", "from", "outside", "across", "around", "into", "through"])


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one event: for each stem of a name's last word the fullest name, how many articles hold
    it, which are used like a person's and which like a place's."""

    full: Mapping[str, str]
    held: Mapping[str, int]
    persons: frozenset[str]
    places: frozenset[str]

    def at(self, words: Sequence[Token]) -> list[tuple[int, str]]:
        """Positions of words that end a known name, with the name's key."""
        return [(index, token.stem) for index, token in enumerate(words) if token.stem in self.full]

    def spelled_out(self, text: str) -> str:
        """The words with each person's bare surname put as the full name."""
        words = text.split(" ")
        out = list(words)
        for at, word in enumerate(words):
            bare = _ENDING.sub("", word)
            name = self.full.get(_key(bare), "") if bare else ""
            beside = words[at - 1 : at] if at and not _ENDED.search(words[at - 1]) else []
            beside += words[at + 1 : at + 2] if word == bare else []
            if (
                bare[:1].isupper() | bare.startswith("al-")
                and _key(bare) in self.persons
                and name.lower().endswith(" " + bare.lower())
                and not any(_PART.match(other) for other in beside)
            ):
                out[at] = name + word[len(bare) :]
        return " ".join(out)


def find_names(pairs: Sequence[tuple[Article, Reading]]) -> Names:
    """The names in the articles of one event."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    uses: dict[str, Counter[str]] = defaultdict(Counter)
    held: Counter[str] = Counter()
    read: dict[str, Counter[str]] = defaultdict(Counter)
    for article, reading in pairs:
        here = set()
        for mention in reading.mentions:
            if mention.form is not MentionForm.DESCRIPTION:
                read[_key(mention.name)][mention.kind] += 1
        for name, before, starts in _runs(article.text):
            key = _key(name)
            uses[key][_use(name, before)] += 1
            if not (starts and " " not in name):
                forms[key][name] += 1
                here.add(key)
        held.update(here)
    least = 2 if len(held) and max(held.values()) > 2 else 1
    full = {
        key: _with_article(_fullest(counter), uses[key])
        for key, counter in forms.items()
        if held[key] >= least and len(key) > 1
    }
    persons = frozenset(key for key in full if _like_person(full[key], uses[key], read[key]))
    places = frozenset(key for key in full if uses[key]["place"] * 4 > sum(uses[key].values()))
    return Names(full, {key: held[key] for key in full}, persons, places)


def _runs(text: str) -> Iterator[tuple[str, str, bool]]:
    """(name, word before it, whether a sentence begins there) for each run of capitalised words."""
    for match in _RUN.finditer(text):
        name = re.sub(r"['’]s?$", "", match.group().strip(" .,'’-"))
        parts = name.split()
        titled = False
        while parts and (fold(parts[0]) in NOT_NAMES or parts[0].lower() in STOP or is_title(parts[0])):
            titled = titled or is_title(parts[0])
            parts = parts[1:]
        while parts and fold(parts[-1]) in NOT_NAMES:
            parts = parts[:-1]
        ahead = text[max(0, match.start() - 24) : match.start()]
        before = _BEFORE.search(ahead)
        if parts and len(parts) <= 5 and not is_adjective(parts[-1]):
            word = before.group(1).lower() if before else ""
            word = "title" if titled or (word and is_title(word)) else word
            yield " ".join(parts), word, bool(_START.search(ahead))


def _use(name: str, before: str) -> str:
    if before == "the":
        return "the"
    if before in _OF_PLACES:
        return "place"
    return "title" if before == "title" else "short" if " " not in name else "full"


def _like_person(full: str, uses: Counter[str], read: Counter[str]) -> bool:
    """A person goes by a full name and by the surname alone, or with a title, or is read as one again and
    again, and seldom with *the* or a preposition of place before it; and is not mostly read as something
    else (a ministry)."""
    total = sum(uses.values())
    if (
        read["person"] * 2 < sum(read.values())
        or country_of(full)
        or full.isupper()
        or full.lower().startswith("the ")
    ):
        return False
    if uses["the"] * 4 > total or uses["place"] * 4 > total:
        return False
    return bool(uses["title"]) or (" " in full and (uses["short"] > 0 or read["person"] >= _OFTEN_READ))


def _with_article(full: str, uses: Counter[str]) -> str:
    return f"the {full}" if uses["the"] * 2 > sum(uses.values()) and not full.isupper() else full


def _key(name: str) -> str:
    return stem(re.split(r"[\s-]", name)[-1])


def _fullest(forms: Counter[str]) -> str:
    """The longest form that is not rare: in a fifth of the articles of the most used one, at least."""
    most = max(forms.values())
    usual = [form for form, count in forms.items() if count * 5 >= most]
    short = [form for form in usual if len(form.split()) <= 4] or usual
    return max(short, key=lambda form: (len(form.split()), forms[form], form))
