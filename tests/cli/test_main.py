"""The rim of the command: help, wrong usage, output that can't be written, what to do in an empty case."""

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Run, run_sayso


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`sayso …` beside one empty case."""
    folder = tmp_path_factory.mktemp("empty")
    run_sayso("init", "case", folder=folder)
    return partial(run_sayso, folder=folder)


def test_no_line_of_the_help_is_cut(sayso: Run) -> None:
    for group in ([], ["voice"]):
        assert "..." not in sayso(*group, "--help").stdout.replace("[ARGS]...", "")


@pytest.mark.parametrize(
    ("argv", "verb"), [(["date"], "date"), (["voice", "enrol"], "voice enrol"), (["nonsense"], "")]
)
def test_wrong_usage_names_the_help_of_the_verb(sayso: Run, argv: list[str], verb: str) -> None:
    done = sayso(*argv)
    assert done.returncode == 2
    assert f"Try `{f'sayso {verb}'.strip()} --help`." in done.stderr


@pytest.mark.parametrize(
    ("argv", "step"),
    [
        (["questions"], "sayso add FOLDER"),
        (["questions", "--as-of", "1999-01-01"], "a later moment"),
        (["articles"], "sayso add FOLDER"),
        (["sources", "zebra"], "other words"),
        (["entities"], "sayso add FOLDER"),
        (["hits"], "sayso import-list FILE"),
        (["followed"], "sayso follow URL"),
        (["watch", "--once"], "sayso follow URL"),
        (["alerts"], "sayso watch"),
        (["alerts", "--wishes"], "sayso want WORDS"),
    ],
)
def test_an_empty_case_says_what_to_do_next(empty: Run, argv: list[str], step: str) -> None:
    done = empty(*argv)
    assert done.returncode == 0
    assert f"Next: {step}" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["desk", "--port", "99999"], 2, "'--port'"),
        (["tell", "rota"], 1, "nothing was said of it"),
        (["tell", "rota", "--by", "pigeon"], 1, "'pigeon' is none of: email, webhook, command"),
        (["tell", "rota", "--by", "command", "--run", "true", "--of", "gossip"], 1, "none of: retraction"),
        (["forget"], 1, "none is named"),
        (["forget", "abc"], 5, "Evidence abc is not in this case"),
        (["entity", "nobody"], 5, "`sayso entities` lists them"),
    ],
)
def test_wrong_values_are_named_with_what_is_right(
    empty: Run, argv: list[str], code: int, words: str
) -> None:
    done = empty(*argv)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def shell(line: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """A line of a shell in which `$sayso` is the command."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "sayso": f"{sys.executable} -m sayso", **env}
    return subprocess.run(
        ["/bin/sh", "-c", line], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_an_output_without_room_is_a_sentence(sayso: Run, tmp_path: Path) -> None:
    sayso("init", "case")
    done = shell("$sayso export > /dev/full; $sayso questions > /dev/full", tmp_path)
    assert done.returncode == 4
    assert done.stderr.count("sayso: The output could not be written: No space left on device.") == 2
    assert "Traceback" not in done.stderr


def test_a_terminal_without_the_letters_gets_their_numbers(sayso: Run, tmp_path: Path) -> None:
    sayso("init", "case")
    done = shell("$sayso questions Ру\u0432ан; $sayso search Рува", tmp_path, PYTHONIOENCODING="latin-1")
    assert done.returncode == 0, done.stderr
    assert r"\u0420" in done.stdout


def test_a_next_step_can_be_copied(sayso: Run) -> None:
    assert sayso("init", "harbour fire").stdout.endswith("Next: sayso add FOLDER --case 'harbour fire'\n")
    assert sayso(
        "add", "-", "--case", "harbour fire", stdin="The port is shut, the mayor said."
    ).stdout.endswith("Next: sayso questions --case 'harbour fire', or sayso desk --case 'harbour fire'\n")


def test_ctrl_c_says_that_nothing_is_lost(tmp_path: Path) -> None:
    code = (
        "import signal, os, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from sayso.cli import case, main\n"
        "case.say = lambda line: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.exit(main.main(['init', 'case']))"
    )
    done = run_sayso(folder=tmp_path, code=code)
    assert done.returncode == 128 + signal.SIGINT
    assert "what was stored is safe" in done.stderr


def test_a_group_without_a_verb_shows_its_help(sayso: Run) -> None:
    for group in ([], ["voice"]):
        assert sayso(*group).stderr.startswith("Usage:")
