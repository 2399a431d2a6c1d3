"""Chains: the name at the inner end, and who passes it on."""

from __future__ import annotations

import pytest

from tests.read.helpers import read

CHAINS = [
    (
        "Dozens of users shared an unverified photo claiming to be of the wreck.",
        "to be of the wreck",
        ["Dozens of users"],
    ),
    (
        "The Front released a video which claims to show the ferry.",
        "to show the ferry",
        ["The Front"],
    ),
    (
        "Ivo Cole, an editor at the Sarn Voice, has quoted dockers in Hale, saying that the ferry sank.",
        "that the ferry sank",
        ["Ivo Cole", "dockers in Hale"],
    ),
    (
        "Local media reports, including the Sarn Voice quoting a page of the Front, said a nurse was hurt.",
        "a nurse was hurt",
        ["Local media reports", "page of the Front"],
    ),
    (
        "Reports that divers drowned have been refuted as “false” and “absurd” by the harbour ministry.",
        "Reports that divers drowned",
        ["harbour ministry"],
    ),
    (
        "Divers said it would be hard to confirm whether the ferry had sunk.",
        "whether the ferry had sunk",
        ["Divers"],
    ),
    (
        "The ferry's owners spoke first. Reporters in Sarn broke the news on Monday that the ferry had sunk.",
        "that the ferry had sunk",
        ["Reporters in Sarn"],
    ),
    (
        "Ada Marsh posted on Monday that the ferry was late. The post said the ferry had sunk.",
        "the ferry had sunk",
        ["Ada Marsh"],
    ),
    (
        "An official said the ferry was late. Ada Marsh, an official of the Port Board, said so twice. "
        "A Coast Agency official said the ferry had sunk.",
        "the ferry had sunk",
        ["Coast Agency official"],
    ),
    (
        "The Coast Institute said it was late, the Sarn Wire reported. The agency said the ferry had sunk.",
        "the ferry had sunk",
        ["Sarn Wire"],
    ),
    (
        "The storm embarrassed the Sarnian government after it said the ferry had sunk.",
        "the ferry had sunk",
        ["Sarnian government"],
    ),
    (
        "Mayor Tom Fuentes said that he has doubts. “The ferry sank,” he said.",
        "“The ferry sank,”",
        ["Tom Fuentes"],
    ),
    (
        "Hale, 3 June (Wire) -- Harbour master Tom Reed urged an end to the strike.",
        "an end to the strike",
        ["Wire", "Tom Reed"],
    ),
    (
        "The storm prompted two allies, Sarn and Hale, to express their “concern” over the ferry.",
        "the ferry",
        ["two allies"],
    ),
    (
        "The wreck stayed there despite British objections to its sale.",
        "its sale",
        ["British"],
    ),
    (
        "The sale of the ferry infuriated the mayor.",
        "The sale of the ferry",
        ["mayor"],
    ),
    (
        "Cole, a lawyer, was there. The ferry had sunk, his lawyer said.",
        "The ferry had sunk",
        ["lawyer"],
    ),
    (
        "The ferry service Sarnline has confirmed the list of the missing.",
        "the list of the missing",
        ["Sarnline"],
    ),
    (
        "Two divers and a cook said that they saw the ferry sink, according to the Sarn Wire.",
        "that they saw the ferry sink",
        ["Sarn Wire", "Two divers and a cook"],
    ),
    (
        "Ivo Cole said a woman was held. The police said the woman was hurt and had claimed that it sank.",
        "that it sank",
        ["police", "woman"],
    ),
    (
        "Oliver Brim, who calls himself a friend of Ms Rose, posted on her page on Monday: “The ferry sank.”",
        "“The ferry sank.”",
        ["Oliver Brim"],
    ),
]


@pytest.mark.parametrize(("text", "content", "names"), CHAINS)
def test_the_chain_ends_with_who_says_it(text: str, content: str, names: list[str]) -> None:
    found = [one for one in read(text).statements if one.content.text == content]
    assert [[link.name for link in one.chain] for one in found] == [names]
