import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.api import create_api
from sayso.errors import NoCase
from sayso.ledger.ledger import Ledger
from sayso.terms.question import Answer, Question, Weighing
from sayso.web import create_app
from tests.desk.case import QUESTION, build

HERE = "http://127.0.0.1:8400"
OWN = {"Sec-Fetch-Site": "same-origin"}
PAGES = [
    "/",
    "/?kind=contested&order=roots&q=dam",
    "/?published=2031-04-01T10:00Z",
    f"/question/{QUESTION.id}",
    f"/question/{QUESTION.id}?published=2031-04-01T10:00Z",
    f"/question/{QUESTION.id}?published=2031-03-01",
    f"/question/{QUESTION.id}/standing?published=2031-04-01T10:00Z&until=2031-04-03T08:00Z",
    f"/question/{QUESTION.id}?axis=event",
    f"/question/{QUESTION.id}?axis=recorded&recorded=2031-04-01",
    "/articles",
    "/articles?outlet=Orle+Post",
    "/articles?outlet=Nobody",
    "/sources",
    "/sources?q=nobody",
    "/outlets",
    "/entities",
    "/entities?q=nobody",
    "/entity/en-ohm",
    "/entity/en-brand",
    "/watchlists",
    "/watchlist?name=wanted",
    "/hits",
    "/hits?judged=true",
    "/hits?published=2020-01-01",
    "/search",
    "/search?q=dam",
    "/search?q=%22%00*%28NEAR",
    "/refusals",
    "/beats",
    "/stream",
    "/alerts",
    "/alerts/settings",
    "/health",
]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with build(tmp_path / "case") as ledger:
        yield ledger


@pytest.fixture
def client(ledger: Ledger) -> Iterator[TestClient]:
    app = create_app(ledger, mounts={"/api": create_api(ledger)})
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        yield client


def links(html: str) -> list[str]:
    return [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)', html)]


def test_there_has_to_be_a_case(tmp_path: Path) -> None:
    with pytest.raises(NoCase, match="sayso init"):
        create_app(tmp_path)


def test_every_page_and_everything_it_links_to_answers(client: TestClient) -> None:
    waiting, met = [*PAGES], set()
    while waiting:
        path = waiting.pop()
        if path in met:
            continue
        met.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        head = client.head(path)
        assert (head.status_code, head.content) == (200, b""), path
        if answer.headers["content-type"].startswith("text/html") and len(met) < 150:
            waiting += links(answer.text)
    assert len(met) > 40


def test_pages_are_right_without_javascript(client: TestClient) -> None:
    html = client.get(f"/question/{QUESTION.id}?published=2031-04-01T10:00Z").text
    assert "single root" in html
    assert "Ivo Brand" not in html.split('id="standing"')[1].split("How it moved")[0]
    assert "contested" in client.get(f"/question/{QUESTION.id}").text


def test_a_fragment_holds_no_page(client: TestClient) -> None:
    fragment = client.get(f"/question/{QUESTION.id}/standing").text
    assert "<html" not in fragment
    assert "What would settle it" in fragment


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_forbids_strange_scripts(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=|javascript:", without_text(answer.text))


def without_text(html: str) -> str:
    """The tags alone: what is escaped in text and attributes can't match."""
    return " ".join(re.findall(r"<[^>]*>", re.sub(r'="[^"]*"', "=", html)))


def test_errors_are_pages(client: TestClient) -> None:
    for path, code, words in (
        ("/nowhere", 404, "No such page"),
        ("/question/qu-none", 404, "Not in this case"),
        ("/article/ar-none", 404, "Not in this case"),
        ("/entity/en-none", 404, "Not in this case"),
        ("/source/so-none", 404, "Not in this case"),
        ("/evidence/none", 404, "Not in this case"),
        ("/evidence/" + "0" * 64, 404, "Not in this case"),
        ("/?published=yesterday", 400, "That is no moment"),
        ("/?skip=-1", 400, "asked"),
        ("/?kind=whatever", 400, "asked"),
        ("/question/qu-dam/statement/st-none", 404, "Not in this case"),
    ):
        answer = client.get(path)
        assert answer.status_code == code, path
        assert words in answer.text
        assert "Traceback" not in answer.text


def test_strange_hosts_are_refused(client: TestClient) -> None:
    for host in (
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8400",
        "",
        "[::1",
        "localhost@evil.example",
    ):
        assert client.get("/", headers={"Host": host}).status_code == 421, host
        assert client.get("/api/questions", headers={"Host": host}).status_code == 421, host
    for host in ("localhost", "127.0.0.1:8400", "[::1]:8400", "LOCALHOST:1"):
        assert client.get("/", headers={"Host": host}).status_code == 200, host


@pytest.mark.parametrize(
    ("method", "headers", "code"),
    [
        ("POST", {}, 403),
        ("POST", OWN, 405),
        ("DELETE", {}, 405),
        ("GET", {"Host": "evil.example"}, 421),
    ],
)
def test_whoever_refuses_at_the_api_does_so_in_its_one_shape(
    client: TestClient, method: str, headers: dict[str, str], code: int
) -> None:
    answer = client.request(method, "/api/questions", headers=headers)
    assert answer.status_code == code
    error = answer.json()["error"]
    assert set(error) == {"code", "kind", "item", "message", "advice"}
    assert error["code"] == code
    assert error["message"]


def test_only_its_own_pages_may_post(client: TestClient) -> None:
    form = {"answer": "burst", "holds": "true", "by": "Ann", "because": "I was there"}
    path = f"/question/{QUESTION.id}/settle"
    for headers in (
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ):
        assert client.post(path, data=form, headers=headers).status_code == 403, headers
    assert client.put(path).status_code == 405
    assert client.delete("/").status_code == 405
    assert client.post(path, headers={"Origin": "null"}).headers["Content-Type"].startswith("text/plain")
    assert "Settled by a person" not in client.get(f"/question/{QUESTION.id}").text
    same = {"Origin": HERE}
    assert client.post(path, data=form, headers=same, follow_redirects=False).status_code == 303


def test_settling_shows_and_reopening_restores(client: TestClient) -> None:
    before = client.get("/api/questions").json()["cards"][0]["kind"]
    form = {"answer": "held", "holds": "true", "by": "Ann <b>", "because": "I stood on it & looked"}
    answer = client.post(f"/question/{QUESTION.id}/settle", data=form, headers=OWN)
    assert "settled by a person" in answer.text
    assert "Ann &lt;b&gt;" in answer.text
    assert client.get("/api/questions").json()["cards"][0]["kind"] == "settled by a person"
    client.post(f"/question/{QUESTION.id}/reopen", headers=OWN)
    assert client.get("/api/questions").json()["cards"][0]["kind"] == before


def test_settling_needs_a_name_a_reason_and_an_answer(client: TestClient) -> None:
    path = f"/question/{QUESTION.id}/settle"
    for form, code in (
        ({"answer": "held", "by": " ", "because": "x"}, 400),
        ({"answer": "held", "by": "Ann", "because": " "}, 400),
        ({"answer": "none", "by": "Ann", "because": "x"}, 404),
        ({"answer": "held", "by": "A" * 5000, "because": "x"}, 400),
    ):
        assert client.post(path, data=form, headers=OWN).status_code == code


def test_a_rejected_statement_counts_nowhere_until_it_is_restored(client: TestClient) -> None:
    page = client.get(f"/api/questions/{QUESTION.id}").json()
    denials = [line for line in page["lines"] if line["polarity"] == "denies"]
    statement = denials[0]["statement"]["id"]
    form = {"kind": "reject", "by": "Ann", "because": "misread"}
    answer = client.post(f"/statement/{statement}/correct", data=form, headers=OWN)
    assert "rejected by" in answer.text
    after = client.get(f"/api/questions/{QUESTION.id}").json()
    assert statement not in {line["statement"]["id"] for line in after["lines"]}
    client.post(f"/statement/{statement}/restore", headers=OWN)
    assert client.get(f"/api/questions/{QUESTION.id}").json()["status"] == page["status"]


def test_a_date_is_corrected_and_taken_back(ledger: Ledger) -> None:
    weighed: list[Ledger] = []
    article = ledger.at().articles()[0]
    with TestClient(create_app(ledger, weigh_again=weighed.append), base_url=HERE) as client:
        form = {"published": "2021-02-03", "by": "Ann <b>", "because": "the <i>print"}
        answer = client.post(f"/article/{article.id}/date", data=form, headers=OWN)
        assert "corrected by <bdi>Ann &lt;b&gt;" in answer.text
        assert "the &lt;i&gt;print" in answer.text
        assert ledger.at().article(article.id).published.moment == datetime(2021, 2, 3, tzinfo=UTC)
        for wrong in ({**form, "published": "3/4/2021"}, {**form, "because": ""}):
            assert client.post(f"/article/{article.id}/date", data=wrong, headers=OWN).status_code == 400
        client.post(f"/article/{article.id}/undate", headers=OWN)
    assert ledger.at().articles()[0] == article
    assert weighed == [ledger, ledger]


def test_names_are_judged_and_it_is_taken_back(ledger: Ledger) -> None:
    weighed: list[Ledger] = []
    with TestClient(create_app(ledger, weigh_again=weighed.append), base_url=HERE) as client:
        form = {"other": "en-other", "verdict": "same", "by": "Ann", "because": "one man"}
        answer = client.post("/entity/en-brand/judge", data=form, headers=OWN)
        assert "one man" in answer.text
        assert "One or two?" not in answer.text
        assert weighed == [ledger]
        form["verdict"] = "different"
        client.post("/entity/en-other/judge", data={**form, "other": "en-brand"}, headers=OWN)
        assert [each.verdict.value for each in ledger.at().judgements()] == ["different"]
        client.post("/entity/en-brand/unjudge", data={"other": "en-other"}, headers=OWN)
        assert ledger.at().judgements() == ()
        for wrong in ({**form, "other": "en-none"}, {**form, "by": ""}, {**form, "other": "en-brand"}):
            assert client.post("/entity/en-brand/judge", data=wrong, headers=OWN).status_code in (400, 404)


def test_evidence_is_given_and_never_shown(client: TestClient) -> None:
    article = client.get("/api/articles").json()["articles"][0]["id"]
    digest = client.get(f"/api/articles/{article}").json()["article"]["evidence"]
    answer = client.get(f"/evidence/{digest}")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_an_empty_desk_says_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "my case"
    steps = {
        "/": "sayso add",
        "/articles": "sayso add",
        "/sources": "sayso add",
        "/entities": "sayso add",
        "/outlets": "sayso add",
        "/recordings": "sayso add",
        "/watchlists": "sayso import-list",
        "/hits": "sayso screen",
        "/beats": "sayso follow",
        "/stream": "sayso watch",
        "/alerts": "sayso watch",
    }
    with Ledger.create(folder) as ledger, TestClient(create_app(ledger), base_url=HERE) as client:
        for path, step in steps.items():
            shown = unescape(client.get(path).text)
            assert step in shown, path
            assert f"--case '{folder}'" in shown, path
        for path in ("/search?q=a", "/refusals", "/?published=2020-01-01"):
            assert client.get(path).status_code == 200


def test_a_failure_is_a_page_without_details(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret path /home/ann")

    monkeypatch.setattr("sayso.web.pages.board", fail)
    with TestClient(create_app(ledger), base_url=HERE, raise_server_exceptions=False) as client:
        answer = client.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


def test_a_hit_is_confirmed_once_for_all_names_and_taken_back(client: TestClient, ledger: Ledger) -> None:
    waiting = client.get("/hits").text
    assert "Also by" in waiting
    hits = {each.hit.query: each.hit.id for each in ledger.at().hits()}
    answer = client.post(
        f"/hits/{hits['Petra Ohm']}/judge", data={"verdict": "same", "by": "Ada"}, headers=OWN
    )
    assert answer.status_code == 200
    assert "Petra Ohm" not in answer.text
    assert ledger.at().settled_hits() == {hits["Petra Ohm"], hits["warden Petra Ohm"]}
    assert "confirmed by" in client.get("/hits?judged=true").text
    assert "confirmed" in client.get("/entity/en-ohm").text
    client.post(f"/hits/{hits['Petra Ohm']}/unjudge", data={"of": "en-ohm"}, headers=OWN)
    assert not ledger.at().settled_hits()
    assert "Petra Ohm" in client.get("/hits").text


def test_a_hit_is_judged_by_somebody_and_from_the_desk_alone(client: TestClient, ledger: Ledger) -> None:
    (hit, *_) = (each.hit.id for each in ledger.at().hits())
    assert client.post(f"/hits/{hit}/judge", data={"verdict": "same"}, headers=OWN).status_code == 400
    strange = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    posted = client.post(f"/hits/{hit}/judge", data={"verdict": "same", "by": "Eve"}, headers=strange)
    assert posted.status_code == 403
    assert (
        client.post("/hits/hit-no/judge", data={"verdict": "same", "by": "A"}, headers=OWN).status_code == 404
    )
    assert not ledger.at().settled_hits()


def test_a_person_puts_a_question_otherwise_and_takes_it_back(client: TestClient) -> None:
    who = {"by": "Eve", "because": "it is clearer"}
    page = f"/question/{QUESTION.id}"
    renamed = client.post(
        f"{page}/frame", data={"kind": "rename", "words": "Did it hold?", **who}, headers=OWN
    )
    assert renamed.status_code == 200
    assert "Did it hold?" in client.get("/").text
    article = client.get(page).text.split('name="articles" value="')[1].split('"')[0]
    form = {"kind": "split", "articles": article, "words": "What did one paper say?", **who}
    assert "What did one paper say?" in client.post(f"{page}/frame", data=form, headers=OWN).text
    assert "What did one paper say?" in client.get("/").text
    for wrong in ({"kind": "merge", "into": "qu-none"}, {"kind": "split"}, {"kind": "rename", "words": " "}):
        answer = client.post(f"{page}/frame", data={**wrong, **who}, headers=OWN)
        assert answer.status_code in (400, 404), wrong
    for kind in ("split", "rename"):
        client.post(f"{page}/unframe", data={"kind": kind}, headers=OWN)
    assert "What did one paper say?" not in client.get("/").text
    assert QUESTION.asks in client.get("/").text
    assert client.post(f"{page}/unframe", data={"kind": "rename"}, headers=OWN).status_code == 404


def test_a_question_with_one_answer_says_it_once(tmp_path: Path) -> None:
    lone = Question(
        "qu-lone", "Was the dam seen to burst?", "general", (), (Answer("seen", "the dam was seen"),)
    )
    with build(tmp_path / "case") as ledger:
        borne = ledger.at().bearings(QUESTION.id)
        bearings = tuple(replace(item.bearing, question=lone.id, answer="seen") for item in borne)
        with ledger.writing() as writer:
            writer.weighing(Weighing((lone,), bearings, (), (), ()))
        with TestClient(create_app(ledger), base_url=HERE) as client:
            html, board = client.get(f"/question/{lone.id}").text, client.get("/").text
    assert '<h2 dir="auto" class="out">The dam was seen</h2>' in html
    assert "Answers and roots" not in html  # each root stands under the one answer already
    assert '<span class="out">the dam was seen</span>' in board
    assert "No source here has a history in this case yet" in html
    assert '<b class="letter"' not in html
