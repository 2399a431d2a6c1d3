"""When it happened, on the pages of a question and of an article."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.request import urlopen

from fastapi.testclient import TestClient

from sayso.api import create_api
from sayso.cli.lines import article_lines, question_lines
from sayso.desk.article import article_page
from sayso.desk.question import question_page
from sayso.web import create_app
from tests.desk.case import QUESTION
from tests.desk.test_whens import build


def get(address: str) -> str:
    with urlopen(address) as answer:  # a desk of our own on a loopback port
        return str(answer.read().decode())


def test_the_example_shows_first_since_july(example: str) -> None:
    pages = re.findall(r'href="(/article/[^"#?]*)', get(f"{example}/articles"))
    shown = [get(f"{example}{each}") for each in dict.fromkeys(pages)]
    (html,) = [each for each in shown if "Said to be the first since" in each]
    assert "first public words since July" in html
    assert "Tue 1 Jul 2025, 00:00 to Thu 12 Mar 2026, 18:21" in html
    assert re.search(r"\d+ statements about <bdi>Ruvan Ostrel</bdi>", html)


def test_a_question_shows_both_days(tmp_path: Path) -> None:
    with build(tmp_path / "case") as ledger:
        app = create_app(ledger, mounts={"/api": create_api(ledger)})
        with TestClient(app, base_url="http://127.0.0.1:8400") as client:
            html = client.get(f"/question/{QUESTION.id}").text
            earlier = client.get(f"/question/{QUESTION.id}?published=2031-04-07T10:00Z").text
            data = json.loads(client.get(f"/api/questions/{QUESTION.id}").content)
        assert "Outlets differ on when it happened" in html
        assert "Outlets differ on when it happened" not in earlier
        assert [side[0]["words"] for side in data["whens"][0]["sides"]] == ["Friday", "Saturday"]
        view = ledger.at()
        told = "\n".join(question_lines(question_page(view, QUESTION.id)))
        assert '"Saturday" (Orle Post' in told
        pages = (article_page(view, head.id) for head in view.articles())
        assert any("since March" in "\n".join(article_lines(page)) for page in pages if page.firsts)


def test_no_page_of_a_question_names_an_article_by_its_id(example: str) -> None:
    questions = set(re.findall(r'href="(/question/[^"#?]*)', get(f"{example}/")))
    shown = [re.sub(r"<[^>]*>", " ", get(f"{example}{each}")) for each in questions]
    assert any("shows whom" in page for page in shown)
    assert [page for page in shown if re.search(r"\bar-[0-9a-f]{8}", page)] == []
