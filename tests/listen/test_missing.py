"""Without the optional part sayso runs, and says what is missing and how to add it."""

import subprocess
import sys

import pytest

from sayso.errors import MissingExtra
from sayso.listen import missing


def test_a_missing_part_is_named_with_the_way_to_add_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(missing._PARTS, "no_such_module", "no-such-package")
    assert "no-such-package" in missing.missing()
    with pytest.raises(MissingExtra, match=r"talk\.ogg needs .*no-such-package.*make listen"):
        missing.require("talk.ogg")


def test_asking_what_is_missing_loads_no_audio_library() -> None:
    code = (
        "import sys; from sayso.listen import missing; missing.missing(); "
        "print(sorted({'av', 'onnxruntime', 'ctranslate2', 'numpy', 'faster_whisper'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
