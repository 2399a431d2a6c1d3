"""The batch form: labels for given questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.terms.question import Answer, Question
from sayso.terms.statement import Polarity, SourceKind
from sayso.weigh.label import label
from tests.weigh.test_case import FIRE, Pair, pair

YES = Polarity.AFFIRMS
KILLED = Question(
    "q",
    "Was Teo Marsh killed in the fire?",
    "fate",
    ("Teo Marsh",),
    (Answer("killed", "Teo Marsh was killed"),),
)


def test_labels_are_offsets_into_the_text() -> None:
    rows = {row["article_id"]: row for row in label(FIRE, [KILLED])}
    assert list(rows) == ["A", "B", "C"]
    text = FIRE[0][0].text
    (assertion,) = rows["A"]["assertions"]
    start, end = assertion["content"][0]
    assert "Teo Marsh was killed" in text[start:end]
    assert (assertion["answer"], assertion["polarity"]) == ("killed", "affirms")
    assert {one["polarity"] for one in rows["C"]["assertions"]} == {"denies"}
    assert rows["C"]["stance"] == "denies"


def test_a_label_names_the_sources_and_not_what_they_present_nor_who_prints_it() -> None:
    words = "Teo Marsh was killed in the fire"
    told = (f"{words} on Friday", "the port authority", YES)
    pairs = [
        pair("Vale", "Fire", (words, "DNA tests", YES), told),
        pair("Hale", "Fire", (words, "the Hale Post", YES)),
    ]
    rows = {row["article_id"]: row for row in label(pairs, [KILLED])}
    assert {tuple(one["chain"]) for one in rows["Vale"]["assertions"]} == {("the port authority",)}
    assert [one["chain"] for one in rows["Hale"]["assertions"]] == [[]]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_plain_sentence_bears_however_few_articles_there_are(size: int) -> None:
    words = ("Teo Marsh was killed in the fire on the Anselma on Friday", "the port authority", YES)
    pairs = [pair(f"{n}", "Fire on the Anselma", words) for n in range(size)]
    for row in label(pairs, [KILLED]):
        assert {one["polarity"] for one in row["assertions"]} == {"affirms"}


def test_a_source_with_an_office_or_a_trade_and_no_name_is_one() -> None:
    words = "Teo Marsh was killed in the fire"
    pairs = [
        pair("Vale", "Fire", (words, "the mayor", YES)),
        pair("Hale", "Fire", (words, "a harbour pilot", YES)),
    ]
    kinds = {"the mayor": SourceKind.OFFICE_HOLDER, "a harbour pilot": SourceKind.ANONYMOUS}

    def as_read(given: Pair) -> Pair:
        (said,) = given[1].statements
        (link,) = said.chain
        read = replace(said, chain=(replace(link, kind=kinds[link.name]),))
        return given[0], replace(given[1], statements=(read,))

    rows = list(label([as_read(each) for each in pairs], [KILLED]))
    assert [one["chain"] for row in rows for one in row["assertions"]] == [["the mayor"], ["a harbour pilot"]]
