"""Questions renamed, split, merged and asked on the command line, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import run_sayso
from tests.desk.case import QUESTION, build


def test_questions_are_put_otherwise_and_back(tmp_path: Path) -> None:
    with build(tmp_path / "case") as ledger:
        articles = [item.article.id for item in ledger.at().bearings(QUESTION.id)]

    def said(*argv: str, code: int = 0) -> str:
        done = run_sayso(*argv, "--case", "case", folder=tmp_path)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    why = ("--because", "clearer", "--by", "ada")
    assert "sayso question" in said("rename", "qu-dam", "Did it hold?", *why)
    made = json.loads(said("split", "qu-dam", articles[0], "--words", "One paper?", *why, "--json"))
    shown = said("questions")
    assert "Did it hold?" in shown
    assert "One paper?" in shown
    said("merge", made["shown"], "qu-dam", *why)
    said("rename", "qu-dam", "--undo")
    shown = said("questions")
    assert "One paper?" not in shown
    assert QUESTION.asks in shown
    asked = ("ask", "Was the dam safe?", "--answer", "the dam at Orle burst", "--about", articles[0])
    name = json.loads(said(*asked, *why, "--json"))["question"]
    said("ask", name, "--undo")
