"""The file itself: a WACZ 1.1.1 (a zip that stores, with digests of all its parts), written one way only.

What is written is a function of the parts, byte for byte, so that a checker can write it again and compare:
no byte of the wrapping can change unseen.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
WARC, CDX, PAGES = "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"
ROWS, CUSTODY, QUESTIONS = "sayso/rows.jsonl", "sayso/custody.jsonl", "sayso/questions.json"
NAMES = (WARC, CDX, PAGES, ROWS, CUSTODY, QUESTIONS)
_EVIDENCE = re.compile(r"evidence/[0-9a-f]{64}")
_MOST_PARTS = 100_000
_MOST_BYTES = 20_000_000_000
_MOST_JSON = 500_000_000
_CHUNK = 1 << 20
_NO_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    NotImplementedError,
    EOFError,
    RuntimeError,
    ValueError,
    struct.error,
)
_DATE = (1980, 1, 1, 0, 0, 0)


class BrokenBundleError(ValueError):
    """A file is no bundle, or not whole; the message says in what."""


def write(target: IO[bytes], parts: Mapping[str, Path | bytes]) -> None:
    """Write the parts, in their order, as a zip that stores them."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as made:
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.external_attr, info.create_system = 0o644 << 16, 3
            if isinstance(part, bytes):
                made.writestr(info, part)
                continue
            info.file_size = part.stat().st_size
            with part.open("rb") as source, made.open(info, "w") as sink:
                while chunk := source.read(_CHUNK):
                    sink.write(chunk)


def described(parts: Mapping[str, Path | bytes], about: Mapping[str, object]) -> bytes:
    """The datapackage.json of the parts: each with its path, SHA-256 and size."""
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{digest}", "bytes": size}
        for name, part in parts.items()
        for digest, size in (_digest(part),)
    ]
    whole = {"profile": "data-package", "wacz_version": "1.1.1", **about, "resources": resources}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


@contextmanager
def unpacked(file: Path) -> Iterator[dict[str, Path]]:
    """The parts of a bundle as files in a folder of their own, gone again when the block ends.

    Nothing is trusted: names are known ones, nothing is packed, sizes are limited, and the zip must be
    the very one that these parts give. BrokenBundleError; OSError where the file can't be read.
    """
    with tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        try:
            with zipfile.ZipFile(file) as opened:
                parts = _extract(opened, Path(folder))
        except BrokenBundleError:
            raise
        except _NO_ZIP as cause:
            raise BrokenBundleError(f"it is no zip that can be read ({str(cause)[:120]})") from cause
        again = Path(folder) / "again"
        with again.open("wb") as target:
            write(target, parts)
        if not _same(file, again):
            raise BrokenBundleError("its wrapping is not the one that its parts give")
        again.unlink()
        yield parts


def _extract(opened: zipfile.ZipFile, folder: Path) -> dict[str, Path]:
    entries = opened.infolist()
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise BrokenBundleError("it is larger than a bundle may be")
    parts: dict[str, Path] = {}
    for number, entry in enumerate(entries):
        name = entry.filename
        if name not in {*NAMES, PACKAGE, DIGEST} and not _EVIDENCE.fullmatch(name):
            raise BrokenBundleError(f"it holds {name[:120]!r}, which is no part of a bundle")
        if name in parts:
            raise BrokenBundleError(f"it holds {name} twice")
        if entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
            raise BrokenBundleError(f"{name} is packed, and nothing in a bundle is")
        if name.endswith((".json", ".jsonl")) and entry.file_size > _MOST_JSON:
            raise BrokenBundleError(f"{name} is larger than a bundle's may be")
        # Never by its own name: nothing that a zip says decides where something is written.
        parts[name] = folder / str(number)
        with opened.open(entry) as source, parts[name].open("wb") as sink:
            while chunk := source.read(_CHUNK):
                sink.write(chunk)
    return parts


def resources_of(parts: Mapping[str, Path]) -> dict[str, object]:
    """The datapackage.json, every part checked against it. BrokenBundleError names the first that is off."""
    for name in (PACKAGE, *NAMES):
        if name not in parts:
            raise BrokenBundleError(f"{name} is missing")
    said = as_object(parts[PACKAGE].read_bytes(), PACKAGE)
    resources = said.get("resources")
    if not isinstance(resources, list):
        raise BrokenBundleError(f"{PACKAGE} lists no resources")
    listed = {str(each.get("path")): each for each in resources if isinstance(each, dict)}
    for name in parts:
        if name not in {PACKAGE, DIGEST, *listed}:
            raise BrokenBundleError(f"{name} is not listed in {PACKAGE}")
    for name, each in listed.items():
        if name not in parts:
            raise BrokenBundleError(f"{name} is missing")
        digest, size = _digest(parts[name])
        if each.get("hash") != f"sha256:{digest}" or each.get("bytes") != size:
            raise BrokenBundleError(f"{name} does not have the digest that {PACKAGE} gives")
    return said


def as_object(data: bytes, name: str) -> dict[str, object]:
    """A JSON object. BrokenBundleError."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as cause:
        raise BrokenBundleError(f"{name} is no JSON") from cause
    if not isinstance(value, dict):
        raise BrokenBundleError(f"{name} is no JSON object")
    return value


def _digest(part: Path | bytes) -> tuple[str, int]:
    if isinstance(part, bytes):
        return hashlib.sha256(part).hexdigest(), len(part)
    digest = hashlib.sha256()
    with part.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest(), part.stat().st_size


def _same(left: Path, right: Path) -> bool:
    if left.stat().st_size != right.stat().st_size:
        return False
    with left.open("rb") as one, right.open("rb") as two:
        while chunk := one.read(_CHUNK):
            if chunk != two.read(_CHUNK):
                return False
    return True
