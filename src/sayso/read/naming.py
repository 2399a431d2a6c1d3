"""Names inside one article: a short name stands for the fullest one, a pronoun for who spoke last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.read.lexicon import Lexicon
from sayso.terms.statement import SourceKind

CAPITAL = r"(?:(?:al|el|ibn|bin|bint|de|da|di|du|del|der|den|van|von|la|le|abu|ul|of)[ -])?[A-Z][\w’'\-]*\.?"
RUN = re.compile(
    rf"(?:al-|el-|d'|O'|Mc)?[A-Z][\w\-]*(?:[’'][A-Z][\w\-]*)?\.?(?:[ \u00a0]{CAPITAL}(?<![’']s))*"
)
WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
POSSESSIVE = re.compile(r"[’']s?$")
ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those|some|his|her|its|their|our|my)\s+", re.I)
TAIL = re.compile(r"\s*(?:,|\(|\bwho\b|\bwhich\b|\bthat\b| - | – | — ).*$", re.S)


@dataclass(frozen=True, slots=True)
class Named:
    """A resolved source: the fullest name, what it is, and how that is known (empty: as written)."""

    name: str
    kind: SourceKind
    because: str = ""


def name_runs(text: str) -> list[tuple[int, int]]:
    """Stretches of capitalised words, longest first at each place."""
    return [match.span() for match in RUN.finditer(text)]


class Names:
    """The names of one article, learned from its text once and asked for each source."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._titles = lexicon.sets["names.titles"]
        self._full: dict[str, str] = {}
        self._said: list[tuple[Named, str]] = []
        for start, end in name_runs(text):
            self._learn(text[start:end])

    def _learn(self, run: str) -> None:
        name = self.bare(run)
        words = name.split()
        if 2 <= len(words) <= 5:
            self._full.setdefault(words[-1].lower(), name)

    def bare(self, run: str) -> str:
        """The name without titles in front and a possessive behind."""
        words = POSSESSIVE.sub("", run.strip(" .,")).split()
        last = max((i for i, word in enumerate(words) if word.strip(".").lower() in self._titles), default=-1)
        rest = words[last + 1 :]
        return " ".join(rest or words)

    def resolve(self, words: str, anchor: str) -> Named:
        """The source that `words` (with head word `anchor`) stand for."""
        low = words.lower().strip()
        for label in ("he", "she", "it", "they"):
            if low in self._lexicon.sets[f"names.{label}"] or (low == "who" and label == "he"):
                return self._pronoun(label, words)
        named = self._describe(words, anchor)
        self._said.append((named, words.lower()))
        return named

    def _pronoun(self, label: str, words: str) -> Named:
        for named, said in reversed(self._said):
            if self._agrees(named, said, label):
                return Named(named.name, named.kind, f"'{words}' carried on from {named.name}")
        return Named(words, SourceKind.UNKNOWN)

    def _agrees(self, named: Named, said: str, label: str) -> bool:
        has = set(WORD.findall(said))
        people = {
            SourceKind.PERSON,
            SourceKind.OFFICE_HOLDER,
            SourceKind.WITNESS,
            SourceKind.ANONYMOUS,
            SourceKind.UNKNOWN,
        }
        if label in {"he", "she"}:
            other = "names.female" if label == "he" else "names.male"
            return named.kind in people and not has & self._lexicon.sets[other]
        if label == "it":
            return named.kind not in people - {SourceKind.UNKNOWN}
        return True

    def _describe(self, words: str, anchor: str) -> Named:
        plain = words.replace("\n", " ").strip(" ,")
        run = self._run_at(plain, anchor)
        kind = self.kind(plain, anchor, run)
        if run and kind is not SourceKind.ANONYMOUS:
            name = self.bare(run)
            if len(name.split()) == 1 and name.lower() in self._full:
                full = self._full[name.lower()]
                return Named(full, self._kind_of(full) or kind, "" if full == name else f"'{name}' is {full}")
            return Named(name, kind)
        earlier = self._earlier(plain, anchor)
        if earlier is not None:
            return earlier
        return Named(TAIL.sub("", ARTICLE.sub("", plain)) or plain, kind)

    def _earlier(self, plain: str, anchor: str) -> Named | None:
        """`the minister` is the last source that was introduced as a minister."""
        if not re.match(r"(?:the|that|this)\s", plain, re.I) or len(plain.split()) > 4:
            return None
        for named, said in reversed(self._said):
            known = named.name[:1].isupper() and named.name.lower() not in plain.lower()
            if known and anchor.lower() in WORD.findall(said):
                return Named(named.name, named.kind, f"'{plain}' is {named.name}")
        return None

    def _kind_of(self, name: str) -> SourceKind | None:
        for named, _ in reversed(self._said):
            if named.name == name:
                return named.kind
        return None

    def _run_at(self, plain: str, anchor: str) -> str:
        head = anchor.strip()
        runs = [plain[start:end] for start, end in name_runs(plain)]
        if head[:1].isupper():
            for run in runs:
                if head in re.split(r"[ \u00a0]", run.replace("’s", "").replace("'s", "")) or head in run:
                    return run
        return ""

    def kind(self, words: str, anchor: str, run: str) -> SourceKind:
        """What is said to speak, from its head word first and from the rest of its words then."""
        sets = self._lexicon.sets
        head = anchor.lower().strip(".")
        rest = {word.lower().strip(".") for word in WORD.findall(words)}
        proper = bool(run) and head not in {
            w for name in ("organisation", "outlet", "document", "recording") for w in sets[f"kinds.{name}"]
        }
        if not proper:
            for kind, name in HEADS:
                if head in sets[f"kinds.{name}"]:
                    if kind is SourceKind.ANONYMOUS or (
                        kind is SourceKind.OFFICE_HOLDER and head.endswith("s") and not run
                    ):
                        return SourceKind.ANONYMOUS
                    return kind
        if run:
            if rest & sets["kinds.outlet"] and head in sets["kinds.outlet"]:
                return SourceKind.OUTLET
            if run.isupper() and " " not in run:
                return SourceKind.OUTLET if head in sets["kinds.outlet"] else SourceKind.ORGANISATION
            if rest & sets["kinds.office"]:
                return SourceKind.OFFICE_HOLDER
            return SourceKind.PERSON
        return SourceKind.UNKNOWN


HEADS: Sequence[tuple[SourceKind, str]] = (
    (SourceKind.WITNESS, "witness"),
    (SourceKind.ANONYMOUS, "anonymous"),
    (SourceKind.OFFICE_HOLDER, "office"),
    (SourceKind.OUTLET, "outlet"),
    (SourceKind.RECORDING, "recording"),
    (SourceKind.ACCOUNT, "account"),
    (SourceKind.DOCUMENT, "document"),
    (SourceKind.ORGANISATION, "organisation"),
)


def joined(pieces: Iterable[str]) -> str:
    """Pieces of a source as one name."""
    return " ".join(" ".join(piece.split()) for piece in pieces)
