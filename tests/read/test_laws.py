"""Laws of reading, over any text."""

from __future__ import annotations

import time
from itertools import combinations, pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.terms.span import Words
from sayso.terms.statement import Part, Reading, Statement
from tests.read.helpers import read

PIECES = [
    "Ada Marsh said that the bridge was closed.",
    "“The bridge is closed,” said Ada Marsh.",
    '"We saw it fall," he told the Lowland Times, "and we ran."',
    "According to two officials, the envoy was killed on Friday.",
    "THE BRIDGE IS CLOSED OFFICIALS SAY",
    "MARSH: The bridge is closed. Nobody was hurt.",
    "the bridge fell and she said so many times and nobody heard it",
    "«Le pont», he said, “is ‘closed’",
    "• one — two\t| three |",
    "🌉 said 👩‍⚖️: “ok”",
    "\u202eqwerty\u202c said Marsh's officials'",
    "“",
    "''",
    "",
    "U.S. Sen. A. Marsh (D-Hale) denied it.",
    "half \ud83d a character, she said",
]
FORMS = [
    "so they came to the bridge and she said it was closed and i think nobody knew",
    "BRIDGE CLOSED, OFFICIALS SAY AS MAYOR MARSH DENIES CLAIMS",
    "10:42 Police say the road is closed.",
    "10.15am BST JUST IN: Mayor Marsh: “We will rebuild.”",
    "1. Ada Marsh: “It is safe”\n2. Ivo Holt: “It is not”",
    "- “It is not” — Ivo Holt, engineer",
    "| Ada Marsh | “We will rebuild.” | Friday |",
    "Ada Marsh\t“We will rebuild.”\tFriday",
    "Q: What did you see?\n\nA: I think that it fell. The police told us that it was closed.",
    "“The police told us ‘go home’ and I think they knew,” said Ada Marsh.",
    "\u200f“הגשר סגור”\u200f Marsh said \u202bthat it was closed\u202c.",
    "“The\u200b bridge\u200d is closed,”\ufeff said\u2060 Ada\u00ad Marsh.",
    "😀😀 “We ran 🏃‍♀️,” she said 😭, “and they told us it fell.”",
    "„Es ist zu“, sagte Marsh. « C'est fini », a dit Holt. ``Done,'' he said.",
    "He said: “The minister said: ‘She told me “no”.’”",
    "“\n“\n“It fell, she said",
]
PIECES += FORMS
ANY = st.text(st.characters(), max_size=60)  # half characters too
WORDS = st.one_of(st.sampled_from(PIECES), ANY)
TEXTS = st.lists(WORDS, max_size=6).flatmap(
    lambda pieces: st.sampled_from(["\n\n", " ", "\n"]).map(lambda gap: gap.join(pieces))
)
SLOW = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def every_words(statement: Statement) -> list[Words]:
    found = [statement.source, statement.cue, statement.content, statement.hedge_words, statement.condition]
    for link in statement.chain:
        found += [link.words, link.cue, link.hedge_words]
    return found


@SLOW
@given(text=TEXTS, title=WORDS)
def test_words_are_exactly_what_stands_at_their_offsets(text: str, title: str) -> None:
    reading = read(text, title=title)
    for statement in (*reading.statements, *reading.own_voice):
        place = title if statement.part is Part.HEADLINE else text
        for words in every_words(statement):
            assert words == Words.cut(place, words.spans)
            assert all(span.end <= len(place) for span in words.spans)
        assert statement.content
        assert 0 <= statement.confidence <= 1


@SLOW
@given(text=TEXTS)
def test_spans_of_one_role_do_not_overlap_and_ids_are_unique(text: str) -> None:
    reading = read(text)
    for statement in reading.statements:
        for words in (statement.source, statement.cue, statement.content):
            spans = sorted(words.spans)
            assert all(left.end <= right.start for left, right in pairwise(spans))
    ids = [statement.id for statement in (*reading.statements, *reading.own_voice)]
    assert len(ids) == len(set(ids))


@SLOW
@given(text=TEXTS)
def test_who_says_it_by_which_words_and_what_are_different_words(text: str) -> None:
    for statement in read(text).statements:
        roles = (statement.source, statement.cue, statement.content)
        for left, right in combinations(roles, 2):
            assert not any(a.overlaps(b) for a in left.spans for b in right.spans), statement


NOTHING = [
    "The river is long and the weather was fine in the valley.",
    "IT RAINED ALL DAY",
    "- a long wet winter",
]


def told(statement: Statement) -> tuple[str, ...]:
    words = (statement.source.text, statement.cue.text, statement.content.text, statement.polarity.value)
    return (*words, *(link.name for link in statement.chain))


@SLOW
@given(
    pieces=st.lists(st.sampled_from([*PIECES[:6], *FORMS]), min_size=1, max_size=4),
    nothing=st.sampled_from(NOTHING),
)
def test_a_paragraph_that_attributes_nothing_changes_no_other_statement(
    pieces: list[str], nothing: str
) -> None:
    text = "\n\n".join(pieces)
    before = read(text).statements
    assert read(f"{text}\n\n{nothing}").statements == before
    assert list(map(told, read(f"{nothing}\n\n{text}").statements)) == list(map(told, before))


@SLOW
@given(text=TEXTS, at=st.integers(0, 200), mark=st.sampled_from("\u200b\u200d\u200f\ufeff\u00ad😀"))
def test_a_mark_that_nobody_sees_breaks_no_offsets(text: str, at: int, mark: str) -> None:
    marked = text[:at] + mark + text[at:]
    for statement in read(marked).statements:
        assert all(words == Words.cut(marked, words.spans) for words in every_words(statement))


@SLOW
@given(text=TEXTS)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


def same(reading: Reading) -> int:
    return len(reading.statements)


def test_time_grows_with_the_length_and_not_faster() -> None:
    line = "Ada Marsh said the bridge number {} was closed on Friday. It rained on the {} hills.\n\n"

    def seconds(lines: int, salt: int) -> float:
        text = "".join(line.format(salt + i, i) for i in range(lines))
        start = time.process_time()
        assert same(read(text)) >= lines
        return time.process_time() - start

    seconds(20, 0)
    assert seconds(800, 100_000) < 12 * seconds(200, 1_000) + 1


def test_a_long_text_of_few_words_takes_no_more_than_its_length() -> None:
    lines = [
        "“The bridge {} is closed,” said Ada Marsh. “The police told us that it fell.”\n\n",
        "10:{} Police say the road is closed.\n\n",
        "Q: What do you think?\n\nA: I think that it was number {}.\n\n",
        "It rained on hill {} and nobody came.\n\n",
    ]

    def seconds(size: int) -> float:
        line = "".join(each.format(number % 60) for number in range(60) for each in lines)
        text = line * (size // len(line))
        start = time.process_time()
        assert same(read(text, title="An interview")) > size // 400
        return time.process_time() - start

    seconds(20_000)
    assert seconds(300_000) < 8 * seconds(75_000) + 1


def test_one_endless_line_is_read_in_pieces() -> None:
    text = "she said the bridge was closed and they said it was open " * 2_000
    assert same(read(text)) > 0
