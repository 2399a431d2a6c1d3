"""What comes in is in the archive before anything reads it, and comes out of it as it was."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from warcio.checker import Checker

from sayso.collect import Options
from sayso.collect.evidence import evidence_of
from sayso.ledger import Ledger
from sayso.run.add import add
from sayso.run.keeping import Keeper
from tests.collect.servers import Reply, served

PAGE = (
    "<html><head><title>Pier 4</title></head><body><article>"
    + "<p>Two officials of the port said on Friday that the harbour master had been hurt.</p>" * 6
    + "</article></body></html>"
).encode()
OPTIONS = Options(allow_hosts=("127.0.0.1",), host_delay=0)
ROUTES = {
    "/a": Reply(status=301, headers={"Location": "/b"}),
    "/b": Reply(gzip.compress(PAGE), headers={"Content-Encoding": "gzip"}),
    "/gone": Reply(b"gone", status=410),
    "/slow": Reply(b"", cut=True),
}


def index(case: Path) -> list[tuple[str, str, int | None, str, str]]:
    engine = create_engine(f"sqlite:///{case / 'case.db'}")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT kind, address, status, location, failure FROM record")).all()
    engine.dispose()
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def checked(path: Path) -> int:
    """warcio's own check of a file: 0 where nothing is wrong."""

    class Asked:
        inputs = (str(path),)
        verbose = False

    return int(Checker(Asked()).process_all() or 0)


def test_answers_redirects_and_failures_are_facts(tmp_path: Path) -> None:
    with served(ROUTES) as server, Ledger.create(tmp_path / "case") as ledger:
        urls = [server.url(path) for path in ("/a", "/gone", "/slow")]
        added = add(ledger, urls, options=OPTIONS)
        assert (added.new, len(added.refused)) == (1, 2)
        assert list(ledger.verify()) == []
        digest = ledger.at().articles()[0].id
        evidence = ledger.at().article(digest).evidence
        assert ledger.evidence.get(evidence) == PAGE
        assert not list(ledger.evidence.digests())
    address = server.url
    assert index(tmp_path / "case") == [
        ("warcinfo", "", None, "", ""),
        ("response", address("/robots.txt"), 404, "", ""),
        ("response", address("/a"), 301, "/b", ""),
        ("response", address("/b"), 200, "", ""),
        ("response", address("/gone"), 410, "", ""),
        ("metadata", address("/slow"), None, "", "connection"),
    ]
    assert checked(tmp_path / "case" / "warc" / "00001.warc.gz") == 0


def test_a_file_is_kept_once_however_often_it_is_added(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mayor of Sarn said so on Friday.")
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, [tmp_path / "a.txt"], options=Options())
        size = (tmp_path / "case" / "warc" / "00001.warc.gz").stat().st_size
        add(ledger, [tmp_path / "a.txt"], options=Options())
        assert (tmp_path / "case" / "warc" / "00001.warc.gz").stat().st_size == size


def test_fastwarc_reads_the_same_bytes(tmp_path: Path) -> None:
    fastwarc = pytest.importorskip("fastwarc.warc")
    with served(ROUTES) as server, Ledger.create(tmp_path / "case") as ledger:
        add(ledger, [server.url("/b")], options=OPTIONS)
        evidence = {each.digest: ledger.evidence.get(each.digest) for each in ledger.at().evidence()}
    with (tmp_path / "case" / "warc" / "00001.warc.gz").open("rb") as file:
        bodies = [
            record.reader.read()
            for record in fastwarc.ArchiveIterator(file, record_types=fastwarc.WarcRecordType.response)
        ]
    assert [gzip.decompress(body) for body in bodies if body != b"no"] == list(evidence.values())


def test_what_a_stop_left_without_an_index_is_taken_in(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "case") as ledger:
        stopped = Keeper(ledger)
        stopped.keep(evidence_of(b"Words that nobody indexed.", origin="a.txt"))
        stopped._shelf.close()  # as a kill would leave it
        assert list(ledger.verify()) == []
        assert index(tmp_path / "case") == []
        with Keeper(ledger) as keeper:
            keeper.keep(evidence_of(b"More words.", origin="b.txt"))
        assert [row[0] for row in index(tmp_path / "case")] == ["warcinfo", "resource", "resource"]
        assert ledger.evidence.has(evidence_of(b"Words that nobody indexed.", origin="").evidence.digest)
        assert list(ledger.verify()) == []


def test_two_keepers_at_once_lose_nothing(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "case") as ledger:
        with Keeper(ledger) as one, Keeper(ledger) as two:
            for number in range(5):
                one.keep(evidence_of(f"one {number}".encode(), origin="1"))
                two.keep(evidence_of(f"two {number}".encode(), origin="2"))
        assert list(ledger.verify()) == []
        assert len(ledger.at().evidence()) == 10
    assert len(list((tmp_path / "case" / "warc").iterdir())) == 2


def test_a_copy_has_the_archive_too(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "case") as ledger:
        for number in range(3):
            (tmp_path / "a.txt").write_text(f"The mayor of Sarn said so {number} times.")
            add(ledger, [tmp_path / "a.txt"], options=Options())
            assert ledger.back_up(tmp_path / "copy") == (2 if number == 0 else 1)
            with Ledger.open(tmp_path / "copy") as copy:
                assert list(copy.verify()) == []
                assert len(copy.at().evidence()) == number + 1
