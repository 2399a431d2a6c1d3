"""French sentences of our own, marked by hand: which statements are found, whose they are, on which side.

    python -m benchmarks french [--all]

The sentences stand in `french.txt` and nowhere else; no model reads French here, so that this measures the
rules and the language's file. A statement is found where half of the shorter content is shared and the cues
touch. No tool that runs here reads French attributions, so there is no peer.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpora import fingerprint
from sayso.read import Reader
from sayso.terms.article import Article
from sayso.terms.span import Span
from sayso.terms.statement import Statement
from sayso.terms.time import Certainty, Published

FILE = Path(__file__).with_name("french.txt")
MARK = re.compile(r"\{([csv]):([^{}]*)\}")
UNDATED = Published(None, Certainty.UNKNOWN, "")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with what its marks say: spans of source, cue and content, and the side; none without."""

    text: str
    spans: dict[str, list[Span]]
    side: str


def marked(line: str) -> Marked:
    """A line without its marks, and where they stood."""
    words, _, side = line.partition(" | ")
    spans: dict[str, list[Span]] = {"s": [], "v": [], "c": []}
    text, at = "", 0
    for match in MARK.finditer(words):
        text += words[at : match.start()]
        spans[match.group(1)].append(Span(len(text), len(text) + len(match.group(2))))
        text += match.group(2)
        at = match.end()
    return Marked(text + words[at:], spans if side else {"s": [], "v": [], "c": []}, side.strip())


def sentences() -> Iterator[Marked]:
    """Every sentence of the file."""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield marked(line)


def read(text: str) -> tuple[Statement, ...]:
    """What the reader makes of one sentence."""
    article = Article("fr", "", "", "", text, UNDATED, language="fr")
    return READER.read(article).statements


READER = Reader("fr")


def shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    """Characters that two lists of spans have in common."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)


def length(spans: Sequence[Span]) -> int:
    """Characters of spans."""
    return sum(span.end - span.start for span in spans)


def matches(gold: Marked, found: Statement) -> bool:
    """Whether a statement is the one that is marked."""
    content = found.content.spans
    shorter = min(length(gold.spans["c"]), length(content))
    return (
        2 * shared(gold.spans["c"], content) >= shorter > 0 and shared(gold.spans["v"], found.cue.spans) > 0
    )


def measure(*, tell: bool = False) -> dict[str, float]:
    """Precision, recall and F1 of the statements found, and the shares of those with the right source and
    side, in percent."""
    made = wanted = right = sourced = sided = 0
    for gold in sentences():
        found = read(gold.text)
        hit = next((one for one in found if gold.side and matches(gold, one)), None)
        made, wanted = made + len(found), wanted + bool(gold.side)
        if hit is not None:
            right += 1
            sourced += bool(shared(gold.spans["s"], hit.source.spans)) or not (gold.spans["s"] or hit.source)
            sided += hit.polarity.value == gold.side
        if tell and (bool(gold.side) != bool(hit) or len(found) > bool(gold.side)):
            print(gold.text, *(f"\n    {one.cue.text} | {one.content.text}" for one in found))
    return {
        "precision": 100 * right / max(made, 1),
        "recall": 100 * right / max(wanted, 1),
        "f1": 200 * right / max(made + wanted, 1),
        "source": 100 * sourced / max(right, 1),
        "side": 100 * sided / max(right, 1),
    }


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks french", description=__doc__)
    parser.add_argument("--all", action="store_true", help="print what was missed or made up")
    args = parser.parse_args(argv)
    figures = measure(tell=args.all)
    print(f"{FILE.name} {fingerprint(FILE)}, {sum(1 for one in sentences() if one.side)} statements")
    for name, value in figures.items():
        print(f"{name:10} {value:5.1f}")
    return 0
