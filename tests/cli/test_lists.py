"""Watchlists on the command line: taken in, listed, compared, hits confirmed and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run_sayso
from tests.desk.case import build

LIST = "id,name,kind,rewards\nz-1,Иво Бранд,person,USD 500 for news of him\n"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    build(folder / "case").close()
    (folder / "harbour.csv").write_text(LIST, encoding="utf-8")
    return folder


def test_from_the_list_to_a_judgement(filled: Path) -> None:
    taken = run_sayso("import-list", "harbour.csv", "--dated", "2021-04-01", folder=filled)
    assert "1 entry" in taken.stdout, taken.stderr
    listed = run_sayso("watchlists", folder=filled).stdout
    assert "harbour" in listed
    assert "in force" in listed

    found = json.loads(run_sayso("hits", "--json", folder=filled).stdout)
    (row,) = (
        each
        for each in found["hits"]
        if each["hit"]["query"] == "Ivo Brand" and each["hit"]["entry"] == "z-1"
    )
    assert row["hit"]["name"]["right"] == "Иво Бранд"
    assert row["id"].startswith("hit-")
    shown = run_sayso("hits", folder=filled).stdout
    assert "reward USD 500" in shown
    key = next(line.split()[0] for line in shown.splitlines() if "Ivo Brand  =  Иво" in line)
    assert row["id"].startswith(key)

    done = run_sayso("confirm", key, "--by", "Ada", "--because", "the same photograph", folder=filled)
    assert "Confirmed" in done.stdout, done.stderr
    assert key not in run_sayso("screen", folder=filled).stdout
    assert "confirmed by Ada" in run_sayso("hits", "--judged", folder=filled).stdout
    assert "confirmed" in run_sayso("entity", "en-brand", folder=filled).stdout
    assert "waits again" in run_sayso("confirm", key, "--undo", folder=filled).stdout
    assert key in run_sayso("hits", folder=filled).stdout


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["import-list", "cut.csv"], 1, "line 2"),
        (["import-list", "cut.csv", "--dated", "soon"], 1, "2026-03-09"),
        (["watchlists", "nobody"], 5, "sayso watchlists"),
        (["confirm", "hit-none"], 5, "hit-none"),
    ],
)
def test_mistakes_get_a_sentence(filled: Path, argv: list[str], code: int, words: str) -> None:
    (filled / "cut.csv").write_text("id,name\n1", encoding="utf-8")
    done = run_sayso(*argv, folder=filled)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_case_a_list_is_asked_for(sayso: Run) -> None:
    assert "sayso init" in sayso("screen", "Ada").stderr
