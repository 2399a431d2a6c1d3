"""Direct speech: which words of the frame say who spoke the quotation beside it."""

from __future__ import annotations

from sayso.read.finding import Finding
from sayso.read.grammar import (
    Doc,
    Token,
    Tokens,
    agent,
    children,
    noun_phrase,
    passive,
    spans,
    subject,
    verb_group,
)
from sayso.read.lexicon import Cue, Lexicon
from sayso.read.quotes import Quotation
from sayso.read.segments import Frame
from sayso.terms.span import Span
from sayso.terms.statement import Voice

SPEECH = Cue("said", "say", frozenset({"quote"}))


def speaker_before(doc: Doc, lexicon: Lexicon) -> Token | None:
    """The verb that attributes the quotation in front of a frame: `" said Ada Marsh. He left.`"""
    sentence = next(iter(doc.sents), None)
    if sentence is None:
        return None
    return _speech_verb(sentence, lexicon, last=False)


def speaker_after(doc: Doc, lexicon: Lexicon) -> Token | None:
    """The verb that announces the quotation behind a frame: `Ada Marsh said, "`."""
    sentences = list(doc.sents)
    return _speech_verb(sentences[-1], lexicon, last=True) if sentences else None


def _speech_verb(sentence: Doc, lexicon: Lexicon, *, last: bool) -> Token | None:
    verbs = [token for token in sentence if is_speech_verb(token, lexicon)]
    own = [verb for verb in verbs if not children(verb, "ccomp") or last]
    if not own:
        return None
    if last:
        return own[-1]
    root = [verb for verb in own if verb.dep_ == "ROOT"]
    return root[0] if root and root[0].i - sentence.start < 12 else own[0]


def is_speech_verb(token: Token, lexicon: Lexicon) -> bool:
    """Whether the token can take a quotation."""
    if not token.tag_.startswith("VB") or token.dep_ in {"aux", "auxpass", "amod", "compound"}:
        return False
    return any("quote" in cue.takes for cue in lexicon.verbs.get(token.text.lower(), ()))


def any_verb(doc: Doc, *, last: bool) -> Token | None:
    """The main verb of the nearest sentence, for `"...," she laughed.`"""
    sentences = list(doc.sents)
    if not sentences:
        return None
    root = sentences[-1 if last else 0].root
    return root if root.tag_.startswith("VB") else None


def quoted(verb: Token, quotes: list[Quotation], frame: Frame, text: str, lexicon: Lexicon) -> Finding:
    """The finding for quotations that `verb` attributes."""
    head = _speaker(verb)
    words: Tokens = verb_group(verb)
    source: Tokens = frozenset()
    if head is not None:
        source = (
            noun_phrase(head, without=[verb] if verb.i != head.i and verb in head.subtree else ()) - words
        )
    cues = [cue for cue in lexicon.verbs.get(verb.text.lower(), ()) if "quote" in cue.takes] or [SPEECH]
    return Finding(
        rule="direct",
        kind=cues[0].kind,
        lemma=cues[0].lemma,
        source=spans(source, frame, text),
        cue=spans(words, frame, text),
        content=tuple(sorted(quotation.span for quotation in quotes)),
        voice=Voice.DIRECT,
        polarity=cues[0].polarity,
        hedge=cues[0].hedge,
        anchor=place(head, frame) if head is not None else None,
    )


def _speaker(verb: Token) -> Token | None:
    if passive(verb):
        return agent(verb)
    found = subject(verb)
    if found is not None:
        return found
    after = [
        child
        for child in verb.children
        if child.i > verb.i and child.dep_ in {"dobj", "nsubj", "attr", "npadvmod", "dep"}
    ]
    named = [child for child in after if child.tag_ in {"NNP", "NNPS", "NN", "NNS", "PRP"}]
    return named[0] if named else None


def place(token: Token, frame: Frame) -> Span:
    """Where a token stands in the paragraph."""
    start = frame.place(token.idx)
    return Span(start, start + len(token.text))
