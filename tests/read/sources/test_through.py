"""Links that no verb says: datelines, credits, `via`, a video that somebody posted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.terms.statement import Basis, Link, SourceKind, Statement
from tests.read.helpers import article, read, reader

SAID = "The ferry sank, the coastguard said."
WHOLE = [
    (f"HALE (Reuters) - {SAID}", "Reuters", "( )"),
    (f"HALE, Norland, Nov 14 (TNA) — {SAID}", "TNA", "( )"),
    (f"(Reuters) - {SAID}", "Reuters", "( )"),
    (f"{SAID} (Reuters)", "Reuters", "("),
    (f"{SAID} - AFP", "AFP", "-"),
    (f"{SAID}\n\n— Tern News Agency", "Tern News Agency", "—"),
    (f"{SAID}\n\nSource: Tern News Agency", "Tern News Agency", "Source:"),
    (f"By Tern News Agency\n\n{SAID}", "Tern News Agency", "By"),
    (f"{SAID}\n\nCopyright 2031 The Tern News Agency. All rights reserved.", "Tern News Agency", "Copyright"),
]
SHARED = [
    f"{SAID}\n\nWith reporting by Tern News Agency",
    f"{SAID}\n\n(Additional reporting by the Tern News Agency)",
    f"{SAID}\n\nThe Tern News Agency contributed to this report.",
    f"{SAID} (With the Tern News Agency)",
]
NO_CREDIT = [
    f"The Harbour Union (HU) - a club of rowers - met. {SAID}",
    f"{SAID}\n\nReporting by Ada Marsh and Ivo Holt in Hale; Editing by Bo Lindt",
    f"{SAID}\n\nAdditional reporting by Ada Marsh",
    f"HALE (Harbour Post) - {SAID}",  # the outlet that prints it
    f"By Ada Marsh\n\n{SAID}",
    f"{SAID}\n\nSource: two officials",
]


def chain(text: str, cue: str = "said") -> tuple[Link, ...]:
    (found,) = (one for one in read(text).statements if one.cue.text == cue)
    return found.chain


@pytest.mark.parametrize(("text", "agency", "cue"), WHOLE)
def test_a_dateline_or_a_credit_is_the_outermost_link(text: str, agency: str, cue: str) -> None:
    outer, source = chain(text)
    assert (outer.name, outer.kind, outer.basis) == (agency, SourceKind.OUTLET, Basis.STATED)
    assert (outer.words.text.removeprefix("The "), outer.cue.text) == (agency, cue)
    assert source.name == "coastguard"


@pytest.mark.parametrize("text", SHARED)
def test_whoever_is_credited_with_a_part_gave_nobody_knows_which(text: str) -> None:
    outer, source = chain(text)
    assert (outer.name, outer.basis) == ("Tern News Agency", Basis.UNKNOWN)
    assert outer.because
    assert source.name == "coastguard"


@pytest.mark.parametrize("text", NO_CREDIT)
def test_persons_and_the_outlet_itself_are_no_link(text: str) -> None:
    assert [link.name for link in chain(text)] == ["coastguard"]


def test_a_page_that_names_an_agency_as_its_author_came_through_it() -> None:
    given = replace(article(SAID), authors=("Tern News Agency",))
    (found,) = reader().read(given).statements
    assert [(link.name, link.basis) for link in found.chain] == [
        ("Tern News Agency", Basis.INFERRED),
        ("coastguard", Basis.STATED),
    ]


def test_the_article_s_own_words_stay_its_own() -> None:
    reading = read(f"HALE (Reuters) - It rained on the hills. {SAID}")
    assert reading.own_voice
    assert all(one.chain == () for one in reading.own_voice)


PLACED = [
    ("In a video released by the Front, a man said that it fell.", "said", SourceKind.RECORDING),
    ("“It fell,” a man said in a short video posted online by the Front.", "said", SourceKind.RECORDING),
    ("“It fell,” the Front said in a statement carried by Tern News Agency.", "said", SourceKind.OUTLET),
    ("It fell, Ada Marsh said in an interview with the Harbour Chronicle.", "said", SourceKind.OUTLET),
    ("It fell, Ada Marsh said, via Twitter.", "said", SourceKind.ACCOUNT),
    ("It fell, Ada Marsh said, in news first reported by Tern News.", "said", SourceKind.OUTLET),
]


@pytest.mark.parametrize(("text", "cue", "kind"), PLACED)
def test_what_a_sentence_came_through_stands_before_its_source(text: str, cue: str, kind: SourceKind) -> None:
    outer, source = chain(text, cue)
    assert outer.kind is kind
    assert outer.words
    assert outer.cue
    assert source.words.text == next(one for one in read(text).statements if one.cue.text == cue).source.text


def test_a_phrase_in_somebody_s_words_is_his() -> None:
    (said,) = read("Officials said that smoke was seen in a video posted by the Front.").statements
    assert [link.name for link in said.chain] == ["Officials"]


def test_words_of_the_article_s_own_come_through_a_video_too() -> None:
    (own,) = read("Smoke rose over the quay in a video posted by the Harbour Front.").own_voice
    assert [link.kind for link in own.chain] == [SourceKind.RECORDING]


def test_a_way_is_no_relay() -> None:
    (said,) = read("He went to Hale via Port Lorne, Ada Marsh said.").statements
    assert len(said.chain) == 1


COUNTED = [
    ("Two officials who asked not to be named said it fell.", 2),
    ("At least five witnesses said it fell.", 5),
    ("12 residents said it fell.", 12),
    ("An official said it fell.", 1),
    ("Some officials said it fell.", None),
    ("Officials said it fell.", None),
    ("The mayor said it fell.", None),
]


@pytest.mark.parametrize(("text", "count"), COUNTED)
def test_how_many_the_unnamed_are(text: str, count: int | None) -> None:
    (said,) = read(text).statements
    assert said.chain[-1].count == count


ROWS = [
    ("| Ada Marsh | “We will rebuild.” | Friday |", "Ada Marsh", "“We will rebuild.”"),
    ("Ada Marsh, mayor of Hale\t“We will rebuild.”", "Ada Marsh, mayor of Hale", "“We will rebuild.”"),
    ("Friday | We will rebuild the quay. | Ada Marsh", "Ada Marsh", "We will rebuild the quay."),
    ("- Ada Marsh, mayor of Hale: We will rebuild.", "Ada Marsh, mayor of Hale", "We will rebuild."),
    ("2. Ivo Holt: “It is not so.”", "Ivo Holt", "“It is not so.”"),
]


@pytest.mark.parametrize(("text", "who", "what"), ROWS)
def test_a_row_or_an_item_gives_its_words_to_its_name(text: str, who: str, what: str) -> None:
    said: Statement = read(text).statements[0]
    assert (said.source.text, said.content.text) == (who, what)


@pytest.mark.parametrize(
    "text",
    [
        "Hale United | The match was lost. | 3-1",
        "1. Safety: wear gloves at all times when near the water.",
        "Ada Marsh | nurse | Hale",
    ],
)
def test_other_rows_and_items_say_nothing(text: str) -> None:
    assert read(text).statements == ()


ACCOUNTS = [
    "A post on the Front's Telegram channel said it fell.",
    "The Front's Telegram channel said it fell.",
    "@harbourwatch said it fell.",
]


@pytest.mark.parametrize("text", ACCOUNTS)
def test_an_account_is_one(text: str) -> None:
    (said,) = read(text).statements
    assert said.chain[-1].kind is SourceKind.ACCOUNT


def test_the_post_is_a_paper() -> None:
    (said,) = read("The Post said it fell.").statements
    assert said.chain[-1].kind is SourceKind.OUTLET
