"""Count how often words of names occur and write src/sayso/resolve/rarity.npz.

Counted on the public watchlists (UN, OFAC) and the unlisted screening queries, all marked trainable.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from benchmarks.corpora import bench_folder
from sayso.resolve.parts import parts_of

TARGET = Path(__file__).parent.parent / "src" / "sayso" / "resolve" / "rarity.npz"


def names(folder: Path) -> Iterator[str]:
    """One name for each entity: aliases would count a family of spellings many times."""
    for file, key in (("watchlist_un", "name"), ("watchlist_ofac", "name"), ("screening_queries", "clean")):
        with (folder / f"{file}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if file != "screening_queries" or row.get("negative"):
                    yield row[key]


def main(argv: Sequence[str]) -> int:
    """Write the table; words seen once are left out, they are as good as unseen."""
    sounds: Counter[str] = Counter()
    total = 0
    for name in names(bench_folder() / "names"):
        total += 1
        words = parts_of(name).words
        sounds.update({word.sound for word in words if word.sound})
        sounds.update({f"*{word.bones}" for word in words if len(word.bones) > 1})
    kept = sorted(sound for sound, count in sounds.items() if count > 1)
    rarity = [math.log(total / sounds[sound]) / math.log(total) for sound in kept]
    np.savez_compressed(
        TARGET,
        sounds=np.frombuffer("\n".join(kept).encode("ascii"), np.uint8),
        rarity=np.clip(np.round(np.array(rarity) * 255), 0, 255).astype(np.uint8),
    )
    print(f"{len(kept)} words of {total} names, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
