"""Evidence can be deleted so that no chain breaks; what was not logged as deleted is missing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from warcio.archiveiterator import ArchiveIterator

from sayso.collect import Options
from sayso.errors import NotFound
from sayso.ledger import Ledger
from sayso.ledger.deleting import stand_in
from sayso.run.add import add
from sayso.web import create_app

LATER = datetime(2100, 1, 1, tzinfo=UTC)
LIST = b"<opml version='2.0'><body><outline xmlUrl='http://a.example/feed'/></body></opml>"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.opml").write_bytes(LIST)
    (folder / "b.txt").write_text("A notice\n\nThe mayor said on Friday that the harbour stays open.")
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, [str(folder)], options=Options(offline=True))
    return tmp_path / "case"


def test_what_nothing_was_read_out_of_goes_and_the_case_stays_whole(case: Path) -> None:
    with Ledger.open(case) as ledger:
        old = ledger.unread_evidence(LATER)
        assert [each.size for each in old] == [len(LIST)]
        assert ledger.unread_evidence(datetime.now(UTC) - timedelta(days=1)) == ()
        digest = old[0].digest
        assert ledger.forget([digest], because="kept for a month", by="ada") > 0
        assert ledger.forget([digest], because="kept for a month", by="ada") == 0
        with pytest.raises(NotFound):
            ledger.evidence.get(digest)
        deletion = ledger.at().deletions()[0]
        assert (deletion.digest, deletion.size, deletion.because, deletion.by) == (
            digest,
            len(LIST),
            "kept for a month",
            "ada",
        )
        assert list(ledger.verify()) == []
        client = TestClient(create_app(ledger), base_url="http://127.0.0.1:8400")
        assert client.get(f"/evidence/{digest}").status_code == 404
    with Ledger.open(case) as ledger:
        assert list(ledger.verify()) == []
    packed = b"".join(path.read_bytes() for path in sorted((case / "warc").glob("*.warc.gz")))
    assert LIST not in packed
    assert "metadata" in [record.rec_type for record in ArchiveIterator(BytesIO(packed))]


def test_named_evidence_goes_and_its_article_stays(case: Path) -> None:
    with Ledger.open(case) as ledger:
        article = next(iter(ledger.at().articles()))
        digest = ledger.at().article(article.id).evidence
        ledger.forget([digest], because="ordered by a court", by="ada")
        assert ledger.at().article(article.id).text
        assert list(ledger.verify()) == []
        with pytest.raises(NotFound):
            ledger.forget(["0" * 64], because="x")


def test_bytes_that_went_without_a_word_are_missed(case: Path) -> None:
    with Ledger.open(case) as ledger:
        ledger.forget([ledger.unread_evidence(LATER)[0].digest], because="x")
        archive = next((case / "warc").glob("*.warc.gz"))
        data = bytearray(archive.read_bytes())
        data[-30:] = b"\0" * 30
        archive.write_bytes(data)
        assert list(ledger.verify()) != []


@pytest.mark.parametrize("length", [1, 40, 200, 1_000, 100_000])
def test_what_stands_in_has_the_length_of_what_went(length: int) -> None:
    assert len(stand_in(length, "ab" * 32)) == length
