"""The comparison of parses sees a difference where there is one."""

from __future__ import annotations

from benchmarks.parsing import differences
from sayso.read.text.token import Doc, Word, grown


def parse(tags: list[str], arcs: list[tuple[int, str]]) -> Doc:
    return grown("so it is", [(Word(word, word), True) for word in ("so", "it", "is")], tags, arcs)


def test_another_tag_head_label_or_sentence_is_counted() -> None:
    one = parse(["RB", "PRP", "VBZ"], [(2, "advmod"), (2, "nsubj"), (2, "")])
    other = parse(["RB", "NN", "VBZ"], [(0, ""), (2, "attr"), (2, "")])
    counted, words = differences([one], [other])
    assert words == 3
    assert counted == {"tag": 1, "head": 1, "label": 2, "sentence": 1}
    assert differences([one], [one]) == ({}, 3)
