"""Puts the sections of benchmarks/results/ together to RESULTS.md: `python -m benchmarks results`.

A section is one file, written by whoever ran the benchmark: date, command, hash of the corpus, our
figure and the peer's of the same run, known weaknesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE / "RESULTS.md"
# The journey first, then the stages from left to right; what is not named here comes last.
ORDER = [
    *(
        "journey",
        "real_articles",
        "desk_speed",
        "storage",
        "collecting",
        "evidence",
        "attribution",
        "nested",
        "french",
    ),
    *(
        "reading_speed",
        "parsing",
        "coreference",
        "time",
        "names",
        "screening",
        "roots",
        "asked",
        "stance",
        "events",
        "incremental",
        "grouping",
        "copies",
        "cascades",
        "speech",
        "quotes",
        "sheet",
    ),
]
HEAD = (
    "# Results\n\n"
    "Every figure here was measured by the command beside it. Quality figures are stable; timings come from "
    "a small shared machine and are given as ratios within one run. The corpora are named with the first "
    "digits of their SHA-256 and are not part of the project; `SAYSO_BENCH` names their folder. Made from "
    "`benchmarks/results/` by `python -m benchmarks results`."
)


def assembled() -> str:
    """RESULTS.md as it should read."""
    sections = {
        path.stem: path.read_text(encoding="utf-8").strip() for path in (HERE / "results").glob("*.md")
    }
    names = sorted(sections, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    return "\n\n".join([HEAD, *(sections[name] for name in names)]) + "\n"


def main(argv: Sequence[str]) -> int:
    """Write RESULTS.md."""
    if argv:
        print("usage: python -m benchmarks results")
        return 2
    TARGET.write_text(assembled(), encoding="utf-8")
    print(f"wrote {TARGET.name}")
    return 0
