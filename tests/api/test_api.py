from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from sayso.api import create_api
from sayso.web import create_app
from tests.desk.case import QUESTION, build

WATCH = ["beats", "stream", "alerts", "alerts/settings", "health"]
READS = [
    "questions",
    f"questions/{QUESTION.id}",
    f"questions/{QUESTION.id}/history",
    "articles",
    "sources",
    "outlets",
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with build(tmp_path_factory.mktemp("api") / "case") as ledger:
        app = create_app(ledger, mounts={"/api": create_api(ledger)})
        with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
            yield client


@pytest.mark.parametrize("path", [*READS, *WATCH, "search?q=dam", "refusals"])
def test_every_context_is_served(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert "as_of" in answer.json() or "steps" in answer.json()


def test_as_of_is_one_parameter_away(client: TestClient) -> None:
    then = client.get(f"/api/questions/{QUESTION.id}?published=2031-04-01T10:00Z").json()
    now = client.get(f"/api/questions/{QUESTION.id}").json()
    assert (then["status"]["kind"], now["status"]["kind"]) == ("single root", "contested")
    assert then["as_of"]["published"] == "2031-04-01T10:00:00Z"
    assert now["answers"][0]["affirming"][0]["root"]["name"] == "Petra Ohm"


@pytest.mark.parametrize(
    ("path", "code", "kind"),
    [
        ("questions/qu-none", 404, "NotFound"),
        ("articles/ar-none", 404, "NotFound"),
        ("sources/so-none", 404, "NotFound"),
        ("questions?published=soon", 400, "BadTime"),
        ("questions?limit=0", 400, "BadField"),
        ("questions?limit=x", 400, "BadField"),
        ("questions?kind=x", 400, "BadField"),
        ("nothing", 404, "NoSuchAddress"),
    ],
)
def test_errors_have_one_shape(client: TestClient, path: str, code: int, kind: str) -> None:
    answer = client.get(f"/api/{path}")
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["kind"]) == (code, code, kind)
    assert set(error) == {"code", "kind", "item", "message", "advice"}
    assert error["message"]


def test_lists_come_in_pages(client: TestClient) -> None:
    first = client.get("/api/articles?limit=2").json()
    rest = client.get("/api/articles?limit=1000&skip=2").json()
    assert (len(first["articles"]), first["more"], rest["more"]) == (2, True, False)
    ids = [head["id"] for head in (*first["articles"], *rest["articles"])]
    assert len(ids) == len(set(ids)) == 5
