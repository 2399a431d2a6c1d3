"""Listening in a child: what comes out is the same, and whatever ends it is one message."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import UnreadableInput
from sayso.listen import apart, hearing, whisper
from tests.listen.conftest import Speak, babble, needs_extra, needs_voice, write_wav

TEXT = "The ferry to Orrin leaves at nine, and nobody at the harbour knows why it was late on Sunday."


def how(path: Path, work: Path) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    model = whisper.QUICK
    return {"digest": digest, "language": "en", "speakers": 1, "model": model, "work": work}


@needs_voice
def test_what_is_heard_in_a_child_is_what_is_heard_here(speak: Speak, tmp_path: Path) -> None:
    path, told = speak(TEXT), []
    options = how(path, tmp_path / "work")
    found = apart.hear(path, on_progress=lambda share, what: told.append((share, what)), **options)
    assert found == hearing.hear(path, **options)
    assert told[0] == (0.0, "decoding")
    assert told[-1] == (1.0, "done")
    assert not list((tmp_path / "work").iterdir())


@needs_extra
def test_the_models_are_not_in_the_process_that_asked(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "babble.wav", babble(4.0))
    code = (
        "import sys; from pathlib import Path; from sayso.listen import apart, whisper; "
        f"found = apart.hear(Path({str(path)!r}), on_progress=print, digest='1' * 64, language='en', "
        f"speakers=None, model=whisper.QUICK, work=Path({str(tmp_path / 'work')!r})); "
        "print(sorted({'av', 'numpy', 'onnxruntime', 'ctranslate2', 'c2pa'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


@needs_extra
def test_an_error_comes_through_whole(tmp_path: Path) -> None:
    path = tmp_path / "words.mp3"
    path.write_text("Only words, many times. " * 100)
    with pytest.raises(UnreadableInput) as here:
        hearing.hear(path, digest="2" * 64, work=tmp_path / "work")
    with pytest.raises(UnreadableInput) as there:
        apart.hear(path, on_progress=lambda _share, _what: None, **how(path, tmp_path / "work"))
    assert str(there.value) == str(here.value)
    assert there.value.next_step == here.value.next_step


def test_a_child_that_crashes_is_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_wav(tmp_path / "babble.wav", babble(1.0))
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(UnreadableInput, match=r"babble\.wav can't be read: it made what listens crash"):
        apart.hear(path, on_progress=lambda _share, _what: None, **how(path, tmp_path))


@needs_extra
def test_who_interrupts_the_parent_leaves_no_working_copy(tmp_path: Path) -> None:
    path, work = write_wav(tmp_path / "babble.wav", babble(4.0)), tmp_path / "work"

    def stops(_share: float, what: str) -> None:
        if what != "decoding":
            assert list(work.glob("*.wav"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart.hear(path, on_progress=stops, **how(path, work))
    assert not list(work.glob("*.wav"))
