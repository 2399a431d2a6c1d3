"""Where the corpora of the benchmarks are, and that they are the ones that were measured."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).resolve().parent.parent.parent / "shared" / "bench"


def bench_folder() -> Path:
    """The folder in the environment variable SAYSO_BENCH, else ../shared/bench beside the checkout."""
    return Path(os.environ.get("SAYSO_BENCH") or DEFAULT)


def fingerprint(path: Path) -> str:
    """The first 12 hexadecimal digits of a file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file; an empty line is skipped."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)
