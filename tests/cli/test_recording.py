"""The verbs of recordings as a person types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.cli.main import main
from sayso.ledger import Ledger
from tests.spoken import REPLY, TALK, compared, heard, reused, store

OLD, NEW = heard("We are here.", data=b"OggS old"), heard(TALK, REPLY, data=b"OggS new")


@pytest.fixture
def case(tmp_path: Path) -> str:
    with Ledger.create(tmp_path / "case") as ledger:
        store(ledger, OLD, data=b"OggS old", name="old.ogg")
        store(ledger, NEW, data=b"OggS new", name="new.ogg")
        with ledger.writing() as writer:
            writer.reuse(NEW.recording.id, [reused(NEW, OLD)])
            writer.comparison("Ruvan Ostrel", "1", compared(NEW, "rf-1"))
    return str(tmp_path / "case")


def told(capsys: pytest.CaptureFixture[str], case: str, *arguments: str) -> str:
    assert main([*arguments, "--case", case]) == 0
    return capsys.readouterr().out


def test_recordings_are_listed_and_found_by_name_or_id(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    listed = told(capsys, case, "recording")
    assert "new.ogg" in listed
    assert "old.ogg" in listed
    by_name = told(capsys, case, "recording", "new.ogg")
    assert by_name == told(capsys, case, "recording", NEW.recording.id[:8])
    assert "speaker 2" in by_name
    page = json.loads(told(capsys, case, "recording", "new.ogg", "--json"))
    assert page["recording"]["id"] == NEW.recording.id
    assert page["reuse"][0]["name"] == "old.ogg"
    assert page["comparisons"][0]["comparison"]["llr"] == 1.4
    assert page["paragraphs"][1]["speaker"] == "2"


def test_reuse_and_quotes(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "old.ogg" in told(capsys, case, "reuse")
    (found,) = json.loads(told(capsys, case, "reuse", "--json"))
    assert (found["name"], found["band"]["older"]) == ("new.ogg", True)
    (mirrored,) = json.loads(told(capsys, case, "reuse", "old.ogg", "--json"))
    assert not mirrored["band"]["older"]
    assert "No article quotes it" in told(capsys, case, "quotes", "new.ogg")
    assert json.loads(told(capsys, case, "quotes", "new.ogg", "--json")) == []


def test_a_judgement_and_its_undoing(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    why = ("--because", "his cough", "--by", "Ana Vell")
    his = ("voice", "judge", "new.ogg", "--is", "Ruvan Ostrel", *why)
    assert main([*his, "--case", case]) == 1
    assert "several speakers are heard in it. Say which speaker" in capsys.readouterr().err
    assert "Kept" in told(capsys, case, *his, "--speaker", "1")
    sheet = " ".join(told(capsys, case, "recording", "new.ogg").split())
    assert "Ana Vell judged: the voice of speaker 1 is Ruvan Ostrel’s" in sheet
    unsure = ("--unreliable", "--seconds", "2-9", "--because", "put in", "--by", "Bo")
    assert "Kept" in told(capsys, case, "voice", "judge", "new.ogg", *unsure)
    assert "seconds 2 to 9 is not to be relied on" in told(capsys, case, "recording", "new.ogg")
    assert "Taken back" in told(capsys, case, "voice", "judge", "new.ogg", "--undo", "--seconds", "2-9")
    assert "speaker 1 is Ruvan" in told(capsys, case, "recording", "new.ogg")
    assert "Taken back" in told(capsys, case, "voice", "judge", "new.ogg", "--undo")
    assert "judged" not in told(capsys, case, "recording", "new.ogg")


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["recording", "rc-ffff"], 5, "not in this case"),
    (["voice", "judge", "new.ogg"], 1, "--unreliable"),
    (["voice", "judge", "new.ogg", "--is", "X", "--by", "A"], 1, "reason"),
    (["voice", "compare", "new.ogg", "Nobody"], 5, "sayso voice enrol"),
    (["voice", "enrol", "X", "new.ogg", "--seconds", "9-3", "--because", "b"], 1, "12-95"),
    (["voice", "enrol", "X", "new.ogg", "--speaker", "7", "--because", "b"], 5, "Speaker 7"),
])  # fmt: skip
def test_what_is_off_is_named(
    case: str, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    assert main([*arguments, "--case", case]) == code
    assert words in capsys.readouterr().err


def test_a_listing_loads_no_sound_and_no_language(case: str) -> None:
    heavy = "{'spacy', 'av', 'onnxruntime', 'ctranslate2', 'faster_whisper', 'numpy', 'trafilatura'}"
    program = (
        "import sys; from sayso.cli.main import main; case = ['--case', sys.argv[1]]; "
        "codes = [main([*words.split(), *case]) for words in sys.argv[2:]]; "
        f"print(codes, sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    words = ["recording", "recording new.ogg", "reuse", "voice references"]
    command = [sys.executable, "-c", program, case, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[0, 0, 0, 0] []"
