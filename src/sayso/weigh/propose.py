"""Which questions an event raises: what its titles and statements say of whom, by kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.terms.article import Article
from sayso.terms.identity import content_id
from sayso.terms.question import Answer, Question
from sayso.terms.statement import Part, Reading
from sayso.weigh.claims import central_claim
from sayso.weigh.counts import count_questions
from sayso.weigh.kinds import Kind, KindAnswer, kinds
from sayso.weigh.match import synonyms_of
from sayso.weigh.subjects import Names, find_names
from sayso.weigh.words import Token, stem, stem_line, tokens

Pair = tuple[Article, Reading]

_BEFORE, _AFTER = 8, 4  # words between a name and what is said of it
_TITLE, _LEAD, _BODY = 3.0, 2.0, 1.0
_MOST = 12  # questions proposed for one event, before it is seen which are contested
_RIVAL = 0.15  # of the main answer's weight that another answer needs to be listed
_TOO_VAGUE = frozenset(("decided", "so"))  # as answers beside another
_BE = frozenset(("was", "were", "been", "be", "is", "are", "being"))
_NOT_OF_NAMES = frozenset(("general", "attribution", "count"))
_COVERED = 0.34  # share of titles that the best question has to speak to, or the central claim is asked


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that might be asked, and how much in the event speaks of it."""

    question: Question
    weight: float


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the proposing of one event shares."""

    names: Names
    objects: Mapping[str, str]  # the thing that each kind asks about
    anchor: str


def propose(pairs: Sequence[Pair]) -> list[Proposal]:
    """Questions of one event, the weightiest first."""
    units = [unit for article, reading in pairs for unit in _units(article, reading)]
    names = find_names(article.text for article, _ in pairs)
    anchor = min((str(article.published.moment or ""), article.id) for article, _ in pairs)[1]
    scene = _Scene(names, _objects(units), anchor)
    tally: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for text, weight in units:
        for kind, answer, subject in set(_said_of(tokens(text), scene)):
            tally[kind, subject][answer] += weight
    found = [
        Proposal(_question(kinds()[kind], subject, scene, answers), max(answers.values()))
        for (kind, subject), answers in tally.items()
    ]
    texts = [(article.id, text) for article, reading in pairs for text, _ in _units(article, reading)]
    found += [Proposal(question, _BODY * len(pairs)) for question in count_questions(texts, anchor)]
    found.sort(key=lambda proposal: (-proposal.weight, proposal.question.id))
    return _with_claim(found, pairs, scene)[:_MOST]


def _with_claim(found: list[Proposal], pairs: Sequence[Pair], scene: _Scene) -> list[Proposal]:
    """The central claim as a question of its own, first where no other speaks to enough titles."""
    if found and found[0].weight >= _COVERED * len(pairs) * (_TITLE + _LEAD + 2 * _BODY):
        return found
    said = [s for _, reading in pairs for s in reading.statements if s.part is Part.BODY and s.content]
    claim = central_claim(said, [article.title for article, _ in pairs])
    if not claim:
        return found
    kind = kinds()["general"]
    question = _question(kind, claim, scene, {kind.answers[0].key: 1.0})
    return [Proposal(question, found[0].weight + 1 if found else 1.0), *found]


def _units(article: Article, reading: Reading) -> Iterator[tuple[str, float]]:
    yield article.title, _TITLE
    yield article.text[:200], _LEAD
    for statement in (*reading.statements, *reading.own_voice):
        if statement.part is Part.BODY:
            yield statement.content.text, _BODY


def _objects(units: Sequence[tuple[str, float]]) -> Mapping[str, str]:
    """For each kind that asks about a thing the noun most used for it."""
    found = {}
    lines = [(frozenset(stem_line(text)), int(weight)) for text, weight in units]
    for kind in kinds().values():
        same = {noun: _same_thing(noun) for noun in kind.objects}
        any_of = frozenset().union(*same.values())
        count: Counter[str] = Counter()
        for words, weight in lines:
            if any_of.isdisjoint(words):
                continue
            for noun in kind.objects:
                if not words.isdisjoint(same[noun]):
                    count[noun] += weight * (2 if stem(noun) in words else 1)
        if count:
            found[kind.name] = min(count, key=lambda noun: (-count[noun], noun))
    return found


def _same_thing(noun: str) -> frozenset[str]:
    """The stems of the words that news uses for a thing."""
    return frozenset(words[0] for words in synonyms_of(stem(noun)) if len(words) == 1)


def _said_of(words: Sequence[Token], scene: _Scene) -> Iterator[tuple[str, str, str]]:
    """(kind, answer, subject) for each word of a kind with a name near it."""
    line = [token.stem for token in words]
    places = scene.names.at(words)
    for kind in kinds().values():
        if kind.name in _NOT_OF_NAMES or (kind.objects and kind.name not in scene.objects):
            continue
        for answer in kind.answers:
            for at in _places(answer, line):
                subject = _subject(at, places, line, kind, scene)
                if subject is not None:
                    yield kind.name, answer.key, subject


def _places(answer: KindAnswer, line: Sequence[str]) -> Iterator[int]:
    first = _first_words(answer.says)
    if first.isdisjoint(line):
        return
    for at, word in enumerate(line):
        if word in first and any(tuple(line[at : at + size]) in answer.says for size in (1, 2, 3)):
            yield at


@lru_cache(maxsize=1024)
def _first_words(phrases: frozenset[tuple[str, ...]]) -> frozenset[str]:
    return frozenset(words[0] for words in phrases)


def _subject(
    at: int, places: Sequence[tuple[int, str]], line: Sequence[str], kind: Kind, scene: _Scene
) -> str | None:
    """The nearest name before the word, or else after it; for authenticity the thing that is spoken of."""
    if kind.name == "authenticity":
        thing = scene.objects[kind.name]
        return thing if not _same_thing(thing).isdisjoint(line) else None
    fit = [(place, key) for place, key in places if _can_be_asked(key, kind, scene.names)]
    before = [(at - place, key) for place, key in fit if 0 < at - place <= _BEFORE]
    after = [(place - at, key) for place, key in fit if 0 < place - at <= _AFTER]
    if kind.name == "control" and not _BE & {word.lower for word in line[max(0, at - 2) : at]}:
        before = []  # who seizes is not what is seized
    nearest = before or after
    return min(nearest)[1] if nearest else None


def _can_be_asked(key: str, kind: Kind, names: Names) -> bool:
    """A fate is a person's, control is over a place, and a place decides nothing."""
    if kind.name == "fate":
        return key in names.persons
    return (key in names.places) == (kind.name == "control")


def _question(kind: Kind, subject: str, scene: _Scene, answers: Mapping[str, float]) -> Question:
    name = scene.names.full.get(subject, subject)
    thing = f"the {scene.objects.get(kind.name, 'event')}"
    identity = content_id("qu", kind.name, subject, scene.anchor)
    chosen = _chosen(kind, answers)
    keys = {answer.key for answer in chosen}

    def filled(text: str) -> str:
        return text.format(subject=name, object=thing, answers="{answers}")

    def ids(these: Sequence[str]) -> tuple[str, ...]:
        return tuple(f"{identity}.{key}" for key in these if key in keys)

    made = tuple(
        Answer(f"{identity}.{a.key}", filled(a.label), ids(a.excludes), ids(a.implies)) for a in chosen
    )
    asks = filled(kind.asks).replace("{answers}", _listed([filled(answer.word) for answer in chosen]))
    return Question(identity, asks, kind.name, (thing if kind.name == "authenticity" else name,), made)


def _chosen(kind: Kind, answers: Mapping[str, float]) -> list[KindAnswer]:
    """The main answer, what is said often enough beside it, and its plain opposite."""
    said = sorted(answers, key=lambda key: (-answers[key], key))
    main = kind.answer(said[0])
    often = [key for key in said[1:3] if key not in _TOO_VAGUE and answers[key] >= _RIVAL * answers[main.key]]
    rivals = [a for a in kind.answers if a.key != main.key and (a.key in often or a.key in main.excludes[:1])]
    return [main, *rivals]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
