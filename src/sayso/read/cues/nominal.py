"""Cues that are not verbs: nouns, adjectives, `according to`, adverbs of hearsay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sayso.read.cues.roles import comes_last, phrase
from sayso.read.text.grammar import Tokens, children, subject, subtree, verb_group
from sayso.read.text.lexicon import Cue
from sayso.read.text.token import Token
from sayso.terms.statement import Hedge, Polarity

NOTHING: Tokens = frozenset()
TOWARD = frozenset(
    {"about", "of", "for", "on", "over", "against", "at", "to", "with", "toward", "towards", "in"}
)
LOOSE = TOWARD | {"clause", "infinitive"}
ACCORDING = Cue("according", "according", frozenset({"clause"}))
PLACES = frozenset(
    {
        "media",
        "twitter",
        "facebook",
        "websites",
        "sites",
        "forums",
        "press",
        "newspapers",
        "newspaper",
        "sources",
    }
)
LEAST = 2  # words that a phrase needs to be a content
CLAUSE_ROOTS = frozenset({"ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis"})


@dataclass(frozen=True, slots=True)
class Found:
    """A cue that is no verb, with its source's head."""

    rule: str
    cue: Cue
    source: Token | None
    words: Tokens
    content: Tokens


def noun(token: Token, cues: tuple[Cue, ...], sets: Mapping[str, frozenset[str]]) -> Found | None:
    """`the claim that ...`, `a denial by ...`, `plans to ...`, `is a critic of ...`."""
    for cue in (*cues, *(replace(cue, takes=LOOSE, loose=True) for cue in cues[:1])):
        content, words, form = _noun_content(token, cue, sets)
        if not content:
            continue
        head, verb = _held(token) if cue.kind == "holder" else owner(token, sets)
        if head is None and form != "clause" and cue.kind != "hearsay":
            continue
        size = sum(1 for word in content if not word.is_punct)
        dated = all(w.like_num or w.lower_ in sets["names.times"] for w in content if not w.is_punct)
        if (form != "clause" and size < LEAST) or dated:
            continue
        if verb is not None:
            words |= verb_group(verb) | frozenset(token.doc[verb.i : token.i])
        if _called_untrue(token, sets):
            cue = replace(cue, polarity=Polarity.DENIES)
        if _left_unproven(token, sets):
            cue = replace(cue, polarity=Polarity.UNCERTAIN, hedge=Hedge.STRONG)
        if _taken_back(token, sets):
            cue = replace(cue, polarity=Polarity.UNCERTAIN)
        return Found("noun", cue, head, words | {token}, content)
    return None


def _called_untrue(token: Token, sets: Mapping[str, frozenset[str]]) -> bool:
    """`Reports that he was dead were false`: whoever says so denies what is reported."""
    verb = token.head
    if token.dep_ != "nsubj" or children(verb, "neg"):
        return False
    said_of_it = [verb, *children(verb, "acomp", "attr", "oprd")]
    inside = [noun for word in said_of_it for noun in (word, *children(word, "pobj"))]
    return any(word.lower_ in sets["untrue.words"] for word in inside)


def _left_unproven(token: Token, sets: Mapping[str, frozenset[str]]) -> bool:
    """`Reports that he was dead could not be verified`, `are unconfirmed`: nobody stands for them."""
    verb = token.head
    if token.dep_ == "nsubj" and not children(verb, "neg"):
        return any(word.lower_ in sets["untrue.open"] for word in children(verb, "acomp", "oprd"))
    passive = token.dep_ == "nsubjpass" and bool(children(verb, "neg"))
    return passive and verb.lower_ in sets["untrue.unproven"]


def _taken_back(token: Token, sets: Mapping[str, frozenset[str]]) -> bool:
    """`withdrew its report that he was dead`, `took back the claim that`."""
    if token.dep_ not in {"dobj", "nsubjpass"}:
        return False
    back = any(word.lower_ == "back" for word in children(token.head, "prt", "advmod"))
    return back or token.head.lower_ in sets["retracts"]


def _held(token: Token) -> tuple[Token | None, Token | None]:
    """Who is called a supporter, a critic; and the verb that says so."""
    verb = token.head
    if token.dep_ != "attr" or not verb.tag_.startswith("VB"):
        return None, None
    return subject(verb), verb


def _strayed(token: Token, sets: Mapping[str, frozenset[str]]) -> list[Token]:
    """What the parser hangs on the verb beside a noun: `broke the news on Monday that`, `cast doubt on`,
    `rumours circulated on Monday that`."""
    if token.dep_ == "dobj" and token.head.lower_ in sets["makers"]:
        end = token.right_edge.i + 1
        while end < len(token.doc) and token.doc[end].is_quote:
            end += 1  # voiced "concern" over
        return children(token.head, "ccomp") + [one for one in children(token.head, "prep") if one.i == end]
    spread = (one for one in children(token, "acl") if one.lower_ in sets["spreads"])
    return [clause for one in spread for clause in children(one, "ccomp")]


def _noun_content(token: Token, cue: Cue, sets: Mapping[str, frozenset[str]]) -> tuple[Tokens, Tokens, str]:
    for child in (*token.children, *_strayed(token, sets)):
        if child.i < token.i:
            continue
        if "clause" in cue.takes and child.dep_ in {"acl", "ccomp", "relcl"} and _that(child):
            return subtree(child), NOTHING, "clause"
        to = child.dep_ in {"acl", "relcl"} and any(mark.tag_ == "TO" for mark in children(child, "aux"))
        if "infinitive" in cue.takes and to:
            return subtree(child), NOTHING, "infinitive"
        if child.dep_ == "prep" and child.lower_ in cue.takes:
            inner = children(child, "pobj", "pcomp")
            if inner:
                content = phrase(inner[0]) if inner[0].dep_ == "pobj" else subtree(inner[0])
                return content, frozenset({child}), "prep"
    return NOTHING, NOTHING, ""


def _that(clause: Token) -> bool:
    first = clause.left_edge
    return first.lower_ in {"that", "whether"} and first.dep_ == "mark"


def owner(token: Token, sets: Mapping[str, frozenset[str]]) -> tuple[Token | None, Token | None]:
    """Whose claim it is (a possessive, `by`, `from`, `among`, or the subject of the verb that makes it),
    and that verb."""
    for child in children(token, "poss"):
        maker = token.head if token.dep_ == "dobj" and token.head.lower_ in sets["makers"] else None
        whose = subject(maker) if maker is not None and child.tag_ == "PRP$" else None
        return (whose, maker) if whose is not None else (child, None)  # "they expressed their concern"
    for preposition in children(token, "prep"):
        low = preposition.lower_
        behalf = low == "on" and any(one.lower_ == "part" for one in children(preposition, "pobj"))
        if low in {"by", "from"} or behalf or low in sets["held_in.words"]:
            for inner in children(preposition, "pobj"):
                part = children(inner, "prep") if inner.lower_ == "part" else []  # "on the part of Sarn"
                return next((who for of in part for who in children(of, "pobj")), inner), None
    first = token.head if token.dep_ == "conj" and token.head.dep_ == "dobj" else token
    if first.dep_ == "dobj" and first.head.lower_ in sets["makers"]:
        return subject(first.head), first.head
    people = (one for one in children(token, "amod") if one.lower_ in sets["mentions.peoples"])
    return _spread(token, sets["spreads"]) or next(people, None), None  # "Sarnian objections to the plan"


def _spread(token: Token, makers: frozenset[str]) -> Token | None:
    """`rumours circulated on social media`: the place where they spread is all that is named."""
    for verb in token.doc[token.i + 1 : token.sent.end]:
        if not verb.tag_.startswith("VB") or verb.lower_ not in makers:
            continue
        for preposition in children(verb, "prep"):
            for inner in children(preposition, "pobj"):
                if inner.lower_ in PLACES:
                    return inner
    return None


def adjective(token: Token, cues: tuple[Cue, ...]) -> Found | None:
    """`is confident that ...`, `it is unclear whether ...`, `was critical of the plan`."""
    if token.dep_ not in {"acomp", "oprd", "ROOT", "conj"}:
        return None
    verb = token.head if token.dep_ == "acomp" else token
    for cue in (*cues, *(replace(cue, takes=LOOSE | {"it_clause"}, loose=True) for cue in cues[:1])):
        content, more, form = _adjective_content(token, verb, cue)
        if not content:
            continue
        open_point = "it_clause" in cue.takes
        head = subject(verb)
        if head is not None and head.lower_ in {"it", "there"}:
            head = None
        if not cue.loose and (head is not None) == open_point:
            continue
        words = (verb_group(verb) | {token}) if verb is not token else frozenset({token})
        return Found(form, cue, head, words | more, content - words - more)
    return None


def _adjective_content(token: Token, verb: Token, cue: Cue) -> tuple[Tokens, Tokens, str]:
    """The clause, infinitive or phrase behind an adjective, the preposition before it, and the rule."""
    for child in (*token.children, *verb.children):
        clause = child.dep_ == "ccomp" or (child.dep_ in {"advcl", "csubj"} and _that(child))
        if child.i > token.i and clause and cue.takes & {"clause", "it_clause"}:
            return subtree(child), NOTHING, "adjective"
    for child in token.children:
        if child.i < token.i:
            continue
        if child.dep_ == "xcomp" and "to" in cue.takes and (cue.loose or "clause" not in cue.takes):
            return subtree(child), NOTHING, "adjective.phrase"
    for child in (*token.children, *verb.children):
        if child.i < token.i:
            continue
        if child.dep_ == "prep" and child.lower_ in cue.takes:
            for inner in children(child, "pobj", "pcomp"):
                content = phrase(inner) if inner.dep_ == "pobj" else subtree(inner)
                if sum(1 for word in content if not word.is_punct) >= LEAST:
                    return content, frozenset({child}), "adjective.phrase"
    return NOTHING, NOTHING, ""


def according_source(token: Token) -> tuple[Token, Tokens] | None:
    """The head of the source of `according to`, and the cue's words."""
    if token.lower_ != "according":
        return None
    to = [child for child in token.children if child.lower_ == "to"]
    if not to:
        to = [next_ for next_ in token.doc[token.i + 1 : token.i + 2] if next_.lower_ == "to"]
    heads = children(to[0], "pobj") if to else []
    return (heads[0], frozenset({token, to[0]})) if heads else None


def according(token: Token) -> Found | None:
    """`according to ...` speaks for the clause that it hangs on."""
    found = according_source(token)
    if found is None:
        return None
    clause = token.head
    behind = comes_last(token)
    while clause.head is not clause and (
        clause.dep_ not in CLAUSE_ROOTS or _shares(clause) or (behind and clause.dep_ == "ccomp")
    ):
        clause = clause.head
    return Found("according", ACCORDING, found[0], found[1], subtree(clause, without=[token]))


def _shares(clause: Token) -> bool:
    """A second verb that shares the first one's subject, or a noun joined to another."""
    return clause.dep_ == "conj" and not children(clause, "nsubj", "nsubjpass")


def hearsay(token: Token) -> Found:
    """`reportedly`: nobody is named, and the clause is only passed on."""
    cue = Cue(token.lower_, "hearsay", frozenset({"clause"}), hedge=Hedge.WEAK)
    return Found("hearsay", cue, None, frozenset({token}), subtree(token.head, without=[token]))
