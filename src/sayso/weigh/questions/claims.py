"""The propositions that an event is about: what somebody said that the titles speak of, and that others
deny, doubt or only pass on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, sqrt

from sayso.terms.article import Article
from sayso.terms.statement import Hedge, MentionForm, Part, Polarity, Reading, SourceKind, Statement
from sayso.weigh.bearing.aims import synonyms_of
from sayso.weigh.bearing.doubt import unsure, untrue
from sayso.weigh.bearing.pieces import sentences
from sayso.weigh.bearing.topic import rare_words
from sayso.weigh.questions.subjects import Names
from sayso.weigh.verbs import listed
from sayso.weigh.wording import Clause, clauses
from sayso.weigh.words import STOP, stem, stems

Pair = tuple[Article, Reading]

_LEAD = 250  # characters that tell what an article is about
_BEST_LENGTH = 8  # words that say something; each one more costs a little
_SHORTEST = 4
_LONGEST_NAME = 4
_FEW = 4  # articles, below which a word counts though only one has it
_EACH_WORD = 0.05
_BACKGROUND = 0.7  # for what only says what somebody is
_NAMELESS = 0.85  # for *the driver*, which a reader of the question alone can't place
_ONGOING = 0.7  # for what goes on all the time (*has been fighting*)
# What a proposition shares with the titles' words, with their meaning, with the leads' words.
_TITLES, _MEANING, _LEADS = 1.0, 1.0, 0.5
_CONTEST = 0.2  # of the score that goes with how far it is denied or doubted
_NEAR_BEST = 0.85  # of the best score: among these the most contested one sets the measure


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that can be asked about, and how central it is to its event."""

    clause: Clause
    score: float


@dataclass(frozen=True, slots=True)
class _About:
    """What an event speaks of: the words of its titles and leads, weighted, and for each article the ideas
    of what it says is not so or not known to be so, each with its length."""

    titles: Mapping[str, float]
    leads: Mapping[str, float]
    turned: Sequence[Sequence[tuple[frozenset[str], float]]]
    rare: Mapping[str, float]

    def contest(self, ideas: frozenset[str]) -> float:
        """How far the articles deny or doubt this, 0 to 1: the mean over them of the nearest content."""
        mine = _length(ideas, self.rare)
        near = [
            max(
                (
                    _length(ideas & other, self.rare) ** 2 / (mine * length)
                    for other, length in each
                    if not ideas.isdisjoint(other)
                ),
                default=0.0,
            )
            ** 2
            for each in self.turned
        ]
        return fsum(near) / len(near) if near else 0.0


def _length(ideas: frozenset[str], rare: Mapping[str, float]) -> float:
    return sqrt(fsum([rare.get(word, 1.0) ** 2 for word in ideas]))  # exact, whatever the order


def central_claims(pairs: Sequence[Pair], names: Names) -> list[Claim]:
    """The propositions of an event, the most central and most contested first, persons by their full names.
    The order of `pairs` does not matter."""
    common = _common(article.text for article, _ in pairs)
    found = {clause.label: clause for pair in pairs for clause in _candidates(*pair, names, common)}
    if not found:
        return []
    labels = sorted(found)
    about = _about(pairs)
    meant = _meaning(labels, sorted(article.title for article, _ in pairs))
    central = {
        label: (_shared(found[label], about) + near) * _fitness(found[label])
        for label, near in zip(labels, meant, strict=True)
    }
    contest = {label: about.contest(ideas_of(label)) for label in labels}
    best = max(central.values())  # all may be 0, never less
    most = max(contest[label] for label in labels if central[label] >= _NEAR_BEST * best) or 1.0
    scored = [
        Claim(found[label], central[label] * (1 - _CONTEST + _CONTEST * min(1.0, contest[label] / most)))
        for label in labels
    ]
    return sorted(scored, key=lambda claim: (-claim.score, claim.clause.label))


def _common(texts: Iterable[str]) -> frozenset[str]:
    """The words, in lower case, that are no names where they open a sentence: those that stand in lower case
    elsewhere, and other forms of these that no sentence holds with a capital inside (*Prosecutors have*,
    where *a prosecutor* is spoken of)."""
    lower, opening, inside = set(STOP), set[str](), set[str]()
    for text in texts:
        lower.update(re.findall(r"\b[a-z]\w+", text))
        inside.update(re.findall(r"(?<=[\w,] )[A-Z]\w+", text))
        opening.update(re.findall(r"(?<![\w,] )\b[A-Z][a-z]+", text))
    stems_of = set(map(stem, lower))
    return frozenset(lower | {w.lower() for w in opening - inside if stem(w.lower()) in stems_of})


def _meaning(labels: Sequence[str], titles: Sequence[str]) -> list[float]:
    """How near each is to the titles in meaning, whatever the words."""
    from sayso.weigh.vectors import embed  # numpy stays out of the light paths

    middle = embed(titles).sum(axis=0)
    length = float((middle @ middle) ** 0.5) or 1.0
    return [round(_MEANING * max(0.0, float(near)) / length, 6) for near in embed(labels) @ middle]


def _candidates(article: Article, reading: Reading, names: Names, common: frozenset[str]) -> Iterator[Clause]:
    """The clauses of an article's body that are said plainly; `common` are the words that are no names."""
    for statement in (*reading.statements, *reading.own_voice):
        if statement.part is not Part.BODY or statement.polarity is not Polarity.AFFIRMS:
            continue
        for piece in sentences(statement.content, article.text):
            if len(piece.spans) == 1 and not untrue(piece.text):
                text = _named(piece.text, piece.start, statement, reading, common)
                yield from clauses(names.spelled_out(text))


def _named(text: str, start: int, statement: Statement, reading: Reading, common: frozenset[str]) -> str:
    """The words with a leading pronoun put as what it stands for, and a common word that only begins a
    sentence in lower case."""
    lead = re.match(r"\W*(?:that\s+)?(he|she|it|they)\b", text, re.IGNORECASE)
    if lead:
        name = _stands_for(lead.group(1).lower(), start + lead.start(1), statement, reading)
        return name + text[lead.end() :] if name else text
    word = re.match(r"\W*([A-Z][a-z]*)\b", text)
    named = (
        re.match(r"\s+[A-Z]", text[word.end() :])
        if word and word.group(1).lower() not in listed("before_nouns")
        else None
    )
    if word and word.group(1).lower() in common and not named:
        return text[word.start(1)].lower() + text[word.start(1) + 1 :]
    return text


def _stands_for(pronoun: str, at: int, statement: Statement, reading: Reading) -> str:
    """Whom a pronoun stands for: the body that says it (*the ministry said that it*), or as it was read."""
    said_by = statement.innermost
    if (
        pronoun in ("it", "they")
        and said_by
        and said_by.kind is SourceKind.ORGANISATION
        and len(statement.chain) == 1
    ):
        name = said_by.name
        return name if name.lower().startswith("the ") or name.split()[-1][:1].isupper() else f"the {name}"
    read = (m.name for m in reading.mentions if m.span.start == at and m.form is MentionForm.PRONOUN)
    name = next(read, "") if pronoun in ("he", "she") else ""
    return name if len(name.split()) <= _LONGEST_NAME else ""


def _about(pairs: Sequence[Pair]) -> _About:
    titles = [article.title for article, _ in pairs]
    leads = [article.text[:_LEAD] for article, _ in pairs]
    said = [[s for s in (*r.statements, *r.own_voice) if s.part is Part.BODY and s.content] for _, r in pairs]
    rare = rare_words([*titles, *leads, *(s.content.text for each in said for s in each)])
    ideas = [[ideas_of(s.content.text) for s in each if _turned(s)] for each in said]
    turned = [[(one, _length(one, rare)) for one in each] for each in ideas]
    return _About(_shares(titles, rare), _shares(leads, rare), turned, rare)


def _turned(statement: Statement) -> bool:
    """Whether somebody says that something is not so, or not known to be so."""
    if statement.polarity is not Polarity.AFFIRMS or statement.hedge is Hedge.STRONG:
        return True
    frame = f"{statement.cue.text} {statement.content.text}"
    return bool(unsure(frame) or untrue(frame))


def _shares(texts: Sequence[str], rare: Mapping[str, float]) -> Mapping[str, float]:
    """How much each idea is in what these texts, one an article, have in common: a vector of length 1."""
    count = Counter(idea for text in texts for idea in ideas_of(text))
    often = {idea: n for idea, n in sorted(count.items()) if n > 1 or len(texts) < _FEW}
    weights = {idea: n * n * rare.get(idea, 1.0) for idea, n in often.items()}
    length = sqrt(fsum(weight * weight for weight in weights.values())) or 1.0
    return {idea: weight / length for idea, weight in weights.items()}


def ideas_of(text: str) -> frozenset[str]:
    """The words that say something, each under one word for all that news uses for it."""
    return frozenset(map(_idea, stems(text)))


@lru_cache(maxsize=16384)
def _idea(word: str) -> str:
    return min(words[0] for words in synonyms_of(word) if len(words) == 1)


def _shared(clause: Clause, about: _About) -> float:
    ideas = ideas_of(clause.label)
    length = sqrt(len(ideas)) or 1.0
    parts = ((_TITLES, about.titles), (_LEADS, about.leads))
    return fsum(weight * fsum(part.get(w, 0.0) for w in sorted(ideas)) / length for weight, part in parts)


def _fitness(clause: Clause) -> float:
    """Less for what is too long or too short, names nobody, or only says what somebody is."""
    size = len(ideas_of(clause.label))
    fit = 1 / (1 + _EACH_WORD * (max(0, size - _BEST_LENGTH) + max(0, _SHORTEST - size)))
    nameless = clause.subject.lower().startswith("the ") and clause.subject.islower()
    for lacks, share in (
        (clause.names_only, _BACKGROUND),
        (nameless or clause.points_away, _NAMELESS),
        (clause.ongoing, _ONGOING),
    ):
        fit *= share if lacks else 1.0
    return fit
