"""Interviews: whose words the answers are, where no verb of speech says so.

An interview is told by two signs together: the article calls itself one (or marks its turns `Q:` and `A:`),
and its paragraphs ask. What stands between the questions is the words of who is interviewed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.read.finding import Finding
from sayso.read.text.lexicon import Lexicon
from sayso.read.text.segments import ANSWERED, ASKED
from sayso.terms.span import NO_WORDS, Span
from sayso.terms.statement import Basis, Link, Mention, SourceKind, Statement, Voice

OPENING = 900  # characters in which an article says that it is an interview, and with whom
LONGEST_QUESTION = 500  # characters
LEAST = 2  # questions
MARKS = frozenset('"“«‘')
# A name of two or three words in a headline, with which its phrase ends.
ALONE = re.compile(r"\s*(?!The )([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2})\s*(?:$|[,:]|(?:on|about|over)\b)")
BEFORE = 60  # characters in front of "interviewed by" in which the name stands


@dataclass(frozen=True, slots=True)
class Interview:
    """The stretches of the text that are answers, and who gives them."""

    answers: tuple[Span, ...]
    who: Link

    def holds(self, at: int) -> bool:
        """Whether an offset stands in an answer."""
        index = bisect_right(self.answers, at, key=_start) - 1
        return index >= 0 and at < self.answers[index].end

    def given(self, statement: Statement) -> Statement:
        """A statement that stands in an answer, with who is interviewed in its chain."""
        place = statement.cue.start if statement.cue else statement.content.spans[-1].end - 1
        if not self.holds(place) or any(link.name == self.who.name for link in statement.chain):
            return statement
        return replace(statement, chain=(self.who, *statement.chain))


def _start(span: Span) -> int:
    return span.start


def find_interview(
    title: str,
    text: str,
    paragraphs: Sequence[Span],
    found: Iterable[Finding],
    mentions: Sequence[Mention],
    lexicon: Lexicon,
) -> Interview | None:
    """The interview that an article prints; None where it prints none. `mentions` are the text's."""
    marked = [span for span in paragraphs if ANSWERED.match(span.of(text))]
    asked = [span for span in paragraphs if _asks(span.of(text))]
    opening = f"{title}\n{text[: min(OPENING, asked[0].start if asked else 0)]}"
    words = lexicon.phrases.get("interview.words", ())
    called = re.search(rf"\b(?:{'|'.join(map(re.escape, words))})\b", opening, re.I) if words else None
    if not marked and (called is None or len(asked) < LEAST):
        return None
    quoted = [one for one in found if one.voice is Voice.DIRECT and one.source and not one.inside]
    begun = {span.start for one in quoted for span in (*one.source, *one.content)}
    own = frozenset(lexicon.sets["names.first"])
    answers = _between(text, paragraphs, asked, marked)
    answers = [span for span in answers if begun.isdisjoint(range(span.start, span.start + 3))]
    spoken = [span for span in answers if span.of(text).lstrip()[:1] in MARKS]
    answers = spoken if len(spoken) * 2 > len(answers) else answers  # what stands without marks is the page's
    if not marked and not any(own & set(re.findall(r"\w+", span.of(text).lower())) for span in answers):
        return None
    return Interview(tuple(answers), _who(opening if called else "", mentions, lexicon))


def _asks(paragraph: str) -> bool:
    bare = paragraph.strip()
    return ASKED.match(bare) is not None or (
        bare.endswith("?") and len(bare) <= LONGEST_QUESTION and bare[0] not in '“"«'
    )


def _between(
    text: str, paragraphs: Sequence[Span], asked: Sequence[Span], marked: Sequence[Span]
) -> list[Span]:
    """The paragraphs behind the first question that ask nothing; of marked turns what is behind the mark."""
    questions, answering, found = set(asked), False, []
    for span in paragraphs:
        mark = ANSWERED.match(span.of(text))
        if span in questions:
            answering = True
        elif marked and mark is not None:
            found.append(Span(span.start + mark.end(), span.end))
        elif answering and not marked:
            found.append(span)
    return found


def _who(opening: str, mentions: Sequence[Mention], lexicon: Lexicon) -> Link:
    """The person named behind `interviews`, `spoke with`, or in front of `interviewed by`; nobody by name
    where the article does not make plain that it is a person."""
    people = {one.name for one in mentions if one.kind == "person" and " " in one.name}
    for stretch in _stretches(opening, lexicon):
        named = [(stretch.find(name), name) for name in people if name in stretch]
        if named:
            return _interviewed(min(named)[1])
        alone = ALONE.match(stretch)
        if alone is not None and not _of_thing(alone.group(1), lexicon):
            return _interviewed(alone.group(1))
    return _link("the interviewee", SourceKind.UNKNOWN, "an answer in an interview")


def _of_thing(name: str, lexicon: Lexicon) -> bool:
    """Whether a word of a name is one of a body, a place, a role or a time."""
    sets = lexicon.sets
    things = sets["kinds.all"] | sets["kinds.office"] | sets["names.times"] | sets["names.titles"]
    words = {word.lower() for word in name.split()}
    return bool(words & things) or bool(words & sets.get("mentions.place_names", frozenset()))


def _interviewed(name: str) -> Link:
    return _link(name, SourceKind.PERSON, f"an answer in the interview with {name}")


def _stretches(opening: str, lexicon: Lexicon) -> Iterator[str]:
    """Where the name of who is interviewed may stand: the rest of the sentence, or what comes before."""
    for words in lexicon.phrases.get("interview.with", ()):
        for match in re.finditer(rf"\b{re.escape(words)}\b", opening, re.I):
            yield re.split(r"\n|[?!]\s|(?<=[a-z]{2})\.\s", opening[match.end() : match.end() + 250])[0]
    for words in lexicon.phrases.get("interview.by", ()):
        for match in re.finditer(re.escape(words), opening, re.I):
            yield opening[max(0, match.start() - BEFORE) : match.start()]


def _link(name: str, kind: SourceKind, because: str) -> Link:
    return Link(name, kind, NO_WORDS, NO_WORDS, basis=Basis.INFERRED, because=because)
