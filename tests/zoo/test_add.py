"""The zoo as a person meets it: one `sayso add` over everything that can't be read, and one text."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sayso.collect.names import shown
from tests.zoo import SAID, animals


def sayso(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sayso", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_each_is_named_with_its_reason_and_the_text_is_added(tmp_path: Path) -> None:
    case = str(tmp_path / "case")
    caught = [animal for animal in animals(tmp_path / "zoo") if animal.refused and not animal.holds]
    named = [animal for animal in caught if "\0" not in str(animal.source)]
    good = tmp_path / "good.txt"
    good.write_text(SAID)
    sayso("init", case)
    done = sayso("add", "--offline", "--case", case, *(str(animal.source) for animal in named), str(good))
    assert done.returncode == 1, done.stderr
    assert "Added 1 article" in done.stdout
    told = done.stderr.splitlines()
    for animal in named:
        sentences = [line for line in told if shown(str(animal.source)) in line]
        assert sentences, animal.name
        assert all(line.startswith("sayso: ") and line.isprintable() for line in sentences)
        assert all(line.count(": ") >= 2 and line.endswith(".") for line in sentences)
    assert "Traceback" not in done.stderr
    assert str(good) in sayso("refusals", "--case", case).stdout or not any(
        str(good) in line for line in told
    )
