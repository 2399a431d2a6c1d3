"""Whether a bundle is what it says, with nothing else at hand: from a statement's words to its article, its
evidence, the record that holds it, the custody log, the time stamps and the signature."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.desk.bundle import package
from sayso.desk.bundle.package import BrokenBundleError
from sayso.ledger import Problem
from sayso.ledger.bundled import Bundled, bundled_problems
from sayso.ledger.moments import from_ticks
from sayso.terms.identity import digest_of

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_GET_AGAIN = "Ask whoever made it for the file again."


@dataclass(frozen=True, slots=True)
class Seen:
    """That an authority saw an entry of the custody log, and with it all before, at a moment."""

    authority: str
    entry: int
    moment: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a bundle (nothing where it is whole), and what it is: its title, when and with
    what it was made, the fingerprint of the key that signed it (empty where none did), how many
    articles, statements, entries of the custody log and time stamps it holds, and how many rows were
    left out of it."""

    problems: tuple[Problem, ...]
    title: str = ""
    created: str = ""
    software: str = ""
    signer: str = ""
    articles: int = 0
    statements: int = 0
    entries: int = 0
    stamps: int = 0
    stamped: tuple[Seen, ...] = ()
    rows: int = 0
    deleted: int = 0
    masked: int | None = None


def check_bundle(file: Path, *, signer: str = "", roots: Sequence[Certificate] = ()) -> Checked:
    """Check a bundle. With `signer`, a fingerprint, it must be signed by that key; with `roots`, its time
    stamps must lead to one of them. Never raises for what the file contains; OSError."""
    try:
        with package.unpacked(file) as parts:
            return _checked(file, parts, signer, roots)
    except BrokenBundleError as cause:
        return Checked((Problem(f"The bundle {file.name}", str(cause), _GET_AGAIN),))


def _checked(file: Path, parts: Mapping[str, Path], wanted: str, roots: Sequence[Certificate]) -> Checked:
    said = package.resources_of(parts)
    signed_by = _signer(parts)
    if wanted and not signed_by.startswith(wanted):
        found = f"the key {signed_by}" if signed_by else "no key"
        raise BrokenBundleError(f"it is signed by {found}, not by {wanted}")
    masked = isinstance(said.get("masked"), dict)
    bundled = _bundled(parts, masked=masked)
    wrong = [*bundled_problems(bundled, roots)]
    if said.get("custody_head") != bundled.head:
        wrong.append(("The custody log of the bundle", "it is not the one that it was made from"))
    problems = tuple(Problem(item, reason, _GET_AGAIN) for item, reason in wrong)
    return Checked(
        problems,
        str(said.get("title", ""))[:500],
        str(said.get("created", ""))[:40],
        str(said.get("software", ""))[:40],
        signed_by,
        articles=bundled.count("article"),
        statements=bundled.statements,
        entries=len(bundled.custody),
        stamps=bundled.count("stamp"),
        stamped=() if problems else _seen(bundled),
        rows=len(bundled.rows),
        deleted=bundled.count("deletion"),
        masked=sum(row.masked for row in bundled.rows) if masked else None,
    )


def _seen(bundled: Bundled) -> tuple[Seen, ...]:
    """What each authority saw last."""
    last = {
        str(row.row["authority"]): Seen(
            str(row.row["authority"]), row.number("entry"), from_ticks(row.number("moment"))
        )
        for row in bundled.of_table("stamp")
    }
    return tuple(last.values())


def _signer(parts: Mapping[str, Path]) -> str:
    """Who signed, empty where nobody did. BrokenBundleError where the digest or signature is off."""
    from sayso.desk.bundle.keys import signer

    if package.DIGEST not in parts:
        raise BrokenBundleError(f"{package.DIGEST} is missing")
    said = package.as_object(parts[package.DIGEST].read_bytes(), package.DIGEST)
    expected = f"sha256:{digest_of(parts[package.PACKAGE].read_bytes())}"
    if said.get("hash") != expected or said.get("path") != package.PACKAGE:
        raise BrokenBundleError(f"{package.PACKAGE} does not have the digest that {package.DIGEST} gives")
    signed = said.get("signedData")
    if signed is None:
        return ""
    if not isinstance(signed, dict) or signed.get("hash") != expected:
        raise BrokenBundleError("its signature is of something else")
    try:
        return signer(expected, str(signed.get("signature")), str(signed.get("publicKey")))
    except ValueError as cause:
        raise BrokenBundleError(f"its signature does not hold ({str(cause)[:120]})") from cause


def _bundled(parts: Mapping[str, Path], *, masked: bool) -> Bundled:
    evidence = {name.partition("/")[2]: path for name, path in parts.items() if name.startswith("evidence/")}
    rows = tuple(_lines(parts[package.ROWS], package.ROWS))
    custody = tuple(_lines(parts[package.CUSTODY], package.CUSTODY))
    try:
        json.loads(parts[package.QUESTIONS].read_bytes())
        return Bundled.of(rows, custody, parts[package.WARC], evidence, masked=masked)
    except (ValueError, KeyError, TypeError, RecursionError) as cause:
        raise BrokenBundleError(f"its facts are not in order ({str(cause)[:120]})") from cause


def _lines(path: Path, name: str) -> Iterator[object]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as cause:
                raise BrokenBundleError(f"{name}, line {number} is no JSON") from cause
