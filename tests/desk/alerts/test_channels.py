"""Channels: what the file may say, and when something is sent."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.desk.alerts.channels import Channel, ChannelKind, due_at, read_alerting
from sayso.errors import BadField
from sayso.terms.watch import AlertKind

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001

CLOCKS = st.times().map(lambda clock: clock.replace(microsecond=0))


def channel(**given: object) -> Channel:
    return Channel(name="x", kind=ChannelKind.COMMAND, **given)  # type: ignore[arg-type]


@given(
    MOMENTS,
    st.times().map(lambda t: t.replace(microsecond=0)),
    st.times().map(lambda t: t.replace(microsecond=0)),
)
def test_nothing_is_sent_within_quiet_hours_and_nothing_before_its_time(
    now: datetime, start: time, end: time
) -> None:
    due = due_at(channel(quiet=(start, end), digest=timedelta(minutes=30)), now)
    assert now <= due <= now + timedelta(days=1, hours=1)
    clock = due.time()
    inside = start <= clock < end if start <= end else clock >= start or clock < end
    assert not inside


def test_quiet_hours_are_those_of_the_zone() -> None:
    night = channel(quiet=(time(22), time(7)), zone="Europe/Berlin")
    assert due_at(night, datetime(2026, 7, 1, 21, 0, tzinfo=UTC)) == datetime(2026, 7, 2, 5, 0, tzinfo=UTC)
    assert due_at(night, datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


def test_a_digest_comes_at_the_end_of_its_stretch() -> None:
    hourly = channel(digest=timedelta(hours=1))
    assert due_at(hourly, datetime(2026, 7, 1, 9, 10, tzinfo=UTC)) == datetime(2026, 7, 1, 10, 0, tzinfo=UTC)


def test_the_file_is_read_and_without_one_nothing_is_sent(tmp_path: Path) -> None:
    assert read_alerting(tmp_path).channels == ()
    (tmp_path / "alerts.toml").write_text(
        'cooldown = "2h"\ndesk = "https://desk.example/"\n[[channel]]\nname = "night"\nkind = "email"\n'
        'to = ["ada@a.example"]\nserver = "mail.a.example:587"\n'
        'quiet = "22:00-07:00"\nzone = "Europe/Berlin"\n'
        'digest = "30m"\nkinds = ["first denial", "retraction"]\n',
        encoding="utf-8",
    )
    alerting = read_alerting(tmp_path)
    assert alerting.cooldown == timedelta(hours=2)
    assert alerting.desk == "https://desk.example"
    assert alerting.channels[0].kinds == {AlertKind.DENIAL, AlertKind.RETRACTION}
    assert "ada" not in repr(alerting.channels)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[channel]", "can't be read"),
        ('[[channel]]\nkind = "pigeon"', "pigeon"),
        ('[[channel]]\nkind = "email"\nto = "a"', "no 'server'"),
        ('[[channel]]\nkind = "command"\nrun = "x"\nquiet = "late"', "no quiet hours"),
        ('[[channel]]\nkind = "command"\nrun = "x"\nzone = "Mars/Base"', "no time zone"),
        ('[[channel]]\nkind = "command"\nrun = "x"\nkinds = ["gossip"]', "gossip"),
    ],
)
def test_what_can_not_be_used_is_named(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "alerts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadField, match=words):
        read_alerting(tmp_path)
