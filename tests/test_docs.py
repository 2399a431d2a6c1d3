"""Words and code agree: the reference is made from the code, and every term has its entry."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def script(name: str) -> ModuleType:
    """One of the scripts that `make docs` runs."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", sorted(script("reference").PAGES))
def test_the_reference_is_up_to_date(page: str) -> None:
    made = script("reference").PAGES[page]()
    assert (DOCS / "reference" / page).read_text(encoding="utf-8") == made, "run `make docs`"


def test_documents_show_what_sayso_prints() -> None:
    for path, made in script("examples").made().items():
        assert path.read_text(encoding="utf-8") == made, f"{path.name}: run `make docs`"


def entries() -> set[str]:
    return set(
        re.findall(r"^\*\*(.+?)\*\*", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    )


# The vocabulary of the project: code, pages and documents use exactly these words.
WORDS = """evidence, article, recording, transcript, outlet, source, cue, content, statement,
attribution chain, root source, entity, alias, mention, watchlist, hit, question, claim, stance, status,
event time, said time,
published time, recorded time, as-of, answer, bearing, judgement, link, polarity, hedge, condition"""


def test_every_word_has_a_glossary_entry() -> None:
    assert {" ".join(word.split()) for word in WORDS.split(",")} <= entries()


def test_the_glossary_is_in_order() -> None:
    words = re.findall(r"^\*\*(.+?)\*\*", (DOCS / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert words == sorted(words, key=str.lower)


def test_links_between_documents_lead_somewhere() -> None:
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
