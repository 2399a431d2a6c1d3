"""How alerts are set: seen without secrets, changed whole or not at all, tried for real."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.cli.main import main
from sayso.desk.alerts.channels import read_alerting
from sayso.desk.alerts.deliver import send
from sayso.desk.alerts.settings import (
    put_channel,
    remove_channel,
    set_cooldown,
    settings_page,
    try_channel,
)
from sayso.desk.serial import to_json
from sayso.errors import BadField, NotFound
from sayso.ledger import Ledger
from sayso.terms.watch import Alert, AlertKind, AlertLine

NOW = datetime(2026, 3, 7, 6, 0, tzinfo=UTC)
SECRET = "a-wall-has-ears"
MAIL = {"kind": "email", "to": ["ada@a.example"], "server": "mail.a.example:25", "password": SECRET}
HOOK = {"kind": "webhook", "url": f"https://hooks.example/{SECRET}?t={SECRET}", "secret": SECRET}
PROGRAM = {"kind": "command", "run": ["/bin/cat", SECRET]}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "case").close()
    for name, said in (("mail", MAIL), ("hook", HOOK), ("run", PROGRAM)):
        put_channel(tmp_path / "case", name, said)
    return tmp_path / "case"


def test_no_secret_is_shown_and_nobody_else_can_read_the_file(case: Path) -> None:
    with Ledger.open(case) as ledger, ledger.at() as view:
        page = settings_page(view, case)
    assert SECRET.encode() not in to_json(page)
    where = ["to ada@a.example by mail.a.example:25", "https://hooks.example/…", "/bin/cat …"]
    assert [each.where for each in page.channels] == where
    assert (case / "alerts.toml").stat().st_mode & 0o777 == 0o600


def test_what_is_not_said_stays_with_the_comments_of_the_file(case: Path) -> None:
    place = case / "alerts.toml"
    place.write_text(place.read_text().replace('kind = "email"', 'kind = "email"  # ask Ivo first'))
    put_channel(case, "mail", {"quiet": "22:00-06:00", "zone": "Europe/Berlin", "kinds": ["retraction"]})
    put_channel(case, "mail", {"kinds": [], "digest": "30m"})
    set_cooldown(case, "90m")
    alerting = read_alerting(case)
    mail = alerting.channels[0]
    assert (mail.zone, mail.digest, mail.kinds) == ("Europe/Berlin", timedelta(minutes=30), frozenset())
    assert mail.given["password"] == SECRET
    assert alerting.cooldown == timedelta(minutes=90)
    assert "# ask Ivo first" in place.read_text()


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("", MAIL, "needs one"),
        ("x", {"kind": "pigeon"}, "pigeon"),
        ("x", {"kind": "email", "to": ["a@a.example"]}, "no 'server'"),
        ("mail", {"quiet": "late"}, "no quiet hours"),
        ("mail", {"zone": "Mars/Olympus"}, "no time zone"),
        ("mail", {"digest": "often"}, "no length of time"),
        ("mail", {"kinds": ["gossip"]}, "gossip"),
    ],
)
def test_what_can_not_be_changes_nothing(case: Path, name: str, said: dict[str, object], words: str) -> None:
    before = (case / "alerts.toml").read_bytes()
    with pytest.raises(BadField, match=words):
        put_channel(case, name, said)
    assert (case / "alerts.toml").read_bytes() == before
    assert [each.name for each in case.iterdir() if "alerts" in each.name] == ["alerts.toml"]


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("x", PROGRAM, "no page may name a program"),
        ("run", {"run": ["/bin/rm"]}, "no page may name a program"),
        ("mail", {"kind": "command"}, "no page may name a program"),
        ("x", {**HOOK, "secret": "env:HOME"}, "no page may name a variable"),
        ("mail", {"password": "env:HOME"}, "no page may name a variable"),
        ("mail", {"server": "evil.example"}, "Give the password too"),
        ("mail", {"security": "none"}, "Give the password too"),
        ("hook", {"url": "https://evil.example/"}, "Give the secret too"),
    ],
)
def test_what_no_page_may_do(case: Path, name: str, said: dict[str, object], words: str) -> None:
    before = (case / "alerts.toml").read_bytes()
    with pytest.raises(BadField, match=words):
        put_channel(case, name, said, from_page=True)
    assert (case / "alerts.toml").read_bytes() == before
    put_channel(case, "run", {"digest": "1h"}, from_page=True)
    put_channel(case, "mail", {"server": "new.example", "password": "new"}, from_page=True)


def test_a_channel_goes_with_what_waits_for_it(case: Path) -> None:
    line = AlertLine(AlertKind.STATUS, "x")
    alert = Alert(id="al-1", subject="qu-1", title="x", lines=(line,), moment=NOW)
    with Ledger.open(case) as ledger:
        with ledger.writing() as writer:
            writer.alert(alert, [("mail", NOW), ("hook", NOW)])
            writer.delivered("al-1", "hook", sent=None, due=NOW, reason="no answer")
        with ledger.at() as view:
            rows = {each.name: (each.waiting, each.reason) for each in settings_page(view, case).channels}
        assert rows == {"mail": (1, ""), "hook": (1, "no answer"), "run": (0, "")}
        remove_channel(ledger, "hook")
        assert [each.channel for each in ledger.at().deliveries(waiting=True)] == ["mail"]
        with pytest.raises(NotFound):
            remove_channel(ledger, "hook")
    assert [each.name for each in read_alerting(case).channels] == ["mail", "run"]


HOSTILE = "$(touch hit) `touch hit` ; touch hit\n| touch hit -rf --help"


def test_a_command_gets_no_word_of_an_article_as_an_argument(case: Path, tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    code = f"import json,sys; json.dump([sys.argv[1:], sys.stdin.read()], open({str(told)!r}, 'w'))"
    channel = put_channel(case, "run", {"run": [sys.executable, "-c", code, "fixed; $HOME"]})
    line = AlertLine(AlertKind.STATUS, HOSTILE, HOSTILE, (HOSTILE,))
    alert = Alert(id="al-1", subject=HOSTILE, title=HOSTILE, lines=(line,), moment=NOW)
    assert send(channel, [alert], "http://127.0.0.1:8400") == ""
    arguments, given = json.loads(told.read_text())
    assert arguments == ["fixed; $HOME"]
    assert json.loads(given)["alerts"][0]["title"] == HOSTILE
    assert not list(tmp_path.rglob("hit"))


def test_a_trial_says_why_it_did_not_arrive(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_channel(case, "run", {"run": ["/bin/false"]})
    put_channel(case, "mail", {"password": "env:NOT_THERE"})
    assert try_channel(case, "run", NOW) == "/bin/false ended with 1: "
    assert "has no NOT_THERE" in try_channel(case, "mail", NOW)
    put_channel(case, "run", {"run": ["/bin/true"], "quiet": "00:00-23:59"})
    assert try_channel(case, "run", NOW) == ""
    with pytest.raises(NotFound):
        try_channel(case, "nobody", NOW)


def test_the_commands_say_it_in_sentences(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAYSO_CASE", str(case))
    assert main(["tell", "mail", "--of", "retraction", "--quiet", "22:00-06:00", "--digest", "30m"]) == 0
    assert main(["tell", "run", "--run", "/bin/true", "--try", "--cooldown", "2h"]) == 0
    assert main(["tell", "hook", "--secret", SECRET]) == 1
    said = capsys.readouterr()
    assert "The trial alert arrived." in said.out
    assert "others can read what stands on a command line" in said.err
    assert main(["channels"]) == 0
    out = capsys.readouterr().out
    assert "mail: email to ada@a.example by mail.a.example:25\n    of retraction\n" in out
    assert "together each 30m, never within 22:00–06:00 UTC" in out
    assert "at most once in 2h" in out
    assert main(["untell", "run"]) == 0
    capsys.readouterr()
    assert main(["channels", "--json"]) == 0
    out = capsys.readouterr().out
    assert [each["name"] for each in json.loads(out)["channels"]] == ["mail", "hook"]
    assert SECRET not in out
