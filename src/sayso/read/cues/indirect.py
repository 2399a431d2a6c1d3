"""Indirect speech: from a cue word along the arcs of the parse to its source and content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.read.cues import complements, nominal
from sayso.read.cues.clausal import Found
from sayso.read.cues.roles import (
    cited_by,
    cited_in_turn,
    cue_words,
    declines,
    goes_back,
    phrase,
    quoted_by,
    quotes_somebody,
    shared_by,
    source_of,
)
from sayso.read.text.grammar import (
    PASSIVE,
    SUBJECTS,
    Tokens,
    agent,
    antecedent,
    children,
    passive,
    verb_group,
)
from sayso.read.text.lexicon import Cue, Lexicon
from sayso.read.text.token import Doc, Token
from sayso.terms.statement import Polarity

NOTHING: Tokens = frozenset()
WEAK_RULES = frozenset(
    {
        "object",
        "object_document",
        "prep",
        "raising",
        "person_infinitive",
        "infinitive",
        "gerund",
        "label",
        "moved",
    }
)


CLOSED = frozenset({"seem", "quoted", "go_on", "learn"})  # classes whose content stands nowhere else
LOOSE_FORMS = ("label", "clause", "person_infinitive", "infinitive", "gerund", "object", "prep")
LOOSE = frozenset(LOOSE_FORMS)
TOWARD = frozenset({"about", "of", "for", "over", "against", "with", "toward", "towards", "upon"})


@dataclass(frozen=True, slots=True)
class Match:
    """A cue with its roles as tokens of one parse."""

    rule: str
    cue: Cue
    head: Token
    source_head: Token | None
    source: Tokens
    words: Tokens
    content: Tokens
    negated: bool = False
    told: Tokens = NOTHING
    citing: Tokens = NOTHING
    in_turn: Tokens = NOTHING
    relay: Tokens = NOTHING


def find(doc: Doc, lexicon: Lexicon) -> Iterator[Match]:
    """Every attribution of a parsed frame that stands in its grammar."""
    triggers = lexicon.triggers
    for token in doc:
        match = _at(token, lexicon) if token.lower_ in triggers else None
        if match is not None and match.content:
            yield match


def _at(token: Token, lexicon: Lexicon) -> Match | None:
    low = token.lower_
    cites = lexicon.sets["cites"]
    if low == "according":
        return _from(nominal.according(token), token, cites)
    if low in lexicon.sets["adverbs.hearsay"]:
        return _from(nominal.hearsay(token), token, cites)
    if token.tag_.startswith("VB"):
        return _verb(token, lexicon)
    if token.tag_.startswith("NN"):
        return _from(
            nominal.noun(token, lexicon.nouns.get(low, ()), lexicon.sets),
            token,
            cites,
        )
    if token.tag_.startswith("JJ"):
        return _from(nominal.adjective(token, lexicon.adjectives.get(low, ())), token, cites)
    return None


def _from(found: nominal.Found | None, head: Token, cites: frozenset[str]) -> Match | None:
    if found is None:
        return None
    source = phrase(found.source) - found.words if found.source is not None else NOTHING
    content = found.content - found.words - source
    citing, aside = cited_by(head, found.source, cites)
    content -= aside
    in_turn = cited_in_turn(citing, cites)
    return Match(
        found.rule,
        found.cue,
        head,
        found.source,
        source,
        found.words,
        content,
        citing=citing,
        in_turn=in_turn,
    )


def _verb(verb: Token, lexicon: Lexicon) -> Match | None:
    if verb.dep_ in {"aux", "auxpass", "amod", "compound"}:
        return None
    if any(declines(child, lexicon) and children(child, "ccomp") for child in children(verb, "xcomp")):
        return None  # "declined to say whether ..." is one cue, found at "say"
    cues = lexicon.verbs.get(verb.lower_, ())
    if _only_asked(verb):
        cues = tuple(replace(cue, polarity=Polarity.UNCERTAIN) for cue in cues)
    for form, complement in complements.FORMS:
        for cue in cues:
            if form not in cue.takes or not _particle(verb, cue):
                continue
            found = complement(verb, cue, lexicon)
            if found is not None:
                return _match(form, cue, verb, found, lexicon)
    return _loose(verb, cues, lexicon)


def _only_asked(verb: Token) -> bool:
    """`Do you believe that he was arrested?`: nobody has said yet whether he believes it."""
    who = children(verb, *SUBJECTS)
    turned = who and any(
        aux.i < who[0].i and aux.lower_ in {"do", "does", "did"} for aux in children(verb, "aux")
    )
    return bool(turned and verb.sent[-1].text == "?")


def _loose(verb: Token, cues: tuple[Cue, ...], lexicon: Lexicon) -> Match | None:
    """A content where the verb's class does not expect it, of somebody who can speak: the ranker tells."""
    plain = (cue for cue in cues if not cue.particle and not cue.prepositions and cue.kind not in CLOSED)
    known = next(plain, None)
    held = source_of(goes_back(verb, lexicon) or verb)
    named = verb.dep_ != "acl" or verb.tag_ != "VBN" or agent(verb) is not None  # "a man said to be"
    if known is None or not named or verb.lower_ in lexicon.sets["light"]:
        return None
    if quotes_somebody(verb, lexicon.sets["cites"]):
        return None
    if not (held is None and passive(verb)) and not _can_speak(held, lexicon):
        return None
    cue = replace(known, takes=LOOSE, prepositions=TOWARD, loose=True)
    forms = dict(complements.FORMS)
    for form in LOOSE_FORMS:
        if form == "clause" and not children(verb, "ccomp"):
            continue
        found = forms[form](verb, cue, lexicon)
        if found is None or _dated(found.content, lexicon):
            continue
        reduced = form.endswith("infinitive") and any(word.lower_ in {"be", "have"} for word in found.content)
        if reduced and verb.lower_ in lexicon.sets["passive.hearsay"]:
            return None  # "man said to be dead", of a headline, which names nobody who says it
        return _match(form, cue, verb, found, lexicon)
    return None


def _dated(content: Tokens, lexicon: Lexicon) -> bool:
    """`said on Monday`: a time is no content."""
    times = lexicon.sets["names.times"]
    return all(word.like_num or word.lower_ in times or word.tag_ in {"IN", "DT"} for word in content)


def _can_speak(head: Token | None, lexicon: Lexicon) -> bool:
    if head is None:
        return False
    low = head.lower_
    named = head.tag_.startswith("NNP") or head.tag_ in {"PRP", "WP", "NNS"} or low == "that"
    return named or low.strip(".") in lexicon.sets["kinds.any"]


def _people(verb: Token, lexicon: Lexicon) -> bool:
    people = lexicon.sets["kinds.people"]
    return any(child.lower_ in people or child.tag_.startswith("NNP") for child in children(verb, "dobj"))


def _particle(verb: Token, cue: Cue) -> bool:
    return not cue.particle or any(t.lower_ == cue.particle for t in verb.doc[verb.i + 1 : verb.i + 5])


def _match(form: str, cue: Cue, verb: Token, found: Found, lexicon: Lexicon) -> Match | None:
    words = cue_words(verb, found.words, lexicon.sets["light"])
    head = source_of(goes_back(verb, lexicon) or verb) if form not in {"raising", "moved"} else None
    if form == "moved":
        head = children(verb, *(("nsubjpass", "nsubj") if passive(verb) else ("dobj",)))[0]
    relay, quoted = quoted_by(verb, lexicon.sets["cites"])
    head = quoted or head
    thing = head if relay is None and head is not None else None
    if thing is not None:
        relay = shared_by(antecedent(thing) or thing, lexicon.sets["shares"])
    source = phrase(head, without=verb) - words if head is not None else NOTHING
    content = found.content - source - words
    if form == "object" and verb.lower_ in lexicon.sets["cites"] and _people(verb, lexicon):
        return None  # who is quoted is no content
    open_point = cue.kind in {"confirm", "deny"} and passive(verb)
    if not content or not _worth(form, verb, head, content, open_point):
        return None
    if _only_told_of(verb, head, lexicon):
        return None
    negated = any(child.dep_ == "neg" for word in words for child in word.children if child in words)
    if declines(verb, lexicon):
        negated, words = True, words | verb_group(verb.head) | frozenset(verb.doc[verb.head.i : verb.i])
    citing, aside = cited_by(verb, head, lexicon.sets["cites"])
    content -= aside
    return Match(
        f"verb.{form}",
        cue,
        verb,
        head,
        source,
        words - source,
        content,
        negated,
        found.told,
        citing,
        cited_in_turn(citing, lexicon.sets["cites"]),
        phrase(antecedent(relay) or relay, without=verb) if relay is not None else NOTHING,
    )


def _only_told_of(verb: Token, head: Token | None, lexicon: Lexicon) -> bool:
    """`the technology to confirm a case`, `tests were done to confirm it`: what is had or made for that end,
    and nobody who could confirm it."""
    if head is None:
        return False
    end = verb.tag_ == "VB" and (verb.head.tag_ == "JJ" or (verb.dep_ == "advcl" and passive(verb.head)))
    thing = end or head.dep_ not in SUBJECTS | PASSIVE
    speaks = _can_speak(head, lexicon) and not (end and passive(verb.head))
    return thing and verb.tag_ in {"VB", "VBG"} and not speaks


RAISED = 6  # words


def _worth(form: str, verb: Token, head: Token | None, content: Tokens, open_point: bool) -> bool:
    """Weak forms need somebody who does it; the rest the ranker decides."""
    size = sum(1 for token in content if not token.is_punct)
    if form not in WEAK_RULES:
        return size >= 1
    if form == "raising":
        return size >= RAISED
    if head is None:
        return (size >= RAISED and form == "label") or (form == "object" and open_point)
    return size >= 1
