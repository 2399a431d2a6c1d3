"""Which questions an event raises: its central claims, and what its statements say of whom, by kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import fsum

from sayso.terms.article import Article
from sayso.terms.identity import content_id
from sayso.terms.question import Answer, Question
from sayso.terms.statement import Part, Reading
from sayso.weigh.bearing.counts import count_questions, figures
from sayso.weigh.bearing.earlier import begun
from sayso.weigh.kinds import Kind, KindAnswer, kinds
from sayso.weigh.questions.claims import Claim, central_claims, ideas_of
from sayso.weigh.questions.subjects import Names, find_names
from sayso.weigh.questions.things import named_in, objects, of_what, same_thing
from sayso.weigh.words import Token, stem_line, tokens

Pair = tuple[Article, Reading]

_BEFORE, _AFTER = 8, 4  # words between a name and what is said of it
_TITLE, _LEAD, _BODY = 3.0, 2.0, 1.0
_MOST = 12  # questions proposed for one event, before it is seen which are contested
_CLAIMS = 4  # of these in the event's own words
_NEAR_BEST = 0.4  # of the best claim's score that another one needs, before it is seen which are contested
_OTHER = 0.5  # share of ideas from which two claims are one
_RIVAL = 0.15  # of the main answer's weight that another answer needs to be listed
_OF_THING = 3.0  # a third of what could be said of a thing is enough to ask whether it is genuine
_TALKS = 0.75  # of the score, for a stage before the act
_NAMED = 1.1  # of the weight, for what became of somebody by name
_TURNED = 0.2  # of the weight, at least, for a fate that one article tells and another turns down
_BESIDE = 0.5  # for a thing that no title names
_LESS_GRAVE = 0.7  # for each figure behind that of the dead
_VERB = 3  # words in which the verb of a clause stands
_NUMBERS = frozenset(("toll", "number", "tally", "count"))
_BE = frozenset(("was", "were", "been", "be", "is", "are", "being"))
_NOT_OF_NAMES = frozenset(("general", "attribution", "count", "decision"))
_NOT_OF_CLAIMS = frozenset(("general", "attribution", "count", "authenticity", "responsibility"))
_TOO_VAGUE = frozenset(("decided", "there"))  # answers that say little by themselves


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question that might be asked, and how central it is to the event: 1 is its most central claim."""

    question: Question
    weight: float


@dataclass(frozen=True, slots=True)
class _Told:
    """Words of an article, and how much they count for what it is about."""

    article: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the proposing of one event shares."""

    names: Names
    objects: Mapping[str, str]  # the thing that each kind asks about
    texts: Sequence[str]
    anchor: str
    claims: Sequence[Claim]

    def blames(self, subject: str, answer: KindAnswer) -> bool:
        """Whether a central claim has somebody behind what was done."""
        lines = (stem_line(claim.clause.label) for claim in self.claims)
        things = same_thing(self.objects.get("responsibility", ""))
        return any(
            subject in line and not things.isdisjoint(line) and any(True for _ in _places(answer.says, line))
            for line in lines
        )

    def told(self, subject: str, answer: KindAnswer) -> Claim | None:
        """The most central claim by which this is what became of this subject."""
        for claim in self.claims:
            line = stem_line(claim.clause.verb)
            if any(at < _VERB for at in _places(answer.says, line)) and claim.clause.undergone_by(subject):
                return claim
        return None


def propose(pairs: Sequence[Pair]) -> list[Proposal]:
    """Questions of one event, the weightiest first."""
    told = [_Told(article.id, *unit) for article, reading in pairs for unit in _units(article, reading)]
    names = find_names(pairs)
    anchor = min((str(article.published.moment or ""), article.id) for article, _ in pairs)[1]
    claims = _acts_first(central_claims(pairs, names))
    best = (claims[0].score if claims else 0.0) or 1.0
    near = [
        replace(claim, score=claim.score / best)
        for claim in claims
        if claim.score >= _NEAR_BEST * best and not _counts(claim)
    ]
    nouns = objects([(one.text, one.weight) for one in told])
    scene = _Scene(names, nouns, [one.text for one in told], anchor, near)
    most = len(pairs) * (_TITLE + _LEAD + 2 * _BODY)
    of_kinds = list(_of_kinds(told, scene, most))
    found = [proposal for proposal, _ in of_kinds]
    used = [claim for _, claim in of_kinds if claim is not None]
    texts = [(one.article, one.text) for one in told]
    counts = count_questions(texts, anchor, first=begun(article for article, _ in pairs))
    found += [Proposal(q, _LESS_GRAVE**at * _BODY * len(pairs) / most) for at, q in enumerate(counts)]
    found += [Proposal(_of_claim(claim, scene), claim.score) for claim in _different(near, used)]
    found.sort(key=lambda proposal: (-proposal.weight, proposal.question.id))
    return found[:_MOST]


def _acts_first(claims: Sequence[Claim]) -> list[Claim]:
    """The claims with those behind that only tell of talks: what is asked is what came of them."""
    weighed = [
        replace(claim, score=claim.score * (_TALKS if _only_talks(claim) else 1.0)) for claim in claims
    ]
    return sorted(weighed, key=lambda claim: (-claim.score, claim.clause.label))


def _counts(claim: Claim) -> bool:
    """Whether a claim is of a figure, which has questions of its own (*four sailors were killed*, *the toll
    rose to four*)."""
    subject = claim.clause.subject
    of_number = not _NUMBERS.isdisjoint(stem_line(subject))
    return any(of_number or figure.start < len(subject) for figure in figures(claim.clause.label))


def _only_talks(claim: Claim) -> bool:
    verb = stem_line(claim.clause.verb)
    phrases = {words for words in kinds()["decision"].answer("talks").says if len(words) > 1}
    at_first = any(tuple(verb[at : at + 2]) in phrases for at in range(5))
    return at_first or _kind_of(claim)[1].key == "talks"


def _different(claims: Sequence[Claim], used: Sequence[Claim]) -> list[Claim]:
    """The most central claims of which none says much the same as another, or as one that is used."""
    known = [ideas_of(claim.clause.label) for claim in used]
    kept: list[Claim] = []
    for claim in claims:
        ideas = ideas_of(claim.clause.label)
        named = any(_of_the_same(claim, other) for other in (*used, *claims))
        if len(kept) < _CLAIMS and not named and all(_shared(ideas, other) < _OTHER for other in known):
            kept.append(claim)
            known.append(ideas)
    return kept


def _of_the_same(claim: Claim, named: Claim) -> bool:
    """Whether another claim says by name what became of somebody who goes by an office in this one: *the head
    of the bank has been arrested in Hale*, *Ada Marsh was arrested at Hale airport*."""
    if not claim.clause.subject.startswith("the ") or named.clause.subject.startswith("the "):
        return False
    fates = all(_kind_of(one)[0].name == "fate" for one in (claim, named))
    one, two = (ideas_of(each.clause.verb) for each in (claim, named))
    return fates and len(one & two) > 1 and _shared(one, two) >= _OTHER


def _shared(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / (min(len(left), len(right)) or 1)


def _of_kinds(told: Sequence[_Told], scene: _Scene, most: float) -> Iterator[tuple[Proposal, Claim | None]]:
    """The questions of the kinds: who has which fate, what is genuine, who is behind it. What no central
    claim says is not asked, as that somebody died may only be where the story starts; but a fate that one
    article tells and another turns down is."""
    said: dict[tuple[str, str], dict[str, list[_Told]]] = defaultdict(lambda: defaultdict(list))
    for one in told:
        for kind, answer, subject in set(_said_of(tokens(one.text), scene)):
            said[kind, subject][answer].append(one)
    turned = _turned_fates(told, scene)
    for (name, subject), tellers in said.items():
        answers = {answer: fsum(one.weight for one in those) for answer, those in tellers.items()}
        asked = kinds()[name]
        main = asked.answer(min(answers, key=lambda key: (-answers[key], key)))
        claim = scene.told(subject, main) if name != "responsibility" else None
        question = _question(asked, subject, scene, answers, claim)
        if name == "authenticity":
            often = min(1.0, _OF_THING * max(answers.values()) / most)
            heads = [(one.text, one.weight) for one in told if one.weight > _BODY]
            yield Proposal(question, often * max(_BESIDE, named_in(subject, heads))), None
        elif claim is not None:
            yield Proposal(question, _NAMED * claim.score), claim
        elif name == "fate" and turned[subject, main.key] - {one.article for one in tellers[main.key]}:
            yield Proposal(question, max(_TURNED, max(answers.values()) / most)), None
        elif not scene.claims or (name == "responsibility" and scene.blames(subject, main)):
            yield Proposal(question, max(answers.values()) / most), None


def _turned_fates(told: Sequence[_Told], scene: _Scene) -> Mapping[tuple[str, str], set[str]]:
    """The articles that have words against a fate of somebody near the name: *is alive*."""
    fate = kinds()["fate"]
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in told:
        words = tokens(one.text)
        line = [token.stem for token in words]
        places = scene.names.at(words)
        for answer in fate.answers if places else ():
            for at in _places(answer.against, line):
                subject = _subject(at, places, line, fate, scene)
                if subject is not None:
                    found[subject, answer.key].add(one.article)
    return found


def _of_claim(claim: Claim, scene: _Scene) -> Question:
    """A question in the event's own words; of the kind whose words its verb is of."""
    kind, answer = _kind_of(claim)
    identity = content_id("qu", kind.name, claim.clause.label, scene.anchor)
    label = claim.clause.label
    return Question(
        identity, claim.clause.asks, kind.name, (label,), (Answer(f"{identity}.{answer.key}", label),)
    )


def _kind_of(claim: Claim) -> tuple[Kind, KindAnswer]:
    """The kind and answer that the verb of a claim speaks for; the general kind where it is none's."""
    verb = stem_line(claim.clause.verb)
    for kind in kinds().values():
        if kind.name in _NOT_OF_CLAIMS:
            continue
        for answer in kind.answers:
            if answer.key not in _TOO_VAGUE and any(at < 2 for at in _places(answer.says, verb)):
                return kind, answer
    general = kinds()["general"]
    return general, general.answers[0]


def _units(article: Article, reading: Reading) -> Iterator[tuple[str, float]]:
    yield article.title, _TITLE
    yield article.text[:200], _LEAD
    for statement in (*reading.statements, *reading.own_voice):
        if statement.part is Part.BODY:
            yield statement.content.text, _BODY


def _said_of(words: Sequence[Token], scene: _Scene) -> Iterator[tuple[str, str, str]]:
    """(kind, answer, subject) for each word of a kind with a name near it."""
    line = [token.stem for token in words]
    places = scene.names.at(words)
    for kind in kinds().values():
        if kind.name in _NOT_OF_NAMES or (kind.objects and kind.name not in scene.objects):
            continue
        for answer in kind.answers:
            if answer.key in _TOO_VAGUE:
                continue
            for at in _places(answer.says, line):
                subject = _subject(at, places, line, kind, scene)
                if subject is not None:
                    yield kind.name, answer.key, subject


def _places(phrases: frozenset[tuple[str, ...]], line: Sequence[str]) -> Iterator[int]:
    first = _first_words(phrases)
    if first.isdisjoint(line):
        return
    for at, word in enumerate(line):
        if word in first and any(tuple(line[at : at + size]) in phrases for size in (1, 2, 3)):
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
        return thing if not same_thing(thing).isdisjoint(line) else None
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


def _question(
    kind: Kind, subject: str, scene: _Scene, answers: Mapping[str, float], claim: Claim | None
) -> Question:
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
    alone = len(chosen) == 1 or (len(chosen) == 2 and chosen[1].key in chosen[0].excludes[:1])
    listed = _listed([filled(answer.word) for answer in (chosen[:1] if alone else chosen)])
    asks = filled(kind.asks).replace("{answers}", listed)
    if kind.name == "authenticity":
        asks = asks.replace(thing, f"{thing}{of_what(thing, scene.texts)}", 1)
    if claim is not None and alone:
        asks = claim.clause.about(name, subject).asks
    return Question(identity, asks, kind.name, (thing if kind.name == "authenticity" else name,), made)


def _chosen(kind: Kind, answers: Mapping[str, float]) -> list[KindAnswer]:
    """The main answer, what is said often enough beside it, and its plain opposite."""
    said = sorted(answers, key=lambda key: (-answers[key], key))
    main = kind.answer(said[0])
    unlike = {a.key for a in kind.answers if a.key in main.excludes or main.key in a.excludes}
    often = [key for key in said[1:] if key in unlike and answers[key] >= _RIVAL * answers[main.key]]
    rivals = [a for a in kind.answers if a.key != main.key and (a.key in often or a.key in main.excludes[:1])]
    return [main, *rivals]


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
