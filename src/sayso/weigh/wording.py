"""The words of a question: a clause that somebody said, made one that an editor could print.

A clause in which subject and verb can't be told for sure is not asked about.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.weigh.sources import is_title
from sayso.weigh.verbs import asked_by, listed, low_of, only_says, plain_form, verb_at
from sayso.weigh.words import stem

_TIMES = re.compile(
    r",?\s+(?:(?:late |early |on |last |this |next |that )*(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"(?: (?:morning|afternoon|evening|night))?|(?:yesterday|tomorrow)(?: (?:morning|afternoon|evening))?|"
    r"today|tonight|recently|now|"
    r"(?:last|this|next|that|over the|earlier this|late last|earlier in the) "
    r"(?:week|weekend|month|year|night|morning|afternoon|evening|summer|fall|spring|winter)|"
    r"at (?:around |about )?\d[\d.:]* ?[ap]\.?m\.?)\W*$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r",\s+(?:according to|as reported|citing|reports?|says?|said|quoting|reported|(?:[\w’'.-]+ ){1,6}"
    r"(?:said|says|reported|reports|claimed|told|announced|confirmed|added))\b.*$",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:that|this|these|those|such|same|there|here|latter|former)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"‘']((?:[\w-]+ ?){1,3})[”\"’'](?!\w)")
# Somebody looks into it, or it is not known: what is asked is what stands behind.
_WHETHER = re.compile(r".*\bwhether(?: or not)?\s+([^,;]+)", re.IGNORECASE | re.DOTALL)
_CLOCK = re.compile(r",? at (?:around |about )?\d\d?:\d\d\b", re.IGNORECASE)
_NO = frozenset(("no", "not", "never"))
_HOW_LIKELY = re.compile(
    r"\b(?:most|more|very|quite|highly) (?=(?:likely|probably|possibly) )", re.IGNORECASE
)
_LONGEST_SUBJECT = 12
_WHOLE = 4  # words of the rest after which a place or time only adds


@dataclass(frozen=True, slots=True)
class Clause:
    """One proposition: its subject, its verb and the rest. `verb` is as the question needs it: the words
    that go before the subject and those that stay after it."""

    subject: str
    moved: str  # has, was, did
    kept: str  # been, the plain form after did
    rest: str
    told: str  # the verb as the statement has it

    @property
    def label(self) -> str:
        """The proposition as a statement."""
        return _joined(self.subject, self.told, self.rest)

    @property
    def verb(self) -> str:
        """The verb as it was said and what comes right after it, without what only carries it."""
        return self.rest if self.moved != "did" else f"{self.kept} {self.rest}"

    def undergone_by(self, name: str) -> bool:
        """Whether it tells what became of somebody whose name ends in this stem: they are the subject of a
        verb that has no object, or the object of one that has."""
        passive = self.moved in ("is", "are", "was", "were") or self.rest.startswith("been ")
        acting = any(word.endswith("ing") for word in self.rest.split()[:2])
        done_to = passive and not acting
        head = _head(self.subject.split())
        if head and _last(head) == name:
            return done_to or low_of((self.rest.split() or [""])[0]) in (*listed("after_participle"), "dead")
        following = _head(self.rest.split()[0 if self.kept else 1 :])
        return not passive and bool(following) and _last(following) == name

    def about(self, full: str, name: str) -> Clause:
        """The same of somebody by the full name alone, where the subject has a description with it."""
        head = _head(self.subject.split())
        plain = len(head) == len(self.subject.split()) and bool(head) and _last(head) == name
        return replace(self, subject=full) if plain else self

    @property
    def names_only(self) -> bool:
        """Whether it only says what somebody is (*is an artist*), which is background."""
        return self.moved in ("is", "are", "was", "were") and self.rest.split()[0] in (
            "a",
            "an",
            "the",
            "one",
        )

    @property
    def ongoing(self) -> bool:
        """Whether it tells what goes on (*has been fighting*), not what happened."""
        words = self.rest.split()
        return words[0] == "been" and len(words) > 1 and words[1].endswith("ing")

    @property
    def points_away(self) -> bool:
        """Whether it can't be understood without what stood around it (*in that area*), or is roundabout."""
        return bool(_POINTING.search(self.rest)) or self.rest.startswith(("able ", "unable "))

    @property
    def asks(self) -> str:
        """The proposition as a question."""
        asked = _joined(self.moved, self.subject, self.kept, self.rest)
        return asked[0].upper() + asked[1:] + "?"


def clauses(text: str) -> Iterator[Clause]:
    """The proposition that some words make, whole and cut shorter where what follows only adds to it;
    nothing where they make none that can be asked about. Of *have opened an inquiry into whether police
    fired* it is that police fired."""
    open_ = _WHETHER.match(text)
    words = _plain(open_.group(1) if open_ else text)
    if words is None:
        return
    at = verb_at(words)
    if at is None:
        return
    subject = _subject(words[:at])
    if subject is None:
        return
    verb = asked_by(words[at:], _plural(subject))
    if verb is None or only_says(subject, verb.kept, verb.rest):
        return
    if not _NO.isdisjoint(map(low_of, verb.rest[:2])):
        return
    rest = verb.rest[: _second_verb(verb.rest)]
    for end in (*_ends(rest), len(rest)):
        cut = _tail(" ".join(rest[:end]))
        if cut and (len(cut.split()) > 1 or verb.moved != "did") and _whole(cut):
            yield Clause(" ".join(subject), verb.moved, verb.kept, cut, verb.told)


def _plain(text: str) -> list[str] | None:
    """The words without what leads up to the clause and what takes it back."""
    line = " ".join(text.replace("\ufeff", " ").replace("\u200b", " ").split())
    line = re.sub(r"\s*\([^()]*\)", "", line).strip(' "“”‘-–—')
    line = _CLOCK.sub("", _QUOTED.sub(r"\1", line))
    if re.search(r"[“”\"‘?!;:()\[\]…–—/|#@]| - |--|\.\w|\.\.", line):
        return None
    line = re.sub(r"^(?:that|and|but|so(?! far))\s+", "", line, flags=re.IGNORECASE)
    lead = re.match(
        r"(?:on|in|at|after|during|for|last|over|according to|earlier)\s[^,]{3,60},\s+", line, re.IGNORECASE
    )
    line = line[lead.end() :] if lead else line
    line = _tail(_SAID.sub("", line))
    line = _HOW_LIKELY.sub("", line)
    words = [w for w in line.split() if w.lower().strip(",") not in listed("left_out")]
    long = [word for word in words if len(word) > 3]
    shouted = sum(word[:1].isupper() for word in long) * 10 > 7 * len(long) and len(long) > 4
    return words if len(words) >= 3 and not shouted else None


def _subject(words: Sequence[str]) -> list[str] | None:
    """The subject without what is only put in between commas; None where it is none to ask about."""
    line = " ".join(words)
    kept = line.split(",")[0].split()
    if not kept or len(kept) > _LONGEST_SUBJECT or ("," in line and not line.endswith(",")):
        return None
    low = [low_of(word) for word in kept]
    if low[0] in listed("before_nouns"):
        kept[0] = low[0]
    if low[0] == "there":
        return kept if len(kept) == 1 else None
    begins = low[0] not in listed("not_first") and not (
        low[0].endswith("ing") and kept[0].islower() and kept[1:]
    )
    ends = low[-1] not in listed("not_first") and not re.search(r"['’]s?$", kept[-1])
    return kept if begins and ends and not _broken(low) else None


def _broken(low: Sequence[str]) -> bool:
    """Whether words are no noun with what belongs to it: somebody speaks in them, one of them only points
    to somebody, or two nouns stand side by side."""
    if low[0] == "an" and len(low) > 1 and low[1][:1] not in "aeiouh8":
        return True  # something fell out between them
    if any(word in listed("persons") for word in low):
        return True
    if any(plain_form(word) in listed("saying") or word in ("says", "confirm") for word in low[1:]):
        return True
    links = listed("carrying") | {"and", "or", "after", "than"}
    return any(word in ("the", "a", "an") and before not in links for before, word in itertools.pairwise(low))


def _head(words: Sequence[str]) -> list[str]:
    """A noun with what stands before it: up to the first preposition."""
    return list(itertools.takewhile(lambda word: low_of(word) not in listed("carrying"), words))


def subject_of(label: str) -> str:
    """Who or what a proposition is about: its subject's noun and what stands before it."""
    words = label.split()
    return " ".join(_head(words[: verb_at(words)]))


def cause_of(label: str) -> str:
    """The stem of what a proposition says did it, where its article shows that it is news: `a drifting mine
    sank the Marisol`, `she was sunk by a mine`. Empty where somebody known acts, or nothing is done to
    anything."""
    words = label.split()
    at = verb_at(words)
    by = next((i for i, word in enumerate(words) if low_of(word) == "by" and i + 2 < len(words)), None)
    if by is not None and low_of(words[by + 1]) in ("a", "an"):
        return _last(_head(words[by + 1 :]))
    if at is None or at + 1 >= len(words) or low_of(words[0]) not in ("a", "an"):
        return ""
    done_to = words[at + 1][:1].isupper() or low_of(words[at + 1]) in ("the", "a", "an", "its", "his", "her")
    acts = low_of(words[at]) not in listed("auxiliaries")
    return _last(_head(words[:at])) if done_to and acts else ""


def _last(words: Sequence[str]) -> str:
    """The stem of the last part of a name."""
    return stem(low_of(words[-1]).split("-")[-1])


def _plural(subject: Sequence[str]) -> bool:
    """Whether a subject is more than one: by its head, which ends before the first preposition."""
    low = [low_of(word) for word in subject]
    head = next((at for at, word in enumerate(low) if at and word in listed("carrying")), len(low)) - 1
    if "and" in low[: head + 1]:
        return True
    word = low[head]
    if word in ("people", "men", "women", "children", "police", "wives"):
        return True
    proper = subject[head][:1].isupper()
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and not proper


def _ends(rest: Sequence[str]) -> Iterator[int]:
    """Where the rest can be cut: before a word that only adds, or after a comma."""
    for at, word in enumerate(rest):
        adds = low_of(word) in listed("breaks") or rest[at - 1].endswith(",")
        if (at > 1 and adds) or (at >= _WHOLE and low_of(word) in ("in", "at", "for")):
            yield at


def _second_verb(rest: Sequence[str]) -> int:
    """Where a second thing is told of the same subject (*opened fire and wounded a guard*)."""
    for at, word in enumerate(rest[1:], 1):
        following, behind = (low_of(next(iter(rest[at + by :]), "")) for by in (1, 2))
        if low_of(word) in ("and", "but", "or") and (
            following in listed("auxiliaries")
            or following in listed("not_first")
            or plain_form(following)
            or following.endswith("ed")
            or (following.endswith("s") and behind in listed("before_nouns"))
        ):
            return at
    return len(rest)


def _tail(line: str) -> str:
    """Without a day that only holds when it was printed, and without loose ends."""
    before = None
    while before != line:
        before, line = line, _TIMES.sub("", line).strip(" ,.")
    return line


def _whole(rest: str) -> bool:
    last = low_of(rest.split()[-1])
    if is_title(last) or last.endswith("ing"):
        return False
    return last not in listed("not_first") and last not in (
        *listed("carrying"),
        "be",
        "been",
        "being",
        "has",
        "was",
    )


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
