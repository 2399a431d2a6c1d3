"""Serial and process maps are interchangeable."""

import pytest

from sayso.run.pool import chunks, pool_map


def double(number: int) -> int:
    return 2 * number


def trip(number: int) -> int:
    if number == 3:
        raise ValueError("three")
    return number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order(workers: int) -> None:
    with pool_map(workers) as over:
        assert list(over(double, range(9))) == [2 * n for n in range(9)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_reaches_the_caller(workers: int) -> None:
    with pytest.raises(ValueError, match="three"), pool_map(workers) as over:
        list(over(trip, range(9)))


def test_chunks_lose_nothing() -> None:
    assert list(chunks(range(5), 2)) == [(0, 1), (2, 3), (4,)]
