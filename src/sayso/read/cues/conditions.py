"""Conditions: the clause of a sentence on which the rest of it hangs. No parse is needed.

It begins with a word for it (*if the voice is his*), or its verb stands in front of its subject (*should his
death be confirmed*, *had he died, they would have said so*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.read.cues.hedge import pattern_of
from sayso.read.text.lexicon import Lexicon
from sayso.terms.span import Span

NOT_A_CONDITION = re.compile(
    r"(?:ask|asks|asked|asking|know|knew|knows|see|wonder|wondered|wondering|determine|sure|clear|unclear|say|question"
    r"|as|even|only|what|doubt|doubted|check|checking|verify|confirm|decide|tell)\s+$",
    re.I,
)
END = re.compile(r"[,.;:?!”\"—]| then ")
LEAST = 4  # characters
QUOTES = " \"”'’"
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def condition(text: str, within: Span, lexicon: Lexicon) -> tuple[Span, ...]:
    """The if-clause of a stretch, where it states a condition (not an indirect question)."""
    for start, end in (*_marked(text, within, lexicon), *_inverted(text, within, lexicon)):
        found = END.search(text, end, within.end)
        stop = found.start() if found else within.end
        if stop - end >= LEAST:
            return (Span(start, stop),)
    return ()


def _marked(text: str, within: Span, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where the words stand that begin a condition."""
    words = lexicon.phrases.get("conditions.markers")
    if not words:
        return
    for match in pattern_of(lexicon.language, words).finditer(text, within.start, within.end):
        if not NOT_A_CONDITION.search(text[within.start : match.start()]):
            yield match.span()


def _inverted(text: str, within: Span, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where the verbs stand that begin a condition in front of their subject."""
    verbs = lexicon.phrases.get("conditions.inverted")
    asked = within.of(text).rstrip(QUOTES).endswith("?")
    if not verbs or asked or not pattern_of(lexicon.language, verbs).search(text, within.start, within.end):
        return
    words = list(WORD.finditer(text, within.start, within.end))
    low = ["", *(word.group().lower() for word in words), "", ""]
    unreal = not set(lexicon.phrases["conditions.unreal"]).isdisjoint(low)
    for at, word in enumerate(words):
        before, verb, *behind = low[at : at + 4]
        real = verb in lexicon.phrases["conditions.real"]
        if verb in verbs and (real or unreal) and _turned(before, behind, lexicon, real=real):
            yield word.span()


def _turned(before: str, behind: Sequence[str], lexicon: Lexicon, *, real: bool) -> bool:
    """Whether a subject stands behind its verb: first in what is said, or a pronoun where nothing asks (*the
    leader, had he survived, would have spoken*; not *rumour had it that he would come*)."""
    if not before or (real and before == "that" and behind[0] in lexicon.phrases["conditions.nouns"]):
        return True
    pronoun = behind[0] in lexicon.phrases["conditions.subjects"] and behind[1] != "that"
    return pronoun and before not in lexicon.phrases["conditions.asking"]
