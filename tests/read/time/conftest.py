"""Publications to ground from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from sayso.terms.time import Certainty, Interval, Published


def on_day(day: str, *, certainty: Certainty = Certainty.STATED) -> Published:
    start = datetime.fromisoformat(day)
    start = start if start.tzinfo else start.replace(tzinfo=UTC)
    return Published(Interval(start, start + timedelta(days=1)), certainty, "test")


@pytest.fixture
def published() -> Callable[[str], Published]:
    return on_day
