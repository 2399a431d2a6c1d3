"""Rules of the watch: what they would take is told before, what they took is a fact, and no chain breaks."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.cli.main import main
from sayso.collect import Options
from sayso.desk.bundle.check import check_bundle
from sayso.desk.bundle.make import make_bundle
from sayso.desk.retention import Sweeper, add_rule, drop_rules, going, read_rules
from sayso.errors import BadField
from sayso.ledger import Ledger
from sayso.run.add import add

LISTS = 5
DAY = timedelta(days=1)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(LISTS):
        outline = f"<outline xmlUrl='http://a.example/{number}'/>"
        (folder / f"{number}.opml").write_text(f"<opml version='2.0'><body>{outline}</body></opml>")
    (folder / "b.txt").write_text("A notice\n\nThe mayor said on Friday that the harbour stays open.")
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, [str(folder)], options=Options(offline=True))
    return tmp_path / "case"


def swept(ledger: Ledger, sweeper: Sweeper, now: datetime) -> int:
    for _ in range(4):
        sweeper(ledger, now)
    return len(ledger.at().deletions())


def test_the_watch_applies_a_rule_once_a_day_and_the_case_stays_whole(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sayso.desk.retention._AT_ONCE", 2)  # a part at a time
    gone: list[int] = []
    now = datetime.now(UTC)
    with Ledger.open(case) as ledger:
        sweeper = Sweeper(on_gone=lambda pieces, size: gone.append(pieces))
        assert swept(ledger, sweeper, now) == 0
        add_rule(case, older_than=90 * DAY, because="kept for three months", by="ada")
        assert going(ledger, read_rules(case), now + 89 * DAY) == ()
        assert len(going(ledger, read_rules(case), now + 91 * DAY)) == LISTS
        assert swept(ledger, sweeper, now + DAY) == 0
        assert swept(ledger, sweeper, now + 91 * DAY) == LISTS
        assert gone == [2, 2, 1]
        deletion = ledger.at().deletions()[0]
        assert (deletion.because, deletion.by) == ("kept for three months (rule: 90d)", "ada")
        assert list(ledger.verify()) == []
        assert swept(ledger, sweeper, now + 200 * DAY) == LISTS  # what an article was read out of stays
    with Ledger.open(case) as ledger:
        assert list(ledger.verify()) == []


def test_the_last_rule_of_a_type_holds_and_rules_can_be_taken_back(case: Path) -> None:
    add_rule(case, older_than=90 * DAY, because="x")
    add_rule(case, older_than=30 * DAY, because="y")
    add_rule(case, older_than=10 * DAY, because="z", of="application/")
    assert [(each.older_than / 86_400, each.of) for each in read_rules(case)] == [
        (30, ""),
        (10, "application/"),
    ]
    assert drop_rules(case) == 2
    assert read_rules(case) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[rule]", "can't be read"),
        ("rule = 3", "rules are written"),
        ('[[rule]]\nolder_than = "90d"', "needs a reason"),
        ('[[rule]]\nolder_than = "2h"\nbecause = "x"', "nothing younger than a day"),
        ('[[rule]]\nolder_than = "soon"\nbecause = "x"', "no length of time"),
    ],
)
def test_a_rule_that_can_not_be_deletes_nothing_and_is_named(case: Path, text: str, words: str) -> None:
    (case / "retention.toml").write_text(text)
    with pytest.raises(BadField, match=words):
        read_rules(case)
    said: list[str] = []
    with Ledger.open(case) as ledger:
        assert swept(ledger, Sweeper(on_trouble=said.append), datetime.now(UTC) + 500 * DAY) == 0
    assert words in said[0]


def test_a_bundle_of_a_case_with_deletions_holds(case: Path, tmp_path: Path) -> None:
    with Ledger.open(case) as ledger:
        article = next(iter(ledger.at().articles()))
        ledger.forget([ledger.at().article(article.id).evidence], because="ordered by a court", by="ada")
        make_bundle(ledger, tmp_path / "b.wacz")
    found = check_bundle(tmp_path / "b.wacz")
    assert (found.problems, found.deleted) == ((), 1)


def test_the_command_tells_before_it_deletes(
    case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAYSO_CASE", str(case))
    monkeypatch.setattr("sayso.ledger.deleting.to_ticks", lambda moment: 2**62)  # everything is old
    assert main(["forget", "--older-than", "90d"]) == 0
    out = capsys.readouterr().out
    assert f"{LISTS} pieces of evidence" in out
    assert "0.opml" in out
    assert "Nothing was deleted." in out
    assert main(["forget", "--older-than", "90d", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == LISTS
    assert main(["forget", "--older-than", "90d", "--delete"]) == 1
    assert main(["forget", "--each-day", "--because", "x"]) == 1
    assert main(["forget", "--older-than", "90d", "--each-day", "--because", "three months"]) == 0
    assert "The watch does so once a day" in capsys.readouterr().out
    assert main(["forget", "--older-than", "90d", "--of", "text/plain", "--delete", "--because", "x"]) == 0
    assert main(["forget", "--gone"]) == 0
    assert "Nothing went" in capsys.readouterr().out
    assert main(["forget", "--older-than", "90d", "--delete", "--because", "three months"]) == 0
    capsys.readouterr()
    assert main(["forget", "--gone", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == LISTS
    assert main(["forget", "--no-rules"]) == 0
    assert main(["verify"]) == 0
