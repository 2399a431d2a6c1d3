"""Laws of reading, over any text."""

from __future__ import annotations

import time
from itertools import pairwise

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
ANY = st.text(st.characters(), max_size=60)  # half characters too
WORDS = st.one_of(st.sampled_from(PIECES), ANY)
TEXTS = st.lists(WORDS, max_size=6).flatmap(
    lambda pieces: st.sampled_from(["\n\n", " ", "\n"]).map(lambda gap: gap.join(pieces))
)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


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
@given(pieces=st.lists(st.sampled_from(PIECES[:6]), min_size=1, max_size=4))
def test_a_paragraph_that_attributes_nothing_changes_no_other_statement(pieces: list[str]) -> None:
    text = "\n\n".join(pieces)
    more = text + "\n\nThe river is long and the weather was fine in the valley."
    assert read(more).statements == read(text).statements


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


def test_one_endless_line_is_read_in_pieces() -> None:
    text = "she said the bridge was closed and they said it was open " * 2_000
    assert same(read(text)) > 0
