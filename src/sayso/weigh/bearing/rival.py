"""Whether what a sentence says is said of somebody else by name than the question's subject.

By what stands around the words: *Jan Holt was in talks*, *Jan Holt, a farmer killed there*, *the death of
Jan Holt*, *the dead man is Jan Holt*. A body or place (*the leader of the Dreel Front was*) is nobody else.
"""

from __future__ import annotations

from itertools import takewhile

from sayso.weigh.bearing.match import Hit, of_picture
from sayso.weigh.bearing.sense import Sense
from sayso.weigh.words import NOT_NAMES, STOP, is_negation

_NEAR = 4  # words from a verb or article to what is said
_AHEAD = 10  # words from what is said to who it is
_LED_TO = frozenset(("of", "the", "for", "in", "at", "from", "near", "by"))  # in front of a body or a place
_PLACED = _LED_TO - {"of"}
_BEING = frozenset(("is", "was", "are", "were", "be", "been", "being"))
_ONE_OF = frozenset(("a", "an", "another", "one", "the"))  # *Jan Holt, a farmer killed there*
_PAUSE = frozenset(",;:.?!")


def of_rival(sense: Sense, hit: Hit) -> bool:
    """Whether a hit is said of another by name. False where the subjects are not called as persons are, and
    of pictures: that one shows somebody else speaks against it."""
    pictured = any(of_picture(aim) for aim in sense.aims.answers if aim.answer == hit.answer)
    if pictured or not sense.aims.given:
        return False
    places = [at for at, token in enumerate(sense.words) if hit.start <= token.start < hit.end]
    if not places:
        return False
    before = _said_behind(sense, places[0]) or _hangs_on(sense, places[0])
    return before or _death_of(sense, places[-1] + 1) or _turns_out(sense, places[-1] + 1)


def _said_behind(sense: Sense, first: int) -> bool:
    """Behind a name and a form of *be*, *who*, an article: `Jan Holt was`, `Jan Holt, who`, `Jan Holt, a`."""
    line = [token.lower for token in sense.words[max(0, first - _NEAR) : first]]
    start = first - len(line)
    verb = max((at for at, word in enumerate(line) if word in _BEING), default=-1)
    if verb > 0 and line[verb - 1] == "who":
        return _names_rival(sense, start + verb - 1, _LED_TO)
    if verb >= 0:
        put_in = _pause_before(sense, start + verb)  # *Jan Holt, a driver, was*
        return _names_rival(
            sense, _clause_begins(sense, start + verb - 1) if put_in else start + verb, _LED_TO
        )
    noun = max((at for at, word in enumerate(line) if word in ("a", "an", "another")), default=-1)
    return noun >= 0 and _names_rival(sense, start + noun, _LED_TO)


def _hangs_on(sense: Sense, first: int) -> bool:
    """Behind a name and a comma, with no verb of its own but behind *who*: `Jan Holt, killed`, `the body of
    Jan Holt, an Orlean national shot dead`."""
    begin = _clause_begins(sense, first)
    line = [token.lower for token in sense.words[begin:first]]
    if line and line[0] not in _ONE_OF and line[0] != "who":
        return False
    whole = any(word in _BEING and "who" not in line[max(0, at - 1) : at] for at, word in enumerate(line))
    return not whole and _names_rival(sense, begin, _PLACED)


def _death_of(sense: Sense, after: int) -> bool:
    """In front of *of* and a name: `the death of Jan Holt`; not of `Dreel Front leader`, nor of two."""
    if after >= len(sense.words) or sense.words[after].lower != "of":
        return False
    end = _name_ends(sense, after + 1)
    last = end >= len(sense.words) or _pause_before(sense, end) or sense.words[end].lower in STOP
    return last and _names_rival(sense, end, _PLACED) and not _subject_follows(sense, end)


def _turns_out(sense: Sense, after: int) -> bool:
    """In front of *is* and a name, the subject not named: `the dead man in the picture is Jan Holt`."""
    for at in range(after, min(len(sense.words) - 2, after + _AHEAD)):
        if _pause_before(sense, at) or sense.named:
            return False
        if sense.words[at].lower in _BEING:
            that_of = [token.lower for token in sense.words[at + 1 : at + 3]] == ["that", "of"]
            begin = at + 3 if that_of else at + 1
            end = _name_ends(sense, begin)
            return _names_rival(sense, end, frozenset()) and not _subject_follows(sense, end)
    return False


def _clause_begins(sense: Sense, at: int) -> int:
    """The place of the first word behind the last pause before a place; 0 where there is none."""
    return next((place for place in range(at, 0, -1) if _pause_before(sense, place)), 0)


def _pause_before(sense: Sense, at: int) -> bool:
    """Whether a comma or the like stands in front of a word."""
    if not 0 < at < len(sense.words):
        return False
    return not _PAUSE.isdisjoint(sense.text[sense.words[at - 1].end : sense.words[at].start])


def _name_ends(sense: Sense, begin: int) -> int:
    """The place behind the capitalised words that begin at a place."""
    end = begin
    while end < len(sense.words) and sense.upper[end] and (end == begin or not _pause_before(sense, end)):
        end += 1
    return end


def _names_rival(sense: Sense, end: int, led_to: frozenset[str]) -> bool:
    """Whether the two words in front of a place are another's name, and none of `led_to` stands before."""
    if end < 2 or (end > 2 and sense.words[end - 3].lower in led_to):
        return False
    return all(sense.upper[at] and _names_other(sense, at) for at in (end - 2, end - 1))


def _names_other(sense: Sense, at: int) -> bool:
    token = sense.words[at]
    told = any((token.stem,) in term.words for aim in sense.aims.answers for term in aim.terms)
    own = sense.aims.subjects - sense.aims.given
    return not told and token.stem not in own and token.lower not in NOT_NAMES | STOP


def _subject_follows(sense: Sense, at: int) -> bool:
    """Whether the subject is named in the words right behind: *the deaths of Jan Holt and Orlan Vesk*."""
    behind = list(takewhile(lambda token: not is_negation(token), sense.words[at : at + _NEAR]))
    return any(token.stem in sense.aims.subjects for token in behind)
