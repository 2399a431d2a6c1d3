"""The hand-written table of words, days and tenses, row by row."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sayso.read.time import Tense, find_times
from tests.read.time.conftest import on_day

TABLE = tomllib.loads(Path(__file__).with_name("table.toml").read_text("utf-8"))
ROWS = [(group["published"], group["tense"], *row) for group in TABLE["group"] for row in group["rows"]]
COMPANY = "It was in "


def moment(written: str) -> datetime | None:
    return None if written == "-" else datetime.fromisoformat(written).replace(tzinfo=UTC)


def test_the_table_is_long_enough_and_repeats_nothing() -> None:
    assert len(ROWS) >= 250
    assert len({row[:3] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[2]} ({row[1]}, {row[0]})")
def test_row(row: tuple[Any, ...]) -> None:
    published, tense, words, value, start, end = row
    found = find_times(COMPANY + words + ".", published=on_day(published), tense=lambda span: Tense(tense))
    best = next(one for one in found if one.span.start == len(COMPANY)).best
    interval = best.interval
    assert (best.value, interval and interval.start, interval and interval.end) == (
        value,
        moment(start),
        moment(end),
    )
