"""Names inside one article: a short name stands for the fullest one, a pronoun for who spoke last."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from copy import copy
from dataclasses import replace

from sayso.read.mentions.known import known
from sayso.read.sources.introduced import bare, introduced, unnamed
from sayso.read.sources.kinds import PEOPLE, kind_of
from sayso.read.sources.said import NAMED, Named, Said
from sayso.read.text.lexicon import Lexicon, opens
from sayso.read.text.runs import POSSESSIVE, RUN, SHORT, WORD, capitals, core, tidy
from sayso.terms.statement import SourceKind

OWNED = re.compile(r"(?:the )?(.+?)[’'](?:s )?\s?(?:[\w-]+ ){0,2}\w+$")
PAPERS = frozenset(
    {"report", "reports", "story", "article", "account", "dispatch", "coverage", "website", "site"}
)
DATED = frozenset({"on", "in", "last", "this", "late", "early"})
RECENT = 60  # sources that something can refer back to
SAME_SENTENCE = 90  # characters
APPOSED = re.compile(rf",\s*((?:{SHORT}\s)?{RUN.pattern})(?:,|$)")
COMMON = ("kinds.witness", "kinds.anonymous", "kinds.document", "kinds.recording")
COLLECTIVE = (
    (SourceKind.OUTLET, "kinds.outlet"),
    (SourceKind.ORGANISATION, "kinds.organisation"),
)


class Names:
    """The names of one article, learned from its text once and asked for each source in turn."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._text = text
        self._in_text = introduced(text, lexicon)
        self._said: list[Said] = []
        self._wrote: dict[str, Named] = {}
        self._lead: tuple[str, Named, frozenset[str]] | None = None

    def unasked(self) -> Names:
        """The same names, as before anybody was asked for."""
        other = copy(self)
        other._said, other._wrote, other._lead = [], {}, None
        return other

    def resolve(self, words: str, anchor: str, at: int, *, outer: Said | None = None) -> Named:
        """The source that `words` (with head word `anchor`, standing at offset `at`) stand for; `outer`
        is whose words they stand in."""
        low = words.lower().strip()
        for label in ("he", "she", "it", "they", "first"):
            if low in self._lexicon.sets[f"names.{label}"] and not (words.isupper() and len(words) == 2):
                return self._pronoun(label, words, at, outer)
        if low in self._lexicon.phrases.get("names.some_of", ()):
            return self._pronoun("they", words, at, outer)
        plain = " ".join(words.split()).strip(" ,")
        named = self._describe(plain, anchor, at)
        plural = anchor.lower().endswith("s") and not (named.kind in NAMED and anchor[:1].isupper())
        self._said.append(Said(named, frozenset(WORD.findall(plain.lower())), plural, at))
        return named

    def names_lead(self, anchor: str, named: Named, of: frozenset[str]) -> None:
        """From now on the unnamed head word `anchor` of the lead stands for `named`, unless it stands with
        other names than those of `of`."""
        self._lead = (anchor.lower(), named, of)

    def wrote(self, lemma: str, named: Named) -> None:
        """After `Ada Marsh posted`, what `the post` says is hers."""
        if named.name[:1].isupper():
            self._wrote[lemma] = named

    def place(self) -> int:
        """How many sources were named so far, for `back_to`."""
        return len(self._said)

    def back_to(self, place: int) -> None:
        """Forget who was named since: whom a quotation names is not who speaks behind it."""
        del self._said[place:]

    def last(self) -> Named | None:
        """Who spoke last."""
        return self._said[-1].named if self._said else None

    def _pronoun(self, label: str, words: str, at: int, outer: Said | None) -> Named:
        if outer is not None and self._speaks_of(outer, label):
            return replace(outer.named, because=f"'{words}' stands in the words of {outer.named.name}")
        if label == "first":
            return Named(words, SourceKind.UNKNOWN)
        if label == "it":
            place = bisect_left(self._in_text.bodies, (at, ""))
            if place and at - self._in_text.bodies[place - 1][0] < SAME_SENTENCE:
                name = self._in_text.bodies[place - 1][1]
                return Named(name, SourceKind.ORGANISATION, f"'{words}' stands right behind {name}")
        for said in reversed(self._said[-RECENT:]):
            if self._agrees(said, label):
                language = self._lexicon.language
                nearer = unnamed(self._text, label, said.at, at, language) if outer is not None else ""
                if nearer:
                    return Named(nearer, SourceKind.PERSON, f"'{words}' stands behind '{nearer}'")
                named = said.named
                return replace(named, because=f"'{words}' carried on from {named.name}")
        spoken_of, kind = {"it": (self._in_text.bodies, SourceKind.ORGANISATION)}.get(
            label, (self._in_text.people, SourceKind.PERSON)
        )
        before = bisect_left(spoken_of, (at, ""))
        for _, name in reversed(spoken_of[max(0, before - RECENT) : before]):
            if label != "they" and not _of_other(label, name):
                return Named(name, kind, f"'{words}' stands behind {name}")
        return Named(words, SourceKind.UNKNOWN)

    def _speaks_of(self, outer: Said, label: str) -> bool:
        """Whether a pronoun in somebody's words can be that somebody."""
        return label == "first" or self._agrees(outer, label)

    def _agrees(self, said: Said, label: str) -> bool:
        if label in {"he", "she"}:
            other = self._lexicon.sets["names.female" if label == "he" else "names.male"]
            unnamed = said.named.kind is SourceKind.UNKNOWN and not said.named.name[:1].isupper()
            person = not unnamed or bool(said.words & self._lexicon.sets["kinds.person"])
            if _of_other(label, said.named.name):
                return False
            return person and said.named.kind in PEOPLE and not said.plural and not said.words & other
        if label == "it":
            things = said.plural and said.named.name.islower()
            unknown = said.named.kind is SourceKind.UNKNOWN and not things
            return said.named.kind not in PEOPLE or unknown
        return said.plural or said.named.kind in {SourceKind.ORGANISATION, SourceKind.ANONYMOUS}

    def _bearer(self, surname: str, at: int) -> str | None:
        """The full name that a surname alone stands for: the first that has it, or, where two of a family
        are named (*Nabil Marsh*, the brother of *Ada Marsh*), the one that was named in full last."""
        found = self._in_text.full.get(surname.lower(), [])
        family = len({name.split()[0] for _, name in found}) > 1
        before = [name for start, name in found if start < at]
        if family and before:
            return before[-1]
        return found[0][1] if found else None

    def _describe(self, plain: str, anchor: str, at: int) -> Named:
        owned = OWNED.match(plain)
        if owned is not None and anchor.lower() in PAPERS and owned.group(1)[:1].isupper():
            named = self._describe(owned.group(1), owned.group(1).split()[-1], at)
            outlet = " " not in named.name or named.kind is SourceKind.OUTLET
            return replace(named, kind=SourceKind.OUTLET if outlet else named.kind)
        run = self._run_at(plain, anchor)
        apposed = APPOSED.search(plain) if not run else None
        if apposed is not None and " " in apposed.group(1) and not anchor.endswith("s"):
            return self._described(plain, apposed.group(1), anchor)
        if " " not in run and any(run.lower() in self._lexicon.sets[name] for name in COMMON):
            run = ""  # a common noun that only begins its sentence
        kind = kind_of(plain, anchor, run, self._lexicon)
        if run and kind is not SourceKind.ANONYMOUS:
            name = bare(run, self._lexicon) if kind in PEOPLE else tidy(run)
            full = self._bearer(name, at) if " " not in name else None
            if full is None:
                return Named(name, kind)
            return Named(full, self._kind_of(full) or kind, "" if full == name else f"'{name}' is {full}")
        if (
            self._lead is not None
            and anchor.lower() == self._lead[0]
            and not opens(
                plain,
                "owners",
                self._lexicon,  # "his lawyer" is nobody that the lead left unnamed
            )
        ):
            _, named, of = self._lead
            if capitals(plain) <= of:
                return replace(named, because=f"'{plain}' is named further down: {named.name}")
        earlier = self._by_role(plain, anchor)
        if earlier is not None:
            return earlier
        return Named(self._undated(core(plain, self._lexicon)) or plain, kind)

    def _undated(self, name: str) -> str:
        """`local media on Wednesday`: when it was said is not who said it."""
        words, times = name.split(), self._lexicon.sets["names.times"]
        while len(words) > 1 and words[-1].lower() in times:
            words = words[: -2 if words[-2].lower() in DATED else -1]
        return " ".join(words)

    def _is_one(self, head: str) -> bool:
        """Whether a noun is said of one person."""
        return head.lower() in self._lexicon.sets["kinds.people"] and not head.lower().endswith("s")

    def _described(self, plain: str, name: str, anchor: str) -> Named:
        """`the harbour's spokeswoman, Ada Marsh`: somebody with a name; for whom she speaks is kept. Of `its
        owner, Holm Lines` nothing is known but the name."""
        if not self._is_one(anchor):
            kind = kind_of(name, name.split()[-1], name, self._lexicon)
            return Named(tidy(name), SourceKind.UNKNOWN if kind in PEOPLE else kind)
        office = anchor.lower() in self._lexicon.sets["kinds.office"]
        speaks = anchor.lower() in self._lexicon.sets["kinds.speaker"]
        full = plain if speaks else bare(name, self._lexicon)
        return Named(full, SourceKind.OFFICE_HOLDER if office else SourceKind.PERSON)

    def _by_role(self, plain: str, anchor: str) -> Named | None:
        """`the minister` is the last source introduced as a minister, or the only one named so."""
        definite = re.match(r"(?:the|that|this)\s", plain, re.I) is not None
        role = anchor.lower()
        if definite and len(plain.split()) <= 4:
            for said in reversed(self._said[-RECENT:]):
                name = said.named.name
                if name[:1].isupper() and role in said.words and name.lower() not in plain.lower():
                    return Named(name, said.named.kind, f"'{plain}' is {name}")
        if definite and role in self._wrote and len(plain.split()) <= 2:
            named = self._wrote[role]
            return replace(named, because=f"'{plain}' is what {named.name} wrote")
        introduced = self._introduced(role) if definite and len(plain.split()) <= 2 else ""
        if introduced:
            return Named(introduced, SourceKind.ORGANISATION, f"'{plain}' is {introduced}")
        kinds = [kind for kind, name in COLLECTIVE if role in self._lexicon.sets[name]]
        for kind in kinds if definite and len(plain.split()) <= 2 else ():
            for said in reversed(self._said[-RECENT:]):
                fits = said.named.kind is kind and self._can_be(said.named.name, role)
                if fits and said.named.name[:1].isupper():
                    return Named(said.named.name, kind, f"'{plain}' is {said.named.name}")
        held = [name for name in self._in_text.roles.get(role, []) if name.lower() not in plain.lower()]
        if held and (definite or "’s " in plain or "'s " in plain):
            name, times = Counter(held).most_common(1)[0]
            if times == len(held) or times >= 2 * (len(held) - times):
                return Named(name, SourceKind.OFFICE_HOLDER, f"'{plain}' is {name}")
        return None

    def _introduced(self, noun: str) -> str:
        """The only body that stands behind such a noun: `the salvage firm Brandt` is `the company`."""
        firms = self._lexicon.sets.get("names.a_firm", frozenset())
        alike = firms if noun in firms else {noun}
        found = [name for name, called in self._in_text.called.items() if called in alike]
        return found[0] if len(found) == 1 else ""

    def _can_be(self, name: str, noun: str) -> bool:
        """Whether a body can be called by a noun: `the coastguard` is no hospital, `the group` is any."""
        sets = self._lexicon.sets
        bodies = sets["kinds.organisation"]
        called = frozenset((*WORD.findall(name.lower()), self._in_text.called.get(name, ""))) & bodies
        firms, own = (sets.get(f"names.{key}", frozenset()) for key in ("a_firm", "own_noun"))
        if noun in firms - {"group"} and called & own:
            return False
        if noun in sets["names.any_body"] or noun not in bodies:
            return True
        acronym = name.isupper() and " " not in name
        return noun in called or (not called and (acronym or noun not in own))

    def _kind_of(self, name: str) -> SourceKind | None:
        for said in reversed(self._said[-RECENT:]):
            if said.named.name == name:
                return said.named.kind
        return None

    def _run_at(self, plain: str, anchor: str) -> str:
        head = POSSESSIVE.sub("", anchor.strip())
        if not head[:1].isupper():
            return ""
        return next((match.group() for match in RUN.finditer(plain) if head in match.group()), "")


def _of_other(label: str, name: str) -> bool:
    """Whether `he` or `she` cannot be somebody of this name, by a given name that only the others have."""
    given = name.split()[0].lower() if " " in name else ""
    men, women = given in known().men, given in known().women
    return men != women and label == ("she" if men else "he")
