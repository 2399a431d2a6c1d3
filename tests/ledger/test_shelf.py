"""The archive's files: appended to by one process each, whole after any kill."""

from __future__ import annotations

import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from sayso.errors import StorageFull
from sayso.ledger.shelf import Shelf, members, read_place


def pack(data: bytes) -> bytes:
    return zlib.compress(data, 4, zlib.MAX_WBITS | 16)


def shelf(folder: Path, known: dict[str, int] | None = None) -> Shelf:
    return Shelf(folder, known=lambda file: (known or {}).get(file, 0), head=lambda name: pack(name.encode()))


def held(folder: Path) -> list[bytes]:
    places = (place for path in sorted(folder.iterdir()) for place in members(path))
    return [zlib.decompress(read_place(folder, place), zlib.MAX_WBITS | 16) for place in places]


def test_what_is_appended_can_be_read_at_its_place(tmp_path: Path) -> None:
    one = shelf(tmp_path)
    places = [one.append(pack(data)) for data in (b"first", b"second")]
    one.close()
    assert [read_place(tmp_path, place) for place in places] == [pack(b"first"), pack(b"second")]
    assert held(tmp_path) == [b"00001.warc.gz", b"first", b"second"]


@pytest.mark.parametrize("cut", [1, 7, 11])
def test_a_torn_record_goes_and_a_whole_one_is_found(tmp_path: Path, cut: int) -> None:
    one = shelf(tmp_path)
    first = one.append(pack(b"first"))
    second = one.append(pack(b"second"))
    one.append(pack(b"third"))
    one.close()
    path = tmp_path / first.file
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - cut)
    again = shelf(tmp_path, {first.file: first.end})
    again.append(pack(b"fourth"))
    again.close()
    assert again.found == [second]
    assert held(tmp_path)[1:] == [b"first", b"second", b"fourth"]


def test_two_that_write_at_once_have_a_file_each(tmp_path: Path) -> None:
    one, two = shelf(tmp_path), shelf(tmp_path)
    assert one.append(pack(b"a")).file != two.append(pack(b"b")).file
    one.close()
    two.close()
    assert sorted(held(tmp_path)) == [b"00001.warc.gz", b"00002.warc.gz", b"a", b"b"]


WRITING = """
import resource, sys, zlib
from pathlib import Path
from sayso.errors import StorageFull
from sayso.ledger.shelf import Shelf
if int(sys.argv[2]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
pack = lambda data: zlib.compress(data, 4, 31)
shelf = Shelf(Path(sys.argv[1]), known=lambda file: 0, head=lambda name: pack(name.encode()))
for number in range(100_000):
    try:
        shelf.append(pack(f"text {number} ".encode() * 40))
    except StorageFull as error:
        print(f"full: {error}", flush=True)
        break
    print(number, flush=True)
"""


def writing(folder: Path, *, most: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITING, str(folder), str(most)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_kill_at_any_moment_loses_nothing_that_was_told(tmp_path: Path) -> None:
    told = 0
    for wait in (1, 4, 11, 23):
        with writing(tmp_path) as process:
            assert process.stdout is not None
            seen = [process.stdout.readline() for _ in range(wait)]
            process.kill()
            told += len(seen) + len(process.stdout.read().splitlines())
        kept = [data for data in held(tmp_path) if data.startswith(b"text")]
        assert told <= len(kept) <= told + 4
        told = len(kept)


def test_a_full_disk_takes_back_what_it_cut_short(tmp_path: Path) -> None:
    with writing(tmp_path, most=5_000) as process:
        assert process.stdout is not None
        *told, full = process.stdout.read().splitlines()
    assert full.startswith("full: The case in ")
    (path,) = tmp_path.iterdir()
    assert [place.end for place in members(path)][-1] == path.stat().st_size
    assert len(held(tmp_path)) == len(told) + 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "warc").write_text("a file")
    with pytest.raises(StorageFull, match="The case in"):
        shelf(tmp_path / "warc").append(pack(b"a"))
