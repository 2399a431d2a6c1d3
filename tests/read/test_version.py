"""The reader's version changes with its rules, and with nothing else."""

from __future__ import annotations

from pathlib import Path

from sayso.read.version import VERSION, digest_of_rules
from tests.read.helpers import read


def test_any_rule_and_any_name_of_a_rule_is_of_the_version(tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    rules = tmp_path / "languages" / "en.toml"
    rules.write_text("say = 1")
    first = digest_of_rules(tmp_path)
    (tmp_path / "rules.pyc").write_bytes(b"compiled")
    assert digest_of_rules(tmp_path) == first
    rules.write_text("say = 2")
    second = digest_of_rules(tmp_path)
    rules.rename(tmp_path / "languages" / "fr.toml")
    assert len({first, second, digest_of_rules(tmp_path)}) == 3


def test_a_reading_and_its_statements_carry_it() -> None:
    reading = read("Ada Marsh said that the pier was shut.")
    assert reading.reader == VERSION == reading.statements[0].made_by.version
