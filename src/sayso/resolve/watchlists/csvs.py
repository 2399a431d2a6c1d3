"""Watchlists in CSV: OFAC's SDN list (with its ALT file of other names) and a plain table."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from sayso.resolve.watchlists.rows import day_of, entry_of, kind_of, refuse, reward_of
from sayso.terms.entity import EntityKind
from sayso.terms.watchlist import Entry

OFAC = "ofac csv"
PLAIN = "csv"
_SDN_COLUMNS = 12  # ent_num, name, type, program, title, and seven more; the last is remarks
_ALT_COLUMNS = 5  # ent_num, alt_num, alt_type, alt_name, alt_remarks
_NOTHING = "-0-"
_T = TypeVar("_T")
_BORN = re.compile(r"\b(?:alt\. )?DOB ([^;.(]+)")
_FROM = re.compile(r"\b(?:alt\. )?(?:nationality|citizen) ([^;.(]+)")
_WEAK = re.compile(r"a\.k\.a\. ['\"]([^'\"]+)['\"]")
_PLAIN = {
    "id", "name", "kind", "aliases", "weak_aliases", "born", "countries", "programs", "listed", "remarks",
    "rewards", "wanted",
}  # fmt: skip


def read_sdn(lines: Iterable[str], alternates: Iterable[str] = (), *, item: str) -> Iterator[Entry]:
    """The entries of OFAC's SDN.CSV, which has no header; `alternates` are the lines of ALT.CSV.

    Weak names are the quoted ones in the remarks: that is where OFAC puts them in this form.
    """
    others: dict[str, list[str]] = defaultdict(list)
    for _, row in _rows(alternates, _ALT_COLUMNS, item=f"{item} (other names)"):
        others[row[0].strip()].append(row[3])
    for line, row in _rows(lines, _SDN_COLUMNS, item=item):
        number, name, kind, program, remarks = (row[place].strip() for place in (0, 1, 2, 3, 11))
        if not number.isdigit() or not name or name == _NOTHING:
            raise refuse(item, f"line {line}", "no entry of the SDN list: a number and a name are needed")
        yield entry_of(
            number,
            EntityKind.ORGANISATION if kind == _NOTHING else kind_of(kind),
            [
                (name, False),
                *((other, False) for other in others.get(number, ())),
                *((weak, True) for weak in _WEAK.findall(remarks)),
            ],
            born=_BORN.findall(remarks),
            countries=_FROM.findall(remarks),
            programs=re.split(r"\] \[|; ", program.strip("[]")),
            remarks="" if remarks == _NOTHING else remarks,
        )


def read_plain(lines: Iterable[str], *, item: str) -> Iterator[Entry]:
    """The entries of a table with a header: `name` is needed; id, kind (person, organisation), aliases,
    weak_aliases, born, countries, programs, listed, remarks, rewards and wanted may be there, several values
    in one cell apart by `;`."""
    table = csv.reader(lines, strict=True)
    header: list[str] = []
    for line, row in _read(table, item=item):
        if not header:
            header = _header(row, item=item)
            continue
        if not row:
            continue  # an empty line
        if len(row) != len(header):
            raise refuse(
                item, f"line {line}", f"{len(row)} cells where the header has {len(header)}: the line is cut"
            )
        yield _plain(dict(zip(header, row, strict=True)), item=item, line=line)
    if not header:
        raise refuse(item, "", "the file is empty")


def _header(row: list[str], *, item: str) -> list[str]:
    header = [cell.strip().lower().lstrip("\ufeff") for cell in row]
    unknown = sorted(set(header) - _PLAIN)
    if "name" not in header or unknown or len(set(header)) != len(header):
        wrong = (
            f"unknown or double columns {', '.join(unknown) or header}"
            if "name" in header
            else "no column 'name'"
        )
        raise refuse(item, "line 1", f"{wrong}; known are {', '.join(sorted(_PLAIN))}")
    return header


def _plain(row: Mapping[str, str], *, item: str, line: int) -> Entry:
    def several(key: str) -> list[str]:
        return [text.strip() for text in row.get(key, "").split(";") if text.strip()]

    def each(key: str, read: Callable[[str], _T | None], wanted: str) -> list[_T]:
        """The values of a cell; what can't be read is told, since whoever made the table can mend it."""
        found = []
        for text in several(key):
            value = read(text)
            if not value:
                raise refuse(item, f"line {line}", f"{key} has “{text[:60]}”, which is no {wanted}")
            found.append(value)
        return found

    if not any(map(str.isalnum, row["name"])):
        raise refuse(item, f"line {line}", "an entry without a name")
    return entry_of(
        row.get("id", "").strip() or row["name"].strip(),
        kind_of(row.get("kind", "")),
        [
            (row["name"], False),
            *((text, False) for text in several("aliases")),
            *((text, True) for text in several("weak_aliases")),
        ],
        born=each("born", day_of, "date (1971, 1971-07 or 1971-07-19)"),
        countries=several("countries"),
        programs=several("programs"),
        listed=row.get("listed", "").strip(),
        remarks=row.get("remarks", ""),
        rewards=each("rewards", reward_of, "amount (USD 5,000,000)"),
        wanted=several("wanted"),
    )


def _rows(lines: Iterable[str], columns: int, *, item: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with their line numbers; the closing control-Z of old files is no row."""
    for line, row in _read(csv.reader(_whole(lines, item=item), strict=True), item=item):
        if not row or row == ["\x1a"]:
            continue
        if len(row) != columns:
            reason = (
                f"{len(row)} columns where the list has {columns}: another form, or a line cut in the middle"
            )
            raise refuse(item, f"line {line}", reason)
        yield line, row


def _whole(lines: Iterable[str], *, item: str) -> Iterator[str]:
    """The lines of a file that ends with a line end (or control-Z), as the publisher's do."""
    line, number = "\n", 0
    for number, line in enumerate(lines, 1):  # noqa: B007 - the last one is looked at below
        yield line
    if not line.endswith(("\n", "\r", "\x1a")):
        raise refuse(item, f"line {number}", "the last line has no end: the file is cut in the middle")


def _read(table: Iterator[list[str]], *, item: str) -> Iterator[tuple[int, list[str]]]:
    line = 0
    while True:
        line = getattr(table, "line_num", line) + 1
        try:
            row = next(table)
        except StopIteration:
            return
        except csv.Error as cause:
            raise refuse(item, f"line {line}", f"no CSV: {cause}") from cause
        yield line, row
