"""Where a text may mention a person or body: names, descriptions and pronouns, by their words alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from sayso.read.mentions.known import known
from sayso.read.text.lexicon import Lexicon, load
from sayso.read.text.runs import POSSESSIVE, name_runs
from sayso.terms.span import Span
from sayso.terms.statement import MentionForm

DETERMINER = re.compile(
    r"(?<![\w’'-])(?:[Tt]he|[Tt]h(?:is|at|ese|ose)|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y"
    r"|[Aa]nother|[Oo]ne|[Tt]wo|[Tt]hree|[Bb]oth|[Ss]ome)\b(?=[ \u00a0])"
)
WORD = re.compile(r"[ \u00a0]+([\w&-]+(?:\.(?=[\w ]))?)((?:[’'](?:s\b)?)?)(,?)")
PRONOUN = re.compile(
    r"(?<![\w’'-])(?:[Hh](?:e|im|is|imself|ers?|erself)|[Ss]he|[Ii]ts?|[Ii]tself"
    r"|[Tt]he(?:y|m|ir|irs|mselves)|I|[Mm](?:e|y|yself))(?![\w-])"
)
LOWER = re.compile(r"(?<![\w’'-])[a-z]+(?![\w’'-])")
OF = re.compile(r"[ \u00a0](?:of|for|and)[ \u00a0](?:the[ \u00a0])?")
SHORTENED = re.compile(r"[’'](?:s|re|ve|ll|d|m|t)$")  # we're, I'll
NOUNS = ("mentions.peoples", "mentions.people", "kinds.anonymous", "kinds.witness", "kinds.document")
MOST_WORDS = 6  # of a description that are looked at


class Case(StrEnum):
    """What a pronoun is in its clause."""

    SUBJECT = "subject"
    OBJECT = "object"
    OWNER = "owner"
    SELF = "self"


PRONOUNS: dict[str, tuple[str, Case]] = {
    "he": ("he", Case.SUBJECT), "him": ("he", Case.OBJECT), "his": ("he", Case.OWNER),
    "himself": ("he", Case.SELF),
    "she": ("she", Case.SUBJECT), "her": ("she", Case.OWNER), "hers": ("she", Case.OBJECT),
    "herself": ("she", Case.SELF), "it": ("it", Case.SUBJECT),
    "its": ("it", Case.OWNER), "itself": ("it", Case.SELF),
    "they": ("they", Case.SUBJECT), "them": ("they", Case.OBJECT), "their": ("they", Case.OWNER),
    "theirs": ("they", Case.OBJECT), "themselves": ("they", Case.SELF),
    "i": ("i", Case.SUBJECT), "me": ("i", Case.OBJECT), "my": ("i", Case.OWNER), "myself": ("i", Case.SELF),
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Spot:
    """Words that may mention somebody. `head` is where its head word starts; `word` that word in lower case
    (a pronoun: he, she, it, they, i); `lead` its determiner; `first` whether it is the first of its sentence;
    `beside` the name that it stands next to as an apposition or after is/was."""

    start: int
    end: int
    head: int
    form: MentionForm
    word: str
    sentence: int
    first: bool = False
    lead: str = ""
    case: Case = Case.SUBJECT
    gender: str = ""  # m, f or unknown
    plural: bool = False
    beside: Spot | None = None
    words: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def spots(text: str, sentences: Sequence[Span], lexicon: Lexicon) -> list[Spot]:
    """All of them in the order of their places; sentences are numbered as given."""
    starts = [span.start for span in sentences]
    lower = lower_words(text)
    names = [
        spot for start, end in name_runs(text) for spot in _names(text, start, end, lower, starts, lexicon)
    ]
    taken = {spot.start for spot in names if spot.form is MentionForm.NAME}
    roles = {spot.head for spot in names if spot.form is MentionForm.DESCRIPTION}
    described = (spot for spot in _descriptions(text, taken, lexicon) if spot.head not in roles)
    found = [*names, *described, *_pronouns(text)]
    found.sort(key=lambda spot: (spot.start, -spot.end))
    last = -1
    for spot in found:
        spot.sentence = bisect_right(starts, spot.start) - 1
        spot.first = spot.sentence != last
        last = spot.sentence
    _beside(text, found)
    return found


@lru_cache(maxsize=2)  # asked for when mentions are spotted and when they are grouped
def lower_words(text: str) -> frozenset[str]:
    """The words that a text has in lower case."""
    return frozenset(LOWER.findall(text))


def _pronouns(text: str) -> Iterator[Spot]:
    for match in PRONOUN.finditer(text):
        word, case = PRONOUNS[match.group().lower()]
        if match.group() == "her" and not text[match.end() : match.end() + 2].strip(" ").isalpha():
            case = Case.OBJECT
        gender = {"he": "m", "she": "f"}.get(word, "")
        yield Spot(match.start(), match.end(), match.start(), MentionForm.PRONOUN, word, 0, case=case,
                   gender=gender, plural=word == "they")  # fmt: skip


def _names(
    text: str, start: int, end: int, lower: frozenset[str], starts: Sequence[int], lexicon: Lexicon
) -> Iterator[Spot]:
    """The names of a run of capitalised words: without a sentence's first word, cut at `of` and `and`."""
    bodies, none = lexicon.sets["mentions.bodies"], lexicon.sets["mentions.no_names"]
    pieces = [(start, end)]
    for match in OF.finditer(text, start, end):
        left = text[pieces[-1][0] : match.start()].split()
        kept = match.group().startswith((" of", " for")) and left and left[-1].lower() in bodies
        if not kept:
            pieces[-1:] = [(pieces[-1][0], match.start()), (match.end(), end)]
    for begin, stop in pieces:
        words = text[begin:stop].split(" ")
        while words and _no_name(words, begin, text, lower, starts, none, bodies):
            begin += len(words[0]) + 1
            words = words[1:]
        if words and begin < stop:
            spot = _name(text, begin, stop, lexicon)
            if spot is not None:
                yield spot


def _no_name(
    words: Sequence[str], begin: int, text: str, lower: frozenset[str], starts: Sequence[int],
    none: frozenset[str], bodies: frozenset[str],
) -> bool:  # fmt: skip
    """Whether the first word is only capitalised for where it stands."""
    first = words[0].lower()
    if _acronym(words[0]):
        return False
    if (
        first in none
        or (SHORTENED.search(first) and SHORTENED.sub("", first) in none)
        or (len(words) == 1 and words[0].islower())
    ):
        return True
    return first in lower and first not in bodies and _opens(text, begin, starts)


def _acronym(word: str) -> bool:
    """WHO is a body, Who is none; nor is I."""
    return len(word) > 1 and word.isupper() and word.isalpha()


def _opens(text: str, at: int, starts: Sequence[int]) -> bool:
    """Whether a sentence or quotation starts here."""
    place = bisect_right(starts, at) - 1
    return (place >= 0 and at - starts[place] <= 2) or text[max(0, at - 1) : at] in ("“", '"', "‘")


def _name(text: str, start: int, end: int, lexicon: Lexicon) -> Spot | None:
    titles = lexicon.sets["names.titles"]
    words = POSSESSIVE.sub("", text[start:end]).rstrip(".").split()
    low = [word.lower().strip(".") for word in words]
    last = max((place for place, word in enumerate(low[:-1]) if word in titles), default=-1)
    before, words, low = low[: last + 1], words[last + 1 :], low[last + 1 :]
    if not words or not any(map(str.isalpha, words[-1])) or _common(low, lexicon):
        return None
    place = next((n for n, word in enumerate(words) if word in {"of", "for"}), len(words)) - 1
    lead = len(before) + place  # the head stands before `of`
    head = start + sum(len(word) + 1 for word in text[start:end].split(" ")[:lead])
    if len(words) == 1 and low[0] in lexicon.sets["mentions.person"]:
        return _description(start, end, head, low[0], "the", lexicon)  # the President, Chairman
    gender = _gender([*before, low[0]], lexicon)
    return Spot(start, end, head, MentionForm.NAME, low[-1], 0, gender=gender,
                words=tuple(words), titles=tuple(before))  # fmt: skip


def _common(low: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a capitalised word is a day, a people or a noun that only begins its sentence."""
    return low[-1] in lexicon.sets["names.times"] or (
        len(low) == 1 and any(low[0] in lexicon.sets[name] for name in NOUNS)
    )


def _gender(words: Sequence[str], lexicon: Lexicon) -> str:
    """By titles and given names."""
    men, women = _given(lexicon.language)
    for word in words:
        man = word in men
        if man != (word in women):
            return "m" if man else "f"
    return ""


@cache
def _given(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The titles and given names of men and of women."""
    sets, lists = load(language).sets, known()
    men = lists.men | sets["mentions.men"] | sets["names.male"]
    return men, lists.women | sets["mentions.women"] | sets["names.female"]


def _descriptions(text: str, names: set[int], lexicon: Lexicon) -> Iterator[Spot]:
    """`the interior minister`, `his wife`: a determiner and the next noun that can be somebody."""
    nouns, stop = _nouns(lexicon.language), lexicon.sets["mentions.stop"]
    for match in DETERMINER.finditer(text):
        at, lead, owner = match.end(), match.group().lower(), False
        head = end = -1
        noun = ""
        for _ in range(MOST_WORDS):
            found = WORD.match(text, at)
            if found is None:
                break
            word = found.group(1).lower()
            if word in stop or (head >= 0 and not owner and word not in nouns):
                break
            if word in nouns and found.group(1)[0].islower():
                if owner and noun:
                    yield _description(match.start(), end, head, noun, lead, lexicon)
                head, end, noun = found.start(1), found.end(1), word
                owner = bool(found.group(2))
                end = found.end(2) if owner else end
            elif found.group(2):
                head = -1  # what a name has: `the company's head` is told above, `the Marsh's son` is not
            at = found.end(2)
            if found.group(3):
                break
        if head >= 0 and not _before_a_name(text, end, names):
            yield _description(match.start(), end, head, noun, lead, lexicon)


@cache
def _nouns(language: str) -> frozenset[str]:
    """The nouns that can be said of somebody."""
    sets = load(language).sets
    return sets["mentions.person"] | sets["mentions.collective"] | sets["mentions.people"]


def _before_a_name(text: str, end: int, names: set[int]) -> bool:
    """Whether a name follows at once, which the description is then a part of."""
    return end + 1 in names and text[end : end + 1] == " "


def _description(start: int, end: int, head: int, noun: str, lead: str, lexicon: Lexicon) -> Spot:
    sets = lexicon.sets
    gender = "m" if noun in sets["mentions.man"] else "f" if noun in sets["mentions.woman"] else ""
    return Spot(start, end, head, MentionForm.DESCRIPTION, noun, 0, lead=lead, gender=gender,
                plural=noun in sets["mentions.people"])  # fmt: skip


APPOSED = re.compile(r"(?: \([^()]{0,80}\))?,[ \u00a0](?:\d\d,[ ])?")
IS = re.compile(
    r"(?: \([^()]{0,80}\))?,? (?:who )?(?:is|was|became|remains|has been|had been|is still|was also|is also) "
)


CALLED = re.compile(
    r",? (?:(?:who |which )?(?:is |was |has been )?(?:named|called|identified)(?: by \w+)? (?:as )?|as )"
)


def _beside(text: str, found: list[Spot]) -> None:
    """Tie descriptions to the name (or pronoun) that they are said of: `Ada Marsh, a nurse`, `the mayor,
    Ada Marsh`, `she was a nurse`."""
    for place, spot in enumerate(found):
        if spot.form is not MentionForm.DESCRIPTION or spot.plural:
            continue
        before = next(
            (one for one in reversed(found[max(0, place - 4) : place]) if one.end <= spot.start), None
        )
        if before is not None and before.sentence == spot.sentence:
            between = text[before.end : spot.start]
            if len(between) < 100 and (
                IS.fullmatch(between) or (before.form is MentionForm.NAME and APPOSED.fullmatch(between))
            ):
                spot.beside = before
                continue
        after = next((one for one in found[place + 1 : place + 3] if one.start >= spot.end), None)
        if after is not None and after.form is MentionForm.NAME and after.sentence == spot.sentence:
            between = text[spot.end : after.start]
            closed = spot.lead in {"the", "his", "her"} and text[after.end : after.end + 1] in {
                ",",
                ".",
                ")",
                "",
            }
            if CALLED.fullmatch(between) or (between == ", " and closed):
                spot.beside = after
