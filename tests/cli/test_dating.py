"""A wrong published time is corrected on the command line, and what hangs on it follows."""

import json
from pathlib import Path
from typing import Any

from tests.cli.conftest import run_sayso

STORY = {
    "outlet": "Harbour Courier",
    "published": "2026-03-13",
    "title": "Pilot heard again",
    "text": "Edrin Faal was seen at the pier on Tuesday, the harbour master said."
    "\n\nHe had not been seen since July.",
}


def _shown(folder: Path, article: str) -> Any:
    return json.loads(run_sayso("article", article, "--json", folder=folder).stdout)


def _times(folder: Path, article: str) -> list[str]:
    return [time["readings"][0]["value"] for time in _shown(folder, article)["times"]]


def test_a_wrong_date_is_corrected_and_taken_back(tmp_path: Path) -> None:
    (tmp_path / "story.jsonl").write_text(json.dumps(STORY), encoding="utf-8")
    assert run_sayso("add", "story.jsonl", folder=tmp_path).returncode == 0
    (found,) = json.loads(run_sayso("search", "pier", "--json", folder=tmp_path).stdout)["articles"]
    article = found["article"]["id"]
    assert _times(tmp_path, article) == ["2026-03-10", "2025-07"]

    done = run_sayso(
        "date", article[:9], "2024-09-05", "--because", "the print", "--by", "Ada", folder=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "2 times were grounded anew" in done.stdout
    assert _times(tmp_path, article) == ["2024-09-03", "2024-07"]
    (dating,) = _shown(tmp_path, article)["datings"]
    assert (dating["by"], dating["because"]) == ("Ada", "the print")

    back = run_sayso("date", article, "--undo", "--json", folder=tmp_path)
    assert json.loads(back.stdout)["published"]["basis"] == "the record"
    assert _times(tmp_path, article) == ["2026-03-10", "2025-07"]
    assert "nothing was changed" in run_sayso("date", article, "--undo", folder=tmp_path).stdout
    assert run_sayso("verify", folder=tmp_path).returncode == 0


def test_what_is_no_date_is_refused(tmp_path: Path) -> None:
    (tmp_path / "story.jsonl").write_text(json.dumps(STORY), encoding="utf-8")
    run_sayso("add", "story.jsonl", folder=tmp_path)
    for stamp, reason, code in (
        ("03/04/2014", "is not a moment", 2),
        ("2999-01-01", "is not a moment", 2),
        ("", "gives one or takes one back", 1),
    ):
        done = run_sayso("date", "ar-", stamp, "--because", "x", folder=tmp_path)
        assert (done.returncode, reason in done.stderr) == (code, True), done.stderr
    assert run_sayso("date", "ar-", "2026-03-01", folder=tmp_path).returncode == 1  # no reason given
    assert run_sayso("date", "ar-nobody", "2026-03-01", "--because", "x", folder=tmp_path).returncode == 5
