"""The content of a verb that is a clause: `said that ...`, `..., she said`, `is believed to be`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

from sayso.read.cues.roles import cited_clause, clause_part, phrase
from sayso.read.text.grammar import Tokens, children, passive, subject, subtree
from sayso.read.text.lexicon import Cue, Lexicon
from sayso.read.text.token import Token

NOTHING: Tokens = frozenset()
# Nobody wants or praises what stands in front: "She left, he wants her back".
WILL = frozenset({"want", "demand", "seek", "intend", "plan_object", "judge", "discuss", "decline", "feel"})
SPEAKS = frozenset({"say", "announce", "write", "believe", "show", "learn"})
TELLS = frozenset({"say", "announce", "write", "confirm"})  # somebody with much to say


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens of the content, of prepositions that belong to the cue, and of who was told."""

    content: Tokens
    words: Tokens = NOTHING
    told: Tokens = NOTHING


def union(heads: list[Token]) -> Tokens:
    """All words that hang on some heads."""
    return frozenset().union(*(subtree(head) for head in heads)) if heads else NOTHING


def clause(verb: Token, cue: Cue, lexicon: Lexicon) -> Found | None:
    """`said that ...`, `..., he said`, `as she said, ...`, `asked whether ...`."""
    told = frozenset().union(
        *(phrase(child) for child in children(verb, "dobj", "dative") if child.i > verb.i)
    )
    for child in children(verb, "ccomp"):
        if child.i > verb.i and not passive(verb) and _unfinished(child):
            continue
        if child.i < verb.i and (cue.kind in WILL or _apart(child, verb)):
            continue
        stub = child.i < verb.i and _no_statement(child)
        if not stub or passive(verb):
            content = clause_part(child, lexicon) | _torn(verb, child)
            content |= _added(verb, child) | _goes_on(verb, child, lexicon)
            said = cue.kind in TELLS
            return Found(content | (_and_that(verb, content) if said else NOTHING), told=told)
    if verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and _as(verb)):
        held = verb.head.dep_ == "ccomp" and verb.head.head.lower_ in lexicon.verbs
        return None if held else Found(subtree(verb.head, without=[verb]))
    borrowed = _borrowed(verb, lexicon) or cited_clause(verb, lexicon.sets["cites"])
    if borrowed is not None:
        return Found(clause_part(borrowed, lexicon))
    for child in children(verb, "advcl"):
        if child.left_edge.i == verb.i + 1 and child.left_edge.lower_ in {
            "when",
            "how",
            "why",
            "where",
        }:
            return Found(subtree(child), told=told)
    for child in children(verb, "advcl", "xcomp", "dep", "csubj"):
        marks = {mark.lower_ for mark in children(child, "mark")}
        if marks & {"whether", "that"} or (
            marks & {"if"} and cue.kind in {"ask", "doubt"} and child.i > verb.i
        ):
            return Found(subtree(child), told=told)
    if passive(verb):
        return reported(verb, lexicon)
    return _trailing(verb, lexicon.sets["cites"]) if cue.kind in SPEAKS | {"confirm"} else None


def _torn(verb: Token, child: Token) -> Tokens:
    """`said that the woman detained in Hale was his wife`: the parser tears one clause in two."""
    for other in children(verb, "ccomp"):
        lost = other.left_edge.i == child.right_edge.i + 1 and not children(
            other, "nsubj", "nsubjpass", "mark"
        )
        if lost and child.tag_ in {"VBN", "VBD"} and not children(child, "aux", "auxpass"):
            return subtree(other)
    return NOTHING


def _added(verb: Token, child: Token) -> Tokens:
    """`said that it was shut and if it rained, it would stay so`: both clauses hang on `said`."""
    joined = [other for other in children(verb, "ccomp") if other.i > child.i > verb.i]
    return union([one for one in joined if one.left_edge.i > 0 and one.left_edge.nbor(-1).dep_ == "cc"])


def _and_that(verb: Token, content: Tokens) -> Tokens:
    """`said it was over, that he was dead and that they fled`: the clauses behind a content that begin with
    another *that*, wherever the parser hangs them."""
    doc, end = verb.doc, verb.sent.end
    first = at = max(token.i for token in content) + 1
    while verb.i < at < end:
        begin = at
        while begin < end and (doc[begin].text == "," or doc[begin].dep_ == "cc"):
            begin += 1
        if begin in (at, end) or doc[begin].lower_ != "that" or doc[begin].dep_ != "mark":
            break
        at = max(begin, min(doc[begin].head.right_edge.i, end - 1)) + 1
    return frozenset(doc[first:at]) if at > first else NOTHING


def _apart(child: Token, verb: Token) -> bool:
    """`The rebels say they shot it down; the army says it crashed`: two sentences that the parser joins."""
    return any(token.text in {";", ":"} for token in child.doc[child.right_edge.i : verb.i])


FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _unfinished(child: Token) -> bool:
    """`saw him leave`, `wants them to go`, `found it difficult`: no clause of its own."""
    if child.tag_ in FINITE or any(mark.tag_ in FINITE for mark in children(child, "aux", "auxpass", "cop")):
        return False
    inside = (inner for inner in child.children if inner.dep_ in {"ccomp", "mark", "conj"})
    return child.tag_ in {"VB", "VBG", "JJ"} and not any(inner.tag_ in FINITE | {"IN"} for inner in inside)


def _no_statement(child: Token) -> bool:
    """`While he wavered, she said`, `Writing in the Post, she said`: not what she said."""
    if not list(child.children) or children(child, "mark"):
        return True
    return bool(child.tag_ == "VBG" and not children(child, "nsubj", "aux"))


def _borrowed(verb: Token, lexicon: Lexicon) -> Token | None:
    """`said in a note posted Thursday that ...`, `said at the time that ...`, `said in a press release that
    ...`: the parser hangs the clause on `posted`, on `time`, on `release`."""
    times = lexicon.sets["names.times"] | {"time"}
    written = lexicon.sets["kinds.document"] | lexicon.sets["kinds.account"]
    for preposition in children(verb, "prep"):
        for inner in children(preposition, "pobj"):
            for late in children(inner, "relcl", "acl"):
                that = late.left_edge
                told = inner.lower_ in written and preposition.lower_ in {"in", "on"} and that.dep_ == "mark"
                if that.lower_ == "that" and (told or inner.lower_ in times):
                    return late
            for participle in children(inner, "acl"):
                held = [child for child in children(participle, "ccomp") if children(child, "mark")]
                if participle.tag_ == "VBN" and held:
                    return held[0]
    return None


def _goes_on(verb: Token, child: Token, lexicon: Lexicon) -> Tokens:
    """`said that he was not dead, but is badly hurt`: the parser hangs the second verb on `said`."""
    more: Tokens = NOTHING
    for other in children(verb, "conj"):
        stative = other.lower_ in {"is", "are", "was", "were"} or children(other, "aux", "auxpass")
        own = children(other, "nsubj", "nsubjpass") or other.lower_ in lexicon.verbs
        if stative and not own and other.i > child.i and children(child, "aux", "auxpass", "nsubj"):
            more |= subtree(other)
    return more


def _as(verb: Token) -> bool:
    return any(child.lower_ == "as" for child in children(verb, "mark", "advmod"))


def reported(verb: Token, lexicon: Lexicon) -> Found | None:
    """`He is believed to be dead`, `was reported killed`: the subject and what is said of it."""
    subjects, rest = children(verb, "nsubjpass"), children(verb, "xcomp", "oprd")
    if not subjects or not rest or verb.lower_ not in lexicon.sets["passive.hearsay"]:
        return None
    return Found(phrase(subjects[0]) | union(rest))


def _trailing(verb: Token, cites: frozenset[str]) -> Found | None:
    """`Two dead, officials say`: no arc leads to the content, the comma does. What is cited behind it tells
    whom they have it from."""
    who = subject(verb)
    if who is None or abs(who.i - verb.i) > 12:
        return None
    sentence = verb.sent
    if not sentence.start <= who.i < sentence.end:
        return None
    first = min(who.left_edge.i, verb.i)
    if first - sentence.start < 2 or verb.doc[first - 1].text not in {",", "—", "–", "-", ";"}:
        return None
    behind = takewhile(
        lambda token: token.lower_ not in cites, verb.doc[max(verb.i, who.i) + 1 : sentence.end]
    )
    after = [token for token in behind if not token.is_punct]
    if any(token.tag_.startswith("VB") for token in after) or len(after) > 8 or children(verb, "dobj"):
        return None
    if verb.doc[sentence.start].dep_ in {"prep", "mark", "advmod", "cc"}:
        return None
    return Found(frozenset(verb.doc[sentence.start : first - 1]))
