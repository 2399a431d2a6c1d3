"""Runs the commands that the documents show, and puts what they print where it is shown: `make docs`.

A block that begins with ```console holds commands behind `$ `; what follows each is its output. They
are run in a new folder for each document, on the example case. ` | head -N` cuts the output.
A test runs the same and compares, so the documents can't show what sayso does not print.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCUMENTS = (ROOT / "README.md", ROOT / "docs" / "tutorial.md")
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
_HEAD = re.compile(r"(.*?) \| head -(\d+)$")


def made() -> dict[Path, str]:
    """Each document as it should read."""
    return {path: _with_output(path.read_text(encoding="utf-8")) for path in DOCUMENTS}


def _with_output(document: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        return _filled(document, Path(folder))


def _filled(document: str, folder: Path) -> str:
    def block(match: re.Match[str]) -> str:
        commands = [line for line in match[1].splitlines() if line.startswith("$ ")]
        return "\n".join(f"{command}\n{_output(command[2:], folder)}" for command in commands)

    return _BLOCK.sub(block, document)


def _output(command: str, folder: Path) -> str:
    cut = _HEAD.fullmatch(command)
    words = shlex.split(cut[1] if cut else command)
    if words[0] != "sayso":
        raise ValueError(f"documents show sayso only, not {words[0]}")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100", "SAYSO_CASE": "example-case"}
    argv = [sys.executable, "-m", "sayso", *words[1:]]
    done = subprocess.run(argv, cwd=folder, env=env, capture_output=True, text=True, check=False)  # noqa: S603 - our own documents
    lines = (done.stdout + done.stderr).splitlines()
    return "\n".join(lines[: int(cut[2])] if cut else lines) + "\n"


def main() -> None:
    """Write every document."""
    for path, text in made().items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
