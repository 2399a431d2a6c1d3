"""Commands run as a person runs them: in a process of their own."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parent.parent.parent
Done = subprocess.CompletedProcess[str]


class Run(Protocol):
    """`sayso …` with its standard input."""

    def __call__(self, *argv: str, stdin: str = "") -> Done: ...


def run_sayso(*argv: str, folder: Path, stdin: str = "", code: str = "") -> Done:
    """Run `sayso …` (or Python code) in a folder, with one worker."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "SAYSO_WORKERS": "1", "COLUMNS": "100"}
    command = [sys.executable, *(["-c", code] if code else ["-m", "sayso", *argv])]
    return subprocess.run(
        command, input=stdin, capture_output=True, text=True, cwd=folder, env=env, check=False
    )


@pytest.fixture
def sayso(tmp_path: Path) -> Run:
    """Run `sayso …` in an empty folder."""
    return partial(run_sayso, folder=tmp_path)
