"""Who and what an event is about: the names in its articles, the fullest form of each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.weigh.sources import fold
from sayso.weigh.words import NOT_NAMES, STOP, Token, stem

_WORD = r"(?:[A-ZÀ-Þ][\w’'-]*\w|al-[A-Z][\w-]+|[A-Z]\.)"
_RUN = re.compile(rf"(?<![\w-])[A-ZÀ-Þ][\w’'-]*(?:[ \t](?:(?:of|al|de|von|van|bin|ibn)[ ])?{_WORD})*")
_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[“\"‘(]\s*)$")


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one event: for each stem of a name's last word the fullest name, and how many articles
    hold it."""

    full: Mapping[str, str]
    held: Mapping[str, int]

    def at(self, words: Iterable[Token]) -> list[tuple[int, str]]:
        """Positions of words that end a known name, with the name's key."""
        return [(index, token.stem) for index, token in enumerate(words) if token.stem in self.full]


def find_names(texts: Iterable[str]) -> Names:
    """The names in the texts of one event; a text is one article's body."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    held: Counter[str] = Counter()
    for text in texts:
        found = set(_runs(text))
        for name in found:
            forms[_key(name)][name] += 1
        held.update({_key(name) for name in found})
    least = 2 if len(held) and max(held.values()) > 1 else 1
    full = {key: _fullest(counter) for key, counter in forms.items() if held[key] >= least}
    return Names(full, {key: held[key] for key in full})


def _runs(text: str) -> Iterable[str]:
    for match in _RUN.finditer(text):
        name = re.sub(r"['’]s?$", "", match.group().strip(" .,'’-"))
        parts = name.split()
        while parts and (fold(parts[0]) in NOT_NAMES or parts[0].lower() in STOP):
            parts = parts[1:]
        while parts and fold(parts[-1]) in NOT_NAMES:
            parts = parts[:-1]
        starts = bool(_START.search(text[max(0, match.start() - 4) : match.start()]))
        if parts and not (starts and len(parts) == 1) and len(parts) <= 6:
            yield " ".join(parts)


def _key(name: str) -> str:
    return stem(re.split(r"[\s-]", name)[-1])


def _fullest(forms: Counter[str]) -> str:
    """The longest form that is not rare: in a fifth of the articles of the most used one, at least."""
    most = max(forms.values())
    usual = [form for form, count in forms.items() if count * 5 >= most]
    short = [form for form in usual if len(form.split()) <= 4] or usual
    return max(short, key=lambda form: (len(form.split()), forms[form], form))
