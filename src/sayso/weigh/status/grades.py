"""Credibility of an answer and how likely it is: pure functions of the root sources on each side.

Outlets, articles and copies do not enter: a root source counts once on each side however often it is
printed. The likelihood is a sum of log-odds over root sources (Good, "Probability and the Weighing of
Evidence", 1950) with an interval for what one source's word is worth; the words are those of ICD 203.
The weights are stated assumptions and not fitted, see docs/explanation/grades.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum, log

from sayso.terms.grade import ContentGrade, Credibility, Likelihood
from sayso.terms.question import (
    Answer,
    AnswerStatus,
    Question,
    Reason,
    RootedBearing,
    RootSource,
    Standing,
    StatusKind,
)
from sayso.terms.statement import Basis, Hedge, Polarity, SourceKind

UNNAMED = frozenset({SourceKind.ANONYMOUS, SourceKind.UNKNOWN, SourceKind.WITNESS})
"""Kinds of sources that nobody can be asked about."""

BANDS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (1.00, "almost certain"),
)
"""Words of ICD 203 (US Director of National Intelligence, 2015), each up to a probability."""

WORTH = {"named, first hand": (1.5, 4.0), "named, relayed": (1.2, 2.5), "unnamed": (1.05, 1.6)}
"""How many times likelier a root source's word makes what it says, from and to."""

PRIOR = (log(0.4 / 0.6), log(0.6 / 0.4))
"""Log-odds of an answer before anybody speaks, from and to."""

_WIDEST = 0.5  # an interval as wide as this says nothing
_NEVER = 0.06  # sources alone never make anything surer than this and its opposite


@dataclass(frozen=True, slots=True)
class Word:
    """What one root source says of one answer: for or against it, how hedged at its surest, and which
    worth of `WORTH` its word has."""

    root: str
    name: str
    affirms: bool
    hedge: Hedge
    worth: str


def grade_answers(stood: Standing) -> tuple[ContentGrade, ...]:
    """The credibility of each answer of a question as it stood."""
    names = {root.id: root for root in stood.roots}
    spoken = _spoken(stood.rooted)
    return tuple(
        _grade(stood.question, each, stood.status.answers, names, spoken) for each in stood.status.answers
    )


def likelihoods(stood: Standing) -> tuple[Likelihood, ...]:
    """How likely each answer of a question is as it stood, or why that can't be judged."""
    return tuple(_likelihood(stood, status) for status in stood.status.answers)


def combine(words: Iterable[Word]) -> tuple[float, float]:
    """From and to which probability root sources make an answer likely, by adding up log-odds. Each root
    counts once, whatever their order; another that affirms never lowers either end.

    The two ends differ in what a word is worth and in how far the sources of one side are taken to be
    independent: wholly, or so little that the k-th of them counts 1/k, as those who say the same often
    share an origin that nobody sees.
    """
    once = {word.root: word for word in words}.values()
    steps = {side: [_step(word) for word in once if word.affirms is side] for side in (True, False)}
    low = PRIOR[0] + _cautious(least for least, _ in steps[True]) - fsum(most for _, most in steps[False])
    high = PRIOR[1] + fsum(most for _, most in steps[True]) - _cautious(least for least, _ in steps[False])
    return _bounded(low), _bounded(high)


def _cautious(steps: Iterable[float]) -> float:
    return fsum(step / place for place, step in enumerate(sorted(steps, reverse=True), 1))


def in_words(low: float, high: float) -> str:
    """The words of ICD 203 for an interval: one, or from one to another."""
    one, two = _band(low), _band(high)
    return one if one == two else f"{one} to {two}"


def _band(probability: float) -> str:
    return next(words for most, words in BANDS if probability <= most)


def _bounded(log_odds: float) -> float:
    return min(1 - _NEVER, max(_NEVER, 1 / (1 + exp(-log_odds))))


def _step(word: Word) -> tuple[float, float]:
    """What one word adds to the log-odds of its side, from and to. A reservation halves it."""
    least, most = (log(times) / (1 if word.hedge is Hedge.NONE else 2) for times in WORTH[word.worth])
    return least, most


def _likelihood(stood: Standing, status: AnswerStatus) -> Likelihood:
    refused = _cannot(stood, status)
    if refused:
        return Likelihood(status.answer, None, None, f"can't be judged: {refused}")
    words = words_on(stood, status)
    low, high = combine(words)
    if high - low >= _WIDEST:
        reach = f"{round(100 * low)} to {round(100 * high)} %"
        return Likelihood(
            status.answer, None, None, f"can't be judged: the sources leave it open, {reach}", _told(words)
        )
    return Likelihood(status.answer, low, high, in_words(low, high), _told(words))


def _cannot(stood: Standing, status: AnswerStatus) -> str:
    """Why no likelihood is given, if none is."""
    against = _against(stood.question, status, stood.status.answers)
    speaking = {*status.affirming, *status.denying, *against}
    unnamed = {root.id for root in stood.roots if root.kind in UNNAMED}
    lost = {root.id for root in stood.roots if root.basis is Basis.UNKNOWN}
    reasons = (
        (status.kind is StatusKind.SETTLED, "a person settled it"),
        (stood.question.kind == "count", "figures grow with time and need not exclude each other"),
        (not speaking, "no root source speaks to it"),
        (len(speaking) == 1, "everything goes back to one root source"),
        (speaking <= unnamed, "no root source that speaks to it is named"),
        (speaking <= lost, "no chain ends at a source"),
        (not status.affirming and not status.denying, "only other answers are spoken to"),
    )
    return next((words for holds, words in reasons if holds), "")


def words_on(stood: Standing, status: AnswerStatus) -> tuple[Word, ...]:
    """Every root source's word on an answer; one that affirms what excludes it speaks against it."""
    roots = {root.id: root for root in stood.roots}
    spoken = _spoken(stood.rooted)
    against = _against(stood.question, status, stood.status.answers)
    found: dict[str, Word] = {}
    for root, answer in against.items():
        found[root] = _word(roots, spoken, root, answer, Polarity.AFFIRMS, affirms=False)
    for root in status.denying:
        found[root] = _word(roots, spoken, root, status.answer, Polarity.DENIES, affirms=False)
    for root in status.affirming:
        found[root] = _word(roots, spoken, root, status.answer, Polarity.AFFIRMS, affirms=True)
    return tuple(found[root] for root in sorted(found))


_Key = tuple[str, str, Polarity]


def _spoken(rooted: Iterable[RootedBearing]) -> Mapping[_Key, Sequence[RootedBearing]]:
    found: dict[_Key, list[RootedBearing]] = defaultdict(list)
    for item in rooted:
        found[item.root, item.bearing.answer, item.bearing.polarity].append(item)
    return found


def _word(
    roots: Mapping[str, RootSource],
    spoken: Mapping[_Key, Sequence[RootedBearing]],
    root: str,
    answer: str,
    polarity: Polarity,
    *,
    affirms: bool,
) -> Word:
    items = spoken.get((root, answer, polarity), ())
    named = root in roots and roots[root].kind not in UNNAMED
    first = any(item.basis is Basis.STATED and len(item.chain) <= 1 for item in items)
    hedges = {item.bearing.hedge for item in items}
    hedge = next((each for each in (Hedge.NONE, Hedge.WEAK) if each in hedges), Hedge.STRONG)
    worth = "unnamed" if not named else "named, first hand" if first else "named, relayed"
    return Word(root, roots[root].name if root in roots else root, affirms, hedge, worth)


def _against(question: Question, status: AnswerStatus, statuses: Sequence[AnswerStatus]) -> dict[str, str]:
    """Roots that affirm an answer which excludes this one, with that answer."""
    answers = {answer.id: answer for answer in question.answers}
    mine = answers.get(status.answer, Answer(status.answer, ""))
    found: dict[str, str] = {}
    for other in statuses:
        their = answers.get(other.answer, Answer(other.answer, ""))
        if mine.rivals(their):
            found.update(dict.fromkeys(other.affirming, other.answer))
    return {root: answer for root, answer in sorted(found.items()) if root not in status.affirming}


def _told(words: Sequence[Word]) -> tuple[Reason, ...]:
    """What each root source adds, in words."""
    told = []
    for word in words:
        times = [exp(step) for step in _step(word)]
        way = "likelier" if word.affirms else "less likely"
        hedged = ", with a reservation" if word.hedge is not Hedge.NONE else ""
        words_ = f"{word.name} ({word.worth}{hedged}): {times[0]:.1f} to {times[1]:.1f} times {way}"
        told.append(Reason(words_, (), (word.root,)))
    return tuple(told)


def _grade(
    question: Question,
    status: AnswerStatus,
    statuses: Sequence[AnswerStatus],
    roots: Mapping[str, RootSource],
    spoken: Mapping[_Key, Sequence[RootedBearing]],
) -> ContentGrade:
    yes = status.affirming
    named = [root for root in yes if root in roots and roots[root].kind not in UNNAMED]
    firm = [
        root
        for root in named
        if any(
            item.bearing.hedge is Hedge.NONE
            for item in spoken.get((root, status.answer, Polarity.AFFIRMS), ())
        )
    ]
    no = {*status.denying, *_against(question, status, statuses)}
    grade, words = _content(len(yes), len(named), len(firm), len(no))
    if status.kind is StatusKind.SETTLED:
        grade, words = Credibility.UNJUDGED, "a person settled it; that stands above any grade"
    return ContentGrade(status.answer, grade, (Reason(words, (), tuple(sorted({*yes, *no}))),))


def _content(yes: int, named: int, firm: int, no: int) -> tuple[Credibility, str]:
    """The figure for so many roots that affirm (of them named, and named without reservation) and that
    speak against it."""
    if not yes and not no:
        return Credibility.UNJUDGED, "no root source speaks to it"
    if no:
        more = yes > no
        words = f"{_roots(no)} against it, {yes or 'none'} for it"
        return (Credibility.DOUBTFUL if more else Credibility.IMPROBABLE), words
    if firm >= 2:
        return Credibility.CONFIRMED, f"{_roots(firm)} that are named, without reservation, and none against"
    if yes >= 2 and named:
        return Credibility.PROBABLE, f"{_roots(yes)} and none against, but fewer than two named and firm"
    if yes >= 2:
        return Credibility.POSSIBLE, f"{_roots(yes)} and none against, none of them named"
    if named:
        return Credibility.POSSIBLE, "one root source that is named, and none against"
    return Credibility.UNJUDGED, "one root source that nobody names"


def _roots(number: int) -> str:
    return f"{number} root source{'s' * (number != 1)}"
