"""What stands in the archive is what came over the wire, whole, with digests that hold."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from sayso.collect import Collected, Gathered, Options, Refusal, collect
from sayso.collect.archive import Archive, mend
from sayso.collect.evidence import evidence_of
from sayso.collect.fetch.fetcher import Fetcher
from tests.collect.servers import Reply, served
from tests.collect.test_parse import PAGE


def records(path: Path) -> list[tuple[str, str, bytes]]:
    """Kind, address and payload of each record; digests are checked on the way."""
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, no_record_parse=False, check_digests="raise"):
            payload = record.raw_stream.read()
            found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", payload))
    return found


def test_answers_are_written_as_they_came(tmp_path: Path) -> None:
    packed = gzip.compress(PAGE.encode())
    routes = {
        "/a": Reply(status=302, headers={"Location": "/b?c=ü"}),
        "/b": Reply(packed, headers={"Content-Encoding": "gzip", "X-Odd": "caf\xe9"}),
    }
    path = tmp_path / "a.warc.gz"
    options = Options(allow_hosts=("127.0.0.1",), host_delay=0)
    with served(routes) as server, Archive(path) as archive:
        with Fetcher(options=options, record=archive.record) as fetcher:
            found = fetcher(server.url("/a"))
        assert isinstance(found, Gathered)
        archive.keep(found)  # adds nothing: it stands there as an answer
        kinds = [(kind, address) for kind, address, _ in records(path)]
        assert kinds == [
            ("warcinfo", ""),
            *[(kind, server.url("/robots.txt")) for kind in ("response", "request")],
            *[(kind, server.url("/a")) for kind in ("response", "request")],
            *[(kind, server.url("/b?c=%C3%BC")) for kind in ("response", "request")],
        ]
    assert records(path)[5][2] == packed
    text = gzip.decompress(path.read_bytes())
    assert b"GET /b?c=%C3%BC HTTP/1.1\r\nHost: 127.0.0.1:" in text
    assert b"HTTP/1.1 302 Found\r\n" in text


def test_a_whole_journey_can_be_archived(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    options = Options(allow_hosts=("127.0.0.1",), host_delay=0, robots=False)
    with served({"/a": Reply(PAGE.encode())}) as server, Archive(path) as archive:
        sources: list[str | Path | bytes] = [server.url("/a"), server.url("/gone"), b"Words of a text."]
        results = list(collect(sources, options=options, keep=archive.keep, record=archive.record))
    assert [type(result) for result in results] == [Collected, Refusal, Collected]
    assert [kind for kind, _, _ in records(path)] == ["warcinfo", *["response", "request"] * 2, "resource"]


def test_files_are_kept_before_they_are_parsed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a\nü.txt").write_text("The mayor said so.")
    path = tmp_path / "a.warc.gz"
    with Archive(path) as archive:
        (collected,) = collect([tmp_path / "in"], keep=archive.keep)
    assert isinstance(collected, Collected)
    assert records(path)[1][2] == collected.data


@pytest.mark.parametrize("cut", [1, 7, 40, 150])
def test_a_record_that_was_cut_short_goes_and_the_others_stay(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.warc.gz"
    with Archive(path) as archive:
        archive.keep(evidence_of(b"first", origin="1"))
        whole = path.stat().st_size
        archive.keep(evidence_of(b"second" * 50, origin="2"))
    assert mend(path) == 0
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - cut)
    with Archive(path) as archive:
        assert path.stat().st_size == whole
        archive.keep(evidence_of(b"third", origin="3"))
    assert [payload for _, _, payload in records(path)][1:] == [b"first", b"third"]


WRITING = """
import resource, sys
from pathlib import Path
from sayso.collect.archive import Archive
from sayso.collect.evidence import evidence_of
from sayso.errors import StorageFull
if int(sys.argv[2]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
with Archive(Path(sys.argv[1])) as archive:
    for number in range(100_000):
        try:
            archive.keep(evidence_of(f"text {number} ".encode() * 40, origin=str(number)))
        except StorageFull as error:
            print(f"full: {error}", flush=True)
            break
        print(number, flush=True)
"""


def writer(path: Path, *, most: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITING, str(path), str(most)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_kill_at_any_moment_loses_nothing_that_was_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    told = 0
    for wait in (1, 4, 11, 23):
        with writer(path) as process:
            assert process.stdout is not None
            seen = [process.stdout.readline() for _ in range(wait)]
            process.kill()
            told += len(seen) + len(process.stdout.read().splitlines())
        mend(path)
        kept = [payload for kind, _, payload in records(path) if kind == "resource"]
        assert told <= len(kept) <= told + 4
        told = len(kept)


def test_a_full_disk_takes_back_what_it_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with writer(path, most=5_000) as process:
        assert process.stdout is not None
        *told, full = process.stdout.read().splitlines()
    assert full.startswith("full: The case in ")
    assert mend(path) == 0
    assert len([kind for kind, _, _ in records(path) if kind == "resource"]) == len(told) > 3
