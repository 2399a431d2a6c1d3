"""The pages about evidence: what changed, whose hands it went through, and that looking is noted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.cli.main import main
from sayso.collect import Options
from sayso.ledger import Ledger
from sayso.run.add import add
from sayso.terms.time import NOW
from sayso.web.app import create_app

URL = "https://mail.example/1"
OLD = "Two officials said on Friday that Tomas Reld was killed.\n\nRain fell on the pier <b>all</b> day."
NEW = OLD.replace("was killed", "was reportedly killed")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Ledger]:
    lines = [
        json.dumps(
            {
                "outlet": "Harbour Mail",
                "published": f"2031-03-{day:02}",
                "title": "Pier 4",
                "text": text,
                "url": URL,
            }
        )
        for day, text in ((3, OLD), (5, NEW))
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(lines))
    with Ledger.create(tmp_path / "case") as ledger:
        add(ledger, [tmp_path / "all.jsonl"], options=Options())
        yield ledger


def ids(case: Ledger) -> list[str]:
    return [each.head.id for each in case.at(NOW).versions(URL)]


def page(case: Ledger, path: str, *, code: int = 200) -> str:
    answer = TestClient(create_app(case), base_url="http://localhost").get(path)
    assert answer.status_code == code
    return str(answer.text)  # of no type where the client that the test client prefers is not installed


def test_both_versions_stand_beside_each_other_with_the_hedge_marked(case: Ledger) -> None:
    old, new = ids(case)
    found = page(case, f"/article/{new}/changes")
    assert " <ins>reportedly</ins>" in found
    assert '<span class="changed hedge">hedge</span>' in found
    assert "“reportedly” came in" in found
    assert "&lt;b&gt;all&lt;/b&gt;" in found
    inline = page(case, f"/article/{new}/changes?beside=false")
    assert 'class="diff inline"' in inline
    assert "the first words that are known" in page(case, f"/article/{old}/changes")
    assert page(case, f"/article/{new}/changes?since=ar-none", code=404)


def test_the_article_says_that_there_are_newer_words(case: Ledger) -> None:
    old, new = ids(case)
    assert "These are older words" in page(case, f"/article/{old}")
    assert "Version 2 of 2" in page(case, f"/article/{new}")


def test_custody_names_who_stored_and_who_looked(case: Ledger) -> None:
    _, new = ids(case)
    page(case, f"/article/{new}")
    evidence = case.at(NOW).article(new).evidence
    page(case, f"/evidence/{evidence}")
    page(case, "/article/ar-none", code=404)
    found = page(case, f"/article/{new}/custody")
    assert "its words were stored" in found
    assert f"/article/{new}</code>" in found
    noted = [(access.did.value, access.item) for access in case.accesses.accesses()]
    assert noted[-3:] == [
        ("viewed", f"/article/{new}"),
        ("exported", f"/evidence/{evidence}"),
        ("viewed", f"/article/{new}/custody"),
    ]
    assert list(case.verify()) == []


def test_the_command_line_shows_the_same(case: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    _, new = ids(case)
    assert main(["versions", new[:11], "--case", str(case.folder)]) == 0
    out = capsys.readouterr().out
    assert "Harbour Mail: 2 versions" in out
    assert "  hedge: “reportedly” came in" in out
    assert main(["versions", new, "--json", "--case", str(case.folder)]) == 0
    assert json.loads(capsys.readouterr().out)["changes"][0]["kind"] == "hedge"
    assert main(["custody", new, "--case", str(case.folder)]) == 0
    assert "its words were stored" in capsys.readouterr().out
    assert [access.item for access in case.accesses.accesses()] == [
        f"versions {new[:11]}",
        f"versions {new}",
        f"custody {new}",
    ]
