"""Who is who on the command line: list, look, judge, take back, screen."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run_sayso
from tests.cli.test_case import LISTING

STORIES = [
    {
        "outlet": "Harbour Courier",
        "published": "2026-03-06",
        "title": "Pilot blames the fog",
        "text": '"The fog came in within minutes," Edrin Faal said on Thursday at Brack.'
        "\n\nIla Brandt, a spokeswoman for the Port Authority, said the pier was closed.",
    },
    {
        "outlet": "Lowland Post",
        "published": "2026-03-07",
        "title": "Teacher praises the crew",
        "text": '"The crew did all that could be done," Edrin Faal said on Friday.'
        "\n\nIla Brandt, a spokeswoman for the Port Authority, said the pier would open on Monday.",
    },
    {
        "outlet": "Upland Gazette",
        "published": "2026-03-08",
        "title": "Choir wins a prize",
        "text": '"We sang as never before," Edrin Faal said on Saturday at Olm.',
    },
]
LIST = """id,name,kind,weak_aliases,born
z-1,Эдрин Фаал,person,,1971
z-2,Harro Lund,person,Brandt,1980
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case in which three articles name an Edrin Faal, two of them beside Ila Brandt."""
    folder = tmp_path_factory.mktemp("who")
    path = folder / "stories.jsonl"
    path.write_text("\n".join(json.dumps(story) for story in STORIES), encoding="utf-8")
    (folder / "wanted.csv").write_text(LIST, encoding="utf-8")
    done = run_sayso("add", str(path), "--case", "case", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "case"


def test_names_with_their_ties(filled: Path) -> None:
    shown = run_sayso("entities", folder=filled.parent)
    assert shown.returncode == 0, shown.stderr
    assert "speaks for" in shown.stdout
    assert "1 pair may be one" in shown.stdout
    found = json.loads(run_sayso("entities", "faal", "--json", folder=filled.parent).stdout)
    assert [row["entity"]["name"] for row in found["page"]["entities"]] == ["Edrin Faal"] * 2
    assert not found["relations"]


def test_a_judgement_joins_and_is_taken_back(filled: Path) -> None:
    (proposal,) = json.loads(run_sayso("entities", "--json", folder=filled.parent).stdout)["proposals"]
    pair = proposal["left"][:11], proposal["right"]
    listed = run_sayso("entities", "--proposals", folder=filled.parent).stdout
    assert "Pilot blames the fog" in listed
    assert "Choir wins a prize" in listed
    without = run_sayso("judge", "same", *pair, folder=filled.parent)
    assert without.returncode == 1
    assert "with its reason" in without.stderr

    argv = "--because", "the same pilot", "--by", "Ada", "--json"
    done = run_sayso("judge", "same", *pair, *argv, folder=filled.parent)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["one"]
    page = run_sayso("entity", proposal["right"][:11], folder=filled.parent)
    assert "3 articles" in page.stdout
    assert "same, Ada" in page.stdout
    assert "No pair of names waits" in run_sayso("entities", "--proposals", folder=filled.parent).stdout

    wrong = run_sayso("judge", "different", *pair, "--undo", folder=filled.parent)
    assert wrong.returncode == 5
    undone = run_sayso("judge", "same", *pair, "--undo", folder=filled.parent)
    assert "They are two now" in undone.stdout, undone.stderr


def test_what_a_rule_joined_can_be_parted(filled: Path) -> None:
    found = json.loads(run_sayso("entities", "brandt", "--json", folder=filled.parent).stdout)
    (row,) = found["page"]["entities"]
    page = json.loads(run_sayso("entity", "ila  BRANDT", "--json", folder=filled.parent).stdout)
    assert page["dossier"]["entity"]["id"] == row["entity"]["id"]
    pair = page["joins"][0]["left"], page["joins"][0]["right"]
    bytes_that_are_no_text = "two of one name \udcff"
    done = run_sayso("judge", "different", *pair, "--because", bytes_that_are_no_text, folder=filled.parent)
    assert "They are two now" in done.stdout, done.stderr
    undone = run_sayso("judge", "different", *pair, "--undo", folder=filled.parent)
    assert "They are one now" in undone.stdout, undone.stderr
    piece = page["pieces"][0]["id"]
    done = run_sayso("judge", "different", piece, "--because", "her sister", folder=filled.parent)
    assert "They are two now" in done.stdout, done.stderr
    undone = run_sayso("judge", "different", piece, "--undo", "--json", folder=filled.parent)
    assert json.loads(undone.stdout)["one"], undone.stderr
    assert run_sayso("judge", "same", piece, "--because", "x", folder=filled.parent).returncode == 2


def test_an_unknown_name_is_told(filled: Path) -> None:
    for argv in (["entity", "en-none"], ["judge", "same", "en-none", "en-no", "--because", "x"]):
        done = run_sayso(*argv, folder=filled.parent)
        assert done.returncode == 5, done.stderr
        assert "not in this case" in done.stderr


def test_hits_with_reasons_in_the_script_of_the_list(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "wanted.csv").write_text(LIST, encoding="utf-8")
    done = sayso("screen", "Edrin Faal", "Brandt", "--list", "wanted.csv")
    assert done.returncode == 0, done.stderr
    assert "Edrin / Эдрин same" in done.stdout
    assert "(weak alias only)" in done.stdout
    assert "born 1971" in done.stdout


def test_all_names_of_a_case(filled: Path) -> None:
    argv = "screen", "--case", "case", "--list", "wanted.csv", "--json"
    page = json.loads(run_sayso(*argv, folder=filled.parent).stdout)
    (hit,) = (each for each in page["hits"] if each["entry"]["id"] == "z-1")
    assert hit["hit"]["query"] == "Edrin Faal"
    assert len(hit["articles"]) == 3


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["screen", "Ada"], 3, "sayso init"),
        (["screen", "", "--list", "broken.xml"], 2, "empty"),
        (["screen", "Ada", "--list", "none.csv"], 2, "none.csv"),
        (["screen", "Ada", "--list", "broken.xml"], 1, "broken.xml"),
        (["judge", "maybe", "a", "b"], 2, "maybe"),
    ],
)
def test_mistakes_get_a_sentence(sayso: Run, tmp_path: Path, argv: list[str], code: int, words: str) -> None:
    (tmp_path / "broken.xml").write_text("<other/>", encoding="utf-8")
    done = sayso(*argv)
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "argv", [["--help"], ["entities"], ["entities", "--proposals"], ["screen", "--help"]]
)
def test_listing_never_loads_the_numeric_libraries(filled: Path, argv: list[str]) -> None:
    done = run_sayso(code=LISTING.format(argv=argv), folder=filled.parent)
    assert done.returncode == 0, done.stderr
