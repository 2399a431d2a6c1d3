"""Near-copies made from real article bodies, ours against MinHash + LSH in the same run.

    python -m benchmarks copies [--bodies FILE] [--json]

From the bodies of a JSON Lines file (`body_id`, `text`) two thirds become originals; copies are made
of them in six ways, up to 900 originals and 1,350 copies. Other articles about the same topic, with
the same quotations, are the hard negatives. The corpus has real near-copies of its own, so of bodies
that share a quarter of the shorter one's eight-word runs only one is used. Two copies of one original
are copies of each other too and are not counted either way.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpora import bench_folder, fingerprint, rows
from sayso.weigh.events.copies import find_copies

KINDS = ("cut", "cut_edited", "embedded", "edited", "update", "shuffled")
ORIGINALS = 900
REPEATS = 3

Pair = frozenset[str]
Finder = Callable[[Sequence[tuple[str, str]]], Iterable[Pair]]


@dataclass(frozen=True, slots=True)
class Made:
    """Texts with their ids, the pairs that are copies by kind, and the pairs that don't count."""

    texts: tuple[tuple[str, str], ...]
    gold: dict[Pair, str]
    neutral: frozenset[Pair]


def sentences(text: str) -> list[str]:
    """A rough cut into sentences; good enough to cut a text by."""
    return [piece for piece in re.split(r"(?<=[.!?”\"])\s+", text) if piece]


def _cut(text: str, filler: str, rng: random.Random) -> str:
    """A third of the words: the first ones, as desks cut, or a stretch from anywhere."""
    words = text.split()
    size = max(1, len(words) * 35 // 100)
    start = 0 if rng.random() < 0.5 else rng.randrange(len(words) - size + 1)
    return " ".join(words[start : start + size])


def _edit(text: str, filler: str, rng: random.Random, *, rate: float = 0.06) -> str:
    """Words dropped, swapped and put in, one in `1 / rate`."""
    spare = filler.split()
    out: list[str] = []
    for word in text.split():
        chance = rng.random() / rate
        if chance >= 1 / 3:
            out.append(rng.choice(spare) if chance < 2 / 3 else word)
        if 2 / 3 <= chance < 1:
            out.append(rng.choice(spare))
    return " ".join(out)


def _cut_edited(text: str, filler: str, rng: random.Random) -> str:
    return _edit(_cut(text, filler, rng), filler, rng)


def _embedded(text: str, filler: str, rng: random.Random) -> str:
    around = sentences(filler)
    at = rng.randrange(len(around) + 1)
    return " ".join([*around[:at], text, *around[at:]])


def _update(text: str, filler: str, rng: random.Random) -> str:
    """A new lead of two sentences, a sentence in six replaced, small edits."""
    new = sentences(filler)
    kept = [rng.choice(new) if rng.random() < 1 / 6 else sentence for sentence in sentences(text)]
    return _edit(" ".join(new[:2] + kept), filler, rng, rate=0.02)


def _shuffled(text: str, filler: str, rng: random.Random) -> str:
    """Sentences in another order, one in ten dropped."""
    kept = [sentence for sentence in sentences(text) if rng.random() > 0.1] or [text]
    rng.shuffle(kept)
    return " ".join(kept)


_MAKERS: dict[str, Callable[[str, str, random.Random], str]] = {
    "cut": _cut,
    "cut_edited": _cut_edited,
    "embedded": _embedded,
    "edited": _edit,
    "update": _update,
    "shuffled": _shuffled,
}


def make(bodies: Sequence[tuple[str, str]], *, seed: int = 20260101) -> Made:
    """Copies of the bodies (id, text) of at least 60 words."""
    rng = random.Random(seed)
    usable = _distinct([(name, text) for name, text in bodies if len(text.split()) >= 60])
    rng.shuffle(usable)
    size = min(ORIGINALS, len(usable) * 2 // 3)
    originals, fillers = usable[:size], usable[size:]
    texts, gold = list(originals), {}
    made_of = {name: {name} for name, _ in originals}
    for number in range(size * 3 // 2):
        (name, text), (other, filler) = originals[number % size], rng.choice(fillers)
        kind = KINDS[number % len(KINDS)]
        copy = f"copy-{number}"
        texts.append((copy, _MAKERS[kind](text, filler, rng)))
        gold[frozenset((copy, name))] = kind
        made_of[copy] = {name, other} if kind in {"embedded", "update"} else {name}
    rng.shuffle(texts)
    return Made(tuple(texts), gold, frozenset(_siblings(made_of) - gold.keys()))


def _distinct(bodies: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The bodies without those that share a quarter of the shorter one's eight-word runs with an earlier
    one; counted by brute force."""
    runs = {name: set(_runs(text)) for name, text in bodies}
    holders: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    kept = []
    for name, text in bodies:
        shared = Counter(other for run in runs[name] for other in holders[run])
        if all(n < 0.25 * min(len(runs[name]), len(runs[other])) for other, n in shared.items()):
            kept.append((name, text))
            for run in runs[name]:
                holders[run].append(name)
    return kept


def _runs(text: str, size: int = 8) -> Iterable[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return zip(*(words[n:] for n in range(size)), strict=False)


def _siblings(made_of: dict[str, set[str]]) -> set[Pair]:
    """The pairs of texts that stem from one body."""
    users = defaultdict(set)
    for name, parts in made_of.items():
        for part in parts:
            users[part].add(name)
    return {frozenset((a, b)) for names in users.values() for a in names for b in names if a != b}


def ours(texts: Sequence[tuple[str, str]]) -> Iterable[Pair]:
    """The pairs that `sayso.weigh.events.copies` finds."""
    copies = find_copies((name, text, None, "") for name, text in texts)
    return [frozenset((copy.article, copy.original)) for copy in copies]


def minhash_lsh(texts: Sequence[tuple[str, str]]) -> Iterable[Pair]:
    """datasketch: MinHash of 128 over four-word shingles, LSH at a Jaccard threshold of .5."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=0.5, num_perm=128)
    pairs = []
    for name, text in texts:
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(run).encode() for run in set(_runs(text, 4))])
        pairs += [frozenset((name, str(other))) for other in index.query(sketch)]
        index.insert(name, sketch)
    return pairs


def lsh_ensemble(texts: Sequence[tuple[str, str]]) -> Iterable[Pair]:
    """datasketch: LSH Ensemble over the same sketches, at a containment threshold of .5."""
    from datasketch import MinHash, MinHashLSHEnsemble

    entries = []
    for name, text in texts:
        runs = set(_runs(text, 4))
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(run).encode() for run in runs])
        entries.append((name, sketch, max(1, len(runs))))
    index = MinHashLSHEnsemble(threshold=0.5, num_perm=128, num_part=16)
    index.index(entries)
    return {
        frozenset((name, str(other)))
        for name, sketch, size in entries
        for other in index.query(sketch, size)
        if other != name
    }


def score(found: set[Pair], made: Made) -> dict[str, float]:
    """Precision, recall and F1 over pairs, and the recall of each kind."""
    hits = found & made.gold.keys()
    wrong = found - made.gold.keys() - made.neutral
    kinds: Counter[str] = Counter(made.gold.values())
    right: Counter[str] = Counter(made.gold[pair] for pair in hits)
    recall = len(hits) / len(made.gold)
    precision = len(hits) / (len(hits) + len(wrong)) if hits else 0.0
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    figures = {"precision": precision, "recall": recall, "f1": f1}
    return figures | {f"recall_{kind}": right[kind] / count for kind, count in kinds.items()}


def measure(made: Made, finders: dict[str, Finder]) -> dict[str, dict[str, float]]:
    """Each finder's figures and texts a second, the median of runs that take turns."""
    seconds: defaultdict[str, list[float]] = defaultdict(list)
    found: dict[str, set[Pair]] = {}
    for _ in range(REPEATS):
        for name, finder in finders.items():
            start = time.perf_counter()
            pairs = list(finder(made.texts))
            seconds[name].append(time.perf_counter() - start)
            found[name] = set(pairs)
    return {
        name: score(pairs, made) | {"texts_a_second": len(made.texts) / median(seconds[name])}
        for name, pairs in found.items()
    }


def peers() -> dict[str, Finder]:
    """The peers that are installed."""
    try:
        import datasketch  # noqa: F401 - only whether it is there
    except ImportError:
        return {}
    return {"datasketch MinHash + LSH": minhash_lsh, "datasketch LSH Ensemble": lsh_ensemble}


def growth(bodies: Sequence[tuple[str, str]], sizes: Sequence[int]) -> list[dict[str, float]]:
    """Milliseconds to add one text to an index of so many texts, and the process's memory in MB; each
    text is fifteen sentences drawn anew, so that many texts share sentences."""
    from sayso.weigh.events.copies import CopyIndex, Paper

    rng = random.Random(7)
    pool = [sentence for _, text in bodies for sentence in sentences(text)]
    index, curve = CopyIndex(), []
    draw = partial(rng.choices, pool, k=15)
    for size in sizes:
        while len(index) < size - 200:
            index.add(Paper(str(len(index)), " ".join(draw())))
        fresh = [Paper(f"{size}-{n}", " ".join(draw())) for n in range(200)]
        start = time.perf_counter()
        for paper in fresh:
            index.add(paper)
        spent = (time.perf_counter() - start) / len(fresh) * 1000
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        curve.append({"texts": len(index), "ms_each": spent, "memory_mb": memory})
    return curve


def main(argv: Sequence[str]) -> int:
    """Print the figures of ours and the peers."""
    parser = argparse.ArgumentParser(prog="benchmarks copies", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--bodies", type=Path, default=bench_folder() / "stance/fnc1_train_bodies.jsonl")
    parser.add_argument("--growth", action="store_true", help="also the cost of one text at 1k, 10k and 100k")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    if not options.bodies.exists():
        print(f"Left out: there is no {options.bodies}; set SAYSO_BENCH or give --bodies.")
        return 0
    bodies = [(str(row["body_id"]), str(row["text"])) for row in rows(options.bodies)]
    made = make(bodies)
    figures = measure(made, {"sayso": ours} | peers())
    result: dict[str, Any] = {
        "benchmark": "copies",
        "bodies": {"file": options.bodies.name, "sha256": fingerprint(options.bodies)},
        "texts": len(made.texts),
        "pairs": len(made.gold),
        "figures": figures,
    }
    if options.growth:
        result["growth"] = growth(bodies, (1_000, 10_000, 100_000))
    print(json.dumps(result) if options.json else _table(result))
    return 0


def _table(result: dict[str, Any]) -> str:
    figures: dict[str, dict[str, float]] = result["figures"]
    lines = [f"{result['texts']} texts, {result['pairs']} pairs; {result['bodies']}"]
    names = list(figures)
    lines.append(" " * 20 + "  ".join(f"{name:>24}" for name in names))
    for metric in figures[names[0]]:
        values = (figures[name][metric] for name in names)
        lines.append(f"{metric:20}" + "  ".join(f"{value:24.3f}" for value in values))
    lines += [
        f"{row['texts']:>8} texts: {row['ms_each']:.3f} ms each, {row['memory_mb']:.0f} MB"
        for row in result.get("growth", [])
    ]
    return "\n".join(lines)
