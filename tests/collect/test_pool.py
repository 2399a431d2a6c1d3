"""Children that hang, crash or run out of memory cost one item each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sayso.collect import Failure, Gathered, Options, Parsed, Refusal, parse_all, pool
from sayso.collect.evidence import evidence_of
from sayso.collect.items import refuse
from tests.zoo import page

SLOW = b"<html><body>" + b"<p>The mayor said so and so, " * 60_000


def gathered(number: int, data: bytes | None = None) -> Gathered:
    return evidence_of(
        data or page(said=f"The mayor said so {number} times.").encode(), origin=f"page {number}"
    )


def test_results_come_in_order_whatever_the_number_of_children() -> None:
    def items() -> Iterator[Gathered | Refusal]:
        for number in range(12):
            yield gathered(number)
            yield refuse(f"refused {number}", Failure.EMPTY, "it is empty")
            yield gathered(number, b"Plain words, read without a child.")

    for workers in (1, 3):
        results = list(parse_all(items(), options=Options(workers=workers)))
        assert len(results) == 36
        for number in range(12):
            first, second, third = results[number * 3 : number * 3 + 3]
            assert isinstance(first, tuple)
            assert isinstance(third, tuple)
            assert f"so {number} times" in first[1].articles[0].text
            assert isinstance(second, Refusal)
            assert third[1].articles


def test_a_page_that_takes_too_long_is_ended_and_the_next_one_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pool, "_START_SECONDS", 0.0)
    results = parse_all(iter([gathered(1, SLOW)]), options=Options(parse_seconds=0.3))
    assert [refused(result) for result in results] == [[Failure.SLOW]]
    monkeypatch.undo()
    assert [refused(result) for result in parse_all([gathered(2)], options=Options())] == [[]]


def test_a_child_that_dies_costs_one_item() -> None:
    with pool.Parsers(Options()) as children:
        slot = children.take(gathered(1, SLOW))
        children._children[0]._process.kill()
        children.look(20)
        assert slot.result is not None
        assert refused(slot.result) == [Failure.CRASHED]
        again = children.take(gathered(2))
        children.look(20)
        assert again.result is not None
        assert refused(again.result) == []


def test_what_a_child_had_before_it_is_read_by_another_when_it_dies() -> None:
    with pool.Parsers(Options(workers=1)) as children:
        slots = [children.take(gathered(1, SLOW)), *(children.take(gathered(n)) for n in (2, 3, 4))]
        assert len(children._children[0].slots) == 2
        children._children[0]._process.kill()
        while any(slot.result is None for slot in slots):
            children.look(20)
        assert [refused(slot.result) for slot in slots if slot.result] == [[Failure.CRASHED], [], [], []]


def test_no_child_is_left_over() -> None:
    with pool.Parsers(Options()) as children:
        children.take(gathered(1))
        process = children._children[0]._process
    assert process.poll() is not None


def refused(result: tuple[Gathered, Parsed] | Refusal) -> list[Failure]:
    assert isinstance(result, tuple)
    return [refusal.failure for refusal in result[1].refusals]
