"""Archive and extract: pages a second, beside trafilatura called in a loop on the same pages.

The pages are made here from a fixed seed: articles of invented words between the menus, teasers,
scripts and comments that real pages wrap them in. Each engine's text is compared with the sentences
that the page was made of, so that speed is not bought with losses.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from statistics import median

from sayso.collect import Collected, Gathered, Options, Refusal, collect
from sayso.collect.archive import file_of, head_of
from sayso.ledger.shelf import Shelf

_SYLLABLES = tuple(first + second for first in "bdfgklmnprstv" for second in "aeio")


@dataclass(frozen=True)
class Page:
    """One made page and the paragraphs of its article."""

    markup: bytes
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """What one engine did: seconds by the clock and of processors (its children's too), and the shares
    of words found and of words that belong there."""

    name: str
    seconds: float
    processor: float
    recall: float
    precision: float

    def speed(self, pages: int) -> float:
        """Pages a second."""
        return pages / self.seconds


def make_pages(number: int, *, seed: int = 7) -> list[Page]:
    """`number` pages of 20 to 120 kB."""
    dice = random.Random(seed)
    return [_page(dice, index) for index in range(number)]


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(1, 4)))


def _sentence(dice: random.Random) -> str:
    words = [_word(dice) for _ in range(dice.randint(8, 28))]
    words.insert(dice.randint(2, 6), dice.choice(["said", "denied", "according to", "reported"]))
    return " ".join(words).capitalize() + "."


def _page(dice: random.Random, index: int) -> Page:
    body = tuple(
        " ".join(_sentence(dice) for _ in range(dice.randint(1, 5))) for _ in range(dice.randint(6, 40))
    )
    menu = "".join(
        f'<li class="menu-item"><a href="/{_word(dice)}">{_word(dice)}</a></li>' for _ in range(60)
    )
    teasers = "".join(
        f'<div class="teaser"><a href="/{_word(dice)}/{n}"><img src="/i/{n}.jpg">'
        f"<h4>{_sentence(dice)}</h4></a></div>"
        for n in range(dice.randint(10, 60))
    )
    script = (
        "<script>var data=" + json.dumps([_word(dice) for _ in range(dice.randint(200, 4_000))]) + "</script>"
    )
    comments = "".join(
        f'<div class="comment"><p>{_sentence(dice)}</p></div>' for _ in range(dice.randint(0, 20))
    )
    title = " ".join(_word(dice) for _ in range(8)).capitalize()
    date = f"20{dice.randint(10, 24)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}T10:00:00+01:00"
    text = "".join(f"<p>{part}</p>" for part in body)
    author = f'<meta name="author" content="Ana {_word(dice).title()}">' if dice.random() < 0.6 else ""
    markup = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Post</title>{author}'
        f'<meta property="og:site_name" content="Post {index % 20}">'
        f'<link rel="canonical" href="https://p.example/{index}">'
        f'<meta property="article:published_time" content="{date}"><style>{"p{margin:0}" * 300}</style>'
        f"{script}</head><body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>"
        f'<div class="body">{text}</div></article><aside class="related">{teasers}</aside>'
        f'<section id="comments">{comments}</section></main>'
        f"<footer><ul>{menu}</ul><p>All rights reserved.</p></footer>{script}</body></html>"
    )
    return Page(markup.encode(), body)


def ours(pages: Sequence[Page], archive: Path, *, workers: int) -> list[str]:
    """Archive each page as WARC, forced to the disk every 16 pages as an add does, then extract: the
    text of each page."""
    shelf = Shelf(archive, known=lambda file: 0, head=head_of)
    numbers = count(1)

    def keep(gathered: Gathered) -> None:
        shelf.append(file_of(gathered)[0])
        if next(numbers) % 16 == 0:
            shelf.sync()

    options = Options(workers=workers, offline=True)
    texts = [_text(each) for each in collect((page.markup for page in pages), options=options, keep=keep)]
    shelf.close()
    return texts


def serial(pages: Sequence[Page], *, fast: bool) -> list[str]:
    """trafilatura with metadata, one page after the other, nothing archived."""
    from trafilatura import bare_extraction

    documents = (bare_extraction(page.markup, fast=fast, with_metadata=True) for page in pages)
    return [document.text if document is not None else "" for document in documents]


def _text(result: Collected | Refusal) -> str:
    return result.articles[0].text if isinstance(result, Collected) and result.articles else ""


def measured(name: str, pages: Sequence[Page], work: Callable[[], Iterable[str]]) -> Run:
    """Run one engine on all pages and score its texts by words."""
    began, used = time.perf_counter(), processor_seconds()
    texts = list(work())
    seconds, processor = time.perf_counter() - began, processor_seconds() - used
    found = wanted = given = 0
    for page, text in zip(pages, texts, strict=True):
        kept = sum(len(part.split()) for part in page.paragraphs if part in text)
        found += kept
        wanted += sum(len(part.split()) for part in page.paragraphs)
        given += len(text.split())
    return Run(name, seconds, processor, found / wanted, min(1.0, found / max(given, 1)))


def processor_seconds() -> float:
    """What this process and the children that it has seen end have used."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def turn(pages: Sequence[Page], folder: Path, *, pair: bool) -> list[Run]:
    """Each engine once, one after the other; with `pair` only the first and the last."""
    for name in ("1", "2"):
        shutil.rmtree(folder / name, ignore_errors=True)
    engines: list[tuple[str, Callable[[], Iterable[str]]]] = [
        ("trafilatura, serial", lambda: serial(pages, fast=False)),
        ("trafilatura fast, serial", lambda: serial(pages, fast=True)),
        ("sayso, 1 child", lambda: ours(pages, folder / "1", workers=1)),
        ("sayso, 2 children", lambda: ours(pages, folder / "2", workers=2)),
    ]
    return [measured(name, pages, work) for name, work in (engines[::3] if pair else engines)]


def best(turns: Sequence[Run]) -> Run:
    """The quickest of an engine's turns: what other work on the machine disturbed least."""
    return min(turns, key=lambda run: run.seconds)


def times(turns: Sequence[Sequence[Run]], engine: int) -> list[float]:
    """How many times as fast as the serial run an engine was, in each turn, the least first."""
    return sorted(runs[0].seconds / runs[engine].seconds for runs in turns)


def main(argv: Sequence[str]) -> int:
    """Print pages a second of each engine, and the size of the archive beside gzip."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks collecting", description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--pair", action="store_true", help="only trafilatura and sayso with 2 children")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    pages = make_pages(asked.pages)
    folder = Path(tempfile.mkdtemp())
    serial(pages[:3], fast=False)  # the imports and first calls are nobody's work
    try:
        turns = [turn(pages, folder, pair=asked.pair) for _ in range(asked.turns)]
        stored = sum(path.stat().st_size for path in (folder / "2").iterdir())
    finally:
        shutil.rmtree(folder)
    packed = sum(len(gzip.compress(page.markup)) for page in pages)
    tell(turns, pages=len(pages), storage=stored / packed, as_json=asked.json)
    return 0


def tell(turns: Sequence[Sequence[Run]], *, pages: int, storage: float, as_json: bool) -> None:
    """Print the figures as a table, or as one JSON object: the best speed of each engine, and how many
    times that of the serial run it was in the same turn (the median, the least, the most)."""
    runs = [best(each) for each in zip(*turns, strict=True)]
    ratios = [times(turns, engine) for engine in range(len(runs))]
    if as_json:
        rows = [
            {"name": run.name, "pages_a_second": run.speed(pages), "times": median(ratio)}
            | {"processor_ms_a_page": 1000 * run.processor / pages}
            | {"recall": run.recall, "precision": run.precision}
            for run, ratio in zip(runs, ratios, strict=True)
        ]
        json.dump({"pages": pages, "storage_to_gzip": storage, "runs": rows}, sys.stdout, indent=1)
        return
    print(f"{'':26} pages/s  times (least to most)  processor ms/page  words found  words right")
    for run, ratio in zip(runs, ratios, strict=True):
        used = 1000 * run.processor / pages
        spread = f"{median(ratio):.2f} ({ratio[0]:.2f} to {ratio[-1]:.2f})"
        print(
            f"{run.name:26} {run.speed(pages):7.1f} {spread:>22} {used:18.2f} "
            f"{run.recall:12.3f} {run.precision:12.3f}"
        )
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"archive / gzip of the pages: {storage:.3f}; load of the machine {load}")
