"""Direct speech: which words of the frame say who spoke the quotation beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.read.cues.nominal import ACCORDING, according_source
from sayso.read.cues.roles import cited_by, cited_in_turn, cue_words, phrase, source_of
from sayso.read.finding import Finding
from sayso.read.text.grammar import Tokens, antecedent, children, spans, trim
from sayso.read.text.lexicon import Cue, Lexicon
from sayso.read.text.quotes import SENTENCE_END, Quotation, goes_on, scan
from sayso.read.text.segments import Frame
from sayso.read.text.token import Doc, Sentence, Token
from sayso.terms.span import Span
from sayso.terms.statement import Voice

SPEECH = Cue("said", "say", frozenset({"quote"}))
NAMES = frozenset({"NNP", "NNPS", "NN", "NNS", "PRP"})
NO_VERB = frozenset({"aux", "auxpass", "amod", "compound"})
COPULA = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "'s", "has", "have", "had", "do", "did"}
)
INVERTED = ("dobj", "nsubj", "attr", "npadvmod", "dep")
NEAR = 40  # tokens between a quotation and its verb
BESIDE = 4  # tokens from a quotation to a verb that is plainly its own: `," the mayor said`
AT_END = 6  # tokens from a sentence's last verb of speech to the quotation behind it


def attach(
    frame: Frame, doc: Doc, taken: set[Span], text: str, lexicon: Lexicon
) -> tuple[list[Finding], Finding | None]:
    """The findings for the quotations beside and inside a frame, and a cue that announces the next
    paragraph's quotation."""
    by = _by_according(frame, doc, taken, text)
    if by is not None:
        return [by], None
    sentences = list(doc.sents)
    ended = SENTENCE_END.search(frame.text.rstrip()) is not None and not frame.text.rstrip().endswith(":")
    groups: dict[Token, list[Quotation]] = {}
    if frame.before is not None and frame.before.span not in taken and sentences:
        verb = _before(doc, frame.before, text, lexicon)
        if verb is not None:
            groups[verb] = [frame.before]
    alone = len(sentences) == 1
    if frame.after is not None and (not ended or (alone and groups)):
        verb = next(iter(groups), None) if alone else None
        again = _again(verb, lexicon) if verb is not None and not ended else None
        verb = again or verb or _after(doc, lexicon)
        if verb is not None:
            groups.setdefault(verb, []).append(frame.after)
    for inner in frame.inside:
        verb = _around(frame, doc, inner, text, lexicon)
        if verb is not None:
            groups.setdefault(verb, []).append(inner)
    taken.update(quotation.span for quotes in groups.values() for quotation in quotes)
    found = [
        quoted(verb, [*quotes, *_and_more(verb, frame, doc, text)], frame, text, lexicon)
        for verb, quotes in groups.items()
    ]
    if frame.after is None and frame.text.rstrip().endswith(":"):
        verb = _after(doc, lexicon)
        return found, quoted(verb, [], frame, text, lexicon) if verb is not None else None
    return found, None


def _by_according(frame: Frame, doc: Doc, taken: set[Span], text: str) -> Finding | None:
    """`According to Marsh, "the bridge is closed."` and `"...," according to Marsh.`"""
    sentences = list(doc.sents)
    after = frame.after if frame.after is not None and sentences else None
    for token in sentences[-1] if after else doc[:4]:
        found = according_source(token)
        if found is None:
            continue
        head, words = found
        rest = [t for t in token.sent if t not in words and not t.is_punct and t not in set(head.subtree)]
        quotation = after or frame.before
        if rest or quotation is None or quotation.span in taken:
            return None
        taken.add(quotation.span)
        return Finding(
            rule="according",
            kind=ACCORDING.kind,
            lemma=ACCORDING.lemma,
            source=spans(phrase(head), frame, text),
            cue=spans(words, frame, text),
            content=(quotation.span,),
            voice=Voice.DIRECT,
            anchor=anchor_of(head, frame),
        )
    return None


def _before(doc: Doc, quotation: Quotation, text: str, lexicon: Lexicon) -> Token | None:
    """The verb behind a quotation: `," said Ada Marsh.`"""
    first = next(iter(doc.sents))
    verbs = [token for token in first if is_speech_verb(token, lexicon) and token.i < NEAR]
    own = [verb for verb in verbs if not children(verb, "ccomp")]
    ends = goes_on(text, quotation)
    roots = [verb for verb in (verbs if ends else own) if verb.dep_ == "ROOT"]
    if roots or own:
        return (roots or own)[0]
    return any_verb(first) if ends else None


def _again(verb: Token, lexicon: Lexicon) -> Token | None:
    """A second verb at the end of the sentence: `," Marsh said, adding later, "`. It has words of its own."""
    behind = verb.doc[verb.i + 1 :]
    verbs = [token for token in behind if is_speech_verb(token, lexicon) and token.dep_ != "relcl"]
    return verbs[-1] if verbs and len(behind) - verbs[-1].i + verb.i < AT_END else None


def _and_more(verb: Token, frame: Frame, doc: Doc, text: str) -> Iterator[Quotation]:
    """`"It is shut," Marsh said, but "only for a week."`: a quotation behind a comma and a conjunction."""
    for token in doc[verb.i + 1 : -1]:
        if token.tag_ == "CC" and token.head == verb and token.nbor(-1).text == ",":
            at = frame.place(token.nbor().idx)
            yield from (one for one in scan(text) if one.span.start == at)
            return


def _around(frame: Frame, doc: Doc, inner: Quotation, text: str, lexicon: Lexicon) -> Token | None:
    """The verb of a quotation inside its sentence: the nearest in front of it, or the one behind it."""
    before = [token for token in doc if frame.place(token.idx) < inner.span.start]
    sentence = before[-1].sent if before else next(iter(doc.sents))
    verbs = [token for token in sentence if is_speech_verb(token, lexicon)]
    left = [verb for verb in verbs if verb in before]
    right = [verb for verb in verbs if verb not in before and not _holds_more(verb)]
    if right and goes_on(text, inner):
        beside = right[0].i - len(before) < BESIDE and doc[len(before)].tag_ not in {"CC", "VBG"}
        if beside or not left or _holds_more(left[-1]):
            return right[0]
    return left[-1] if left else (verbs[0] if verbs else any_verb(sentence))


def _holds_more(verb: Token) -> bool:
    """Whether a clause behind the verb is its content."""
    return any(clause.i > verb.i for clause in children(verb, "ccomp"))


def _after(doc: Doc, lexicon: Lexicon) -> Token | None:
    """The verb in front of a quotation: `Ada Marsh said: "`"""
    last = list(doc.sents)[-1]
    verbs = [token for token in last if is_speech_verb(token, lexicon)]
    return verbs[-1] if verbs else any_verb(last)


def is_speech_verb(token: Token, lexicon: Lexicon) -> bool:
    """Whether the token can take a quotation."""
    opens = token.is_sent_start and token.dep_ == "compound" and token.head.dep_ == "ROOT"  # "Said Marsh:"
    if not opens and (not token.tag_.startswith("VB") or token.dep_ in NO_VERB):
        return False
    return any("quote" in cue.takes for cue in lexicon.verbs.get(token.lower_, ()))


def any_verb(sentence: Sentence) -> Token | None:
    """The main verb of a sentence, for `"...," she laughed.`"""
    root = sentence.root
    return root if root.tag_.startswith("VB") and root.lower_ not in COPULA else None


def quoted(verb: Token, quotes: Sequence[Quotation], frame: Frame, text: str, lexicon: Lexicon) -> Finding:
    """The finding for quotations that `verb` attributes."""
    words = cue_words(verb, frozenset(), lexicon.sets["light"])
    head = speaker(verb)
    source: Tokens = phrase(head, without=verb) - words if head is not None else frozenset()
    cues = [cue for cue in lexicon.verbs.get(verb.lower_, ()) if "quote" in cue.takes] or [SPEECH]
    heard = [child for child in children(verb, "dobj", "dative") if child is not head]
    told: Tokens = frozenset().union(*(phrase(child) for child in heard)) if heard else frozenset()
    content = tuple(sorted(quotation.span for quotation in quotes))
    citing = cited_by(verb, head, lexicon.sets["cites"])[0]
    return Finding(
        rule="direct",
        kind=cues[0].kind,
        lemma=cues[0].lemma,
        source=_outside(spans(source, frame, text), content, text),
        cue=_outside(spans(words - source, frame, text), content, text),
        content=content,
        voice=Voice.DIRECT,
        polarity=cues[0].polarity,
        hedge=cues[0].hedge,
        anchor=anchor_of(head, frame),
        common=common(head),
        stands_for=stands_for(head, frame, text),
        told=spans(told, frame, text),
        citing=spans(citing, frame, text),
        in_turn=spans(cited_in_turn(citing, lexicon.sets["cites"]), frame, text),
    )


def _outside(found: Sequence[Span], quotes: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Words of a frame that were neighbours only because the quotation between them was taken out."""
    for quotation in quotes:
        cut = [
            piece
            for span in found
            for piece in (
                (Span(span.start, quotation.start), Span(quotation.end, span.end))
                if span.overlaps(quotation)
                else (span,)
            )
        ]
        found = [trim(text, piece) for piece in cut if piece.end > piece.start]
    return tuple(span for span in found if span.of(text).strip())


def speaker(verb: Token) -> Token | None:
    """The head of who speaks: the source of the verb, or a noun right behind an inverted one."""
    found = verb.head if verb.dep_ == "compound" else source_of(verb)
    if found is not None:
        return found
    after = [child for child in children(verb, *INVERTED) if child.i > verb.i]
    named = [child for child in after if child.tag_ in NAMES]
    if not named and verb.dep_ == "acl" and verb.head.dep_ == "ROOT":
        return verb.head  # "Ada Marsh, who was there, posted:", which the parser takes for a participle
    return named[0] if named else None


def anchor_of(head: Token | None, frame: Frame) -> Span | None:
    """Where the head of a source stands; for a relative pronoun, the noun it stands for."""
    if head is None:
        return None
    return place(antecedent(head) or head, frame)


def common(head: Token | None) -> bool:
    """`Elders said`: a common noun that only begins its sentence."""
    return head is not None and head.tag_ == "NNS"


def stands_for(head: Token | None, frame: Frame, text: str) -> tuple[Span, ...]:
    """The words that a relative pronoun stands for."""
    noun = antecedent(head) if head is not None else None
    if noun is None or head is None:
        return ()
    return spans(phrase(noun, without=head.head), frame, text)


def place(token: Token, frame: Frame) -> Span:
    """Where a token stands in the paragraph."""
    start = frame.place(token.idx)
    return Span(start, start + len(token.text))
