"""Questions to a dependency parse (ClearNLP labels): subjects, complements, cue words.

A role is a set of tokens; `spans` turns it into offsets of the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable

from sayso.read.text.segments import Frame
from sayso.read.text.token import Token
from sayso.terms.span import Span

Tokens = frozenset[Token]
EDGE = " \t\n\r\u00a0,.;:–—-"
SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE = frozenset({"nsubjpass", "csubjpass"})
CLIMB = frozenset({"conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "acl", "relcl", "dep", "parataxis"})
WHERE = frozenset({"in", "at", "near"})
RELATIVE = frozenset({"WDT", "WP", "WP$"})


def subtree(token: Token, *, without: Iterable[Token] = ()) -> Tokens:
    """The token with all that hangs on it, less the subtrees in `without`."""
    cut = {inner for other in without for inner in other.subtree}
    return frozenset(inner for inner in token.subtree if inner not in cut)


def children(token: Token, *labels: str) -> list[Token]:
    """Children with one of the labels, in order."""
    return [child for child in token.children if child.dep_ in labels]


def spans(tokens: Iterable[Token], frame: Frame, text: str) -> tuple[Span, ...]:
    """Runs of neighbouring tokens as spans of the paragraph, trimmed of commas and stops."""
    runs: list[list[Token]] = []
    for token in sorted((token for token in tokens if not token.is_space), key=lambda token: token.i):
        if runs and _joined(runs[-1][-1], token):
            runs[-1].append(token)
        else:
            runs.append([token])
    found = []
    for run in runs:
        last = run[-1]
        span = trim(text, Span(frame.place(run[0].idx), frame.place(last.idx + len(last.text) - 1) + 1))
        if any(sign.isalnum() for sign in span.of(text)):
            found.append(span)
    return tuple(found)


def _joined(left: Token, right: Token) -> bool:
    return right.i == left.i + 1 or all(token.is_space for token in left.doc[left.i + 1 : right.i])


def trim(text: str, span: Span) -> Span:
    """The span without white space and commas at its ends; one-sided quotation marks go too."""
    start, end = span.start, span.end
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE and not _abbreviation(text, start, end):
        end -= 1
    return Span(start, end)


def _abbreviation(text: str, start: int, end: int) -> bool:
    """`U.S.` keeps its stop."""
    return text[end - 1] == "." and end - start > 3 and text[end - 3] == "."


def _last_of_two(subjects: list[Token], verb: Token) -> Token | None:
    """`Nine dead, officials say`: the last of two subjects, behind a comma and at the verb; `the ferry
    service Sarnline has said`: the name behind what it is."""
    last = subjects[-1]
    if len(subjects) < 2 or last.left_edge.i == 0:
        return None
    named = last.tag_ == "NNP" and subjects[-2].right_edge.i + 1 == last.left_edge.i
    behind = last.right_edge.i + 1 == verb.i and last.left_edge.nbor(-1).text == ","
    return last if named or behind else None


def _itself(token: Token) -> bool:
    """`had herself said`: the pronoun only stresses who says it."""
    return bool(token.lower_.endswith(("self", "selves")))


def _run_into(verb: Token) -> Token | None:
    """`The pier burned in Hale, the Courier reported`: what stands behind a comma and runs into the verb is
    no apposition, which a comma would close, but its subject."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i == 0:
        return None
    found = verb.nbor(-1)
    while found.dep_ not in {"appos", "ROOT"} and found.head.i < verb.i:
        found = found.head
    first = found.left_edge.i
    fits = found.dep_ == "appos" and found.tag_.startswith("NN") and first > 0
    return found if fits and found.doc[first - 1].text == "," else None


def subject(verb: Token) -> Token | None:
    """Who does what `verb` says, climbing to the clause that shares its subject."""
    if not children(verb, *SUBJECTS, *PASSIVE) and (runs := _run_into(verb)) is not None:
        return runs
    current, seen = verb, 0
    while seen < 6:
        own = [child for child in children(current, *SUBJECTS) if child.dep_ != "expl" and not _itself(child)]
        own = [child for child in own if child.dep_ != "csubj"] or own  # "the Post, citing two, said"
        if own and current is not verb and own[0].lower_ == "it" and children(current, "acomp"):
            return None  # "it is hard to confirm": nobody is named
        if own:
            return _last_of_two(own, current) or own[0]
        if current is not verb or not passive(current):
            own = children(current, *PASSIVE)
            if own:
                return own[0]
        else:
            return None
        if current.dep_ in {"acl"}:
            return current.head
        if current.dep_ not in CLIMB or current.head is current:
            return None
        if (
            current.dep_ == "xcomp"
            and (objects := children(current.head, "dobj"))
            and current.head.i < objects[0].i
        ):
            return objects[0]
        if current.dep_ == "ccomp" and current.tag_ not in {"VB", "VBG"}:
            return None
        current, seen = current.head, seen + 1
    return None


def passive(verb: Token) -> bool:
    """Whether the verb is in the passive voice, or a participle without a subject of its own."""
    if children(verb, "auxpass", "nsubjpass"):
        return True
    return verb.tag_ == "VBN" and verb.dep_ in {"acl", "advcl"} and not children(verb, "nsubj", "aux")


def agent(verb: Token) -> Token | None:
    """Who is named by `by` after a passive."""
    for by in verb.children:
        if by.dep_ in {"agent", "prep"} and by.lower_ == "by":
            found = children(by, "pobj")
            if found:
                return found[0]
    called = (by for name in children(verb, "prep") if name.lower_ == "as" for by in name.subtree)
    behind = (by for by in called if by.lower_ == "by")  # "was dismissed as false by the ministry"
    return next((one for by in behind for one in children(by, "pobj")), None)


def antecedent(head: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    clause = head.head
    if head.tag_ not in RELATIVE or clause.dep_ != "relcl":
        return None
    noun = clause.head
    place = noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.lower_ in WHERE
    if head.lower_ == "who" and place and noun.head.head.tag_.startswith("NN"):
        return noun.head.head  # "officials in Hale, who said": no place says anything
    return noun


def verb_group(verb: Token) -> Tokens:
    """The verb with its auxiliaries, negation and particle, and the adverbs between them."""
    close = {verb}
    parts = [
        child
        for child in verb.children
        if child.dep_ in {"aux", "auxpass", "neg", "prt"} and abs(child.i - verb.i) < 6
    ]
    close.update(parts)
    first = min(close, key=lambda token: token.i).i
    for child in verb.children:
        beside = first - 1 <= child.i <= verb.i
        if child.dep_ == "advmod" and beside and not list(child.children) and not child.text[0].isupper():
            close.add(child)
        if child.lower_ == "longer" and beside:
            close |= {child, *children(child, "neg")}
    return frozenset(close)
