"""What is stored comes back the same, and nothing else comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger.codec import decode, encode
from sayso.terms.article import Article
from sayso.terms.entity import Resolution
from sayso.terms.question import Bearing, Copy, Question, Status
from sayso.terms.span import Span, Words
from sayso.terms.statement import Correction, Hedge, Reading, Statement
from sayso.terms.time import Interval, Published
from tests.ledger.made import made

MOMENTS = st.datetimes(timezones=st.just(UTC))
SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 900), st.integers(0, 90))
INTERVALS = st.builds(
    lambda start, size: Interval(start, start + size),
    MOMENTS.filter(lambda moment: moment.year < 9000),
    st.timedeltas(timedelta(seconds=1), timedelta(days=999)),
)
PLAIN: dict[object, st.SearchStrategy[Any]] = {
    str: st.text(max_size=12),
    int: st.integers(0, 2**53),
    float: st.floats(0, 1),
    bool: st.booleans(),
    datetime: MOMENTS,
    type(None): st.none(),
    Span: SPANS,
    Words: st.builds(Words, st.lists(SPANS, max_size=2).map(tuple), st.text(max_size=12)),
    Interval: INTERVALS,
}
KINDS = (Statement, Reading, Question, Bearing, Copy, Status, Published, Article, Resolution, Correction)


@cache
def terms(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a type of the vocabulary, by its annotations."""
    if hint in PLAIN:
        return PLAIN[hint]
    if get_origin(hint) is tuple:
        first, *rest = get_args(hint)
        return (
            st.lists(terms(first), max_size=2).map(tuple)
            if rest == [...]
            else st.tuples(terms(first), *map(terms, rest))
        )
    if get_origin(hint) in (UnionType, Union):
        return st.one_of(*map(terms, get_args(hint)))
    if issubclass(hint, Enum):
        return st.sampled_from(hint)
    return st.builds(hint, **{name: terms(kind) for name, kind in get_type_hints(hint).items()})


@settings(max_examples=80)
@given(st.one_of(*(st.tuples(st.just(kind), terms(kind)) for kind in KINDS)))
def test_every_term_comes_back_the_same(pair: tuple[type[object], object]) -> None:
    kind, term = pair
    assert decode(kind, encode(term)) == term


def test_what_holds_its_default_is_left_out() -> None:
    said = made().reading.statements[0]
    assert '"event_time"' not in encode(said)
    assert '"hedge":"none"' in encode(said)  # a statement has no default hedge
    assert '"hedge"' not in encode(said.chain[0])


BROKEN = ["", "{}", "[]", '{"id": 1}', '{"spans":[{"start":-1,"end":0}],"text":""}']


@pytest.mark.parametrize(
    "stored", ["", "{}", "[]", '{"id": 1}', '{"spans":[{"start":-1,"end":0}],"text":""}']
)
def test_what_is_no_term_is_an_error(stored: str) -> None:
    for kind in (Statement, Words):
        with pytest.raises(ValueError, match="not a stored"):
            decode(kind, stored)


def test_enums_come_back_as_enums() -> None:
    assert decode(Hedge, encode(Hedge.WEAK)) is Hedge.WEAK
