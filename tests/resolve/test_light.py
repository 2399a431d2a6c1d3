"""What lists and pages need of this stage loads neither numpy nor rapidfuzz, and its vocabulary is sound."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from importlib.resources import files

import pytest

LIGHT = "import sayso.resolve, sayso.resolve.judge, sayso.resolve.dossier, sayso.resolve.privacy, sys"


def test_pages_load_no_heavy_library() -> None:
    heavy = "print([name for name in ('numpy', 'rapidfuzz', 'spacy', 'anyascii') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", f"{LIGHT}; {heavy}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def words(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [word for item in items for word in words(item)]


def table(name: str) -> dict[str, object]:
    return tomllib.loads((files("sayso.resolve") / name).read_text(encoding="utf-8"))


def test_words_of_names_are_lower_case_latin_letters() -> None:
    for word in words(table("names.toml")):
        assert word.isascii()
        assert word == word.lower()
        assert word.replace(" ", "").isalnum(), word


@pytest.mark.parametrize("key", ["nicknames", "distinct"])
def test_rows_have_two_or_more(key: str) -> None:
    rows = table("names.toml")[key]
    assert isinstance(rows, list)
    assert all(len(row) > 1 for row in rows)


def test_a_name_that_a_body_shares_with_another_is_no_alias() -> None:
    seen: dict[str, str] = {}
    renamed = table("roles.toml")["renamed"]
    assert isinstance(renamed, list)
    for row in renamed:
        for name in row["names"]:
            assert seen.setdefault(name, row["names"][0]) == row["names"][0], name
