"""French sentences of our own keep being read; they stand in the project."""

import tomllib
from pathlib import Path

from benchmarks import french
from benchmarks.corpora import fingerprint

FLOORS = tomllib.loads((Path(french.__file__).parent / "floors.toml").read_text(encoding="utf-8"))["french"][
    "own"
]


def test_french_stays_above_its_floor() -> None:
    assert fingerprint(french.FILE) == FLOORS["sha256"], "other sentences than the floors were measured on"
    figures = french.measure()
    for name in ("precision", "recall", "source", "side"):
        assert figures[name] >= FLOORS[name], figures
