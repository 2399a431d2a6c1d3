"""A person's way through a case: init, add, look, search, add again."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run_sayso

STORIES = [
    {
        "outlet": "Harbour Courier",
        "published": "2026-03-06",
        "title": "Ferry captain killed, port authority says",
        "text": "The ferry captain Teo Marsh was killed in the fire at Brack on Thursday, "
        "the port authority said."
        "\n\nThe fire broke out on the car deck of the Anselma shortly before noon, the authority said.",
    },
    {
        "outlet": "Brack Post",
        "published": "2026-03-06",
        "title": "Fire on the Anselma",
        "text": "Teo Marsh, captain of the ferry Anselma, was killed in the fire at Brack, "
        "the Courier reported."
        "\n\nThe port authority said the fire broke out on the car deck.",
    },
    {
        "outlet": "Lowland Post",
        "published": "2026-03-07",
        "title": "Captain alive, family says",
        "text": "The family of the ferry captain Teo Marsh denied on Friday that he was killed "
        "in the fire at Brack."
        '\n\n"Teo Marsh is alive," his sister, Ila Marsh, said. "He called us from the Anselma."',
    },
]


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    path = tmp_path / "stories.jsonl"
    path.write_text("\n".join(json.dumps(story) for story in STORIES), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with the stories, made once for all tests that only look."""
    folder = tmp_path_factory.mktemp("filled")
    path = folder / "stories.jsonl"
    path.write_text("\n".join(json.dumps(story) for story in STORIES), encoding="utf-8")
    done = run_sayso("add", str(path), "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["new"] == len(STORIES)
    return folder / "case"


def test_the_same_add_again_adds_nothing(sayso: Run, stories: Path) -> None:
    sayso("add", str(stories))
    again = json.loads(sayso("add", str(stories), "--json").stdout)
    assert (again["new"], again["known"]) == (0, len(STORIES))


def test_an_article_with_its_statements_and_a_search(sayso: Run, filled: Path) -> None:
    found = json.loads(sayso("search", "captain", "--json", "--case", str(filled)).stdout)
    article = found["articles"][0]["article"]["id"]
    page = sayso("article", article[:12], "--case", str(filled))
    assert "statement" in page.stdout
    assert "evidence sha256" in page.stdout


def test_a_broken_item_is_named_and_the_others_go_on(sayso: Run, stories: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    done = sayso("add", str(tmp_path / "empty.html"), str(stories), "--json")
    assert done.returncode == 1
    assert "empty.html" in done.stderr
    assert json.loads(done.stdout)["new"] == len(STORIES)


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["questions"], 3, "sayso init"),
        (["question", "qu-0"], 3, "no case"),
        (["questions", "--as-of", "soon"], 2, "not a moment"),
        (["frobnicate"], 2, "frobnicate"),
        (["add"], 2, "PATH"),
    ],
)
def test_mistakes_get_a_sentence_and_an_exit_code(sayso: Run, argv: list[str], code: int, words: str) -> None:
    done = sayso(*argv)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_id_names_where_to_look(sayso: Run) -> None:
    sayso("init")
    done = sayso("question", "qu-none")
    assert done.returncode == 5
    assert "sayso questions" in done.stderr


def test_init_twice_is_refused(sayso: Run) -> None:
    assert sayso("init", "mine").returncode == 0
    assert sayso("init", "mine").returncode == 3


def test_a_folder_that_holds_its_case_is_taken_up_without_it(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORIES[0]["text"], encoding="utf-8")
    for _ in range(2):
        done = sayso("add", ".", "--case", "case")
        assert done.returncode == 0, done.stderr
        assert "case.db" not in done.stderr
    assert len(json.loads(sayso("articles", "--case", "case", "--json").stdout)["articles"]) == 1
    assert sayso("verify", "--case", "case").returncode == 0


def test_every_command_stands_under_a_heading(sayso: Run) -> None:
    from sayso.cli.main import app

    shown = sayso("--help").stdout
    names = {each.name or each.callback.__name__ for each in app.registered_commands if each.callback}
    missing = [name for name in names if f"\n  {name.replace('_', '-').strip('-')} " not in shown]
    assert not missing
    assert "\nCommands:" not in shown


def test_articles_are_listed_by_outlet(sayso: Run, filled: Path) -> None:
    rows = json.loads(sayso("articles", "--case", str(filled), "--json").stdout)["articles"]
    assert len(rows) == len(STORIES)
    outlet = STORIES[0]["outlet"]
    assert outlet in sayso("articles", "--outlet", outlet, "--case", str(filled)).stdout
    assert "No article of Nobody" in sayso("articles", "--outlet", "Nobody", "--case", str(filled)).stdout


def test_export_gives_every_fact(sayso: Run, filled: Path, tmp_path: Path) -> None:
    done = sayso("export", "--out", "all.jsonl", "--case", str(filled))
    assert done.returncode == 0, done.stderr
    facts = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(facts) > len(STORIES)


def test_what_was_mended_is_set_aside_no_more(sayso: Run, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_bytes(b"")
    assert sayso("add", str(story)).returncode == 1
    assert "story.txt" in sayso("refusals").stdout
    story.write_text(STORIES[0]["text"], encoding="utf-8")
    assert sayso("add", str(story)).returncode == 0
    assert "story.txt" not in sayso("refusals").stdout


def test_a_changed_byte_of_evidence_is_found(sayso: Run, stories: Path, tmp_path: Path) -> None:
    sayso("add", str(stories))
    assert sayso("verify").returncode == 0
    (kept,) = (tmp_path / "case" / "warc").iterdir()
    kept.chmod(0o600)
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)
    done = sayso("verify")
    assert done.returncode == 1
    assert f"Archive file {kept.name}: the record at byte" in done.stdout


LISTING = """
import sys
from sayso.cli.main import main
code = main({argv!r})
loaded = {{name.split(".")[0] for name in sys.modules}}
heavy = sorted(loaded & {{"spacy", "thinc", "numpy", "trafilatura", "lxml", "av"}})
assert not heavy, heavy
sys.exit(code)
"""


@pytest.mark.parametrize(
    "argv",
    [
        ["--help"],
        ["questions"],
        ["sources"],
        ["articles"],
        ["search", "captain"],
        ["refusals"],
        ["add", "--help"],
    ],
)
def test_showing_never_loads_the_language_libraries(filled: Path, argv: list[str]) -> None:
    done = run_sayso(code=LISTING.format(argv=argv), folder=filled.parent)
    assert done.returncode == 0, done.stderr
