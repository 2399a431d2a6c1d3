"""Indirect speech: from a cue word along the arcs of the parse to its source and content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sayso.read.grammar import (
    RELATIVE,
    Doc,
    Token,
    Tokens,
    agent,
    children,
    noun_phrase,
    passive,
    subject,
    subtree,
    verb_group,
)
from sayso.read.lexicon import Cue, Lexicon

NOTHING: Tokens = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A cue with its roles as tokens of one parse."""

    rule: str
    cue: Cue
    head: Any
    source_head: Any
    source: Tokens
    words: Tokens
    content: Tokens
    negated: bool = False


Complement = Callable[[Token, Cue], tuple[Tokens, Tokens] | None]


def find(doc: Doc, lexicon: Lexicon) -> Iterator[Match]:
    """Every attribution of a parsed frame that stands in its grammar."""
    for token in doc:
        low = token.text.lower()
        if token.tag_.startswith("VB"):
            match = _verb(token, lexicon.verbs.get(low, ()), lexicon)
            if match is not None:
                yield match
        elif token.tag_.startswith("NN"):
            match = _noun(token, lexicon.nouns.get(low, ()))
            if match is not None:
                yield match
        elif token.tag_.startswith("JJ"):
            match = _adjective(token, lexicon.adjectives.get(low, ()))
            if match is not None:
                yield match
        elif low == "according":
            match = _according(token)
            if match is not None:
                yield match
        elif low in lexicon.sets["adverbs.hearsay"]:
            yield _hearsay(token)


# --- verbs ------------------------------------------------------------------------------------


def _verb(verb: Token, cues: tuple[Cue, ...], lexicon: Lexicon) -> Match | None:
    if verb.dep_ in {"aux", "auxpass", "amod", "compound"}:
        return None
    source_head = _source(verb)
    for form, complement in COMPLEMENTS:
        for cue in cues:
            if form not in cue.takes or not _particle(verb, cue):
                continue
            if form == "object_document":
                continue
            found = complement(verb, cue)
            if found is None:
                continue
            content, extra = found
            return _match(f"verb.{form}", cue, verb, source_head, content, extra)
    return None


def _particle(verb: Token, cue: Cue) -> bool:
    if not cue.particle:
        return True
    following = verb.doc[verb.i + 1 : verb.i + 5]
    return any(token.text.lower() == cue.particle for token in following)


def _source(verb: Token) -> Token | None:
    if passive(verb):
        return agent(verb)
    return subject(verb)


def _match(
    rule: str, cue: Cue, verb: Token, head: Token | None, content: Tokens, extra: Tokens
) -> Match | None:
    words = verb_group(verb) | extra
    source = NOTHING
    if head is not None:
        source = noun_phrase(head, without=[verb] if verb.i != head.i and verb in head.subtree else ())
        source -= words
    content = content - source - words
    if not content:
        return None
    negated = any(child.dep_ == "neg" for child in verb.children)
    return Match(rule, cue, verb, head, source, words, content, negated)


def _clause(verb: Token, cue: Cue) -> tuple[Tokens, Tokens] | None:
    for child in children(verb, "ccomp", "csubj", "csubjpass"):
        if child.dep_ != "ccomp" and child.i < verb.i and not passive(verb):
            continue
        if child.i < verb.i and not passive(verb) and child.tag_ == "VBN" and not list(child.children):
            continue
        return subtree(child), NOTHING
    if verb.dep_ == "parataxis" or (verb.dep_ == "advcl" and _as(verb)):
        return subtree(verb.head, without=[verb]), NOTHING
    for child in children(verb, "advcl", "xcomp", "dep"):
        marks = {mark.text.lower() for mark in children(child, "mark")}
        if marks & {"whether", "that"} or (
            marks & {"if"} and cue.kind in {"ask", "doubt"} and child.i > verb.i
        ):
            return subtree(child), NOTHING
    if passive(verb):
        return _passive(verb)
    if cue.kind in SPEAKS:
        return _trailing(verb)
    return None


SPEAKS = frozenset({"say", "announce", "write", "believe", "show", "learn"})


def _trailing(verb: Token) -> tuple[Tokens, Tokens] | None:
    """`Two dead, officials say`: no arc leads to the content, the comma does."""
    who = subject(verb)
    if who is None or who.sent.start != verb.sent.start or abs(who.i - verb.i) > 12:
        return None
    first = min(min(token.i for token in who.subtree), verb.i)
    sentence = verb.sent
    if first - sentence.start < 2 or verb.doc[first - 1].text not in {",", "—", "–", "-", ";"}:
        return None
    after = [token for token in verb.doc[max(verb.i, who.i) + 1 : sentence.end] if not token.is_punct]
    if any(token.tag_.startswith("VB") for token in after) or len(after) > 8:
        return None
    return frozenset(verb.doc[sentence.start : first - 1]), NOTHING


def _as(verb: Token) -> bool:
    return any(child.text.lower() == "as" for child in children(verb, "mark", "advmod"))


def _passive(verb: Token) -> tuple[Tokens, Tokens] | None:
    """`He is believed to be dead`, `was reported killed`: the subject and what is said of it."""
    subjects = children(verb, "nsubjpass")
    rest = children(verb, "xcomp", "oprd")
    if not subjects or not rest:
        return None
    return noun_phrase(subjects[0]) | frozenset().union(*(subtree(child) for child in rest)), NOTHING


def _infinitive(verb: Token, cue: Cue) -> tuple[Tokens, Tokens] | None:
    for child in children(verb, "xcomp", "ccomp", "advcl"):
        if child.i > verb.i and any(mark.tag_ == "TO" for mark in children(child, "aux", "mark")):
            if passive(verb):
                return _passive(verb)
            return subtree(child), NOTHING
    return None


def _person_infinitive(verb: Token, cue: Cue) -> tuple[Tokens, Tokens] | None:
    objects = children(verb, "dobj", "dative")
    for child in children(verb, "xcomp", "ccomp", "advcl"):
        if child.i > verb.i and any(mark.tag_ == "TO" for mark in children(child, "aux", "mark")):
            tokens = subtree(child)
            return (tokens | noun_phrase(objects[0]) if objects else tokens), NOTHING
    if passive(verb):
        return _passive(verb)
    return None


def _gerund(verb: Token, cue: Cue) -> tuple[Tokens, Tokens] | None:
    for child in children(verb, "xcomp", "ccomp"):
        if child.i > verb.i and child.tag_ == "VBG":
            return subtree(child), NOTHING
    return None


def _prep(verb: Token, cue: Cue) -> tuple[Tokens, Tokens] | None:
    for preposition in verb.children:
        if preposition.i < verb.i or preposition.text.lower() not in cue.prepositions:
            continue
        inner = children(preposition, "pobj", "pcomp")
        if inner:
            tokens = subtree(inner[0])
            objects = [o for o in children(verb, "dobj") if verb.i < o.i < preposition.i]
            if objects and cue.lemma in {"accuse", "blame"}:
                return tokens | noun_phrase(objects[0]) | {preposition}, NOTHING
            if objects:
                return None
            follow = [
                child
                for child in children(verb, "xcomp", "advcl")
                if child.i > inner[0].i and cue.lemma in {"call", "push", "press", "wait"}
            ]
            for child in follow:
                if child.tag_ == "VB":
                    tokens = tokens | subtree(child)
            return tokens, frozenset({preposition})
    return None


def _object(verb: Token, cue: Cue) -> tuple[Tokens, Tokens] | None:
    if passive(verb):
        subjects = children(verb, "nsubjpass")
        return (noun_phrase(subjects[0]), NOTHING) if subjects else None
    for child in children(verb, "dobj"):
        if child.tag_ in {"PRP"} and child.text.lower().endswith(("self", "selves")):
            continue
        tokens = subtree(child)
        for preposition in children(verb, "prep"):
            if preposition.i > child.i and preposition.text.lower() in {"as", "of"}:
                tokens |= subtree(preposition)
        return tokens, NOTHING
    return None


def _label(verb: Token, cue: Cue) -> tuple[Tokens, Tokens] | None:
    """`called the deal a disaster`, `described him as dead`: both the thing and its label."""
    if passive(verb):
        subjects, labels = children(verb, "nsubjpass"), children(verb, "oprd", "attr")
    else:
        subjects, labels = children(verb, "dobj", "nsubj"), children(verb, "oprd", "attr", "acomp")
        subjects = [child for child in subjects if child.dep_ == "dobj" or child.tag_ in {"WDT", "WP"}]
        small = [child for child in children(verb, "ccomp", "xcomp") if child.i > verb.i]
        if small:
            labels = labels or small
    labels = labels + [
        child for child in children(verb, "prep") if child.text.lower() == "as" and child.i > verb.i
    ]
    if not labels:
        return None
    tokens = frozenset().union(*(subtree(label) for label in labels))
    return (tokens | noun_phrase(subjects[0]) if subjects else tokens), NOTHING


def _raising(verb: Token, cue: Cue) -> tuple[Tokens, Tokens] | None:
    subjects, rest = children(verb, "nsubj"), children(verb, "xcomp", "oprd", "acomp")
    if not subjects or not rest or subjects[0].tag_ == "EX":
        return None
    return noun_phrase(subjects[0]) | frozenset().union(*(subtree(child) for child in rest)), NOTHING


def _quoted(verb: Token, cue: Cue) -> tuple[Tokens, Tokens] | None:
    """`was quoted as saying that ...` is found at `saying`; here only its frame."""
    return None


COMPLEMENTS: tuple[tuple[str, Complement], ...] = (
    ("label", _label),
    ("clause", _clause),
    ("person_infinitive", _person_infinitive),
    ("infinitive", _infinitive),
    ("gerund", _gerund),
    ("prep", _prep),
    ("object", _object),
    ("raising", _raising),
)


# --- nouns, adjectives, according to, adverbs -------------------------------------------------


def _noun(noun: Token, cues: tuple[Cue, ...]) -> Match | None:
    for cue in cues:
        content, words = _noun_content(noun, cue)
        if not content:
            continue
        head = _owner(noun)
        source = noun_phrase(head) if head is not None else NOTHING
        owner = [child for child in children(noun, "poss") if child is head]
        mark = frozenset(mark for child in owner for mark in children(child, "case"))
        source -= mark
        words = words | mark | {noun}
        return Match("noun", cue, noun, head, source, words, content - source - words)
    return None


def _noun_content(noun: Token, cue: Cue) -> tuple[Tokens, Tokens]:
    for child in noun.children:
        if child.i < noun.i:
            continue
        if "clause" in cue.takes and child.dep_ in {"acl", "ccomp", "relcl"} and _that(child):
            return subtree(child), NOTHING
        if (
            "infinitive" in cue.takes
            and child.dep_ in {"acl", "relcl"}
            and any(mark.tag_ == "TO" for mark in children(child, "aux"))
        ):
            return subtree(child), NOTHING
        if child.dep_ == "prep" and child.text.lower() in cue.takes:
            inner = children(child, "pobj", "pcomp")
            if inner:
                return subtree(inner[0]), frozenset({child})
    return NOTHING, NOTHING


def _that(clause: Token) -> bool:
    first = min(clause.subtree, key=lambda token: token.i)
    return first.text.lower() in {"that", "whether"} and (first.dep_ == "mark" or first.head is clause)


def _owner(noun: Token) -> Token | None:
    owners = children(noun, "poss")
    if owners:
        return owners[0]
    for preposition in children(noun, "prep"):
        if preposition.text.lower() in {"by", "from"}:
            inner = children(preposition, "pobj")
            if inner:
                return inner[0]
    if noun.dep_ == "dobj" and noun.head.tag_.startswith("VB"):
        return subject(noun.head)
    return None


def _adjective(word: Token, cues: tuple[Cue, ...]) -> Match | None:
    if word.dep_ not in {"acomp", "oprd", "ROOT", "conj"}:
        return None
    verb = word.head if word.dep_ == "acomp" else word
    for cue in cues:
        clause = [
            c
            for c in (*word.children, *verb.children)
            if c.dep_ in {"ccomp", "advcl", "csubj", "xcomp"} and c.i > word.i
        ]
        clause = [
            c
            for c in clause
            if _that(c) or (c.dep_ == "ccomp") or ("infinitive" in cue.takes and c.dep_ == "xcomp")
        ]
        if not clause:
            continue
        heads = [child for child in children(verb, "nsubj") if child.text.lower() != "it"]
        head = None if "it_clause" in cue.takes else (heads[0] if heads else None)
        if "it_clause" in cue.takes and heads:
            continue
        if head is None and "it_clause" not in cue.takes:
            continue
        words = verb_group(verb) | {word} if verb is not word else frozenset({word})
        source = noun_phrase(head) if head is not None else NOTHING
        return Match("adjective", cue, verb, head, source - words, words, subtree(clause[0]) - words)
    return None


ACCORDING = Cue("according", "according", frozenset({"clause"}))


def _according(token: Token) -> Match | None:
    to = [child for child in token.children if child.text.lower() == "to"]
    if not to:
        to = [
            following for following in token.doc[token.i + 1 : token.i + 2] if following.text.lower() == "to"
        ]
    heads = children(to[0], "pobj") if to else []
    if not heads:
        return None
    clause = token.head
    while clause.head is not clause and clause.dep_ not in {
        "ROOT",
        "ccomp",
        "conj",
        "advcl",
        "relcl",
        "parataxis",
    }:
        clause = clause.head
    if clause.dep_ == "conj" and not clause.tag_.startswith("VB"):
        clause = clause.head
    source = noun_phrase(heads[0])
    words = frozenset({token, to[0]})
    return Match(
        "according",
        ACCORDING,
        token,
        heads[0],
        source,
        words,
        subtree(clause, without=[token]) - source - words,
    )


def _hearsay(token: Token) -> Match:
    from sayso.terms.statement import Hedge

    cue = Cue(token.text.lower(), "hearsay", frozenset({"clause"}), hedge=Hedge.WEAK)
    clause = token.head
    content = subtree(clause, without=[token])
    if clause.dep_ == "relcl" or clause.tag_ in RELATIVE:
        content = subtree(clause, without=[token])
    return Match("hearsay", cue, token, None, NOTHING, frozenset({token}), content)
