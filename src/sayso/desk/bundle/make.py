"""A question, or a whole case, on its way into a bundle."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sayso import __version__
from sayso.desk.bundle import package
from sayso.desk.bundle.masked import NOTE, masked_rows, refuse_names
from sayso.desk.masking import without
from sayso.desk.question import question_page
from sayso.desk.serial import to_plain
from sayso.ledger import Ledger, View
from sayso.ledger.bundled import BundledRow, bundled_rows, custody_lines
from sayso.ledger.custody import last_entry
from sayso.resolve.privacy import Masker
from sayso.terms.archive import Place

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def make_bundle(
    ledger: Ledger,
    target: Path,
    *,
    question: str = "",
    key: Ed25519PrivateKey | None = None,
    masker: Masker | None = None,
) -> str:
    """Write a question with all that it rests on, or the whole case, to `target`; the SHA-256 of what was
    written about its parts. With `key` it is signed; with `masker` the names go, and with them the bytes
    of the evidence. NotFound where there is no such question; BadField where the custody log has a name."""
    with ledger.at() as view, tempfile.TemporaryDirectory(prefix="sayso-") as folder:
        articles = _articles(view, question)
        pages: object = [to_plain(question_page(view, each)) for each in _questions(view, question)]
        with ledger.bundling() as connection:
            rows = list(bundled_rows(connection, articles))
            custody = list(custody_lines(connection))
            head = last_entry(connection)[1]
        warc, index, loose = Path(folder) / "data.warc.gz", "", {}
        if masker is None:
            index = "".join(sorted(_copy_records(ledger, warc, rows)))
            loose = _loose(ledger, rows)
        else:
            refuse_names(custody, masker)
            rows, pages = list(masked_rows(rows, masker)), without(pages, masker)
            warc.touch()
        parts: dict[str, Path | bytes] = {
            package.WARC: warc,
            package.CDX: index.encode(),
            package.PAGES: b"".join(map(_line, _pages(rows))),
            package.ROWS: b"".join(_line(row.plain()) for row in rows),
            package.CUSTODY: b"".join(map(_line, custody)),
            package.QUESTIONS: json.dumps(pages, ensure_ascii=False, indent=1).encode(),
            **loose,
        }
        about = {**_about(pages if question else (), articles), "custody_head": head}
        if masker is not None:
            about["masked"] = _masking(rows, masker)
        return _write(target, parts, about, key)


def _masking(rows: Iterable[BundledRow], masker: Masker) -> dict[str, object]:
    """What a bundle says of its being masked."""
    return {
        "rows": sum(row.masked for row in rows),
        "names": sum(masker.count.values()),
        "people": len(masker.count),
        "note": NOTE,
    }


def _write(
    target: Path,
    parts: Mapping[str, Path | bytes],
    about: Mapping[str, object],
    key: Ed25519PrivateKey | None,
) -> str:
    from sayso.desk.bundle.keys import sign
    from sayso.terms.identity import digest_of

    described = package.described(parts, about)
    digest = digest_of(described)
    said: dict[str, object] = {"path": package.PACKAGE, "hash": f"sha256:{digest}"}
    if key is not None:
        signed = {
            "hash": said["hash"],
            "created": about["created"],
            "software": about["software"],
            "version": "0.1.0",
            **sign(key, f"sha256:{digest}"),
        }
        said["signedData"] = signed
    draft = target.with_name(f".{target.name}.draft")
    try:
        with draft.open("wb") as file:
            written = json.dumps(said, indent=1).encode()
            package.write(file, {**parts, package.PACKAGE: described, package.DIGEST: written})
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return digest


def _about(pages: object, articles: set[str]) -> dict[str, object]:
    """Its title is the question, or says that it is a whole case."""
    asked = [page["question"]["asks"] for page in pages] if isinstance(pages, list) else []
    return {
        "title": asked[0] if asked else "A case of contested news",
        "description": f"{len(articles)} articles with their evidence, statements and custody; "
        "`sayso verify FILE` checks all of it.",
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "software": f"sayso {__version__}",
    }


def _questions(view: View, question: str) -> Iterable[str]:
    return (question,) if question else [each.question.id for each in view.questions()]


def _articles(view: View, question: str) -> set[str]:
    """The articles that bear on a question and all their versions; without one, all of the case."""
    if not question:
        return {head.id for head in view.articles()}
    found = {borne.article.id for borne in view.bearings(question)}
    for revision in view.revisions(found):
        found |= {revision.article, revision.before}
    return found


def _copy_records(ledger: Ledger, warc: Path, rows: Iterable[BundledRow]) -> list[str]:
    """The records one after the other, and a line of the index for each."""
    index: list[str] = []
    with warc.open("wb") as file:
        for row in rows:
            if row.table != "record":
                continue
            said = row.row
            place = Place(str(said["file"]), row.number("offset"), row.number("length"), str(said["digest"]))
            if said["address"]:
                index.append(_cdx(row, file.tell()))
            file.write(ledger.archived(place))
    return index


def _cdx(row: BundledRow, offset: int) -> str:
    from sayso.ledger.moments import from_ticks

    said = row.row
    host, _, path = str(said["address"]).partition("://")[2].partition("/")
    surt = f"{','.join(reversed(host.lower().split(':')[0].split('.')))})/{path}".lower()
    fields = {
        "url": said["address"],
        "digest": f"sha256:{said['body']}",
        "mime": "warc/" + str(said["kind"]),
        "status": str(said["status"] or ""),
        "offset": offset,
        "length": said["length"],
        "filename": "data.warc.gz",
    }
    moment = from_ticks(row.number("moment"))
    return f"{surt} {moment:%Y%m%d%H%M%S} {json.dumps(fields, ensure_ascii=False)}\n"


def _pages(rows: Iterable[BundledRow]) -> Iterator[dict[str, object]]:
    from sayso.ledger.moments import from_ticks

    yield {"format": "json-pages-1.0", "id": "pages", "title": "Articles"}
    for row in rows:
        if row.table == "article":
            moment = from_ticks(row.number("recorded")).strftime("%Y-%m-%dT%H:%M:%SZ")
            url = row.row["url"] or f"urn:sayso:{row.row['id']}"
            yield {"id": row.row["id"], "url": url, "title": row.row["title"], "ts": moment}


def _loose(ledger: Ledger, rows: Iterable[BundledRow]) -> dict[str, Path | bytes]:
    """Evidence that stands in no record: files that an older sayso kept one by one."""
    recorded = {row.row["body"] for row in rows if row.table == "record"}
    recorded |= {row.row["digest"] for row in rows if row.table == "deletion"}
    wanted = (str(row.row["digest"]) for row in rows if row.table == "evidence")
    return {f"evidence/{each}": ledger.evidence.path(each) for each in wanted if each not in recorded}


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"
