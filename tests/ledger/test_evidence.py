"""Evidence is kept under the digest of what is in it, whole or not at all."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import NotFound
from sayso.ledger.evidence import EvidenceStore
from sayso.terms.identity import digest_of


@settings(max_examples=25)
@given(st.lists(st.binary(max_size=200), max_size=5))
def test_what_is_put_can_be_got_by_its_digest(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]
) -> None:
    store = EvidenceStore(tmp_path_factory.mktemp("evidence"))
    digests = [store.put(piece) for piece in pieces + pieces]
    assert digests == [digest_of(piece) for piece in pieces + pieces]
    assert [store.get(digest) for digest in digests] == pieces + pieces
    assert sorted(store.digests()) == sorted(set(digests))


def test_bytes_that_are_not_there_are_told_by_digest(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    assert not store.has("0" * 64)
    with pytest.raises(NotFound, match="Add the article"):
        store.get("0" * 64)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 62 + "/."])
def test_only_a_digest_is_a_place(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        EvidenceStore(tmp_path).get(digest)


def test_a_file_that_was_cut_off_is_healed_by_the_same_bytes(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    digest = store.put(b"the whole truth")
    store.path(digest).write_bytes(b"the whole")
    assert store.get(store.put(b"the whole truth")) == b"the whole truth"


def test_two_that_put_the_same_bytes_at_once_both_can(tmp_path: Path) -> None:
    data = b"x" * 3_000_000
    context = multiprocessing.get_context("fork")
    children = [context.Process(target=EvidenceStore(tmp_path).put, args=(data,)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0, 0, 0, 0]
    assert EvidenceStore(tmp_path).get(digest_of(data)) == data
    assert [path for path in tmp_path.rglob(".*") if path.is_file()] == []
