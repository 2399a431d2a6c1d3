"""`sayso read` and `sayso weigh`: what goes in line by line comes out line by line."""

import json
from pathlib import Path

from tests.cli.conftest import Run

TEXT = "The bridge is shut, the mayor said.\r\n\r\nSela Orn, a nurse, denied that anyone had died on Friday."


def test_offsets_point_into_the_text_as_it_was_given(sayso: Run) -> None:
    done = sayso("read", stdin=json.dumps({"id": "a", "text": TEXT, "published": "2026-03-12"}))
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert row["id"] == "a"
    found = {
        tuple("".join(TEXT[s:e] for s, e in each[role]) for role in ("source", "cue", "content"))
        for each in row["attributions"]
    }
    assert ("the mayor", "said", "The bridge is shut") in found
    denial = next(each for each in row["attributions"] if each["polarity"] == "denies")
    assert [TEXT[s:e] for s, e in denial["cue"]] == ["denied"]
    friday = next(each for each in row["times"] if TEXT[slice(*each["span"])].endswith("Friday"))
    assert friday["start"].startswith("2026-03-06")


def test_each_statement_is_explained_to_people(sayso: Run) -> None:
    done = sayso("read", "--explain", stdin=json.dumps({"id": "a", "text": TEXT}))
    assert done.returncode == 0, done.stderr
    assert "the mayor" in done.stdout
    assert "denied" in done.stdout


def test_files_are_read_as_a_case_would_take_them_up(sayso: Run, tmp_path: Path) -> None:
    page = (
        f"<html><head><title>Bridge shut</title></head><body><article><p>{TEXT}</p></article></body></html>"
    )
    (tmp_path / "story.html").write_text(page, encoding="utf-8")
    (tmp_path / "note.txt").write_text(TEXT, encoding="utf-8")
    done = sayso("read", "story.html", "note.txt", "gone.txt")
    assert done.returncode == 1
    assert "gone.txt can't be read" in done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == 2
    for row in rows:
        cues = {row["text"][s:e] for each in row["attributions"] for s, e in each["cue"]}
        assert {"said", "denied"} <= cues
    assert "2 statements" in sayso("read", "note.txt", "--explain").stdout.splitlines()[0]
    assert sayso("read", "note.txt", "--in", "lines.jsonl").returncode == 2


def test_what_is_explained_can_not_steer_the_terminal(sayso: Run) -> None:
    text = 'The mayor said that "the \x1b[31mred\x1b[0m bridge" was shut.'
    done = sayso("read", "--explain", stdin=json.dumps({"id": "a", "text": text}))
    assert "bridge" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_broken_line_is_named_and_the_others_are_read(sayso: Run, tmp_path: Path) -> None:
    lines = [json.dumps({"id": "a", "text": TEXT}), "{broken", json.dumps({"text": "no id"}), json.dumps([1])]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = sayso("read", "--in", "in.jsonl", "--out", "out.jsonl")
    assert done.returncode == 1
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 1
    assert [f"line {n}" in done.stderr for n in (2, 3, 4)] == [True] * 3


def test_a_missing_file_is_an_error_with_a_next_step(sayso: Run, tmp_path: Path) -> None:
    done = sayso("read", "--in", "nowhere.jsonl", "--out", "out.jsonl")
    assert done.returncode == 1
    assert "nowhere.jsonl can't be read" in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_hostile_text_does_no_harm(sayso: Run) -> None:
    texts = [
        "",
        "\x00\x01",
        "\ud800 said he",
        "“" * 3000,
        "said " * 3000,
        "\u202eesrever, she said.",
        "😀 said 😀.",
    ]
    done = sayso("read", stdin="\n".join(json.dumps({"id": n, "text": t}) for n, t in enumerate(texts, 1)))
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [str(n) for n in range(1, 8)]


def test_labels_for_given_questions(sayso: Run, tmp_path: Path) -> None:
    question = {
        "question_id": "q1",
        "asks": "Was Ruvan Ostrel killed in the strike at Kelmet?",
        "kind": "fate",
        "subjects": ["Ruvan Ostrel"],
        "answers": [{"id": "q1-killed", "label": "Ruvan Ostrel was killed"}],
    }
    text = (
        "Ruvan Ostrel was killed in an air strike near Kelmet on Friday, the defence ministry said.\n\n"
        "A spokesman for Ostrel denied that he had been killed."
    )
    article = {
        "article_id": "a1",
        "question_id": "q1",
        "outlet": "Tern",
        "published": "2026-03-12",
        "title": "",
        "text": text,
    }
    (tmp_path / "questions.jsonl").write_text(json.dumps(question), encoding="utf-8")
    done = sayso("weigh", "--questions", "questions.jsonl", stdin=json.dumps(article))
    assert done.returncode == 0, done.stderr
    row = json.loads(done.stdout)
    assert {each["polarity"] for each in row["assertions"]} == {"affirms", "denies"}
    assert len({each["root_id"] for each in row["assertions"]}) == 2
    assert {each["answer"] for each in row["assertions"]} == {"q1-killed"}


def test_questions_that_cannot_be_used_stop_the_run(sayso: Run, tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text('{"question_id": "q1"}', encoding="utf-8")
    done = sayso("weigh", "--questions", "questions.jsonl", stdin="")
    assert done.returncode == 1
    assert "line 1: it is no question" in done.stderr
