"""Evidence: WARC files that other readers take, tampering that is found, what keeping costs.

Everything is made here: pages served on the loopback address, a case of the invented example with a time
stamp, a key, an access log and a bundle. Bytes are flipped in every file of it, one at a time, and rows
changed or removed one at a time, with the guards of the database taken away first.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.checker import Checker

from benchmarks.collecting import make_pages
from sayso.collect import Collected, Options, collect
from sayso.desk.bundle.check import check_bundle
from sayso.desk.bundle.keys import keep_public, key_problems, load_key
from sayso.desk.bundle.make import make_bundle
from sayso.ledger import Ledger, verify_case
from sayso.ledger.access import Did
from sayso.run.add import add
from sayso.run.keeping import Keeper


@contextmanager
def served(pages: Sequence[bytes]) -> Iterator[str]:
    """The address of a server: /0, /1 … are the pages, every second one packed; /r redirects to /0."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.strip("/")
            if name == "r":
                self.send_response(301)
                self.send_header("Location", "/0")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            number = int(name) if name.isdigit() else -1
            found = 0 <= number < len(pages)
            body = pages[number] if found else b"nothing here"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            if number % 2:
                body = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def archives(folder: Path, number: int) -> dict[str, object]:
    """Fetch and keep pages; warcio's own check of the files, and fastwarc's reading beside what was sent."""
    pages = [page.markup for page in make_pages(number)]
    options = Options(allow_hosts=("127.0.0.1",), host_delay=0, workers=2)
    with served(pages) as server, Ledger.create(folder / "pages") as ledger:
        urls = [f"{server}/{at}" for at in range(number)] + [f"{server}/r", f"{server}/gone"]
        with Keeper(ledger) as keeper:
            found = list(collect(urls, options=options, keep=keeper.keep, record=keeper.record))
        wrong = len(list(ledger.verify()))
        kept = [ledger.evidence.get(each.evidence.digest) for each in found if isinstance(each, Collected)]
    files = sorted((folder / "pages" / "warc").iterdir())
    read = []
    for file in files:
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response):
                body = record.reader.read()
                packed = record.http_headers.get("Content-Encoding") == "gzip"
                read.append(gzip.decompress(body) if packed else body)
    bare = sum(len(gzip.compress(page)) for page in pages)
    return {
        "pages": number,
        "records": len(read),
        "warcio_faults": sum(int(_warcio(file) or 0) for file in files),
        "fastwarc_equal": sum(page in set(read) for page in pages),
        "evidence_equal": sum(page in set(kept) for page in pages),
        "verify_faults": wrong,
        "archive_to_gzip": sum(file.stat().st_size for file in files) / bare,
    }


def _warcio(file: Path) -> int | None:
    class Asked:
        inputs = (str(file),)
        verbose = False

    found: int | None = Checker(Asked()).process_all()
    return found


def example(folder: Path) -> Path:
    """A case of the example with a key, looks, and a bundle beside it."""
    case = folder / "case"
    with (
        Ledger.create(case) as ledger,
        resources.as_file(resources.files("sayso.run") / "example") as articles,
    ):
        add(ledger, [str(articles)], options=Options(offline=True))
        for number in range(20):
            ledger.note(Did.VIEWED, f"/article/{number}", through="desk")
        key = load_key(folder / "key.pem")
        keep_public(case, key.public_key())
        make_bundle(ledger, folder / "case.wacz", key=key)
    return case


def found_wrong(case: Path) -> bool:
    """Whether verify names anything."""
    return next(verify_case(case), None) is not None or next(key_problems(case), None) is not None


def flips(case: Path, bundle: Path, each: int, chance: random.Random) -> dict[str, tuple[int, int]]:
    """For each file: how many single flipped bytes were tried, and how many were found."""
    told: dict[str, tuple[int, int]] = {}
    inside = [path for path in sorted(case.rglob("*")) if path.is_file() and path.stat().st_size]
    for path in (*inside, bundle):
        data = path.read_bytes()
        places = [chance.randrange(len(data)) for _ in range(each)]
        found = 0
        for at in places:
            flipped = bytes([data[at] ^ (1 << chance.randrange(8))])
            path.write_bytes(data[:at] + flipped + data[at + 1 :])
            found += bool(check_bundle(path).problems) if path == bundle else found_wrong(case)
            path.write_bytes(data)
        name = path.name if path == bundle else str(path.relative_to(case))
        told["keys/….pem" if name.startswith("keys/") else name] = (len(places), found)
    return told


def rows(case: Path, chance: random.Random, *, sealed: bool, columns: int) -> tuple[int, int, list[str]]:
    """A row of each table changed in some columns, and one removed; tried, found, and where not. Without
    `sealed` the seal of the file is away, so that only the rows' own seals can tell."""
    database = case / "case.db"
    whole, seal = database.read_bytes(), (case / "case.seal").read_bytes()
    tried = found = 0
    missed: list[str] = []
    for what, change in _changes(database, chance, columns):
        database.write_bytes(whole)
        (case / "case.seal").write_bytes(seal)
        with closing(sqlite3.connect(database)) as connection, connection:
            guards = connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%RAISE(ABORT%'")
            for (guard,) in guards.fetchall():
                connection.execute(f"DROP TRIGGER {guard}")
            changed = change(connection).rowcount
        if not changed:  # the number of another row was in the way
            continue
        if not sealed:
            (case / "case.seal").rename(case / "case.open")
        tried += 1
        told = found_wrong(case)
        found += told
        missed += [] if told else [what]
        for rest in (*case.glob("case.db-*"), case / "case.open"):
            rest.unlink(missing_ok=True)
    database.write_bytes(whole)
    (case / "case.seal").write_bytes(seal)
    return tried, found, missed


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%WITHOUT ROWID%'"
Change = Callable[[sqlite3.Connection], sqlite3.Cursor]


def _changes(database: Path, chance: random.Random, most: int) -> list[tuple[str, Change]]:
    made: list[tuple[str, Change]] = []
    with closing(sqlite3.connect(database)) as connection:
        tables = [row[0] for row in connection.execute(_TABLES)]
        for table in sorted(tables):
            if "_words" in table or table.startswith("sqlite_"):
                continue
            ids = [row[0] for row in connection.execute(f"SELECT rowid FROM {table}")]
            columns = [row[1:3] for row in connection.execute(f"PRAGMA table_info({table})")]
            if not ids:
                continue
            row = chance.choice(ids)
            for column, kind in chance.sample(columns, min(most, len(columns))):
                new = (
                    f'COALESCE("{column}", 0) + 1'
                    if kind == "INTEGER"
                    else f"'x' || COALESCE(\"{column}\", '')"
                )
                sql = f'UPDATE OR IGNORE "{table}" SET "{column}" = {new} WHERE rowid = {row}'
                made.append((f"{table}.{column}", _runs(sql)))
            made.append((f"{table}, a row removed", _runs(f'DELETE FROM "{table}" WHERE rowid = {row}')))
    return made


def _runs(sql: str) -> Change:
    return lambda connection: connection.execute(sql)


def looks(case: Path, number: int) -> tuple[float, float]:
    """Milliseconds of one line in the access log, by the clock and of the processor."""
    with Ledger.open(case) as ledger:
        began, used = time.perf_counter(), time.process_time()
        for at in range(number):
            ledger.note(Did.VIEWED, f"/article/ar-{at}", through="desk")
        seconds, processor = time.perf_counter() - began, time.process_time() - used
        return 1000 * seconds / number, 1000 * processor / number


def main(argv: Sequence[str]) -> int:
    """Print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks evidence", description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--flips", type=int, default=40, help="in each file")
    parser.add_argument("--columns", type=int, default=99, help="of each table that are changed")
    parser.add_argument("--seed", type=int, default=8)
    asked = parser.parse_args(argv)
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        json.dump(archives(folder, asked.pages), sys.stdout, indent=1)
        case = example(folder)
        print("\nsingle bytes flipped: tried, found", flush=True)
        for name, (tried, found) in flips(case, folder / "case.wacz", asked.flips, chance).items():
            print(f"  {name:24} {tried:5} {found:5}")
        tried, found, missed = rows(case, chance, sealed=True, columns=asked.columns)
        print(f"rows changed or removed, case closed in order: {tried}, found {found} {missed}", flush=True)
        tried, found, missed = rows(case, chance, sealed=False, columns=asked.columns)
        print(f"the same without the seal of the file: {tried}, found {found}")
        print(f"  not found: {', '.join(missed)}")
        clock, processor = looks(case, 500)
        print(f"one line of the access log: {clock:.3f} ms, {processor:.3f} of the processor")
    return 0
