"""Time stamps by an authority that the test runs: asked, kept, and found out where they do not hold."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sayso.cli.main import main
from sayso.collect import Refusal
from sayso.ledger import Ledger
from sayso.ledger.stamps import BadStampError, moment_of, read_roots
from sayso.run.stamping import Stamped, Stamper, stamp
from tests.ledger.made import add, made
from tests.run.authority import Authority, authority, served

HOSTS = ("127.0.0.1",)


@pytest.fixture(scope="module")
def tern() -> Authority:
    return authority()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, made(1))
    return tmp_path / "case"


def test_an_authority_sees_the_log_once_and_the_case_holds(case: Path, tern: Authority) -> None:
    with served(tern) as url, Ledger.open(case) as ledger:
        (first,) = stamp(ledger, [url], roots=tern.roots, allow_hosts=HOSTS)
        (again,) = stamp(ledger, [url], roots=tern.roots, allow_hosts=HOSTS)
        assert isinstance(first, Stamped)
        assert isinstance(again, Stamped)
        assert (first.new, again.new, again.moment) == (True, False, first.moment)
        assert list(ledger.verify(roots=tern.roots)) == []
        assert list(ledger.verify()) == []
        (strange,) = ledger.verify(roots=authority().roots)
        assert strange.item == f"The time stamp of entry {first.entry} by {url}"
        assert "does not hold" in strange.reason
        add(ledger, made(2))
        (more,) = stamp(ledger, [url], allow_hosts=HOSTS)
        assert isinstance(more, Stamped)
        assert more.entry > first.entry


def test_what_cannot_be_asked_is_due(case: Path, tern: Authority) -> None:
    with Ledger.open(case) as ledger:
        for options in ({"offline": True}, {}):
            (due,) = stamp(ledger, ["http://127.0.0.1:9/"], allow_hosts=HOSTS, **options)  # type: ignore[arg-type]
            assert isinstance(due, Refusal)
        (barred,) = stamp(ledger, ["http://127.0.0.1:9/"])
        assert isinstance(barred, Refusal)
        assert barred.reason == "127.0.0.1 is not a public address"
        with served(tern) as url:
            (done,) = stamp(ledger, [url], allow_hosts=HOSTS)
            assert isinstance(done, Stamped)


def test_an_answer_that_does_not_hold_is_not_kept(case: Path, tern: Authority) -> None:
    with Ledger.open(case) as ledger:
        with served(tern, spoil=True) as url:
            (spoilt,) = stamp(ledger, [url], roots=tern.roots, allow_hosts=HOSTS)
        with served(authority("Somebody else")) as url:
            (strange,) = stamp(ledger, [url], roots=tern.roots, allow_hosts=HOSTS)
        assert isinstance(spoilt, Refusal)
        assert isinstance(strange, Refusal)
        assert ledger.at().stamps() == ()


def test_a_stamp_of_another_log_is_found(case: Path, tern: Authority) -> None:
    with served(tern) as url, Ledger.open(case) as ledger:
        stamp(ledger, [url], allow_hosts=HOSTS)
    with sqlite3.connect(case / "case.db") as database:
        database.execute("DROP TRIGGER stamp_update")
        database.execute("UPDATE stamp SET moment = moment + 1000000")
    with Ledger.open(case) as ledger:
        items = [problem.item for problem in ledger.verify()]
    assert any(item.startswith("Stamp ") for item in items)
    assert any(item.startswith("The time stamp of entry") for item in items)


def test_flipped_tokens_never_hold(tern: Authority) -> None:
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    head = "ab" * 32
    request = TimestampRequestBuilder(data=head.encode(), hash_algorithm=HashAlgorithm.SHA256).build()
    token = tern.answer(request.as_bytes())
    roots = read_roots(tern.roots)
    moment, name = moment_of(token, head, roots)
    assert name == "CN=Tern Time"
    for at in range(0, len(token), 7):
        flipped = token[:at] + bytes([token[at] ^ 1]) + token[at + 1 :]
        try:
            assert moment_of(flipped, head, roots) == (moment, name)  # a byte that says nothing
        except BadStampError:
            continue
    with pytest.raises(BadStampError):
        moment_of(token, "cd" * 32, roots)


def test_the_command_says_who_saw_what(
    case: Path,
    tern: Authority,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SAYSO_ALLOW_HOSTS", "127.0.0.1")
    (tmp_path / "roots.pem").write_bytes(tern.roots)
    monkeypatch.setenv("SAYSO_STAMP_ROOTS", str(tmp_path / "roots.pem"))
    assert main(["stamp", "--case", str(case)]) == 1
    assert "no authority is named" in capsys.readouterr().err
    with served(tern) as url:
        monkeypatch.setenv("SAYSO_STAMP_WITH", url)
        assert main(["stamp", "--offline", "--case", str(case)]) == 1
        assert capsys.readouterr().out.startswith("Due: ")
        assert main(["stamp", "--json", "--case", str(case)]) == 0
        (row,) = json.loads(capsys.readouterr().out)
        assert (row["authority"], row["new"]) == (url, True)
        (tmp_path / "a.txt").write_text("The mayor of Sarn said so on Friday.")
        assert main(["add", str(tmp_path / "a.txt"), "--case", str(case)]) == 0
    capsys.readouterr()
    assert main(["verify", "--case", str(case)]) == 0
    with Ledger.open(case) as ledger:
        assert len(ledger.at().stamps()) == 2


def waits(ledger: Ledger) -> list[str]:
    return [each.item for each in ledger.at().refusals()]


def test_the_watch_asks_again_until_it_is_stamped_and_then_no_more_than_it_may(
    case: Path, tern: Authority
) -> None:
    now = datetime(2026, 3, 7, 6, 0, tzinfo=UTC)
    troubles: list[str] = []
    stamped: list[Stamped] = []

    def later(stamper: Stamper, ledger: Ledger, **time: float) -> int:
        nonlocal now
        now += timedelta(**time)
        stamper(ledger, now)
        stamper.wait()
        return len(troubles) + len(stamped)

    with served(tern) as url:
        port = int(url.split(":")[2].split("/")[0])
    with Ledger.open(case) as ledger:
        made_with = {"roots": tern.roots, "allow_hosts": HOSTS, "on_trouble": troubles.append}
        with Stamper([url], every=timedelta(hours=1), on_stamp=stamped.append, **made_with) as stamper:  # type: ignore[arg-type]
            assert [later(stamper, ledger, seconds=each) for each in (0, 30, 31, 100, 201)] == [1, 1, 2, 2, 3]
            assert waits(ledger) == [f"The time stamp of {url}"]
            with served(tern, port=port):
                assert later(stamper, ledger, minutes=31) == 4
                assert (len(stamped), waits(ledger)) == (1, [])
                add(ledger, made(2))
                assert [later(stamper, ledger, minutes=each) for each in (30, 31)] == [4, 5]
                assert later(stamper, ledger, hours=5) == 5  # nothing new: nobody is asked
        assert list(ledger.verify(roots=tern.roots)) == []


def test_two_authorities_stamp_and_verify_and_custody_say_so(
    case: Path, tern: Authority, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SAYSO_ALLOW_HOSTS", "127.0.0.1")
    with served(tern) as first, served(authority("Harbour Time")) as second:
        monkeypatch.setenv("SAYSO_STAMP_WITH", f"{first},{second},http://127.0.0.1:9/")
        assert main(["watch", "--once", "--case", str(case)]) == 0
        out = capsys.readouterr().out
        assert out.count("saw entry") == 2
        assert "A time stamp is due: " in out
        assert "127.0.0.1 can't be reached" in out
        assert main(["verify", "--case", str(case)]) == 0
        out = capsys.readouterr().out
        assert f"{second} saw entry" in out
        assert "waits for a stamp of http://127.0.0.1:9/" in out
        with Ledger.open(case) as ledger:
            article = next(iter(ledger.at().articles())).id
        assert main(["custody", article, "--case", str(case)]) == 0
        assert capsys.readouterr().out.count("Stamped by http://127.0.0.1") == 2
