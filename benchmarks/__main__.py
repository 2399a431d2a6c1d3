"""`python -m benchmarks NAME ...`: one command a benchmark, ours and the peers in one run."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path


def names() -> list[str]:
    """The modules beside this one that have a `main`, by their text: some need libraries of bench.txt."""
    found = (path for path in Path(__file__).parent.glob("*.py") if path.stem[0] != "_")
    return sorted(path.stem for path in found if "\ndef main(" in path.read_text(encoding="utf-8"))


def main(argv: Sequence[str]) -> int:
    """Run the benchmark named first with the arguments that follow; its exit code is ours."""
    if not argv or argv[0] in {"-h", "--help"} or not argv[0].isidentifier():
        print(f"usage: python -m benchmarks NAME [options]\nnames: {', '.join(names())}")
        return 0 if argv and argv[0] in {"-h", "--help"} else 2
    try:
        module = import_module(f"benchmarks.{argv[0]}")
    except ModuleNotFoundError as missing:
        if missing.name != f"benchmarks.{argv[0]}":
            raise
        print(f"There is no benchmark {argv[0]}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    return int(module.main(argv[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
