"""Files that look like recordings and can't be heard: a message each, the bytes kept, all else goes on."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from sayso.cli.main import main
from sayso.collect import Options
from sayso.collect.sniff import media_type
from sayso.ledger import Ledger
from sayso.run.add import add
from sayso.terms.identity import digest_of
from tests.zoo import SAID

BROKEN = {
    "cut.ogg": b"OggS\x00\x02" + bytes(20),
    "claims.wav": b"RIFF" + struct.pack("<I", 2**31) + b"WAVEfmt \x10\0\0\0\x01\0\x01\0" + bytes(12) + b"data"
    + struct.pack("<I", 2**31 - 1),
    "empty.wav": b"RIFF\x04\0\0\0WAVE",
    "film.mp4": b"\0\0\0\x18ftypisom" + b"\xff" * 400,
    "noise.flac": b"fLaC" + bytes(range(256)) * 4,
    "words.mp3": SAID.encode(),
    "page.m4a": b"<!doctype html><html><body><p>Log in to hear it</p></body></html>",
    "bytes.OPUS": bytes(range(1, 256)) * 4,
}  # fmt: skip


def test_each_is_set_aside_with_a_message_and_its_bytes_are_kept(tmp_path: Path) -> None:
    paths = []
    for name, data in BROKEN.items():
        (tmp_path / name).write_bytes(data)
        paths.append(str(tmp_path / name))
    text = tmp_path / "a.txt"
    text.write_text(SAID)
    with Ledger.create(tmp_path / "case") as ledger:
        added = add(ledger, [*paths, str(text)], options=Options(offline=True))
        assert added.new == 1
        assert {each.item for each in added.refused} == set(paths)
        for refusal in added.refused:
            assert refusal.reason
            assert refusal.next_step
            assert str(refusal).isprintable()
        words = next(each for each in added.refused if each.item.endswith("words.mp3"))
        assert "it is plain text" in words.reason
        assert "Ask for the recording again" in words.next_step
        for data in BROKEN.values():
            assert ledger.evidence.get(digest_of(data)) == data
        assert len(ledger.at().refusals()) == len(BROKEN)
        assert ledger.at().recordings() == ()
        assert list(ledger.verify()) == []


def test_without_the_optional_part_the_command_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sayso.listen.missing.missing", lambda: "av, onnxruntime")
    (tmp_path / "talk.ogg").write_bytes(b"OggS\x00\x02 talk")
    (tmp_path / "a.txt").write_text(SAID)
    case = ["--case", str(tmp_path / "case")]
    assert main(["add", str(tmp_path / "talk.ogg"), str(tmp_path / "a.txt"), "--offline", *case]) == 6
    told = capsys.readouterr()
    assert "Added 1 article" in told.out
    assert "av, onnxruntime" in told.err
    assert "make listen" in told.err


@pytest.mark.parametrize(("head", "kind"), [
    (b"ID3\x04\0\0\0\0\0\0", "audio/mpeg"),
    (b"\xff\xfb\x90\x64" + bytes(413) + b"\xff\xfb\x90\x64", "audio/mpeg"),
    (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
    (b"RIFF\0\0\0\0AVI LIST", "video/x-msvideo"),
    (b"RIFF\0\0\0\0WEBPVP8 ", "application/octet-stream"),
    (b"\0\0\0\x20ftypM4A ", "audio/mp4"),
    (b"\0\0\0\x20ftypisom", "video/mp4"),
    (b"\0\0\0\x20ftypavif", "application/octet-stream"),
    (b"\x1a\x45\xdf\xa3\x01\0\0\0", "video/x-matroska"),
    (b"OggS\0\x02", "audio/ogg"),
    (b"fLaC\0\0\0\x22", "audio/flac"),
    (b".snd\0\0\0\x18", "audio/basic"),
    ((b"\x0b\x77\0\0\x1e" + bytes(763)) * 2, "audio/ac3"),
    (b"\x0b\x77" + b"once" * 9, "text/plain"),
    (b"FORM\0\0\0\0AIFFCOMM", "audio/aiff"),
    (b"#!AMR\n\x04\x00", "audio/amr"),
    ((b"\x47" + bytes(187)) * 3, "video/mp2t"),
    (b"\xff\xfeH\0e\0l\0l\0o\0", "text/plain"),
    (b"ID of the article: 3. It says nothing.", "text/plain"),
    (b"Gamma rays " * 60, "text/plain"),
    (b"caffeine is what the council drinks", "text/plain"),
    (b"MAC addresses were listed by the ministry", "text/plain"),
    (b"ID3 tags are no evidence, the expert said.", "text/plain"),
])  # fmt: skip
def test_sounds_are_told_by_their_bytes(head: bytes, kind: str) -> None:
    assert media_type(head) == kind
