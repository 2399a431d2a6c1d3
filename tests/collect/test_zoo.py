"""Every animal of the zoo is refused by name, or read; and the next one still gets its turn."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from sayso.collect import Collected, Options, Refusal, collect
from sayso.collect.words import paragraphs
from sayso.terms.time import Certainty
from tests.zoo import KEEPERS, SAID, Animal, Keeper, animals

OPTIONS = Options(offline=True, parse_seconds=20)


Told = dict[str, tuple[Animal, list[Collected | Refusal]]]
_HOME = re.compile(r"/zoo\d+/(\w+)")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """All animals go through one run, as they would in one folder."""
    caught = list(animals(tmp_path_factory.mktemp("zoo")))
    told: Told = {animal.name: (animal, []) for animal in caught}
    for result in collect([animal.source for animal in caught], options=OPTIONS):
        origin = result.item if isinstance(result, Refusal) else result.evidence.origin
        home = _HOME.search(origin)
        told[home[1] if home else "device"][1].append(result)
    return told


@pytest.mark.parametrize("make", KEEPERS, ids=lambda make: make.__name__)
def test_animal(make: Keeper, told: Told) -> None:
    animal, results = told[make.__name__]
    refusals = [result for result in results if isinstance(result, Refusal)]
    articles = [article for result in results if isinstance(result, Collected) for article in result.articles]
    if animal.may_hold and articles:
        return
    assert tuple(refusal.failure for refusal in refusals) == animal.refused
    assert any(animal.holds in article.text for article in articles) == bool(animal.holds)
    for refusal in refusals:
        sentence = str(refusal)
        assert sentence.isprintable(), sentence
        assert refusal.item in sentence
        assert refusal.reason in sentence
        assert refusal.next_step in sentence
    for article in articles:
        assert article.text == paragraphs(article.text)
        assert (article.title + article.outlet + article.url + article.locator).isprintable()
        (article.title + article.text).encode("utf-8")


def test_what_is_known_of_dates(told: Told) -> None:
    def certainty(name: str) -> set[Certainty]:
        results = told[name][1]
        return {a.published.certainty for r in results if isinstance(r, Collected) for a in r.articles}

    assert certainty("no_date") == {Certainty.COLLECTED}
    assert certainty("date_in_the_future") == {Certainty.UNKNOWN}
    assert certainty("dates_that_are_none") == {Certainty.COLLECTED}


def test_no_file_leaks_through_a_feed(told: Told) -> None:
    (collected,) = told["feed_that_asks_for_a_file"][1]
    assert isinstance(collected, Collected)
    assert "root:" not in collected.articles[0].text


def test_no_script_comes_out_of_a_feed(told: Told) -> None:
    (collected,) = told["feed_with_a_script"][1]
    assert isinstance(collected, Collected)
    article = collected.articles[0]
    assert (article.title, article.text) == ("A bold claim", SAID)


def test_evidence_is_kept_before_it_is_parsed(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<html><body>" + b"<div>" * 50_000)
    kept: list[str] = []
    results = collect(
        [tmp_path], options=OPTIONS, keep=lambda gathered: kept.append(gathered.evidence.digest)
    )
    first = next(iter(results))
    assert isinstance(first, Collected)
    assert kept == [first.evidence.digest]


@pytest.mark.skipif(
    os.geteuid() != 0, reason="the animal file_that_may_not_be_read does this for everybody but root"
)
def test_what_may_not_be_read_is_told_so(tmp_path: Path) -> None:
    """The system's owner may read everything, so this asks as nobody."""
    (tmp_path / "closed").mkdir(mode=0)
    (tmp_path / "closed.txt").write_text(SAID)
    os.seteuid(65534)
    try:
        results = list(collect([tmp_path / "closed.txt", tmp_path / "closed", tmp_path], options=OPTIONS))
    finally:
        os.seteuid(0)
    assert [str(result).count("you may not read it") for result in results] == [1, 1, 1]
